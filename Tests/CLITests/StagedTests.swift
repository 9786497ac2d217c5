import Foundation
import Testing

@Suite struct StagedTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
  }

  private func staged(_ arguments: String...) throws -> Keyhound.Outcome {
    try Keyhound.run(["git", "--staged"] + arguments, in: git.folder, environment: git.environment)
  }

  /// One commit with a few lines in it.
  private func commitSomething() throws {
    try git.write("one\ntwo\nthree\n", to: "a.txt")
    try git.commit()
  }

  @Test func `a staged key is found, shown without its secret, and the exit status is 1`() throws {
    try commitSomething()
    let key = try git.writeKey(to: "conf/prod.env", before: "A=1\n")
    try git.sh("git add .")
    let outcome = try staged()
    #expect(outcome.status == 1 && outcome.places == ["conf/prod.env:2"])
    #expect(!outcome.shows(key))
  }

  @Test func `nothing staged is clean`() throws {
    try commitSomething()
    #expect(try staged().status == 0)
  }

  @Test func `a folder that is no repository is exit status 2`() throws {
    let outcome = try Keyhound.run(["git", "--staged"], in: TemporaryFolder())
    #expect(outcome.status == 2 && outcome.errors.contains("not inside a git repository"))
  }

  @Test func `the index counts, not the work tree`() throws {
    try commitSomething()
    try git.writeKey(to: "cleaned.env")
    try git.sh("git add . && printf 'A=1\\n' > cleaned.env")
    #expect(try staged().places == ["cleaned.env:1"])
    try git.sh("git add .")
    try git.writeKey(to: "unstaged.env")
    #expect(try staged().status == 0)
  }

  @Test func `before the first commit everything staged counts`() throws {
    try git.writeKey(to: "a.env")
    try git.sh("git add .")
    #expect(try staged().places == ["a.env:1"])
  }

  @Test func `an intended file is no part of the commit`() throws {
    try commitSomething()
    try git.writeKey(to: "later.env")
    try git.sh("git add -N later.env")
    #expect(try staged().status == 0)
  }

  @Test func `a key in an untouched line does not stop a commit`() throws {
    try git.writeKey(to: "old.env", before: "A=1\n", after: "B=2\n")
    try git.commit()
    try git.sh("sed -i 's/A=1/A=9/; s/B=2/B=8/' old.env && git add .")
    #expect(try staged().status == 0)
    try git.sh("printf 'NEW_API_KEY=%s\\n' '\(RandomKey.prefixSecret())' >> old.env && git add .")
    #expect(try staged().places == ["old.env:4"])
  }

  @Test func `a key in old lines counts when the change is what makes it one`() throws {
    let lines = (0..<6).map { _ in RandomKey.alphanumerics(64) }.joined(separator: "\n")
    try git.write("text\n\(lines)\n", to: "a.txt")
    try git.commit()
    let (begin, end) = ("-----BEGIN RSA PRIVATE " + "KEY-----", "-----END RSA PRIVATE " + "KEY-----")
    try git.write("\(begin)\n\(lines)\n\(end)\n", to: "a.txt")
    try git.sh("git add .")
    #expect(try staged().status == 1)
    try git.commit()
    try git.sh("echo more >> a.txt && git add .")
    #expect(try staged().status == 0)
  }

  @Test func `of an archive only what an older version of it does not hold counts`() throws {
    try git.writeKey(to: "../outside/old.env")
    try git.sh("mkdir a && cp ../outside/old.env a && tar -czf a.tgz a && rm -r a")
    try git.commit()
    try git.sh("mkdir a && cp ../outside/old.env a && echo more > a/more && tar -czf a.tgz a && rm -r a && git add .")
    #expect(try staged().status == 0)
    try git.sh("mkdir a && cp ../outside/old.env a")
    try git.writeKey(to: "a/new.env")
    try git.sh("tar -czf a.tgz a && rm -r a && git add .")
    let outcome = try staged()
    #expect(outcome.status == 1 && outcome.output.contains("new.env") && outcome.output.contains("1 key found"))
  }

  @Test func `the name of a new file or folder is searched, not that of an old one`() throws {
    let key = RandomKey.prefixSecret()
    try git.write("1\n", to: "old/api_key=\(key)/a.txt")
    try git.write("1\n", to: "old/b.txt")
    try git.sh("git add .")
    let outcome = try staged()
    #expect(outcome.status == 1 && outcome.places == ["old/<file name>:1"] && !outcome.shows(key))
    try git.commit()
    try git.write("2\n", to: "old/api_key=\(key)/a.txt")
    try git.write("2\n", to: "old/api_key=\(key)/c.txt")
    try git.sh("git add .")
    #expect(try staged().status == 0)
    try git.sh("git mv old/b.txt 'api_key=\(RandomKey.prefixSecret())'")
    #expect(try staged().places == ["<file name>:1"])
    try git.commit()
    let range = try Keyhound.run(["git", "--range", "HEAD~1..HEAD"], in: git.folder, environment: git.environment)
    #expect(range.places == ["<file name>:1"])
  }

  @Test func `a key in a line that moves, or whose line endings change, does not stop a commit`() throws {
    try git.writeKey(to: "old.env", before: "A=1\n", after: "B=2\n")
    try git.commit()
    try git.sh("tac old.env > new && mv new old.env && git add . && git diff --cached --quiet && exit 1 || true")
    #expect(try staged().status == 0)
    try git.sh("git config core.autocrlf false && sed -i 's/$/\\r/' old.env && git add .")
    #expect(try staged().status == 0)
  }

  @Test func `an untouched cell of a notebook on one line does not stop a commit, a new one does`() throws {
    func notebook(_ lines: [String]) -> String {
      let cells = lines.map {
        #"{"cell_type":"code","execution_count":1,"metadata":{},"outputs":[],"source":["\#($0)\n","print(\"some more text in here\")"]}"#
      }
      return #"{"cells":[\#(cells.joined(separator: ","))],"metadata":{},"nbformat":4,"nbformat_minor":4}"#
    }
    let old = RandomKey.prefixSecret()
    let cells = (0..<20).map { "x = \($0)" }
    try git.write(notebook(["api_key = '\(old)'"] + cells), to: "a.ipynb")
    try git.commit()
    try git.write(notebook(["api_key = '\(old)'"] + cells + ["y = 1"]), to: "a.ipynb")
    try git.sh("git add .")
    #expect(try staged().status == 0)
    let new = RandomKey.prefixSecret()
    try git.write(notebook(["api_key = '\(old)'"] + cells + ["api_key = '\(new)'"]), to: "a.ipynb")
    try git.sh("git add .")
    let outcome = try staged()
    #expect(outcome.output.contains("a.ipynb: cell 22") && outcome.output.contains("1 key found"))
    #expect(outcome.output.contains(new.prefix(9)) && !outcome.output.contains(old.prefix(9)))
  }

  @Test func `of a renamed file only what is new counts`() throws {
    let lines = (0..<30).map { "LINE_\($0)=\($0)\n" }.joined()
    try git.writeKey(to: "old/name.env", before: lines)
    try git.commit()
    try git.sh("mkdir new && git mv old/name.env new/name.env")
    #expect(try staged().status == 0)
    try git.sh("printf 'NEW_API_KEY=%s\\n' '\(RandomKey.prefixSecret())' >> new/name.env && git add .")
    #expect(try staged().places == ["new/name.env:32"])
    try git.sh("git mv new/name.env new/other.env")
    #expect(try staged().places == ["new/other.env:32"])
  }

  @Test func `a copy of a file with a key is new`() throws {
    try git.writeKey(to: "a.env")
    try git.commit()
    try git.sh("cp a.env b.env && git add .")
    #expect(try staged().places == ["b.env:1"])
  }

  @Test func `a deleted file and a changed mode are nothing new`() throws {
    try git.writeKey(to: "a.env")
    try git.writeKey(to: "b.env")
    try git.commit()
    try git.sh("git rm -q a.env && chmod +x b.env && git add .")
    #expect(try staged().status == 0)
  }

  @Test func `a link's target is read as text, and never followed`() throws {
    try commitSomething()
    let key = RandomKey.prefixSecret()
    try Data("SERVICE_API_KEY=\(key)\n".utf8).write(to: git.folder.outside.appending(path: "secret.env"))
    try git.sh("ln -s '\(git.folder.outside.path)/secret.env' link && git add .")
    #expect(try staged().status == 0)
    try git.sh("ln -s 'SERVICE_API_KEY=\(key)' leaking && git add .")
    #expect(try staged().places == ["leaking:1"])
  }

  @Test func `a file that becomes a link, and a link that becomes a file, are new`() throws {
    try git.write("text\n", to: "file")
    try git.sh("ln -s file link")
    try git.commit()
    try git.sh("rm file link && ln -s 'SERVICE_API_KEY=\(RandomKey.prefixSecret())' file")
    try git.writeKey(to: "link")
    try git.sh("git add .")
    #expect(try staged().places == ["file:1", "link:1"])
  }

  @Test func `a submodule is passed over and counted`() throws {
    try commitSomething()
    try git.sh("git init -q sub && cd sub && git commit -q --allow-empty -m s && cd .. && git add sub 2>/dev/null")
    let outcome = try staged()
    #expect(outcome.status == 0 && outcome.output.contains("submodule"))
  }

  @Test func `a pointer of Git LFS is counted as what it is`() throws {
    try commitSomething()
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "ab", count: 32))\nsize 12345\n"
    try git.write(pointer, to: "model.bin")
    try git.sh("git add .")
    let outcome = try staged("--format", "json")
    #expect(outcome.status == 0 && outcome.output.contains("\"lfs-pointer\": 1"))
  }

  @Test func `during a merge only what the resolution adds counts`() throws {
    try commitSomething()
    try git.sh("git checkout -q -b side")
    try git.writeKey(to: "theirs.env")
    try git.write("one\ntheirs\nthree\n", to: "a.txt")
    try git.commit()
    try git.sh("git checkout -q main")
    try git.write("one\nours\nthree\n", to: "a.txt")
    try git.commit()
    try git.sh("git merge -q side || true")
    let conflict = try staged()
    #expect(conflict.status == 2 && conflict.output.contains("a.txt") && conflict.output.contains("conflict"))
    try git.write("one\nours\ntheirs\nthree\n", to: "a.txt")
    try git.sh("git add a.txt")
    #expect(try staged().status == 0)
    let key = RandomKey.prefixSecret()
    try git.write("one\nours\nSERVICE_API_KEY=\(key)\ntheirs\nthree\n", to: "a.txt")
    try git.sh("git add a.txt")
    #expect(try staged().places == ["a.txt:3"])
  }

  @Test func `from a folder inside, all of the index is scanned`() throws {
    try commitSomething()
    try git.writeKey(to: "top.env")
    try git.writeKey(to: "sub/in.env")
    try git.sh("git add .")
    let outcome = try git.trySh("keyhound git --staged", in: "sub")
    #expect(outcome.places == ["sub/in.env:1", "top.env:1"])
    #expect(try Keyhound.run(["git", git.folder.path("sub"), "--staged"], in: TemporaryFolder()).places == outcome.places)
  }

  @Test func `ignore files and settings are those of the repository, from whatever folder`() throws {
    try commitSomething()
    try git.writeKey(to: "app/k.env")
    try git.write("*\n", to: "app/app/.keyhoundignore")
    try git.sh("git add . && mkdir -p ../outside/other && echo '*' > ../outside/other/.keyhoundignore")
    func statuses() throws -> [Int32] {
      let runs = [
        (".", "git --staged"), ("app", "git --staged"), ("app", "hook run pre-commit"),
        ("../outside/other", "git --staged ../../work"),
      ]
      return try runs.map { try git.trySh("keyhound \($0.1)", in: $0.0).status }
    }
    #expect(try statuses() == [1, 1, 1, 1])
    try git.write("*.env\n", to: "app/.keyhoundignore")
    #expect(try statuses() == [0, 0, 0, 0])
    try git.write("", to: "app/.keyhoundignore")
    try git.write("exclude = [\"app/*.env\"]\n", to: ".keyhound.toml")
    #expect(try statuses() == [0, 0, 0, 0])
    try git.sh("rm .keyhound.toml && keyhound baseline write app/known app")
    try git.write("baseline = \"known\"\n", to: "app/own.toml")
    for (folder, path) in [(".", "app/"), ("app", "")] {
      for option in ["--baseline \(path)known", "--config \(path)own.toml"] {
        #expect(try git.trySh("keyhound git --staged \(option)", in: folder).status == 0, "\(folder) \(option)")
      }
    }
  }

  @Test func `an index that is named and not there is said`() throws {
    let nowhere = ["GIT_INDEX_FILE": "nowhere"]
    #expect(try git.trySh("git commit -q --allow-empty -m root && keyhound git --staged", environment: [:]).status == 0)
    try commitSomething()
    try git.writeKey(to: "a.env")
    try git.sh("git add .")
    for command in [["git", "--staged"], ["hook", "run", "pre-commit"]] {
      let outcome = try Keyhound.run(command, in: git.folder, environment: git.environment.merging(nowhere) { $1 })
      #expect(outcome.status == 2 && (outcome.output + outcome.errors).contains("nowhere"), "\(outcome)")
    }
  }

  @Test func `odd names are read and made harmless`() throws {
    try commitSomething()
    let names = [
      "a b.env", "quote\"d.env", "ümläut.env", "tab\there.env", "-dash.env", "new\nline.env", "star*.env", ":(glob)x.env",
    ]
    for name in names { try git.writeKey(to: name) }
    try git.sh("printf 'SERVICE_API_KEY=%s\\n' '\(RandomKey.prefixSecret())' > \"$(printf 'raw\\377.env')\"")
    try git.sh("git add -A")
    let outcome = try staged("--format", "jsonl")
    let found = outcome.output.split(separator: "\n").filter { $0.contains("\"ruleId\"") }
    #expect(outcome.status == 1 && found.count == names.count + 1)
    #expect(outcome.output.contains("new\\nline.env") && outcome.output.contains("raw\u{FFFD}.env"))
    #expect(try !staged().output.contains("new\nline.env"))
  }

  @Test func `UTF-16, NUL bytes, CR-only lines and a line of three megabytes hide nothing`() throws {
    try commitSomething()
    let text = "SERVICE_API_KEY=\(RandomKey.prefixSecret())\r\n"
    try git.folder.write([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "a-utf16.txt")
    try git.folder.write([0] + Array("Authorization: Api-Key \(RandomKey.prefixSecret())\n".utf8), to: "b-nul.txt")
    try git.write("A=1\rSERVICE_API_KEY=\(RandomKey.prefixSecret())\rB=2\r", to: "c-cr.txt")
    let filler = String(repeating: "x", count: 1_500_000)
    try git.write("\(filler) api_key = \"\(RandomKey.prefixSecret())\" \(filler)", to: "d-long.js")
    try git.sh("git add .")
    #expect(try staged().places == ["a-utf16.txt:1", "b-nul.txt:1", "c-cr.txt:1", "d-long.js:1"])
  }

  @Test func `a compressed file is looked into, and a changed one held against what it was`() throws {
    try commitSomething()
    try git.writeKey(to: "a.env")
    try git.sh("gzip a.env && git add .")
    #expect(try staged().output.contains("a.env.gz"))
    try git.commit()
    #expect(try staged().status == 0)
    try git.sh("gunzip a.env.gz && echo B=2 >> a.env && gzip a.env && git add .")
    #expect(try staged().status == 0)
    try git.sh("gunzip a.env.gz && echo 'B_API_KEY=\(RandomKey.prefixSecret())' >> a.env && gzip a.env && git add .")
    #expect(try staged().output.contains("1 key found"))
  }

  @Test func `in a linked worktree its own index counts`() throws {
    try commitSomething()
    try git.sh("git worktree add -q ../linked")
    try git.sh("printf 'SERVICE_API_KEY=%s\\n' '\(RandomKey.prefixSecret())' > in.env && git add .", in: "../linked")
    #expect(try git.trySh("keyhound git --staged", in: "../linked").places == ["in.env:1"])
    #expect(try staged().status == 0)
  }

  @Test func `SHA-256 repositories are read`() throws {
    let other = try GitFolder("--object-format=sha256")
    try other.writeKey(to: "a.env")
    try other.sh("git add .")
    #expect(try other.keyhound("git", "--staged").places == ["a.env:1"])
    try other.commit()
    try other.writeKey(to: "b.env")
    try other.sh("git add .")
    #expect(try other.keyhound("git", "--staged").places == ["b.env:1"])
  }

  @Test func `a blob that is missing is an incomplete scan, not a clean one`() throws {
    try commitSomething()
    try git.writeKey(to: "a.env")
    try git.sh("git add . && id=$(git rev-parse :a.env) && rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)")
    let outcome = try staged()
    #expect(outcome.status == 2 && outcome.output.contains("a.env") && outcome.output.contains("missing"))
  }

  @Test func `two modes at once, or none, are an error of use`() throws {
    #expect(try git.keyhound("git", "--staged", "--range", "a..b").status == 2)
    #expect(try git.keyhound("git", "--range", "main").errors.contains("BASE..HEAD"))
  }
}
