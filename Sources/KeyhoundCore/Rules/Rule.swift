/// What one kind of key looks like, and why a match is believed: the TOML schema of `docs/rules.md` as a value.
package struct Rule: Sendable {
  package var id: String
  /// The expression, in PCRE2 syntax over bytes. `nil` for a rule about file names alone.
  package var regex: String?
  /// A pattern that the path must match for the rule to apply.
  package var path: String?
  /// Literals in lower case, at least one of which must stand within `keywordDistance` of the match, in any case.
  package var keywords: [String] = []
  /// How many bytes before and behind a match count as near it.
  package var keywordDistance = Rule.defaultKeywordDistance
  /// The group that is the secret; by default the one named `secret`, or else the first that took part, or else the whole match.
  package var secretGroup: Int?
  /// The belief in a match before its evidence is weighed; `none` means that only evidence makes it a finding.
  package var confidence = Confidence.medium
  package var severity = Severity.high
  /// Shannon entropy in bits per byte that the secret must exceed.
  package var entropy: Double?
  package var requires = CharacterRequirements()
  package var checksum: Checksum?
  /// Of two rules that find the same secret, the more specific one reports it: 100 for a vendor's own shape, 50 for a family, 10 for a generic rule.
  package var specificity = 100
  /// Whether the rule is also applied to binary files. By default rules that start at high confidence are.
  package var matchesBinary = false
  /// Helper rules that only other rules refer to are not reported.
  package var isReported = true
  /// Rules that must have found something near by, each of them.
  package var required: [RuleRequirement] = []
  /// Templates that must match, and templates that must not. Empty for the rules in the binary, which keep none.
  package var examples: [RuleExample] = []
  package var counterexamples: [RuleExample] = []
  /// Where the expression has to be tried, when that was worked out before; otherwise it is worked out when rules are put together.
  package var shape: MatchShape?
  /// What only matches and reports need.
  package var details: RuleDetails {
    get { readDetails.values }
    set { storedDetails = .known(ReadDetails(newValue)) }
  }
  var readDetails: ReadDetails { storedDetails.value }
  private var storedDetails = StoredDetails.known(ReadDetails(RuleDetails()))

  package init(id: String) {
    self.id = id
  }

  /// Makes a rule whose details `reader` knows at `place`.
  package init(id: String, details reader: any RuleDetailsReader, at place: Int) {
    self.id = id
    storedDetails = .deferred(DeferredDetails(reader, place))
  }

  package static let defaultKeywordDistance = 256
  /// The distance that means "anywhere in the same text".
  package static let anywhere = 1 << 40
}

/// What else must be found for a rule to report something: gitleaks' `[[rules.required]]`.
package struct RuleRequirement: Equatable, Sendable {
  /// The id of the other rule.
  package var id: String
  /// How many lines, and columns, apart the two may begin; `nil` for any number.
  package var lines: Int?
  package var columns: Int?

  package init(id: String, lines: Int? = nil, columns: Int? = nil) {
    self.id = id
    self.lines = lines
    self.columns = columns
  }
}

/// A text that a rule is held to: a template, and the path under which it is judged.
package struct RuleExample: Equatable, Sendable {
  package var text: String
  /// `nil` for a path that says nothing.
  package var path: String?

  package init(_ text: String, path: String? = nil) {
    self.text = text
    self.path = path
  }

  /// The path of examples that name none.
  package static let defaultPath = "example.txt"
}

/// How many characters of each kind a secret must have at least.
package struct CharacterRequirements: Equatable, Sendable {
  package var digits = 0
  package var upper = 0
  package var lower = 0
  package var special = 0

  package init() {}

  package func areMet(by secret: UnsafeRawBufferPointer) -> Bool {
    guard self != CharacterRequirements() else { return true }
    var found = CharacterRequirements()
    for byte in secret {
      if byte.isDigitASCII {
        found.digits += 1
      } else if byte.isUpperASCII {
        found.upper += 1
      } else if byte.isLowerASCII {
        found.lower += 1
      } else {
        found.special += 1
      }
    }
    return found.digits >= digits && found.upper >= upper && found.lower >= lower && found.special >= special
  }
}
