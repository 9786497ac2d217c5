import KeyhoundCore

/// A place of a picture that is kept to be read.
struct HeldPicture: Sendable {
  /// The number of the picture in the spool.
  var number: Int
  var origin: Origin
  var location: Location
  /// How many versions of the file have it there.
  var occurrences = 1
}

/// What tells places apart.
struct PictureSpot: Hashable {
  private var path: RawPath
  private var rawPath: RawPath?
  private var textNumbers: [Int] = []
  private var bytes: Range<Int>?
  private var number: Int?
  private var cell: String?

  /// One place in one file.
  init(of picture: FoundPicture) {
    (path, rawPath) = (RawPath(picture.origin.path), picture.origin.rawPath)
    (textNumbers, bytes) = (picture.origin.textNumbers, picture.location.bytes)
  }

  /// The same picture under the same path, in whatever version of the file.
  init(inAnyVersion picture: HeldPicture) {
    (path, rawPath) = (RawPath(picture.origin.path), picture.origin.rawPath)
    number = picture.number
    cell = picture.origin.cell?.id
  }
}
