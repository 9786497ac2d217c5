import KeyhoundCore

/// The form above the findings. Its choices are those that occur.
struct HTMLFilters {
  private let findings: [Finding]

  init(_ findings: [Finding]) {
    self.findings = findings
  }

  var html: String {
    """
    <form id="filters" role="search" aria-label="Filter the findings" hidden>
    <label>Rule <select name="rule"><option value="">all</option>\(options(rules))</select></label>
    <label>Confidence <select name="confidence"><option value="">all</option>\(options(levels))</select></label>
    <label>Path <input name="path" type="search" placeholder="part of the path" autocomplete="off" spellcheck="false"></label>
    \(commitFilter)<label><input name="done" type="checkbox"> Show what is done</label>
    <button type="reset">Show all</button>
    <p role="status" aria-live="polite" id="count"></p>
    <p class="keys">Keys: <kbd>j</kbd> next finding, <kbd>k</kbd> previous, <kbd>/</kbd> filter by path, <kbd>d</kbd> done.</p>
    </form>

    """
  }

  private typealias Choice = (value: String, count: Int)

  private var rules: [Choice] {
    Dictionary(grouping: findings, by: \.rule.id).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
  }

  private var levels: [Choice] {
    let counts = Dictionary(grouping: findings) { $0.isExample ? "example" : $0.confidence.name }.mapValues(\.count)
    return ["high", "medium", "low", "example"].compactMap { name in counts[name].map { (name, $0) } }
  }

  /// Shown only where there are commits.
  private var commitFilter: String {
    guard findings.contains(where: { $0.origin.commit != nil }) else { return "" }
    return "<label>Commit <input name=\"commit\" type=\"search\" placeholder=\"its first digits\" autocomplete=\"off\""
      + " spellcheck=\"false\"></label>\n"
  }

  private func options(_ choices: [Choice]) -> String {
    choices.map { "<option value=\"\(XMLText.escaped($0.value))\">\(XMLText.escaped($0.value)) (\($0.count))</option>" }.joined()
  }
}
