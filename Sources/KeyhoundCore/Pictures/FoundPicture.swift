/// A picture met in what is searched: the bytes of its file, and the place it has.
package struct FoundPicture {
  /// All of the file. Valid only during the call that hands it over.
  package var bytes: UnsafeRawBufferPointer
  package var origin: Origin
  /// The whole picture in the raw file. A file of its own has no lines: it stands at line 1, column 1.
  package var location: Location
  /// The bytes in `Chunk.raw` that it was made from; what lies between them is no part of it.
  package var pieces: [Range<Int>]
  /// Whether findings in it count.
  package var isCounted: Bool

  /// Takes a chunk that is a picture.
  package init(file chunk: Chunk) {
    let size = 0..<chunk.raw.bytes.count
    let start = Position()
    bytes = chunk.bytes
    origin = chunk.origin
    location = Location(start: start, end: start, bytes: size)
    pieces = [size]
    isCounted = chunk.counts(location)
  }

  /// Takes a picture that was decoded from `range` of the bytes of `chunk`.
  package init(_ bytes: UnsafeRawBufferPointer, from range: Range<Int>, of chunk: Chunk) {
    self.bytes = bytes
    origin = chunk.origin
    location = chunk.location(of: range)
    pieces = chunk.map?.rawPieces(of: range) ?? [range]
    isCounted = chunk.counts(location)
  }
}
