/// Bytes in memory to be searched, with the way back to the raw file. Valid only during the call that hands it over.
package struct Chunk {
  /// What to search: raw or decoded.
  package var bytes: UnsafeRawBufferPointer
  package var origin: Origin
  /// The raw bytes of the file, or of the window in hand.
  package var raw: RawText
  /// From offsets in `bytes` to offsets in `raw.bytes`; `nil` when they are the same bytes.
  package var map: SourceMap?
  /// Only secrets that begin here are reported; the rest is context that another window owns.
  package var owned: Range<Int>
  /// Whether the bytes are not text: then only keys of a strict shape are believed.
  package var isBinary: Bool
  /// Whether `raw` is the whole file, so that formats which need all of it can be read.
  package var isWhole: Bool

  /// Takes a whole raw file.
  package init(whole bytes: UnsafeRawBufferPointer, origin: Origin) {
    self.init(raw: RawText(bytes), origin: origin, owned: 0..<bytes.count, isWhole: true)
  }

  /// Takes a raw file or a window of it.
  package init(raw: RawText, origin: Origin, owned: Range<Int>, isWhole: Bool) {
    self.bytes = raw.bytes
    self.origin = origin
    self.raw = raw
    self.owned = owned
    self.isBinary = false
    self.isWhole = isWhole
  }

  /// The same file seen through a decoder: `bytes` were made from this chunk's bytes as `map` says.
  package func decoded(_ bytes: UnsafeRawBufferPointer, map inner: SourceMap, by decoder: String?) -> Chunk {
    var chunk = self
    chunk.bytes = bytes
    chunk.map = map.map { inner.composed(with: $0) } ?? inner
    chunk.owned = 0..<bytes.count
    chunk.isBinary = false
    if let decoder { chunk.origin.decodedFrom.append(decoder) }
    return chunk
  }

  /// Where `range` of `bytes` lies in the raw file.
  package func location(of range: Range<Int>) -> Location {
    raw.location(of: map?.rawRange(of: range) ?? range)
  }

  /// The same, for many ranges in rising order.
  package func location(of range: Range<Int>, from cursor: inout PositionCursor) -> Location {
    raw.location(of: map?.rawRange(of: range) ?? range, from: &cursor)
  }
}
