/// Whoever can do two things at once. Threads are the engine's affair; what is made ready before a scan may ask for one.
package protocol Workers: Sendable {
  /// Does both, and returns when both are done.
  func both<A: Sendable, B: Sendable>(_ first: () -> A, _ second: @escaping @Sendable () -> B) -> (A, B)
}

/// Does one thing after the other.
package struct SingleWorker: Workers {
  package init() {}

  package func both<A: Sendable, B: Sendable>(_ first: () -> A, _ second: @escaping @Sendable () -> B) -> (A, B) {
    (first(), second())
  }
}
