import KeyhoundCore

/// A stream of a PDF file (ISO 32000-1, 7.3.8).
struct PDFStream {
  /// Its bytes in the file.
  let place: Range<Int>
  private let isASCII85: Bool
  private let isDeflated: Bool
  /// Whether it has objects in it: names, strings, numbers.
  let holdsObjects: Bool

  /// How much of the dictionary before a stream is looked at.
  private static let dictionaryLimit = 2048
  /// What tells streams that have no text: pictures, fonts and tables.
  private static let others: [StaticString] = [
    "/Image", "/Length1", "/XRef", "/FunctionType", "/DCTDecode", "/JPXDecode", "/N 3",
  ]

  /// The streams that may hold text, plain or compressed with deflate, in the order of the file.
  static func all(in file: UnsafeRawBufferPointer) -> [PDFStream] {
    var streams: [PDFStream] = []
    var position = 0
    while let keyword = file.firstIndex(of: "stream", from: position) {
      let start = lineEnd(behind: keyword + 6, in: file)
      position = keyword + 6
      guard let start, let end = file.firstIndex(of: "endstream", from: start) else { continue }
      position = end + 9
      if let stream = PDFStream(file, keyword: keyword, place: start..<end) { streams.append(stream) }
    }
    return streams
  }

  private static func lineEnd(behind offset: Int, in file: UnsafeRawBufferPointer) -> Int? {
    let rest = file.view(min(offset, file.count)..<file.count)
    if rest.first == UInt8(ascii: "\n") { return offset + 1 }
    return rest.starts(with: "\r\n".utf8) ? offset + 2 : nil
  }

  private init?(_ file: UnsafeRawBufferPointer, keyword: Int, place: Range<Int>) {
    let before = file.view(max(0, keyword - Self.dictionaryLimit)..<keyword)
    var start = 0
    while let next = before.firstIndex(of: "obj", from: start) { start = next + 3 }
    let dictionary = before.view(start..<before.count)
    isDeflated = dictionary.contains("/FlateDecode") || dictionary.contains("/Fl ")
    guard isDeflated || !dictionary.contains("/Filter"), !Self.others.contains(where: dictionary.contains) else { return nil }
    self.place = place
    isASCII85 = dictionary.contains("/ASCII85Decode") || dictionary.contains("/A85")
    holdsObjects = dictionary.contains("/ObjStm")
  }

  /// Puts the unpacked bytes into `output`, in place of what is there.
  /// - Returns: whether there are any.
  func unpack(_ file: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Bool {
    output.removeAll()
    let packed = isASCII85 ? ASCII85.decoded(file.view(place)) : Array(file[place])
    guard !packed.isEmpty else { return false }
    if isDeflated { try ZlibStream.decompress(packed, into: output) } else { try output.copy(packed) }
    return output.count > 0
  }
}

/// Five digits for four bytes, as PDF and PostScript write them.
enum ASCII85 {
  static func decoded(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    var (value, count) = (UInt32(0), 0)
    for byte in text {
      if byte == UInt8(ascii: "~") { break }
      if byte == UInt8(ascii: "z"), count == 0 { bytes += [0, 0, 0, 0] }
      guard byte &- 0x21 < 85 else { continue }
      value = value &* 85 &+ UInt32(byte - 0x21)
      count += 1
      if count == 5 {
        bytes += big(value)
        (value, count) = (0, 0)
      }
    }
    guard count > 1 else { return bytes }
    for _ in count..<5 { value = value &* 85 &+ 84 }
    return bytes + big(value).prefix(count - 1)
  }

  private static func big(_ value: UInt32) -> [UInt8] {
    stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}

extension UnsafeRawBufferPointer {
  func contains(_ word: StaticString) -> Bool { firstIndex(of: word, from: 0) != nil }

  /// The first offset of `word`, which is not empty, at or behind `start`.
  func firstIndex(of word: StaticString, from start: Int) -> Int? {
    word.withUTF8Buffer { word in
      var position = start
      while let found = firstIndex(of: word[0], from: position), found + word.count <= count {
        if self[found..<found + word.count].elementsEqual(word) { return found }
        position = found + 1
      }
      return nil
    }
  }
}
