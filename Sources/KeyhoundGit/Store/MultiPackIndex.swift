import KeyhoundCore

/// One index over many packs of a folder.
final class MultiPackIndex: Sendable {
  let names: SortedNames
  /// The names of the packs, without their endings.
  let packNames: [String]
  private let file: MappedFile
  /// Where each object lies: four bytes for the pack, four for the offset.
  private let places: Int
  /// The table of offsets that need eight bytes.
  private let large: Range<Int>

  /// Maps and checks a `multi-pack-index`.
  init(path: String, format: ObjectFormat) throws(GitError) {
    file = try MappedFile(path: path)
    let bytes = file.bytes
    let header = try ChunkTable(bytes, path: path, format: format)
    guard let base = bytes.baseAddress, let fanout = header.chunks["OIDF"], let ids = header.chunks["OIDL"],
      let offsets = header.chunks["OOFF"], let packs = header.chunks["PNAM"], fanout.count >= 1024,
      let names = SortedNames(
        fanout: base + fanout.lowerBound, names: base + ids.lowerBound, stride: format.byteCount, format: format),
      names.count <= ids.count / format.byteCount, names.count <= offsets.count / 8
    else { throw .damaged(place: path, reason: "a table is missing or cut short") }
    self.names = names
    places = offsets.lowerBound
    large = header.chunks["LOFF"] ?? 0..<0
    packNames = bytes[packs].split(separator: 0).prefix(header.packCount).map { name in
      let text = String(decoding: name, as: UTF8.self)
      return String(text.prefix(upTo: text.lastIndex(of: ".") ?? text.endIndex))
    }
  }

  /// The pack, by its number in `packNames`, and the offset in it; `nil` when the index points outside itself.
  func place(at position: Int) -> (pack: Int, offset: Int)? {
    guard let base = file.bytes.baseAddress else { return nil }
    let pack = Int(base.bigEndianHalf(at: places + 8 * position))
    var offset = Int(base.bigEndianHalf(at: places + 8 * position + 4))
    if offset & 1 << 31 != 0, !large.isEmpty {
      let start = large.lowerBound + 8 * (offset & ~(1 << 31))
      guard start + 8 <= large.upperBound, let wide = Int(exactly: base.bigEndianWord(at: start)) else { return nil }
      offset = wide
    }
    return pack < packNames.count ? (pack, offset) : nil
  }
}

/// The table of contents of a file made of chunks.
private struct ChunkTable {
  var chunks: [String: Range<Int>] = [:]
  let packCount: Int

  init(_ bytes: UnsafeRawBufferPointer, path: String, format: ObjectFormat) throws(GitError) {
    guard bytes.count >= 12 + format.byteCount, let base = bytes.baseAddress, bytes.prefix(4).elementsEqual("MIDX".utf8),
      bytes[4] == 1, bytes[5] == (format == .sha1 ? 1 : 2)
    else { throw .damaged(place: path, reason: "it is no multi-pack index of a known version") }
    packCount = Int(base.bigEndianHalf(at: 8))
    let count = Int(bytes[6])
    guard 12 + 12 * (count + 1) <= bytes.count else { throw .damaged(place: path, reason: "it is cut short") }
    for index in 0..<count {
      let entry = 12 + 12 * index
      guard let start = Int(exactly: base.bigEndianWord(at: entry + 4)),
        let end = Int(exactly: base.bigEndianWord(at: entry + 16)), start <= end, end <= bytes.count
      else { throw .damaged(place: path, reason: "a table lies outside the file") }
      chunks[bytes.text(entry..<entry + 4)] = start..<end
    }
  }
}
