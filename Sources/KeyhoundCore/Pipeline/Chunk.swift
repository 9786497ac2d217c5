/// Bytes in memory to be searched, with the way back to the raw file. Valid only during the call that hands it over.
package struct Chunk {
  /// What to search: raw or decoded.
  package var bytes: UnsafeRawBufferPointer
  package var origin: Origin
  /// The raw bytes of the file, or of the window in hand.
  package var raw: RawText
  /// The ways back from `bytes` to `raw.bytes`, that of the last decoder first; none when they are the same bytes. They are put together only
  /// where something is found.
  private var maps: [SourceMap] = []
  /// Only secrets that begin here are reported; the rest is context that another window owns.
  package var owned: Range<Int>
  /// Offsets in the raw file where findings count; `nil` for all of it. The rest is there so that the file can be understood as a whole.
  package var counted: ByteRanges?
  /// Whether `origin.path` is known. Where it is not, what depends on the path is decided in favour of a finding.
  package var isPathKnown = true
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
    chunk.become(bytes, map: inner, by: decoder)
    return chunk
  }

  /// Makes this chunk what `decoded` would return.
  package mutating func become(_ bytes: UnsafeRawBufferPointer, map inner: SourceMap, by decoder: String?) {
    self.bytes = bytes
    if maps.isEmpty { maps = [inner] } else { maps.insert(inner, at: 0) }
    owned = 0..<bytes.count
    isBinary = false
    if let decoder { origin.decodedFrom.append(decoder) }
  }

  /// From offsets in `bytes` to offsets in `raw.bytes`; `nil` when they are the same bytes.
  package var map: SourceMap? {
    guard let first = maps.first else { return nil }
    return maps.dropFirst().reduce(first) { $0.composed(with: $1) }
  }

  /// Whether `bytes` are something else than raw bytes of the file.
  package var isDecoded: Bool { !maps.isEmpty }

  /// The raw bytes that `range` of `bytes` was made from, counted in `raw.bytes`.
  package func rawRange(of range: Range<Int>) -> Range<Int> { maps.reduce(range) { $1.rawRange(of: $0) } }

  /// The raw bytes that `range` of `bytes` was made from, where they are few enough to be looked for elsewhere.
  package func rawText(of range: Range<Int>) -> UnsafeRawBufferPointer? {
    let raw = rawRange(of: range)
    return raw.isEmpty || raw.count > 16 << 10 ? nil : self.raw.bytes.view(raw)
  }

  /// Whether a finding there counts. One that has no bytes, because the path itself is found, counts where the whole file does.
  package func counts(_ location: Location) -> Bool { counted?.overlaps(location.bytes) ?? true }

  /// Where `range` of `bytes` lies in the raw file.
  package func location(of range: Range<Int>) -> Location {
    raw.location(of: rawRange(of: range))
  }
}
