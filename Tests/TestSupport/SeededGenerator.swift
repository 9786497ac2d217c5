package import KeyhoundCore

/// Chance that can be repeated.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  package mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

/// A text made from another, and what was copied.
package struct Edit {
  package private(set) var text: [UInt8] = []
  package private(set) var copies: [CopiedRange] = []

  /// Takes pieces of `base`, mostly in their order, drops some, moves or repeats others, and puts something new between them.
  package static func random(
    of base: [UInt8], inserting piece: (inout SeededGenerator) -> [UInt8], _ random: inout SeededGenerator
  ) -> Edit {
    var edit = Edit()
    var position = 0
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let end = Int.random(in: position...base.count, using: &random)
      edit.copy(base, position..<end)
      position = end
      switch Int.random(in: 0..<6, using: &random) {
      case 0...2: edit.text += piece(&random)
      case 3: position = min(base.count, position + Int.random(in: 0..<40, using: &random))
      case 4:
        let start = Int.random(in: 0...base.count, using: &random)
        edit.copy(base, start..<min(base.count, start + Int.random(in: 0..<200, using: &random)))
      default: break
      }
    }
    if Int.random(in: 0..<5, using: &random) > 0 { edit.copy(base, position..<base.count) }
    return edit
  }

  private mutating func copy(_ base: [UInt8], _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if let last = copies.last, last.sourceEnd == range.lowerBound, last.targetEnd == text.count {
      copies[copies.count - 1].count += range.count
    } else {
      copies.append(CopiedRange(source: range.lowerBound, target: text.count, count: range.count))
    }
    text += base[range]
  }
}
