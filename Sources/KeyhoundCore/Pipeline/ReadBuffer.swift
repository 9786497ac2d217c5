/// Reusable memory of one worker, grown on demand and never shared.
package final class ReadBuffer {
  @usableFromInline private(set) var memory: UnsafeMutableRawBufferPointer

  /// Allocates `capacity` bytes.
  package init(capacity: Int) {
    memory = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit {
    memory.deallocate()
  }

  @inlinable package var capacity: Int { memory.count }

  /// All of the memory; what it holds stays until someone writes over it.
  @inlinable package var bytes: UnsafeMutableRawBufferPointer { memory }

  /// Makes room for `count` bytes, keeping what is there.
  @inlinable package func reserve(_ count: Int) {
    if count > memory.count { grow(to: count) }
  }

  @usableFromInline func grow(to count: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, memory.count * 2), alignment: 64)
    larger.copyMemory(from: UnsafeRawBufferPointer(memory))
    memory.deallocate()
    memory = larger
  }

  /// Gives memory back that is larger than `limit`, with what is there, and has `capacity` bytes instead.
  /// - Returns: whether it was.
  package func shrink(above limit: Int, to capacity: Int) -> Bool {
    guard memory.count > limit else { return false }
    memory.deallocate()
    memory = .allocate(byteCount: capacity, alignment: 64)
    return true
  }
}
