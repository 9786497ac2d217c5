/// A program that manages hooks of its own.
enum HookTool: String, CaseIterable {
  case husky, lefthook
  case preCommit = "the pre-commit framework"
  case overcommit

  /// The tool that wrote the hook `text`, found in the folder `folder`.
  init?(text: String, folder: String) {
    guard let tool = Self.allCases.first(where: { $0.wrote(text, in: folder) }) else { return nil }
    self = tool
  }

  private func wrote(_ text: String, in folder: String) -> Bool {
    switch self {
    case .husky: folder.hasSuffix("/.husky/_") || folder.hasSuffix("/.husky") || text.contains("husky")
    case .lefthook: text.contains("lefthook")
    case .preCommit: text.contains("pre-commit.com") || text.contains("pre_commit") || text.contains("pre-commit hook-impl")
    case .overcommit: text.contains("overcommit")
    }
  }

  /// Files of the work tree in which the tool's own configuration may name keyhound.
  func configurations(for type: HookType) -> [String] {
    switch self {
    case .husky: [".husky/\(type.rawValue)"]
    case .lefthook: ["lefthook.yml", ".lefthook.yml", "lefthook.yaml", ".lefthook.yaml", "lefthook-local.yml", "lefthook.toml"]
    case .preCommit: [".pre-commit-config.yaml"]
    case .overcommit: [".overcommit.yml"]
    }
  }

  /// What to write there so that keyhound runs.
  func advice(for type: HookType) -> String {
    let command = "keyhound hook run \(type.rawValue)"
    return switch self {
    case .husky: "add the line `\(command) -- \"$@\"` to .husky/\(type.rawValue)"
    case .lefthook: "add to lefthook.yml:  \(type.rawValue): { jobs: [ { run: \(command) -- {0}, use_stdin: true } ] }"
    case .preCommit: "add keyhound's repository to .pre-commit-config.yaml, with `id: keyhound`"
    case .overcommit: "add a hook to .overcommit.yml whose command is `\(command)`"
    }
  }
}
