/// The lines round the secrets of a chunk, as they may be shown.
struct Extracts {
  private let bytes: UnsafeRawBufferPointer
  private let detections: [Detection]
  private let ranges: [Range<Int>]
  /// The longest secret: how far back a secret that reaches into a line can begin.
  private let longest: Int

  /// How many bytes of the line are shown before and behind a secret.
  static let context = 80

  /// Takes the detections of `chunk` in the order of the text.
  init(chunk: Chunk, detections: [Detection]) {
    bytes = chunk.bytes
    self.detections = detections
    ranges = detections.map(\.secret)
    longest = ranges.map(\.count).max() ?? 0
  }

  /// The line with every secret in it starred out, not only this one.
  func redacted(_ detection: Detection) -> String {
    var text = ""
    let shown = shownRange(detection)
    var position = shown.lowerBound
    for index in firstIndex(reaching: shown.lowerBound)..<detections.count {
      let secret = ranges[index]
      guard secret.lowerBound < shown.upperBound else { break }
      guard secret.upperBound > position else { continue }
      if secret.lowerBound > position || (secret.lowerBound == position && !text.hasSuffix(Secret.stars)) {
        text += bytes.text(position..<max(position, secret.lowerBound))
        let shown = secret == detection.secret ? detection : detections[index]
        text += Secret(bytes.view(secret), publicCount: shown.publicCount).redacted
      }
      position = max(position, secret.upperBound)
    }
    return position < shown.upperBound ? text + bytes.text(position..<shown.upperBound) : text
  }

  /// The line as it stands.
  func revealed(_ detection: Detection) -> String { bytes.text(shownRange(detection)) }

  private func shownRange(_ detection: Detection) -> Range<Int> {
    let secret = detection.secret
    var start = bytes.lineStart(before: secret.lowerBound, limit: Self.context)
    var end = bytes.lineEnd(from: secret.upperBound, limit: Self.context)
    while start < secret.lowerBound, bytes[start].isUTF8Continuation { start += 1 }
    while end > secret.upperBound, end < bytes.count, bytes[end].isUTF8Continuation { end -= 1 }
    // In binary files NUL bytes end a line as well as anything.
    start = bytes[start..<secret.lowerBound].lastIndex(of: 0).map { $0 + 1 } ?? start
    return start..<(bytes[secret.upperBound..<max(end, secret.upperBound)].firstIndex(of: 0) ?? end)
  }

  /// The first detection that may reach to `offset` or beyond.
  private func firstIndex(reaching offset: Int) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound < offset - longest { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
