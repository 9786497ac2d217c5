import KeyhoundCore
import PCRE2

/// Rules as one text that is quick to read back: how the built-in rules are kept in the program.
///
/// Texts are written as `length:bytes`, numbers as `n;`, lists as their count and their elements. Expressions stand in one table in front, so
/// that the same expression in many rules is one `Pattern`, compiled once, and sets of bytes and recurring words in others. Where an expression has to be tried (`MatchShape`) is worked out
/// when writing. What only matches need of a rule stands at the end, and is read when there is one. Examples are left out.
package enum CompactRules {
  package static func encoded(_ loaded: LoadedRules) -> String {
    var encoder = CompactEncoder()
    // In the order in which they will be needed.
    encoder.write(loaded.rules.sorted { $0.id < $1.id }) { $0.write($1) }
    encoder.write(loaded.allowlists) { $0.write($1) }
    return encoder.textWithPatterns
  }

  /// Reads what `encoded` wrote. The text must stay where it is as long as the rules are used.
  package static func decoded(_ text: UnsafeBufferPointer<UInt8>) -> LoadedRules {
    var decoder = CompactDecoder(text)
    let rules = decoder.list { $0.rule() }
    return LoadedRules(rules: rules, allowlists: decoder.list { $0.allowlist() })
  }
}

private struct CompactEncoder {
  private var text = ""
  /// What is read only when it is asked for.
  private var details = ""
  private var patterns: [String: Int] = [:]
  private var sources: [String] = []
  private var nameNumbers: [String: Int] = [:]
  private var names: [String] = []
  private var setNumbers: [[UInt64]: Int] = [:]
  private var sets: [ByteSet] = []

  var textWithPatterns: String {
    var front = CompactEncoder()
    front.write(sources) { $0.write($1) }
    front.write(sets) { encoder, set in
      for word in set.words { encoder.write(String(word, radix: 36)) }
    }
    front.write(names) { $0.write($1) }
    front.text += text
    return "\(details.utf8.count);" + front.text + details
  }

  mutating func write(_ value: String) { text += "\(value.utf8.count):\(value)" }
  mutating func write(_ value: Int) { text += "\(value);" }
  mutating func write(_ value: Bool) { write(value ? 1 : 0) }
  mutating func write(_ value: Double?) { write(value.map { String($0) }) }
  mutating func write(_ value: Int?) { write(value ?? -1) }

  mutating func write(_ value: String?) {
    write(value != nil)
    if let value { write(value) }
  }

  mutating func write<Element>(_ list: [Element], _ body: (inout CompactEncoder, Element) -> Void) {
    write(list.count)
    for element in list { body(&self, element) }
  }

  mutating func write(_ pattern: Pattern) {
    let number = patterns[pattern.source] ?? sources.count
    if number == sources.count {
      patterns[pattern.source] = number
      sources.append(pattern.source)
    }
    write(number)
  }

  mutating func write(_ set: ByteSet) {
    let number = setNumbers[set.words] ?? sets.count
    if number == sets.count {
      setNumbers[set.words] = number
      sets.append(set)
    }
    write(number)
  }

  /// Writes the number of a word that occurs again and again.
  mutating func writeName(_ name: String) {
    let number = nameNumbers[name] ?? names.count
    if number == names.count {
      nameNumbers[name] = number
      names.append(name)
    }
    write(number)
  }

  mutating func write(_ rule: Rule) {
    write(rule.id)
    write(details.utf8.count)
    write(rule.regex)
    write(rule.path)
    write(rule.keywords) { $0.write($1) }
    write(rule.keywordDistance)
    write(rule.secretGroup)
    write(rule.confidence.rawValue)
    write(rule.severity.rawValue)
    write(rule.entropy)
    for count in [rule.requires.digits, rule.requires.upper, rule.requires.lower, rule.requires.special] { write(count) }
    write(rule.checksum?.rawValue)
    write(rule.specificity)
    write(rule.matchesBinary)
    write(rule.isReported)
    write(rule.required) { $0.write($1) }
    if let regex = rule.regex { write(MatchShape(of: regex)) }
    swap(&text, &details)
    write(rule.details)
    swap(&text, &details)
  }

  mutating func write(_ details: RuleDetails) {
    write(details.description)
    write(details.published) { $0.write($1) }
    write(details.revoke)
    write(details.source)
    write(details.tags) { $0.write($1) }
    write(details.evidence) { $0.write($1) }
    write(details.allowlists) { $0.write($1) }
    write(details.definedAt)
  }

  mutating func write(_ test: EvidenceTest) {
    writeName(test.name)
    writeName(test.place.rawValue)
    write(test.within)
    write(test.isNegated)
    writeName(test.effect.name)
    write(test.premises) { $0.writeName($1) }
    write(test.exceptions) { $0.writeName($1) }
    switch test.question {
    case .pattern(let pattern): write(pattern)
    case .judgement(let judgement):
      write(-1)
      writeName(judgement.rawValue)
    }
  }

