package import KeyhoundCore

/// The output formats: the one list of them.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, jsonl, sarif

  /// The format that a file name's ending stands for.
  package init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    let ending = fileName[fileName.index(after: dot)...].lowercased()
    guard let format = Self(rawValue: ending == "txt" ? "text" : ending) else { return nil }
    self = format
  }

  /// A reporter that has reported nothing yet.
  package func makeReporter(_ options: ReportOptions) -> any Reporter {
    switch self {
    case .text: TextReporter(options)
    case .json: JSONReporter(options)
    case .jsonl: JSONLinesReporter(options)
    case .sarif: SARIFReporter(options)
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
