import KeyhoundCore

/// A Kubernetes Secret in YAML or JSON: the values of its data are base64, however short they are.
struct KubernetesSecret {
  private let source: UnsafeRawBufferPointer
  /// The document that the mark stands in.
  private let document: Range<Int>

  private static let reach = 64 << 10
  private static let divider = Array("\n---".utf8)
  private static let longestLine = 4096

  init(_ source: UnsafeRawBufferPointer, at mark: Int) {
    self.source = source
    let start = max(0, mark - Self.reach)
    let end = min(source.count, mark + Self.reach)
    document = Self.lastDivider(in: source, start..<mark)..<Self.firstDivider(in: source, mark..<end)
  }

  private static func firstDivider(in source: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    range.first { isDivider(source, $0) } ?? range.upperBound
  }

  private static func lastDivider(in source: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    range.last { isDivider(source, $0) } ?? range.lowerBound
  }

  private static func isDivider(_ source: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    source[offset] == divider[0] && source[offset...].prefix(divider.count).elementsEqual(divider)
  }

  /// Hands over the document with its values decoded.
  func decode(_ chunk: Chunk, near places: [Range<Int>], _ body: (Chunk) -> Void) {
    let reach = max(0, document.lowerBound - 8)..<document.upperBound + 8
    guard places.contains(where: reach.overlaps) else { return }
    let text = DecodedText()
    var copied = document.lowerBound
    var line = document.lowerBound
    while line < document.upperBound {
      let end = min(source.lineEnd(from: line, limit: Self.longestLine), document.upperBound)
      if let value = value(in: line..<end) {
        text.copy(copied..<value.lowerBound, of: source)
        Base64.decode([value], of: source, into: text)
        copied = value.upperBound
        while copied < end, source[copied] == UInt8(ascii: "=") { copied += 1 }
      }
      line = end + 1
    }
    guard copied > document.lowerBound else { return }
    text.copy(copied..<document.upperBound, of: source)
    body(chunk.decoded(text.bytes, map: text.map, by: Base64Run.decoder))
  }

  /// The base64 digits behind the colon, if the line has nothing else there and they stand for text.
  private func value(in line: Range<Int>) -> Range<Int>? {
    guard let colon = source[line].firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let isFrame: (UInt8) -> Bool = { " \t\r\"',".utf8.contains($0) }
    guard let start = source[colon + 1..<line.upperBound].firstIndex(where: { !isFrame($0) }) else { return nil }
    var end = start
    while end < line.upperBound, Base64.isDigit(source[end]) { end += 1 }
    let rest = source[end..<line.upperBound]
    let padding = rest.prefix { $0 == UInt8(ascii: "=") }.count
    guard end - start >= 6, (end - start + padding) % 4 == 0, rest.dropFirst(padding).allSatisfy(isFrame) else { return nil }
    let bytes = Base64Bytes(source, start..<end)
    return (0..<bytes.count).allSatisfy { (0x20...0x7E).contains(bytes[$0]) || bytes[$0] == 0x0A } ? start..<end : nil
  }
}
