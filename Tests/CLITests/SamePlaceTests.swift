import Foundation
import Testing

/// Several texts that are said to lie at the same place: none of them hides what is found in another.
@Suite struct SamePlaceTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
    try git.write("nothing\n", to: "a")
    try git.commit()
  }

  @Test(arguments: ["scan", "git --staged", "git --range HEAD~1..HEAD", "git"])
  func `each of several names in one folder is searched`(command: String) throws {
    let keys = [RandomKey.prefixSecret(), RandomKey.prefixSecret()]
    for key in keys { for ending in ["", ".bak"] { try git.write("", to: "names/\(key)\(ending)") } }
    try git.sh(command.hasSuffix("staged") ? "git add names" : "git add names && git commit -q -m names")
    let outcome = try git.trySh("keyhound \(command)")
    // A key in two names is one at one place.
    #expect(outcome.places == ["names/<file name>:1", "names/<file name>:1"], "\(outcome)")
    for key in keys { #expect(outcome.output.contains("\(key.prefix(8)).***"), "\(outcome)") }
  }

  @Test(arguments: ["a.zip", "a.tar", "a.tar.gz"], [["one", "two", "one"], ["one"], ["one", "one"]])
  func `each of several members of one name is searched`(archive: String, contents: [String]) throws {
    let keys = ["one": RandomKey.prefixSecret(), "two": RandomKey.prefixSecret()]
    for (name, key) in keys { try git.write("SERVICE_API_KEY=\(key)\n", to: "../outside/\(name)") }
    let python = """
      import sys, tarfile, warnings, zipfile
      warnings.simplefilter("ignore")
      name, texts = sys.argv[1], sys.argv[2:]
      archive = zipfile.ZipFile(name, "w") if "zip" in name else tarfile.open(name, "w:gz" if "gz" in name else "w")
      for text in texts: (archive.write if "zip" in name else archive.add)("../outside/" + text, "x.env")
      archive.close()
      """
    try git.write(python, to: "../outside/make.py")
    try git.sh("python3 ../outside/make.py \(archive) \(contents.joined(separator: " "))")
    let outcome = try git.keyhound("scan")
    #expect(outcome.places.count == Set(contents).count && outcome.places.allSatisfy { $0.hasSuffix("!x.env:1") }, "\(outcome)")
    for name in contents { #expect(outcome.output.contains("\(keys[name]?.prefix(8) ?? "").***"), "\(outcome)") }
  }
}
