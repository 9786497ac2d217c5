import CCompression
import KeyhoundCore

/// One step in which a block was packed.
struct SevenZipCoder {
  let method: Method?
  /// In hexadecimal, as 7-Zip lists them.
  private let name: String
  private let properties: [UInt8]
  let inputs: Int
  let outputs: Int

  enum Method: String {
    case copy = "00"
    case delta = "03"
    case x86 = "04"
    case powerPC = "05"
    case itanium = "06"
    case arm = "07"
    case thumb = "08"
    case sparc = "09"
    case arm64 = "0a"
    case lzma2 = "21"
    case lzma = "030101"
    case deflate = "040108"
    case bzip2 = "040202"
    case zstd = "04f71101"
    case aes = "06f10701"

    /// Names that some of them had first.
    static let older: [String: Method] = [
      "03030103": .x86, "03030205": .powerPC, "03030401": .itanium, "03030501": .arm, "03030701": .thumb, "03030805": .sparc,
    ]
  }

  /// What is known by name and not read.
  private static let others = [
    "030401": "PPMd", "0303011b": "BCJ2", "040109": "Deflate64", "0b": "a filter for RISC-V",
    "04f71102": "Brotli", "04f71104": "LZ4",
  ]

  init(_ reader: inout SevenZipReader) throws(ArchiveError) {
    let flags = try reader.byte()
    name = try reader.take(Int(flags & 0x0F)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    method = Method(rawValue: name) ?? Method.older[name]
    let isComplex = flags & 0x10 != 0
    inputs = isComplex ? try reader.count() : 1
    outputs = isComplex ? try reader.count() : 1
    guard inputs <= 32, outputs <= 32 else { throw SevenZipReader.nonsense }
    properties = flags & 0x20 != 0 ? Array(try reader.take(try reader.number())) : []
  }

  /// Throws where the method is none that is understood.
  func check() throws(ArchiveError) {
    guard method == nil || method == .aes else { return }
    throw .unsupported("it is packed with \(Self.others[name] ?? "method \(name)"), which is not understood")
  }

  /// What `source` unpacks to.
  /// - Parameter size: how many bytes that is.
  func open(_ source: any ByteStage, size: Int) throws(ArchiveError) -> any ByteStage {
    switch method {
    case .copy: return source
    case .lzma: return try LZMAStage(alone: source, properties: properties, size: size)
    case .lzma2: return try LZMAStage(lzma2: source, properties: properties, size: size)
    case .deflate:
      return try WholeStage(source) { (input, output) throws(ArchiveError) in
        try DeflateStream.decompress(input, size: size, into: output)
      }
    case .bzip2: return try WholeStage(source, Bzip2Stream.decompress)
    case .zstd: return try WholeStage(source, ZstdStream.decompress)
    case .delta: return try LZMAStage(delta: source, distance: Int(properties.first ?? 0) + 1)
    case .x86, .powerPC, .itanium, .arm, .thumb, .sparc, .arm64: return try LZMAStage(filter: filterID, source)
    case .aes, nil: throw .unsupported("it is packed in a way that is not understood")
    }
  }

  /// liblzma's number for a filter that makes machine code compress better: the last byte of the shorter name.
  private var filterID: UInt64 { UInt64(method?.rawValue ?? "", radix: 16) ?? 0 }
}
