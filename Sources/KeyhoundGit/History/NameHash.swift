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
    guard let start = name.baseAddress else { return mixed(hash, key.second) }
    var offset = 0
    while name.count - offset > 16 {
      hash = mixed(Self.word(start + offset) ^ key.second, Self.word(start + offset + 8) ^ hash)
      offset += 16
    }
    let (low, high) = Self.ends(of: start + offset, name.count - offset)
    hash = mixed(low ^ key.second, high ^ hash)
    return mixed(hash ^ key.first, key.second)
  }

  /// All of at most sixteen bytes, in two words. Between texts of one length no two are the same.
  private static func ends(of start: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
    if count >= 8 { return (word(start), word(start + count - 8)) }
    if count >= 4 {
      let (low, high) = (start.loadUnaligned(as: UInt32.self), (start + count - 4).loadUnaligned(as: UInt32.self))
      return (UInt64(low), UInt64(high))
    }
    var low: UInt64 = 0
    for offset in 0..<count { low = low << 8 | UInt64(start.load(fromByteOffset: offset, as: UInt8.self)) }
    return (low, 0)
  }

  private static func word(_ place: UnsafeRawPointer) -> UInt64 { place.loadUnaligned(as: UInt64.self) }

  /// Both halves of the product, one upon the other.
  private func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
