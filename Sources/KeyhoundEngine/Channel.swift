#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A queue between threads: senders wait while it is full, receivers while it is empty. The one place where threads meet.
final class Channel<Element: Sendable>: @unchecked Sendable {
  // Everything below is touched only while `mutex` is held.
  private var elements: [Element?] = []
  private var head = 0
  private var isClosed = false
  /// Whether the receiver comes by itself and need not be woken.
  private var isCollected = false
  private let capacity: Int
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let hasElements = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let hasRoom = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// A channel that holds up to `capacity` elements.
  init(capacity: Int) {
    self.capacity = capacity
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(hasElements, nil)
    pthread_cond_init(hasRoom, nil)
  }

  deinit {
    pthread_cond_destroy(hasRoom)
    pthread_cond_destroy(hasElements)
    pthread_mutex_destroy(mutex)
    hasRoom.deallocate()
    hasElements.deallocate()
    mutex.deallocate()
  }

  /// Adds `element`, waiting while the channel is full.
  func send(_ element: Element) {
    pthread_mutex_lock(mutex)
    while elements.count - head >= capacity { pthread_cond_wait(hasRoom, mutex) }
    elements.append(element)
    if !isCollected { pthread_cond_signal(hasElements) }
    pthread_mutex_unlock(mutex)
  }

  /// Says that nothing more will be sent.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_broadcast(hasElements)
    pthread_mutex_unlock(mutex)
  }

  /// The oldest element, waiting for one; `nil` when the channel is closed and empty.
  func receive() -> Element? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while head == elements.count {
      if isClosed { return nil }
      pthread_cond_wait(hasElements, mutex)
    }
    return takeFirst()
  }

  /// Everything that has come within `milliseconds`, the oldest first, at once when the channel is closed; `nil` when it is closed and empty.
  ///
  /// For receivers that can wait: to wake one for every element costs more than most elements.
  func collect(forMilliseconds milliseconds: Int) -> [Element]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    isCollected = true
    var deadline = Self.deadline(milliseconds)
    while !isClosed && pthread_cond_timedwait(hasElements, mutex, &deadline) != ETIMEDOUT {}
    guard head < elements.count else { return isClosed ? nil : [] }
    return (head..<elements.count).map { _ in takeFirst() }
  }

  private func takeFirst() -> Element {
    let element = elements[head]!
    elements[head] = nil
    head += 1
    if head == elements.count || head > 1024 {
      elements.removeFirst(head)
      head = 0
    }
    pthread_cond_signal(hasRoom)
    return element
  }

  private static func deadline(_ milliseconds: Int) -> timespec {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    time.tv_nsec += milliseconds % 1000 * 1_000_000
    time.tv_sec += milliseconds / 1000 + time.tv_nsec / 1_000_000_000
    time.tv_nsec %= 1_000_000_000
    return time
  }
}
