package import KeyhoundCore

/// The output formats: the one list of them.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, jsonl, sarif, csv, junit, checkstyle, rdjson, github, gitlab
  case codeQuality = "gitlab-codequality"
  case markdown, html, gitleaks

  /// The format that a file name's ending stands for.
  package init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: "."),
      let format = Self.endings[fileName[fileName.index(after: dot)...].lowercased()]
    else { return nil }
    self = format
  }

  private static let endings: [String: Self] = [
    "txt": .text, "text": .text, "json": .json, "jsonl": .jsonl, "sarif": .sarif, "csv": .csv, "xml": .junit, "md": .markdown,
    "html": .html, "htm": .html, "rdjson": .rdjson,
  ]

  /// A reporter that has reported nothing yet.
  package func makeReporter(_ options: ReportOptions) -> any Reporter {
    switch self {
    case .text: TextReporter(options)
    case .json: JSONReporter(options)
    case .jsonl: JSONLinesReporter(options)
    case .sarif: SARIFReporter(options)
    case .csv: CSVReporter(options)
    case .junit: JUnitReporter(options)
    case .checkstyle: CheckstyleReporter(options)
    case .rdjson: RDJSONReporter(options)
    case .github: GitHubReporter(options)
    case .gitlab: GitLabReporter(options)
    case .codeQuality: CodeQualityReporter(options)
    case .markdown: MarkdownReporter(options)
    case .html: HTMLReporter(options)
    case .gitleaks: GitleaksReporter(options)
    }
  }
}

/// What a person may choose about a report.
package struct ReportOptions: Sendable {
  /// Whether secrets are printed.
  package var reveals: Bool
  package var usesColor: Bool
  /// Columns of the terminal, where there is one.
  package var width: Int?
  /// Whether the summary is left out.
  package var isQuiet: Bool

  package init(reveals: Bool = false, usesColor: Bool = false, width: Int? = nil, isQuiet: Bool = false) {
    self.reveals = reveals
    self.usesColor = usesColor
    self.width = width
    self.isQuiet = isQuiet
  }
}
