import KeyhoundCore

/// A way to write bytes as several others.
enum EscapeForm: CaseIterable {
  case backslash, percent, entity, equals, mail

  var mark: EncodingMark.Kind {
    switch self {
    case .backslash: .backslash
    case .percent: .percent
    case .entity: .entity
    case .equals: .equals
    case .mail: .mail
    }
  }

  /// What the report calls it.
  var name: String {
    switch self {
    case .backslash: EscapeDecoder.decoder
    case .percent: "percent"
    case .entity: "entities"
    case .equals, .mail: "quoted-printable"
    }
  }

  /// Appends `range` of `source` with its escapes resolved.
  /// - Returns: whether there was anything to resolve.
  func decode(_ range: Range<Int>, of source: UnsafeRawBufferPointer, into text: DecodedText) -> Bool {
    switch self {
    case .backslash: EscapeDecoder(source: source).decode(range, into: text)
    case .percent: Self.decode(range, of: source, by: UInt8(ascii: "%"), into: text, Self.digits)
    case .equals, .mail: Self.decode(range, of: source, by: UInt8(ascii: "="), into: text, Self.quoted)
    case .entity:
      Self.decode(range, of: source, by: UInt8(ascii: "&"), into: text) { offset, source, text in
        guard let (scalar, end) = Markup(source: source).entity(at: offset) else { return nil }
        text.append(scalar: scalar, for: offset..<end)
        return end
      }
    }
  }

  private typealias Step = (_ offset: Int, _ source: UnsafeRawBufferPointer, _ text: DecodedText) -> Int?

  /// Copies everything but what `step` resolves where `sign` stands; it tells where that ends.
  private static func decode(
    _ range: Range<Int>, of source: UnsafeRawBufferPointer, by sign: UInt8, into text: DecodedText, _ step: Step
  ) -> Bool {
    let view = source.view(0..<range.upperBound)
    var copied = range.lowerBound
    var position = range.lowerBound
    while let found = view.firstIndex(of: sign, from: position) {
      text.copy(copied..<found, of: source)
      copied = found
      position = found + 1
      if let end = step(found, view, text) { (copied, position) = (end, end) }
    }
    text.copy(copied..<range.upperBound, of: source)
    return text.count < range.count
  }

  /// Two hexadecimal digits behind the sign stand for a byte.
  private static func digits(_ offset: Int, _ source: UnsafeRawBufferPointer, _ text: DecodedText) -> Int? {
    guard offset + 2 < source.count, let high = source[offset + 1].hexadecimalDigit,
      let low = source[offset + 2].hexadecimalDigit
    else { return nil }
    text.append(high << 4 | low, for: offset..<offset + 3)
    return offset + 3
  }

  /// The same, or the end of a line that is none.
  private static func quoted(_ offset: Int, _ source: UnsafeRawBufferPointer, _ text: DecodedText) -> Int? {
    let rest = source[offset...].dropFirst().prefix(2)
    if rest.first == UInt8(ascii: "\n") { return offset + 2 }
    if rest.elementsEqual("\r\n".utf8) { return offset + 3 }
    return digits(offset, source, text)
  }
}
