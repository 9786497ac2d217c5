import KeyhoundCore
import KeyhoundRules

/// The configuration that holds for a whole run: the file named with `--config`, or those of the current folder and above.
struct Configuration {
  /// Outermost first, each with the folder it lies in.
  var files: [(folder: String, file: ConfigurationFile)] = []
  /// The settings of the file that was named; `nil` where each folder speaks for itself.
  var chosen: Settings?

  /// Takes the text of the file called `path`, whose own paths begin in `folder`.
  init(path: String, text: String, folder: String) throws {
    let file = try ConfigurationFile(RuleFile(name: path, text: text))
    files = [(folder, file)]
    chosen = file.settings
  }

  /// Looks in the folder that paths begin in, and above it on disk.
  init(from texts: any PolicyTexts) throws {
    for folder in texts.outer.map(\.path) + [""] {
      let path = folder.isEmpty ? ConfigurationFile.name : "\(folder)/\(ConfigurationFile.name)"
      guard let text = try texts.text(of: path) else { continue }
      files.append((folder, try ConfigurationFile(RuleFile(name: path, text: text))))
    }
  }

  /// `base` with the rules of all files, of which the inner ones stay where two have the same id, and what else they say.
  func applied(to base: LoadedRules) -> LoadedRules {
    var loaded = files.reduce(base) { $0.adding(LoadedRules(rules: $1.file.rules)) }
    loaded.settings = chosen
    loaded.decodeDepth = files.compactMap(\.file.decodeDepth).last
    loaded.images = files.compactMap(\.file.images).last
    loaded.baselines = files.compactMap { folder, file in
      file.baseline.map { folder.isEmpty || $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" }
    }
    return loaded
  }
}
