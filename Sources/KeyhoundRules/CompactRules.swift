package import KeyhoundCore
import PCRE2
import Synchronization

/// Rules as one text, of which each is read when it is asked for: how the built-in rules are kept in the program.
///
/// Texts are written as `length:bytes`, numbers as `n;`, lists as their count and their elements. Expressions are kept once each, so that
/// the same expression in many rules is one `Pattern`, compiled once; so are sets of bytes, and words that occur again and again. Where
/// an expression has to be tried (`MatchShape`) is worked out when writing. Examples are left out.
package final class CompactRules: RuleDetailsReader, @unchecked Sendable {
  // Part of the program, which nobody changes.
  private let text: UnsafeBufferPointer<UInt8>
  /// Where each rule begins in the text.
  private let rules: FrozenList<Int32>
  private let sections: CompactSections
  let sets: FrozenList<ByteSet>
  /// Where each expression stands, and those that were asked for. What changes here changes atomically.
  private let sources: FrozenList<Int32>
  private let patterns: UnsafeMutablePointer<AtomicLazyReference<Pattern>>
  private let readNames = AtomicLazyReference<CompactNames>()
  private let readRules = AtomicLazyReference<RuleList>()

  /// Writes `rules`: the lists go to `lists`, the rest is returned.
  package static func encoded(_ loaded: LoadedRules, lists: inout ListWriter) -> String {
    var encoder = CompactEncoder()
    return encoder.encode(sorted(loaded.rules), loaded.allowlists, lists: &lists)
  }

  /// The rules in the order in which they are kept.
  package static func sorted(_ rules: [Rule]) -> [Rule] { rules.sorted { $0.id < $1.id } }

  /// Takes what `encoded` wrote. The text and the lists must stay where they are as long as the rules are used.
  package init(_ text: UnsafeBufferPointer<UInt8>, lists: inout ListReader) {
    self.text = text
    rules = lists.list()
    sections = (lists.array() as [CompactSections])[0]
    sets = lists.list()
    sources = lists.list()
    patterns = .allocate(capacity: sources.count)
    for number in 0..<sources.count { (patterns + number).initialize(to: AtomicLazyReference()) }
  }

  deinit {
    patterns.deinitialize(count: sources.count)
    patterns.deallocate()
  }

  package var count: Int { rules.count }

  /// The rule with a number, in order of id.
  package func rule(_ number: Int) -> Rule {
    var decoder = decoder(at: rules[number])
    return decoder.rule()
  }

  /// All of them, in order of id.
  var all: [Rule] { (readRules.load() ?? readRules.storeIfNil(RuleList((0..<count).map(rule)))).rules }

  /// The allowlists that hold for all of them.
  package var allowlists: [Allowlist] {
    var decoder = decoder(at: sections.allowlists)
    return decoder.list { $0.allowlist() }
  }

  package func details(at place: Int) -> RuleDetails {
    var decoder = decoder(at: sections.details + Int32(place))
    return decoder.details()
  }

  package func guards(at place: Int) -> [[MatchGuard]] {
    var decoder = decoder(at: sections.details + Int32(place))
    return decoder.guards()
  }

  func pattern(_ number: Int) -> Pattern {
    if let pattern = patterns[number].load() { return pattern }
    var decoder = decoder(at: sources[number])
    return patterns[number].storeIfNil(Pattern(decoder.string()))
  }

  var names: CompactNames {
    if let names = readNames.load() { return names }
    var decoder = decoder(at: sections.names)
    return readNames.storeIfNil(CompactNames(decoder.list { $0.string() }))
  }

  private func decoder(at offset: Int32) -> CompactDecoder { CompactDecoder(text, from: Int(offset), self) }
}

private final class RuleList: Sendable {
  let rules: [Rule]

  init(_ rules: [Rule]) {
    self.rules = rules
  }
}

/// Where in the text the parts behind the rules begin.
struct CompactSections: BitwiseCopyable, Sendable {
  var allowlists: Int32
  var details: Int32
  var names: Int32
}

/// Words that occur again and again, and what each is as a place, an effect and a judgement.
final class CompactNames: Sendable {
  let words: [String]
  let places: [EvidenceTest.Place?]
  let effects: [EvidenceTest.Effect?]
  let judgements: [Judgement?]

  init(_ words: [String]) {
    self.words = words
    places = words.map { EvidenceTest.Place(rawValue: $0) }
    effects = words.map { EvidenceTest.Effect(name: $0) }
    judgements = words.map { Judgement(rawValue: $0) }
  }
}
