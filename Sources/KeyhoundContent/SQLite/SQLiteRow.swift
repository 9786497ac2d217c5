import KeyhoundCore

/// The values of a row, as places in the file.
struct SQLiteRow {
  enum Value {
    case text([Range<Int>])
    case bytes([Range<Int>])
    case number(Int)
    case other
  }

  private(set) var values: [Value] = []

  /// - Parameter places: those of the row's bytes, in their order.
  init?(_ places: [Range<Int>], in pages: SQLitePages) {
    // The kinds of all values come first; a first page has room for those of any sane row.
    guard let first = places.first, let (headerSize, kindsStart) = pages.varint(first.lowerBound),
      headerSize > 0, headerSize <= first.count
    else { return nil }
    var position = kindsStart
    var offset = headerSize
    let end = first.lowerBound + headerSize
    while position < end {
      guard let (kind, next) = pages.varint(position), kind >= 0 else { return nil }
      position = next
      let length = Self.length(of: kind)
      guard length <= SQLitePages.rowLimit else { return nil }
      let own = Self.part(offset..<offset + length, of: places)
      offset += length
      guard own.reduce(0, { $0 + $1.count }) == length else { return nil }
      values.append(Self.value(kind, own, in: pages))
    }
  }

  private static func value(_ kind: Int, _ places: [Range<Int>], in pages: SQLitePages) -> Value {
    if kind >= 12 { return kind % 2 == 1 ? .text(places) : .bytes(places) }
    guard kind <= 6, let place = places.first, places.count == 1 else { return .other }
    return .number(pages.integer(place.lowerBound, place.count))
  }

  private static func length(of kind: Int) -> Int {
    kind >= 12 ? (kind - 12) / 2 : [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][kind]
  }

  /// The places of `range`, counted in the bytes of the row.
  private static func part(_ range: Range<Int>, of places: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for place in places {
      let own = range.clamped(to: start..<start + place.count)
      if !own.isEmpty { result.append(place.lowerBound + own.lowerBound - start..<place.lowerBound + own.upperBound - start) }
      start += place.count
    }
    return result
  }
}
