/// How far to either side of a seam something lies that may lie across it, in bytes. At least the bytes beside the seam belong to it.
struct SeamReach: Sendable, Equatable {
  var before: UInt16 = 1
  var after: UInt16 = 1

  mutating func extend(before: Int, after: Int) {
    self.before = max(self.before, UInt16(clamping: before))
    self.after = max(self.after, UInt16(clamping: after))
  }
}

/// Tells how far literals and shapes reach that lie across a seam of a text.
///
/// Across most seams lies none, and across the others mostly a short one. A literal must have the last byte before the seam and the first
/// behind it side by side, and a shape reaches as far as there are bytes that it may have. No expression that can be compiled has a literal
/// too long for a reach.
struct Seams: Sendable {
  /// For every two bytes, in either case, how far the literals reach that have them.
  private var reaches = [SeamReach](repeating: SeamReach(), count: 1 << 12)
  private let members: ByteSet
  /// Bytes of the narrowest shape, and one less than the widest has.
  private let narrowest: Int
  private let farthest: Int

  /// Prepares for `literals` in lower case, which match in either.
  init(_ literals: [[UInt8]], _ shapes: [FixedShape]) {
    members = shapes.reduce(ByteSet()) { $0.union($1.members) }
    narrowest = shapes.map(\.width).min() ?? .max
    farthest = (shapes.map(\.width).max() ?? 1) - 1
    for literal in literals {
      for offset in literal.indices.dropFirst() {
        reaches[Self.slot(literal[offset - 1], literal[offset])].extend(before: offset, after: literal.count - offset)
      }
    }
  }

  /// The reach at the seam before `offset`, which has bytes on both sides.
  func reach(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> SeamReach {
    var reach = reaches[Self.slot(bytes[offset - 1], bytes[offset])]
    guard members.contains(bytes[offset - 1]), members.contains(bytes[offset]), mayHoldShape(bytes, offset) else { return reach }
    var (start, end) = (offset, offset)
    while start > max(0, offset - farthest), members.contains(bytes[start - 1]) { start -= 1 }
    while end < min(bytes.count, offset + farthest), members.contains(bytes[end]) { end += 1 }
    if end - start >= narrowest { reach.extend(before: offset - start, after: end - offset) }
    return reach
  }

  /// Whether a shape may lie across `offset`: to one side it then has at least half of its bytes, of which two are looked at.
  private func mayHoldShape(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    let half = narrowest / 2
    if offset >= half, members.contains(bytes[offset - half / 2]), members.contains(bytes[offset - half]) { return true }
    return offset + half < bytes.count && members.contains(bytes[offset + half / 2]) && members.contains(bytes[offset + half])
  }

  /// Twelve bits of two bytes, the same for either case.
  private static func slot(_ last: UInt8, _ first: UInt8) -> Int { folded(last) << 6 | folded(first) }

  private static func folded(_ byte: UInt8) -> Int { Int(byte & 0x1F | (byte & 0x40) >> 1) }
}
