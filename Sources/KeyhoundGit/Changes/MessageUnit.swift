import KeyhoundCore

/// The message of a commit or an annotated tag.
struct MessageUnit: Unit {
  /// How the message is called in a report.
  let path: String
  let text: [UInt8]
  let commit: Commit?

  func read(into sink: any UnitSink) {
    var coverage = Coverage()
    coverage.commits = commit == nil ? 0 : 1
    coverage.bytes = text.count
    sink.count(coverage)
    var origin = Origin(path: path)
    origin.commit = commit
    text.withUnsafeBytes { sink.scan(Chunk(whole: $0, origin: origin)) }
  }
}
