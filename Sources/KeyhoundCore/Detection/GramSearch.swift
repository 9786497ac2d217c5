import CByteSearch

/// Compares literals with a text, at places where their grams may stand.
///
/// A place is an offset from `start` on with the kinds of grams that may be there, as `byte_search_sift` writes it.
struct GramSearch {
  let grams: GramList
  let bytes: UnsafeRawBufferPointer
  /// Where in `bytes` places are counted from.
  let start: Int

  private static let kindsShift = UInt32(BYTE_SEARCH_KINDS_SHIFT)

  /// Keeps the places where a literal may stand; returns how many.
  func sift(_ places: UnsafeMutablePointer<UInt32>, _ found: Int) -> Int {
    var count = 0
    for index in 0..<found {
      let place = places[index]
      // Written whether it is one or not, which is faster than to ask.
      places[count] = place
      count &+= mayStand(at: place)
    }
    return count
  }

  /// 1 when a literal may stand round a place, else 0.
  @inline(__always)
  private func mayStand(at place: UInt32) -> Int {
    let kinds = place &>> Self.kindsShift
    let offset = offset(of: place)
    guard kinds & (kinds &- 1) == 0, let round = surroundings(of: offset) else { return 1 }
    return grams.mayHold(slot(of: kinds.trailingZeroBitCount, at: offset), in: round)
  }

  @inline(__always)
  private func offset(of place: UInt32) -> Int { start &+ Int(place & (1 &<< Self.kindsShift &- 1)) }

  /// The slot of the gram of a kind at `offset`, where three bytes stand at least.
  @inline(__always)
  private func slot(of kind: Int, at offset: Int) -> Int {
    var gram: UInt32 = 0
    if offset &+ Gram.width <= bytes.count {
      gram = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian
    } else {
      for step in 0..<Gram.width - 1 { gram |= UInt32(bytes[offset + step]) << UInt32(8 * step) }
    }
    return GramList.slot(of: byte_search_gram_key(gram, UInt32(kind)))
  }

  /// Eight bytes round a gram, two on either side of it, the first one lowest, unless the text begins or ends there.
  @inline(__always)
  private func surroundings(of offset: Int) -> UInt64? {
    guard offset >= GramList.margin, offset &+ 8 &- GramList.margin <= bytes.count else { return nil }
    return bytes.loadUnaligned(fromByteOffset: offset &- GramList.margin, as: UInt64.self).littleEndian
  }

  /// Calls `body` with every literal that stands round a place.
  @inline(__always)
  func compare(at place: UInt32, _ body: (_ text: Int, _ end: Int) -> Void) {
    var kinds = place &>> Self.kindsShift
    let offset = offset(of: place)
    while kinds != 0 {
      let kind = kinds.trailingZeroBitCount
      grams.forEach(kind, in: slot(of: kind, at: offset), round: surroundings(of: offset)) { literal, start in
        report(literal, at: offset &+ start, body)
      }
      kinds &= kinds &- 1
    }
  }

  private func report(_ literal: Int, at start: Int, _ body: (Int, Int) -> Void) {
    let letters = grams.range(of: literal)
    let end = start &+ letters.count
    guard start >= 0, end <= bytes.count, let told = begins(literal, at: start) else { return }
    var step = told
    while step < letters.count {
      guard bytes[start &+ step].lowercasedASCII == grams[letter: letters.lowerBound &+ step] else { return }
      step &+= 1
    }
    body(grams.number(of: literal), end)
  }

  /// How many letters of a literal are known to stand at `start`, in any case: the first eight, or none where the text ends before. `nil` when they
  /// do not, which is nearly always.
  @inline(__always)
  private func begins(_ literal: Int, at start: Int) -> Int? {
    guard start &+ 8 <= bytes.count else { return 0 }
    let here = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
    return grams.mayBegin(literal, with: here) ? 8 : nil
  }
}
