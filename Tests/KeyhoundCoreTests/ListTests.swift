import Testing

@testable import KeyhoundCore

@Suite struct ListTests {
  @Test(arguments: [0, 1, 6, 7, 8, 13, 14, 1000]) func `bytes come back from seven bits as they were`(count: Int) {
    var random = SeededRandom(UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let text = SevenBits.text(of: bytes)
    #expect(text.count == (count + 6) / 7 * 8 && text.allSatisfy { $0 < 128 })
    let unpacked = text.withUnsafeBytes(SevenBits.bytes)
    defer { unpacked.deallocate() }
    #expect(unpacked.prefix(count).elementsEqual(bytes) && unpacked.dropFirst(count).allSatisfy { $0 == 0 })
  }

  @Test func `lists of all widths are read where they lie`() {
    var lists = ListWriter()
    lists.write([1, 2, 3] as [UInt8])
    lists.write([] as [Int32])
    lists.write([-7, 1 << 30, 5] as [Int32])
    lists.write([1 << 40] as [Int])
    lists.write([ByteSet.digits, .space])
    SevenBits.text(of: lists.bytes).withUnsafeBytes { text in
      let bytes = SevenBits.bytes(of: text)
      defer { bytes.deallocate() }
      var reader = ListReader(bytes)
      #expect(reader.array() as [UInt8] == [1, 2, 3])
      #expect(reader.array() as [Int32] == [])
      #expect(reader.array() as [Int32] == [-7, 1 << 30, 5])
      #expect(reader.array() as [Int] == [1 << 40])
      #expect(reader.array() as [ByteSet] == [.digits, .space])
    }
  }
}
