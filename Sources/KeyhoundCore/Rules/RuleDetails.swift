import Synchronization

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
    get { details.description }
    set { details.description = newValue }
  }
  package var published: [String] {
    get { details.published }
    set { details.published = newValue }
  }
  package var revoke: String? {
    get { details.revoke }
    set { details.revoke = newValue }
  }
  package var source: String? {
    get { details.source }
    set { details.source = newValue }
  }
  package var tags: [String] {
    get { details.tags }
    set { details.tags = newValue }
  }
  package var evidence: [EvidenceTest] {
    get { details.evidence }
    set { details.evidence = newValue }
  }
  package var allowlists: [Allowlist] {
    get { details.allowlists }
    set { details.allowlists = newValue }
  }
  package var definedAt: String {
    get { details.definedAt }
    set { details.definedAt = newValue }
  }
}

/// Reads details that were left where they are, since most rules of a catalogue never match.
package protocol RuleDetailsReader: Sendable {
  func details(at place: Int) -> RuleDetails
}

/// Details, or how to come by them.
enum StoredDetails: Sendable {
  indirect case known(RuleDetails)
  case deferred(DeferredDetails)

  var value: RuleDetails {
    switch self {
    case .known(let details): details
    case .deferred(let details): details.value
    }
  }
}

/// Details that are read when they are first asked for.
final class DeferredDetails: Sendable {
  private let reader: any RuleDetailsReader
  private let place: Int
  private let read = AtomicLazyReference<Box>()

  init(_ reader: any RuleDetailsReader, _ place: Int) {
    self.reader = reader
    self.place = place
  }

  var value: RuleDetails {
    (read.load() ?? read.storeIfNil(Box(reader.details(at: place)))).details
  }

  private final class Box: Sendable {
    let details: RuleDetails

    init(_ details: RuleDetails) {
      self.details = details
    }
  }
}
