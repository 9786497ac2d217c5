import Foundation
import Testing

/// What is doubtful in a configuration is said once, whatever path leads to it.
@Suite struct ConfigurationNoteTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
    try git.writeKey(to: "a.env")
    try git.writeKey(to: "sub/deep/b.env")
  }

  private func notes(_ command: String, in folder: String = ".") throws -> [Substring] {
    try git.trySh("keyhound \(command)", in: folder).output.split(separator: "\n").filter { $0.hasPrefix("note: ") }
  }

  static let scans = [
    ("scan", "."), ("scan .", "."), ("scan \"$PWD\"", "."), ("scan sub \"$PWD\"", "."), ("scan ../work", "."), ("scan", "sub"),
    ("scan ..", "sub"), ("scan deep ..", "sub"), ("scan \"$PWD\"", "sub"), ("scan \"$PWD/..\"", "sub"),
    ("scan \"$(dirname \"$PWD\")\"", "sub"), ("git --staged", "."), ("git --staged", "sub"),
  ]

  @Test(arguments: scans) func `of the one at the top`(command: String, folder: String) throws {
    try git.write("disabledRules = [\"no-such-rule\"]\ndecodeDepth = 1\n", to: ".keyhound.toml")
    try git.sh("git add .")
    let notes = try notes(command, in: folder)
    #expect(notes.count == 1 && notes[0].contains(".keyhound.toml: disabledRules: there is no rule called"), "\(notes)")
  }

  @Test(arguments: scans) func `of one further in, where it has no say in the whole run`(command: String, folder: String) throws {
    try git.write("disabledRules = [\"no-such-rule\"]\ndecodeDepth = 1\n", to: "sub/deep/.keyhound.toml")
    try git.sh("git add .")
    let notes = try notes(command, in: folder)
    #expect(notes.count == 2 && notes.allSatisfy { $0.contains("deep/.keyhound.toml: ") }, "\(notes)")
    #expect(notes.count { $0.contains("decodeDepth: has no say from here") } == 1, "\(notes)")
  }

  @Test(arguments: scans) func `of one further in with a key that is none`(command: String, folder: String) throws {
    try git.write("unknownKey = 3\n", to: "sub/deep/.keyhound.toml")
    try git.sh("git add .")
    let notes = try notes(command, in: folder)
    #expect(notes.count == 1 && notes[0].contains("deep/.keyhound.toml: line 1: the key unknownKey"), "\(notes)")
  }
}
