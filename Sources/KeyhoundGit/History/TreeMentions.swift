/// Which portions of trees mention an object as what is in a tree and was not in the one before: nearly all are mentioned by one or two.
struct TreeMentions {
  /// For each object the first two portions; `none`, or in the second place `many`.
  private var parts: [(first: UInt16, second: UInt16)]
  private let partCount: Int

  private static let none = UInt16.max
  private static let many = UInt16.max - 1

  init(_ notes: [TreeNotes], objectCount: Int) {
    parts = Array(repeating: (Self.none, Self.none), count: objectCount)
    partCount = notes.count
    for (number, part) in notes.enumerated() {
      let number = UInt16(clamping: min(number, Int(Self.many)))
      for edit in part.edits where edit.added.child >= 0 { note(number, of: Int(edit.added.child)) }
    }
  }

  private mutating func note(_ part: UInt16, of child: Int) {
    let known = parts[child]
    if known.first == Self.none, part != Self.many {
      parts[child].first = part
    } else if known.first != part, known.second != part {
      parts[child].second = known.second == Self.none ? part : Self.many
    }
  }

  func forEachPart(of child: Int32, _ body: (Int) -> Void) {
    let (first, second) = parts[Int(child)]
    if second == Self.many { return (0..<partCount).forEach(body) }
    if first != Self.none { body(Int(first)) }
    if second != Self.none { body(Int(second)) }
  }
}
