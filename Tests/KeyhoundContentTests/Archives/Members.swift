import KeyhoundContent
import KeyhoundCore

/// What an archive sends on.
final class Members: ExtractionSink {
  private(set) var names: [String] = []
  private(set) var contents: [[UInt8]] = []
  private(set) var issues: [KeyhoundCore.Issue] = []
  private(set) var skipped: [SkipReason] = []

  init(of archive: [UInt8], path: String = "a.7z") {
    archive.withUnsafeBytes {
      _ = ArchiveExtractor().extract(from: Chunk(whole: $0, origin: Origin(path: path)), into: self)
    }
  }

  func scan(_ chunk: Chunk) {
    names.append(chunk.origin.path)
    contents.append(Array(chunk.bytes))
  }

  func skip(_ reason: SkipReason) { skipped.append(reason) }
  func report(_ issue: KeyhoundCore.Issue) { issues.append(issue) }
}
