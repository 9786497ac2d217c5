import Testing

@testable import KeyhoundGit

@Suite struct NumberTableTests {
  @Test(arguments: [0, 1, 15, 16, 1000, 70_000])
  func `every word leads to its number, and no other word to any`(count: Int) {
    let words = Array(Set((0..<count).map { _ in UInt64.random(in: 0...UInt64.max) }))
    let table = NumberTable(capacity: words.count)
    for (number, word) in words.enumerated() { table.insert(number, word) }
    #expect(!table.hasTwins)
    for (number, word) in words.enumerated() { #expect(table.number(word) { _ in true } == number) }
    let others = Set((0..<1000).map { _ in UInt64.random(in: 0...UInt64.max) }).subtracting(words)
    for word in others { #expect(table.number(word) { _ in true } == nil) }
  }

  @Test func `words that differ in one bit are told apart`() {
    let word = UInt64.random(in: 0...UInt64.max)
    let words = [word] + (0..<64).map { word ^ 1 << $0 }
    let table = NumberTable(capacity: words.count)
    for (number, word) in words.enumerated() { table.insert(number, word) }
    #expect(words.indices.allSatisfy { number in table.number(words[number]) { $0 == number } == number })
  }

  @Test func `of ids that begin alike the one that is meant is found`() {
    let table = NumberTable(capacity: 3)
    for (number, word) in [7, 9, 7].enumerated() { table.insert(number, UInt64(word)) }
    #expect(table.hasTwins)
    #expect(table.number(7) { $0 == 0 } == 0 && table.number(7) { $0 == 2 } == 2 && table.number(9) { $0 == 1 } == 1)
    #expect(table.number(7) { _ in false } == nil)
  }

  @Test func `words and numbers of nothing but ones are entries like any`() {
    let table = NumberTable(capacity: 16)
    for number in 0..<16 { table.insert(number, UInt64.max - UInt64(number)) }
    for number in 0..<16 { #expect(table.number(UInt64.max - UInt64(number)) { _ in true } == number) }
  }
}
