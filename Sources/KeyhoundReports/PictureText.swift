package import KeyhoundCore

/// A place in a picture, in words.
package enum PictureText {
  /// `120,48, 410×16 px`: the left and upper edge, then width and height.
  package static func describe(_ place: PicturePlace) -> String {
    "\(place.box.x),\(place.box.y), \(place.box.width)×\(place.box.height) px"
  }
}
