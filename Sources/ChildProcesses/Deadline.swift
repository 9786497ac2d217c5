#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A moment on a clock that only runs forward, by which something has to be done.
package struct Deadline: Sendable {
  /// Nanoseconds on that clock; `nil` for a moment that never comes.
  private let moment: UInt64?

  /// The moment in so many seconds; never, without any.
  package init(seconds: Double?) {
    moment = seconds.map { Self.now() + UInt64(max(0, $0) * 1e9) }
  }

  var isFinite: Bool { moment != nil }

  package var isOver: Bool { moment.map { Self.now() >= $0 } ?? false }

  /// How long `poll` may wait: milliseconds, rounded up so that nobody wakes too early; -1 for ever.
  var milliseconds: Int32 {
    guard let moment else { return -1 }
    let now = Self.now()
    return now >= moment ? 0 : Int32(clamping: (moment - now) / 1_000_000 + 1)
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
