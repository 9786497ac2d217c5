import KeyhoundCore
import Testing

@Suite struct LineHashTests {
  private func hashes(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    let hashes = bytes.withUnsafeBytes { LineHashes($0) }
    return (1...100).compactMap { hashes.hash(ofLine: $0) }
  }

  @Test func `line hashes are those that GitHub publishes`() {
    #expect(hashes("") == ["c129715d7a2bc9a3:1"])
    #expect(
      hashes(" a\nb\n  \t\tc\n d") == ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"])
    let lorem = String(repeating: "Lorem ipsum dolor sit amet.\n", count: 10)
    #expect(
      hashes(lorem) == (1...6).map { "a7f2ff13bc495cf2:\($0)" } + [
        "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1",
      ])
  }

  @Test func `ends of lines are all the same, and only line feeds count lines`() {
    #expect(hashes(" a\r\nb\r\n  \t\tc\r\n d") == hashes(" a\nb\n  \t\tc\n d"))
    // The second of three lines begins behind a carriage return alone: its hash is seen, but it is no line here.
    #expect(hashes("x\rx\nx") == [hashes("x\nx\nx")[0], hashes("x\nx\nx")[2]])
  }
}
