import PCRE2

/// What decides about a rule's matches, made ready to be asked of very many.
final class PreparedEvidence: Sendable {
  /// A test, and on what it depends. Names are bits of a number; a class, since to copy a test costs more than many a question.
  final class Test: Sendable {
    let test: EvidenceTest
    /// The bit of its name, if others depend on it.
    let bit: UInt64
    /// The names that must all have held, and those of which none may have.
    private let premises, exceptions: UInt64

    fileprivate init(_ test: EvidenceTest, _ bits: [String: UInt64]) {
      self.test = test
      bit = bits[test.name] ?? 0
      premises = test.premises.reduce(0) { $0 | bits[$1, default: 0] }
      exceptions = test.exceptions.reduce(0) { $0 | bits[$1, default: 0] }
    }

    /// Whether the test is to be asked when the tests of these names have held.
    func isDue(after held: UInt64) -> Bool { premises & ~held == 0 && exceptions & held == 0 }
  }

  let tests: [Test]
  let published: [[UInt8]]
  let allowlists: [Allowlist]

  init(_ details: RuleDetails) {
    let bits = Self.bits(details.evidence)
    tests = details.evidence.map { Test($0, bits) }
    published = details.published.map { Array($0.utf8) }
    allowlists = details.allowlists
  }

  private static func bits(_ tests: [EvidenceTest]) -> [String: UInt64] {
    var bits: [String: UInt64] = [:]
    for name in tests.flatMap({ $0.premises + $0.exceptions }) where bits[name] == nil { bits[name] = 1 << UInt64(bits.count) }
    return bits
  }
}

extension EvidenceTest {
  /// So many names of a rule's tests may be premises or exceptions of others.
  package static let mostNamesReferredTo = UInt64.bitWidth
}
