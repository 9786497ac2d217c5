/// The raw bytes of a file, or a window of them, with the position of the first byte in the file.
package struct RawText {
  package let bytes: UnsafeRawBufferPointer
  /// 0-based offset of `bytes[0]` in the file.
  package let startByte: Int
  /// The position of `bytes[0]` in the file.
  package let start: Position

  private let landmarks: Landmarks

  package init(_ bytes: UnsafeRawBufferPointer, startByte: Int = 0, start: Position = Position()) {
    self.bytes = bytes
    self.startByte = startByte
    self.start = start
    landmarks = Landmarks(start)
  }

  /// The position of offset `offset` of `bytes`. Many places cost one pass over the text in all, in whatever order they are asked for.
  package func position(at offset: Int) -> Position {
    let landmark = landmarks.last(before: offset, in: self)
    return advanced(from: landmark.position, over: landmark.offset..<offset)
  }

  /// Where `range` of `bytes` lies in the file.
  package func location(of range: Range<Int>) -> Location {
    let start = position(at: range.lowerBound)
    return Location(
      start: start, end: advanced(from: start, over: range),
      bytes: startByte + range.lowerBound..<startByte + range.upperBound)
  }

  /// The position reached after reading the bytes of `range` from `position` on.
  fileprivate func advanced(from position: Position, over range: Range<Int>) -> Position {
    let view = bytes.view(range)
    let lines = view.count(of: UInt8(ascii: "\n"))
    guard lines > 0, let last = view.lastIndex(of: UInt8(ascii: "\n")) else {
      return Position(
        line: position.line, column: position.column + view.codePointCount(0..<view.count),
        byteColumn: position.byteColumn + view.count)
    }
    return Position(
      line: position.line + lines, column: 1 + view.codePointCount(last + 1..<view.count), byteColumn: view.count - last)
  }
}

/// Positions in a text at regular distances, worked out as far as places were asked for.
private final class Landmarks {
  typealias Landmark = (offset: Int, position: Position)

  private var landmarks: [Landmark]

  /// Between two of them, in bytes.
  private static let distance = 1 << 10

  init(_ start: Position) {
    landmarks = [(0, start)]
  }

  func last(before offset: Int, in text: RawText) -> Landmark {
    let index = offset / Self.distance
    while landmarks.count <= index { addNext(in: text) }
    return landmarks[index]
  }

  /// Adds one that divides no code point.
  private func addNext(in text: RawText) {
    let last = landmarks[landmarks.count - 1]
    let whole = landmarks.count * Self.distance
    let offset = (whole - 3...whole).last { !text.bytes[$0].isUTF8Continuation } ?? whole
    landmarks.append((offset, text.advanced(from: last.position, over: last.offset..<offset)))
  }
}

/// A place in a text up to which lines were counted before, so that places in rising order cost one pass over the text in all.
package struct LineCursor {
  private var offset = 0
  private var lines = 0

  package init() {}

  /// How many lines end before offset `target` of `text`, which is the same at each call.
  package mutating func lines(before target: Int, in text: UnsafeRawBufferPointer) -> Int {
    if target < offset { self = LineCursor() }
    lines += text.view(offset..<target).count(of: UInt8(ascii: "\n"))
    offset = target
    return lines
  }
}

extension UnsafeRawBufferPointer {
  /// How often `byte` occurs.
  package func count(of byte: UInt8) -> Int {
    var count = 0
    var rest = self[...]
    while rest.count >= 128 {
      var block: UInt8 = 0
      for value in rest.prefix(128) { block &+= value == byte ? 1 : 0 }
      count += Int(block)
      rest = rest.dropFirst(128)
    }
    for value in rest where value == byte { count += 1 }
    return count
  }

  /// How many code points begin in `range`; a byte that belongs to no UTF-8 sequence counts as one. Zeros do not count: nobody sees them, and UTF-16
  /// has one beside each letter.
  package func codePointCount(_ range: Range<Int>) -> Int {
    let zeros = view(range).count(of: 0)
    guard self[range].contains(where: { $0 >= 0x80 }) else { return range.count - zeros }
    return text(range).unicodeScalars.count - zeros
  }
}
