import KeyhoundCore
import KeyhoundEngine
import KeyhoundRules

/// The names of rules, against which those that people write are held.
struct RuleNames: Sendable {
  private let known: Once<[String]>

  /// Takes the names of the rules that were loaded, and those of the built-in ones, which a configuration may speak of wherever it is used.
  init(_ loaded: LoadedRules) {
    known = Once { Array(Set((loaded.all + BuiltInRules.loaded.all).map(\.id))).sorted() }
  }

  /// What there is to say of a name that is none of them.
  func correction(of name: String) -> String {
    let guess = nearest(to: name).map { "did you mean \($0)? " } ?? ""
    return "there is no rule called \(name); \(guess)`keyhound rules list` shows all of them"
  }

  /// What `settings` says of rules that are not there.
  func issues(in settings: Settings) -> [Issue] {
    var mentions = settings.settings.map { setting in (Self.part(setting.place, of: settings.name), setting.rules) }
    mentions += settings.allowlists.map { ("allowlists", $0.targetRules) }
    return mentions.flatMap { part, names in
      names.filter { !isMeant($0) }.map { name in
        Issue(.malformed, path: settings.name, message: "\(part): \(correction(of: name))")
      }
    }
  }

  /// Whether `pattern`, in which `*` stands for anything, names a rule.
  private func isMeant(_ pattern: String) -> Bool { known.value.contains { Setting.names(pattern, $0) } }

  /// `.keyhound.toml:7` and `.keyhound.toml: exclude` as seen from that file: `line 7`, `exclude`.
  private static func part(_ place: String, of file: String) -> String {
    let rest = place.hasPrefix(file) ? place.dropFirst(file.count + 1) : place[...]
    return Int(rest).map { "line \($0)" } ?? String(rest.drop { $0 == " " })
  }

  /// The name that a slip of the finger, or a name cut short, most likely stands for.
  private func nearest(to name: String) -> String? {
    let bytes = Array(name.lowercased().utf8)
    let distances = known.value.map { (name: $0, distance: Self.distance(bytes, Array($0.utf8))) }
    if let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= min(3, 1 + bytes.count / 4) {
      return best.name
    }
    return known.value.first { $0.hasPrefix("\(name)-") }
  }

  /// How many letters are to be put in, taken out or changed to make `b` of `a` (Levenshtein).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, byte) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substituted = diagonal + (byte == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
