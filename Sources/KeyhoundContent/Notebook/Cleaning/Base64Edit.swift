import KeyhoundCore

/// Writes over bytes inside a base64 text, whose length stays what it is.
struct Base64Edit {
  static let mark = Array("REDACTED".utf8)
  private let source: UnsafeRawBufferPointer
  /// The digits as written in one piece.
  private let run: Range<Int>
  private var digits: [UInt8]

  /// Takes the digits round `offset` of `source`.
  init?(_ source: UnsafeRawBufferPointer, around offset: Int) {
    guard offset < source.count, Base64.isDigit(source[offset]) else { return nil }
    self.source = source
    var start = offset
    while start > 0, Base64.isDigit(source[start - 1]) { start -= 1 }
    // The letter of an escape such as \n is no digit.
    if start > 0, source[start - 1] == UInt8(ascii: "\\") { start += 1 }
    var end = offset
    while end < source.count, Base64.isDigit(source[end]) { end += 1 }
    guard start <= offset else { return nil }
    run = start..<end
    digits = Array(source[run])
  }

  /// The edits that write `REDACTED***…` over a secret; `nil` when it is not spelled out in the digits, as compressed text is not.
  static func edits(for secret: FoundSecret, in source: UnsafeRawBufferPointer) -> [Edit]? {
    var edits: [Base64Edit] = []
    for (number, byte) in secret.bytes.enumerated() {
      if edits.last.map({ !$0.run.contains(byte.raw.lowerBound) }) ?? true {
        guard let next = Base64Edit(source, around: byte.raw.lowerBound) else { return nil }
        edits.append(next)
      }
      let value = number < mark.count ? mark[number] : UInt8(ascii: "*")
      guard edits[edits.count - 1].write(value, over: byte) else { return nil }
    }
    return edits.map { $0.finished() }
  }

  /// The edit that puts a picture of one pixel in place of the picture round `offset`; `nil` when there is no PNG.
  static func placeholder(around offset: Int, in source: UnsafeRawBufferPointer) -> Edit? {
    guard let edit = Base64Edit(source, around: offset), Base64Media(source.view(edit.run)) == .png else { return nil }
    var end = edit.run.upperBound
    while end < source.count, source[end] == UInt8(ascii: "=") { end += 1 }
    return Edit(edit.run.lowerBound..<end, Array(PlaceholderPicture.png.utf8))
  }

  // MARK: One byte

  private mutating func write(_ value: UInt8, over byte: (value: UInt8, raw: Range<Int>)) -> Bool {
    let offset = byte.raw.lowerBound - run.lowerBound
    let index = offset / 4 * 3 + offset % 4
    guard offset % 4 < 3, offset + 1 < digits.count, self.byte(at: index) == byte.value else { return false }
    set(index, to: value)
    return true
  }

  private func byte(at index: Int) -> UInt8 { digits.withUnsafeBytes { Base64Bytes($0, 0..<$0.count)[index] } }

  /// Changes one byte; the bits of its neighbours in the same digits stay.
  private mutating func set(_ index: Int, to value: UInt8) {
    let first = index / 3 * 4 + index % 3
    let shift = UInt16(2 * (2 - index % 3))
    let mask = UInt16(0xFF) << shift
    let old = UInt16(Base64.value(digits[first])) << 6 | UInt16(Base64.value(digits[first + 1]))
    let new = old & ~mask | UInt16(value) << shift
    digits[first] = Base64.digit(UInt8(new >> 6), like: digits[first])
    digits[first + 1] = Base64.digit(UInt8(new & 63), like: digits[first + 1])
  }

  // MARK: Check sums

  private func finished() -> Edit {
    var edit = self
    edit.repairSums()
    return Edit(run, edit.digits)
  }

  /// The chunks of a PNG carry sums, and readers refuse pictures where they are wrong.
  private mutating func repairSums() {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
    guard digits.count > 64, digits.withUnsafeBytes({ Base64Bytes($0, 0..<$0.count).has(signature, at: 0) }) else { return }
    var offset = 8
    while let next = repairSum(ofChunkAt: offset) { offset = next }
  }

  /// Sets the sum of one chunk if it holds text. Returns where the next one begins.
  private mutating func repairSum(ofChunkAt offset: Int) -> Int? {
    let (next, sum): (Int?, [UInt8]?) = digits.withUnsafeBytes { digits in
      let image = Base64Bytes(digits, 0..<digits.count)
      guard offset + 12 <= image.count else { return (nil, nil) }
      let end = offset + 8 + image.integer(at: offset, count: 4)
      guard end + 4 <= image.count else { return (nil, nil) }
      let isText = ["tEXt", "iTXt", "eXIf"].contains { image.has(Array($0.utf8), at: offset + 4) }
      guard isText else { return (end + 4, nil) }
      let sum = CRC32.sum(image.bytes(offset + 4..<end))
      return (end + 4, (0..<4).map { UInt8(sum >> (24 - 8 * $0) & 0xFF) })
    }
    if let next, let sum { for (place, byte) in sum.enumerated() { set(next - 4 + place, to: byte) } }
    return next
  }
}
