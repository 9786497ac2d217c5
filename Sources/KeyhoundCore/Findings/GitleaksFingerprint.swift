/// gitleaks' name for a finding: `[commit:]file:rule:line`. It changes when a line moves; kept for `.gitleaksignore` files and reports.
package enum GitleaksFingerprint {
  package static func of(_ finding: Finding) -> String {
    let place = "\(finding.origin.path):\(finding.rule.id):\(finding.location.start.line)"
    return finding.origin.commit.map { "\($0.id):\(place)" } ?? place
  }
}
