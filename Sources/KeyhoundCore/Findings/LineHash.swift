/// `primaryLocationLineHash`, by which GitHub code scanning knows an alert again when its line moves.
///
/// A hash of the hundred UTF-16 code units from the beginning of the line on, blanks left out, and the number of times it has come up in the
/// file so far. It takes the whole file, so it is worked out where that is in memory, and only for files with findings.
package struct LineHashes: Sendable {
  /// For each line, as lines are counted here (they end with a line feed).
  private var hashes: [UInt64] = []
  private var numbers: [Int32] = []

  private static let width = 100
  private static let factor: UInt64 = 37
  /// Larger files, in bytes, have none: GitHub works it out for itself where it can.
  package static let sizeLimit = 16 << 20

  /// Takes the whole text of a file.
  package init(_ text: UnsafeRawBufferPointer) {
    let units = Units(text)
    let removal = (0..<Self.width).reduce(UInt64(1)) { power, _ in power &* Self.factor }
    var hash = (0..<Self.width).reduce(UInt64(0)) { $0 &* Self.factor &+ units[$1] }
    var seen: [UInt64: Int32] = [:]
    for index in 0...units.count {
      if units.startsLine(index) {
        seen[hash, default: 0] += 1
        if units.endsWithLineFeed(before: index) {
          hashes.append(hash)
          numbers.append(seen[hash, default: 1])
        }
      }
      hash = hash &* Self.factor &+ units[index + Self.width] &- removal &* units[index]
    }
  }

  /// The hash of a line, counted from 1, as SARIF has it: `c129715d7a2bc9a3:1`.
  package func hash(ofLine line: Int) -> String? {
    guard hashes.indices.contains(line - 1) else { return nil }
    return "\(String(hashes[line - 1], radix: 16)):\(numbers[line - 1])"
  }

  /// A file's code units without blanks, every end of line as a line feed, and what is read behind the end.
  private struct Units {
    private var units: [UInt16] = []
    /// Where lines begin that follow a carriage return alone.
    private var carriageReturns: Set<Int> = []

    init(_ text: UnsafeRawBufferPointer) {
      units.reserveCapacity(text.count)
      var follows: UInt16 = 0
      for unit in String(decoding: text, as: UTF8.self).utf16 {
        defer { follows = unit }
        switch unit {
        case 0x20, 0x09: continue
        case 0x0A where follows == 0x0D: carriageReturns.remove(units.count)
        case 0x0D:
          units.append(0x0A)
          carriageReturns.insert(units.count)
        default: units.append(unit)
        }
      }
    }

    var count: Int { units.count }

    subscript(index: Int) -> UInt64 { index < units.count ? UInt64(units[index]) : index == units.count ? 65_535 : 0 }

    func startsLine(_ index: Int) -> Bool { index == 0 || units[index - 1] == 0x0A }

    /// Whether the line at `index` also begins where only line feeds end lines.
    func endsWithLineFeed(before index: Int) -> Bool { !carriageReturns.contains(index) }
  }
}
