import KeyhoundCore
import PCRE2

/// Reads what the encoder wrote at build time; the text is part of the program, so it is taken to be right.
struct CompactDecoder {
  private let text: UnsafeBufferPointer<UInt8>
  private var offset: Int
  /// What all rules share.
  private let shared: CompactRules

  init(_ text: UnsafeBufferPointer<UInt8>, from offset: Int, _ shared: CompactRules) {
    self.text = text
    self.offset = offset
    self.shared = shared
  }

  mutating func integer() -> Int {
    let isNegative = text[offset] == UInt8(ascii: "-")
    if isNegative { offset += 1 }
    var value = 0
    while text[offset] >= UInt8(ascii: "0"), text[offset] <= UInt8(ascii: "9") {
      value = value * 10 + Int(text[offset] - UInt8(ascii: "0"))
      offset += 1
    }
    offset += 1
    return isNegative ? -value : value
  }

  mutating func bytes() -> Slice<UnsafeBufferPointer<UInt8>> {
    let count = integer()
    defer { offset += count }
    return text[offset..<offset + count]
  }

  mutating func string() -> String { String(decoding: bytes(), as: UTF8.self) }
  mutating func name() -> String { shared.names.words[integer()] }
  mutating func flag() -> Bool { integer() == 1 }
  mutating func optionalString() -> String? { flag() ? string() : nil }
  mutating func optionalInteger() -> Int? {
    let value = integer()
    return value < 0 ? nil : value
  }

  mutating func list<Element>(_ body: (inout CompactDecoder) -> Element) -> [Element] {
    let count = integer()
    var result: [Element] = []
    result.reserveCapacity(count)
    for _ in 0..<count { result.append(body(&self)) }
    return result
  }

  mutating func rule() -> Rule {
    var rule = Rule(id: string(), details: shared, at: integer())
    rule.regex = optionalString()
    rule.path = optionalString()
    rule.keywords = list { $0.string() }
    rule.keywordDistance = integer()
    rule.secretGroup = optionalInteger()
    rule.confidence = Confidence(rawValue: integer()) ?? .medium
    rule.severity = Severity(rawValue: integer()) ?? .high
    rule.entropy = optionalString().flatMap { Double($0) }
    rule.requires.digits = integer()
    rule.requires.upper = integer()
    rule.requires.lower = integer()
    rule.requires.special = integer()
    rule.checksum = optionalString().flatMap { Checksum(rawValue: $0) }
    rule.specificity = integer()
    rule.matchesBinary = flag()
    rule.isReported = flag()
    rule.required = list { RuleRequirement(id: $0.string(), lines: $0.optionalInteger(), columns: $0.optionalInteger()) }
    if rule.regex != nil { rule.shape = shape() }
    return rule
  }

  mutating func details() -> RuleDetails {
    var details = RuleDetails()
    details.description = string()
    details.published = list { $0.string() }
    details.revoke = optionalString()
    details.source = optionalString()
    details.tags = list { $0.string() }
    details.evidence = list { $0.evidence() }
    details.allowlists = list { $0.allowlist() }
    details.definedAt = string()
    return details
  }

  mutating func evidence() -> EvidenceTest {
    let name = name()
    let place = shared.names.places[integer()] ?? .around
    let within = integer()
    let isNegated = flag()
    let effect = shared.names.effects[integer()] ?? .raise
    let premises = list { $0.name() }
    let exceptions = list { $0.name() }
    let number = integer()
    let question: EvidenceTest.Question =
      number >= 0 ? .pattern(shared.pattern(number)) : .judgement(shared.names.judgements[integer()] ?? .placeholder)
    return EvidenceTest(
      name: name, place: place, within: within, question: question, isNegated: isNegated, effect: effect, premises: premises,
      exceptions: exceptions)
  }

  mutating func allowlist() -> Allowlist {
    var list = Allowlist()
    list.description = string()
    list.needsAll = flag()
    list.commits = Set(self.list { $0.string() })
    list.paths = self.list { $0.pattern() }
    list.regexes = self.list { $0.pattern() }
    list.target = Allowlist.Target(rawValue: string()) ?? .secret
    list.stopwords = self.list { $0.string() }
    return list
  }

  private mutating func pattern() -> Pattern { shared.pattern(integer()) }
  private mutating func set() -> ByteSet { shared.sets[integer()] }

  mutating func guards() -> [[MatchGuard]] {
    list { $0.list { MatchGuard(offset: $0.integer(), allowed: $0.set()) } }
  }

  private mutating func shape() -> MatchShape {
    var shape = MatchShape()
    shape.literals = list { Array($0.bytes()) }
    shape.minimumOffset = integer()
    shape.maximumOffset = optionalInteger()
    shape.maximumWidth = optionalInteger()
    shape.lookahead = integer()
    shape.storedGuards = .deferred(shared, place: integer())
    shape.fixed = list { $0.fixedShape() }.first
    return shape
  }

  private mutating func fixedShape() -> FixedShape {
    FixedShape(
      pivot: UInt8(truncatingIfNeeded: integer()), pivotOffset: integer(), width: integer(),
      tests: list { (offset: $0.integer(), allowed: $0.set()) })
  }
}
