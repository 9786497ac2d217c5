import ArgumentParser
import KeyhoundCore
import KeyhoundReports

/// Options that say which reports are written, and where.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The format of the report, or NAME for a program keyhound-format-NAME on PATH that reads JSON Lines.",
      valueName: "name"))
  var format: FormatName?

  @Option(name: [.short, .long], help: ArgumentHelp("Write the report to FILE instead of standard output.", valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp("One more report, in the format NAME; repeatable; - is standard output.", valueName: "name=file"))
  var reports: [ReportRequest] = []

  @Flag(help: "Print secrets in full. Without it they are starred out everywhere.")
  var reveal = false

  @Flag(name: .customLong("no-color"), help: "Plain text, also on a terminal.")
  var noColor = false

  @Flag(name: [.short, .long], help: "Leave out the summary and the progress line.")
  var quiet = false

  @Option(
    name: .customLong("exit-code"),
    help: ArgumentHelp("Exit status when keys are found, 0 to 255.", valueName: "n"))
  var foundCode: UInt8 = UInt8(ExitStatus.defaultFoundCode)

  /// Whether one of the reports is in this format.
  func asks(for wanted: ReportFormat) -> Bool {
    let named = [format] + reports.map(\.format)
    return named.contains { if case .builtIn(wanted) = $0 { true } else { false } }
      || (format == nil && output.flatMap { ReportFormat(fileName: $0) } == wanted)
  }

  /// The writer of all reports asked for: the main one first.
  func makeWriter() throws(CommandFailure) -> ReportWriter {
    let mainPath = output ?? "-"
    let mainFormat = format ?? .builtIn(output.flatMap { ReportFormat(fileName: $0) } ?? .text)
    let requests = [ReportRequest(format: mainFormat, path: mainPath)] + reports
    let toOutput = requests.filter { $0.path == "-" }
    // The main report gives way when another was sent to standard output and nobody asked for the main one.
    let isMainImplied = format == nil && output == nil && toOutput.count > 1
    let wanted = isMainImplied ? Array(requests.dropFirst()) : requests
    guard wanted.count(where: { $0.path == "-" }) <= 1 else {
      throw CommandFailure("two reports go to standard output; give one of them a file, as in --report json=keys.json")
    }
    if let path = Self.repeated(wanted.map(\.path)) {
      throw CommandFailure("two reports go to \(path), where only the last would stay; give each a file of its own")
    }
    var outputs: [ReportOutput] = []
    for request in wanted { outputs.append(try makeOutput(request)) }
    return ReportWriter(outputs)
  }

  /// The first file that is named twice, however it is written; devices may be.
  private static func repeated(_ paths: [String]) -> String? {
    var seen: Set<String> = []
    return paths.first { !$0.hasPrefix("/dev/") && !seen.insert(RealPath.ofFile($0)).inserted }
  }

  /// Whether standard output gets the text report and nothing else.
  var isOutputForPeople: Bool {
    let isText = if case .builtIn(.text) = format ?? .builtIn(.text) { true } else { false }
    return isText && output == nil && !reports.contains { $0.path == "-" }
  }

  private func makeOutput(_ request: ReportRequest) throws(CommandFailure) -> ReportOutput {
    let isScreen = request.path == "-"
    let options = ReportOptions(
      reveals: reveal, usesColor: isScreen && Terminal.usesColor(on: .output, isDisabled: noColor),
      width: isScreen ? Terminal.width(of: .output) : nil, isQuiet: quiet)
    switch request.format {
    case .builtIn(let format): return try ReportOutput(format.makeReporter(options), path: request.path, appends: request.appends)
    case .program(let program):
      return try ReportOutput(ReportFormat.jsonl.makeReporter(options), path: request.path, through: program)
    }
  }
}

/// `NAME=FILE` as given to `--report`.
struct ReportRequest: ExpressibleByArgument {
  var format: FormatName
  var path: String
  /// Whether what the file holds already stays in it.
  var appends = false

  init(format: FormatName, path: String, appends: Bool = false) {
    self.format = format
    self.path = path
    self.appends = appends
  }

  init?(argument: String) {
    guard let separator = argument.firstIndex(of: "="),
      let format = FormatName(argument: String(argument[..<separator]))
    else { return nil }
    let path = String(argument[argument.index(after: separator)...])
    guard !path.isEmpty else { return nil }
    self.init(format: format, path: path)
  }
}
