import KeyhoundCore

/// The parts of a commit or a tag that people write. Each is searched by itself, so that what git puts between them changes nothing.
struct WrittenTexts {
  enum Part: CaseIterable {
    case message
    /// Header lines that lead to no object, name nobody and sign nothing, such as a merged tag with its message.
    case headers
    case author, committer, tagger

    /// How the text is called in a report.
    /// - Parameter tag: the name of the tag; `nil` in a commit.
    func place(inTag tag: String?) -> String {
      switch self {
      case .author: "<author>"
      case .committer: "<committer>"
      case .tagger: "<tagger>"
      case .headers: tag == nil ? "<commit headers>" : "<tag headers>"
      case .message: tag.map { "<tag \($0)>" } ?? "<commit message>"
      }
    }
  }

  /// Names with addresses: where they lie in the bytes of the object.
  private(set) var people: [(part: Part, range: Range<Int>)] = []
  /// Where the lines of other headers lie, without the spaces in front of those that continue one.
  private(set) var headers: [Range<Int>] = []
  /// Where the message lies.
  private(set) var message: Range<Int>
  private let isTag: Bool
  /// Whether the last header is a signature.
  private var isSigning = false

  /// Finds the texts in the bytes of a commit or tag, however damaged.
  init(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    message = bytes.count..<bytes.count
    isTag = bytes.holds("object ", at: 0)
    while start < bytes.count {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? bytes.count
      if end == start {
        message = min(end + 1, bytes.count)..<bytes.count
        return
      }
      add(start..<end, of: bytes)
      start = end + 1
    }
  }

  /// What was written as `part`; one text for each line that names a person.
  func texts(_ part: Part, of bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
    switch part {
    case .author, .committer, .tagger: people.filter { $0.part == part }.map { Array(bytes[$0.range]) }
    case .headers: headers.isEmpty ? [] : [Array(headers.map { bytes[$0] }.joined(separator: [UInt8(ascii: "\n")]))]
    case .message: [Array(bytes[message])]
    }
  }

  private mutating func add(_ line: Range<Int>, of bytes: UnsafeRawBufferPointer) {
    if bytes[line.lowerBound] == UInt8(ascii: " ") {
      if !isSigning { headers.append(line.lowerBound + 1..<line.upperBound) }
      return
    }
    let word = Self.words.first { bytes.holds($0.word, at: line.lowerBound) && (!$0.isOfTags || isTag) }
    isSigning = word?.role == .signature
    guard let word, word.role != .link || Self.idLengths.contains(line.count - word.word.utf8CodeUnitCount) else {
      return headers.append(line)
    }
    if case .person(let part) = word.role { people.append((part, Self.person(line, word.word, bytes))) }
  }

  /// What the line says up to the end of the address.
  private static func person(_ line: Range<Int>, _ word: StaticString, _ bytes: UnsafeRawBufferPointer) -> Range<Int> {
    let start = line.lowerBound + word.utf8CodeUnitCount
    var end = line.upperBound
    while end > start, bytes[end - 1] != UInt8(ascii: ">") { end -= 1 }
    return start..<(end > start ? end : line.upperBound)
  }

  /// What the line says that begins with a word.
  private enum Role: Equatable {
    case link, signature, ofNoInterest
    case person(Part)
  }

  private static let words: [(word: StaticString, role: Role, isOfTags: Bool)] = [
    ("tree ", .link, false), ("parent ", .link, false), ("author ", .person(.author), false),
    ("committer ", .person(.committer), false), ("gpgsig ", .signature, false), ("gpgsig-sha256 ", .signature, false),
    ("object ", .link, true), ("type ", .ofNoInterest, true), ("tag ", .ofNoInterest, true), ("tagger ", .person(.tagger), true),
  ]

  /// Digits of an id.
  private static let idLengths = [40, 64]
}
