#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread of the operating system that runs one closure.
struct WorkerThread {
  private let handle: pthread_t?

  /// As much as the main thread has: trees and texts may be nested. Only what is used of it becomes memory.
  private static var stackBytes: Int { 8 << 20 }

  /// Starts a thread; where none can be had, `body` runs at once on this one.
  init(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    defer { pthread_attr_destroy(&attributes) }
    let box = Unmanaged.passRetained(Box(body))
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    guard pthread_create(&thread, &attributes, Self.start, box.toOpaque()) == 0 else {
      handle = nil
      box.release()
      body()
      return
    }
    handle = thread
  }

  /// Waits until the closure has returned.
  func join() {
    if let handle { pthread_join(handle, nil) }
  }

  private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  #if canImport(Glibc)
    private static let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
      if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
      return nil
    }
  #else
    private static let start: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { argument in
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }
  #endif
}
