import Foundation
import Testing

@Suite struct NotebookTests {
  let folder: TemporaryFolder
  let key = RandomKey.prefixSecret()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func notebook(_ source: String, metadata: String = "") -> String {
    """
    {
     "cells": [
      {
       "cell_type": "code",
       "execution_count": 12,
       "metadata": {},
       "outputs": [
        {
         "name": "stdout",
         "output_type": "stream",
         "text": [
          "from /home/anna/work: \(source)\\n"
         ]
        }
       ],
       "source": [
        "import os\\n",
        "os.environ['BASETEN_API_KEY'] = '\(source)'"
       ]
      }
     ],
     "metadata": {\(metadata)},
     "nbformat": 4,
     "nbformat_minor": 4
    }

    """
  }

  private func clean(_ arguments: String..., input: String = "") throws -> Keyhound.Outcome {
    try Keyhound.run(["notebook", "clean"] + arguments, in: folder, input: input)
  }

  private func text(_ name: String) throws -> String { try String(contentsOfFile: folder.path(name), encoding: .utf8) }

  private var redacted: String { "\(key.prefix(9))REDACTED" }

  @Test func `copies of a key that no rule would find go with it, and are not shown`() throws {
    let folder = try TemporaryFolder()
    let secret = RandomKey.alphanumerics(40)
    func notebook(_ text: String) -> String {
      """
      {"cells": [{"cell_type": "code", "execution_count": 1, "metadata": {},
      "outputs": [{"name": "stdout", "output_type": "stream", "text": ["\(text)\\n"]}],
      "source": ["SERVICE_API_KEY = '\(text)'\\n", "print('\(text)')"]}],
      "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
      """
    }
    try folder.write(notebook(secret), to: "a.ipynb")
    #expect(try !Keyhound.run(["notebook", "clean", "--dry-run", "a.ipynb"], in: folder).shows(secret))
    #expect(try Keyhound.run(["notebook", "clean", "a.ipynb"], in: folder).status == 0)
    #expect(try String(contentsOfFile: folder.path("a.ipynb"), encoding: .utf8) == notebook("REDACTED"))
  }

  @Test func `a scan says which cell, and where in the file`() throws {
    try folder.write(notebook(key), to: "analysis.ipynb")
    let text = try Keyhound.run(["scan"], in: folder)
    #expect(text.status == 1 && text.output.contains("analysis.ipynb: cell 1 (In [12]), line 2 (18:39)"))
    #expect(text.output.contains("analysis.ipynb: cell 1 (In [12]), output 1, line 1 (12:30)"))
    let sarif = try Keyhound.run(["scan", "--format", "sarif"], in: folder)
    #expect(sarif.output.contains("logicalLocations") && sarif.output.contains("in cell 1 (In [12]), line 2"))
  }

