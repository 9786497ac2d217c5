import KeyhoundCore

/// Hashes names by multiplying eight bytes at a time with a key that is drawn anew for each process, so that nobody can write two names that
/// come to the same. The standard hash is made for longer texts: it takes several times as long for a name.
struct NameHash {
  private let key: (first: UInt64, second: UInt64)

  /// Draws a key.
  init() {
    // A factor that is odd loses nothing of what it is multiplied with.
    key = (.random(in: .min ... .max) | 1, .random(in: .min ... .max) | 1)
  }

  /// The hash of all workers.
  static let shared = NameHash()

  func callAsFunction(_ name: UnsafeRawBufferPointer) -> UInt64 {
    var hash = key.first ^ UInt64(name.count)
    var rest = name
    while rest.count > 16 {
      hash = mixed(Self.word(rest, 0) ^ key.second, Self.word(rest, 8) ^ hash)
      rest = rest.view(16..<rest.count)
    }
    let (low, high) = Self.ends(of: rest)
    hash = mixed(low ^ key.second, high ^ hash)
    return mixed(hash ^ key.first, key.second)
  }

  /// All of at most sixteen bytes, in two words. Between texts of one length no two are the same.
  private static func ends(of text: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    if text.count >= 8 { return (word(text, 0), word(text, text.count - 8)) }
    if text.count >= 4 {
      let low = text.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
      return (UInt64(low), UInt64(text.loadUnaligned(fromByteOffset: text.count - 4, as: UInt32.self)))
    }
    return (text.reduce(0) { $0 << 8 | UInt64($1) }, 0)
  }

  private static func word(_ text: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Both halves of the product, one upon the other.
  private func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
