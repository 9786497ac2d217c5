import KeyhoundCore

/// Takes terminal control sequences out of a text: colours, also in the middle of a key, and titles and links.
enum TerminalSequences {
  static let decoder = "ansi"
  private static let escape: UInt8 = 0x1B

  static func mayOccur(in text: UnsafeRawBufferPointer) -> Bool { text.firstIndex(of: escape, from: 0) != nil }

  /// Appends `source` without its control sequences.
  static func remove(from source: UnsafeRawBufferPointer, into text: DecodedText) {
    var copied = 0
    while let start = source.firstIndex(of: escape, from: copied) {
      text.copy(copied..<start, of: source)
      copied = end(ofSequenceAt: start, in: source)
    }
    text.copy(copied..<source.count, of: source)
  }

  /// The offset behind the sequence that begins at `start` (ECMA-48, and the operating system commands of xterm).
  private static func end(ofSequenceAt start: Int, in source: UnsafeRawBufferPointer) -> Int {
    guard start + 1 < source.count else { return source.count }
    switch source[start + 1] {
    case UInt8(ascii: "["): return endOfControl(from: start + 2, in: source)
    case UInt8(ascii: "]"): return endOfCommand(from: start + 2, in: source)
    case 0x20...0x2F: return min(start + 3, source.count)
    case 0x30...0x7E: return start + 2
    default: return start + 1
    }
  }

  private static func endOfControl(from start: Int, in source: UnsafeRawBufferPointer) -> Int {
    var position = start
    while position < source.count, 0x20...0x3F ~= source[position] { position += 1 }
    return position < source.count && 0x40...0x7E ~= source[position] ? position + 1 : position
  }

  /// A command ends with BEL or ESC \; one that does not end soon is none, and only its introducer goes.
  private static func endOfCommand(from start: Int, in source: UnsafeRawBufferPointer) -> Int {
    for position in start..<max(start, min(source.count, start + 4096)) {
      if source[position] == 0x07 { return position + 1 }
      if source[position] == escape {
        return position + 1 < source.count && source[position + 1] == UInt8(ascii: "\\") ? position + 2 : position
      }
    }
    return start
  }
}
