/// Numbers in a file, their lowest byte first. Those behind the end are zero, so that lengths may be read before they are checked.
struct LittleEndianFields {
  private let file: UnsafeRawBufferPointer

  init(_ file: UnsafeRawBufferPointer) {
    self.file = file
  }

  var count: Int { file.count }

  func integer(at offset: Int, count: Int) -> Int {
    (0..<count).reversed().reduce(0) { $0 << 8 | (file.indices.contains(offset + $1) ? Int(file[offset + $1]) : 0) }
  }
}
