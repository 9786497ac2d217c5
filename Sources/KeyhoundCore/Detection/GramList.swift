import CByteSearch

/// Grams, with what stands round them in all literals that have them, and those literals.
struct GramList: Sendable {
  /// A gram. No byte of it is unused.
  fileprivate struct Entry: BitwiseCopyable {
    /// What stands from two bytes before the gram to two behind it, the first one lowest.
    let letters: UInt64
    /// Where the places in literals begin that have the gram.
    let first: Int32
    /// How many of the letters at the beginning, and at the end, are not the same in all literals.
    let before: UInt8
    let behind: UInt8
    let kind: UInt16
  }

  /// Where a gram begins in a literal.
  private struct Place: BitwiseCopyable {
    let literal: Int32
    let offset: Int32
  }

  /// A literal. No byte of it is unused.
  private struct Literal: BitwiseCopyable {
    /// The first eight letters, or all of them, the first one lowest, and the bits that tell them, in any case.
    let firstLetters: UInt64
    let letterBits: UInt64
    /// The number that it is known by.
    let number: Int32
    /// Where it stands among all letters.
    let start: Int32

    init(_ text: [UInt8], number: Int, start: Int) {
      let first = text.prefix(8).reversed()
      firstLetters = first.reduce(0) { $0 << 8 | UInt64($1) }
      letterBits = first.reduce(0) { $0 << 8 | ($1.isLowerASCII ? 0xDF : 0xFF) }
      self.number = Int32(number)
      self.start = Int32(start)
    }
  }

  /// Where the entries of each slot begin, in the order of the slots, and one more.
  private let starts: FrozenList<Int32>
  /// The grams in that order, and one that stands for the end; the same of their places.
  private let entries: FrozenList<Entry>
  private let places: FrozenList<Place>
  /// The literals, and one more, and all their letters, one literal behind the other.
  private let literals: FrozenList<Literal>
  private let letters: FrozenList<UInt8>

  /// Bytes before a gram, and behind it, that are compared with it.
  static let margin = 2
  /// The bits that tell letters apart in any case.
  static let inAnyCase: UInt64 = 0xDFDF_DFDF_DFDF_DFDF
  private static let slotBits: UInt32 = 13

  /// Takes literals, each with the number it is known by, and the grams of each.
  init(_ texts: [(index: Int, text: [UInt8])], _ grams: [[Gram]]) {
    var rest = Found.sorted(grams)[...]
    var starts = [Int32](repeating: 0, count: 1 << Self.slotBits + 1)
    var entries: [Entry] = []
    var places: [Place] = []
    while let key = rest.first?.key {
      let group = rest.prefix { $0.key == key }
      rest = rest.dropFirst(group.count)
      entries.append(Entry(group, in: texts, first: places.count))
      places += group.map { Place(literal: Int32($0.literal), offset: Int32($0.gram.offset)) }
      starts[Self.slot(of: key) + 1] += 1
    }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    entries.append(Entry(end: places.count))
    self.starts = FrozenList(starts)
    self.entries = FrozenList(entries)
    self.places = FrozenList(places)
    (literals, letters) = Self.literals(texts)
  }

  private static func literals(_ texts: [(index: Int, text: [UInt8])]) -> (FrozenList<Literal>, FrozenList<UInt8>) {
    var literals: [Literal] = []
    var letters: [UInt8] = []
    for (number, text) in texts {
      literals.append(Literal(text, number: number, start: letters.count))
      letters += text
    }
    literals.append(Literal([], number: 0, start: letters.count))
    return (FrozenList(literals), FrozenList(letters))
  }

  init(from lists: inout ListReader) {
    starts = lists.list()
    entries = lists.list()
    places = lists.list()
    literals = lists.list()
    letters = lists.list()
  }

  func write(to lists: inout ListWriter) {
    lists.write(starts.array)
    lists.write(entries.array)
    lists.write(places.array)
    lists.write(literals.array)
    lists.write(letters.array)
  }

  func deallocate() {
    starts.deallocate()
    entries.deallocate()
    places.deallocate()
    literals.deallocate()
    letters.deallocate()
  }

  var isEmpty: Bool { places.count == 0 }

  // MARK: Grams

  @inline(__always)
  static func slot(of key: UInt32) -> Int { Int(byte_search_gram_hash(key) &>> (32 - slotBits)) }

  /// 1 when a gram of `slot` may stand within the eight bytes `round` it, else 0. Slots with more than two grams are believed.
  @inline(__always)
  func mayHold(_ slot: Int, in round: UInt64) -> Int {
    let first = Int(starts[slot])
    let count = Int(starts[slot &+ 1]) &- first
    // No step depends on another, or on a guess.
    let one = entries[first].misfits(round) == 0 ? 1 : 0
    let other = entries[first &+ (count > 1 ? 1 : 0)].misfits(round) == 0 ? 1 : 0
    return (one | other) & (count > 0 ? 1 : 0) | (count > 2 ? 1 : 0)
  }

