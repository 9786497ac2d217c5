/// A text as fingers on a keyboard would have made it.
struct Keystrokes {
  private let text: UnsafeRawBufferPointer

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// Whether most keys lie beside the one before (`1qaz2wsx`, `qwer1234`), or nearly all on the row where the fingers rest.
  ///
  /// Digits alone tell nothing: they are all neighbours in some number.
  var areNeighbours: Bool {
    guard text.count >= 6, text.contains(where: Self.isBeyondHexadecimal) else { return false }
    let steps = zip(text, text.dropFirst()).count(where: Self.areBeside)
    if Double(steps) >= 0.65 * Double(text.count - 1) { return true }
    return text.count >= 12 && Double(text.count { Self.place($0)?.row == 2 }) >= 0.7 * Double(text.count)
  }

  private static func isBeyondHexadecimal(_ byte: UInt8) -> Bool { (0x67...0x7A).contains(byte.lowercasedASCII) }

  private static func areBeside(_ first: UInt8, _ second: UInt8) -> Bool {
    guard let from = place(first), let to = place(second) else { return false }
    return abs(from.row - to.row) <= 1 && abs(from.column - to.column) <= 1
  }

  private static func place(_ byte: UInt8) -> (row: Int, column: Int)? {
    let place = places[Int(byte.lowercasedASCII)]
    return place < 0 ? nil : (Int(place) / 10, Int(place) % 10)
  }

  /// Ten times the row, plus the column; -1 for what is on none of the four rows.
  private static let places: [Int8] = {
    var places = [Int8](repeating: -1, count: 256)
    for (row, keys) in ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"].enumerated() {
      for (column, key) in keys.utf8.enumerated() { places[Int(key)] = Int8(row * 10 + column) }
    }
    return places
  }()
}
