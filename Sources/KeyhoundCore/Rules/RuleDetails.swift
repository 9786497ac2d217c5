/// The parts of a rule that only its matches and reports need.
package struct RuleDetails: Sendable {
  package var description = ""
  /// Example keys that the vendor's documentation prints.
  package var published: [String] = []
  /// Where a person revokes the key.
  package var revoke: String?
  /// Where the format is documented.
  package var source: String?
  package var tags: [String] = []
  package var evidence: [EvidenceTest] = []
  package var allowlists: [Allowlist] = []
  /// Where the rule was written, as `file:line`.
  package var definedAt = ""

  package init() {}
}

extension Rule {
  package var description: String {
    get { readDetails.values.description }
    set { details.description = newValue }
  }
  package var published: [String] {
    get { readDetails.values.published }
    set { details.published = newValue }
  }
  package var revoke: String? {
    get { readDetails.values.revoke }
    set { details.revoke = newValue }
  }
  package var source: String? {
    get { readDetails.values.source }
    set { details.source = newValue }
  }
  package var tags: [String] {
    get { readDetails.values.tags }
    set { details.tags = newValue }
  }
  package var evidence: [EvidenceTest] {
    get { readDetails.values.evidence }
    set { details.evidence = newValue }
  }
  package var allowlists: [Allowlist] {
    get { readDetails.values.allowlists }
    set { details.allowlists = newValue }
  }
  package var definedAt: String {
    get { readDetails.values.definedAt }
    set { details.definedAt = newValue }
  }
}

/// Reads details that were left where they are, since most rules of a catalogue never match; and the guards of a rule's literals.
package protocol RuleDetailsReader: Sendable {
  func details(at place: Int) -> RuleDetails
  func guards(at place: Int) -> [[MatchGuard]]
}

/// Details, or how to come by them.
enum StoredDetails: Sendable {
  case known(ReadDetails)
  case deferred(DeferredDetails)

  var value: ReadDetails {
    switch self {
    case .known(let details): details
    case .deferred(let details): details.value
    }
  }
}

/// Details that are there. A class, so that one of them can be had without the others.
final class ReadDetails: Sendable {
  let values: RuleDetails

  init(_ values: RuleDetails) {
    self.values = values
  }
}

/// Details that are read when they are first asked for.
final class DeferredDetails: Sendable {
  private let reader: any RuleDetailsReader
  private let place: Int
  private let read = LazyReference<ReadDetails>()

  init(_ reader: any RuleDetailsReader, _ place: Int) {
    self.reader = reader
    self.place = place
  }

  var value: ReadDetails { read.value { ReadDetails(reader.details(at: place)) } }
}
