import KeyhoundCore

/// Pictures of one pixel that take the places of others, in base64.
enum PlaceholderPicture {
  /// `nil` for kinds that have none.
  static func base64(_ format: PictureFormat) -> String? {
    switch format {
    case .png: png
    case .jpeg: jpeg
    case .gif: "R0lGODdhAQABAIAAAICAgICAgCwAAAAAAQABAAACAkQBADs="
    case .webp: "UklGRhgAAABXRUJQVlA4TAwAAAAvAAAAAChgAQvY/wA="
    case .bmp: "Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAAATCwAAEwsAAAAAAAAAAAAAgICAAA=="
    case .tiff: nil
    }
  }

  static let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="

  private static let jpeg =
    "/9j/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAABAAEBAREA/8QA"
    + "FAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
}
