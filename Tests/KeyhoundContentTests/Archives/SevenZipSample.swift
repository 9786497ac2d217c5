import CCompression
import CLibdeflate

/// Writes small 7z archives: a directory at the end, or one that is packed as well.
struct SevenZipSample {
  /// A file, or an empty folder where there is no content.
  struct File {
    var name: String
    var content: [UInt8]?
  }

  enum Packing: CaseIterable {
    case copy, lzma2, delta, unknown, encrypted
  }

  var files: [File]
  var packing = Packing.copy
  var packsDirectory = false
  /// Whether the checksums of the files are wrong.
  var liesAboutChecksums = false

  var bytes: [UInt8] {
    let text = files.flatMap { $0.content ?? [] }
    let packed = pack(text)
    var body = packed
    var directory: [UInt8] = [0x01, 0x04] + blocks(packed, at: 0, text.count)
    directory += pieces + [0x00] + names + [0x00]
    if packsDirectory {
      let packer = Self(files: [], packing: .lzma2)
      let inner = packer.pack(directory)
      let checksum: [UInt8] = [0x0A, 1] + Self.little(Int(Self.checksum(directory)), 4)
      directory = [0x17] + packer.blocks(inner, at: body.count, directory.count, checksum) + [0x00]
      body += inner
    }
    let start = Self.little(body.count, 8) + Self.little(directory.count, 8) + Self.little(Int(Self.checksum(directory)), 4)
    let signature: [UInt8] = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]
    return signature + Self.little(Int(Self.checksum(start)), 4) + start + body + directory
  }

  private func pack(_ text: [UInt8]) -> [UInt8] {
    switch packing {
    case .copy, .unknown, .encrypted: text
    case .lzma2: Self.lzma2(text)
    case .delta: text.indices.map { $0 < 4 ? text[$0] : text[$0] &- text[$0 - 4] }
    }
  }

  /// Where the one block is packed and how.
  private func blocks(_ packed: [UInt8], at start: Int, _ size: Int, _ checksum: [UInt8] = []) -> [UInt8] {
    let packs: [UInt8] = [0x06] + Self.number(start) + [1, 0x09] + Self.number(packed.count) + [0x00]
    return packs + [0x07, 0x0B, 1, 0] + coders + [0x0C] + sizes(size) + checksum + [0x00]
  }

  private func sizes(_ size: Int) -> [UInt8] {
    packing == .delta ? Self.number(size) + Self.number(size) : Self.number(size)
  }

  private var coders: [UInt8] {
    switch packing {
    case .copy: [1, 0x01, 0x00]
    case .lzma2: [1, 0x21, 0x21, 1, 12]
    // Delta over copy: the output of the second feeds the input of the first.
    case .delta: [2, 0x21, 0x03, 1, 3, 0x01, 0x00, 0, 1]
    case .unknown: [1, 0x03, 0x03, 0x04, 0x01]
    case .encrypted: [1, 0x24, 0x06, 0xF1, 0x07, 0x01, 2, 0x13, 0]
    }
  }

  private var pieces: [UInt8] {
    let contents = files.compactMap(\.content)
    let sizes = contents.dropLast().flatMap { Self.number($0.count) }
    let checksums = contents.flatMap { Self.little(Int(Self.checksum($0)) ^ (liesAboutChecksums ? 1 : 0), 4) }
    var part: [UInt8] = [0x08, 0x0D] + Self.number(contents.count)
    if contents.count > 1 { part += [0x09] + sizes }
    return part + [0x0A, 1] + checksums + [0]
  }

  private var names: [UInt8] {
    let text: [UInt8] = [0] + files.flatMap { file in Array("\(file.name)\0".utf16).flatMap { Self.little(Int($0), 2) } }
    let empty = Self.bits(files.map { $0.content == nil })
    var part: [UInt8] = [0x05] + Self.number(files.count)
    part += [0x0E] + Self.number(empty.count) + empty
    part += [0x11] + Self.number(text.count) + text
    return part + [0x19, 2, 0, 0, 0x00]
  }

  private static func bits(_ answers: [Bool]) -> [UInt8] {
    stride(from: 0, to: answers.count, by: 8).map { start in
      answers[start...].prefix(8).enumerated().reduce(UInt8(0)) { $1.element ? $0 | 0x80 >> UInt8($1.offset) : $0 }
    }
  }

  private static func number(_ value: Int) -> [UInt8] {
    if value < 0x80 { return [UInt8(value)] }
    return value < 0x4000 ? [0x80 | UInt8(value >> 8), UInt8(value & 255)] : [0xE0] + little(value, 3)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 { libdeflate_crc32(0, bytes, bytes.count) }

  private static func lzma2(_ text: [UInt8]) -> [UInt8] {
    var options = lzma_options_lzma()
    lzma_lzma_preset(&options, 6)
    options.dict_size = 1 << 18
    return withUnsafeMutablePointer(to: &options) { options in
      let filters = [lzma_filter(id: 0x21, options: options), lzma_filter(id: .max, options: nil)]
      return [UInt8](unsafeUninitializedCapacity: text.count + 1024) { output, count in
        lzma_raw_buffer_encode(filters, nil, text, text.count, output.baseAddress, &count, output.count)
      }
    }
  }
}
