#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A value that is made when it is first asked for, once, whichever thread asks.
package final class Once<Value: Sendable>: @unchecked Sendable {
  // Both are touched only while `mutex` is held.
  private var made: Value?
  private let make: @Sendable () -> Value
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  package init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  package var value: Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    let value = made ?? make()
    made = value
    return value
  }

  /// Has a thread of its own make the value, for which it needs `bytes` of memory, so that it is there, or nearly, when it is asked for.
  package func begin(bytes: Int) {
    _ = WorkerThread {
      Heap.prepare(bytes)
      _ = self.value
    }
  }
}
