import KeyhoundCore
import Testing

@testable import KeyhoundGit

@Suite struct NewLinesTests {
  /// The new stretches of `text`, as texts.
  private func new(_ text: String, since older: String...) -> [String] {
    let bytes = Array(text.utf8)
    var pointers: [UnsafeRawBufferPointer] = []
    defer { pointers.forEach { $0.deallocate() } }
    for old in older {
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: old.utf8.count, alignment: 1)
      copy.copyBytes(from: old.utf8)
      pointers.append(UnsafeRawBufferPointer(copy))
    }
    return bytes.withUnsafeBytes { view in
      NewLines.ranges(in: view, since: pointers).ranges.map { String(decoding: view[$0], as: UTF8.self) }
    }
  }

  @Test func `an added, an edited and an indented line are new, the others are not`() {
    #expect(new("a\nb\nx\nc\n", since: "a\nb\nc\n") == ["x"])
    #expect(new("a\nB\nc\n", since: "a\nb\nc\n") == ["B"])
    #expect(new("a\n  b\nc\n", since: "a\nb\nc\n") == ["  b"])
    #expect(new("a\nc\n", since: "a\nb\nc\n").isEmpty)
    #expect(new("a\nb\nc\n", since: "a\nb\nc\n").isEmpty)
    #expect(new("a\n", since: "") == ["a"])
    #expect(new("", since: "a\n").isEmpty)
  }

  @Test func `a line that moves is not new`() {
    #expect(new("c\nb\na\n", since: "a\nb\nc\n").isEmpty)
    #expect(new("1\nkey\n2\n3\n4\n", since: "1\n2\n3\n4\nkey\n").isEmpty)
  }

  @Test func `of a line that is repeated, one more copy is new`() {
    #expect(new("key\nx\nkey\n", since: "key\nx\n") == ["key"])
    #expect(new("key\nkey\nkey\n", since: "key\nkey\n") == ["key"])
  }

  @Test func `line endings and the end of the file make nothing new`() {
    #expect(new("a\r\nb\r\n", since: "a\nb\n").isEmpty)
    #expect(new("a\rb\r", since: "a\nb\n").isEmpty)
    #expect(new("a\nb", since: "a\nb\n").isEmpty)
    #expect(new("a\nb\n", since: "a\nb").isEmpty)
    #expect(new("a\nb\nc", since: "a\nb") == ["c"])
    #expect(new("a\nbc", since: "a\nb") == ["bc"])
  }

  @Test func `in a merge only what no side has is new`() {
    #expect(new("ours\nresolved\ntheirs\n", since: "ours\n", "theirs\n") == ["resolved"])
    #expect(new("ours\ntheirs\n", since: "ours\n", "theirs\n").isEmpty)
  }

  @Test func `without an older version all is new`() {
    #expect(new("a\nb\n") == ["a\nb\n"])
  }

  @Test func `of a long line only the pieces that changed are new`() {
    let cells = (0..<100).map { "{\"source\": [\"line number \($0)\"]}" }
    let old = "[" + cells.joined(separator: ",") + "]"
    var changed = cells
    changed[40] = "{\"source\": [\"key = abc\"]}"
    #expect(new("[" + changed.joined(separator: ",") + "]", since: old) == ["key = abc\""])
  }

  @Test func `a line that grows long is compared in pieces with the short one it was`() {
    let filler = String(repeating: "x", count: 2 * LineCopies.longLine)
    let found = new("[\"old key\",\"\(filler)\"]\n", since: "[\"old key\"]\n").joined()
    #expect(found.contains(filler) && !found.contains("old key"))
  }

  @Test func `the result is that of counting lines, on random texts`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let old = Self.randomLines(&random)
      let text = Self.randomLines(&random)
      var copies = Dictionary(old.map { ($0, 1) }, uniquingKeysWith: +)
      var expected = 0
      for line in text {
        if let count = copies[line], count > 0 { copies[line] = count - 1 } else { expected += line.utf8.count }
      }
      let found = new(text.joined(separator: "\n"), since: old.joined(separator: "\n"))
      #expect(found.joined().utf8.count == expected, "\(old) → \(text): \(found)")
    }
  }

  private static func randomLines(_ random: inout SystemRandomNumberGenerator) -> [String] {
    (0..<Int.random(in: 0...8, using: &random)).map { _ in
      String(repeating: "ab".randomElement(using: &random)!, count: Int.random(in: 1...3, using: &random))
    }
  }
}
