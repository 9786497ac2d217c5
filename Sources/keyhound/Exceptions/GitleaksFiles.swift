import FoundationEssentials
import KeyhoundRules

/// A gitleaks configuration that nobody named on the command line.
///
/// One in the environment was chosen by a person and is taken at its word: it replaces the built-in rules, unless it builds on them. One that
/// lies in the scanned folder only adds to them, so that a file written for another scanner does not take rules away by saying nothing of them.
struct GitleaksFiles {
  /// As reports call it.
  let path: String
  let config: GitleaksConfig

  static let name = ".gitleaks.toml"
  static let fileVariable = "GITLEAKS_CONFIG"
  static let textVariable = "GITLEAKS_CONFIG_TOML"

  /// What the environment names, or holds itself.
  static func fromEnvironment(
    _ read: (String) throws -> String, _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> RuleFile? {
    if let path = environment[fileVariable], !path.isEmpty { return RuleFile(name: path, text: try read(path)) }
    return environment[textVariable].flatMap { $0.isEmpty ? nil : RuleFile(name: textVariable, text: $0) }
  }

  /// Those in the scanned folders, in the current one and above it. A folder that has a `.keyhound.toml` too has moved on.
  static func found(in roots: [String], _ texts: any PolicyTexts) throws -> [GitleaksFiles] {
    var found: [GitleaksFiles] = []
    for folder in texts.outer.map(\.path) + [""] + roots {
      let prefix = folder.isEmpty || folder == "." ? "" : folder.hasSuffix("/") ? folder : "\(folder)/"
      let path = prefix + name
      guard !found.contains(where: { $0.path == path }), !texts.exists(prefix + ConfigurationFile.name),
        let text = try texts.text(of: path)
      else { continue }
      found.append(GitleaksFiles(path: path, config: try GitleaksConfig(RuleFile(name: path, text: text))))
    }
    return found
  }

  /// `base` with what this file adds to it, and the files that it builds on.
  func added(to base: LoadedRules, from texts: any PolicyTexts, depth: Int = 0) throws -> LoadedRules {
    guard let basePath = config.basePath else { return config.added(to: base) }
    guard depth < 2 else { throw CommandFailure("\(path): extend goes more than two files deep") }
    guard let text = try texts.text(of: basePath) else {
      throw CommandFailure("\(path): extend names \(basePath), which is not there")
    }
    let outer = GitleaksFiles(path: basePath, config: try GitleaksConfig(RuleFile(name: basePath, text: text)))
    return config.added(to: try outer.added(to: base, from: texts, depth: depth + 1))
  }
}
