#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore
import KeyhoundRules

/// Ignore files and configuration files, folder by folder: those in the folder of a finding and in all above it.
struct ExceptionFolders: ExceptionSource {
  private let texts: any PolicyTexts
  /// Whether `.keyhound.toml` is looked for in folders.
  private let readsConfiguration: Bool
  private let names: RuleNames
  /// The folders whose configuration holds for the whole run, and of which `issuesForAll` has told.
  private let heard: Set<String>
  let above: [ScopedExceptions]

  static let ignoreFileName = ".keyhoundignore"
  static let gitleaksIgnoreFileName = ".gitleaksignore"

  /// Takes the files from `texts`. With settings in `loaded`, which then hold for all paths, the folders' configuration files have no say.
  init(texts: any PolicyTexts, _ loaded: LoadedRules) {
    let settings = loaded.settings
    self.texts = texts
    names = RuleNames(loaded)
    heard = Set((texts.outer.map(\.path) + [""]).map(texts.identity))
    readsConfiguration = settings == nil
    var above: [ScopedExceptions] = []
    for folder in texts.outer {
      let found = Self.read(folder.path, texts, readsConfiguration: settings == nil)
      if let found { above.append(ScopedExceptions(found, prefix: folder.prefix)) }
    }
    if let settings {
      var given = FolderExceptions()
      given.settings = settings
      above.append(ScopedExceptions(given))
    }
    self.above = above
  }

  func exceptions(in folder: String) -> FolderExceptions? {
    guard texts.maySpeak(folder) else { return nil }
    guard var found = Self.read(folder, texts, readsConfiguration: readsConfiguration) else { return nil }
    if let settings = found.settings, !heard.contains(texts.identity(of: folder)) {
      found.issues += names.issues(in: settings) + Self.unheard(settings)
    }
    return found
  }

  /// What the configuration that holds for all paths says of rules that are not there.
  var issuesForAll: [Issue] {
    let own = Self.read("", texts, readsConfiguration: readsConfiguration)?.settings
    return (above.map(\.exceptions.settings) + [own]).compactMap { $0 }.flatMap(names.issues)
  }

  private static func read(_ folder: String, _ texts: any PolicyTexts, readsConfiguration: Bool) -> FolderExceptions? {
    var found = FolderExceptions()
    func text(_ name: String) -> (name: String, text: String)? {
      let path = folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      do throws(CommandFailure) {
        return try texts.text(of: path).map { (path, $0) }
      } catch {
        found.issues.append(Issue(.unreadable, path: path, message: "\(error); what it excepts is reported"))
        return nil
      }
    }
    if let file = text(ignoreFileName) {
      let ignores = IgnoreFile(text: file.text, name: file.name)
      found.ignores = ignores
      found.issues += issues(in: ignores)
    }
    if let file = text(gitleaksIgnoreFileName) { found.gitleaksIgnores = GitleaksIgnoreFile(text: file.text, name: file.name) }
    if readsConfiguration, let file = text(ConfigurationFile.name) {
      do throws(RuleFileError) {
        found.settings = try ConfigurationFile(RuleFile(name: file.name, text: file.text)).settings
      } catch {
        found.issues.append(Issue(.malformed, path: file.name, message: "line \(error.line): \(error.message); it has no say"))
      }
    }
    return found.isEmpty ? nil : found
  }

  /// What a configuration file says that holds for a whole run, and that only the folder a scan starts in, and those above it, may say.
  private static func unheard(_ settings: Settings) -> [Issue] {
    guard !settings.wholeRunKeys.isEmpty else { return [] }
    let keys = settings.wholeRunKeys.joined(separator: ", ")
    let message = "\(keys): has no say from here; start the scan in that folder, or name the file with --config"
    return [Issue(.malformed, path: settings.name, message: message)]
  }

  private static func issues(in ignores: IgnoreFile) -> [Issue] {
    ignores.mistakes.map { mistake in
      Issue(.malformed, path: ignores.name, message: "line \(mistake.line): \(mistake.message); it excepts nothing")
    }
  }
}

/// A folder above the current one.
struct OuterFolder: Sendable {
  /// The way up, such as `../..`.
  let path: String
  /// The way down again.
  let prefix: [String]

  /// Those that may speak about the current folder, the outermost first: up to the top of the repository, if it lies in one.
  static var all: [OuterFolder] {
    guard let current = getcwd(nil, 0) else { return [] }
    defer { free(current) }
    let parts = String(cString: current).split(separator: "/").map(String.init)
    var folders: [OuterFolder] = []
    var path = "."
    while folders.count < parts.count, access("\(path)/.git", F_OK) != 0 {
      path = path == "." ? ".." : "../\(path)"
      folders.append(OuterFolder(path: path, prefix: Array(parts.suffix(folders.count + 1))))
    }
    return folders.reversed()
  }
}
