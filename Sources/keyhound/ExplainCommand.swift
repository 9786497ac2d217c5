import ArgumentParser
import KeyhoundCore
import KeyhoundReports
import KeyhoundRules

/// `keyhound explain`: what a kind of key or a finding is about, and what to do.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule, or a finding by its fingerprint: why it is reported, how to revoke, remove and except it.",
    discussion: "For a fingerprint the paths are scanned again until it is found.")

  @Argument(help: ArgumentHelp("The id of a rule, or a fingerprint from a report.", valueName: "id"))
  var name: String

  @Argument(help: "Where to look for the finding.", completion: .file())
  var paths: [String] = ["."]

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
  @OptionGroup(title: "What counts") var policyOptions: PolicyOptions
  @OptionGroup(title: "Pictures") var pictureOptions: PictureOptions

  func run() throws {
    if let rule = try ruleOptions.load().rules.first(where: { $0.id == name }) {
      try StandardStream.output.print(Explanation(rule: rule, finding: nil).text)
      return
    }
    guard Fingerprint.isOne(name) else {
      throw CommandFailure("\(name) is neither a rule nor a fingerprint; `keyhound rules list` shows all rules")
    }
    var options = policyOptions
    options.chosenConfidence = options.chosenConfidence ?? .low
    options.noAllow = true
    let findings = try BaselineInput.Collection(ruleOptions, options, pictureOptions).findings(in: paths)
    guard let finding = findings.first(where: { $0.fingerprint == name }) else {
      throw CommandFailure("no finding here has the fingerprint \(name); name the folder it was found in")
    }
    try StandardStream.output.print(Explanation(rule: finding.rule, finding: finding).text)
  }
}

/// All there is to say of a rule, or of a finding by it.
struct Explanation {
  let rule: Rule
  let finding: Finding?

  var text: String { ([what] + [why, revoke, remove, except].map { "\n" + $0 }).joined() }

  private var what: String {
    let source = rule.source.map { "Its form is documented at \($0).\n" } ?? ""
    guard let finding else { return "\(rule.description) (\(rule.id)), severity \(rule.severity.name).\n\(source)" }
    let start = finding.location.start
    let picture = finding.picture.map { ", picture, at \(PictureText.describe($0))" } ?? ""
    let place = finding.origin.path + (finding.isInPictureFile ? "" : ":\(start.line):\(start.column)") + picture
    return TerminalText.lines("\(finding.description) (\(rule.id)) at \(place): \(finding.secret.redacted)\n\(source)")
  }

  private var why: String {
    guard let finding else {
      let start = rule.confidence == .none ? "on evidence alone" : "at \(rule.confidence.name) confidence"
      let tests = rule.evidence.map { "    \($0.name): \($0.consequence)\n" }.joined()
      let changes = tests.isEmpty ? ".\n" : "; this changes it:\n" + tests
      return "Why it is reported\n  Text of this form is believed \(start)\(changes)"
    }
    let evidence = finding.evidence.isEmpty ? "its form alone" : finding.evidence.joined(separator: ", ")
    let example = finding.isExample ? " The vendor's own documentation prints this key." : ""
    return TerminalText.lines("Why it is reported\n  \(finding.confidence.name) confidence, from \(evidence).\(example)\n")
  }

  private var revoke: String {
    let place = rule.revoke.map { "at \($0)" } ?? "where it was issued"
    return """
      How to revoke it
        Do this first: what was shared stays leaked, whatever is deleted afterwards.
        Revoke it \(place), issue a new one, and look through the provider's log for use that was not yours.

      """
  }

  private var remove: String {
    """
    How to take it out of the history
      Not pushed yet:  git commit --amend, or git rebase -i, after taking it out of the file.
      Pushed:          git filter-repo --replace-text FILE, with the key in FILE, then push with force; every clone keeps the old
                       history until it is cloned anew. A revoked key may as well stay.

    """
  }

  private var except: String {
    let fingerprint = finding?.fingerprint ?? "FINGERPRINT"
    return """
      How to except it, if it is none
        In the line:        keyhound:allow \(rule.id) REASON   (in a comment; keyhound:allow-next-line above it; a cell tag in notebooks)
        In .keyhoundignore: \(fingerprint)  # reason, or a pattern of paths as in .gitignore
        In .keyhound.toml:  [[settings]] with paths, rules = ["\(rule.id)"], report = false and a reason
        All that is known:  keyhound baseline write FILE, then scan with --baseline FILE

      """
  }
}
