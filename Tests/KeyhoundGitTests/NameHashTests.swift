import TestSupport
import Testing

@testable import KeyhoundGit

@Suite struct NameHashTests {
  @Test(arguments: 0..<4) func `names that differ in a byte or in their length have different hashes`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let hash = NameHash()
    var names: Set<[UInt8]> = []
    for length in 0..<70 {
      let name = (0..<length).map { _ in UInt8.random(in: 0...3, using: &random) }
      names.insert(name)
      for place in 0..<length {
        for bit in 0..<8 {
          var other = name
          other[place] ^= 1 << bit
          names.insert(other)
        }
      }
    }
    let hashes = Set(names.map { $0.withUnsafeBytes { hash($0) } })
    #expect(names.count > 10_000 && hashes.count == names.count)
  }

  @Test func `a name has one hash wherever it lies, and another in another process`() {
    let (hash, other) = (NameHash(), NameHash())
    let text = Array("a name of thirty-one characters.a name of thirty-one characters.".utf8)
    text.withUnsafeBytes { text in
      let (first, second) = (UnsafeRawBufferPointer(rebasing: text[..<32]), UnsafeRawBufferPointer(rebasing: text[32...]))
      #expect(hash(first) == hash(second) && hash(first) != other(first))
    }
    #expect(hash(UnsafeRawBufferPointer(start: nil, count: 0)) == [UInt8]().withUnsafeBytes { hash($0) })
  }
}
