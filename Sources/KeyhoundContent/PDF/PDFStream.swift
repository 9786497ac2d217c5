import KeyhoundCore

/// A stream of a PDF file (ISO 32000-1, 7.3.8).
struct PDFStream {
  /// Its bytes in the file.
  let place: Range<Int>
  private let filters: [PDFFilter]
  /// Whether it has objects in it: names, strings, numbers.
  let holdsObjects: Bool

  /// How much of the dictionary before a stream is looked at.
  private static let dictionaryLimit = 4096

  /// The streams that may hold text, in the order of the file.
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
    let dictionary = PDFDictionary(before.view(start..<before.count))
    holdsObjects = dictionary.has("/ObjStm")
    guard !Self.isOther(dictionary, holdsObjects), let filters = PDFFilter.all(in: dictionary) else { return nil }
    self.filters = filters
    self.place = place
  }

  /// Whether it has no text: pictures, fonts, tables and colours.
  private static func isOther(_ dictionary: PDFDictionary, _ holdsObjects: Bool) -> Bool {
    dictionary.values(of: "/Subtype").contains("/Image")
      || ["/Length1", "/XRef", "/FunctionType"].contains { dictionary.has($0) }
      || (!holdsObjects && dictionary.values(of: "/N").contains("3"))
  }

  /// Puts the unpacked bytes into `output`, in place of what is there; of a damaged stream, those before the damage.
  /// - Parameter spare: for what comes between two filters.
  func unpack(
    _ file: UnsafeRawBufferPointer, into output: UnpackBuffer, spare: UnpackBuffer
  ) throws(ArchiveError) {
    var source = file.view(place)
    output.removeAll()
    if filters.isEmpty { return try output.copy(source) }
    var failure: ArchiveError?
    for (number, filter) in filters.enumerated() {
      let target = (filters.count - number) % 2 == 1 ? output : spare
      target.removeAll()
      do {
        try filter.decode(source, into: target)
      } catch {
        failure = failure ?? error
      }
      source = target.bytes
    }
    if let failure { throw failure }
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
