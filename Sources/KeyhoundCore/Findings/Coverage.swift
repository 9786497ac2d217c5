/// What was scanned, what was skipped and why.
package struct Coverage: Sendable {
  package var files = 0
  package var blobs = 0
  package var commits = 0
  /// Raw bytes read.
  package var bytes = 0
  /// Pictures whose pixels were read for text.
  package var images = 0
  package var skipped: [SkipReason: Int] = [:]
  /// Findings that were not reported because somebody said that they are known, or no leaks.
  package var allowed: [Allowance.Source: Int] = [:]
  /// Fingerprints of those entries of the baseline that something was found for, also where it would not have been reported.
  package var metEntries: Set<String> = []
  /// What became of the baseline; `nil` where there is none.
  package var baselineUse: BaselineUse?
  /// How many blobs and commits there are to be scanned, where that is known.
  package var expected = 0
  /// How many pictures there are to be read.
  package var expectedImages = 0
  /// Whether everything that was asked for has been examined.
  package var isComplete = true
  /// Wall time in seconds.
  package var seconds = 0.0

  package init() {}

  package mutating func add(_ other: Coverage) {
    files += other.files
    blobs += other.blobs
    commits += other.commits
    bytes += other.bytes
    images += other.images
    skipped.merge(other.skipped, uniquingKeysWith: +)
    allowed.merge(other.allowed, uniquingKeysWith: +)
    metEntries.formUnion(other.metEntries)
    isComplete = isComplete && other.isComplete
  }
}

/// Why something was passed over on purpose. The raw values are part of the JSON report.
package enum SkipReason: String, CaseIterable, Sendable {
  case excluded
  case gitIgnored = "gitignored"
  case gitInternals = "git-internals"
  case symbolicLink = "symbolic-link"
  /// FIFO, socket or device.
  case special
  case tooLarge = "too-large"
  case submodule
  case lfsPointer = "lfs-pointer"
  /// A member of an archive that needs a password.
  case encrypted
  /// A picture too small to show a key that could be read.
  case smallImage = "small-image"
}
