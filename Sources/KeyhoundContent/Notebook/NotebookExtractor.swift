package import KeyhoundCore

/// Jupyter notebooks, nbformat 3 and 4, read as what they are: every cell, output and piece of metadata is a text of its own.
///
/// A notebook that is not valid JSON is searched as text, and once more with its escapes resolved, so that a key behind `\n` is seen.
package struct NotebookExtractor: Extractor {
  /// Whether everything is taken for a notebook, whatever it is called.
  private let isCertain: Bool

  package init() { isCertain = false }

  init(isCertain: Bool) { self.isCertain = isCertain }

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { looksLikeNotebook(bytes) }

  package func isConcerned(withFileNamed name: UnsafeRawBufferPointer) -> Bool {
    Self.isNotebookName(String(decoding: name, as: UTF8.self))
  }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    let isNamed = isCertain || Self.isNotebookName(chunk.origin.path)
    guard !chunk.bytes.isEmpty, isNamed || (chunk.isWhole && Self.looksLikeNotebook(chunk.bytes)) else { return false }
    guard chunk.isWhole else {
      return readAsText(chunk, reporting: chunk.raw.startByte == 0 ? JSONError(.tooLarge, at: 0) : nil, into: sink)
    }
    do {
      let index = try JSONIndex(chunk.bytes, from: Self.hasMark(chunk.bytes) ? 3 : 0)
      if isNamed { reportOddities(of: chunk, index, to: sink) }
      let memory = NotebookMemory.taken(from: sink)
      NotebookReader(chunk, index, sink, memory).read()
      memory.give(to: sink)
      return true
    } catch {
      guard isNamed else { return false }
      return readAsText(chunk, reporting: error, into: sink)
    }
  }

  // MARK: What is a notebook

  static func isNotebookName(_ path: String) -> Bool {
    path.utf8.suffix(6).lazy.map(\.lowercasedASCII).elementsEqual(".ipynb".utf8)
  }

  /// Whether text under any name begins and ends as notebooks do.
  static func looksLikeNotebook(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.prefix(64).first(where: { !ByteSet.space.contains($0) && !byteOrderMark.contains($0) }),
      first == UInt8(ascii: "{"), bytes.count > 30
    else { return false }
    let name = Array("\"nbformat\"".utf8)
    return bytes.contains(folded: name, in: max(0, bytes.count - edge)..<bytes.count)
      || bytes.contains(folded: name, in: 0..<min(bytes.count, edge))
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func hasMark(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.prefix(3).elementsEqual(byteOrderMark) }

  // MARK: What is wrong with it

  /// Says what keeps other programs from reading a notebook that was read here all the same.
  private func reportOddities(of chunk: Chunk, _ index: JSONIndex, to sink: any ExtractionSink) {
    var oddities: [String] = []
    if chunk.origin.decodedFrom.contains(where: { $0.hasPrefix("utf-16") }) { oddities.append("it is UTF-16 instead of UTF-8") }
    if Self.hasMark(chunk.bytes) { oddities.append("it begins with a byte order mark") }
    if !index.isValidUTF8 { oddities.append("it is not valid UTF-8") }
    let cells = index.member("cells", of: 0) ?? index.member("worksheets", of: 0)
    if cells.map(index.kind) != .array { oddities.append("it has no cells") }
    guard !oddities.isEmpty else { return }
    sink.report(
      Issue(
        .malformed, path: chunk.origin.path, commit: chunk.origin.commit?.id,
        message: "\(oddities.joined(separator: ", ")); Jupyter will not open it, but everything in it was scanned"))
  }

  /// Hands over the text with escapes resolved; the text as it stands is left to the caller.
  private func readAsText(_ chunk: Chunk, reporting error: JSONError?, into sink: any ExtractionSink) -> Bool {
    if let error {
      sink.report(
        Issue(
          error.isBudget ? .tooLarge : .malformed, path: chunk.origin.path, commit: chunk.origin.commit?.id,
          message: Self.describe(error, in: chunk)))
    }
    BrokenNotebook(chunk).read(into: sink)
    return false
  }

  private static func describe(_ error: JSONError, in chunk: Chunk) -> String {
    let start = chunk.location(of: error.offset..<error.offset).start
    let place = "line \(start.line), column \(start.column)"
    return switch error.reason {
    case .unexpected: "no valid notebook (JSON breaks at \(place)); it was scanned as text"
    case .truncated: "no valid notebook (it is cut off); it was scanned as text"
    case .trailing: "no valid notebook (something follows its end at \(place)); it was scanned as text"
    case .tooDeep: "nested too deeply at \(place) to be read as a notebook; it was scanned as text"
    case .tooMany, .tooLarge: "too large to be read as a notebook; it was scanned as text"
    }
  }
}
