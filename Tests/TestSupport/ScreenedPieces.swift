package import KeyhoundCore
import PCRE2

/// One rule of each kind, and what they look for.
package enum ScreenedPieces {
  /// One rule of each kind.
  package static let rules: [Rule] = {
    var token = Rule(id: "token")
    token.regex = "(?<![a-z0-9])tok_[a-z0-9]{20}(?![a-z0-9])"
    token.evidence = [
      EvidenceTest(name: "word:example", place: .before, within: 40, question: .pattern(Pattern("example")), effect: .reject)
    ]
    var allowed = Allowlist()
    allowed.regexes = [Pattern("ALLOW")]
    allowed.target = .line
    token.allowlists = [allowed]
    var hash = Rule(id: "hash")
    hash.regex = "(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"
    hash.keywords = ["vendor"]
    hash.keywordDistance = 60
    var pair = Rule(id: "pair")
    pair.regex = "(?<![A-Z0-9])[A-Z0-9]{8}\\.[A-Z0-9]{16}(?![A-Z0-9])"
    pair.confidence = .low
    pair.evidence = [
      EvidenceTest(name: "host", place: .around, within: 90, question: .pattern(Pattern("host")), effect: .raise)
    ]
    var block = Rule(id: "block")
    block.regex = "-----BEGIN KEY-----[^-]{10,}?-----END KEY-----"
    var assigned = Rule(id: "assigned")
    assigned.regex = "[\\w.-]{0,20}secret[ ]{0,3}=[ ]{0,3}[A-Za-z0-9]{12,24}"
    var anywhere = Rule(id: "anywhere")
    anywhere.regex = "(?<![#])#[A-Z]{3,4}[0-9]{10}(?![0-9])"
    return [token, hash, pair, block, assigned, anywhere]
  }()

  /// Those that look at no more than a few hundred bytes round what leads to them.
  package static let nearsightedRules: [Rule] = rules.filter { !["block", "anywhere"].contains($0.id) }.map { rule in
    var rule = rule
    rule.allowlists = []
    return rule
  }

  /// All, and some that look at the path.
  package static let rulesWithPaths: [Rule] = {
    var env = Rule(id: "env")
    env.regex = "my[.]secret = [a-z0-9]{14}"
    env.path = "[.]env$"
    let notInTests = EvidenceTest(name: "path:test", place: .path, question: .pattern(Pattern("test/")), effect: .reject)
    return rules.map { rule in
      var rule = rule
      if rule.id == "pair" { rule.evidence.append(notInTests) }
      return rule
    } + [env]
  }()

  /// A line, or part of one: filler mostly, and what the rules look for, whole or in pieces.
  package static func piece(_ random: inout SeededGenerator) -> [UInt8] {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    func word(_ alphabet: String, _ count: Int) -> String {
      String((0..<count).map { _ in alphabet.randomElement(using: &random)! })
    }
    let pieces: [String]
    switch Int.random(in: 0..<24, using: &random) {
    case 0: pieces = ["x = tok_" + word(letters, 20) + "\n"]
    case 1: pieces = ["tok_" + word(letters, 9)]
    case 2: pieces = [word(letters, 11) + "\n"]
    case 3: pieces = ["example "]
    case 4: pieces = [" ALLOW\n"]
    case 5: pieces = [word("0123456789abcdef", 32) + "\n"]
    case 6: pieces = ["vendor"]
    case 7: pieces = [word("ABCDEFGH01234567", 8) + "." + word("ABCDEFGH01234567", 16)]
    case 8: pieces = ["host"]
    case 9: pieces = ["-----BEGIN KEY-----\n"]
    case 10: pieces = ["-----END KEY-----\n"]
    case 11: pieces = ["my.secret = " + word(letters, 14) + "\n"]
    case 12: pieces = ["secret", "="]
    case 13: pieces = ["#ABC" + word("0123456789", 10)]
    case 14: pieces = ["\n"]
    default: pieces = [word(letters + "    ", Int.random(in: 1..<60, using: &random)), "\n"]
    }
    return Array(pieces.joined().utf8)
  }
}
