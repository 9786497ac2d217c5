import FoundationEssentials

/// A notebook with places for keys, such as `{{a07}}` or `{{a08 head}}`: what the fixtures are, so that no key stands in the repository.
///
/// Equal names stand for one key. The word behind the name says how it is written: see `KeyForm`.
struct NotebookTemplate {
  /// The notebook with keys in it.
  private(set) var bytes: [UInt8] = []
  /// The keys by name.
  private(set) var keys: [String: String] = [:]
  /// From where to where each key is written.
  private(set) var places: [String: Range<Int>] = [:]

  private var random: SplitMix

  /// The same `seed` gives the same keys.
  init(_ text: String, seed: UInt64 = .random(in: 0 ... .max)) throws {
    random = SplitMix(state: seed)
    var rest = text.utf8[...]
    while let open = rest.firstRange(of: "{{".utf8), let close = rest[open.upperBound...].firstRange(of: "}}".utf8) {
      bytes += rest[..<open.lowerBound]
      let words = String(decoding: rest[open.upperBound..<close.lowerBound], as: UTF8.self).split(separator: " ")
      guard let name = words.first.map(String.init), name.count == 3, words.count <= 2 else {
        bytes += "{{".utf8
        rest = rest[open.upperBound...]
        continue
      }
      try write(name, as: words.count == 2 ? String(words[1]) : "plain")
      rest = rest[close.upperBound...]
    }
    bytes += rest
  }

  private mutating func write(_ name: String, as form: String) throws {
    let key = keys[name] ?? TestKey.prefixSecret(&random)
    keys[name] = key
    let start = places[name]?.lowerBound ?? bytes.count
    bytes += try KeyForm(named: form).written(key)
    places[name] = start..<bytes.count
  }

  /// A fixture of `fixtures/notebooks`.
  init(fixture name: String, seed: UInt64 = .random(in: 0 ... .max)) throws {
    try self.init(String(contentsOfFile: Self.folder.appending(path: name).path, encoding: .utf8), seed: seed)
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/notebooks")
}

/// Keys for tests: random, so that none ever stands in the repository.
enum TestKey {
  static func prefixSecret() -> String {
    var random = SystemRandomNumberGenerator()
    return prefixSecret(&random)
  }

  static func prefixSecret(_ random: inout some RandomNumberGenerator) -> String {
    "\(characters(8, &random)).\(characters(32, &random))"
  }

  /// Letters and digits, at least one of each kind, with no run that happens to be a word.
  private static func characters(_ count: Int, _ random: inout some RandomNumberGenerator) -> String {
    let (upper, lower, digits) = ("BCDFGHJKLMNPQRSTVWXZ", "bcdfghjkmnpqrstvwxz", "23456789")
    let all = upper + lower + digits
    var characters = [upper, lower, digits].map { $0.randomElement(using: &random)! }
    for _ in 3..<count { characters.append(all.randomElement(using: &random)!) }
    return String(characters.shuffled(using: &random))
  }
}
