import KeyhoundCore
import KeyhoundRules

/// Finds in lines that were read off a picture what the rules find in any text.
struct LineJudge: Sendable {
  private let detector: Detector

  init(_ loaded: LoadedRules) {
    detector = Detector(RuleSet(loaded.rules, allowlists: loaded.allowlists))
  }

  func hits(in lines: [ReadLine]) -> [PictureHit] {
    let scratch = DetectorScratch(for: detector.rules)
    var seen: Set<Secret> = []
    return lines.flatMap { hits(in: $0, scratch) }.filter { hit in
      seen.insert(Array(hit.text.utf8).withUnsafeBytes { Secret($0) }).inserted
    }
  }

  private func hits(in line: ReadLine, _ scratch: DetectorScratch) -> [PictureHit] {
    var text = line.words.map(\.text).joined(separator: " ")
    let found = text.withUTF8 { bytes in
      detector.findings(in: Chunk(whole: UnsafeRawBufferPointer(bytes), origin: Origin(path: "")), scratch: scratch).findings
    }
    return FindingResolver.resolved(found).compactMap { finding in
      guard let box = Self.box(of: finding.location.bytes, in: line) else { return nil }
      return PictureHit(
        rule: finding.rule, text: finding.secret.revealed,
        publicCount: finding.secret.redacted.utf8.count - Secret.stars.utf8.count, line: text, box: box,
        confidence: min(finding.confidence, .medium), evidence: finding.evidence)
    }
  }

  /// The smallest box round the words that have bytes of `range` in them.
  private static func box(of range: Range<Int>, in line: ReadLine) -> PixelBox? {
    var start = 0
    var boxes: [PixelBox] = []
    for word in line.words {
      let end = start + word.text.utf8.count
      if start < range.upperBound && end > range.lowerBound { boxes.append(word.box) }
      start = end + 1
    }
    return boxes.first.map { first in boxes.reduce(first) { $0.union($1) } }
  }
}
