import Foundation
import Testing

/// Keys in SQLite databases, which SQLite itself writes.
@Suite struct DatabaseTests {
  let folder: TemporaryFolder
  let key = RandomKey.prefixSecret()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func python(_ program: String) throws {
    let made = try Keyhound.run(URL(filePath: "/usr/bin/env"), ["python3", "-c", program], in: folder)
    try #require(made.status == 0, "\(made.errors)")
  }

  /// Makes `a.db` with these statements; `c` is the connection.
  private func database(_ statements: String, encoding: String = "UTF-8", pageSize: Int = 1024) throws {
    try python(
      "import sqlite3; c=sqlite3.connect('a.db'); c.execute('pragma encoding=\"\(encoding)\"');"
        + "c.execute('pragma page_size=\(pageSize)');\(statements);c.commit();c.close()")
  }

  private func findings() throws -> [[String: Any]] {
    let outcome = try Keyhound.run(["scan", "--format", "json", "a.db"], in: folder)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect((report["issues"] as? [Any])?.isEmpty == true)
    return try #require(report["findings"] as? [[String: Any]])
  }

  @Test(arguments: ["UTF-8", "UTF-16le", "UTF-16be"], [512, 4096, 65536])
  func `a key beside its name is found in its place`(encoding: String, pageSize: Int) throws {
    try database(
      "c.execute('create table settings(name text, value text)');"
        + "c.executemany('insert into settings values(?,?)',[('theme%d'%i,'dark') for i in range(500)]);"
        + "c.execute('insert into settings values(?,?)',('BASETEN_API_KEY','\(key)'))", encoding: encoding, pageSize: pageSize)
    let finding = try #require(try findings().first)
    #expect(finding["ruleId"] as? String == "baseten-api-key" && finding["decodedFrom"] as? [String] == ["sqlite"])
    let (start, end) = (try #require(finding["startByte"] as? Int), try #require(finding["endByte"] as? Int))
    let bytes = [UInt8](try Data(contentsOf: folder.url.appending(path: "a.db")))[start..<end]
    #expect(bytes.filter { $0 != 0 }.elementsEqual(key.utf8))
  }

  @Test func `the name of a column counts`() throws {
    try database(
      "c.execute('create table users(id integer primary key, mail text, access_token text not null)');"
        + "c.execute('insert into users values(7,?,?)',('a@example.com','\(RandomKey.alphanumerics(32))'))")
    #expect(try findings().map { $0["ruleId"] as? String } == ["generic-secret"])
  }

  @Test(arguments: [0, 400, 470, 900, 950, 5000, 40_000])
  func `a long text is read over the pages it lies on`(offset: Int) throws {
    try database(
      "c.execute('create table t(body text)');"
        + "c.execute('insert into t values(?)',('x '*\(offset)+'api_key=\(key) '+'y '*9999,))")
    #expect(try findings().count == 1)
  }

  @Test func `damaged databases are survived`() throws {
    try database(
      "c.execute('create table t(name text, body text)');"
        + "c.executemany('insert into t values(?,?)',[('n%d'%i,'word '*(i*7%400)) for i in range(200)])", pageSize: 512)
    try python(
      """
      import random
      random.seed(1); whole=open('a.db','rb').read()
      for n in range(150):
        b=bytearray(whole[:random.choice([len(whole),random.randint(100,len(whole))])])
        for _ in range(random.randint(1,40)):
          p=random.choice([random.randrange(len(b)),random.randrange(len(b))//512*512+random.randrange(16)])
          if p<len(b): b[p]=random.choice([0,1,5,13,127,128,255,random.randrange(256)])
        open('d%d.db'%n,'wb').write(b)
      """)
    let outcome = try Keyhound.run(["scan", "--format", "json", "."], in: folder)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(outcome.status == 0 && (report["findings"] as? [Any])?.isEmpty == true)
  }
}
