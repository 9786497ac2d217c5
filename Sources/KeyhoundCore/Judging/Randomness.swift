/// Tells characters that a machine drew from those that a person composed.
package struct Randomness {
  private let text: UnsafeRawBufferPointer

  package init(_ text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// Whether the characters change kind often, or letters follow each other as they do in no word, or it is a long number in base 16.
  ///
  /// Eight characters are the fewest that can tell, twelve where none is a digit. Of random texts of 16 letters and digits, about one in a hundred is not seen to be one.
  package var isRandom: Bool {
    guard text.count >= 8, !TextStatistics(text).isSequence else { return false }
    if isHexadecimal { return TextStatistics(text).entropy > 2.6 }
    let statistics = TextStatistics(text)
    guard statistics.entropy > entropyFloor, hasDigit || text.count >= 12 else { return false }
    if changeShare >= 0.4 && statistics.letterPairScore < 1 { return true }
    return text.count >= 12 && statistics.letterPairScore < (hasDigit ? -0.4 : -0.9)
  }

  /// What random text of this length nearly always exceeds; words repeat their letters more.
  private var entropyFloor: Double { text.count < 12 ? 2.4 : text.count < 20 ? 2.9 : 3.3 }

  private var hasDigit: Bool { text.contains { $0.isDigitASCII } }

  /// At least sixteen digits of base 16 in one case, with hyphens or without, some of them letters and some not.
  private var isHexadecimal: Bool {
    var (numerals, lower, upper) = (0, 0, 0)
    for byte in text where byte != UInt8(ascii: "-") {
      switch byte {
      case 0x30...0x39: numerals += 1
      case 0x41...0x46: upper += 1
      case 0x61...0x66: lower += 1
      default: return false
      }
    }
    let letters = lower + upper
    return numerals > 0 && numerals + letters >= 16 && letters * 8 >= numerals + letters && min(lower, upper) == 0
  }

  /// The share of neighbours of different kinds; a capital before small letters begins a word and does not count, nor do separators.
  private var changeShare: Double {
    let changes = zip(text, text.dropFirst()).count { first, second in
      Self.kind(first) != Self.kind(second) && !(first.isUpperASCII && second.isLowerASCII)
        && !Self.separators.contains(first) && !Self.separators.contains(second)
    }
    return Double(changes) / Double(text.count - 1)
  }

  private static let separators = Array("-_./ ".utf8)

  private static func kind(_ byte: UInt8) -> Int {
    byte.isDigitASCII ? 0 : byte.isLowerASCII ? 1 : byte.isUpperASCII ? 2 : 3
  }
}
