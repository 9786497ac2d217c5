#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the characters of a text say about how it came to be: random, composed of words, or counted up.
package struct TextStatistics {
  private let text: UnsafeRawBufferPointer

  package init(_ text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// Shannon entropy in bits per byte: 0 for one byte over and over, at most log2 of the length.
  package var entropy: Double {
    guard !text.isEmpty else { return 0 }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { counts in
      counts.initialize(repeating: 0)
      for byte in text { counts[Int(byte)] += 1 }
      var sum = 0.0
      for byte in text {
        let count = Double(counts[Int(byte)])
        counts[Int(byte)] = 0
        if count > 1 { sum += count * log2(count) }
      }
      let total = Double(text.count)
      return log2(total) - sum / total
    }
  }

  /// How usual the neighbouring letters are in words and names, from about -6 (never seen together) to 3; random letters come to -1.7.
  ///
  /// Measured on random text of 32 letters and digits, one in a thousand scores above 0.15; identifiers of that length lie between 0.4 and 1.6.
  package var letterPairScore: Double {
    LetterPairs(text).score
  }

  /// Whether the text is made of words or parts of names. Needs at least four pairs of letters to say so.
  ///
  /// Few pairs of a random text come to a usual score now and then, so that they have to be more usual. Of random texts of 16 letters and
  /// digits one in a hundred is taken for words, of 20 one in two hundred, of 32 one in a thousand.
  package var readsLikeWords: Bool {
    let pairs = LetterPairs(text)
    let margin = text.count < 12 ? 0 : 1 / Double(max(pairs.count, 1))
    return pairs.count >= max(4, text.count / 3) && pairs.score > 0.15 + margin
  }

  /// How many neighbours are letters of one part of a name.
  package var letterPairCount: Int { LetterPairs(text).count }

  /// Whether most characters follow their neighbour in the alphabet or among the digits, or a short group is repeated throughout.
  package var isSequence: Bool {
    guard text.count >= 4 else { return false }
    return stepShare >= 0.6 || hasShortPeriod
  }

  /// The share of neighbouring pairs that are equal or one apart (0 follows 9).
  private var stepShare: Double {
    let steps = zip(text, text.dropFirst()).count { first, second in
      let distance = Int(second.lowercasedASCII) - Int(first.lowercasedASCII)
      return abs(distance) <= 1 || (first == UInt8(ascii: "9") && second == UInt8(ascii: "0"))
        || (first == UInt8(ascii: "0") && second == UInt8(ascii: "9"))
    }
    return Double(steps) / Double(text.count - 1)
  }

  private var hasShortPeriod: Bool {
    (1...min(10, text.count / 2)).contains { period in
      text.indices.dropFirst(period).allSatisfy { text[$0] == text[$0 - period] }
    }
  }
}

/// How much more, or less, often one letter follows another in words than by chance.
private struct LetterPairs {
  /// How many neighbours are letters of one part of a name.
  private(set) var count = 0
  private var sum = 0

  init(_ text: UnsafeRawBufferPointer) {
    for (first, second) in zip(text, text.dropFirst()) {
      guard let score = Self.score(first, second) else { continue }
      sum += score
      count += 1
    }
  }

  /// The mean over all of them.
  var score: Double { count > 0 ? Double(sum) / Double(count) : -6 }

  /// log2 of the ratio, rounded; `nil` for pairs that are not letters, or that begin a new part of a camel-case name.
  private static func score(_ first: UInt8, _ second: UInt8) -> Int? {
    guard let row = index(first), let column = index(second), !(first.isLowerASCII && second.isUpperASCII) else {
      return nil
    }
    return table.withUTF8Buffer { Int($0[row * 27 + column]) - 54 }
  }

  private static func index(_ byte: UInt8) -> Int? {
    let lower = byte.lowercasedASCII
    return lower.isLowerASCII ? Int(lower) - 97 : nil
  }

  /// One row for each first letter: the ratio plus 6, as a digit. Counted in the words of English technical prose and source code.
  private static let table: StaticString = """
    46763462604867060878553352
    86557422752853741775720151
    83537318607642831658631040
    75569542821644740664642340
    64785652412668454886355631
    73457833901744831666612250
    73439467801657640774732032
    83449311802555831656632040
    65766661102769751677150406
    83659443604354853372800000
    65359644803645651586535050
    73469431803733840266641070
    86349231814563780264600050
    73777583625435742478552031
    55663452524778660866756331
    82448345602733761867602041
    23032540002744424554904300
    84569451704555740676543050
    63638437704544663378734052
    72549437801543740776524262
    67656551602778470777200322
    82439331801334630253332020
    84558427802537840775404212
    64768634712563480468434652
    65647544712677680587445245
    84049221702444612440403057
    """
}
