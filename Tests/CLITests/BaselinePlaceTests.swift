import Foundation
import Testing

/// A baseline that is used from another folder than the one it was written from.
@Suite struct BaselinePlaceTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
    try git.commit("root")
    try git.writeKey(to: "a.env")
    try git.writeKey(to: "sub/b.env")
    try git.commit()
    try git.sh("keyhound baseline write known")
    try git.sh("mkdir -p ../outside/elsewhere && ln -s \"$PWD\" ../outside/link")
  }

  private var top: String { git.folder.path(".").replacing(/\/\.$/, with: "") }

  private func entries(_ name: String = "known") throws -> [String] {
    try String(contentsOfFile: git.folder.path(name), encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      String($0.split(separator: " ")[2])
    }.sorted()
  }

  /// Scans in which everything is known, or all in `sub`, each with the folder it begins in.
  private var scans: [(script: String, folder: String)] {
    [
      ("keyhound scan -b known", "."), ("keyhound scan \"$PWD\" -b known", "."), ("keyhound scan -b ../known", "sub"),
      ("keyhound scan .. -b ../known", "sub"), ("keyhound scan '\(top)' -b '\(top)/known'", "../outside/elsewhere"),
      ("keyhound scan link -b link/known", "../outside"), ("keyhound scan ../outside/link/sub -b known", "."),
      ("keyhound scan sub/../sub/b.env -b ./sub/../known", "."), ("keyhound git -b ../known", "sub"),
      ("keyhound git '\(top)' -b '\(top)/known'", "../outside/elsewhere"),
      ("keyhound git --range HEAD~1..HEAD -b ../known", "sub"),
    ]
  }

  private func expectAllKnown(_ name: String = "known", inScans isMeant: (String) -> Bool = { _ in true }) throws {
    for (script, folder) in scans where isMeant(script) {
      let outcome = try git.trySh(script.replacing("known", with: name), in: folder)
      #expect(outcome.status == 0 && outcome.output.contains("by the baseline"), "\(folder): \(script): \(outcome)")
      #expect(outcome.errors.isEmpty, "\(folder): \(script): \(outcome.errors)")
    }
  }

  @Test func `what is known is known wherever a scan begins and however paths are written`() throws {
    try expectAllKnown()
    // So it is where there is no repository.
    try git.sh("rm -rf .git")
    try expectAllKnown { !$0.contains("keyhound git") }
  }

  @Test func `what another folder holds besides is new`() throws {
    try git.sh("cp a.env sub/copy.env")
    for (script, folder) in scans where !script.contains("git") && !script.contains("b.env") {
      let outcome = try git.trySh(script, in: folder)
      #expect(outcome.status == 1 && outcome.places.count == 1 && outcome.places[0].contains("copy.env"), "\(folder): \(script)")
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test func `only what was searched is called gone or pruned`() throws {
    try git.write("fixed\n", to: "a.env")
    try git.write("fixed\n", to: "sub/b.env")
    let said = "baseline: %d known finding"
    for (script, folder, count) in [
      ("keyhound scan -b known", ".", 2), ("keyhound scan -b ../known", "sub", 1), ("keyhound scan \"$PWD\" -b known", ".", 2),
      ("keyhound scan '\(top)/sub' -b '\(top)/known'", "../outside/elsewhere", 1),
      ("keyhound scan ../elsewhere -b ../link/known", "../outside/elsewhere", 0),
    ] {
      let outcome = try git.trySh(script, in: folder)
      let expected = said.replacing("%d", with: "\(count)")
      #expect(
        outcome.status == 0 && (count == 0 ? outcome.errors.isEmpty : outcome.errors.hasPrefix(expected)), "\(script): \(outcome)"
      )
    }
    #expect(try git.trySh("keyhound baseline check ../known", in: "sub").output.matches(of: /unused: .* sub\/b\.env/).count == 1)
    #expect(try git.trySh("keyhound baseline prune known ../outside/elsewhere").errors.contains("0 taken out, 2 left"))
    let disabled = try git.trySh("keyhound baseline prune known --enable-rule baseten-api-key")
    #expect(disabled.errors.contains("0 taken out, 2 left"))
    #expect(try git.trySh("keyhound baseline prune known sub").errors.contains("1 taken out, 1 left"))
    #expect(try entries() == ["a.env"])
    try git.sh("rm '\(top)/a.env' && keyhound baseline prune '\(top)/known' '\(top)'", in: "../outside/elsewhere")
    #expect(try entries() == [])
  }

  @Test func `a file that is gone with its folder is gone, seen from anywhere`() throws {
    try git.sh("rm -r sub && mkdir other")
    for (script, folder) in [("scan .. -b ../known", "other"), ("scan '\(top)' -b '\(top)/known'", "../outside/elsewhere")] {
      #expect(try git.trySh("keyhound \(script)", in: folder).errors.hasPrefix("baseline: 1 known finding is gone"), "\(script)")
    }
    #expect(try git.trySh("keyhound scan -b ../known", in: "other").errors.isEmpty)
  }

  @Test func `what is added from another folder is written as if from the top`() throws {
    try git.writeKey(to: "sub/c.env")
    try git.sh("keyhound baseline write ../known", in: "sub")
    #expect(try entries() == ["a.env", "sub/b.env", "sub/c.env"])
    try git.writeKey(to: "d.env")
    try git.sh("keyhound baseline write '\(top)/known' '\(top)'", in: "../outside/elsewhere")
    #expect(try entries() == ["a.env", "d.env", "sub/b.env", "sub/c.env"])
    try git.sh("mv c.env e.env && keyhound baseline write ../known", in: "sub")
    #expect(try entries() == ["a.env", "d.env", "sub/b.env", "sub/e.env"])
    try expectAllKnown { !$0.contains("git") }
  }

  @Test func `what lies outside of the repository is written as it is named`() throws {
    let key = try git.writeKey(to: "../outside/other/a.txt")
    try git.sh(
      "git init -q ../outside/other && keyhound baseline write known ../outside/other && keyhound scan ../outside/other -b known")
    #expect(try entries() == ["../outside/other/a.txt", "a.env", "sub/b.env"])
    try git.write("SERVICE_API_KEY=\(key)\n", to: "a.txt")
    #expect(try git.keyhound("scan", "-b", "known").places == ["a.txt:1"])
  }

  @Test func `a baseline that is kept apart holds for the repository that is scanned`() throws {
    try git.sh("mv known ../outside/known")
    for (script, folder) in [
      ("scan", "."), ("scan", "sub"), ("scan ..", "sub"), ("scan '\(top)'", "../outside/elsewhere"), ("git", "sub"),
    ] {
      let outcome = try git.trySh("keyhound \(script) -b '\(git.folder.outside.path)/known'", in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(folder): \(script): \(outcome)")
    }
    try git.sh("rm a.env")
    #expect(try git.trySh("keyhound scan -b ../outside/known").errors.hasPrefix("baseline: 1 known finding is gone"))
    #expect(try git.trySh("keyhound scan -b ../../outside/known", in: "sub").errors.isEmpty)
  }

  @Test func `a baseline of a folder further in keeps its own paths, and is known from the top`() throws {
    try git.sh("rm ../known && keyhound baseline write known", in: "sub")
    #expect(try entries("sub/known") == ["b.env"])
    for (script, folder) in [
      ("scan -b known", "sub"), ("scan sub -b sub/known", "."),
      ("scan '\(top)/sub' -b '\(top)/sub/known'", "../outside/elsewhere"),
    ] {
      let outcome = try git.trySh("keyhound \(script)", in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(script): \(outcome)")
    }
    #expect(try git.trySh("keyhound git -b sub/known").places == ["a.env:1"])
    try git.sh("git add . && git commit -q -m known && git branch base && keyhound baseline write known", in: "sub")
    try git.write("more\n", to: "sub/x.txt")
    try git.sh("echo >> sub/b.env && git add . && git commit -q -m change")
    #expect(try git.keyhound("ci", "--base", "base", "-b", "sub/known").status == 0)
  }

  @Test func `another program's baseline is known from another folder`() throws {
    let key = try git.writeKey(to: "sub/c.env")
    try git.write("[{\"RuleID\":\"x\",\"File\":\"sub/c.env\",\"StartLine\":1,\"Secret\":\"\(key)\"}]", to: "gl.json")
    #expect(try git.trySh("keyhound scan c.env -b ../gl.json", in: "sub").status == 0)
    #expect(try git.trySh("keyhound scan \"$PWD/sub/c.env\" -b gl.json").status == 0)
  }
}
