import KeyhoundCore

/// Texts that give secrets away, and what is shown instead, made ready to be looked for in many others, of which few have any.
struct KnownSecrets {
  /// The longest first, so that one that contains another is starred out as a whole.
  private let secrets: [(text: String, shown: String)]
  /// Where the first eight bytes of a secret lead.
  private let heads: WordIndex
  /// The same for eight bytes from any other place on: a text may begin within a secret.
  private let others: WordIndex

  /// So many places within secrets are known; where there are more, a text that was cut off within a secret shows its end.
  private static let mostOthers = 1 << 20

  /// Takes secrets in any order, some perhaps several times. Those of less than eight bytes are passed over.
  init(_ secrets: [(text: String, shown: String)]) {
    let long = secrets.filter { $0.text.utf8.count >= Secret.shortest }
    self.secrets = Dictionary(long.map { ($0.text, $0.shown) }) { first, _ in first }.map { (text: $0.key, shown: $0.value) }
      .sorted { ($1.text.utf8.count, $0.text) < ($0.text.utf8.count, $1.text) }
    var heads: [WordIndex.Entry] = []
    var others: [WordIndex.Entry] = []
    let isFew = self.secrets.reduce(0) { $0 + $1.text.utf8.count } <= Self.mostOthers
    for (number, var secret) in self.secrets.map(\.text).enumerated() {
      secret.withUTF8 { bytes in
        let bytes = UnsafeRawBufferPointer(bytes)
        heads.append((bytes.word(at: 0), number))
        guard isFew else { return }
        for offset in 1..<max(1, bytes.count - WordIndex.width + 1) { others.append((bytes.word(at: offset), number)) }
      }
    }
    (self.heads, self.others) = (WordIndex(heads), WordIndex(others))
  }

  /// Stars out the secrets, and what is left of one at either end of a text that was cut off.
  func concealed(_ text: String) -> String {
    numbers(in: text).reduce(text) { Self.without($0, secrets[$1].text, shown: secrets[$1].shown) }
  }

  /// The secrets of which something may stand in `text`, in their order.
  private func numbers(in text: String) -> [Int] {
    guard !secrets.isEmpty, text.utf8.count >= WordIndex.width else { return [] }
    var text = text
    let found: Set<Int> = text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var found = Set(others.numbers(of: bytes.word(at: 0)))
      for offset in 0...bytes.count - WordIndex.width { found.formUnion(heads.numbers(of: bytes.word(at: offset))) }
      return found
    }
    return found.sorted()
  }

  private static func without(_ text: String, _ secret: String, shown: String) -> String {
    var (text, secret) = (text.replacingBytes(of: secret, with: shown), secret)
    return text.withUTF8 { bytes in
      secret.withUTF8 { withoutEnds(UnsafeRawBufferPointer(bytes), UnsafeRawBufferPointer($0)) }
    } ?? text
  }

  /// Without the start of `secret` at the end of a text, and its end at the start; `nil` when neither is there. So few characters of it that
  /// it may be chance stay.
  private static func withoutEnds(_ text: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer) -> String? {
    let start = secret.overlap(withStartOf: text, least: Secret.shortest)
    let end = text.overlap(withStartOf: secret, least: Secret.shortest)
    guard start != nil || end != nil else { return nil }
    let kept = text.view((start ?? 0)..<max(start ?? 0, text.count - (end ?? 0)))
    return (start == nil ? "" : Secret.stars) + String(decoding: kept, as: UTF8.self) + (end == nil ? "" : Secret.stars)
  }
}

/// Numbers by words of eight bytes.
private struct WordIndex {
  typealias Entry = (word: UInt64, number: Int)

  /// Bytes of a word: no more than the shortest secret has.
  static let width = Secret.shortest

  /// In order of word.
  private let entries: [Entry]
  /// A bit for each hash that some word has.
  private var filter: [UInt64]

  private static let filterBits: UInt64 = 16

  init(_ entries: [Entry]) {
    self.entries = entries.sorted { $0.word < $1.word }
    filter = Array(repeating: 0, count: entries.isEmpty ? 0 : 1 << (Self.filterBits - 6))
    for entry in entries { filter[Self.bit(of: entry.word) >> 6] |= 1 << UInt64(Self.bit(of: entry.word) & 63) }
  }

  private static func bit(of word: UInt64) -> Int { Int((word &* 0x9E37_79B9_7F4A_7C15) >> (64 - filterBits)) }

  func numbers(of word: UInt64) -> [Int] {
    let bit = Self.bit(of: word)
    guard !entries.isEmpty, filter[bit >> 6] >> UInt64(bit & 63) & 1 != 0 else { return [] }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].word < word { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix { $0.word == word }.map(\.number)
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func word(at offset: Int) -> UInt64 { loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
}
