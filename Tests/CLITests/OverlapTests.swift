import Foundation
import Testing

/// Several paths in one scan.
@Suite struct OverlapTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func scan(_ arguments: String...) throws -> Keyhound.Outcome { try Keyhound.run(["scan"] + arguments, in: folder) }

  @Test(arguments: [
    ["a.env", "a.env"], [".", "sub"], ["sub", "."], [".", "./sub/", "sub/../a.env"], ["a.env", "sub/../a.env", "sub"],
    [".", "../work"],
    ["linked", "."], [".", "linked"], ["sub/b.env", "linked/b.env", "a.env"], ["../outside/link.env", "sub", "a.env"],
    [".", ".", "."],
  ]) func `what several paths lead to is scanned and counted once`(paths: [String]) throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "sub/b.env")
    try FileManager.default.createSymbolicLink(atPath: folder.path("linked"), withDestinationPath: "sub")
    try FileManager.default.createSymbolicLink(
      atPath: folder.outside.appending(path: "link.env").path, withDestinationPath: folder.path("a.env"))
    let isOneFile = Set(paths) == ["a.env"]
    let outcome = try Keyhound.run(["scan"] + paths, in: folder)
    #expect(outcome.output.contains(isOneFile ? "1 key found in 1 file" : "2 keys found in 2 files"), "\(outcome.output)")
  }

  @Test func `what is named is scanned though the walk of another path leaves it out, and hard links are not one file`() throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: ".git/config")
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "sub/b.env")
    try FileManager.default.linkItem(atPath: folder.path("sub/b.env"), toPath: folder.path("sub/c.env"))
    #expect(try scan(".", "sub").output.contains("2 keys found in 2 files"))
    #expect(try scan(".", ".git/config").output.contains("3 keys found in 3 files"))
    #expect(try scan(".", ".git").output.contains("3 keys found in 3 files"))
    #expect(try scan(".", "sub/b.env", "--exclude", "b.env").output.contains("2 keys found in 2 files"))
    let missing = try scan("nowhere", "nowhere")
    #expect(missing.status == 2 && missing.output.matches(of: /nowhere:/).count == 1)
  }
}
