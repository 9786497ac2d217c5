import CPrefetch

/// The bytes of a pack for one way through it from start to end, a stretch at a time: what lies behind is given back.
struct PackSweep {
  private let pack: Pack
  /// What has been brought in.
  private var stretch = 0..<0

  private static let stretchSize = 8 << 20

  init(_ pack: Pack) {
    self.pack = pack
  }

  /// The bytes at `offset`, none outside the pack. Offsets rise from call to call; the others are not refused, only slower.
  mutating func bytes(at offset: Int) -> UnsafeRawBufferPointer {
    guard pack.holds(offset) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    if offset >= stretch.upperBound {
      let next = offset..<min(offset + Self.stretchSize, pack.end)
      pack.prepare(next, afterReleasing: stretch)
      stretch = next
    }
    return pack.data(from: offset)
  }

  /// Says that the bytes at `offset` are asked for soon.
  func bringNear(_ offset: Int) {
    if stretch.contains(offset), let bytes = pack.data(from: offset).baseAddress { prefetch(bytes) }
  }

  /// Gives the last stretch back.
  mutating func finish() {
    pack.prepare(0..<0, afterReleasing: stretch)
    stretch = 0..<0
  }
}
