import KeyhoundCore

/// Standard input that is read once and searched as often as is needed.
struct KeptInput: Source {
  private let path: String
  private let bytes: [UInt8]

  /// Reads all of it.
  /// - Parameter path: the name under which it is judged and reported.
  init(path: String) throws(CommandFailure) {
    self.path = path
    bytes = try NotebookFile.standardInput()
  }

  func forEachUnit(_ body: (any Unit) -> Void) { body(KeptUnit(path: path, bytes: bytes)) }
}

private struct KeptUnit: Unit {
  let path: String
  let bytes: [UInt8]

  func read(into sink: any UnitSink) {
    bytes.withUnsafeBytes { bytes in
      var chunk = Chunk(whole: bytes, origin: Origin(path: path))
      chunk.isBinary = TextKind.isBinary(bytes)
      sink.scan(chunk)
    }
    var coverage = Coverage()
    (coverage.files, coverage.bytes) = (1, bytes.count)
    sink.count(coverage)
  }
}
