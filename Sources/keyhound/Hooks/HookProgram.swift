#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program that a hook script runs.
enum HookProgram {
  /// This program, as an absolute path; `nil` when that cannot be told.
  static var current: String? {
    let name = CommandLine.arguments.first ?? ""
    let path = name.contains("/") ? name : searchPath.map { "\($0)/\(name)" }.first(where: isExecutable)
    guard let path, let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The program that the script `text` would run here.
  static func find(in text: String) -> String? {
    let recorded = text.split(separator: "\n").first { $0.hasPrefix("for keyhound in") }?
      .split(separator: "'").dropFirst().first.map(String.init)
    let home = Terminal.variable("HOME").map { "\($0)/.local/bin/keyhound" }
    let places = [Terminal.variable("KEYHOUND"), recorded] + searchPath.map { "\($0)/keyhound" }
    let usual = [home, "/usr/local/bin/keyhound", "/opt/homebrew/bin/keyhound"]
    return (places + usual).compactMap { $0 }.first { $0.contains("/") && isExecutable($0) }
  }

  private static var searchPath: [String] {
    (Terminal.variable("PATH") ?? "").split(separator: ":").map(String.init)
  }

  private static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }
}
