import KeyhoundCore

/// Does the second of two things on a thread of its own.
package struct WorkerPair: Workers {
  package init() {}

  package func both<A: Sendable, B: Sendable>(_ first: () -> A, _ second: @escaping @Sendable () -> B) -> (A, B) {
    let result = Result<B>()
    let thread = WorkerThread { result.value = second() }
    let value = first()
    thread.join()
    return (value, result.value ?? second())
  }

  /// Written by the thread, and read when it has ended.
  private final class Result<Value: Sendable>: @unchecked Sendable {
    var value: Value?
  }
}
