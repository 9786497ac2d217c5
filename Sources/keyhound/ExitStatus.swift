#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a run ended, and the one place where that becomes a number.
enum ExitStatus: Error, Equatable {
  /// Nothing found, and everything that was asked for has been scanned.
  case clean
  /// Keys were found. The number can be chosen with `--exit-code`.
  case found(code: Int32)
  /// The job could not be done, or not completely.
  case failed

  static let defaultFoundCode: Int32 = 1

  /// What a scan amounts to: an incomplete one that found something has still found something, unless findings are to be no failure.
  init(findings: Int, isComplete: Bool, foundCode: Int32) {
    let tellsFindings = findings > 0 && (isComplete || foundCode != ExitStatus.clean.code)
    self = tellsFindings ? .found(code: foundCode) : isComplete ? .clean : .failed
  }

  var code: Int32 {
    switch self {
    case .clean: 0
    case .found(let code): code
    case .failed: 2
    }
  }

  func exit() -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }
}

/// Something that keeps the job from being done; `description` says what, where, and what to do.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
