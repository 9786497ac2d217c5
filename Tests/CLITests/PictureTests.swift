import Foundation
import Testing

/// Keys that pictures show, through the whole program.
@Suite struct PictureTests {
  let folder: TemporaryFolder
  private let environment: [String: String]
  private let key = RandomKey.prefixSecret()

  init() throws {
    folder = try TemporaryFolder()
    environment = try DrawnPicture.installReader(in: folder)
  }

  private func run(_ arguments: String..., input: String = "") throws -> Keyhound.Outcome {
    try Keyhound.run(arguments, in: folder, input: input, environment: environment)
  }

  private var picture: DrawnPicture { DrawnPicture("api_key=\(key)") }

  private func notebook(_ picture: String) -> String {
    """
    {"cells": [{"cell_type": "code", "execution_count": 3, "metadata": {}, "source": ["x"], "outputs": [
      {"output_type": "display_data", "metadata": {}, "data": {"image/png": "\(picture)\\n", "text/plain": ["y"]}}]}],
     "metadata": {}, "nbformat": 4, "nbformat_minor": 4}

    """
  }

  private func findings(_ outcome: Keyhound.Outcome) throws -> [[String: Any]] {
    let report = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    return try #require(report["findings"] as? [[String: Any]])
  }

  @Test func `with --images a key in a picture is found, without it is not`() throws {
    try folder.write(picture.png, to: "shot.png")
    let outcome = try run("scan", "--images")
    #expect(outcome.status == 1 && outcome.output.contains("shot.png: picture, at 39,20, 151×12 px: Probable key in an image"))
    #expect(!(outcome.output + outcome.errors).contains(key.suffix(32)))
    #expect(outcome.output.contains("1 key found in 1 file and 1 picture"))
    #expect(try run("scan").status == 0)
    #expect(try run("scan", "--images", "--no-images").status == 0)
  }

  @Test func `pictures are found in notebooks, texts, archives and standard input`() throws {
    try folder.write(notebook(picture.base64), to: "a.ipynb")
    try folder.write("<img src=\"data:image/png;base64,\(picture.base64)\">", to: "b.html")
    try folder.write(picture.png, to: "c.png")
    let tar = try Keyhound.run(URL(filePath: "/usr/bin/env"), ["tar", "czf", "d.tgz", "c.png"], in: folder)
    #expect(tar.status == 0)
    let found = try findings(run("scan", "--images", "--format", "json"))
    let places = found.map { $0["path"] as? String ?? "" }
    #expect(places == ["a.ipynb", "b.html", "c.png", "d.tgz!d.tar!c.png"])
    #expect((found[0]["cell"] as? [String: Any])?["mimeType"] as? String == "image/png")
    let hashes = Set(found.compactMap { ($0["image"] as? [String: Any])?["sha256"] as? String })
    #expect(hashes.count == 1 && hashes.first?.count == 64)
    let piped = try run("scan", "-", "--images", input: "data:image/png;base64,\(picture.base64)\n")
    #expect(piped.status == 1 && piped.output.contains("<stdin>:1:23: picture, at"))
  }

  @Test func `reports of pictures follow their schemas`() throws {
    try folder.write(picture.png, to: "c.png")
    try folder.write(notebook(picture.base64), to: "a.ipynb")
    for jobs in ["1", "4"] {
      #expect(try run("scan", "--images", "-q", "--report", "sarif=\(jobs).sarif", "-j", jobs).status == 1)
    }
    let text = try String(contentsOf: folder.url.appending(path: "4.sarif"), encoding: .utf8)
    #expect(text.contains("\"startLine\": 1") && text.contains("c.png") && !text.contains(key.suffix(32)))
    #expect(try text == String(contentsOf: folder.url.appending(path: "1.sarif"), encoding: .utf8))
  }

  @Test func `small pictures are counted, broken ones are issues`() throws {
    var small = picture
    small.size = (40, 8)
    try folder.write(small.png, to: "small.png")
    #expect(try run("scan", "--images").output.contains("skipped 1 small picture"))
    try folder.write(Array(picture.png.prefix(60)), to: "broken.png")
    let outcome = try run("scan", "--images")
    #expect(outcome.status == 2 && outcome.output.contains("not scanned: broken.png"))
  }

  @Test func `without tesseract --images is refused, and images = true leaves a gap where pictures are`() throws {
    try folder.write(picture.png, to: "shot.png")
    let nowhere = ["PATH": folder.outside.path]
    let refused = try Keyhound.run(["scan", "--images"], in: folder, environment: nowhere)
    #expect(refused.status == 2 && refused.errors.contains("install it") && refused.output.isEmpty)
    try folder.write("images = true\n", to: ".keyhound.toml")
    let gap = try Keyhound.run(["scan"], in: folder, environment: nowhere)
    #expect(gap.status == 2 && gap.output.contains("1 picture was not read") && gap.output.contains("INCOMPLETE"))
    try FileManager.default.removeItem(atPath: folder.path("shot.png"))
    #expect(try Keyhound.run(["scan"], in: folder, environment: nowhere).status == 0)
  }

