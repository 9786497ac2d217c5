#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import ArgumentParser
import KeyhoundCore
import KeyhoundFiles
import KeyhoundRules

extension RulesCommand {
  /// `keyhound rules cost`
  struct Cost: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cost",
      abstract: "Show which rules cost how much on a tree of yours.",
      discussion: """
        One worker searches every file; the clock is read at every attempt, so the whole takes longer than a scan. Shown are how often a rule's \
        expression was run, for how long in all, and what that is for each megabyte searched.
        """)
    @Argument(help: "Folders and files.", completion: .file()) var paths: [String] = ["."]
    @Option(help: ArgumentHelp("How many rules to show, the dearest first.", valueName: "n")) var top = 25
    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let loaded = try ruleOptions.load()
      let search = CostSearch(RuleSet(loaded.rules, allowlists: loaded.allowlists))
      FolderSource(paths: paths).forEachUnit { $0.read(into: search) }
      if let gap = search.gap { throw CommandFailure("\(gap.path.map { "\($0): " } ?? "")\(gap.message)") }
      try StandardStream.output.print(search.table(top))
    }
  }
}

/// Searches everything it is given and keeps the costs.
private final class CostSearch: UnitSink {
  let buffer = ReadBuffer(capacity: 1 << 20)
  private let detector: Detector
  private let scratch: DetectorScratch
  private let costs: RuleCosts
  private var bytes = 0
  /// The first thing that could not be searched.
  private(set) var gap: Issue?

  init(_ rules: RuleSet) {
    detector = Detector(rules)
    costs = RuleCosts(ruleCount: rules.ruleCount) {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
    scratch = DetectorScratch(for: rules)
    scratch.costs = costs
  }

  func scan(_ chunk: Chunk) {
    bytes += chunk.bytes.count
    _ = detector.findings(in: chunk, scratch: scratch)
  }

  func skip(_ reason: SkipReason) {}
  func report(_ issue: Issue) { if issue.isGap { gap = gap ?? issue } }
  func count(_ coverage: Coverage) {}

  /// The `count` dearest rules, one a line.
  func table(_ count: Int) -> String {
    let order = costs.nanoseconds.indices.filter { costs.attempts[$0] > 0 }.sorted {
      costs.nanoseconds[$0] > costs.nanoseconds[$1]
    }
    let megabytes = max(1, Double(bytes) / 1e6)
    let rows = order.prefix(count).map { rule in
      let microseconds = Double(costs.nanoseconds[rule]) / 1000
      return [
        detector.rules.rule(rule).id, "\(costs.attempts[rule])", "\(Int(microseconds / 1000))",
        "\(Int(microseconds / megabytes))",
      ]
    }
    let total = Double(costs.nanoseconds.reduce(0, +)) / 1000
    let last = [
      "all \(order.count) rules that ran", "\(costs.attempts.reduce(0, +))", "\(Int(total / 1000))", "\(Int(total / megabytes))",
    ]
    return Columns([["rule", "attempts", "ms", "us/MB"]] + rows + [last]).text
  }
}

/// Rows of words, the first column to the left and the others to the right.
struct Columns {
  private let rows: [[String]]

  init(_ rows: [[String]]) {
    self.rows = rows
  }

  var text: String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, word in
        let space = String(repeating: " ", count: widths[column] - word.count)
        return column == 0 ? word + space : space + word
      }.joined(separator: "  ") + "\n"
    }.joined()
  }
}
