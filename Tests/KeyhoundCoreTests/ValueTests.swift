import Testing

@testable import KeyhoundCore

@Suite struct ValueTests {
  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func `SHA-256 gives the published digests`(text: String, digest: String) {
    #expect(hexadecimal(SHA256.digest(of: Array(text.utf8))) == digest)
  }

  @Test func `HMAC gives the codes of RFC 4231`() {
    let code = SHA256.authenticationCode(for: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
    #expect(hexadecimal(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    let long = SHA256.authenticationCode(
      for: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8), key: Array(repeating: 0xAA, count: 131))
    #expect(hexadecimal(long) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test func `CRC-32 gives the check value of its catalogue`() {
    #expect(CRC32.sum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.base62(0) == Array("000000".utf8))
  }

  @Test func `a fingerprint depends on rule, secret, path and cell, not on place`() {
    let secret = Array("abc.def".utf8).withUnsafeBytes { Secret($0) }
    let other = Array("abc.deg".utf8).withUnsafeBytes { Secret($0) }
    var origin = Origin(path: "a.ipynb")
    let plain = Fingerprint.of(rule: "r", secret: secret, origin: origin)
    #expect(plain.count == 32 && plain == Fingerprint.of(rule: "r", secret: secret, origin: origin))
    #expect(plain != Fingerprint.of(rule: "r", secret: other, origin: origin))
    #expect(plain != Fingerprint.of(rule: "s", secret: secret, origin: origin))
    origin.cell = Cell(index: 3, part: "source", line: 7)
    origin.cell?.id = "x"
    let inCell = Fingerprint.of(rule: "r", secret: secret, origin: origin)
    origin.cell?.line = 9
    origin.cell?.index = 4
    #expect(inCell == Fingerprint.of(rule: "r", secret: secret, origin: origin) && inCell != plain)
  }

  @Test func `byte ranges join where they touch, meet where they overlap, and hold no empty range`() {
    func ranges(_ list: Range<Int>...) -> ByteRanges {
      var result = ByteRanges()
      list.forEach { result.append($0) }
      return result
    }
    #expect(ranges(1..<3, 3..<5, 5..<5, 8..<9).ranges == [1..<5, 8..<9])
    let some = ranges(2..<4, 8..<12)
    for (range, isIn) in [(0..<2, false), (0..<3, true), (4..<8, false), (11..<20, true), (12..<20, false), (3..<3, false)] {
      #expect(some.overlaps(range) == isIn, "\(range)")
    }
    #expect(some.intersection(ranges(0..<3, 9..<10, 11..<30)).ranges == [2..<3, 9..<10, 11..<12])
    #expect(some.intersection(ranges()).ranges.isEmpty)
  }

  @Test(arguments: 0..<8) func `places are told in any order as if all before them were read anew`(seed: Int) {
    var random = SeededRandom(UInt64(seed))
    let parts = ["\n", "\r\n", "a", "words ", "é", "語", "😀", "\u{0}"].map { Array($0.utf8) } + [[0x80], [0xE8, 0xAA], [0xFF]]
    let text = (0..<6000).flatMap { _ in parts[Int.random(in: 0..<(seed < 4 ? parts.count : 8), using: &random)] }
    text.withUnsafeBytes { bytes in
      let raw = RawText(bytes, startByte: 7, start: Position(line: 3, column: 5, byteColumn: 9))
      let starts = bytes.indices.filter { !bytes[$0].isUTF8Continuation }
      for _ in 0..<60 {
        let start = starts[Int.random(in: 0..<starts.count, using: &random)]
        let read = bytes.view(0..<start)
        let lineStart = read.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        let columns = (lineStart == nil ? 5 : 1) + read.text((lineStart ?? 0)..<start).unicodeScalars.count { $0.value > 0 }
        let position = raw.position(at: start)
        #expect(position.line == 3 + read.count { $0 == UInt8(ascii: "\n") })
        #expect(position.column == columns)
        #expect(position.byteColumn == 1 + start - (lineStart ?? -8))
        #expect(raw.location(of: start..<bytes.count).bytes == start + 7..<bytes.count + 7)
      }
    }
  }

  @Test func `lines are counted to any place, and end at a limit, at a line feed or at the end of the text`() {
    Array("ab\ncd\r\n\nef".utf8).withUnsafeBytes { text in
      var cursor = LineCursor()
      let counts = [0, 2, 3, 6, 7, 8, 10, 3, 8].map { cursor.lines(before: $0, in: text) }
      #expect(counts == [0, 0, 1, 1, 2, 3, 3, 1, 3])
      for (offset, limit, end) in [
        (0, 9, 2), (0, 2, 2), (0, 1, 1), (2, 9, 2), (3, 9, 5), (3, 3, 5), (3, 2, 5), (8, 9, 10), (8, 1, 9), (10, 9, 10),
      ] {
        #expect(text.lineEnd(from: offset, limit: limit) == end, "\(offset) \(limit)")
      }
    }
  }

  @Test func `words are told from random characters`() {
    func reads(_ text: String) -> Bool { Array(text.utf8).withUnsafeBytes { Judgement.words.holds(for: $0) } }
    for words in ["ThisIsAVeryLongClassNameWithMany", "some_configuration_file_name_here", "applicationControllerTestHelper2"] {
      #expect(reads(words), "\(words)")
    }
    var random = SeededRandom(11)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    let wrong = (0..<5000).count { _ in reads(String((0..<32).map { _ in alphabet.randomElement(using: &random)! })) }
    #expect(wrong < 25, "of 5,000 random texts \(wrong) were taken for words")
  }

  @Test func `sequences and placeholders are recognised`() {
    func holds(_ judgement: Judgement, _ text: String) -> Bool {
      Array(text.utf8).withUnsafeBytes { judgement.holds(for: $0) }
    }
    #expect(holds(.sequence, "1234567890ABCDEFGHIJKL1234567890") && holds(.sequence, "abcabcabcabc"))
    #expect(!holds(.sequence, "q8Zr2LkV9xWmP4sT"))
    #expect(holds(.placeholder, "YOUR_API_KEY") && holds(.placeholder, "xxxxxxxxxxxx") && holds(.placeholder, "aaaaaaaaaaab"))
    #expect(!holds(.placeholder, "q8Zr2LkV9xWmP4sT"))
  }

  @Test func `bytes are replaced wherever they stand, also within a character`() {
    #expect("a key, a key".replacingBytes(of: "key", with: "***") == "a ***, a ***")
    #expect("keykey".replacingBytes(of: "key", with: "") == "")
    #expect("the key\u{301} is".replacingBytes(of: "key", with: "***") == "the ***\u{301} is")
    #expect("a ke".replacingBytes(of: "key", with: "***") == "a ke" && "key".replacingBytes(of: "", with: "***") == "key")
  }

  @Test func `columns count characters, in UTF-16 too`() {
    for (text, column) in [("é日 x", 4), ("\na\0b\0x\0", 3), ("\n\0a\0b\0x", 3), ("a\n\0b\0x\0", 2)] {
      let bytes = Array(text.utf8)
      let location = bytes.withUnsafeBytes { RawText($0).location(of: bytes.firstIndex(of: UInt8(ascii: "x"))!..<bytes.count) }
      #expect(location.start.column == column, "\(text.debugDescription)")
    }
  }

  @Test func `a source map leads back through every step`() {
    var json = SourceMap()
    json.append(decodedCount: 4, raw: 10..<14)
    json.append(decodedCount: 1, raw: 14..<20)
    json.append(decodedCount: 5, raw: 20..<25)
    #expect(json.rawRange(of: 2..<6) == 12..<21 && json.rawRange(of: 4..<5) == 14..<20)
    var stripped = SourceMap()
    stripped.append(decodedCount: 3, raw: 0..<3)
    stripped.append(decodedCount: 5, raw: 4..<9)
    let both = stripped.composed(with: json)
    #expect(both.rawRange(of: 2..<4) == 12..<20 && both.rawRange(of: 3..<4) == 14..<20 && both.rawRange(of: 4..<6) == 20..<22)
    var wide = SourceMap()
    wide.append(decodedCount: 6, raw: 2..<14)
    #expect(wide.rawRange(of: 1..<3) == 4..<8)
  }
}
