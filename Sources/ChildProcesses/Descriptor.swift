#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file descriptor that is closed at most once.
package struct Descriptor: Sendable {
  package private(set) var number: Int32

  init(_ number: Int32) {
    self.number = number
  }

  package var isOpen: Bool { number >= 0 }

  package mutating func close() {
    guard isOpen else { return }
    closeDescriptor(number)
    number = -1
  }
}

private func closeDescriptor(_ number: Int32) { close(number) }
