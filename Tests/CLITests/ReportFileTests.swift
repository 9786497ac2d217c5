import Foundation
import Testing

/// Reports that go to files.
@Suite struct ReportFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func scan(_ arguments: String...) throws -> Keyhound.Outcome { try Keyhound.run(["scan"] + arguments, in: folder) }

  @Test func `a report's file is scanned as it was, and written when the report is complete`() throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "report.json")
    let link = folder.outside.appending(path: "link.json").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path("report.json"))
    for arguments in [["report.json"], ["."]] {
      let (old, key) = ("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", "\"fingerprint\"")
      for output in ["report.json", link] {
        try folder.write(old, to: "report.json")
        let outcome = try Keyhound.run(["scan", "-o", output, "-f", "json"] + arguments, in: folder)
        let report = try String(contentsOfFile: folder.path("report.json"), encoding: .utf8)
        #expect(outcome.status == 1 && report.hasPrefix("{\n") && report.contains(key) && report.contains("\"files\": 1,"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == folder.path("report.json"))
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["report.json"])
  }

  @Test func `a report that does not come about leaves the file as it was, and a new one is not counted`() throws {
    try folder.write("old\n", to: "report.json")
    #expect(try scan("-o", "report.json", "--format", "nothing").status == 2)
    #expect(try scan("-o", "report.json", "--report", "json=nowhere/x.json").status == 2)
    #expect(try String(contentsOfFile: folder.path("report.json"), encoding: .utf8) == "old\n")
    #expect(try scan("-o", "new.json", "--report", "text=-").output.contains("no keys found in 1 file,"))
    #expect(try scan("-o", folder.url.path).status == 2)
  }

  @Test func `a report goes to pipes and to standard output by its name`() throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
    let script = "mkfifo ../outside/pipe; '\(Keyhound.binary)' scan a.env -f csv -o ../outside/pipe & cat ../outside/pipe; wait"
    #expect(try Keyhound.run(URL(filePath: "/bin/sh"), ["-c", script], in: folder).output.contains("a.env"))
    let piped = "'\(Keyhound.binary)' scan a.env -f csv -o /dev/stdout | cat"
    #expect(try Keyhound.run(URL(filePath: "/bin/sh"), ["-c", piped], in: folder).output.contains("a.env"))
    #expect(try scan("a.env", "-f", "csv", "-o", "/dev/stdout").output.contains("a.env"))
    #expect(try scan("a.env", "-f", "csv", "-o", "/dev/null").status == 1)
  }

  @Test func `one file under two names gets no two reports`() throws {
    for other in ["./a.json", "../work/a.json"] {
      let outcome = try scan("-o", "a.json", "--report", "json=\(other)")
      #expect(outcome.status == 2 && outcome.errors.contains("two reports go to"), "\(outcome.errors)")
    }
  }

  @Test(arguments: [
    "rules list", "rules show aws-access-key-id", "manual", "config show", "config path", "explain aws-access-key-id", "--help",
  ])
  func `what cannot be written is no success`(command: String) throws {
    try folder.write("minConfidence = \"low\"\n", to: ".keyhound.toml")
    let full = "'\(Keyhound.binary)' \(command) > /dev/full"
    #expect(try Keyhound.run(URL(filePath: "/bin/sh"), ["-c", full], in: folder).status == 2)
    let closed = "{ '\(Keyhound.binary)' \(command); echo $? > ../outside/status; } | true"
    _ = try Keyhound.run(URL(filePath: "/bin/sh"), ["-c", closed], in: folder)
    let status = try String(contentsOf: folder.outside.appending(path: "status"), encoding: .utf8)
    #expect(status == "0\n")
  }
}
