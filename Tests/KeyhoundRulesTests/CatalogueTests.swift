import Foundation
import KeyhoundCatalogue
import KeyhoundCore
import Testing

@testable import KeyhoundRules

/// The rules in `rules/`, held to their own examples.
@Suite struct CatalogueTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "rules")

  private static let loaded: LoadedRules? = {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return nil }
    let files = names.filter { $0.hasSuffix(".toml") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { RuleFile(name: "rules/\(name)", text: $0) }
    }
    return try? RuleLoader.merge(files)
  }()

  /// `keyhound rules check` expands every template eight times; once is enough for the slower program that tests are.
  @Test func `every rule finds its examples and leaves its counterexamples alone`() throws {
    let loaded = try #require(Self.loaded)
    #expect(!loaded.rules.isEmpty)
    for failure in RuleCheck(loaded, expansions: 1).failures() {
      Issue.record("\(failure.rule.definedAt): \(failure.rule.id): \(failure.message)")
    }
  }

  @Test func `the program holds the rules of the folder`() throws {
    let loaded = try #require(Self.loaded)
    #expect(Catalogue.load().rules.map(\.id).sorted() == loaded.rules.map(\.id).sorted())
  }

  @Test func `the set in the program is the one that its rules make`() {
    let loaded = Catalogue.load()
    var (made, kept) = (ListWriter(), ListWriter())
    RuleSet(loaded.rules, allowlists: loaded.allowlists, findsMarks: true).write(to: &made)
    let set = Catalogue.ruleSet()
    set.write(to: &kept)
    #expect(made.bytes == kept.bytes)
    #expect(set.ruleCount == loaded.count && (0..<set.ruleCount).map { set.rule($0).id } == loaded.rules.map(\.id))
  }

  @Test func `rules in the program are themselves as long as nothing is changed`() {
    var loaded = Catalogue.load()
    let count = loaded.count
    #expect(loaded.isCatalogue && !loaded.isEmpty)
    loaded.rules.removeFirst()
    #expect(!loaded.isCatalogue && loaded.count == count - 1)
    loaded = Catalogue.load()
    loaded.add([Allowlist()])
    #expect(!loaded.isCatalogue && loaded.count == count && loaded.rules.count == count)
  }

  @Test func `no rule is run over everything: each has a literal, a shape or a keyword`() throws {
    let loaded = try #require(Self.loaded)
    #expect(RuleSet(loaded.rules).idsOfUnanchoredRules == [])
  }

  @Test func `every rule says what it is, and where its key is revoked or documented`() throws {
    for rule in try #require(Self.loaded).rules {
      #expect(!rule.description.isEmpty, "\(rule.definedAt): \(rule.id)")
      #expect([rule.source, rule.revoke].compactMap { $0 }.allSatisfy { $0.hasPrefix("https://") }, "\(rule.id)")
    }
  }
}
