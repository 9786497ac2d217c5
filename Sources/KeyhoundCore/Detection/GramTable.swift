import CByteSearch

/// Finds literals of three bytes and more by one group of neighbouring bytes in each, a gram.
///
/// It sifts in three steps, and each sees a small part of what the one before saw. A table tells for every three bytes of the text whether
/// somebody's gram may be there: one place in fourteen of source code with the 2,800 literals of 1,300 rules. Of these a few bits keep the
/// places where a fourth byte fits too, one in seventy. Only there literals are compared. One core of a shared EPYC needs 0.6 ns for a byte,
/// where an Aho-Corasick automaton over the same literals needed 1.2, and some 6 ms to be built.
final class GramTable: Sendable {
  /// For every entry that three bytes may have: 1 where they are a gram's.
  private let sieve: FrozenList<UInt8>
  /// Literals by their three bytes and the one behind them, by the one before them, and those of three bytes.
  private let forward: GramList
  private let backward: GramList
  private let short: GramList
  /// All literals, one behind the other, and room to read eight bytes at each.
  private let letters: FrozenList<UInt8>

  /// The shortest literal that the table can hold, in bytes.
  static let shortest = 3
  /// Bytes behind a block that are looked at with it, and places that may be written in vain behind its own.
  static let overlap = shortest - 1
  static let slack = Int(BYTE_SEARCH_SLACK)
  /// Bytes behind the letters that may be read with the last of them.
  private static let margin = 8

  /// Prepares to look for `texts`, in lower case, each with the number it is known by.
  init(_ texts: [(index: Int, text: [UInt8])]) {
    var sieve = [UInt8](repeating: 0, count: Int(BYTE_SEARCH_GRAMS))
    var letters: [UInt8] = []
    var forward: [GramList.Entry] = []
    var backward: [GramList.Entry] = []
    var short: [GramList.Entry] = []
    for (number, text) in texts {
      let place = GramPlace(in: text)
      sieve[Int(byte_search_gram(GramList.gram(text, at: place.offset, width: 3)))] = 1
      let start = place.isBackward ? place.offset - 1 : place.offset
      let entry = GramList.Entry(
        gram: GramList.gram(text, at: start, width: min(4, text.count)), literal: Int32(number), offset: Int32(place.offset),
        start: Int32(letters.count), count: Int32(text.count))
      if text.count == 3 {
        short.append(entry)
      } else if place.isBackward {
        backward.append(entry)
      } else {
        forward.append(entry)
      }
      letters += text
    }
    self.sieve = FrozenList(sieve)
    self.letters = FrozenList(letters + [UInt8](repeating: 0, count: Self.margin))
    self.forward = GramList(forward, sieveBits: 17)
    self.backward = GramList(backward, sieveBits: 16)
    self.short = GramList(short, sieveBits: 13)
  }

  init(from lists: inout ListReader) {
    sieve = lists.list()
    letters = lists.list()
    forward = GramList(from: &lists)
    backward = GramList(from: &lists)
    short = GramList(from: &lists)
  }

  func write(to lists: inout ListWriter) {
    lists.write(sieve.array)
    lists.write(letters.array)
    for list in [forward, backward, short] { list.write(to: &lists) }
  }

  deinit {
    sieve.deallocate()
    letters.deallocate()
    for list in [forward, backward, short] { list.deallocate() }
  }

  // MARK: Searching

  /// Calls `body` with the number of a text and the offset behind it, for every place where one stands whose gram begins in `block`.
  ///
  /// `places` has room for as many as there are bytes in the block, `overlap` and `slack`.
  func forEachHit(
    in bytes: UnsafeRawBufferPointer, _ block: Range<Int>, places: UnsafeMutablePointer<UInt32>,
    _ body: (_ text: Int, _ end: Int) -> Void
  ) {
    let part = bytes.view(block.lowerBound..<min(bytes.count, block.upperBound + Self.overlap))
    guard letters.count > Self.margin, let text = part.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
    let found = byte_search_grams(text, part.count, sieve.pointer, places)
    let search = Search(
      forward: forward, backward: backward, short: short, letters: letters, bytes: bytes, start: block.lowerBound)
    for index in 0..<search.sift(places, found) { search.compare(at: Int(places[index]), body) }
  }

