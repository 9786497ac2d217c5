/// Which characters are taken for one another when text is read off a picture.
enum Confusion {
  /// The class that a character belongs to, named by one of its members: `0` for `O`, `o` and `D`, `1` for `l` and `I`; letters lose their case.
  static func folded(_ byte: UInt8) -> UInt8 { table.withUTF8Buffer { $0[Int(byte & 0x7F)] } }

  static func folded(_ text: some Sequence<UInt8>) -> [UInt8] { text.map { folded($0) } }

  /// What stands for a character beyond ASCII that is no quotation mark: the reader saw something there, but not what.
  static let strange: UInt8 = 0x7F

  /// The ASCII character that `scalar` is, or was most likely.
  static func ascii(_ scalar: Unicode.Scalar) -> UInt8 {
    if scalar.isASCII { return UInt8(scalar.value) }
    switch scalar {
    case "“", "”", "„", "«", "»": return UInt8(ascii: "\"")
    case "‘", "’", "‚": return UInt8(ascii: "'")
    case "–", "—", "‐", "−": return UInt8(ascii: "-")
    case "·", "•", "∙": return UInt8(ascii: ".")
    case "…", "™", "®": return UInt8(ascii: "*")
    default: return strange
    }
  }

  /// One entry for each ASCII character; control characters are blanks.
  private static let table: StaticString = """
                                    \
     1\"#5%8'c1*+._./0123459789:;<=>?\
    @a8c0ef9h11k1mn0p9r5tuvwxy2[\\1^_\
    'a8c0ef9h11k1mn0p9r5tuvwxy2{11_?
    """
}
