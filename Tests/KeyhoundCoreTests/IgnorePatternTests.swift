import Testing

import KeyhoundCore

@Suite struct IgnorePatternTests {
  @Test(arguments: [
    ("*.env", "a/b/prod.env", true), ("*.env", "prod.env.txt", false), ("/build", "build", true), ("/build", "a/build", false),
    ("a/b", "a/b", true), ("a/b", "x/a/b", false), ("**/b", "x/y/b", true), ("a/**", "a/x/y", true), ("a/**", "a", false),
    ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("[ab].txt", "b.txt", true), ("?.txt", "ab.txt", false),
    ("# comment", "# comment", false), ("\\#x", "#x", true), ("name ", "name", true),
  ]) func `a pattern means what git means by it`(pattern: String, path: String, isMatched: Bool) {
    let parts = path.split(separator: "/").map(String.init)
    #expect((IgnorePattern(pattern)?.matches(parts[...], isFolder: false) ?? false) == isMatched)
  }

  @Test func `a pattern that ends in a slash names folders only`() throws {
    let pattern = try #require(IgnorePattern("build/"))
    #expect(pattern.matches(["build"], isFolder: true) && !pattern.matches(["build"], isFolder: false))
  }

  @Test func `the last pattern that names a path decides, inner folders before outer ones`() throws {
    var stack = IgnoreStack()
    stack.push(["*.log", "!keep.log"].compactMap { IgnorePattern($0) }, depth: 0)
    #expect(stack.ignores(["x.log"], isFolder: false) && !stack.ignores(["keep.log"], isFolder: false))
    stack.push(["keep.log"].compactMap { IgnorePattern($0) }, depth: 1)
    #expect(stack.ignores(["in", "keep.log"], isFolder: false))
  }
}
