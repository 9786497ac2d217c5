import Foundation
import Testing

@Suite struct FormatProgramTests {
  let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.outside.path + ":/usr/bin:/bin"
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
  }

  private func install(_ name: String, _ script: String) throws {
    let file = folder.outside.appending(path: name)
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  private func scan(_ arguments: String...) throws -> Keyhound.Outcome {
    try Keyhound.run(["scan", "a.env"] + arguments, in: folder, environment: ["PATH": path])
  }

  @Test func `a program on PATH makes a format of its own from JSON Lines`() throws {
    try install("keyhound-format-lines", "printf 'lines: '; wc -l | tr -d ' '")
    let outcome = try scan("--format", "lines")
    #expect(outcome.status == 1 && outcome.output == "lines: 2\n")
    #expect(try scan("--report", "lines=count.txt").output.contains("a.env:1"))
    #expect(try String(contentsOfFile: folder.path("count.txt"), encoding: .utf8) == "lines: 2\n")
  }

  @Test func `a program that fails fails the run, one that stops reading does not`() throws {
    try install("keyhound-format-bad", "cat >/dev/null; exit 3")
    let bad = try scan("--format", "bad")
    #expect(bad.status == 2 && bad.errors.contains("keyhound-format-bad") && bad.errors.contains("status 3"))
    try install("keyhound-format-deaf", "exec <&-; echo enough")
    let deaf = try scan("--format", "deaf")
    #expect(deaf.status == 1 && deaf.output == "enough\n")
  }

  @Test(arguments: ["nowhere", "../../bin/sh", ""]) func `a format that nobody makes is an error`(name: String) throws {
    let outcome = try scan("--format", name)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
  }
}
