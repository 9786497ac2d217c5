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

  /// The line with every secret in it starred out, not only this one. Nothing of a file that is a finding for its path: all of it may be secret.
  func redacted(_ detection: Detection) -> String {
    if detection.secret.isEmpty { return "" }
    var text = ""
    let shown = shownRange(detection)
    var position = shown.lowerBound
    for (secret, publicCount) in pieces(of: shown, round: detection) where secret.upperBound > position {
      if secret.lowerBound > position || (secret.lowerBound == position && !text.hasSuffix(Secret.stars)) {
        text += bytes.text(position..<max(position, secret.lowerBound))
        text += Secret(bytes.view(secret), publicCount: publicCount).redacted
      }
      position = max(position, secret.upperBound)
    }
    return position < shown.upperBound ? text + bytes.text(position..<shown.upperBound) : text
  }

  /// What is starred out of `shown`, in the order of the text, and how much of the start of each piece is public.
  private func pieces(of shown: Range<Int>, round detection: Detection) -> [(secret: Range<Int>, publicCount: Int)] {
    let secrets = detections[firstIndex(reaching: shown.lowerBound)...].prefix { $0.secret.lowerBound < shown.upperBound }
      .filter { $0.secret.upperBound > shown.lowerBound }
    let pieces = secrets.map { other in
      (secret: other.secret, publicCount: (other.secret == detection.secret ? detection : other).publicCount)
    }
    let copies = secrets.flatMap { self.copies(of: $0, in: shown) }
    guard !copies.isEmpty else { return pieces }
    return (pieces + copies.map { ($0, 0) }).sorted { $0.secret.lowerBound < $1.secret.lowerBound }
  }

  /// Where the part of a secret behind its public prefix stands by itself in `shown`, or reaches out of it.
  private func copies(of detection: Detection, in shown: Range<Int>) -> [Range<Int>] {
    guard detection.publicCount > 0 else { return [] }
    let own = detection.secret.lowerBound + detection.publicCount..<detection.secret.upperBound
    guard own.count >= Secret.shortest else { return [] }
    let start = max(0, shown.lowerBound - own.count + 1)
    let searched = bytes.view(start..<min(bytes.count, shown.upperBound + own.count - 1))
    var copies: [Range<Int>] = []
    var position = 0
    while let found = searched.firstIndex(of: bytes.view(own), from: position) {
      position = found + own.count
      if start + found != own.lowerBound { copies.append(max(shown.lowerBound, start + found)..<start + position) }
    }
    return copies
  }

  /// The line as it stands.
  func revealed(_ detection: Detection) -> String { detection.secret.isEmpty ? "" : bytes.text(shownRange(detection)) }

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
