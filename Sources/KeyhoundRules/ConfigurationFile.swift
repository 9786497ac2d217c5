package import KeyhoundCore

/// A `.keyhound.toml` as a value: its say in what is reported, rules of its own, and the baseline it names.
package struct ConfigurationFile: Sendable {
  package var settings: Settings
  package var rules: [Rule] = []
  /// The path of a baseline, seen from the folder of the file.
  package var baseline: String?
  /// How many encodings may lie one inside another.
  package var decodeDepth: Int?

  /// How many encodings may lie one inside another, at most.
  package static let decodeDepths = 0...8
  /// Whether the text that pictures show is read; `nil` where it does not say.
  package var images: Bool?

  /// The name under which it is looked for.
  package static let name = ".keyhound.toml"

  /// Reads `file`.
  package init(_ file: RuleFile) throws(RuleFileError) {
    let dialect = RuleDialect.keyhound
    let table = try RuleLoader.table(file, dialect)
    settings = Settings(name: file.name)
    for key in ["title", "description"] { _ = try table.string(key) }
    baseline = try table.string("baseline")
    decodeDepth = try table.integer("decodeDepth")
    if let decodeDepth, !Self.decodeDepths.contains(decodeDepth) {
      let most = Self.decodeDepths.upperBound
      throw table.error(at: "decodeDepth", "decodeDepth is \(decodeDepth); it must be a number from 0 to \(most)")
    }
    images = try table.flag("images")
    settings.settings = try Self.general(table)
    for entry in try table.tables("settings") { settings.settings.append(try Self.setting(entry)) }
    settings.allowlists = try AllowlistReader.lists(in: table)
    rules = try RuleLoader.rules(in: table, dialect)
    try table.finish()
    let wholeRun = [
      ("rules", !rules.isEmpty), ("baseline", baseline != nil), ("decodeDepth", decodeDepth != nil), ("images", images != nil),
    ]
    settings.wholeRunKeys = wholeRun.filter(\.1).map(\.0)
  }

  /// What stands at the top and holds for everything.
  private static func general(_ table: TableReader) throws(RuleFileError) -> [Setting] {
    var settings: [Setting] = []
    var common = Setting(place: table.definedAt)
    common.minimumConfidence = try level(table)
    if let examples = try table.inner("examples") {
      common.ignoresExamples = try examples.flag("ignore")
      try examples.finish()
    }
    if common.minimumConfidence != nil || common.ignoresExamples != nil { settings.append(common) }
    for (key, path) in [("disabledRules", false), ("exclude", true)] {
      let names = try table.strings(key)
      guard !names.isEmpty else { continue }
      var setting = Setting(place: "\(table.file): \(key)")
      setting.isReported = false
      if path { setting.paths = names.compactMap { IgnorePattern($0) } } else { setting.rules = names }
      settings.append(setting)
    }
    return settings
  }

  private static func setting(_ entry: TableReader) throws(RuleFileError) -> Setting {
    var setting = Setting(place: entry.definedAt)
    setting.paths = try entry.strings("paths").compactMap { IgnorePattern($0) }
    setting.rules = try entry.strings("rules")
    setting.minimumConfidence = try level(entry)
    setting.ignoresExamples = try entry.flag("ignoreExamples")
    setting.isReported = try entry.flag("report")
    setting.reason = try entry.string("reason")
    try entry.finish()
    guard setting.minimumConfidence != nil || setting.ignoresExamples != nil || setting.isReported != nil else {
      throw entry.error(at: "", "settings that set nothing; give them report, minConfidence or ignoreExamples")
    }
    return setting
  }

  private static func level(_ table: TableReader) throws(RuleFileError) -> Confidence? {
    try table.choice("minConfidence", ["low", "medium", "high"]) { name in
      Confidence(name: name).flatMap { $0 == .none ? nil : $0 }
    }
  }
}
