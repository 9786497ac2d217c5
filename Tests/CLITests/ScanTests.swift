import Foundation
import Testing

@Suite struct ScanTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func scan(_ arguments: String..., input: String = "") throws -> Keyhound.Outcome {
    try Keyhound.run(["scan"] + arguments, in: folder, input: input)
  }

  @Test func `a key in a folder is found, shown without its secret, and the exit status is 1`() throws {
    let key = RandomKey.prefixSecret()
    try folder.write("[baseten]\nremote_provider = baseten\napi_key = \(key)\n", to: ".trussrc")
    let outcome = try scan()
    #expect(outcome.status == 1)
    #expect(outcome.output.contains(".trussrc:3:11") && outcome.output.contains("baseten-api-key"))
    #expect(outcome.output.contains(key.prefix(9) + "********"))
    #expect(!(outcome.output + outcome.errors).contains(key.suffix(32)))
  }

  @Test func `--reveal shows the secret`() throws {
    let key = RandomKey.prefixSecret()
    try folder.write("Authorization: Api-Key \(key)\n", to: "a.txt")
    #expect(try scan("--reveal", "--format", "json").output.contains(key))
  }

  @Test func `rules that are left out on the command line are not reported and star out their keys all the same`() throws {
    let key = RandomKey.prefixSecret()
    let token = "glpat-\(RandomKey.alphanumerics(20))"
    try folder.write("BASETEN_API_KEY=\(key) # \(key.suffix(32)) \(token)\n", to: "a.env")
    let rules = try scan("--format", "json").output.matches(of: /"ruleId": "([^"]+)"/).map { String($0.output.1) }
    try #require(rules.count == 2)
    for (own, other) in [(rules[0], rules[1]), (rules[1], rules[0])] {
      for arguments in [["--enable-rule", own], ["--disable-rule", other]] {
        let outcome = try Keyhound.run(["scan", "--format", "json"] + arguments, in: folder)
        #expect(outcome.status == 1 && outcome.output.contains("\"\(own)\"") && !outcome.output.contains("\"\(other)\""))
        #expect(!outcome.output.contains(key.suffix(32)) && !outcome.output.contains(token.suffix(20)))
      }
    }
  }

  @Test func `an empty folder is clean`() throws {
    let outcome = try scan()
    #expect(outcome.status == 0 && outcome.output.contains("no keys found"))
  }

  @Test func `ignored files are read, unless one asks otherwise`() throws {
    try folder.write("*.env\n", to: ".gitignore")
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "prod.env")
    #expect(try scan().status == 1)
    #expect(try scan("--gitignore").status == 0)
    #expect(try scan("--exclude", "*.env").status == 0)
  }

  @Test func `a missing path is said, the rest is scanned`() throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
    let both = try scan("nowhere", "a.env")
    #expect(both.status == 1 && both.output.contains("nowhere") && both.output.contains("a.env:1:17"))
    let alone = try scan("nowhere")
    #expect(alone.status == 2 && alone.output.contains("nowhere"))
    #expect(try scan("nowhere", "--allow-incomplete", "missing").status == 0)
  }

  @Test func `standard input is scanned under the name it is given`() throws {
    let outcome = try scan("-", "--stdin-path", "conf/.trussrc", input: "[b]\napi_key = \(RandomKey.prefixSecret())\n")
    #expect(outcome.status == 1 && outcome.output.contains("conf/.trussrc:2:11"))
  }

  @Test func `a name for standard input that is not read is an error`() throws {
    #expect(try scan("--stdin-path", "a.env").status == 2)
    #expect(try scan(".", "--stdin-path", "a.env").errors.contains("write -"))
  }

  @Test func `what is named is scanned though --exclude matches it, and what is met below is not`() throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "conf/a.env")
    #expect(try scan("conf/a.env", "--exclude", "*.env").status == 1)
    #expect(try scan("conf", "--exclude", "*.env").status == 0)
  }

  @Test func `broken links, pipes and empty files are passed over and counted`() throws {
    try folder.write("", to: "empty")
    try FileManager.default.createSymbolicLink(atPath: folder.path("broken"), withDestinationPath: "nowhere")
    mkfifo(folder.path("pipe"), 0o600)
    let outcome = try scan()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("symbolic link") && outcome.output.contains("1 file"))
  }

  @Test func `a link given by name is followed, one met on the way is not`() throws {
    let target = folder.outside.appending(path: "real.env")
    try Data("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n".utf8).write(to: target)
    try FileManager.default.createSymbolicLink(atPath: folder.path("link.env"), withDestinationPath: target.path)
    #expect(try scan().status == 0)
    #expect(try scan("link.env").status == 1)
  }

  @Test func `invalid text, NUL bytes and terminal escapes neither hide a key nor reach the screen`() throws {
    let key = RandomKey.prefixSecret()
    try folder.write(Array("\u{1B}[31mAuthorization: Api-Key \(key)\u{1B}[0m".utf8) + [0xFF, 0xC3, 0x0A], to: "a\u{1B}[2Jb.txt")
    let outcome = try scan()
    #expect(outcome.status == 1)
    #expect(!outcome.output.contains("\u{1B}"))
    var binary = Array("Authorization: Api-Key \(key)\n".utf8)
    binary.insert(0, at: 0)
    try folder.write(binary, to: "blob.bin")
    #expect(try scan("blob.bin").status == 1)
  }

  @Test func `UTF-16 is read`() throws {
    let text = "Authorization: Api-Key \(RandomKey.prefixSecret())\r\n"
    let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    try folder.write([0xFF, 0xFE] + units, to: "powershell.txt")
    let outcome = try scan("--format", "json")
    #expect(outcome.status == 1 && outcome.output.contains("utf-16le"))
  }

  @Test func `lines in UTF-8 behind UTF-16, and the other way round, are read at their places`() throws {
    let lines = (0..<3).map { "API_KEY_\($0)=\(RandomKey.prefixSecret())\n" }
    let wide = lines.map { line in line.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }
    try folder.write([0xFF, 0xFE, 0x0A, 0] + wide[0] + Array(lines[1].utf8) + Array(lines[2].utf8), to: "a.txt")
    try folder.write(Array("\n\(lines[0])\(lines[1])".utf8) + wide[2], to: "b.txt")
    let outcome = try scan()
    for name in ["a", "b"] {
      for line in 2...4 { #expect(outcome.output.contains("\(name).txt:\(line):11:"), "\(outcome.output)") }
    }
  }

  @Test func `a line of fifty megabytes is scanned to its end`() throws {
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)
    let key = RandomKey.prefixSecret()
    try folder.write(line + Array(" api_key = \"\(key)\" ".utf8) + line, to: "long.js")
    let outcome = try scan()
    #expect(outcome.status == 1 && outcome.output.contains("long.js:1:3000013"))
    #expect(outcome.output.utf8.count < 2000)
  }

  @Test func `results are the same bytes whatever the number of workers`() throws {
    for number in 0..<120 {
      try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "\(number % 7)/\(number).env")
    }
    let one = try scan("--jobs", "1", "--quiet")
    #expect(one.output.components(separatedBy: "why:").count > 100 || one.output.components(separatedBy: ".env:").count > 100)
    for jobs in ["2", "5"] { #expect(try scan("--jobs", jobs, "--quiet").output == one.output) }
  }

  @Test func `several reports are written in one run`() throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
    let outcome = try scan("a.env", "--report", "json=keys.json", "--report", "sarif=keys.sarif")
    #expect(outcome.status == 1 && outcome.output.contains("a.env:1"))
    #expect(try String(contentsOfFile: folder.path("keys.json"), encoding: .utf8).contains("\"schemaVersion\": 1"))
    #expect(try String(contentsOfFile: folder.path("keys.sarif"), encoding: .utf8).contains("2.1.0"))
  }

  @Test func `two reports to one file are refused`() throws {
    let outcome = try scan("--report", "json=a", "--report", "sarif=a")
    #expect(outcome.status == 2 && outcome.errors.contains("two reports go to a"))
    #expect(try scan("--report", "json=/dev/null", "--report", "sarif=/dev/null").status == 0)
  }

  @Test func `a report that cannot be written is an error`() throws {
    let outcome = try scan("--output", "no/such/folder/report.json")
    #expect(outcome.status == 2 && outcome.errors.contains("no/such/folder/report.json"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func `a mapped file that is cut short ends the scan with an explanation`() throws {
    // The system sends this signal then. It is sent as soon as the program says that it is ready for it.
    let script = """
      mkfifo input; exec 3<>input
      "$1" scan - <&3 & scan=$!
      until grep -q '^SigCgt:.*[4567cdef].$' /proc/$scan/status; do sleep 0.01; done
      while kill -BUS $scan 2>&-; do sleep 0.05; done
      wait $scan
      """
    let outcome = try Keyhound.run(
      URL(filePath: "/bin/sh"), ["-c", script, "sh", Keyhound.binary], in: try TemporaryFolder())
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("cut short"))
  }

  @Test func `--exit-code changes the status of findings only`() throws {
    #expect(try scan("--exit-code", "7").status == 0)
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
    #expect(try scan("--exit-code", "7").status == 7)
    #expect(try scan("--exit-code", "0").status == 0)
    // What could not be scanned is a failure all the same.
    #expect(try scan("--exit-code", "0", ".", "no-such-folder").status == 2)
    #expect(try scan("--exit-code", "7", ".", "no-such-folder").status == 7)
  }

  @Test func `a folder that cannot be looked into is said, the rest is scanned`() throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
    let outcome = try scan(".", String(repeating: "x", count: 5000))
    #expect(outcome.status == 1 && outcome.output.contains("too long"))
  }

  @Test(arguments: [
    ["--no-such-option"], ["--jobs", "0"], ["--min-confidence", "sure"], ["--format", "carrier-pigeon"],
    ["--disable-rule", "no-such-rule"],
  ])
  func `wrong use is exit status 2 and says what is wrong`(arguments: [String]) throws {
    let outcome = try Keyhound.run(["scan"] + arguments, in: folder)
    #expect(outcome.status == 2 && !outcome.errors.isEmpty && outcome.output.isEmpty)
  }
}

