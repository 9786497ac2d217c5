import Foundation
import Testing

/// Passwords in the tables that password managers, browsers and databases write.
@Suite struct TableTests {
  let folder: TemporaryFolder
  let password = RandomKey.alphanumerics(32)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func findings(_ text: String, _ options: [String] = []) throws -> [[String: Any]] {
    try folder.write(text, to: "a.csv")
    let outcome = try Keyhound.run(["scan", "--format", "json", "a.csv"] + options, in: folder)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect((report["issues"] as? [Any])?.isEmpty == true)
    return try #require(report["findings"] as? [[String: Any]])
  }

  @Test(arguments: [
    "name,url,username,password,note\nSite,https://a.example/,me,@,\n",
    "folder,type,name,login_username,login_password,login_totp\n,login,Site,me,@,\n",
    "\"Account\",\"Login Name\",\"Password\",\"Web Site\"\r\n\"Mail\",\"me\",\"@\",\"https://a.example\"\r\n",
    "\u{FEFF}sep=;\nhost;user;password\ndb;root;@\n",
    "id\tname\tauth_token\n1\ta\t@\n",
    "id|name|client secret\n1|a, or \"b\"|@",
    "note,password\n\"two\nlines, and \"\"more\"\"\",@\n",
  ]) func `a value is found under the name of its column, in its place`(table: String) throws {
    let text = table.replacing("@", with: password)
    let found = try findings(text)
    #expect(found.count == 1)
    #expect(found.first?["decodedFrom"] as? [String] == ["csv"])
    let (start, end) = (try #require(found.first?["startByte"] as? Int), try #require(found.first?["endByte"] as? Int))
    #expect(Array(text.utf8)[start..<end].elementsEqual(password.utf8))
    let line = Array(text.utf8)[..<start].count { $0 == UInt8(ascii: "\n") } + 1
    #expect(found.first?["startLine"] as? Int == line)
  }

  @Test func `every row is read, and quotes in a value are no end of it`() throws {
    let passwords = (0..<50).map { _ in RandomKey.alphanumerics(8) + "\"" + RandomKey.alphanumerics(8) }
    let rows = passwords.enumerated().map { "user\($0),\"\($1.replacing("\"", with: "\"\""))\"\n" }
    let found = try findings("user,password\n" + rows.joined(), ["--reveal"])
    #expect(found.compactMap { $0["secret"] as? String } == passwords)
  }

  @Test func `a quote without an end hides nothing that comes behind it`() throws {
    let passwords = (0..<3).map { _ in RandomKey.alphanumerics(32) }
    let rows = ["a,\(passwords[0])", "\"b,x", "c,\(passwords[1])", "d,\"\(passwords[2])\"", "e,\"\"x"]
    let found = try findings("user,password\n" + rows.joined(separator: "\n"), ["--reveal"])
    #expect(found.compactMap { $0["secret"] as? String } == passwords)
  }

  @Test func `lines of another width hide nothing round them`() throws {
    let passwords = (0..<2).map { _ in RandomKey.alphanumerics(32) }
    let remarks = String(repeating: "a remark\n\n1,2,3\n", count: 100)
    let found = try findings("user,password\n\(remarks)a,\(passwords[0])\n\(remarks)b,\(passwords[1])\n\(remarks)", ["--reveal"])
    #expect(found.compactMap { $0["secret"] as? String } == passwords)
  }

  @Test func `a table in UTF-16 is one too`() throws {
    let text = Data("name,password\na,\(password)\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    try (Data([0xFF, 0xFE]) + text).write(to: folder.url.appending(path: "a.csv"))
    let outcome = try Keyhound.run(["scan", "--format", "json", "a.csv"], in: folder)
    #expect(outcome.output.contains("\"csv\"") && outcome.status == 1)
  }

  @Test(arguments: [
    "name,city\na,@\n",
    "password\n@\n",
    "import os, secret\nx = \"@\"\n",
    "Names, addresses and every password that we could ever think of,more\na,@\n",
    "name,password\n\"@,b\n",
  ]) func `what is no table of secrets is read as it stands`(text: String) throws {
    #expect(try findings(text.replacing("@", with: password)).isEmpty)
  }

  @Test func `in a commit only rows that are new count, in a history all`() throws {
    let (git, other) = (try GitFolder(), RandomKey.alphanumerics(32))
    try git.write("name,password\na,\(password)\n", to: "a.csv")
    try git.commit()
    try git.write("name,password\na,\(password)\nb,\(other)\n", to: "a.csv")
    try git.sh("git add .")
    let staged = try git.keyhound("git", "--staged", "--reveal")
    #expect(staged.output.contains(other) && !staged.output.contains(password))
    try git.commit()
    let history = try git.keyhound("git", "--reveal")
    #expect(history.output.contains(other) && history.output.contains(password))
  }
}
