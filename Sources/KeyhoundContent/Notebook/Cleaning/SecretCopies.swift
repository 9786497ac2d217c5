import KeyhoundCore

/// Where else in a notebook secrets stand than where rules find them: printed, passed on, in an output.
struct SecretCopies {
  struct Copy {
    let range: Range<Int>
    /// The number of the secret that stands there.
    let secret: Int
  }

  /// The part of each secret that may not be shown; empty for those that are not looked for.
  private let texts: [[UInt8]]
  /// Which of them begin with these eight bytes.
  private let heads: [UInt64: [Int]]
  /// Which hashes of eight bytes some head has, so that few places are looked up.
  private var filter = [Bool](repeating: false, count: 1 << filterBits)

  /// Shorter ones may be words of their own, and count only between other characters.
  private static let surelyNoWord = 12
  private static let filterBits = 16

  init(of secrets: [FoundSecret]) {
    texts = secrets.map { secret in
      let text = secret.bytes.map(\.value)
      return text.count < Secret.shortest || text.contains(where: Self.isEscaped) ? [] : text
    }
    var heads: [UInt64: [Int]] = [:]
    for (number, text) in texts.enumerated() where !text.isEmpty {
      heads[text.withUnsafeBytes { $0.head(at: 0) }, default: []].append(number)
    }
    self.heads = heads
    for head in heads.keys { filter[Self.bit(of: head)] = true }
  }

  /// The copies in `bytes`, in rising order, none overlapping another.
  func copies(in bytes: UnsafeRawBufferPointer) -> [Copy] {
    guard !heads.isEmpty, bytes.count >= Secret.shortest else { return [] }
    var copies: [Copy] = []
    var offset = 0
    while offset <= bytes.count - Secret.shortest {
      let head = bytes.head(at: offset)
      if filter[Self.bit(of: head)], let copy = heads[head].flatMap({ copy(of: $0, at: offset, in: bytes) }) {
        copies.append(copy)
        offset = copy.range.upperBound
      } else {
        offset += 1
      }
    }
    return copies
  }

  /// The longest of these secrets that stands at `offset`.
  private func copy(of numbers: [Int], at offset: Int, in bytes: UnsafeRawBufferPointer) -> Copy? {
    let fitting = numbers.filter { number in
      let end = offset + texts[number].count
      guard end <= bytes.count, bytes.view(offset..<end).elementsEqual(texts[number]) else { return false }
      return texts[number].count >= Self.surelyNoWord || (!Self.isWord(bytes, offset - 1) && !Self.isWord(bytes, end))
    }
    let longest = fitting.max { texts[$0].count < texts[$1].count }
    return longest.map { Copy(range: offset..<offset + texts[$0].count, secret: $0) }
  }

  /// JSON writes these in several ways.
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func isWord(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    bytes.indices.contains(offset) && ByteSet.word.contains(bytes[offset])
  }

  private static func bit(of head: UInt64) -> Int { Int((head &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - filterBits)) }
}

extension UnsafeRawBufferPointer {
  fileprivate func head(at offset: Int) -> UInt64 { loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
}
