import KeyhoundCore
import PCRE2

/// Writes rules as `CompactRules` reads them.
struct CompactEncoder {
  private var text = ""
  /// What is read only of rules that match, or that are put together with others.
  private var details = ""
  private var sources = Numbering<String>()
  private var names = Numbering<String>()
  private var sets = Numbering<ByteSet>()

  mutating func encode(_ rules: [Rule], _ allowlists: [Allowlist], lists: inout ListWriter) -> String {
    let ruleStarts = rules.map { starts(of: $0) { $0.write($1) } }
    let allowlistStart = position
    write(allowlists) { $0.write($1) }
    let detailStart = position
    text += details
    let nameStart = position
    write(names.values) { $0.write($1) }
    let sourceStarts = sources.values.map { starts(of: $0) { $0.write($1) } }
    lists.write(ruleStarts)
    lists.write([CompactSections(allowlists: allowlistStart, details: detailStart, names: nameStart)])
    lists.write(sets.values)
    lists.write(sourceStarts)
    return text
  }

  private var position: Int32 { Int32(text.utf8.count) }

  /// Writes `element` and says where it begins.
  private mutating func starts<Element>(of element: Element, _ body: (inout CompactEncoder, Element) -> Void) -> Int32 {
    let start = position
    body(&self, element)
    return start
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

  mutating func write(_ pattern: Pattern) { write(sources.number(of: pattern.source)) }
  mutating func write(_ set: ByteSet) { write(sets.number(of: set)) }
  /// Writes the number of a word that occurs again and again.
  mutating func writeName(_ name: String) { write(names.number(of: name)) }

  mutating func write(_ rule: Rule) {
    write(rule.id)
    writeAside { $0.write(rule.details) }
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
  }

  /// Writes something among the details, and here where it stands there.
  private mutating func writeAside(_ body: (inout CompactEncoder) -> Void) {
    write(details.utf8.count)
    swap(&text, &details)
    body(&self)
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
    writeAside { $0.write(shape.guards) { encoder, guards in encoder.write(guards) { $0.write($1) } } }
    write([shape.fixed].compactMap { $0 }) { $0.write($1) }
  }

  mutating func write(_ place: MatchGuard) {
    write(place.offset)
    write(place.allowed)
  }

  mutating func write(_ shape: FixedShape) {
    write(Int(shape.pivot))
    write(shape.pivotOffset)
    write(shape.width)
    write(shape.tests) { encoder, test in
      encoder.write(test.offset)
      encoder.write(test.allowed)
    }
  }
}
