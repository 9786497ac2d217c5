import KeyhoundContent
import KeyhoundCore
import TestSupport
import Testing

@Suite struct TextDecoderTests {
  @Test(arguments: Encoding.all) func `a key is found under every encoding, with its place`(encoding: Encoding) throws {
    for shift in 0..<24 {
      let key = EncodedTexts.key()
      let written = encoding("\(String("some words before it".prefix(shift))) \(key) ")
      let before = "first line é\nvalue: "
      let findings = EncodedTexts.findings(in: before + written + "\nlast line\n")
      #expect(findings.map(\.secret.revealed) == [key], "shifted by \(shift)")
      let finding = try #require(findings.first)
      #expect(finding.origin.decodedFrom == encoding.names)
      let place = before.utf8.count..<before.utf8.count + written.utf8.count
      #expect(place.contains(finding.location.bytes.lowerBound) && finding.location.bytes.upperBound <= place.upperBound)
      #expect(finding.location.bytes.count >= key.utf8.count && finding.location.start.line >= 2)
    }
  }

  @Test(arguments: Encoding.all, Encoding.all)
  func `a key is found under two encodings, but not where only one is to be resolved`(inner: Encoding, outer: Encoding) {
    guard inner.names != outer.names, outer.names != ["quoted-printable"], inner.names != ["quoted-printable"] else { return }
    let key = EncodedTexts.key()
    let text = outer(inner("api \(key) \(String(repeating: "and more ", count: 4))"))
    guard outer.testDescription.hasSuffix("underscore") == false else { return }
    #expect(EncodedTexts.findings(in: "x = \(text)\n", depth: 2).map(\.secret.revealed) == [key])
    #expect(EncodedTexts.findings(in: "x = \(text)\n", depth: 1).isEmpty)
  }

  @Test(arguments: [76, 64, 75, 61, 60, 48, 41], ["\n", "\r\n", "\\n", "\n    ", "\\n\",\n \"", "\" +\n  \"", "\n# ", "\n> "])
  func `base64 is joined over lines of any width`(width: Int, separator: String) {
    let keys = [EncodedTexts.key(), EncodedTexts.key()]
    let text = "the first is \(keys[0]) here\n\(String(repeating: "and so on ", count: 30))\nand \(keys[1]) is the second"
    let digits = Array(Encoding.base64(Array(text.utf8)))
    let lines = stride(from: 0, to: digits.count, by: width).map { String(digits[$0..<min($0 + width, digits.count)]) }
    let findings = EncodedTexts.findings(in: "data: \"" + lines.joined(separator: separator) + "\"\n")
    #expect(findings.map(\.secret.revealed) == keys)
  }

  @Test func `what is found in a window of a larger file is what is found in all of it`() {
    let key = EncodedTexts.key()
    let words = String(repeating: "and so on and on ", count: 60)
    let text = Array("x = \(Encoding.base64(Array("\(words)\(key) \(words)".utf8)))\n".utf8)
    for start in stride(from: 5, to: 400, by: 1) {
      let found = text[start...].withUnsafeBytes { bytes in
        let chunk = Chunk(
          raw: RawText(bytes, startByte: start), origin: Origin(path: "a"), owned: 0..<bytes.count, isWhole: false)
        var found: [Finding] = []
        EncodedSearch(TextDecoders(), depth: 1)?.search(
          chunk, marks: [], near: [0..<bytes.count], EncodedTexts.detector, DetectorScratch(for: EncodedTexts.detector.rules)
        ) { _, findings, _ in found += findings }
        return found
      }
      #expect(found.map(\.secret.revealed) == [key], "from \(start)")
    }
  }

  @Test func `digits that stand for no text are left alone`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let noise = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
      let text = noise + Array(EncodedTexts.key(&random).utf8) + noise
      #expect(EncodedTexts.findings(in: "x: \(Encoding.base64(text))").isEmpty)
    }
  }

  @Test func `the raw form of a decoded secret is known, so that it can be starred out`() throws {
    let key = EncodedTexts.key()
    let text = "x = " + key.replacing("_", with: "%5F")
    let finding = try #require(EncodedTexts.findings(in: text).first)
    #expect(finding.encoded?.revealed == key.replacing("_", with: "%5F") && !finding.extract.contains(key.suffix(24)))
  }

  @Test func `a remark in the line excepts what is encoded there`() throws {
    let line = "x = \(Encoding.base64(Array("the key is \(EncodedTexts.key())".utf8)))"
    #expect(try #require(EncodedTexts.findings(in: line + "  # keyhound:allow").first).allowance != nil)
    #expect(try #require(EncodedTexts.findings(in: "# keyhound:allow-next-line\n" + line).first).allowance != nil)
    #expect(try #require(EncodedTexts.findings(in: line + "\n# keyhound:allow").first).allowance == nil)
  }

  @Test func `values of a Kubernetes Secret are read however short they are`() {
    var password = Rule(id: "password")
    password.regex = "password: (?<secret>[a-z0-9!]{6,12})\\b"
    let detector = Detector(RuleSet([password], findsMarks: true))
    let value = Encoding.base64(Array("swordf1sh".utf8))
    for (kind, count) in [("Secret", 1), ("ConfigMap", 0)] {
      let text = Array("apiVersion: v1\nkind: \(kind)\ndata:\n  user: YWRtaW4=\n  password: \(value)\n---\nx: 1\n".utf8)
      text.withUnsafeBytes { bytes in
        let scratch = DetectorScratch(for: detector.rules)
        let chunk = Chunk(whole: bytes, origin: Origin(path: "a.yml"))
        _ = detector.findings(in: chunk, scratch: scratch)
        var found: [String] = []
        EncodedSearch(TextDecoders(), depth: 1)?.search(
          chunk, marks: scratch.takeMarks(), near: [0..<bytes.count], detector, scratch
        ) { _, findings, _ in found += findings.map(\.secret.revealed) }
        #expect(found == Array(repeating: "swordf1sh", count: count))
      }
    }
  }

  @Test(arguments: Encoding.all) func `where something is encoded there is a mark, or it may be decoded`(encoding: Encoding) {
    let text = Array("x = \(encoding("a \(EncodedTexts.key()) and some more")) y\n".utf8)
    text.withUnsafeBytes { bytes in
      #expect(!EncodedTexts.findings(in: bytes).isEmpty)
      let row = TextRow(bytes, [0..<bytes.count])
      let hasMark = EncodedTexts.detector.suspicions(in: row, scratch: DetectorScratch(for: EncodedTexts.detector.rules))[0]
      #expect(hasMark || TextDecoders().mayDecode(bytes))
    }
  }

  @Test func `ordinary text is not decoded`() {
    let text = Array("for i in range(10): print(f'{i} of them')  # see https://example.org/some/path/of/words\n".utf8)
    #expect(!text.withUnsafeBytes { TextDecoders().mayDecode($0) })
  }

  @Test(arguments: [false, true], [false, true]) func `UTF-32 is read`(isBig: Bool, hasMark: Bool) throws {
    let text = (hasMark ? "\u{FEFF}" : "") + "a key 🙂 of some length"
    let bytes = text.unicodeScalars.flatMap { scalar -> [UInt8] in
      let little = (0..<4).map { UInt8(scalar.value >> (8 * $0) & 0xFF) }
      return isBig ? little.reversed() : little
    }
    let recorder = TextRecorder()
    let isTaken = bytes.withUnsafeBytes {
      UTF32Extractor().extract(from: Chunk(whole: $0, origin: Origin(path: "a")), into: recorder)
    }
    #expect(isTaken && recorder.text == "a key 🙂 of some length")
    #expect(recorder.lastPlace == bytes.count - 4..<bytes.count)
  }
}

private final class TextRecorder: ExtractionSink {
  var text = ""
  var lastPlace = 0..<0

  func scan(_ chunk: Chunk) {
    text = chunk.bytes.text(0..<chunk.bytes.count)
    lastPlace = chunk.location(of: chunk.bytes.count - 1..<chunk.bytes.count).bytes
  }

  func report(_ issue: KeyhoundCore.Issue) {}
}