  @Test func `clean takes keys out, says which to revoke, and keeps the mode`() throws {
    try folder.write(notebook(key), to: "a.ipynb")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path("a.ipynb"))
    let outcome = try clean("a.ipynb")
    #expect(outcome.status == 0 && outcome.output.contains("took out 2 keys"))
    #expect(outcome.output.contains("revoke \(key.prefix(9))********") && outcome.output.contains("stays leaked"))
    #expect(!(outcome.output + outcome.errors).contains(key.suffix(32)))
    #expect(try text("a.ipynb") == notebook(redacted))
    #expect(try FileManager.default.attributesOfItem(atPath: folder.path("a.ipynb"))[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.ipynb"])
    #expect(try Keyhound.run(["scan"], in: folder).status == 0)
    let again = try clean("a.ipynb")
    #expect(again.status == 0 && again.output.contains("clean already"))
  }

  @Test func `what is excepted stays and is listed, and goes with --no-allow`() throws {
    let other = RandomKey.prefixSecret()
    func text(_ mine: String) -> String {
      notebook(key).replacingOccurrences(
        of: "\"import os\\n\"", with: "\"API_KEY = '\(mine)'  # keyhound:allow a test account\\n\"")
    }
    let whole = text(other)
    try folder.write(whole, to: "a.ipynb")
    let outcome = try clean("a.ipynb")
    #expect(outcome.status == 0 && outcome.output.contains("took out 2 keys"))
    #expect(outcome.output.contains("stays: cell 1 (In [12]), line 1: \(other.prefix(9))********"))
    #expect(outcome.output.contains("by keyhound:allow") && !outcome.output.contains(other.suffix(32)))
    #expect(!outcome.output.contains("revoke \(other.prefix(9))"))
    #expect(try self.text("a.ipynb") == whole.replacingOccurrences(of: key, with: redacted))
    let again = try clean("./a.ipynb")
    #expect(again.status == 0 && again.output.contains("clean apart from what is excepted"))
    #expect(try clean("--dry-run", "a.ipynb").status == 0 && clean("--dry-run", "--no-allow", "a.ipynb").status == 1)
    #expect(try clean("--filter", "a.ipynb", input: whole).output == whole.replacingOccurrences(of: key, with: redacted))
    #expect(try clean("--no-allow", "a.ipynb").status == 0)
    #expect(try !self.text("a.ipynb").contains(other.suffix(32)))
  }

  @Test(arguments: [
    (".keyhoundignore", "a.ipynb\n"), (".keyhound.toml", "exclude = [\"a.ipynb\"]\n"),
    (".keyhound.toml", "disabledRules = [\"*\"]\n"),
  ]) func `ignore files and the configuration hold for clean as for scan`(name: String, text: String) throws {
    try folder.write(notebook(key), to: "a.ipynb")
    try folder.write(text, to: name)
    #expect(try Keyhound.run(["scan"], in: folder).status == 0)
    #expect(try clean("./a.ipynb").status == 0 && self.text("a.ipynb") == notebook(key))
    #expect(try clean("--no-allow", "a.ipynb").status == 0 && self.text("a.ipynb") == notebook(redacted))
  }

  @Test func `what a baseline knows is leaked, and is taken out`() throws {
    try folder.write(notebook(key), to: "a.ipynb")
    try folder.write("baseline = \"known\"\n", to: ".keyhound.toml")
    #expect(try Keyhound.run(["baseline", "write", "known", "a.ipynb"], in: folder).status == 0)
    #expect(try Keyhound.run(["scan"], in: folder).status == 0)
    #expect(try clean("a.ipynb").status == 0 && text("a.ipynb") == notebook(redacted))
  }

  @Test func `a link stays a link`() throws {
    try Data(notebook(key).utf8).write(to: folder.outside.appending(path: "real.ipynb"))
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "a.ipynb"), withDestinationURL: folder.outside.appending(path: "real.ipynb"))
    #expect(try clean("a.ipynb").status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("a.ipynb")).hasSuffix("real.ipynb"))
    #expect(try text("a.ipynb") == notebook(redacted))
  }

  @Test func `--dry-run shows the lines without the secret and writes nothing`() throws {
    try folder.write(notebook(key), to: "a.ipynb")
    let outcome = try clean("--dry-run", "a.ipynb")
    #expect(try outcome.status == 1 && text("a.ipynb") == notebook(key))
    #expect(outcome.output.contains("@@ line 18 @@\n-    \"os.environ['BASETEN_API_KEY'] = '\(key.prefix(9))********'\""))
    #expect(outcome.output.contains("+    \"os.environ['BASETEN_API_KEY'] = '\(redacted)'\""))
    #expect(!outcome.output.contains(key.suffix(32)))
    #expect(try clean("-n", "--outputs", "a.ipynb").output.contains("\n+   \"outputs\": [],\n"))
  }

  @Test func `--outputs empties what running left behind`() throws {
    try folder.write(notebook(key, metadata: "\"widgets\": {}, \"x\": 1"), to: "a.ipynb")
    #expect(try clean("--outputs", "a.ipynb").status == 0)
    let cleaned = try text("a.ipynb")
    #expect(
      cleaned.contains("\"outputs\": [],") && cleaned.contains("\"execution_count\": null,") && !cleaned.contains("widgets"))
    #expect(cleaned.contains("= '\(redacted)'") && cleaned.contains("\"metadata\": {\"x\": 1}"))
  }

  @Test func `--filter cleans from standard input to standard output`() throws {
    let outcome = try clean("--filter", "a.ipynb", input: notebook(key))
    #expect(outcome.status == 0 && outcome.output == notebook(redacted))
    #expect(outcome.errors.contains("a.ipynb") && !outcome.errors.contains(key.suffix(32)))
    let untouched = try clean("--filter", input: notebook("nothing"))
    #expect(untouched.output == notebook("nothing") && untouched.errors.isEmpty)
  }

  @Test func `as a git filter it keeps keys out of the repository and in the file`() throws {
    let git = URL(filePath: "/usr/bin/git")
    for arguments in [
      ["init", "-q"], ["config", "filter.keyhound.clean", "'\(Keyhound.binary)' notebook clean --filter %f"],
      ["config", "filter.keyhound.required", "true"],
    ] { #expect(try Keyhound.run(git, arguments, in: folder).status == 0) }
    try folder.write("*.ipynb filter=keyhound\n", to: ".gitattributes")
    try folder.write(notebook(key), to: "a.ipynb")
    #expect(try Keyhound.run(git, ["add", "."], in: folder).status == 0)
    #expect(try Keyhound.run(git, ["show", ":a.ipynb"], in: folder).output == notebook(redacted))
    #expect(try text("a.ipynb") == notebook(key))
  }

  @Test func `what cannot be cleaned is left as it is, and the others are cleaned`() throws {
    let broken = "<<<<<<< HEAD\n" + notebook(key)
    try folder.write(broken, to: "broken.ipynb")
    try folder.write(notebook(key), to: "good.ipynb")
    let outcome = try clean("broken.ipynb", "nowhere.ipynb", "good.ipynb")
    #expect(outcome.status == 2 && outcome.errors.contains("broken.ipynb: not changed: it is no valid JSON (line 1, column 1)"))
    #expect(outcome.errors.contains("nowhere.ipynb") && outcome.output.contains("good.ipynb: took out 2 keys"))
    #expect(try text("broken.ipynb") == broken && text("good.ipynb") == notebook(redacted))
    let filtered = try clean("--filter", input: broken)
    #expect(filtered.status == 2 && filtered.output.isEmpty && !filtered.errors.isEmpty)
  }

  @Test func `--share says what else would be shared`() throws {
    try folder.write(notebook("nothing", metadata: "\"papermill\": {}"), to: "a.ipynb")
    try folder.write("text", to: "b.txt")
    let outcome = try Keyhound.run(["scan", "--share"], in: folder)
    #expect(outcome.status == 0 && outcome.output.contains("a.ipynb: this would be shared besides the cells"))
    for words in ["1 output,", "1 execution count", "metadata papermill", "1 home folder: /home/anna", "clean --outputs"] {
      #expect(outcome.output.contains(words), "\(words)")
    }
    let json = try Keyhound.run(["scan", "--share", "--format", "json"], in: folder)
    #expect(json.errors.contains("a.ipynb: this") && !json.output.contains("this would be shared"))
  }

  @Test func `--share knows notebooks in other encodings, in archives and from standard input`() throws {
    let text = notebook("nothing")
    try folder.write("\u{FEFF}" + text, to: "mark.ipynb")
    try folder.write([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "wide.ipynb")
    try folder.write(text, to: "in.ipynb")
    let python = "import zipfile,os; zipfile.ZipFile('z.zip','w').write('in.ipynb'); os.remove('in.ipynb')"
    _ = try Keyhound.run(URL(filePath: "/usr/bin/env"), ["python3", "-c", python], in: folder)
    let outcome = try Keyhound.run(["scan", "--share", ".", "-"], in: folder, input: text)
    for name in ["mark.ipynb", "wide.ipynb", "z.zip!in.ipynb", "<stdin>"] {
      #expect(outcome.output.contains("\(name): this would be shared"), "\(outcome.output)")
    }
    #expect(outcome.output.contains("in 4 files"))
  }

  @Test(arguments: [[], ["--filter", "a", "b"], ["--filter", "--dry-run"]]) func `wrong use is an error`(arguments: [String])
    throws
  {
    #expect(try Keyhound.run(["notebook", "clean"] + arguments, in: folder).status == 2)
  }
}