/// What the environment says of colour, and what people see when they ask for help.
@Suite struct AppearanceTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
  }

  /// Runs `keyhound scan` on a pseudo-terminal.
  private func onTerminal(_ arguments: String, _ environment: [String: String]) throws -> String {
    let command = "'\(Keyhound.binary)' scan \(arguments)"
    return try Keyhound.run(
      URL(filePath: "/usr/bin/script"), ["-qec", command, "/dev/null"], in: folder, environment: environment
    ).output
  }

  @Test func `colour is for terminals that can show it, and for people who want it`() throws {
    #expect(try onTerminal("", ["TERM": "xterm"]).contains("\u{1B}[1;31m"))
    #expect(try !onTerminal("", ["TERM": "xterm", "NO_COLOR": "1"]).contains("\u{1B}"))
    #expect(try !onTerminal("", ["TERM": "dumb"]).contains("\u{1B}"))
    #expect(try !onTerminal("--no-color", ["TERM": "xterm"]).contains("\u{1B}"))
    #expect(try !Keyhound.run(["scan"], in: folder).output.contains("\u{1B}"))
  }

  @Test func `the manual page tells of every command and option`() throws {
    let page = try Keyhound.run(["manual"], in: folder)
    #expect(page.status == 0 && page.output.hasPrefix(".TH KEYHOUND 1"))
    for word in ["keyhound scan", "keyhound baseline prune", "keyhound explain", "\\-\\-min\\-confidence", ".SH EXIT STATUS"] {
      #expect(page.output.contains(word), "\(word)")
    }
    let requests = Set(page.output.split(separator: "\n").filter { $0.hasPrefix(".") }.map { $0.prefix { $0 != " " } })
    #expect(requests.isSubset(of: [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I"]), "\(requests)")
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `shells can complete commands and formats`(shell: String) throws {
    let script = try Keyhound.run(["--generate-completion-script", shell], in: folder)
    #expect(script.status == 0)
    for word in ["baseline", "explain", "min-confidence", "gitlab-codequality"] {
      #expect(script.output.contains(word), "\(word)")
    }
  }
}
