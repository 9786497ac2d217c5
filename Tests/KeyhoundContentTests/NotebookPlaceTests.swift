import FoundationEssentials
import KeyhoundContent
import KeyhoundCore
import Testing

/// Keys in every place of a notebook and in every form they take there. `fixtures/notebooks/*.places` say where each is to be found.
@Suite struct NotebookPlaceTests {
  @Test(arguments: ["sources", "outputs", "metadata", "wrong-types", "nbformat3", "one-line"], [false, true])
  func `every key in a notebook is found once, in its place`(name: String, screens: Bool) throws {
    let notebook = try NotebookTemplate(fixture: "\(name).ipynb")
    let scan = NotebookScan(notebook.bytes, screens: screens)
    #expect(scan.isReplaced && scan.issues.isEmpty, "\(scan.issues)")
    var lines: [String] = []
    for (name, key) in notebook.keys.sorted(by: { $0.key < $1.key }) {
      let found = scan.findings.filter { $0.secret.revealed == key }
      #expect(found.count == 1, "\(name) was found \(found.count) times")
      guard let finding = found.first, let place = notebook.places[name] else { continue }
      #expect(place.contains(finding.location.bytes), "\(name) is at \(place), not at \(finding.location.bytes)")
      #expect(finding.location.start == Self.position(of: finding.location.bytes.lowerBound, in: notebook.bytes))
      lines.append("\(name) \(try #require(finding.origin.cell.map(Self.describe)))\(Self.decoders(finding))")
    }
    #expect(scan.findings.count == notebook.keys.count)
    try expectGolden(lines, "\(name).places")
  }

  /// Counts lines and characters the simple way.
  private static func position(of offset: Int, in bytes: [UInt8]) -> Position {
    let lines = bytes[..<offset].split(separator: 0x0A, omittingEmptySubsequences: false)
    let column = lines.last.map { String(decoding: $0, as: UTF8.self).unicodeScalars.count + 1 } ?? 1
    return Position(line: lines.count, column: column)
  }

  private static func describe(_ cell: Cell) -> String {
    let parts = [
      "cell \(cell.index)", cell.id, cell.type, cell.executionCount.map { "In[\($0)]" }, cell.part,
      cell.outputIndex.map(String.init), cell.mimeType, "line \(cell.line)",
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  private static func decoders(_ finding: Finding) -> String {
    finding.origin.decodedFrom.isEmpty ? "" : " (\(finding.origin.decodedFrom.joined(separator: ", ")))"
  }

  /// Compares with a file of expectations; one that is missing is written, to be read and kept, and the test fails.
  private func expectGolden(_ lines: [String], _ name: String) throws {
    let file = NotebookTemplate.folder.appending(path: name)
    let text = lines.map { $0 + "\n" }.joined()
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      try Data(text.utf8).write(to: file)
      Issue.record("\(name) was missing and has been recorded; read it, and keep it if it is right")
      return
    }
    #expect(text == expected)
  }
}
