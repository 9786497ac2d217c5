/// A list that never changes, for tables that all workers read all the time: reading it touches no reference count, for which they would contend.
/// Whoever makes one frees it.
package struct FrozenList<Element: Sendable>: @unchecked Sendable {
  private let elements: UnsafeBufferPointer<Element>
  private let isOwned: Bool

  package init(_ list: [Element]) {
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: list.count)
    _ = copy.initialize(from: list)
    elements = UnsafeBufferPointer(copy)
    isOwned = true
  }

  /// A list that lies in memory which somebody else keeps as long as the list is used.
  package init(lyingIn memory: UnsafeBufferPointer<Element>) {
    elements = memory
    isOwned = false
  }

  package var count: Int { elements.count }
  package var isEmpty: Bool { elements.isEmpty }

  @inline(__always)
  package subscript(index: Int) -> Element { elements[index] }

  /// The elements side by side, for functions in C.
  @inline(__always)
  var pointer: UnsafePointer<Element>? { elements.baseAddress }

  package var array: [Element] { Array(elements) }

  package func deallocate() {
    guard isOwned else { return }
    let memory = UnsafeMutableBufferPointer(mutating: elements)
    memory.deinitialize()
    memory.deallocate()
  }
}
