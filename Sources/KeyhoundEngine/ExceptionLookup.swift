package import KeyhoundCore

/// What becomes of a finding.
package enum Verdict {
  case report
  case drop
  /// Not reported, and counted, because somebody said so.
  case allow(Allowance)
}

/// One worker's view of the policy: decides about findings, and remembers what folders say.
package final class ExceptionLookup {
  private let policy: Policy
  private let isRule: (String) -> Bool
  private let matcher: AllowlistMatcher
  private var folders: [RawPath: [ScopedExceptions]] = [:]
  /// Fingerprints of the baseline's entries that findings were found to have.
  private var metEntries: Set<String> = []

  /// `isRule` tells whether there is a rule of this name.
  package init(_ policy: Policy, isRule: @escaping (String) -> Bool) {
    self.policy = policy
    self.isRule = isRule
    matcher = AllowlistMatcher()
  }

  /// What becomes of `finding`.
  package func verdict(on finding: Finding) -> Verdict {
    let path = finding.origin.path.split(separator: "/").map(String.init)
    let scopes = policy.honoursExceptions ? scopes(for: finding.origin.path) : []
    let setting = EffectiveSetting(scopes, finding, path)
    guard isBelieved(finding, setting) else {
      if let entry = policy.baseline.exactEntry(for: finding) { metEntries.insert(entry.fingerprint) }
      return .drop
    }
    if let allowance = known(finding) ?? (policy.honoursExceptions ? excepted(finding, path, scopes, setting) : nil) {
      return .allow(allowance)
    }
    return .report
  }

  /// Whether the line or the commit of a finding under `path` may have a say in what becomes of it.
  package func mindsPlaces(under path: String) -> Bool {
    if policy.baseline.isForeign { return true }
    guard policy.honoursExceptions else { return false }
    return scopes(for: path).contains { scope in
      scope.exceptions.gitleaksIgnores != nil
        || scope.exceptions.settings?.allowlists.contains { !$0.commits.isEmpty } == true
    }
  }

  /// Files on the way to `path` that could not be understood.
  package func issues(concerning path: String) -> [Issue] {
    policy.honoursExceptions ? scopes(for: path).flatMap(\.exceptions.issues) : []
  }

  /// Hands over the entries that have been met since this was last asked.
  func takeMetEntries() -> Set<String> {
    defer { metEntries.removeAll() }
    return metEntries
  }

  private func isBelieved(_ finding: Finding, _ setting: EffectiveSetting) -> Bool {
    let level = policy.isConfidenceChosen ? policy.minimumConfidence : setting.minimumConfidence ?? policy.minimumConfidence
    if finding.isExample && (policy.ignoresExamples || setting.ignoresExamples) { return false }
    return finding.confidence >= level
  }

  private func known(_ finding: Finding) -> Allowance? {
    guard !policy.baseline.isEmpty else { return nil }
    if let entry = policy.baseline.entry(for: finding) {
      metEntries.insert(entry.fingerprint)
      if !entry.isExpired(on: policy.today) {
        return Allowance(.baseline, place: "baseline", reason: entry.reason, entry: entry.fingerprint)
      }
    }
    return policy.baseline.foreignEntry(for: finding).map { _ in Allowance(.baseline, place: "baseline") }
  }

  private func excepted(
    _ finding: Finding, _ path: [String], _ scopes: [ScopedExceptions], _ setting: EffectiveSetting
  ) -> Allowance? {
    if policy.honoursMarkers, let allowance = finding.allowance ?? CellTag.allowance(for: finding) { return allowance }
    if let hidden = setting.hidden { return Allowance(.configuration, place: hidden.place, reason: hidden.reason) }
    for scope in scopes.reversed() {
      let seen = scope.seen(path)
      let exceptions = scope.exceptions
      if let allowance = exceptions.ignores?.allowance(for: finding, at: seen, on: policy.today)
        ?? exceptions.gitleaksIgnores?.allowance(for: finding, at: seen, isRule: isRule)
        ?? allowlisted(finding, seen, exceptions.settings)
      {
        return allowance
      }
    }
    return nil
  }

  private func allowlisted(_ finding: Finding, _ path: [String], _ settings: Settings?) -> Allowance? {
    guard let settings else { return nil }
    let list = settings.allowlists.first { matcher.allows($0, finding, path: path.joined(separator: "/")) }
    return list.map { Allowance(.configuration, place: settings.name, reason: $0.description) }
  }

  private func scopes(for path: String) -> [ScopedExceptions] {
    guard let source = policy.exceptions else { return [] }
    return scopes(ofFolder: Self.folder(of: path), depth: path.split(separator: "/").count - 1, source)
  }

  private func scopes(ofFolder folder: String, depth: Int, _ source: any ExceptionSource) -> [ScopedExceptions] {
    let key = RawPath(folder)
    if let known = folders[key] { return known }
    var scopes = outerScopes(ofFolder: folder, depth: depth, source)
    if let own = source.exceptions(in: folder) { scopes.append(ScopedExceptions(own, dropped: max(0, depth))) }
    folders[key] = scopes
    return scopes
  }

  /// What is said above `folder`. A way up, such as `../..`, leads to a folder that the folders on the way do not hold.
  private func outerScopes(ofFolder folder: String, depth: Int, _ source: any ExceptionSource) -> [ScopedExceptions] {
    if folder.isEmpty { return source.above }
    // On the way from `/` each folder has been asked itself; what lies above the current one is no business of another tree.
    if folder == "/" { return source.above.filter(\.prefix.isEmpty) }
    if folder == ".." || folder.hasSuffix("/..") { return [] }
    return scopes(ofFolder: Self.folder(of: folder), depth: depth - 1, source)
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
  }
}

/// What the settings on the way to a finding come to: inner folders and later lines overrule outer and earlier ones.
private struct EffectiveSetting {
  var minimumConfidence: Confidence?
  var ignoresExamples = false
  /// The setting that keeps the finding out of the report.
  var hidden: Setting?

  init(_ scopes: [ScopedExceptions], _ finding: Finding, _ path: [String]) {
    for scope in scopes {
      let seen = scope.seen(path)
      for setting in scope.exceptions.settings?.settings ?? [] where setting.concerns(finding, at: seen) {
        minimumConfidence = setting.minimumConfidence ?? minimumConfidence
        ignoresExamples = setting.ignoresExamples ?? ignoresExamples
        if let isReported = setting.isReported { hidden = isReported ? nil : setting }
      }
    }
  }
}

/// Tags in a notebook cell's metadata: `keyhound:allow` for everything in the cell, `keyhound:allow:RULE` for one rule.
private enum CellTag {
  static func allowance(for finding: Finding) -> Allowance? {
    let tag = finding.origin.cell?.tags.first { $0 == "keyhound:allow" || $0 == "keyhound:allow:\(finding.rule.id)" }
    return tag.map { Allowance(.cellTag, place: $0) }
  }
}
