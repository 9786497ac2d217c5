import Foundation
import Testing

/// Files that hold one value and nothing else.
@Suite struct SecretFileTests {
  let git: GitFolder
  let value = RandomKey.alphanumerics(32)

  init() throws {
    git = try GitFolder()
  }

  private func places(_ arguments: String...) throws -> [String] {
    try Keyhound.run(arguments + ["--reveal"], in: git.folder, environment: git.environment).places
  }

  static let names = [
    "api_key.txt", "secrets/db_password", "secrets/db_password.txt", ".vault_pass", ".vault-password.txt", "config/master.key",
    "config/credentials/production.key", "jwt.secret", "github_token", "cookie-secret.dev.txt",
  ]

  @Test(arguments: names) func `what it is stands in its name`(name: String) throws {
    try git.write("\(value)\n", to: name)
    #expect(try places("scan", name) == ["\(name):1"])
    try git.sh("git add .")
    #expect(try places("git", "--staged") == ["\(name):1"])
    try git.commit()
    #expect(try places("git") == ["\(name):1"])
    let report = try Keyhound.run(["scan", name, "--format", "json"], in: git.folder).output
    #expect(report.contains("\"file-name\"") && !report.contains(value))
  }

  @Test(arguments: [
    "token.py", "id_rsa.pub", "public.key", "password.sha256", "VERSION", "data.txt", "refs/heads/remove-secrets",
  ]) func `other names say nothing`(name: String) throws {
    try git.write("\(value)\n", to: name)
    #expect(try places("scan", ".") == [])
  }

  @Test(arguments: ["@ @", "me:@", "see \"@\"", "@\nand more"])
  func `more than one word is read as it stands`(text: String) throws {
    try git.write(text.replacing("@", with: value), to: "password.txt")
    #expect(try places("scan", "password.txt") == [])
  }

  @Test func `a file in an archive is one too`() throws {
    try git.write(value, to: "secrets/api_key.txt")
    try git.sh("tar cf a.tar secrets && rm -r secrets")
    #expect(try places("scan", "a.tar") == ["a.tar!secrets/api_key.txt:1"])
  }
}
