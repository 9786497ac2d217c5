/// Counts what each rule costs while a worker searches. The time comes from outside, for this module has no clock.
package final class RuleCosts {
  /// Nanoseconds on a clock that only runs forward.
  let now: () -> UInt64
  /// For each rule in the order of the rule set: how often its expression was run, and for how many nanoseconds.
  package private(set) var attempts: [Int]
  package private(set) var nanoseconds: [UInt64]

  package init(ruleCount: Int, now: @escaping () -> UInt64) {
    self.now = now
    attempts = Array(repeating: 0, count: ruleCount)
    nanoseconds = Array(repeating: 0, count: ruleCount)
  }

  func add(rule: Int, since start: UInt64) {
    attempts[rule] += 1
    nanoseconds[rule] += now() - start
  }
}
