package import KeyhoundCore

/// The pictures that a scan meets, kept until all texts have been searched.
package final class PictureShelf: @unchecked Sendable {
  /// `nil` where none can be had.
  let reader: (any PictureReader)?
  let limits: PictureLimits
  let spool: PictureSpool
  /// Why there is no reader, and what to do.
  let unavailability: String
  // What follows is touched by the thread that consumes the results, and by no other.
  private(set) var places: [HeldPicture] = []
  /// Places that are not kept, and why.
  private(set) var lost: [String: Int] = [:]
  private var known: [PictureSpot: Int] = [:]
  /// Whether versions of a file with the same picture are one place, that of the first.
  package var joinsVersions = false

  package init(_ reader: any PictureReader, limits: PictureLimits = PictureLimits()) {
    self.reader = reader
    self.limits = limits
    unavailability = ""
    spool = PictureSpool(limit: limits.bytes)
  }

  /// A shelf whose pictures are only counted, as none can be read for the reason given.
  package init(unreadableBecause reason: String) {
    reader = nil
    limits = PictureLimits()
    unavailability = reason
    spool = PictureSpool(limit: limits.bytes)
  }

  /// Takes down a place. They come in the order of the source.
  func add(_ picture: HeldPicture) {
    if joinsVersions {
      let spot = PictureSpot(inAnyVersion: picture)
      if let index = known[spot] {
        places[index].occurrences += 1
        if picture.origin.inHead == true { places[index].origin.inHead = true }
        return
      }
      known[spot] = places.count
    }
    guard places.count < limits.places else {
      return lose(1, because: "there are more than \(limits.places); scan a part of it at a time")
    }
    places.append(picture)
  }

  /// Takes down that places of pictures are not kept.
  func lose(_ count: Int, because reason: String) { lost[reason, default: 0] += count }
}
