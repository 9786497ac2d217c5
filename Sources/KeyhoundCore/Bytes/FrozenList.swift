/// A list that never changes, for tables that all workers read all the time: reading it touches no reference count, for which they would contend.
/// Whoever makes one frees it.
struct FrozenList<Element: Sendable>: @unchecked Sendable {
  private let elements: UnsafeMutableBufferPointer<Element>

  init(_ list: [Element]) {
    elements = .allocate(capacity: list.count)
    _ = elements.initialize(from: list)
  }

  var count: Int { elements.count }

  @inline(__always)
  subscript(index: Int) -> Element { elements[index] }

  /// The elements side by side, for functions in C.
  @inline(__always)
  var pointer: UnsafePointer<Element>? { UnsafePointer(elements.baseAddress) }

  func deallocate() {
    elements.deinitialize()
    elements.deallocate()
  }
}
