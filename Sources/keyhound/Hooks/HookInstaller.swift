/// Puts hooks into a folder and takes them out again.
struct HookInstaller {
  let folder: HookFolder
  /// The program that the hooks are to run.
  let program: String?
  var isGlobal = false

  /// Writes the hook, after an earlier one has been put aside.
  /// - Returns: what was done, as a sentence.
  func install(_ type: HookType) throws(CommandFailure) -> String {
    let file = folder.file(type)
    let script = HookScript(type: type, program: program, isGlobal: isGlobal)
    var note = ""
    if file.exists, !isOurs(file), !passesOn(file) {
      try refuseHusky(type, file)
      try putAside(file, type)
      note = "; the hook that was there runs first"
    }
    try ScriptFile.makeFolder(folder.path)
    try file.write(script.text)
    return "\(type.rawValue): installed as \(file.path)\(note)"
  }

  /// Removes the hook and brings an earlier one back.
  /// - Returns: what was done, as a sentence; `nil` when there was no hook of ours.
  func uninstall(_ type: HookType) throws(CommandFailure) -> String? {
    let file = folder.file(type)
    guard file.exists, isOurs(file) else { return nil }
    let earlier = folder.earlierFile(type)
    guard earlier.exists else {
      try file.remove()
      return "\(type.rawValue): removed from \(file.path)"
    }
    try earlier.move(to: file)
    return "\(type.rawValue): removed from \(file.path), and the hook that was there before is back"
  }

  private func isOurs(_ file: ScriptFile) -> Bool { file.text.map(HookScript.recognizes) ?? false }

  private func passesOn(_ file: ScriptFile) -> Bool { file.text.map(GlobalHooks.passesOn) ?? false }

  private func putAside(_ file: ScriptFile, _ type: HookType) throws(CommandFailure) {
    let earlier = folder.earlierFile(type)
    guard !earlier.exists else {
      throw CommandFailure(
        "\(file.path) is a hook of another program, and so is \(earlier.path); remove the one that is no longer wanted")
    }
    try file.move(to: earlier)
  }

  /// Husky writes its folder anew whenever packages are installed, so a hook in there would not last.
  private func refuseHusky(_ type: HookType, _ file: ScriptFile) throws(CommandFailure) {
    guard folder.path.hasSuffix("/.husky/_") else { return }
    throw CommandFailure(
      "husky runs the hooks of this repository and rewrites \(folder.path); \(HookTool.husky.advice(for: type))")
  }
}
