import ChildProcesses
import KeyhoundCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `git cat-file --batch`, kept running: the way to objects that our own reader cannot read.
final class CatFile {
  private let git: GitProcess
  private var child: ChildProcess?
  private var pending = ReadBuffer(capacity: 1 << 16)
  private var start = 0
  private var end = 0

  init(git: GitProcess) {
    self.git = git
  }

  deinit {
    stop()
  }

  /// Puts the object into `buffer`.
  /// - Returns: its kind, and how many bytes it has.
  func read(_ id: ObjectID, into buffer: ReadBuffer) throws(GitError) -> (kind: ObjectKind, count: Int) {
    try request(id)
    let header = try line().split(separator: UInt8(ascii: " "))
    if header.count == 2 { throw .missing(id) }
    guard header.count == 3, let kind = ObjectKind(name: header[1]),
      let count = Int(String(decoding: header[2], as: UTF8.self))
    else {
      stop()
      throw .damaged(place: "object \(id)", reason: "git cat-file answers nonsense")
    }
    guard count <= ObjectReader.maximumSize else {
      stop()
      throw .damaged(place: "object \(id)", reason: "it is larger than 2 GiB")
    }
    try readExactly(count, into: buffer)
    _ = try line()
    return (kind, count)
  }

  private func request(_ id: ObjectID) throws(GitError) {
    if child == nil { child = try git.start(["cat-file", "--batch"]) }
    guard let child else { return }
    let text = Array("\(id.hex)\n".utf8)
    var written = 0
    while written < text.count {
      let count = text.withUnsafeBytes { write(child.input.number, $0.baseAddress.map { $0 + written }, $0.count - written) }
      if count < 0 && errno != EINTR { throw failure(reading: id) }
      written += max(0, count)
    }
  }

  private func line() throws(GitError) -> [UInt8] {
    while true {
      let waiting = UnsafeRawBufferPointer(pending.bytes).view(start..<end)
      if let length = waiting.firstIndex(of: UInt8(ascii: "\n"), from: 0) {
        start += length + 1
        return Array(waiting.prefix(length))
      }
      try fill()
    }
  }

  /// Memory is made as bytes arrive: the size is what a damaged store may say.
  private func readExactly(_ count: Int, into buffer: ReadBuffer) throws(GitError) {
    var copied = 0
    while copied < count {
      if start == end { try fill() }
      let size = min(count - copied, end - start)
      buffer.reserve(copied + size)
      UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[copied..<copied + size]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: pending.bytes[start..<start + size]))
      copied += size
      start += size
    }
  }

  private func fill() throws(GitError) {
    guard let child else { throw .noGit(reason: "git cat-file is not running") }
    if start == end { (start, end) = (0, 0) }
    pending.reserve(end + 4096)
    let room = UnsafeMutableRawBufferPointer(rebasing: pending.bytes[end...])
    let count = systemRead(child.output.number, room)
    if count < 0 && errno == EINTR { return }
    guard count > 0 else { throw failure(reading: nil) }
    end += count
  }

  /// The end of the process, with what it said last.
  private func failure(reading id: ObjectID?) -> GitError {
    var message = [UInt8](repeating: 0, count: 4096)
    let count = child.map { running in message.withUnsafeMutableBytes { systemRead(running.errors.number, $0) } } ?? 0
    let status = stop()
    let text = String(decoding: message.prefix(max(0, count)), as: UTF8.self).split(separator: "\n").joined(separator: "; ")
    return .command(arguments: ["cat-file", "--batch"], status: status, message: text)
  }

  @discardableResult
  private func stop() -> Int32 {
    (start, end) = (0, 0)
    let status = child?.wait() ?? 0
    child = nil
    return status
  }
}

private func systemRead(_ descriptor: Int32, _ memory: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, memory.baseAddress, memory.count)
}
