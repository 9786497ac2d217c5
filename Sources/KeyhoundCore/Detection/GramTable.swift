import CByteSearch

/// Finds literals of three bytes and more by one group of neighbouring bytes in each, a gram.
///
/// It sifts in three steps, and each sees a small part of what the one before saw. A table tells for every three bytes of the text whether
/// somebody's gram may be there: one place in twenty of source code with the 3,400 literals of 1,441 rules. It also tells which neighbour is
/// the fourth byte, the same for all literals of a gram; a few bits keep the places where that one fits too, one in eighty-five. Only there
/// literals are compared. An Aho-Corasick automaton over the same literals needs twice the time, and some 6 ms to be built.
final class GramTable: Sendable {
  /// For every entry that three bytes may have: where they are a gram's, its kind, otherwise 0.
  private let sieve: FrozenList<UInt8>
  private let grams: GramList
  /// All literals, one behind the other.
  private let letters: FrozenList<UInt8>

  /// The shortest literal that the table can hold, in bytes.
  static let shortest = 3
  /// Bytes behind a block that are looked at with it, and places that may be written in vain behind its own.
  static let overlap = shortest - 1
  static let slack = Int(BYTE_SEARCH_SLACK)

  /// Prepares to look for `texts`, in lower case, each with the number it is known by.
  init(_ texts: [(index: Int, text: [UInt8])]) {
    let places = texts.map { GramPlace(in: $0.text) }
    var costs: [Int: GramCosts] = [:]
    for place in places { costs[place.entry, default: GramCosts()].add(place) }
    var sieve = [UInt8](repeating: 0, count: Int(BYTE_SEARCH_GRAMS))
    var letters: [UInt8] = []
    var entries: [(gram: UInt32, entry: GramList.Entry)] = []
    for ((number, text), place) in zip(texts, places) {
      let kind = costs[place.entry, default: GramCosts()].kind
      sieve[place.entry] = kind.rawValue
      let entry = GramList.Entry(
        text, literal: Int32(number), offset: Int32(place.offset), start: Int32(letters.count))
      entries.append((kind.gram(of: text, at: place.offset), entry))
      letters += text
    }
    self.sieve = FrozenList(sieve)
    self.letters = FrozenList(letters)
    grams = GramList(entries)
  }

  init(from lists: inout ListReader) {
    sieve = lists.list()
    letters = lists.list()
    grams = GramList(from: &lists)
  }

  func write(to lists: inout ListWriter) {
    lists.write(sieve.array)
    lists.write(letters.array)
    grams.write(to: &lists)
  }

  deinit {
    sieve.deallocate()
    letters.deallocate()
    grams.deallocate()
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
    guard letters.count > 0, let text = part.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
    let found = byte_search_grams(text, part.count, sieve.pointer, places)
    let search = Search(sieve: sieve, grams: grams, letters: letters, bytes: bytes, start: block.lowerBound)
    for index in 0..<search.sift(places, found) { search.compare(at: Int(places[index]), body) }
  }

  /// The table and a text.
  private struct Search {
    let sieve: FrozenList<UInt8>
    let grams: GramList
    let letters: FrozenList<UInt8>
    let bytes: UnsafeRawBufferPointer
    /// Where in `bytes` places are counted from.
    let start: Int

    /// Keeps the places where a literal may stand; returns how many.
    func sift(_ places: UnsafeMutablePointer<UInt32>, _ found: Int) -> Int {
      var count = 0
      for index in 0..<found {
        let place = places[index]
        // Written whether it is one or not, which is faster than to ask.
        places[count] = place
        count &+= Int(grams.mayHold(gram(at: start &+ Int(place))))
      }
      return count
    }

    @inline(__always)
    func compare(at place: Int, _ body: (Int, Int) -> Void) {
      grams.forEach(gram(at: start &+ place)) { report($0, at: start &+ place, body) }
    }

    /// The gram at `place`, where three bytes stand that are part of one.
    @inline(__always)
    private func gram(at place: Int) -> UInt32 {
      let bytes = neighbours(of: place)
      let entry = byte_search_gram(UInt32(truncatingIfNeeded: bytes &>> 8) & 0xFF_FFFF)
      return GramKind(rawValue: sieve[Int(entry)]).gram(in: bytes)
    }

