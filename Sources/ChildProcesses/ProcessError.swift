/// Why a program did not run.
package enum ProcessError: Error, Equatable, Sendable {
  /// The system could not start it, for this reason in its own words.
  case notStarted(reason: String)
}

extension ProcessError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notStarted(let reason): reason
    }
  }
}
