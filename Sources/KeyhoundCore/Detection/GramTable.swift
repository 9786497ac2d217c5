import CByteSearch

/// Finds literals of three bytes and more by one group of neighbouring bytes in each, a gram.
///
/// It looks at every second place of a text only: a literal has a gram for even places and one for odd ones. It sifts in four steps, and
/// each sees a small part of what the one before saw. Eighteen bits of four bytes tell whether somebody's gram may be there: one place in twenty-six of
/// source code with the 3,400 literals of 1,441 rules. A hash of all four, or of three of them for short literals, tells it again: one in sixty; eight
/// bytes round the gram leave one in a hundred and forty. Only there literals are compared. An Aho-Corasick automaton over the same
/// literals needs three times the time, and some 6 ms to be built.
final class GramTable: Sendable {
  /// How to search on this processor.
  private let form: byte_search_form
  /// What `byte_search_grams` and `byte_search_sift` look into.
  private let rows: FrozenList<UInt8>
  private let sieve: FrozenList<UInt32>
  private let grams: GramList

  /// The shortest literal that the table can hold, in bytes.
  static let shortest = Gram.width - 1
  /// Places that may be written in vain behind those of a block.
  static let slack = Int(BYTE_SEARCH_SLACK)

  private static let sieveBits = UInt32(BYTE_SEARCH_SIEVE_BITS)

  /// Prepares to look for `texts`, in lower case, each with the number it is known by.
  init(_ texts: [(index: Int, text: [UInt8])], form: byte_search_form = byte_search_widest_form()) {
    self.form = form
    var rows = [UInt8](repeating: 0, count: Int(BYTE_SEARCH_ROWS))
    var sieve = [UInt32](repeating: 0, count: 1 << (Self.sieveBits - 5))
    let grams = texts.map { Gram.chosen(for: $0.text) }
    for gram in grams.joined() {
      gram.forEachBit { rows[$0 >> 3] |= 1 << UInt8($0 & 7) }
      let bit = byte_search_gram_hash(gram.key) >> (32 - Self.sieveBits)
      sieve[Int(bit >> 5)] |= 1 << (bit & 31)
    }
    self.rows = FrozenList(rows)
    self.sieve = FrozenList(sieve)
    self.grams = GramList(texts, grams)
  }

  init(from lists: inout ListReader) {
    form = byte_search_widest_form()
    rows = lists.list()
    sieve = lists.list()
    grams = GramList(from: &lists)
  }

  func write(to lists: inout ListWriter) {
    lists.write(rows.array)
    lists.write(sieve.array)
    grams.write(to: &lists)
  }

  deinit {
    rows.deallocate()
    sieve.deallocate()
    grams.deallocate()
  }

  // MARK: Searching

  /// Calls `body` with the number of a text and the offset behind it, for every place where one stands whose gram begins in `block`, which begins at
  /// an even place.
  ///
  /// `places` has room for half as many as there are bytes in the block, and `slack`.
  func forEachHit(
    in bytes: UnsafeRawBufferPointer, _ block: Range<Int>, places: UnsafeMutablePointer<UInt32>,
    _ body: (_ text: Int, _ end: Int) -> Void
  ) {
    let part = bytes.view(block.lowerBound..<bytes.count)
    guard !grams.isEmpty, let text = part.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
    var found = byte_search_grams(form, text, block.count, part.count, rows.pointer, places)
    found = byte_search_sift(form, text, part.count, places, found, sieve.pointer)
    let search = GramSearch(grams: grams, bytes: bytes, start: block.lowerBound)
    for index in 0..<search.sift(places, found) { search.compare(at: places[index], body) }
  }
}
