import KeyhoundCore

/// What was found, scanned and skipped, in a line.
package struct TextSummary {
  var findings = 0
  var issues = 0

  var incompleteness: String {
    "\(Self.count(issues, "problem")), said above; what could not be read may hold keys"
  }

  func text(_ coverage: Coverage) -> String {
    let found = findings == 0 ? "no keys found" : "\(Self.count(findings, "key")) found"
    let skipped = coverage.skipped.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { Self.count($0.value, Self.names[$0.key] ?? $0.key.rawValue) }
    let rest = skipped.isEmpty ? "" : "; skipped \(skipped.joined(separator: ", "))"
    let allowed = coverage.allowed.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\(Self.grouped($0.value)) by \(Self.sayers[$0.key] ?? $0.key.rawValue)" }
    let left = allowed.isEmpty ? "" : "; left out \(allowed.joined(separator: ", "))"
    return "\(found) in \(scanned(coverage)), \(Self.size(coverage.bytes)), \(Self.seconds(coverage.seconds))\(rest)\(left)"
  }

  private func scanned(_ coverage: Coverage) -> String {
    let parts = [(coverage.files, "file"), (coverage.blobs, "blob"), (coverage.commits, "commit"), (coverage.images, "picture")]
      .filter { $0.0 > 0 }.map { Self.count($0.0, $0.1) }
    return parts.isEmpty ? "0 files" : parts.joined(separator: " and ")
  }

  private static let sayers: [Allowance.Source: String] = [
    .baseline: "the baseline", .ignoreFile: "ignore files", .marker: "markers", .cellTag: "cell tags",
    .configuration: "the configuration",
  ]

  private static let names: [SkipReason: String] = [
    .excluded: "excluded path", .gitIgnored: "ignored path", .gitInternals: ".git folder", .symbolicLink: "symbolic link",
    .special: "special file", .tooLarge: "file over the size limit", .submodule: "submodule", .lfsPointer: "LFS pointer",
    .encrypted: "encrypted file", .smallImage: "small picture",
  ]

  /// `1 file`, `1,234 files`.
  package static func count(_ number: Int, _ noun: String) -> String {
    guard number != 1 else { return "1 \(noun)" }
    let plural = noun == "file over the size limit" ? "files over the size limit" : noun + "s"
    return "\(grouped(number)) \(plural)"
  }

  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.reduce(into: "") { result, index in
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digits[index])
    }
  }

  private static func size(_ bytes: Int) -> String {
    if bytes < 1000 { return count(bytes, "byte") }
    if bytes < 1_000_000 { return oneDecimal(Double(bytes) / 1e3) + " kB" }
    return oneDecimal(Double(bytes) / 1e6) + " MB"
  }

  private static func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(grouped(tenths / 10)).\(tenths % 10)"
  }

  private static func seconds(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
  }
}
