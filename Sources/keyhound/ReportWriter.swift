#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore
import KeyhoundReports

/// The reports of one run, each with the file or stream it goes to.
struct ReportWriter {
  private var outputs: [ReportOutput]

  init(_ outputs: [ReportOutput]) {
    self.outputs = outputs
  }

  mutating func begin(_ run: RunDescription) { forEach { $0.begin(run, into: &$1) } }
  mutating func report(_ finding: Finding) { forEach { $0.report(finding, into: &$1) } }
  mutating func reportAllowed(_ finding: Finding) { forEach { $0.reportAllowed(finding, into: &$1) } }
  mutating func report(_ issue: Issue) { forEach { $0.report(issue, into: &$1) } }

  /// Writes what has been reported so far, as far as the formats allow, so that it is seen before something that takes long.
  mutating func flush() {
    for index in outputs.indices { outputs[index].flush() }
  }

  /// Completes all reports and closes their files.
  /// - Throws: `CommandFailure` naming the first file that could not be written.
  mutating func finish(_ coverage: Coverage) throws(CommandFailure) {
    forEach { $0.finish(coverage, into: &$1) }
    for output in outputs { try output.close() }
  }

  private mutating func forEach(_ body: (inout any Reporter, inout String) -> Void) {
    for index in outputs.indices { outputs[index].append(body) }
  }
}

/// A reporter and the place its text goes to.
struct ReportOutput {
  private var reporter: any Reporter
  private let name: String
  private let file: ReportFile
  /// The program that the text goes through.
  private var program: (format: FormatProgram, process: FormatProgram.Process)?
  private var pending = ""
  private var writeError: Int32 = 0

  /// Sends a report to standard output, or to the file called `path`, which gets it when it is complete unless the report is appended.
  init(_ reporter: any Reporter, path: String, appends: Bool = false) throws(CommandFailure) {
    self.reporter = reporter
    name = path
    file = try ReportFile(path, appends: appends)
  }

  /// Sends a report through a program of its own, whose output goes to `path`.
  init(_ reporter: any Reporter, path: String, through format: FormatProgram) throws(CommandFailure) {
    self.reporter = reporter
    name = path
    file = try ReportFile(path)
    program = (format, try format.start(output: file.stream))
  }

  private var stream: StandardStream { program?.process.input ?? file.stream }

  mutating func append(_ body: (inout any Reporter, inout String) -> Void) {
    body(&reporter, &pending)
    if pending.utf8.count > Self.flushSize { flush() }
  }

  private static let flushSize = 1 << 16

  mutating func flush() {
    if writeError == 0 { writeError = stream.write(pending) }
    pending = ""
  }

  /// Writes what is pending, and waits for the program if there is one. A reader of standard output that has gone away is no failure.
  consuming func close() throws(CommandFailure) {
    flush()
    if let program {
      closeInput(of: program.process)
      try program.format.wait(for: program.process)
      // It may stop reading when it knows enough.
      if writeError == EPIPE { writeError = 0 }
    }
    if writeError == 0 { writeError = file.close() }
    guard writeError == 0 || (name == "-" && writeError == EPIPE) else {
      throw CommandFailure("cannot write the report \(name): \(String(cString: strerror(writeError)))")
    }
  }

  private mutating func closeInput(of process: FormatProgram.Process) {
    if closeDescriptor(process.input.descriptor) != 0, writeError == 0 { writeError = errno }
  }
}

private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }
