#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// Keeps pictures in a temporary file without a name until they are read, so that memory stays what it is. Each is kept once, however often
/// it is met. Many threads may add; reading begins when nobody adds any more.
final class PictureSpool: @unchecked Sendable {
  // All that changes is touched only while `mutex` is held.
  private var numbers: [String: Int] = [:]
  private var entries: [Entry] = []
  private var size = 0
  /// The file; -1 before there is one.
  private var descriptor: Int32 = -1
  private var failure: Failure?
  private let limit: Int
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  private struct Entry {
    let sha256: String
    let range: Range<Int>
  }

  /// Why pictures could not be kept.
  enum Failure: Error, CustomStringConvertible {
    case tooMuch(limit: Int)
    case unwritable(folder: String, code: Int32)

    var description: String {
      switch self {
      case .tooMuch(let limit): "together they are larger than \(limit >> 20) MiB; scan a part of it at a time"
      case .unwritable(let folder, let code):
        "they cannot be kept in \(folder) (\(String(cString: strerror(code)).lowercased())); set TMPDIR to a folder with more room"
      }
    }
  }

  /// A spool that takes up to `limit` bytes.
  init(limit: Int) {
    self.limit = limit
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Keeps a picture. Returns its number, which it has had before if it was added before.
  /// - Throws: `Failure` when there is no room; then nothing more is taken that is not there already.
  func add(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Int {
    let sha256 = SHA256.hexadecimalDigest(of: bytes)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if let known = numbers[sha256] { return known }
    if let failure { throw failure }
    do {
      try append(bytes)
    } catch {
      failure = error
      throw error
    }
    entries.append(Entry(sha256: sha256, range: size - bytes.count..<size))
    numbers[sha256] = entries.count - 1
    return entries.count - 1
  }

  private func append(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    guard bytes.count <= limit - size else { throw .tooMuch(limit: limit) }
    if descriptor < 0 { try open() }
    var written = 0
    while written < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written, off_t(size + written))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .unwritable(folder: Self.folder, code: count == 0 ? ENOSPC : errno) }
      written += count
    }
    size += bytes.count
  }

  /// Makes a file that only this user may read, and takes its name away.
  private func open() throws(Failure) {
    var name = Array("\(Self.folder)/keyhound.XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw .unwritable(folder: Self.folder, code: errno) }
    unlink(name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  private static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// The hash of a picture, in hexadecimal.
  func sha256(of number: Int) -> String {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return entries[number].sha256
  }

  /// Copies a picture to `buffer`; `nil` when it cannot be read back.
  func read(_ number: Int, into buffer: ReadBuffer) -> UnsafeRawBufferPointer? {
    pthread_mutex_lock(mutex)
    let (range, descriptor) = (entries[number].range, descriptor)
    pthread_mutex_unlock(mutex)
    buffer.reserve(range.count)
    var done = 0
    while done < range.count {
      let target = buffer.bytes.baseAddress.map { $0 + done }
      let count = pread(descriptor, target, range.count - done, off_t(range.lowerBound + done))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return nil }
      done += count
    }
    return UnsafeRawBufferPointer(buffer.bytes).view(0..<range.count)
  }
}
