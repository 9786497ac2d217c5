/// How many pictures are kept to be read, and how long that may take.
package struct PictureLimits: Sendable {
  /// Bytes of all pictures together, each counted once.
  package var bytes = 4 << 30
  /// Places of pictures.
  package var places = 100_000
  /// Seconds for reading all of them. One that has been begun is read to its end.
  package var seconds = 600.0

  package init() {}
}
