import KeyhoundCore

/// The name of a git object: the 20 bytes of a SHA-1 or the 32 of a SHA-256, kept inline.
package struct ObjectID: Hashable, Comparable, Sendable {
  /// The bytes in big-endian words, so that words compare as bytes do; unused ones are zero.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  /// How many bytes the id has.
  package let count: Int8

  /// Takes the bytes of an id, as trees and indexes hold them; `nil` unless there are 20 or 32.
  package init?(_ bytes: UnsafeRawBufferPointer) {
    guard let format = ObjectFormat(byteCount: bytes.count), let base = bytes.baseAddress else { return nil }
    self.init(format, at: base)
  }

  /// Reads an id of the given format at `address`.
  init(_ format: ObjectFormat, at address: UnsafeRawPointer) {
    count = Int8(format.byteCount)
    words.0 = address.bigEndianWord(at: 0)
    words.1 = address.bigEndianWord(at: 8)
    switch format {
    case .sha1: words.2 = UInt64(address.bigEndianHalf(at: 16)) << 32
    case .sha256:
      words.2 = address.bigEndianWord(at: 16)
      words.3 = address.bigEndianWord(at: 24)
    }
  }

  /// Reads 40 or 64 hexadecimal digits.
  package init?(hex: some StringProtocol) {
    self.init(hexDigits: Array(hex.utf8))
  }

  /// Reads 40 or 64 hexadecimal digits.
  package init?(hexDigits digits: some Collection<UInt8>) {
    guard let id = Array(digits).withUnsafeBytes({ ObjectID(hexDigits: $0) }) else { return nil }
    self = id
  }

  /// Reads 40 or 64 hexadecimal digits.
  package init?(hexDigits digits: UnsafeRawBufferPointer) {
    guard digits.count % 2 == 0, let format = ObjectFormat(byteCount: digits.count / 2) else { return nil }
    let values = Self.values
    var greatest: UInt8 = 0
    func word(_ range: Range<Int>) -> UInt64 {
      var word: UInt64 = 0
      for index in range {
        let value = values[Int(digits[index])]
        greatest = max(greatest, value)
        word = word << 4 | UInt64(value)
      }
      return word
    }
    words.0 = word(0..<16)
    words.1 = word(16..<32)
    switch format {
    case .sha1: words.2 = word(32..<40) << 32
    case .sha256:
      words.2 = word(32..<48)
      words.3 = word(48..<64)
    }
    guard greatest < 16 else { return nil }
    count = Int8(format.byteCount)
  }

  /// The id in lower-case hexadecimal, as git prints it.
  package var hex: String {
    String(unsafeUninitializedCapacity: 2 * Int(count)) { digits in
      for index in 0..<Int(count) {
        digits[2 * index] = Self.digits[Int(self[index] >> 4)]
        digits[2 * index + 1] = Self.digits[Int(self[index] & 15)]
      }
      return 2 * Int(count)
    }
  }

  /// Byte number `index`.
  package subscript(index: Int) -> UInt8 {
    let word = [words.0, words.1, words.2, words.3][index / 8]
    return UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index % 8)))
  }

  /// The first byte, by which stores divide their objects.
  var firstByte: Int { Int(words.0 >> 56) }

  /// The first eight bytes as a number, in whose order ids are sorted.
  var leadingWord: UInt64 { words.0 }

  /// Whether all bytes are zero: git's way of saying "no object".
  package var isNull: Bool { words == (0, 0, 0, 0) }

  /// The id as bytes.
  package var bytes: [UInt8] { (0..<Int(count)).map { self[$0] } }

  package static func == (a: Self, b: Self) -> Bool { a.words == b.words && a.count == b.count }

  package static func < (a: Self, b: Self) -> Bool { a.words < b.words }

  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  private static let digits = Array("0123456789abcdef".utf8)

  /// What each byte is worth as a digit; 255 for what is none.
  private static let values = (UInt8.min...UInt8.max).map { digits.firstIndex(of: $0.lowercasedASCII).map { UInt8($0) } ?? 255 }
}

extension ObjectID: CustomStringConvertible {
  package var description: String { hex }
}

/// The hash a repository names its objects with.
package enum ObjectFormat: String, Sendable {
  case sha1, sha256

  package init?(byteCount: Int) {
    switch byteCount {
    case 20: self = .sha1
    case 32: self = .sha256
    default: return nil
    }
  }

  /// Bytes of an id.
  package var byteCount: Int { self == .sha1 ? 20 : 32 }
}

extension UnsafeRawPointer {
  /// The 8 bytes at `offset`, most significant first.
  func bigEndianWord(at offset: Int) -> UInt64 { UInt64(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }

  /// The 4 bytes at `offset`, most significant first.
  func bigEndianHalf(at offset: Int) -> UInt32 { UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes from `offset` on begin with `prefix`.
  func holds(_ prefix: StaticString, at offset: Int) -> Bool {
    guard prefix.utf8CodeUnitCount <= count - offset else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy { self[offset + $0] == prefix.utf8Start[$0] }
  }
}
