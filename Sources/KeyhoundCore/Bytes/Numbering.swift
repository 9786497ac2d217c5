/// Values numbered in the order in which they first come.
package struct Numbering<Value: Hashable> {
  /// Each value once, in the order of the numbers.
  package private(set) var values: [Value] = []
  private var numbers: [Value: Int] = [:]

  package init() {}

  /// The number of `value`, a new one if it has none yet.
  package mutating func number(of value: Value) -> Int {
    if let known = numbers[value] { return known }
    numbers[value] = values.count
    values.append(value)
    return values.count - 1
  }
}
