package import KeyhoundCore

/// Looks into archives and compressed files: zip and its kin (docx, xlsx, jar, whl), 7z, tar, gzip, zstd, xz, bzip2, one inside
/// another.
///
/// Formats are known by their first bytes, whatever the file is called; a zip archive, in front of which a script may stand, also by its end. A member
/// is a file of its own, called `archive!member`, and goes through the whole pipeline. What a unit may unpack is limited (`UnpackLimits`); going over
/// a limit is an issue.
package struct ArchiveExtractor: Extractor {
  private let limits: UnpackLimits

  package init(limits: UnpackLimits = UnpackLimits()) {
    self.limits = limits
  }

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool {
    ArchiveFormat(of: bytes) != nil || ZipDirectory.mayEnd(bytes)
  }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded, let format = ArchiveFormat(of: chunk.bytes) ?? (ZipArchive.isBehindText(in: chunk) ? .zip : nil)
    else { return false }
    guard chunk.isWhole else {
      sink.report(chunk.issue(.tooLarge, "it is \(format.name) and too large to be unpacked; unpack it and scan what is inside"))
      return false
    }
    let members = MemberSink(chunk: chunk, limits: limits, sink: sink)
    do {
      try format.unpack(chunk.bytes, into: members)
      return true
    } catch {
      sink.report(chunk.issue(error.kind, "\(format.name): \(error)"))
      // What is no archive in spite of its first bytes, or not to its end, is searched as it stands.
      if case .damaged = error { return false }
      return members.count > 0
    }
  }
}

/// How much may be unpacked from one file.
package struct UnpackLimits: Sendable {
  /// Bytes of one member.
  package var memberBytes = 256 << 20
  package var members = 100_000

  package init() {}
}

/// Why an archive could not be unpacked to its end.
enum ArchiveError: Error, CustomStringConvertible {
  case damaged(String)
  /// All of it was unpacked and is not what was packed.
  case altered(String)
  case unsupported(String)
  case tooLarge(String)

  var kind: Issue.Kind {
    switch self {
    case .damaged, .altered: .damaged
    case .unsupported, .tooLarge: .tooLarge
    }
  }

  var description: String {
    switch self {
    case .damaged(let what): "damaged, \(what); only what came before that was scanned"
    case .altered(let what): "damaged, \(what); it was scanned as it is"
    case .unsupported(let what), .tooLarge(let what): "\(what); unpack it by hand and scan what is inside"
    }
  }
}

/// The formats, by their first bytes.
enum ArchiveFormat {
  case zip, sevenZip, tar, gzip, zstd, xz, bzip2

  init?(of bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 18 else { return nil }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else if bytes.starts(with: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
      self = .sevenZip
    } else if bytes.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if ZstdStream.hasText(bytes) {
      self = .zstd
    } else if bytes.starts(with: XZStream.signature) {
      self = .xz
    } else if bytes.starts(with: "BZh".utf8), bytes[4..<10].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) {
      self = .bzip2
    } else if TarArchive.begins(bytes) {
      self = .tar
    } else {
      return nil
    }
  }

  var name: String {
    switch self {
    case .zip: "a zip archive"
    case .sevenZip: "a 7z archive"
    case .tar: "a tar archive"
    case .gzip: "compressed with gzip"
    case .zstd: "compressed with zstd"
    case .xz: "compressed with xz"
    case .bzip2: "compressed with bzip2"
    }
  }

  /// Endings that the compressed file's own name has and the file inside has not.
  private var endings: [String] {
    switch self {
    case .gzip: [".gz"]
    case .zstd: [".zst", ".zstd"]
    case .xz: [".xz"]
    case .bzip2: [".bz2"]
    case .zip, .sevenZip, .tar: []
    }
  }

  func unpack(_ bytes: UnsafeRawBufferPointer, into members: MemberSink) throws(ArchiveError) {
    switch self {
    case .zip: try ZipArchive(bytes).unpack(into: members)
    case .sevenZip: try SevenZipArchive(bytes).unpack(into: members)
    case .tar: try TarArchive(bytes).unpack(into: members)
    case .gzip: try members.addCompressed(endings, as: GzipStream.self)
    case .zstd: try members.addCompressed(endings, as: ZstdStream.self)
    case .xz: try members.addCompressed(endings, as: XZStream.self)
    case .bzip2: try members.addCompressed(endings, as: Bzip2Stream.self)
    }
  }
}

extension Chunk {
  /// A part of the raw bytes in hand as a text of its own.
  func part(_ range: Range<Int>) -> Chunk {
    var part = self
    part.bytes = bytes.view(range)
    part.raw = RawText(part.bytes, startByte: raw.startByte + range.lowerBound, start: raw.position(at: range.lowerBound))
    let own = owned.clamped(to: range)
    part.owned = own.lowerBound - range.lowerBound..<own.upperBound - range.lowerBound
    part.isBinary = TextKind.isBinary(part.bytes)
    return part
  }

  func issue(_ kind: Issue.Kind, _ message: String) -> Issue { Issue(kind, path: origin.path, message: message) }
}
