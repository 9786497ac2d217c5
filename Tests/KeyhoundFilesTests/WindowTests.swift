import Foundation
import KeyhoundCore
import KeyhoundEngine
import KeyhoundFiles
import Testing

/// A key is found wherever it lies, however the bytes arrive.
@Suite struct WindowTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
  }

  /// Small windows, so that every edge can be tried byte by byte.
  private var limits: ReadLimits {
    var limits = ReadLimits()
    limits.whole = 700
    limits.window = 600
    limits.context = 150
    return limits
  }

  private func scan(_ path: String, jobs: Int = 1, _ limits: ReadLimits) -> (findings: [Finding], coverage: Coverage) {
    var options = FileOptions()
    options.limits = limits
    var findings: [Finding] = []
    let scanner = Scanner(detector: Detector(RuleSet([Keys.rule])), extractors: [], policy: Policy(), jobs: jobs)
    let coverage = scanner.scan(FolderSource(path: path, options: options)) { event in
      if case .finding(let finding) = event { findings.append(finding) }
    }
    return (findings, coverage)
  }

  @Test func `a key moved byte by byte through every edge is found once, with its line and column`() throws {
    let key = Keys.random()
    let filler = Array("0123456789 é日🙂\n".utf8)
    for offset in stride(from: 0, through: 1500, by: 1) {
      var bytes = (0..<offset).map { filler[$0 % filler.count] }
      let before = String(decoding: bytes, as: UTF8.self)
      bytes += Array(" \(key) ".utf8) + (0..<1600 - offset).map { filler[$0 % filler.count] }
      let file = try folder.write(bytes, to: "a.txt")
      let found = scan(file, limits).findings
      #expect(found.count == 1, "at \(offset)")
      let location = try #require(found.first).location
      #expect(location.bytes == offset + 1..<offset + 1 + key.utf8.count)
      #expect(location.start == Self.position(behind: before + " "))
    }
  }

  /// Where the next character after `text` stands, reckoned in the plainest way. Cut sequences count as the detector counts them.
  private static func position(behind text: String) -> Position {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return Position(line: lines.count, column: (lines.last?.count ?? 0) + 1)
  }

  @Test(arguments: [0, 1, 599, 600, 601, 699, 700, 701, 1050, 1150, 5000])
  func `a key at the start and at the end of a file of any size is found`(size: Int) throws {
    let (first, last) = (Keys.random(), Keys.random())
    let file = try folder.write(Array("\(first) \(String(repeating: "x", count: size)) \(last)".utf8), to: "a.txt")
    for jobs in [1, 2, 5] {
      let (found, coverage) = scan(file, jobs: jobs, limits)
      #expect(found.map(\.secret.revealed) == [first, last])
      #expect(coverage.bytes == size + 2 + 2 * first.utf8.count && coverage.files == 1)
    }
  }

  /// Cuts a file short as soon as something of it is searched.
  private struct Cutting: Extractor {
    let path: String

    func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
      truncate(path, 900)
      return false
    }
  }

  @Test func `a file that becomes shorter while it is read is said to have changed`() throws {
    let file = try folder.write(Array(repeating: UInt8(ascii: "x"), count: 5000), to: "a.txt")
    var options = FileOptions()
    options.limits = limits
    var issues: [KeyhoundCore.Issue] = []
    let scanner = Scanner(
      detector: Detector(RuleSet([Keys.rule])), extractors: [Cutting(path: file)], policy: Policy(), jobs: 1)
    let coverage = scanner.scan(FolderSource(path: file, options: options)) { event in
      if case .issue(let issue) = event { issues.append(issue) }
    }
    #expect(issues.map(\.kind) == [.changed] && !coverage.isComplete)
  }

  @Test func `keys back to back across many windows are each found once`() throws {
    let keys = (0..<400).map { _ in Keys.random() }
    let file = try folder.write(Array(keys.joined(separator: "\n").utf8), to: "a.txt")
    let found = scan(file, limits).findings
    #expect(found.map(\.secret.revealed) == keys)
    #expect(found.map(\.location.start.line) == Array(1...400))
  }

  @Test func `a key behind sixteen megabytes is found with the real limits`() throws {
    let key = Keys.random()
    let size = ReadLimits().whole - 20
    let file = try folder.write([UInt8](repeating: 0x20, count: size) + Array(key.utf8) + [0x20], to: "large.txt")
    let found = scan(file, ReadLimits()).findings
    #expect(found.map(\.location.bytes.lowerBound) == [size])
  }
}
