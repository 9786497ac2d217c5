import KeyhoundCore

/// The parts of a commit or a tag that people write. Each is searched by itself, so that what git puts between them changes nothing.
struct WrittenTexts {
  enum Person: String, CaseIterable {
    case author, committer, tagger

    /// How the text is called in a report.
    var place: String { "<\(rawValue)>" }

    /// The word a line about the person begins with.
    fileprivate var word: StaticString {
      switch self {
      case .author: "author"
      case .committer: "committer"
      case .tagger: "tagger"
      }
    }
  }

  /// Names with addresses: where they lie in the bytes of the object.
  private(set) var people: [(person: Person, range: Range<Int>)] = []
  /// Where the message lies.
  private(set) var message: Range<Int>

  /// Finds the texts in the bytes of a commit or tag, however damaged.
  init(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    message = bytes.count..<bytes.count
    while start < bytes.count {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? bytes.count
      if end == start {
        message = min(end + 1, bytes.count)..<bytes.count
        return
      }
      if let person = Self.person(bytes, start..<end) { people.append(person) }
      start = end + 1
    }
  }

  private static func person(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> (person: Person, range: Range<Int>)? {
    for person in Person.allCases where bytes.holds(person.word, at: line.lowerBound) {
      let start = min(line.lowerBound + person.word.utf8CodeUnitCount + 1, line.upperBound)
      var end = line.upperBound
      while end > start, bytes[end - 1] != UInt8(ascii: ">") { end -= 1 }
      return (person, start..<(end > start ? end : line.upperBound))
    }
    return nil
  }
}
