/// Finds many literals, in any case, in one pass over the bytes.
///
/// This is the one door to literal search: what is behind it can change, and `PrefilterTests` holds it against a plain search.
package final class Prefilter: Sendable {
  private let grams: GramTable
  /// Literals too short for the table, which hardly a rule has.
  private let short: [(index: Int, text: [UInt8])]

  /// Prepares to look for `literals`, all different and in lower case; letters match in either case. Empty ones are never found.
  package init(_ literals: [[UInt8]]) {
    let numbered = literals.enumerated().filter { !$0.element.isEmpty }.map { (index: $0.offset, text: $0.element) }
    grams = GramTable(numbered.filter { $0.text.count >= GramTable.shortest })
    short = numbered.filter { $0.text.count < GramTable.shortest }
  }

  /// Takes what `write` wrote for `literals`.
  init(from lists: inout ListReader, _ literals: LiteralList) {
    grams = GramTable(from: &lists)
    short = (lists.array() as [Int32]).map { (index: Int($0), text: literals[Int($0)]) }
  }

  /// The same for one worker alone: those that share one contend for its reference count with every text.
  func forOneWorker() -> Prefilter { Prefilter(sharing: self) }

  private init(sharing other: Prefilter) {
    (grams, short) = (other.grams, other.short)
  }

  func write(to lists: inout ListWriter) {
    grams.write(to: &lists)
    lists.write(short.map { Int32($0.index) })
  }

  /// Calls `body` with the index of a literal and the offset behind its last byte, for every place where one occurs, in no particular order.
  package func forEachHit(
    in bytes: UnsafeRawBufferPointer, scratch: PrefilterScratch, _ body: (_ literal: Int, _ end: Int) -> Void
  ) {
    var start = 0
    repeat {
      let end = min(bytes.count, start + Self.blockSize)
      grams.forEachHit(in: bytes, start..<end, places: scratch.places, body)
      for literal in short { Self.forEachHit(of: literal, in: bytes, start..<end, body) }
      start = end
    } while start < bytes.count
  }

  private static func forEachHit(
    of literal: (index: Int, text: [UInt8]), in bytes: UnsafeRawBufferPointer, _ block: Range<Int>, _ body: (Int, Int) -> Void
  ) {
    let count = literal.text.count
    for start in block where start + count <= bytes.count && bytes.contains(folded: literal.text, in: start..<start + count) {
      body(literal.index, start + count)
    }
  }

  /// Bytes searched at a time: they are still in the cache when expressions look at them, and lists of places stay short.
  static let blockSize = 32 << 10
}

/// The list of places that one worker fills again and again.
package final class PrefilterScratch {
  /// Room for every place of a block.
  let places: UnsafeMutablePointer<UInt32>

  package init() {
    places = .allocate(capacity: Prefilter.blockSize + GramTable.slack)
  }

  deinit {
    places.deallocate()
  }
}