    /// Bytes from the one before `place` on, five at least; folded, the first one lowest. Outside the text are zeros.
    @inline(__always)
    private func neighbours(of place: Int) -> UInt64 {
      var eight: UInt64 = 0
      if place > 0 && place &+ 7 <= bytes.count {
        eight = bytes.loadUnaligned(fromByteOffset: place &- 1, as: UInt64.self).littleEndian
      } else {
        for step in 0..<5 where place + step > 0 && place + step <= bytes.count {
          eight |= UInt64(bytes[place + step - 1]) << UInt64(8 * step)
        }
      }
      return eight | 0x2020_2020_2020_2020
    }

    private func report(_ entry: GramList.Entry, at place: Int, _ body: (Int, Int) -> Void) {
      let (start, count, first) = (place - Int(entry.offset), Int(entry.count), Int(entry.start))
      guard start >= 0, start + count <= bytes.count, mayBegin(entry, at: start) else { return }
      for index in 0..<count where bytes[start + index].lowercasedASCII != letters[first + index] { return }
      body(Int(entry.literal), start + count)
    }

    /// Whether the first letters of a literal may stand at `start`, in any case; that tells nearly always.
    @inline(__always)
    private func mayBegin(_ entry: GramList.Entry, at start: Int) -> Bool {
      guard start &+ 8 <= bytes.count else { return true }
      let here = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
      return (here ^ entry.firstLetters) & entry.letterBits == 0
    }
  }
}

/// Which byte beside the three that are looked for first belongs to a gram. As a number it says how the gram is cut out of its neighbourhood;
/// the lowest bit is set.
private struct GramKind {
  let rawValue: UInt8

  static let before = GramKind(rawValue: 1)
  static let behind = GramKind(rawValue: 1 | skipsFirst)
  /// None: for literals of three bytes, and where literals have nothing on the same side.
  static let alone = GramKind(rawValue: 1 | skipsFirst | hasThree)

  /// By so many bits the neighbourhood is shifted.
  private static let skipsFirst: UInt8 = 8
  /// Twice the bits that the gram lacks.
  private static let hasThree: UInt8 = 16

  /// The gram among bytes from the one before its three on, the first one lowest.
  @inline(__always)
  func gram(in neighbours: UInt64) -> UInt32 {
    let four = UInt32(truncatingIfNeeded: neighbours &>> UInt64(rawValue & Self.skipsFirst))
    return four & (UInt32.max &>> UInt32((rawValue & Self.hasThree) / 2))
  }

  /// The gram of a literal whose three bytes stand at `offset`.
  func gram(of text: [UInt8], at offset: Int) -> UInt32 {
    var neighbours: UInt64 = 0
    for step in 0..<5 where text.indices.contains(offset + step - 1) {
      neighbours |= UInt64(text[offset + step - 1] | 0x20) << UInt64(8 * step)
    }
    return gram(in: neighbours)
  }
}

/// What literals that have the same three bytes would cost with either neighbour as the fourth.
private struct GramCosts {
  private var before = 0
  private var behind = 0
  private static let missing = 1 << 40

  mutating func add(_ place: GramPlace) {
    before += place.costBefore ?? Self.missing
    behind += place.costBehind ?? Self.missing
  }

  var kind: GramKind {
    if min(before, behind) >= Self.missing { return .alone }
    return before < behind ? .before : .behind
  }
}

/// Where in a literal its gram stands.
private struct GramPlace {
  /// Where the three bytes begin that are seldom in ordinary text, and which entry of the sieve they have.
  let offset: Int
  let entry: Int
  /// What the three bytes cost that begin one before, and one behind; `nil` where there are none.
  let costBefore: Int?
  let costBehind: Int?