  /// Calls `body` for every literal that has a gram of a kind in `slot`, with the offset from the gram to where it begins. What stands `round` the gram
  /// may be unknown.
  @inline(__always)
  func forEach(_ kind: Int, in slot: Int, round: UInt64?, _ body: (_ literal: Int, _ start: Int) -> Void) {
    for index in Int(starts[slot])..<Int(starts[slot &+ 1]) {
      let entry = entries[index]
      guard Int(entry.kind) == kind, round.map({ entry.misfits($0) == 0 }) ?? true else { continue }
      for place in Int(entry.first)..<Int(entries[index &+ 1].first) {
        body(Int(places[place].literal), 0 &- Int(places[place].offset))
      }
    }
  }

  // MARK: Literals

  func number(of literal: Int) -> Int { Int(literals[literal].number) }

  /// Whether a literal begins like eight bytes, of which the first one is lowest.
  @inline(__always)
  func mayBegin(_ literal: Int, with here: UInt64) -> Bool {
    (here ^ literals[literal].firstLetters) & literals[literal].letterBits == 0
  }

  /// Where the letters of a literal stand among all.
  func range(of literal: Int) -> Range<Int> { Int(literals[literal].start)..<Int(literals[literal &+ 1].start) }

  subscript(letter index: Int) -> UInt8 { letters[index] }
}

/// A gram of a literal.
private struct Found {
  let gram: Gram
  let literal: Int
  let key: UInt32
  private let slot: Int

  private init(_ gram: Gram, _ literal: Int) {
    (self.gram, self.literal) = (gram, literal)
    key = gram.key
    slot = GramList.slot(of: key)
  }

  /// In the order of slots, and those of a slot in the order of their keys.
  static func sorted(_ grams: [[Gram]]) -> [Found] {
    let all = grams.enumerated().flatMap { literal, grams in grams.map { Found($0, literal) } }
    return all.sorted { ($0.slot, $0.key, $0.literal) < ($1.slot, $1.key, $1.literal) }
  }
}

/// Letters of a literal from two before a gram to two behind it, the first one lowest.
private struct Neighbourhood {
  private(set) var letters: UInt64 = 0
  /// A one for each of them; letters that a literal does not have, or that are not the same in all, are zero.
  private(set) var known: UInt8 = 0

  init(of gram: Gram, in text: [UInt8]) {
    let start = gram.offset - GramList.margin
    for place in max(0, start)..<min(text.count, start + 8) {
      letters |= UInt64(text[place]) << UInt64(8 * (place - start))
      known |= 1 << UInt8(place - start)
    }
  }

  /// Leaves what another one has too, in any case.
  mutating func intersect(_ other: Neighbourhood) {
    let different = (letters ^ other.letters) & ~0x2020_2020_2020_2020
    for column in 0..<8 where other.known >> UInt8(column) & 1 == 0 || different >> UInt64(8 * column) & 0xFF != 0 {
      letters &= ~(0xFF << UInt64(8 * column))
      known &= ~(1 << UInt8(column))
    }
  }
}

extension GramList.Entry {
  /// An entry for what literals have in common round the same gram.
  fileprivate init(_ group: ArraySlice<Found>, in texts: [(index: Int, text: [UInt8])], first: Int) {
    let gram = group[group.startIndex].gram
    var shared = Neighbourhood(of: gram, in: texts[group[group.startIndex].literal].text)
    for found in group.dropFirst() { shared.intersect(Neighbourhood(of: found.gram, in: texts[found.literal].text)) }
    // Compared is what lies side by side round the middle of the gram.
    let middle = UInt8(GramList.margin + 2)
    before = middle - UInt8((~(shared.known << (8 - middle))).leadingZeroBitCount)
    behind = 8 - middle - UInt8((~(shared.known >> middle)).trailingZeroBitCount)
    letters = shared.letters
    self.first = Int32(first)
    kind = UInt16(gram.kind.rawValue)
  }

  /// What marks the end.
  fileprivate init(end: Int) {
    (letters, first, before, behind, kind) = (0, Int32(end), 0, 0, 0)
  }

  /// Where eight bytes round the gram differ from what stands round it in all literals; 0 when they do not.
  @inline(__always)
  fileprivate func misfits(_ round: UInt64) -> UInt64 {
    let different = (round ^ letters) & GramList.inAnyCase
    return (different &>> UInt64(8 &* before)) &<< UInt64(8 &* (before &+ behind))
  }
}
