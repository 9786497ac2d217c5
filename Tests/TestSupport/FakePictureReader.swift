package import KeyhoundCore

/// Reads pictures that say in plain letters what they show: each `SHOWS text;` is a line with a key, one below the other.
package struct FakePictureReader: PictureReader {
  package init() {}

  package func read(_ bytes: UnsafeRawBufferPointer) -> PictureReading {
    var reading = PictureReading()
    // Each byte is a character: what a checksum ends in must not join the sign before it, as accents do.
    let text = bytes.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar($1)) }
    reading.size = (640, 480)
    reading.isTooSmall = text.contains("SMALL")
    if text.contains("BROKEN") { reading.problem = (.unreadable, "the picture is broken") }
    for (number, part) in text.components(between: "SHOWS ", and: ";").enumerated() {
      let box = PixelBox(x: 10, y: 20 * number, width: 300, height: 16)
      let key = (part.split(separator: "=").last ?? "").filter { !$0.isWhitespace }
      reading.hits.append(
        PictureHit(
          rule: Self.rule, text: key, publicCount: 4, line: part, box: box, confidence: .medium, evidence: ["picture:fake"]))
    }
    return reading
  }

  package static let rule: Rule = {
    var rule = Rule(id: "shown-key")
    rule.description = "Shown key"
    return rule
  }()
}

extension String {
  fileprivate func components(between start: String, and end: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: start) {
      rest = rest[found.upperBound...]
      guard let stop = rest.firstRange(of: end) else { break }
      parts.append(String(rest[..<stop.lowerBound]))
      rest = rest[stop.upperBound...]
    }
    return parts
  }
}
