import KeyhoundCore

/// Tells ids and hashes, which look as random as keys do, by their shape and by the name they stand under.
enum Identifier {
  /// A hash or UUID: hexadecimal digits, with or without hyphens, also behind `IPY_MODEL_`.
  static func isHash(_ text: UnsafeRawBufferPointer) -> Bool {
    if hasLengthOfHash(text.count), isHexadecimal(text[...]) { return true }
    return hasLengthOfHash(text.count - modelPrefix.utf8CodeUnitCount)
      && text.view(0..<modelPrefix.utf8CodeUnitCount).isEqual(to: modelPrefix)
      && isHexadecimal(text.dropFirst(modelPrefix.utf8CodeUnitCount))
  }

  private static func hasLengthOfHash(_ count: Int) -> Bool {
    switch count {
    case 32, 36, 40, 64, 128: true
    default: false
    }
  }

  private static func isHexadecimal(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
    text.allSatisfy { $0.hexadecimalDigit != nil || $0 == UInt8(ascii: "-") }
  }

  private static let modelPrefix: StaticString = "IPY_MODEL_"

  /// What may be shown as the id of a cell: letters, digits, `-` and `_`, no longer than a UUID.
  static func cellID(_ text: UnsafeRawBufferPointer) -> String? {
    let isID = text.allSatisfy { $0.isAlphanumericASCII || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    return isID && text.count <= 36 ? text.text(0..<text.count) : nil
  }

  /// Whether `value` under `name` only says which thing is meant: a hash, or a short id, and not the id of a secret.
  static func isReference(_ value: UnsafeRawBufferPointer, named name: UnsafeRawBufferPointer) -> Bool {
    guard name.count <= 40 else { return false }
    let isID = name.ends(withFolded: "id") || name.ends(withFolded: "ids")
    guard isHash(value) ? isID || hashNames.contains(where: { name.ends(withFolded: $0) }) : isID && isShortID(value) else {
      return false
    }
    return !secretWords.contains { name.contains(folded: $0, in: 0..<name.count) }
  }

  private static func isShortID(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count <= 16 && text.allSatisfy { $0.isAlphanumericASCII || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  private static let secretWords = ["secret", "token", "key", "pass", "credential", "auth"].map { Array($0.utf8) }
  private static let hashNames: [StaticString] = [
    "hash", "sha", "sha1", "sha256", "sha512", "md5", "digest", "checksum", "etag", "revision", "commit", "layout", "style",
    "children", "widgets", "source", "target", "version", "box",
  ]
}

extension UnsafeRawBufferPointer {
  /// Whether the last bytes, in any case, are `end`, which is in lower case.
  fileprivate func ends(withFolded end: StaticString) -> Bool {
    let length = end.utf8CodeUnitCount
    guard count >= length else { return false }
    // From the last one on, in which most names differ.
    for step in 1...length where self[count - step].lowercasedASCII != end.utf8Start[length - step] { return false }
    return true
  }
}
