import ArgumentParser
import KeyhoundReports

/// A format as given on the command line: one of ours, or a program that makes one.
enum FormatName: ExpressibleByArgument {
  case builtIn(ReportFormat)
  case program(FormatProgram)

  init?(argument: String) {
    if let format = ReportFormat(rawValue: argument) {
      self = .builtIn(format)
    } else if let program = FormatProgram(name: argument) {
      self = .program(program)
    } else {
      return nil
    }
  }

  static let allValueStrings = ReportFormat.allCases.map(\.rawValue)

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
