import KeyhoundCore

/// The names of files and folders that one worker has met. A name is known by a hash that differs from process to process.
final class NameTable {
  typealias Hash = UInt64

  /// What is to be done about entries of a name.
  struct Traits: OptionSet {
    let rawValue: UInt8
    /// The name itself may hold a key.
    static let isSuspicious = Traits(rawValue: 1)
    /// Files of this name are looked at whatever they hold.
    static let isWanted = Traits(rawValue: 2)
  }

  private var hashes = [Hash](repeating: 0, count: 1 << 12)
  private var traits = [Traits](repeating: [], count: 1 << 12)
  private var count = 0

  /// The hash of a name; never 0.
  static func hash(of name: UnsafeRawBufferPointer) -> Hash { max(1, NameHash.shared(name)) }

  /// What is known of a name; `nil` if it has not been met.
  func traits(of hash: Hash) -> Traits? {
    let place = place(of: hash)
    return hashes[place] == hash ? traits[place] : nil
  }

  /// Takes down what is to be known of a name that has not been met, and returns it.
  func note(_ traits: Traits, of hash: Hash) -> Traits {
    count += 1
    if 2 * count > hashes.count { grow() }
    insert(hash, traits)
    return traits
  }

  private func place(of hash: Hash) -> Int {
    var place = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
    while hashes[place] != 0, hashes[place] != hash { place = (place + 1) & (hashes.count - 1) }
    return place
  }

  private func insert(_ hash: Hash, _ result: Traits) {
    let place = place(of: hash)
    hashes[place] = hash
    traits[place] = result
  }

  private func grow() {
    let old = zip(hashes, traits).filter { $0.0 != 0 }
    hashes = Array(repeating: 0, count: 2 * hashes.count)
    traits = Array(repeating: [], count: hashes.count)
    for (hash, result) in old { insert(hash, result) }
  }
}
