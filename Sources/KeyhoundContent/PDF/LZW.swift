import KeyhoundCore

/// LZW as PDF and TIFF write it: codes of 9 to 12 bits, the highest bit first (ISO 32000-1, 7.4.4).
struct LZW {
  private static let (clear, end, first, most) = (256, 257, 258, 4096)

  /// Whether codes grow by a bit one code before they have to.
  private let isEarly: Bool
  private var text: [UInt8] = []
  /// What the codes from `first` on stand for: stretches of the text, as each is what the last code was and the byte behind it.
  private var entries: [Range<Int>] = []
  private var last: Range<Int>?

  init(isEarly: Bool) {
    self.isEarly = isEarly
  }

  /// Adds the text to `output`; of a damaged one, what comes before that.
  mutating func decode(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) {
    let isWhole = read(bytes, limit: output.limit)
    guard text.count <= output.limit else { throw .tooLarge("it unpacks to more than \(output.limit >> 20) MiB") }
    try output.copy(text)
    guard isWhole else { throw .damaged("the compressed data make no sense") }
  }

  /// Returns whether all codes had a meaning.
  private mutating func read(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Bool {
    var (bits, count) = (0, 0)
    for byte in bytes {
      (bits, count) = ((bits << 8 | Int(byte)) & 0xFFFFF, count + 8)
      guard count >= width else { continue }
      count -= width
      let code = bits >> count & (1 << width - 1)
      if code == Self.end || text.count > limit { return true }
      guard take(code) else { return false }
    }
    return true
  }

  private var width: Int {
    let next = Self.first + entries.count + (isEarly ? 1 : 0)
    return next < 512 ? 9 : next < 1024 ? 10 : next < 2048 ? 11 : 12
  }

  private mutating func take(_ code: Int) -> Bool {
    if code == Self.clear {
      entries.removeAll(keepingCapacity: true)
      last = nil
      return true
    }
    let start = text.count
    if code < Self.clear {
      text.append(UInt8(code))
    } else if code < Self.first + entries.count {
      text += text[entries[code - Self.first]]
    } else if code == Self.first + entries.count, let last {
      text += text[last]
      text.append(text[last.lowerBound])
    } else {
      return false
    }
    if let last, Self.first + entries.count < Self.most { entries.append(last.lowerBound..<last.upperBound + 1) }
    last = start..<text.count
    return true
  }
}
