import KeyhoundCore

/// The bytes of a picture, wherever they are kept. Reading behind the end gives zeros, so that lengths may be read before they are checked.
protocol ImageBytes {
  var count: Int { get }
  subscript(index: Int) -> UInt8 { get }
  /// Copies the bytes of `range` that exist.
  func bytes(_ range: Range<Int>) -> [UInt8]
  /// Where the bytes of `range` stand in the text that holds the picture.
  func places(of range: Range<Int>) -> Range<Int>
  /// Appends the bytes of `range`, each standing for its own place.
  func decode(_ range: Range<Int>, into text: DecodedText)
}

extension ImageBytes {
  /// An unsigned number, its highest byte first.
  func integer(at index: Int, count: Int) -> Int { (index..<index + count).reduce(0) { $0 << 8 | Int(self[$1]) } }

  /// An unsigned number, its lowest byte first.
  func littleInteger(at index: Int, count: Int) -> Int {
    (index..<index + count).reversed().reduce(0) { $0 << 8 | Int(self[$1]) }
  }

  func has(_ bytes: [UInt8], at index: Int) -> Bool {
    index >= 0 && index + bytes.count <= count && bytes.indices.allSatisfy { self[index + $0] == bytes[$0] }
  }

  func has(_ letters: StaticString, at index: Int) -> Bool {
    letters.withUTF8Buffer { letters in
      index >= 0 && index + letters.count <= count && letters.indices.allSatisfy { self[index + $0] == letters[$0] }
    }
  }
}

extension Base64Bytes: ImageBytes {}

/// A picture that is a file of its own.
struct FileBytes: ImageBytes {
  private let file: UnsafeRawBufferPointer

  init(_ file: UnsafeRawBufferPointer) {
    self.file = file
  }

  var count: Int { file.count }

  subscript(index: Int) -> UInt8 { file.indices.contains(index) ? file[index] : 0 }

  func bytes(_ range: Range<Int>) -> [UInt8] { Array(file[range.clamped(to: 0..<count)]) }

  func places(of range: Range<Int>) -> Range<Int> { range }

  func decode(_ range: Range<Int>, into text: DecodedText) { text.copy(range.clamped(to: 0..<count), of: file) }
}