  /// The table and a text.
  private struct Search {
    let forward: GramList
    let backward: GramList
    let short: GramList
    let letters: FrozenList<UInt8>
    let bytes: UnsafeRawBufferPointer
    /// Where in `bytes` places are counted from.
    let start: Int

    /// Keeps the places where a literal may stand; returns how many.
    func sift(_ places: UnsafeMutablePointer<UInt32>, _ found: Int) -> Int {
      var count = 0
      for index in 0..<found {
        let place = places[index]
        let (before, here) = neighbours(of: start &+ Int(place))
        // Written whether it is one or not, which is faster than to ask.
        places[count] = place
        count &+= Int(forward.mayHold(here) | backward.mayHold(before) | short.mayHold(here & 0xFF_FFFF))
      }
      return count
    }

    @inline(__always)
    func compare(at place: Int, _ body: (Int, Int) -> Void) {
      let (before, here) = neighbours(of: start &+ place)
      forward.forEach(here) { report($0, at: start &+ place, body) }
      backward.forEach(before) { report($0, at: start &+ place, body) }
      short.forEach(here & 0xFF_FFFF) { report($0, at: start &+ place, body) }
    }

    /// Four bytes from the one before `place` on, and four from `place` on; folded, the first one lowest. Outside the text are zeros.
    @inline(__always)
    private func neighbours(of place: Int) -> (before: UInt32, here: UInt32) {
      var eight: UInt64 = 0
      if place > 0 && place &+ 7 <= bytes.count {
        eight = bytes.loadUnaligned(fromByteOffset: place &- 1, as: UInt64.self).littleEndian
      } else {
        for step in 0..<5 where place + step > 0 && place + step <= bytes.count {
          eight |= UInt64(bytes[place + step - 1]) << UInt64(8 * step)
        }
      }
      eight |= 0x2020_2020_2020_2020
      return (UInt32(truncatingIfNeeded: eight), UInt32(truncatingIfNeeded: eight &>> 8))
    }

    private func report(_ entry: GramList.Entry, at place: Int, _ body: (Int, Int) -> Void) {
      let (start, count, first) = (place - Int(entry.offset), Int(entry.count), Int(entry.start))
      guard start >= 0, start + count <= bytes.count, mayBegin(first, count, at: start) else { return }
      for index in 0..<count where bytes[start + index].lowercasedASCII != letters[first + index] { return }
      body(Int(entry.literal), start + count)
    }

    /// Whether the first eight letters at `first` may stand at `start`, in any case; that tells nearly always.
    @inline(__always)
    private func mayBegin(_ first: Int, _ count: Int, at start: Int) -> Bool {
      guard start &+ 8 <= bytes.count, let letters = letters.pointer else { return true }
      let here = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
      let wanted = UnsafeRawPointer(letters + first).loadUnaligned(as: UInt64.self).littleEndian
      let counted = count >= 8 ? UInt64.max : (1 &<< UInt64(8 &* count)) &- 1
      return (here ^ wanted) & ~0x2020_2020_2020_2020 & counted == 0
    }
  }
}

/// Where in a literal its gram stands.
private struct GramPlace {
  /// Where the three bytes begin that are seldom in ordinary text.
  private(set) var offset = 0
  /// Whether the byte before them is the fourth of the gram, not the one behind.
  let isBackward: Bool

  init(in text: [UInt8]) {
    let last = text.count - 3
    var lowest = Int.max
    for start in 0...last {
      let cost = Self.cost(text, start)
      if cost < lowest { (lowest, offset) = (cost, start) }
    }
    let behind = offset < last ? Self.cost(text, offset + 1) : Int.max
    let before = offset > 0 ? Self.cost(text, offset - 1) : Int.max
    isBackward = before < behind
  }

  /// The more common three bytes are, the more.
  private static func cost(_ text: [UInt8], _ start: Int) -> Int {
    let (a, b, c) = (text[start], text[start + 1], text[start + 2])
    return CommonTrigrams.rank(a, b, c) * 32 + cost(a) + cost(b) + cost(c)
  }

