#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A path as the system has it: bytes, which need not be UTF-8.
struct FilePath: Sendable {
  /// Without the terminating zero.
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// The path of `name` in this folder. `.` as a folder leaves no trace.
  func appending(_ name: [UInt8]) -> FilePath {
    if bytes == [UInt8(ascii: ".")] || bytes.isEmpty { return FilePath(name) }
    return FilePath(bytes.last == Self.slash ? bytes + name : bytes + [Self.slash] + name)
  }

  /// The path as it is shown; what is not UTF-8 becomes U+FFFD.
  var shown: String {
    var rest = bytes[...]
    while rest.count > 2, rest.starts(with: [UInt8(ascii: "."), Self.slash]) { rest = rest.dropFirst(2) }
    return String(decoding: rest, as: UTF8.self)
  }

  /// Opens the path for reading, without waiting for a writer where it turns out to be a pipe.
  /// - Returns: a descriptor, or -1 with `errno` set.
  func open(followsLink: Bool) -> Int32 {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (followsLink ? 0 : O_NOFOLLOW | O_NONBLOCK)
    return withCString { systemOpen($0, flags) }
  }

  /// What the path is; `nil` with `errno` set when that cannot be told.
  func status(followsLink: Bool) -> stat? {
    var status = stat()
    return withCString { followsLink ? stat($0, &status) : lstat($0, &status) } == 0 ? status : nil
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
      for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
      buffer[bytes.count] = 0
      return body(UnsafePointer(buffer.baseAddress!))
    }
  }

  static let slash = UInt8(ascii: "/")
}

private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: Int32) -> Int32 { open(path, flags) }

/// The system's words for an error number.
func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
