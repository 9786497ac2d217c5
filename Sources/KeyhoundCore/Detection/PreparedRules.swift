/// The rules of a set in order of id, each made ready when it is first asked for: most rules of a catalogue never are.
final class PreparedRules: @unchecked Sendable {
  let count: Int
  private let makeRule: @Sendable (Int) -> Rule
  // Initialised once; what changes in it changes atomically.
  private let made: UnsafeMutablePointer<LazyReference<PreparedRule>>

  /// - Parameter makeRule: gives the rule with a number; called again for the same one at most when two threads ask at once.
  init(count: Int, _ makeRule: @escaping @Sendable (Int) -> Rule) {
    self.count = count
    self.makeRule = makeRule
    made = .allocate(capacity: count)
    for number in 0..<count { (made + number).initialize(to: LazyReference()) }
  }

  deinit {
    made.deinitialize(count: count)
    made.deallocate()
  }

  var indices: Range<Int> { 0..<count }

  subscript(number: Int) -> PreparedRule {
    precondition(indices.contains(number))
    return made[number].value { PreparedRule(makeRule(number)) }
  }
}
