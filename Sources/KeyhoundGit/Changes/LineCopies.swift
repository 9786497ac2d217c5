import KeyhoundCore

/// How many copies of each line an older version has that no line of the newer one has been matched with yet.
///
/// Very long lines are compared in pieces: of a notebook or a script on one line, only the cell or statement that changed is new.
struct LineCopies {
  private let old: UnsafeRawBufferPointer
  private let range: Range<Int>
  private var lines: [Int: Int] = [:]
  /// Counted when the first long line is asked for; short old lines are in it too, for a line may have grown.
  private var pieces: [Int: Int]?

  /// Lines longer than this are compared in pieces.
  static let longLine = 1000

  /// Counts the lines of `old` in `range`.
  init(of old: UnsafeRawBufferPointer, in range: Range<Int>) {
    self.old = old
    self.range = range
    for line in Lines(of: old, in: range) { lines[Self.hash(old, line), default: 0] += 1 }
  }

  /// Appends to `result` what of `line` the older version has no copy left of.
  mutating func appendNew(_ line: Range<Int>, of bytes: UnsafeRawBufferPointer, to result: inout ByteRanges) {
    guard !Self.take(Self.hash(bytes, line), from: &lines) else { return }
    guard line.count > Self.longLine else { return result.append(line) }
    var copies = pieces ?? countPieces()
    pieces = nil
    for piece in Lines(piecesOf: bytes, in: line) where !Self.take(Self.hash(bytes, piece), from: &copies) {
      result.append(piece)
    }
    pieces = copies
  }

  private func countPieces() -> [Int: Int] {
    var copies: [Int: Int] = [:]
    for piece in Lines(piecesOf: old, in: range) { copies[Self.hash(old, piece), default: 0] += 1 }
    return copies
  }

  private static func take(_ key: Int, from copies: inout [Int: Int]) -> Bool {
    guard let count = copies[key], count > 0 else { return false }
    copies[key] = count - 1
    return true
  }

  /// The hash has a key that differs in every run, so nobody can craft a line that passes for another.
  private static func hash(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: bytes.view(range))
    return hasher.finalize()
  }
}
