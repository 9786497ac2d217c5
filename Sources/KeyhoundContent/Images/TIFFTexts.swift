/// The text and byte fields of all directories: descriptions, artists, XMP, EXIF comments.
struct TIFFTexts<Bytes: ImageBytes> {
  let image: Bytes

  private static var directoryLimit: Int { 64 }

  func all() -> [ImageText] {
    var texts: [ImageText] = []
    var seen: Set<Int> = []
    var waiting = [integer(at: 4, count: 4)]
    while let directory = waiting.popLast(), seen.count < Self.directoryLimit {
      guard directory >= 8, directory + 2 <= image.count, seen.insert(directory).inserted else { continue }
      let end = directory + 2 + 12 * integer(at: directory, count: 2)
      guard end <= image.count else { continue }
      for entry in stride(from: directory + 2, to: end, by: 12) {
        if let text = text(at: entry) { texts.append(text) }
        if let inner = innerDirectory(at: entry) { waiting.append(inner) }
      }
      waiting.append(integer(at: end, count: 4))
    }
    return texts
  }

  /// What a field of type BYTE, ASCII or UNDEFINED holds; `nil` for other fields and for what is too short to be kept apart.
  private func text(at entry: Int) -> ImageText? {
    let count = integer(at: entry + 4, count: 4)
    guard [1, 2, 7].contains(integer(at: entry + 2, count: 2)), count > 4 else { return nil }
    let start = integer(at: entry + 8, count: 4)
    return start + count <= image.count ? ImageText(start..<start + count) : nil
  }

  /// Where the directory of EXIF or GPS fields that an entry points to begins.
  private func innerDirectory(at entry: Int) -> Int? {
    [34665, 34853, 330].contains(integer(at: entry, count: 2)) ? integer(at: entry + 8, count: 4) : nil
  }

  private func integer(at index: Int, count: Int) -> Int {
    image[0] == 0x49 ? image.littleInteger(at: index, count: count) : image.integer(at: index, count: count)
  }
}
