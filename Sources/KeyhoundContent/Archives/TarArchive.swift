import KeyhoundCore

/// tar: POSIX ustar and pax, and GNU's long names (https://www.gnu.org/software/tar/manual/html_node/Standard.html).
struct TarArchive {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Whether `bytes` begin with the header of a member: one that names the format, or one as old as tar, whose checksum is right.
  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 512 else { return false }
    // No text has a zero there.
    return bytes[257..<262].elementsEqual("ustar".utf8) || (bytes[107] == 0 && hasChecksum(bytes.view(0..<512)))
  }

  /// The sum of all bytes, those of the sum itself taken for spaces.
  private static func hasChecksum(_ header: UnsafeRawBufferPointer) -> Bool {
    let field = 148..<156
    guard header[0] != 0, header[field].contains(where: { 0x30...0x37 ~= $0 }), let told = number(header.view(field)) else {
      return false
    }
    let sum = header.enumerated().reduce(0) { $0 + (field.contains($1.offset) ? 0x20 : Int($1.element)) }
    return sum == told
  }

  func unpack(into members: MemberSink) throws(ArchiveError) {
    var position = 0
    var longName: String?
    while position + 512 <= bytes.count {
      let header = bytes.view(position..<position + 512)
      position += 512
      // The end of an archive; there may be another one behind it.
      guard header.contains(where: { $0 != 0 }) else { continue }
      let size = try size(of: header)
      let content = bytes.view(position..<min(bytes.count, position + size))
      position += (content.count + 511) / 512 * 512
      switch header[156] {
      case UInt8(ascii: "L"): longName = Self.text(content)
      case UInt8(ascii: "x"): longName = Self.paxPath(content) ?? longName
      case UInt8(ascii: "g"), UInt8(ascii: "K"): break
      default:
        // Links and folders have no content. What has some is a file, or a form of it (sparse, continued) of which the pieces are read.
        if !content.isEmpty || Self.isFile(header[156]) { try members.add(content, name: longName ?? Self.name(header)) }
        longName = nil
      }
      guard content.count == size else { throw .damaged("the end is missing") }
    }
  }

  /// No file is that large.
  private static let greatest = 1 << 56

  private func size(of header: UnsafeRawBufferPointer) throws(ArchiveError) -> Int {
    guard let size = Self.number(header.view(124..<136)), 0...Self.greatest ~= size else {
      throw .damaged("a header makes no sense")
    }
    return size
  }

  private static func isFile(_ type: UInt8) -> Bool { type == UInt8(ascii: "0") || type == 0 || type == UInt8(ascii: "7") }

  private static func name(_ header: UnsafeRawBufferPointer) -> String {
    let prefix = header[257..<263].elementsEqual("ustar\0".utf8) ? text(header.view(345..<500)) : ""
    let name = text(header.view(0..<100))
    return prefix.isEmpty ? name : "\(prefix)/\(name)"
  }

  private static func text(_ field: UnsafeRawBufferPointer) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Octal digits, or GNU's big-endian number with the first bit set.
  private static func number(_ field: UnsafeRawBufferPointer) -> Int? {
    if field[0] & 0x80 != 0 { return field[4...].reduce(0) { ($0 & Int.max >> 8) << 8 | Int($1) } }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 >= 0x30 && $0 <= 0x37 }
    return digits.isEmpty ? (field.allSatisfy { $0 == 0 || $0 == 0x20 } ? 0 : nil) : digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  /// The value of `path` in a pax header, whose records are `length key=value\n`.
  private static func paxPath(_ content: UnsafeRawBufferPointer) -> String? {
    let lines = content.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    return lines.compactMap { line in
      let record = line.split(separator: " ", maxSplits: 1).last ?? ""
      return record.hasPrefix("path=") ? String(record.dropFirst(5)) : nil
    }.last
  }
}
