/// SHA-1 (RFC 3174), for the baselines of programs that use it. Good for nothing else.
package enum SHA1 {
  /// 40 hexadecimal digits.
  package static func hexadecimalDigest(of message: [UInt8]) -> String {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    let padded = padded(message)
    for block in stride(from: 0, to: padded.count, by: 64) { compress(padded[block..<block + 64], into: &state) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func padded(_ message: [UInt8]) -> [UInt8] {
    let zeros = (119 - message.count % 64) % 64
    let bits = UInt64(message.count) * 8
    return message + [0x80] + [UInt8](repeating: 0, count: zeros)
      + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
  }

  private static func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    let words = schedule(Array(block))
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for round in 0..<80 {
      let mixed: UInt32
      switch round / 20 {
      case 0: mixed = (b & c | ~b & d) &+ 0x5a82_7999
      case 1: mixed = (b ^ c ^ d) &+ 0x6ed9_eba1
      case 2: mixed = (b & c | b & d | c & d) &+ 0x8f1b_bcdc
      default: mixed = (b ^ c ^ d) &+ 0xca62_c1d6
      }
      (a, b, c, d, e) = (rotated(a, 5) &+ mixed &+ e &+ words[round], a, rotated(b, 30), c, d)
    }
    for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
  }

  private static func schedule(_ bytes: [UInt8]) -> [UInt32] {
    var words = (0..<16).map { index in bytes[4 * index..<4 * index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
    for index in 16..<80 { words.append(rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)) }
    return words
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
}
