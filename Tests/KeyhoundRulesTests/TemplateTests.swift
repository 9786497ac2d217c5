import KeyhoundCore
import Testing

@testable import KeyhoundRules

@Suite struct TemplateTests {
  @Test func `places are filled with characters of their kind, and the rest stays`() throws {
    let text = try Template("a={hex:8}.{digit:2..4}; {x} { {\"k\": 1}").expanded(seed: 0)
    #expect(text.wholeMatch(of: #/a=[0-9a-f]{8}\.[0-9]{2,4}; \{x\} \{ \{"k": 1\}/#) != nil, "\(text)")
  }

  @Test func `the same seed gives the same text, another seed another one`() throws {
    let template = try Template("{alnum:20}")
    #expect(template.expanded(seed: 3) == template.expanded(seed: 3))
    #expect(template.expanded(seed: 3) != template.expanded(seed: 4))
    #expect(try template.expanded(seed: 3) != Template("x{alnum:20}").expanded(seed: 3).dropFirst().description)
  }

  @Test func `a sum is that of the text behind the last underscore`() throws {
    let text = try Template("abc_{alnum:30}{crc32:6}").expanded(seed: 1)
    #expect(Array(text.utf8).withUnsafeBytes { Checksum.crc32Base62.holds(for: $0) })
  }

  @Test func `a token has three parts of JSON and signature`() throws {
    #expect(try Template("{jwt}").expanded(seed: 1).wholeMatch(of: #/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}/#) != nil)
    #expect(try Template("{uuid}").expanded(seed: 1).wholeMatch(of: #/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#) != nil)
  }

  @Test func `an unknown kind is a mistake that names those there are`() {
    #expect { try Template("{alnm:8}") } throws: { "\($0)".contains("alnm") && "\($0)".contains("alnum") }
  }
}
