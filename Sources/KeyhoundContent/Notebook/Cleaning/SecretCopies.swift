import KeyhoundCore

/// Where else in a notebook secrets stand than where rules find them: printed, passed on, in an output.
struct SecretCopies {
  struct Copy {
    /// The raw bytes that it is made of, in rising order: several pieces where it is spread over the items of a list.
    let pieces: [Range<Int>]
    /// The number of the secret that stands there.
    let secret: Int

    fileprivate var start: Int { pieces[0].lowerBound }
    fileprivate var end: Int { pieces[pieces.count - 1].upperBound }
  }

  /// A copy in a text that may be decoded.
  private struct Place {
    let range: Range<Int>
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
      return text.count < Secret.shortest ? [] : text
    }
    var heads: [UInt64: [Int]] = [:]
    for (number, text) in texts.enumerated() where !text.isEmpty {
      heads[text.withUnsafeBytes { $0.head(at: 0) }, default: []].append(number)
    }
    self.heads = heads
    for head in heads.keys { filter[Self.bit(of: head)] = true }
  }

  /// The copies in a notebook, in rising order, none overlapping another: in its raw text, and in the texts that its strings stand for.
  func copies(in index: JSONIndex) -> [Copy] {
    guard !heads.isEmpty else { return [] }
    var copies = places(in: index.bytes).map { Copy(pieces: [$0.range], secret: $0.secret) }
    let text = DecodedText()
    for node in index.nodes.indices where Self.isDecoded(node, index) {
      text.removeAll()
      Self.decode(node, index, into: text)
      let found = places(in: text.bytes)
      guard !found.isEmpty else { continue }
      let map = text.map
      copies += found.map { Copy(pieces: Self.joined(map.rawPieces(of: $0.range)), secret: $0.secret) }
    }
    return Self.apart(copies.filter { !$0.pieces.isEmpty })
  }

  /// Whether a node stands for a text that is not what is written.
  private static func isDecoded(_ node: Int, _ index: JSONIndex) -> Bool {
    switch index.kind(node) {
    case .string, .key: index.nodes[node].mayHaveEscapes
    case .array: index.isText(node)
    case .object, .scalar: false
    }
  }

  /// Adds the text of a string, or of a list of strings that belong together.
  private static func decode(_ node: Int, _ index: JSONIndex, into text: DecodedText) {
    guard index.kind(node) == .array else { return index.decode(node, into: text) }
    for item in index.children(of: node) { index.decode(item, into: text) }
  }

  /// The pieces, those that touch as one.
  private static func joined(_ pieces: [Range<Int>]) -> [Range<Int>] {
    pieces.reduce(into: []) { joined, piece in
      if let last = joined.last, last.upperBound == piece.lowerBound {
        joined[joined.count - 1] = last.lowerBound..<piece.upperBound
      } else {
        joined.append(piece)
      }
    }
  }

  /// The copies in rising order, of those that overlap the first and longest.
  private static func apart(_ copies: [Copy]) -> [Copy] {
    copies.sorted { ($0.start, $1.end) < ($1.start, $0.end) }.reduce(into: []) { apart, copy in
      if let last = apart.last, copy.start < last.end { return }
      apart.append(copy)
    }
  }

  /// The copies in a text, in rising order.
  private func places(in bytes: UnsafeRawBufferPointer) -> [Place] {
    guard bytes.count >= Secret.shortest else { return [] }
    var places: [Place] = []
    var offset = 0
    while offset <= bytes.count - Secret.shortest {
      let head = bytes.head(at: offset)
      if filter[Self.bit(of: head)], let place = heads[head].flatMap({ place(of: $0, at: offset, in: bytes) }) {
        places.append(place)
        offset = place.range.upperBound
      } else {
        offset += 1
      }
    }
    return places
  }

  /// The longest of these secrets that stands at `offset`.
  private func place(of numbers: [Int], at offset: Int, in bytes: UnsafeRawBufferPointer) -> Place? {
    let fitting = numbers.filter { number in
      let end = offset + texts[number].count
      guard end <= bytes.count, bytes.view(offset..<end).elementsEqual(texts[number]) else { return false }
      return texts[number].count >= Self.surelyNoWord || (!Self.isWord(bytes, offset - 1) && !Self.isWord(bytes, end))
    }
    let longest = fitting.max { texts[$0].count < texts[$1].count }
    return longest.map { Place(range: offset..<offset + texts[$0].count, secret: $0) }
  }

  private static func isWord(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    bytes.indices.contains(offset) && ByteSet.word.contains(bytes[offset])
  }

  private static func bit(of head: UInt64) -> Int { Int((head &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - filterBits)) }
}

extension UnsafeRawBufferPointer {
  fileprivate func head(at offset: Int) -> UInt64 { loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
}
