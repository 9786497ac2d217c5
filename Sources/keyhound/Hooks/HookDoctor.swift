import KeyhoundGit

/// Says which hook git really runs, and why it might not be ours.
struct HookDoctor {
  let folder: HookFolder
  /// Where the hooks would be if `core.hooksPath` were not set.
  let unconfigured: HookFolder?
  /// The top of the work tree; `nil` in a bare repository.
  let workTree: String?

  /// What was found out about one hook.
  struct Diagnosis {
    var isRun: Bool
    var lines: [String]
  }

  /// What holds for all hooks.
  var preamble: [String] {
    var lines = ["git looks for hooks in \(folder.path)"]
    if let setting = folder.setting {
      lines.append("  because core.hooksPath is \(setting.value), set in \(setting.origin)")
    }
    return lines + bypasses.map { "  warning: \($0)" }
  }

  /// What becomes of the hook `type`.
  func diagnosis(of type: HookType) -> Diagnosis {
    let file = folder.file(type)
    guard file.exists else { return Diagnosis(isRun: false, lines: ["there is no \(file.path)"] + shadowed(type)) }
    guard let text = file.text else { return Diagnosis(isRun: false, lines: ["\(file.path) cannot be read"]) }
    guard file.isExecutable else {
      return Diagnosis(isRun: false, lines: ["\(file.path) is not executable, so git passes it over; chmod +x it"])
    }
    if HookScript.recognizes(text) { return own(file, text, type) }
    let byOthers = foreign(file, text, type)
    return Diagnosis(isRun: byOthers.isRun, lines: byOthers.lines + (byOthers.isRun ? [] : shadowed(type)))
  }

  private func own(_ file: ScriptFile, _ text: String, _ type: HookType) -> Diagnosis {
    var lines = ["git runs \(file.path), which runs keyhound"]
    let earlier = folder.earlierFile(type)
    if earlier.exists {
      lines.append(
        earlier.isExecutable
          ? "\(earlier.path) runs before it" : "\(earlier.path) is not executable and is passed over, as git would")
    }
    guard let program = HookProgram.find(in: text) else {
      return Diagnosis(
        isRun: false, lines: lines + ["but the program keyhound is not where the hook looks for it: it will stop git"])
    }
    return Diagnosis(isRun: true, lines: lines + ["the program is \(program)"])
  }

  private func foreign(_ file: ScriptFile, _ text: String, _ type: HookType) -> Diagnosis {
    if GlobalHooks.passesOn(text), let unconfigured, unconfigured.path != folder.path {
      let inner = HookDoctor(folder: unconfigured, unconfigured: nil, workTree: workTree).diagnosis(of: type)
      return Diagnosis(
        isRun: inner.isRun, lines: ["git runs \(file.path), which passes on to the repository's own"] + inner.lines)
    }
    if text.contains("keyhound") {
      return Diagnosis(isRun: true, lines: ["git runs \(file.path), a hook that names keyhound; keyhound did not write it"])
    }
    guard let tool = HookTool(text: text, folder: folder.path) else {
      return Diagnosis(
        isRun: false,
        lines: ["git runs \(file.path), which does not name keyhound; `keyhound hook install` keeps it and adds to it"])
    }
    return managed(by: tool, file, type)
  }

  private func managed(by tool: HookTool, _ file: ScriptFile, _ type: HookType) -> Diagnosis {
    let start = "git runs \(file.path), which belongs to \(tool.rawValue)"
    let legacy = ScriptFile(path: file.path + ".legacy")
    if tool == .preCommit, legacy.isExecutable, let text = legacy.text, HookScript.recognizes(text) {
      return Diagnosis(isRun: true, lines: [start, "that runs \(legacy.path) first, which runs keyhound"])
    }
    for name in tool.configurations(for: type) {
      guard let text = workTree.flatMap({ ScriptFile(path: "\($0)/\(name)").text }), text.contains("keyhound") else { continue }
      return Diagnosis(isRun: true, lines: [start, "\(name) names keyhound"])
    }
    return Diagnosis(isRun: false, lines: [start, "its configuration does not name keyhound: \(tool.advice(for: type))"])
  }

  /// A hook of ours in the folder that `core.hooksPath` hides.
  private func shadowed(_ type: HookType) -> [String] {
    guard let unconfigured, unconfigured.path != folder.path else { return [] }
    let file = unconfigured.file(type)
    guard file.exists else { return [] }
    let whose = file.text.map(HookScript.recognizes) ?? false ? "keyhound's hook" : "a hook"
    return ["\(whose) in \(file.path) does not run: core.hooksPath hides it; `keyhound hook install` puts one where git looks"]
  }

  /// Variables of this shell that switch hooks off.
  private var bypasses: [String] {
    let switches = [("HUSKY", "0"), ("LEFTHOOK", "0"), ("LEFTHOOK", "false"), ("OVERCOMMIT_DISABLE", "1")]
    var found = switches.filter { Terminal.variable($0.0) == $0.1 }.map {
      "\($0.0)=\($0.1) is set here and switches its hooks off"
    }
    if let skipped = Terminal.variable("SKIP"), skipped.contains("keyhound") {
      found.append("SKIP=\(skipped) is set here and makes the pre-commit framework leave keyhound out")
    }
    return found
  }
}