  mutating func write(_ requirement: RuleRequirement) {
    write(requirement.id)
    write(requirement.lines)
    write(requirement.columns)
  }

  mutating func write(_ list: Allowlist) {
    write(list.description)
    write(list.needsAll)
    write(list.commits.sorted()) { $0.write($1) }
    write(list.paths) { $0.write($1) }
    write(list.regexes) { $0.write($1) }
    write(list.target.rawValue)
    write(list.stopwords) { $0.write($1) }
  }

  mutating func write(_ shape: MatchShape) {
    write(shape.literals) { $0.write(String(decoding: $1, as: UTF8.self)) }
    write(shape.minimumOffset)
    write(shape.maximumOffset)
    write(shape.maximumWidth)
    write(shape.lookahead)
    write(shape.guards) { encoder, place in
      encoder.write(place.offset)
      encoder.write(place.allowed)
    }
    write(shape.fixed != nil)
  }
}

/// What rules share.
private struct CompactTables: Sendable {
  var patterns: [Pattern] = []
  var sets: [ByteSet] = []
  /// Words that occur again and again, and what each is as a place, an effect and a judgement.
  var names: [String] = []
  var places: [EvidenceTest.Place?] = []
  var effects: [EvidenceTest.Effect?] = []
  var judgements: [Judgement?] = []
}

/// The end of the text, where details of rules stand.
private final class CompactDetails: RuleDetailsReader, @unchecked Sendable {
  // Part of the program, which nobody changes.
  private let text: UnsafeBufferPointer<UInt8>
  private let start: Int
  private let tables: CompactTables

  init(_ text: UnsafeBufferPointer<UInt8>, start: Int, _ tables: CompactTables) {
    self.text = text
    self.start = start
    self.tables = tables
  }

  func details(at place: Int) -> RuleDetails {
    var decoder = CompactDecoder(text, from: start + place, tables)
    return decoder.details()
  }
}

/// Reads what the encoder wrote at build time; the text is part of the program, so it is taken to be right.
private struct CompactDecoder {
  private let text: UnsafeBufferPointer<UInt8>
  private var offset: Int
  private var tables: CompactTables
  private var reader: CompactDetails?

  /// Begins in the middle of a text whose tables were read.
  init(_ text: UnsafeBufferPointer<UInt8>, from offset: Int, _ tables: CompactTables) {
    self.text = text
    self.offset = offset
    self.tables = tables
  }

  /// Begins a text, and reads its tables.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.init(text, from: 0, CompactTables())
    let detailCount = integer()
    tables.patterns = list { Pattern($0.string()) }
    tables.sets = list { decoder in ByteSet(words: (0..<4).map { _ in UInt64(decoder.string(), radix: 36) ?? 0 }) }
    tables.names = list { $0.string() }
    tables.places = tables.names.map { EvidenceTest.Place(rawValue: $0) }
    tables.effects = tables.names.map { EvidenceTest.Effect(name: $0) }
    tables.judgements = tables.names.map { Judgement(rawValue: $0) }
    reader = CompactDetails(text, start: text.count - detailCount, tables)
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
  mutating func name() -> String { tables.names[integer()] }
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
    var rule = newRule()
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
    if let regex = rule.regex { rule.shape = shape(of: regex) }
    return rule
  }

  private mutating func newRule() -> Rule {
    let (id, place) = (string(), integer())
    return reader.map { Rule(id: id, details: $0, at: place) } ?? Rule(id: id)
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
    let name = tables.names[integer()]
    let place = tables.places[integer()] ?? .around
    let within = integer()
    let isNegated = flag()
    let effect = tables.effects[integer()] ?? .raise
    let premises = list { $0.name() }
    let exceptions = list { $0.name() }
    let number = integer()
    let question: EvidenceTest.Question =
      number >= 0 ? .pattern(tables.patterns[number]) : .judgement(tables.judgements[integer()] ?? .placeholder)
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

  private mutating func pattern() -> Pattern { tables.patterns[integer()] }
  private mutating func set() -> ByteSet { tables.sets[integer()] }

  /// A fixed shape is worked out from the expression anew: few rules have one.
  private mutating func shape(of regex: String) -> MatchShape {
    var shape = MatchShape()
    shape.literals = list { Array($0.bytes()) }
    shape.minimumOffset = integer()
    shape.maximumOffset = optionalInteger()
    shape.maximumWidth = optionalInteger()
    shape.lookahead = integer()
    shape.guards = list { MatchGuard(offset: $0.integer(), allowed: $0.set()) }
    return flag() ? MatchShape(of: regex) : shape
  }
}