  init(in text: [UInt8]) {
    let last = text.count - 3
    var (lowest, best) = (Int.max, 0)
    for start in 0...last {
      let cost = Self.cost(text, start)
      if cost < lowest { (lowest, best) = (cost, start) }
    }
    offset = best
    entry = Int(byte_search_gram(UInt32(text[best]) | UInt32(text[best + 1]) << 8 | UInt32(text[best + 2]) << 16))
    costBefore = best > 0 ? Self.cost(text, best - 1) : nil
    costBehind = best < last ? Self.cost(text, best + 1) : nil
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

/// Grams with the literals they stand for.
private struct GramList: Sendable {
  /// A literal. No byte of it is unused.
  struct Entry: Sendable, BitwiseCopyable {
    /// The first eight letters of the literal, or all of them, the first one lowest, and the bits that tell letters apart in any case.
    let firstLetters: UInt64
    let letterBits: UInt64
    /// The number that the literal is known by.
    let literal: Int32
    /// Where the three bytes that are looked for first stand in the literal.
    let offset: Int32
    /// Where the literal stands among all letters.
    let start: Int32
    let count: Int32

    init(_ text: [UInt8], literal: Int32, offset: Int32, start: Int32) {
      let first = text.prefix(8)
      firstLetters = first.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      letterBits = first.reduce(0) { bits, _ in bits << 8 | 0xDF }
      self.literal = literal
      self.offset = offset
      self.start = start
      count = Int32(text.count)
    }
  }

  /// A bit for each hash that a gram has.
  private let sieve: FrozenList<UInt32>
  /// Entries in the order of their slots, so that those of a gram lie together, the gram of each, and where each slot's begin. A gram is its
  /// bytes, folded, the first one lowest; they lie by themselves because most that are looked at are others.
  private let entries: FrozenList<Entry>
  private let grams: FrozenList<UInt32>
  private let starts: FrozenList<Int32>

  private static let slotBits = 12
  /// The sieve has so many times fewer bits than there are hashes, as a power of two.
  private static let sieveShift: UInt32 = 15

  init(_ list: [(gram: UInt32, entry: Entry)]) {
    var sieve = [UInt32](repeating: 0, count: 1 << (27 - Self.sieveShift))
    for (gram, _) in list {
      let bit = Self.hash(gram) >> Self.sieveShift
      sieve[Int(bit >> 5)] |= 1 << (bit & 31)
    }
    self.sieve = FrozenList(sieve)
    let (sorted, starts) = Self.bySlot(list)
    entries = FrozenList(sorted.map(\.entry))
    grams = FrozenList(sorted.map(\.gram))
    self.starts = FrozenList(starts)
  }

  init(from lists: inout ListReader) {
    sieve = lists.list()
    entries = lists.list()
    grams = lists.list()
    starts = lists.list()
  }

  func write(to lists: inout ListWriter) {
    lists.write(sieve.array)
    lists.write(entries.array)
    lists.write(grams.array)
    lists.write(starts.array)
  }

  private static func bySlot(
    _ list: [(gram: UInt32, entry: Entry)]
  ) -> (sorted: [(gram: UInt32, entry: Entry)], starts: [Int32]) {
    var starts = [Int32](repeating: 0, count: (1 << slotBits) + 1)
    for (gram, _) in list { starts[slot(gram) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var sorted = list
    var next = starts
    for (gram, entry) in list {
      let slot = slot(gram)
      sorted[Int(next[slot])] = (gram, entry)
      next[slot] += 1
    }
    return (sorted, starts)
  }

  func deallocate() {
    sieve.deallocate()
    entries.deallocate()
    grams.deallocate()
    starts.deallocate()
  }

  @inline(__always)
  private static func hash(_ gram: UInt32) -> UInt32 { gram &* 0x85EB_CA6B }

  @inline(__always)
  private static func slot(_ gram: UInt32) -> Int { Int(hash(gram) &>> UInt32(32 - slotBits)) }

  /// 1 when `gram` may be in the list, else 0.
  @inline(__always)
  func mayHold(_ gram: UInt32) -> UInt32 {
    let bit = Self.hash(gram) &>> Self.sieveShift
    return (sieve[Int(bit &>> 5)] &>> (bit & 31)) & 1
  }

  /// Calls `body` for every literal of `gram`.
  @inline(__always)
  func forEach(_ gram: UInt32, _ body: (Entry) -> Void) {
    let slot = Self.slot(gram)
    for index in Int(starts[slot])..<Int(starts[slot &+ 1]) where grams[index] == gram { body(entries[index]) }
  }
}
