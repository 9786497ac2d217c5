/// What a scan says of the baseline it was held against: which entries it needed, and which have nothing to stand for.
package struct BaselineUse: Hashable, Sendable {
  /// How many entries stand for something that was found.
  package var metCount: Int
  /// Entries whose place was searched, and where nothing they stand for was found. In the order of the baseline.
  package var unused: [BaselineEntry] = []
  /// Entries that have lost their force. In the order of the baseline.
  package var expired: [BaselineEntry] = []

  /// - Parameters:
  ///   - met: fingerprints of entries that something was found for.
  ///   - isSearched: whether the scan would have found what the entry stands for.
  package init(of baseline: Baseline, met: Set<String>, on day: String, isSearched: (BaselineEntry) -> Bool) {
    metCount = met.count
    for entry in baseline.sorted {
      if entry.isExpired(on: day) {
        expired.append(entry)
      } else if !met.contains(entry.fingerprint), isSearched(entry) {
        unused.append(entry)
      }
    }
  }
}
