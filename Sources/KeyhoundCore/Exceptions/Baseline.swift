/// Findings that are known and not to be reported again.
///
/// Written sorted by fingerprint, one a line: two people who add entries seldom touch neighbouring lines, and reading takes lines in
/// any order, so that git may also be told to merge such a file by union.
package struct Baseline: Sendable {
  /// By fingerprint.
  package private(set) var entries: [String: BaselineEntry] = [:]
  /// Entries of other programs' baselines, by path and by what they know their findings by.
  private var foreign: [String: [ForeignBaselineEntry.Identity: ForeignBaselineEntry]] = [:]
  /// The rules of entries by their path, each with the number of its entries.
  private var rules: [String: [String: Int]] = [:]
  /// Where the paths of entries and findings lead.
  package var places = BaselinePlaces()
  /// Where entries are whose file is gone, by the last part of its path: what they stand for may have moved.
  private var gone: [Substring: [Place]] = [:]

  /// What all entries have in common that one rule has under one path. There are few of them, however many entries there are.
  private struct Place {
    let rule: String
    let path: String
  }

  /// Remarks that people wrote between the entries, in the order of the file.
  private var remarks: [String] = []

  package init() {}

  package init(_ entries: some Sequence<BaselineEntry>, foreign: [ForeignBaselineEntry] = []) {
    for entry in entries { insert(entry) }
    for entry in foreign { self.foreign[entry.path, default: [:]][entry.identity] = entry }
  }

  /// Reads the lines of a baseline; `name` is what errors call it. Blank lines and those that begin with `#` say nothing.
  package init(text: String, name: String) throws(BaselineError) {
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      guard let first = line.first(where: { $0 != " " }) else { continue }
      if first == "#" {
        if !Self.heading.contains("\(line)\n") { remarks.append(String(line)) }
        continue
      }
      do {
        insert(try BaselineEntry(line: line))
      } catch {
        throw BaselineError(file: name, line: number, message: error.message)
      }
    }
  }

  /// Whether it is another program's.
  package var isForeign: Bool { !foreign.isEmpty }

  package var isEmpty: Bool { entries.isEmpty && foreign.isEmpty }

  /// Adds `entry`. What is said of an entry that is there already stays.
  package mutating func insert(_ entry: BaselineEntry) {
    guard var known = entries[entry.fingerprint] else {
      entries[entry.fingerprint] = entry
      rules[entry.path, default: [:]][entry.rule, default: 0] += 1
      return
    }
    known.owner = known.owner ?? entry.owner
    known.expires = known.expires ?? entry.expires
    known.reason = known.reason ?? entry.reason
    entries[entry.fingerprint] = known
  }

  package mutating func remove(_ fingerprint: String) {
    guard let entry = entries.removeValue(forKey: fingerprint) else { return }
    let left = (rules[entry.path]?[entry.rule] ?? 0) - 1
    rules[entry.path]?[entry.rule] = left > 0 ? left : nil
  }

  package mutating func formUnion(_ other: Baseline) {
    for entry in other.entries.values { insert(entry) }
    foreign.merge(other.foreign) { own, other in own.merging(other) { first, _ in first } }
    gone.merge(other.gone, uniquingKeysWith: +)
  }

  /// Finds out which entries' files are gone, so that what was in them is known where it is now.
  package mutating func lookUp(exists: (String) -> Bool) {
    let missing = rules.keys.filter { !places.places(ofEntry: $0).contains(where: exists) }.sorted()
    gone = Dictionary(grouping: missing.flatMap(placesOfEntries)) { Self.lastPart(of: $0.path) }
  }

  private func placesOfEntries(under path: String) -> [Place] {
    (rules[path]?.keys.sorted() ?? []).map { Place(rule: $0, path: path) }
  }

  private static func lastPart(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[$0...].dropFirst() } ?? path[...]
  }

  /// The entry that stands for `finding`: the same secret in the same place, or in a file that has since been renamed. Which rule found
  /// it may depend on what stands around, and has changed when that has been edited.
  package func entry(for finding: Finding) -> BaselineEntry? {
    if let entry = exactEntry(for: finding) { return entry }
    if let entry = entry(for: finding, in: places.names(of: finding.origin.path).flatMap(placesOfEntries)) { return entry }
    guard !gone.isEmpty else { return nil }
    // Most files that move keep their names.
    let name = Self.lastPart(of: finding.origin.path)
    if let entry = entry(for: finding, in: gone[name] ?? []) { return entry }
    return gone.lazy.filter { $0.key != name }.compactMap { entry(for: finding, in: $0.value) }.min {
      $0.fingerprint < $1.fingerprint
    }
  }

  private func entry(for finding: Finding, in places: [Place]) -> BaselineEntry? {
    places.lazy.compactMap { entries[finding.fingerprint(by: $0.rule, at: $0.path)] }.first
  }

  /// The entry for what this rule finds in this place, whatever the entry calls that.
  package func exactEntry(for finding: Finding) -> BaselineEntry? {
    guard !entries.isEmpty else { return nil }
    if let entry = entries[finding.fingerprint] { return entry }
    let names = places.names(of: finding.origin.path).lazy
    return names.compactMap { entries[finding.fingerprint(by: finding.rule.id, at: $0)] }.first
  }

  /// Adds an entry for `finding`, its path as the others of this baseline are meant, unless there is one.
  package mutating func insert(_ finding: Finding) {
    if exactEntry(for: finding) == nil { insert(newEntry(for: finding)) }
  }

  private func newEntry(for finding: Finding) -> BaselineEntry {
    var entry = BaselineEntry(finding)
    let name = places.name(of: entry.path)
    // A path in which something is starred out is not the one that the fingerprint is made of.
    guard name != entry.path, finding.fingerprint == finding.fingerprint(by: entry.rule, at: entry.path) else { return entry }
    entry.path = name
    entry.fingerprint = finding.fingerprint(by: entry.rule, at: name)
    return entry
  }

  /// Moves the entry for `finding` to where that is now, with all it says, if its file has been renamed.
  /// - Returns: the entry as it is now; `nil` when it did not move.
  package mutating func follow(_ finding: Finding) -> BaselineEntry? {
    guard exactEntry(for: finding) == nil, let known = entry(for: finding) else { return nil }
    var moved = newEntry(for: finding)
    (moved.owner, moved.expires, moved.reason) = (known.owner, known.expires, known.reason)
    remove(known.fingerprint)
    insert(moved)
    return entries[moved.fingerprint]
  }

  /// The entry of another program's baseline that stands for `finding`.
  package func foreignEntry(for finding: Finding) -> ForeignBaselineEntry? {
    guard !foreign.isEmpty else { return nil }
    let here = places.names(of: finding.origin.path).compactMap { foreign[$0] }
    guard !here.isEmpty else { return nil }
    let digest = SHA1.hexadecimalDigest(of: Array(finding.secret.revealed.utf8))
    return here.lazy.compactMap { $0[.secret(digest)] ?? $0[.line(finding.location.start.line)] }.first
  }

  package var sorted: [BaselineEntry] { entries.values.sorted { $0.fingerprint < $1.fingerprint } }

  /// The file's text.
  package var text: String { Self.heading + remarks.map { $0 + "\n" }.joined() + sorted.map { $0.line + "\n" }.joined() }

  private static let heading = """
    # Findings that are known: FINGERPRINT RULE PATH [owner=NAME] [expires=YYYY-MM-DD] [reason=WORDS]
    # `keyhound baseline write` adds to this file, `keyhound baseline prune` takes out what is gone.

    """
}

/// An entry of another program's baseline.
package struct ForeignBaselineEntry: Hashable, Sendable {
  /// How the entry knows its finding again.
  package enum Identity: Hashable, Sendable {
    /// SHA-1 of the secret, in hexadecimal: survives moved lines.
    case secret(String)
    /// The line alone, where the other program's report hid the secret.
    case line(Int)
  }

  package var path: String
  package var identity: Identity

  package init(path: String, identity: Identity) {
    self.path = path
    self.identity = identity
  }
}
