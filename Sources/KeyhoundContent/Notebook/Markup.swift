import KeyhoundCore

/// HTML, SVG and Markdown as a reader sees them: tags taken out, entities resolved.
struct Markup {
  static let decoder = "html"
  let source: UnsafeRawBufferPointer

  static func mayOccur(in text: UnsafeRawBufferPointer) -> Bool {
    text.firstIndex(of: UInt8(ascii: "<"), from: 0) != nil || text.firstIndex(of: UInt8(ascii: "&"), from: 0) != nil
  }

  /// Appends the text between the tags. Tags that stand within words vanish; others become a space, and their line feeds stay.
  /// - Returns: whether there was a tag or an entity.
  func readableText(into text: DecodedText) -> Bool {
    var copied = 0
    var position = 0
    var nextTag = find(UInt8(ascii: "<"), from: 0)
    var nextEntity = find(UInt8(ascii: "&"), from: 0)
    while min(nextTag, nextEntity) < source.count {
      position = min(nextTag, nextEntity)
      let end = position == nextTag ? endOfTag(position) : nil
      let entity = position == nextEntity ? entity(at: position) : nil
      if end != nil || entity != nil { text.copy(copied..<position, of: source) }
      if let end { appendTag(position..<end, into: text) }
      if let entity { text.append(scalar: entity.scalar, for: position..<entity.end) }
      position = end ?? entity?.end ?? position + 1
      if end != nil || entity != nil { copied = position }
      if nextTag < position { nextTag = find(UInt8(ascii: "<"), from: position) }
      if nextEntity < position { nextEntity = find(UInt8(ascii: "&"), from: position) }
    }
    text.copy(copied..<source.count, of: source)
    return copied > 0
  }

  private func find(_ byte: UInt8, from start: Int) -> Int { source.firstIndex(of: byte, from: start) ?? source.count }

  // MARK: Tags

  private static let longestTag = 64 << 10

  /// The offset behind the tag that begins at `start`; `nil` when a `<` is only a sign. A tag that meets another before its end is none,
  /// so that many signs cost no more than one look at each byte.
  private func endOfTag(_ start: Int) -> Int? {
    guard start + 1 < source.count else { return nil }
    let first = source[start + 1]
    guard first.isUpperASCII || first.isLowerASCII || "/!?".utf8.contains(first) else { return nil }
    var quote: UInt8?
    for position in start + 1..<min(source.count, start + Self.longestTag) {
      let byte = source[position]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return position + 1
      } else if byte == UInt8(ascii: "<") {
        return nil
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = source[position - 1] == UInt8(ascii: "=") ? byte : nil
      }
    }
    return nil
  }

  private func appendTag(_ tag: Range<Int>, into text: DecodedText) {
    for position in tag where source[position] == UInt8(ascii: "\n") { text.append(0x0A, for: position..<position + 1) }
    if !isWithinWords(tag) { text.append(UInt8(ascii: " "), for: tag) }
  }

  /// Whether the tag only dresses the text, as `<span>` does.
  private func isWithinWords(_ tag: Range<Int>) -> Bool {
    var start = tag.lowerBound + 1
    if source[start] == UInt8(ascii: "/") { start += 1 }
    if source[start] == UInt8(ascii: "!") { return true }
    var end = start
    while end < tag.upperBound, source[end].isAlphanumericASCII { end += 1 }
    let name = source.view(start..<end)
    return name.count <= Self.longestInline
      && Self.inline.contains { name.count == $0.count && name.contains(folded: $0, in: 0..<name.count) }
  }

  private static let inline: [[UInt8]] = [
    "span", "b", "i", "em", "strong", "a", "code", "font", "u", "s", "mark", "wbr", "sub", "sup", "small", "big", "tt", "kbd",
    "samp", "var", "ins", "del", "q", "abbr", "cite", "bdi", "bdo", "tspan",
  ].map { Array($0.utf8) }
  private static let longestInline = 6

  // MARK: Entities

  func entity(at start: Int) -> (scalar: UInt32, end: Int)? {
    let window = source.view(start..<min(source.count, start + 12))
    guard let semicolon = window.firstIndex(of: UInt8(ascii: ";"), from: 1), semicolon > 1 else { return nil }
    let name = window.view(1..<semicolon)
    let scalar = name[0] == UInt8(ascii: "#") ? Self.number(name.dropFirst()) : Self.named(name)
    return scalar.map { ($0, start + semicolon + 1) }
  }

  /// `46` or `x2e`.
  private static func number(_ text: Slice<UnsafeRawBufferPointer>) -> UInt32? {
    let isHexadecimal = text.first == UInt8(ascii: "x") || text.first == UInt8(ascii: "X")
    let digits = String(decoding: isHexadecimal ? text.dropFirst() : text, as: UTF8.self)
    return UInt32(digits, radix: isHexadecimal ? 16 : 10)
  }

  private static func named(_ name: UnsafeRawBufferPointer) -> UInt32? {
    names.first { name.elementsEqual($0.name.utf8) }?.scalar
  }

  /// The entities that can stand in a key or beside one.
  private static let names: [(name: String, scalar: UInt32)] = [
    ("quot", 0x22), ("amp", 0x26), ("apos", 0x27), ("lt", 0x3C), ("gt", 0x3E), ("nbsp", 0xA0), ("period", 0x2E), ("colon", 0x3A),
    ("equals", 0x3D), ("lowbar", 0x5F), ("hyphen", 0x2010), ("dash", 0x2010), ("sol", 0x2F), ("plus", 0x2B), ("grave", 0x60),
    ("lsqb", 0x5B), ("rsqb", 0x5D), ("lcub", 0x7B), ("rcub", 0x7D), ("comma", 0x2C), ("semi", 0x3B), ("Tab", 0x09),
    ("NewLine", 0x0A),
  ]
}
