import Synchronization

/// A reference that is made when it is first asked for, by whichever thread asks. Of two that are made at once one is dropped.
///
/// `AtomicLazyReference` is the same, but asks for its own type at run time whenever it is looked at, which takes as long as a short search.
struct LazyReference<Value: AnyObject & Sendable>: ~Copyable, @unchecked Sendable {
  private let made = Atomic<Unmanaged<Value>?>(nil)

  deinit {
    made.load(ordering: .acquiring)?.release()
  }

  func value(_ make: () -> Value) -> Value {
    if let known = made.load(ordering: .acquiring) { return known.takeUnretainedValue() }
    let new = Unmanaged.passRetained(make())
    let (isFirst, known) = made.compareExchange(expected: nil, desired: new, ordering: .acquiringAndReleasing)
    guard !isFirst, let known else { return new.takeUnretainedValue() }
    new.release()
    return known.takeUnretainedValue()
  }
}
