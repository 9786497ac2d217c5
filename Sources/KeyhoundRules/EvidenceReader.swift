import KeyhoundCore

/// Reads what speaks for and against the matches of rules.
struct EvidenceReader {
  private let shared: SharedEvidence

  init(_ shared: SharedEvidence) {
    self.shared = shared
  }

  /// The tests of the rule in `table`, in the order in which they are asked.
  func tests(of table: TableReader) throws(RuleFileError) -> [EvidenceTest] {
    var tests: [EvidenceTest] = []
    for name in try table.strings("rejects") {
      let question = EvidenceTest.Question.judgement(try Self.judgement(name, "rejects", table))
      tests.append(EvidenceTest(name: "shape:\(name)", place: .secret, question: question, effect: .reject))
    }
    for entry in try table.tables("evidence") {
      let used = try shared.tests(for: entry)
      let added = if let used { used } else { [try Self.test(entry)] }
      for test in added {
        try check(test, behind: tests, entry)
        tests.append(test)
      }
    }
    let (names, most) = (Set(tests.flatMap { $0.premises + $0.exceptions }), EvidenceTest.mostNamesReferredTo)
    guard names.count <= most else {
      throw table.error(at: "evidence[0]", "evidence depends on \(names.count) names, of at most \(most); split the rule in two")
    }
    return tests
  }

  /// Sees to it that what `test` depends on is asked before it.
  private func check(_ test: EvidenceTest, behind others: [EvidenceTest], _ entry: TableReader) throws(RuleFileError) {
    let names = others.map(\.name)
    guard let name = (test.premises + test.exceptions).first(where: { !names.contains($0) }) else { return }
    let premise = name.debugDescription
    throw entry.error(at: "name", "evidence \(test.name) depends on \(premise), which does not stand above it")
  }

  static func test(_ entry: TableReader) throws(RuleFileError) -> EvidenceTest {
    guard let name = try entry.string("name") else { throw entry.error(at: "", "evidence has no name") }
    let places = EvidenceTest.Place.allCases.map(\.rawValue)
    let place = try entry.choice("place", places) { EvidenceTest.Place(rawValue: $0) } ?? .around
    guard let effect = try entry.choice("effect", EvidenceTest.Effect.names, { EvidenceTest.Effect(name: $0) }) else {
      throw entry.error(at: "name", "evidence \(name) has no effect; one of \(EvidenceTest.Effect.names.joined(separator: ", "))")
    }
    let test = EvidenceTest(
      name: name, place: place, within: try entry.integer("within") ?? EvidenceTest.defaultDistance,
      question: try question(entry), isNegated: try entry.flag("not") ?? false, effect: effect,
      premises: try entry.strings("if"), exceptions: try entry.strings("unless"))
    try entry.finish()
    return test
  }

  private static func question(_ entry: TableReader) throws(RuleFileError) -> EvidenceTest.Question {
    if let pattern = try entry.pattern("regex") { return .pattern(pattern) }
    guard let name = try entry.string("judge") else {
      throw entry.error(at: "name", "evidence asks nothing; add regex or judge")
    }
    return .judgement(try judgement(name, "judge", entry))
  }

  private static func judgement(_ name: String, _ key: String, _ table: TableReader) throws(RuleFileError) -> Judgement {
    if let judgement = Judgement(rawValue: name) { return judgement }
    let names = Judgement.allCases.map(\.rawValue).joined(separator: ", ")
    throw table.error(at: key, "there is no judgement \(name.debugDescription); there are \(names)")
  }
}

/// The `[[evidence]]` of a file: tests that its rules have in common. A rule asks for one by its id, which is its name if it has none.
final class SharedEvidence {
  private var tests: [String: EvidenceTest] = [:]
  /// What no rule has asked for yet.
  private var unused: [(id: String, table: TableReader)] = []

  /// Nothing in common.
  init() {}

  init(in file: TableReader) throws(RuleFileError) {
    for entry in try file.tables("evidence") {
      let given = try entry.string("id")
      let test = try EvidenceReader.test(entry)
      let id = given ?? test.name
      guard tests.updateValue(test, forKey: id) == nil else {
        let key = given == nil ? "name" : "id"
        throw entry.error(at: key, "the file has other [[evidence]] \(id.debugDescription); give one of them an id")
      }
      unused.append((id, entry))
    }
  }

  /// What `entry` of a rule asks for by `use`; `nil` for a test of its own.
  func tests(for entry: TableReader) throws(RuleFileError) -> [EvidenceTest]? {
    let ids = try entry.strings("use")
    guard !ids.isEmpty else { return nil }
    try entry.finish()
    var result: [EvidenceTest] = []
    for id in ids {
      guard let test = tests[id] else {
        throw entry.error(at: "use", "this file has no [[evidence]] \(id.debugDescription)\(known)")
      }
      result.append(test)
    }
    unused.removeAll { ids.contains($0.id) }
    return result
  }

  private var known: String { tests.isEmpty ? "" : "; it has \(tests.keys.sorted().joined(separator: ", "))" }

  /// - Throws: an error about the first test that no rule has asked for.
  func finish() throws(RuleFileError) {
    guard let first = unused.first else { return }
    throw first.table.error(at: "name", "no rule of this file uses the evidence \(first.id.debugDescription)")
  }
}