  @Test func `the configuration can ask for pictures, and the command line has the last word`() throws {
    try folder.write(picture.png, to: "shot.png")
    try folder.write("images = true\n", to: ".keyhound.toml")
    #expect(try run("scan").status == 1)
    #expect(try run("scan", "--no-images").status == 0)
    try folder.write("images = false\n", to: ".keyhound.toml")
    #expect(try run("scan").status == 0)
    #expect(try run("scan", "--images").status == 1)
  }

  @Test func `a time that is over before it began leaves all pictures unread, as one issue`() throws {
    for number in 0..<3 { try folder.write(DrawnPicture("\(number)").png, to: "\(number).png") }
    let outcome = try run("scan", "--images", "--images-timeout", "0s")
    #expect(outcome.status == 2 && outcome.output.contains("3 pictures were not read: the 0 s for pictures were over"))
    #expect(try run("scan", "--images", "--images-timeout", "soon").status == 2)
  }

  @Test func `a baseline knows keys in pictures`() throws {
    try folder.write(picture.png, to: "shot.png")
    #expect(try run("baseline", "write", "known.txt", "--images").status == 0)
    let outcome = try run("scan", "--images", "--baseline", "known.txt")
    #expect(outcome.status == 0 && outcome.output.contains("left out 1 by the baseline"))
    let fingerprint = try String(contentsOf: folder.url.appending(path: "known.txt"), encoding: .utf8)
      .split(separator: "\n").last?.prefix(32)
    let explained = try run("explain", String(try #require(fingerprint)), "--images")
    #expect(explained.status == 0 && explained.output.contains("shot.png, picture, at 39,20, 151×12 px"))
  }

  @Test func `a history is searched for pictures, each once for each path`() throws {
    let git = try GitFolder()
    let environment = try DrawnPicture.installReader(in: git.folder)
    let page = "![](data:image/png;base64,\(picture.base64))\nmore\n"
    try git.folder.write(picture.png, to: "shot.png")
    for round in 0..<5 {
      try git.write("# Page \(round)\n" + page, to: "page.md")
      try git.commit()
    }
    try git.sh("git rm -q shot.png && git commit -qm gone && git gc -q")
    let outcome = try git.keyhound("git", "--images", "--format", "json", environment: environment)
    let found = try findings(outcome)
    #expect(found.map { $0["path"] as? String ?? "" }.sorted() == ["page.md", "shot.png"])
    #expect(found.compactMap { $0["occurrences"] as? Int } == [5])
    #expect(found.compactMap { $0["inHead"] as? Bool }.count { !$0 } == 1)
    #expect(try git.keyhound("git", environment: environment).status == 0)
    let range = try git.keyhound("git", "--images", "--range", "HEAD~3..HEAD", environment: environment)
    #expect(range.status == 0, "only first lines have changed")
  }

  @Test func `a staged picture is read when asked for, and hooks follow the configuration`() throws {
    let git = try GitFolder()
    let environment = try DrawnPicture.installReader(in: git.folder)
    try git.write("x\n", to: "a.txt")
    try git.commit()
    try git.folder.write(picture.png, to: "shot.png")
    try git.sh("git add shot.png")
    #expect(try git.keyhound("git", "--staged", "--images", environment: environment).status == 1)
    #expect(try git.keyhound("git", "--staged", environment: environment).status == 0)
    #expect(try git.keyhound("hook", "run", "pre-commit", environment: environment).status == 0)
    try git.write("images = true\n", to: ".keyhound.toml")
    #expect(try git.keyhound("hook", "run", "pre-commit", environment: environment).status == 1)
  }

  @Test func `notebook clean --images puts a pixel in place of the picture and changes nothing else`() throws {
    let other = DrawnPicture("nothing").base64
    let text = notebook(picture.base64).replacing("\"text/plain\"", with: "\"image/gif\": \"\(other)\", \"text/plain\"")
    try folder.write(text, to: "a.ipynb")
    #expect(try run("notebook", "clean", "a.ipynb").output.contains("clean already"))
    let dry = try run("notebook", "clean", "--images", "--dry-run", "a.ipynb")
    #expect(dry.status == 1 && dry.output.contains("+++ a.ipynb") && dry.output.contains("would take out 1 key"))
    let outcome = try run("notebook", "clean", "--images", "a.ipynb")
    #expect(outcome.status == 0 && outcome.output.contains("output 1 image/png; picture, at 39,20, 151×12 px"))
    let cleaned = try String(contentsOf: folder.url.appending(path: "a.ipynb"), encoding: .utf8)
    let parts = text.split(separator: picture.base64).map(String.init)
    #expect(cleaned.hasPrefix(parts[0]) && cleaned.hasSuffix(parts[1]) && cleaned.count < text.count)
    #expect(try run("scan", "--images").status == 0)
    #expect(try run("notebook", "clean", "--images", "a.ipynb").output.contains("clean already"))
    let filtered = try run("notebook", "clean", "--images", "--filter", "a.ipynb", input: text)
    #expect(filtered.output == cleaned)
    #expect(try run("notebook", "clean", "--filter", "a.ipynb", input: text).output == text)
  }
}
