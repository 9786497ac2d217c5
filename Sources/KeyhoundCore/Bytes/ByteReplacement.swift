extension String {
  /// The text with `other` in place of every occurrence of `text`, byte by byte: what characters the bytes at its ends are part of does not matter.
  package func replacingBytes(of text: String, with other: String) -> String {
    var (whole, text) = (self, text)
    let edited = whole.withUTF8 { whole in
      text.withUTF8 { UnsafeRawBufferPointer(whole).replacing(UnsafeRawBufferPointer($0), with: other.utf8) }
    }
    return edited.map { String(decoding: $0, as: UTF8.self) } ?? self
  }
}

extension UnsafeRawBufferPointer {
  /// How many bytes at the end are those at the start of `other`; `nil` for fewer than `least`.
  package func overlap(withStartOf other: Self, least: Int) -> Int? {
    let longest = Swift.min(count, other.count)
    guard longest >= least, let first = other.first else { return nil }
    var start = count - longest
    while let found = firstIndex(of: first, from: start), count - found >= least {
      if view(found..<count).elementsEqual(other.view(0..<count - found)) { return count - found }
      start = found + 1
    }
    return nil
  }

  /// The bytes with `other` in place of every `needle`; `nil` when there is none.
  fileprivate func replacing(_ needle: UnsafeRawBufferPointer, with other: String.UTF8View) -> [UInt8]? {
    guard var next = firstIndex(of: needle, from: 0) else { return nil }
    var edited: [UInt8] = []
    var position = 0
    while true {
      edited += self[position..<next]
      edited += other
      position = next + needle.count
      guard let following = firstIndex(of: needle, from: position) else { return edited + self[position...] }
      next = following
    }
  }

  /// The first offset at or behind `start` at which `needle` stands.
  package func firstIndex(of needle: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let first = needle.first else { return nil }
    var position = start
    while let found = firstIndex(of: first, from: position), found + needle.count <= count {
      if view(found..<found + needle.count).elementsEqual(needle) { return found }
      position = found + 1
    }
    return nil
  }
}
