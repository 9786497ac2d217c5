/// `.keyhoundignore`: fingerprints of findings, and patterns of paths written as in `.gitignore`, one a line.
package struct IgnoreFile: Sendable {
  /// What messages call the file.
  package let name: String
  private var fingerprints: [String: (line: Int, entry: BaselineEntry)] = [:]
  private var patterns: [(line: Int, pattern: IgnorePattern)] = []
  /// Lines that except nothing because of what they say of their last day.
  package private(set) var mistakes: [BaselineError] = []

  /// Reads the lines. Behind a fingerprint anything may stand: what a report says of the finding, `expires=YYYY-MM-DD`, a reason.
  package init(text: String, name: String) {
    self.name = name
    var number = 0
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let first = String(line.prefix { $0 != " " && $0 != "\t" })
      if Fingerprint.isOne(first) {
        do throws(BaselineError) {
          fingerprints[first] = (number, try Self.entry(first, line))
        } catch {
          mistakes.append(BaselineError(file: name, line: number, message: error.message))
        }
      } else if let pattern = IgnorePattern(line) {
        patterns.append((number, pattern))
      }
    }
  }

  /// A line may be one of a baseline; if it is not, what follows the fingerprint is the reason.
  private static func entry(_ fingerprint: String, _ line: Substring) throws(BaselineError) -> BaselineEntry {
    if let entry = try? BaselineEntry(line: line), !entry.path.hasPrefix(expiry), !entry.rule.hasPrefix(expiry) { return entry }
    var entry = BaselineEntry(fingerprint: fingerprint, rule: "", path: "")
    var words = line.dropFirst(fingerprint.count).split { " \t#\r".contains($0) }
    if let index = words.firstIndex(where: { $0.hasPrefix(expiry) }) {
      let word = String(words.remove(at: index))
      entry.expires = try CalendarDay.checked(String(word.dropFirst(expiry.count)), in: word)
    }
    entry.reason = words.joined(separator: " ")
    return entry
  }

  private static let expiry = "expires="

  /// Why `finding` is not reported, seen from the folder of this file, where it lies at `path`.
  package func allowance(for finding: Finding, at path: [String], on day: String) -> Allowance? {
    if let (line, entry) = fingerprints[finding.fingerprint], !entry.isExpired(on: day) {
      return Allowance(.ignoreFile, place: "\(name):\(line)", reason: entry.reason, entry: entry.fingerprint)
    }
    guard let last = patterns.last(where: { Self.names($0.pattern, path) }), !last.pattern.isNegated else { return nil }
    return Allowance(.ignoreFile, place: "\(name):\(last.line)")
  }

  /// Whether a pattern names the path or a folder on the way to it.
  private static func names(_ pattern: IgnorePattern, _ path: [String]) -> Bool {
    path.indices.contains { pattern.matches(path[...$0], isFolder: $0 < path.count - 1) }
  }
}

/// `.gitleaksignore`: gitleaks' fingerprints, `[commit:]file:rule:line`, one a line.
package struct GitleaksIgnoreFile: Sendable {
  package let name: String
  private var entries: [Place: [(line: Int, entry: Entry)]] = [:]

  private struct Place: Hashable {
    var path: String
    var line: Int
  }

  private struct Entry {
    var commit: String?
    var rule: String
  }

  /// Reads the lines; those of another form say nothing to gitleaks either.
  package init(text: String, name: String) {
    self.name = name
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      guard let (place, entry) = Self.parse(line) else { continue }
      entries[place, default: []].append((number, entry))
    }
  }

  private static func parse(_ line: Substring) -> (Place, Entry)? {
    let parts = line.split(separator: ":", omittingEmptySubsequences: false)
    guard !line.hasPrefix("#"), parts.count >= 3, let number = Int(parts[parts.count - 1]) else { return nil }
    let hasCommit = parts.count > 3 && [40, 64].contains(parts[0].count) && parts[0].allSatisfy(\.isHexDigit)
    let path = parts[(hasCommit ? 1 : 0)..<parts.count - 2].joined(separator: ":")
    return (
      Place(path: path, line: number),
      Entry(commit: hasCommit ? String(parts[0]) : nil, rule: String(parts[parts.count - 2]))
    )
  }

  /// Why `finding`, which lies at `path` seen from this file's folder, is not reported. A rule that is none of ours stands for any.
  package func allowance(for finding: Finding, at path: [String], isRule: (String) -> Bool) -> Allowance? {
    let place = Place(path: path.joined(separator: "/"), line: finding.location.start.line)
    let found = entries[place]?.first { candidate in
      let entry = candidate.entry
      return (entry.commit == nil || entry.commit == finding.origin.commit?.id)
        && (entry.rule == finding.rule.id || !isRule(entry.rule))
    }
    return found.map { Allowance(.ignoreFile, place: "\(name):\($0.line)") }
  }
}
