import KeyhoundCore

/// Pictures of a notebook that show keys, and what takes their places.
final class PictureProbe: ExtractionSink {
  private let reader: any PictureReader
  /// What was read before, by the hash of the picture.
  private var readings: [String: PictureReading] = [:]
  private var source: UnsafeRawBufferPointer?
  private var found: [Shown] = []
  private var failure: CleaningError?

  /// A picture with findings.
  struct Shown {
    let findings: [Finding]
    /// The edits that put a picture of one pixel in its place; `nil` where there is none of its kind.
    let edits: [Edit]?
  }

  init(_ reader: any PictureReader) {
    self.reader = reader
  }

  /// The pictures in `bytes` that show keys, in the order of the file.
  /// - Throws: `CleaningError` when there is one that cannot be read.
  func pictures(in bytes: UnsafeRawBufferPointer, path: String) throws(CleaningError) -> [Shown] {
    (found, failure, source) = ([], nil, bytes)
    _ = NotebookExtractor(isCertain: true).extract(from: Chunk(whole: bytes, origin: Origin(path: path)), into: self)
    if let failure { throw failure }
    return found
  }

  var holdsPictures: Bool { true }

  func hold(_ picture: FoundPicture) {
    let sha256 = SHA256.hexadecimalDigest(of: picture.bytes)
    let reading = readings[sha256] ?? reader.read(picture.bytes)
    readings[sha256] = reading
    if let problem = reading.problem, failure == nil {
      failure = .unreadablePicture(line: picture.location.start.line, problem.message)
    }
    let findings = reading.findings(sha256: sha256, origin: picture.origin, location: picture.location)
    if !findings.isEmpty { found.append(Shown(findings: findings, edits: edits(for: picture))) }
  }

  func scan(_ chunk: Chunk) {}

  // What cannot be understood is said by the search for texts.
  func report(_ issue: Issue) {}

  private func edits(for picture: FoundPicture) -> [Edit]? {
    guard let source, let format = PictureFormat(of: picture.bytes), let placeholder = PlaceholderPicture.base64(format),
      let first = picture.pieces.first, let last = picture.pieces.last
    else { return nil }
    var end = last.upperBound
    while end < source.count, source[end] == UInt8(ascii: "=") { end += 1 }
    let pieces = picture.pieces.dropLast() + [last.lowerBound..<end]
    return [Edit(pieces.first ?? first, Array(placeholder.utf8))] + pieces.dropFirst().map { Edit($0, []) }
  }
}
