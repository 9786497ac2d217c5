package import KeyhoundCore

/// Files that hold one value and nothing else, and whose names say what it is: `config/master.key`, `secrets/db_password.txt`, `.vault_pass`.
///
/// The value is searched under the name of the file; so the file is as it stands.
package struct SecretFileExtractor: Extractor {
  package init() {}

  static let decoder = "file-name"

  /// Longer files hold more than one value.
  private static let longest = 1 << 10

  /// Only its name tells such a file from others.
  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { false }

  package func isConcerned(withFileNamed name: UnsafeRawBufferPointer) -> Bool { SecretFileName(name) != nil }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard chunk.isWhole, !chunk.isBinary, chunk.bytes.count <= Self.longest, let value = Self.value(in: chunk.bytes),
      let name = Self.name(of: chunk)
    else { return false }
    let text = DecodedText()
    text.append(name.plain + Array(": \"".utf8), for: value.lowerBound..<value.lowerBound)
    text.copy(value, of: chunk.bytes)
    text.append(punctuation: "\"\n", at: value.upperBound)
    sink.scan(chunk.decoded(text.bytes, map: text.map, by: Self.decoder))
    return false
  }

  private static func name(of chunk: Chunk) -> SecretFileName? {
    // A branch may be called what it is about, and its file holds a commit.
    guard !"/\(chunk.origin.path)".contains("/refs/") else { return nil }
    let path = Array(chunk.origin.path.utf8)
    let start = path.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "!") }.map { $0 + 1 } ?? 0
    return path.withUnsafeBytes { SecretFileName($0.view(start..<path.count)) }
  }

  /// Where the only word is; `nil` if there are more, one that could not be quoted, or a user before a hash, as web servers have it.
  private static func value(in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    guard let start = bytes.firstIndex(where: { !ByteSet.space.contains($0) }) else { return nil }
    let end = bytes[start...].firstIndex(where: ByteSet.space.contains) ?? bytes.count
    let isAlone = bytes[end...].allSatisfy(ByteSet.space.contains)
    return isAlone && !bytes[start..<end].contains { "\":".utf8.contains($0) } ? start..<end : nil
  }
}