  private static func cost(_ byte: UInt8) -> Int {
    if byte.isDigitASCII { return 0 }
    guard byte.isLowerASCII else { return byte == UInt8(ascii: " ") ? 4 : 1 }
    return letterCosts[Int(byte - UInt8(ascii: "a"))]
  }

  /// 3 for the letters that are commonest, 2 for common ones and 0 for the others, from `a` to `z`.
  private static let letterCosts = ["etaoinsr", "ldcumpfgh"].enumerated().reduce(into: [Int](repeating: 0, count: 26)) {
    costs, group in
    for byte in group.element.utf8 { costs[Int(byte - UInt8(ascii: "a"))] = 3 - group.offset }
  }
}

/// Grams of one width with the literals they stand for.
private struct GramList: Sendable {
  /// A literal by its gram.
  struct Entry: Sendable, BitwiseCopyable {
    /// The gram's bytes, folded, the first one lowest.
    var gram: UInt32
    /// The number that the literal is known by.
    var literal: Int32
    /// Where the three bytes that are looked for first stand in the literal.
    var offset: Int32
    /// Where the literal stands among all letters.
    var start: Int32
    var count: Int32
  }

  /// A bit for each hash that a gram has.
  private let sieve: FrozenList<UInt32>
  private let sieveShift: UInt32
  /// Entries in the order of their slots, so that those of a gram lie together, and where each slot's begin.
  private let entries: FrozenList<Entry>
  private let starts: FrozenList<Int32>

  private static let slotBits = 12

  /// A list with a sieve of two to the power of `sieveBits` bits.
  init(_ list: [Entry], sieveBits: Int) {
    var sieve = [UInt32](repeating: 0, count: 1 << (sieveBits - 5))
    sieveShift = UInt32(32 - sieveBits)
    for entry in list {
      let bit = Self.hash(entry.gram) >> sieveShift
      sieve[Int(bit >> 5)] |= 1 << (bit & 31)
    }
    self.sieve = FrozenList(sieve)
    let (sorted, starts) = Self.bySlot(list)
    entries = FrozenList(sorted)
    self.starts = FrozenList(starts)
  }

  init(from lists: inout ListReader) {
    sieve = lists.list()
    sieveShift = UInt32(32 - (sieve.count * 32).trailingZeroBitCount)
    entries = lists.list()
    starts = lists.list()
  }

  func write(to lists: inout ListWriter) {
    lists.write(sieve.array)
    lists.write(entries.array)
    lists.write(starts.array)
  }

  private static func bySlot(_ list: [Entry]) -> (sorted: [Entry], starts: [Int32]) {
    var starts = [Int32](repeating: 0, count: (1 << slotBits) + 1)
    for entry in list { starts[slot(entry.gram) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var sorted = list
    var next = starts
    for entry in list {
      let slot = slot(entry.gram)
      sorted[Int(next[slot])] = entry
      next[slot] += 1
    }
    return (sorted, starts)
  }

  func deallocate() {
    sieve.deallocate()
    entries.deallocate()
    starts.deallocate()
  }

  static func gram(_ text: [UInt8], at offset: Int, width: Int) -> UInt32 {
    text[offset..<offset + width].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1 | 0x20) }
  }

  @inline(__always)
  private static func hash(_ gram: UInt32) -> UInt32 { gram &* 0x85EB_CA6B }

  @inline(__always)
  private static func slot(_ gram: UInt32) -> Int { Int(hash(gram) &>> UInt32(32 - slotBits)) }

  /// 1 when `gram` may be in the list, else 0.
  @inline(__always)
  func mayHold(_ gram: UInt32) -> UInt32 {
    let bit = Self.hash(gram) &>> sieveShift
    return (sieve[Int(bit &>> 5)] &>> (bit & 31)) & 1
  }

  /// Calls `body` for every literal of `gram`.
  @inline(__always)
  func forEach(_ gram: UInt32, _ body: (Entry) -> Void) {
    guard mayHold(gram) != 0 else { return }
    let slot = Self.slot(gram)
    for index in Int(starts[slot])..<Int(starts[slot &+ 1]) where entries[index].gram == gram { body(entries[index]) }
  }
}
