import KeyhoundCore

/// What is packed as one text, the files in it one behind the other.
struct SevenZipBlock {
  /// One file.
  struct Piece {
    var size: Int
    var checksum: UInt32?
  }

  private var coders: [SevenZipCoder] = []
  /// From the packed bytes to the text: indices of coders. Empty where they are no simple chain.
  private var chain: [Int] = []
  private var packed: Range<Int>?
  private var sizes: [Int] = []
  private var cut: [Piece]?
  /// That of the whole text.
  var checksum: UInt32?
  /// How many files there are in it.
  var pieceCount = 1

  /// - Parameter packs: the packed streams that no block before this one has taken.
  init(_ reader: inout SevenZipReader, packs: inout ArraySlice<Range<Int>>) throws(ArchiveError) {
    let count = try reader.count()
    guard 1...32 ~= count else { throw SevenZipReader.nonsense }
    for _ in 0..<count { coders.append(try SevenZipCoder(&reader)) }
    let inputs = coders.reduce(0) { $0 + $1.inputs }
    let outputs = coders.reduce(0) { $0 + $1.outputs }
    guard outputs > 0, inputs >= outputs - 1 else { throw SevenZipReader.nonsense }
    var sourceOfInput: [Int: Int] = [:]
    for _ in 1..<max(1, outputs) { sourceOfInput[try reader.number()] = try reader.number() }
    let packCount = inputs - (outputs - 1)
    if packCount > 1 { for _ in 0..<packCount { _ = try reader.number() } }
    packed = packs.first
    packs = packs.dropFirst(packCount)
    let isSimple = coders.allSatisfy { $0.inputs == 1 && $0.outputs == 1 }
    if isSimple { chain = Self.chain(count, sourceOfInput) }
  }

  /// The way back from the one output that feeds no coder.
  private static func chain(_ count: Int, _ sourceOfInput: [Int: Int]) -> [Int] {
    var next = (0..<count).first { !sourceOfInput.values.contains($0) }
    var chain: [Int] = []
    while let coder = next, 0..<count ~= coder, chain.count < count {
      chain.append(coder)
      next = sourceOfInput[coder]
    }
    return chain.count == count && next == nil ? chain.reversed() : []
  }

  mutating func readSizes(_ reader: inout SevenZipReader) throws(ArchiveError) {
    for _ in 0..<coders.reduce(0, { $0 + $1.outputs }) { sizes.append(try reader.number()) }
  }

  // MARK: The files in it

  /// How large the text is.
  var size: Int { chain.last.map { sizes[$0] } ?? sizes.last ?? 0 }

  var pieces: [Piece] { cut ?? (pieceCount == 1 ? [Piece(size: size, checksum: checksum)] : []) }

  /// Reads the sizes of all files but the last, which has what is left.
  mutating func readPieces(_ reader: inout SevenZipReader) throws(ArchiveError) {
    guard pieceCount > 1 else { return }
    guard pieceCount - 1 <= reader.left else { throw SevenZipReader.nonsense }
    var left = size
    var pieces: [Piece] = []
    for _ in 1..<pieceCount {
      let size = try reader.number()
      guard size <= left else { throw SevenZipReader.nonsense }
      left -= size
      pieces.append(Piece(size: size))
    }
    cut = pieces + [Piece(size: left)]
  }

  /// For how many files a checksum is still to come: one file alone has that of the text.
  var unknownChecksums: Int { pieceCount == 1 && checksum != nil ? 0 : pieces.count }

  mutating func take(_ checksums: inout ArraySlice<UInt32?>) {
    guard unknownChecksums > 0 else { return }
    cut = pieces.map { Piece(size: $0.size, checksum: checksums.popFirst() ?? nil) }
  }

  // MARK: Reading

  /// Whether it takes a password to read it.
  var isEncrypted: Bool { coders.contains { $0.method == .aes } }

  /// The unpacked text.
  /// - Parameter archive: all of its bytes.
  func open(in archive: UnsafeRawBufferPointer) throws(ArchiveError) -> any ByteStage {
    for coder in coders { try coder.check() }
    guard let packed, !chain.isEmpty else { throw .unsupported("it is packed in a way that is not understood") }
    var stage: any ByteStage = PackedBytes(archive.view(packed))
    for coder in chain { stage = try coders[coder].open(stage, size: sizes[coder]) }
    return stage
  }
}
