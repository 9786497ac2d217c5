/// A list in memory of its own. To look into an array costs a count of references now and then, and these are looked into for every tree of a history.
struct GrowingList<Element: BitwiseCopyable>: ~Copyable {
  private var memory: UnsafeMutableBufferPointer<Element>
  private(set) var count = 0

  init(capacity: Int = 64) {
    memory = .allocate(capacity: capacity)
  }

  deinit {
    memory.deallocate()
  }

  /// Valid until some are added.
  var elements: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: memory.baseAddress, count: count) }

  mutating func removeAll() { count = 0 }

  mutating func removeLast(_ number: Int) { count -= number }

  mutating func append(_ element: Element) {
    makeRoom(for: 1)
    memory[count] = element
    count += 1
  }

  /// Appends elements of another list.
  mutating func append(_ range: Range<Int>, of list: UnsafeMutableBufferPointer<Element>) {
    makeRoom(for: range.count)
    _ = memory[count...].update(fromContentsOf: list[range])
    count += range.count
  }

  /// Appends elements of its own once more.
  mutating func append(own range: Range<Int>) {
    makeRoom(for: range.count)
    append(range, of: memory)
  }

  /// Puts `new` in the place of a range.
  mutating func replace(_ range: Range<Int>, with new: Element?) {
    let more = (new == nil ? 0 : 1) - range.count
    if more > 0 { makeRoom(for: more) }
    if more != 0, let start = memory.baseAddress {
      (start + range.upperBound + more).update(from: start + range.upperBound, count: count - range.upperBound)
    }
    if let new { memory[range.lowerBound] = new }
    count += more
  }

  private mutating func makeRoom(for more: Int) {
    guard count + more > memory.count else { return }
    let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(count + more, 2 * memory.count))
    _ = larger.update(fromContentsOf: memory[..<count])
    memory.deallocate()
    memory = larger
  }
}
