import KeyhoundCore

/// What somebody wrote into a commit or an annotated tag: the message, names, other headers.
struct WrittenUnit: Unit {
  /// What is written, and how the place of it is called in a report.
  let texts: [(place: String, text: [UInt8])]
  let commit: Commit?

  /// Takes the texts of a commit or a tag.
  /// - Parameter tag: the name of the tag.
  init(_ bytes: UnsafeRawBufferPointer, tag: String? = nil, commit: Commit? = nil) {
    let written = WrittenTexts(bytes)
    texts = WrittenTexts.Part.allCases.flatMap { part in
      written.texts(part, of: bytes).map { (part.place(inTag: tag), $0) }
    }
    self.commit = commit
  }

  func read(into sink: any UnitSink) {
    var coverage = Coverage()
    coverage.commits = commit == nil ? 0 : 1
    coverage.bytes = texts.reduce(0) { $0 + $1.text.count }
    sink.count(coverage)
    for (number, (place, text)) in texts.enumerated() {
      var origin = Origin(path: place)
      origin.textNumbers = [number]
      origin.commit = commit
      text.withUnsafeBytes { sink.scan(Chunk(whole: $0, origin: origin)) }
    }
  }
}
