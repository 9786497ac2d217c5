import TestSupport
import Testing

@testable import KeyhoundContent

/// JSON texts are read as they were written, and what is wrong with them is told with its place.
@Suite struct JSONReadingTests {
  /// What is expected of a node.
  private struct Node: Equatable {
    var kind: JSONNode.Kind
    var range: Range<Int>
    var next: Int
    var mayHaveEscapes = false
    var isBeyondASCII = false
  }

  /// A text, written value by value, and the nodes that it should have.
  private struct Writer {
    var random: SeededGenerator
    var text: [UInt8] = []
    var nodes: [Node] = []

    mutating func writeValue(depth: Int = 0, inObject: Bool = false) {
      switch Int.random(in: 0..<(depth > 4 ? 4 : 8), using: &random) {
      case 0, 1: writeScalar(isKept: inObject || depth == 0)
      case 2, 3: writeString(.string)
      case 4, 5: writeContainer(.object, depth)
      default: writeContainer(.array, depth)
      }
    }

    private mutating func writeScalar(isKept: Bool) {
      let scalars = ["0", "-2.5e+10", "1E5", "true", "false", "null", "NaN", "-Infinity", String(repeating: "7", count: 40)]
      let start = text.count
      text += scalars.randomElement(using: &random)!.utf8
      if isKept { nodes.append(Node(kind: .scalar, range: start..<text.count, next: nodes.count + 1)) }
    }

    private mutating func writeString(_ kind: JSONNode.Kind) {
      let pieces = ["a", "a longer piece of text", #"\\"#, #"\""#, #"\n"#, "é", "\u{1}", "{", "]", ","]
      let content = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      text.append(UInt8(ascii: "\""))
      let start = text.count
      text += content.utf8
      nodes.append(
        Node(
          kind: kind, range: start..<text.count, next: nodes.count + 1, mayHaveEscapes: content.contains("\\"),
          isBeyondASCII: content.contains("é")))
      text.append(UInt8(ascii: "\""))
    }

    private mutating func writeContainer(_ kind: JSONNode.Kind, _ depth: Int) {
      let (start, number) = (text.count, nodes.count)
      nodes.append(Node(kind: kind, range: start..<start, next: 0))
      text.append(UInt8(ascii: kind == .object ? "{" : "["))
      writeSpace()
      for index in 0..<Int.random(in: 0...4, using: &random) {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        writeSpace()
        if kind == .object { writeKey() }
        writeValue(depth: depth + 1, inObject: kind == .object)
        writeSpace()
      }
      text.append(UInt8(ascii: kind == .object ? "}" : "]"))
      nodes[number] = Node(kind: kind, range: start..<text.count, next: nodes.count)
    }

    private mutating func writeKey() {
      writeString(.key)
      writeSpace()
      text.append(UInt8(ascii: ":"))
      writeSpace()
    }

    mutating func writeSpace() {
      text += ["", "", " ", "\n  ", "\r\n\t", String(repeating: " ", count: 37)].randomElement(using: &random)!.utf8
    }
  }

  private func nodes(of text: [UInt8], _ limits: JSONIndex.Limits = JSONIndex.Limits()) throws -> [Node] {
    try text.withUnsafeBytes { bytes in
      try JSONReading.nodes(of: bytes, from: 0, limits).map {
        Node(kind: $0.kind, range: $0.range, next: $0.next, mayHaveEscapes: $0.mayHaveEscapes, isBeyondASCII: $0.isBeyondASCII)
      }
    }
  }

  @Test(arguments: UInt64(0)..<40) func `nodes are what was written`(seed: UInt64) throws {
    var writer = Writer(random: SeededGenerator(seed: seed))
    for _ in 0..<50 {
      writer.text = []
      writer.nodes = []
      writer.writeSpace()
      writer.writeValue()
      writer.writeSpace()
      #expect(try nodes(of: writer.text) == writer.nodes, "\(String(decoding: writer.text, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    ("", JSONError.Reason.truncated, 0),
    ("  ", .truncated, 2),
    ("[1, ", .truncated, 4),
    ("[1", .truncated, 2),
    (#"{"a"#, .truncated, 2),
    (#"{"a""#, .truncated, 4),
    (#"["\\\""#, .truncated, 2),
    ("[1,]", .unexpected, 3),
    ("[,1]", .unexpected, 1),
    ("[1}", .unexpected, 2),
    (#"{"a" 1}"#, .unexpected, 5),
    ("{1: 2}", .unexpected, 1),
    ("[tru]", .unexpected, 1),
    ("[1x]", .unexpected, 1),
    ("[+1]", .unexpected, 1),
    ("[\u{1}1]", .unexpected, 1),
    ("[1] 2", .trailing, 4),
    ("1 \"", .trailing, 2),
    ("[[[[1]]]]", .tooDeep, 3),
  ]) func `what is wrong is told with its place`(text: String, reason: JSONError.Reason, offset: Int) {
    var limits = JSONIndex.Limits()
    limits.depth = 3
    #expect(throws: JSONError(reason, at: offset)) { try nodes(of: Array(text.utf8), limits) }
  }

  @Test func `a text of more nodes than allowed is refused and one of as many is read`() throws {
    var limits = JSONIndex.Limits()
    limits.nodes = 100
    let strings = { (count: Int) in Array("[\((0..<count).map { _ in #""a""# }.joined(separator: ","))]".utf8) }
    // Before each element there has to be room for a key and its value.
    #expect(try nodes(of: strings(98), limits).count == 99)
    #expect { try nodes(of: strings(100), limits) } throws: { ($0 as? JSONError)?.reason == .tooMany }
  }
}
