import CPCRE2

/// Why an expression could not be compiled.
package struct PatternError: Error, Equatable, CustomStringConvertible {
  /// PCRE2's own words, for example "missing closing parenthesis".
  package let message: String
  /// 0-based byte offset in the expression where PCRE2 noticed.
  package let offset: Int

  package var description: String { "\(message) (column \(offset + 1) of the pattern)" }
}

/// Why a match was given up. Not the same as "no match": the text has not been fully examined.
package enum MatchError: Error, Equatable, CustomStringConvertible {
  /// The expression itself is wrong.
  case pattern(PatternError)
  /// The work limit (`MatchLimits.steps`) was reached.
  case tooManySteps
  /// The JIT stack or the depth or heap limit was reached.
  case outOfStack
  /// Any other PCRE2 error code.
  case failed(code: Int32)

  init(code: Int32) {
    switch code {
    case PCRE2_ERROR_MATCHLIMIT: self = .tooManySteps
    case PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY:
      self = .outOfStack
    default: self = .failed(code: code)
    }
  }

  package var description: String {
    switch self {
    case .pattern(let error): error.description
    case .tooManySteps: "the pattern needs too many steps here (it backtracks too much)"
    case .outOfStack: "the pattern needs too much stack here (it backtracks too deeply)"
    case .failed(let code): "PCRE2 gave up: \(errorText(code))"
    }
  }
}

/// What PCRE2 says of an error code.
func errorText(_ code: Int32) -> String {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
    let length = pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
    guard length > 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }
}
