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
  /// What git has printed since the last request.
  private var pending = ReadBuffer(capacity: 1 << 16)
  private var end = 0
  /// The name of nothing, which is asked for behind every object. What git says of it is the end of the answer, whatever size a damaged object claims
  /// to have: to wait for as many bytes might be to wait for ever.
  private let nothing = "keyhound-\(UInt64.random(in: 0...UInt64.max))-\(UInt64.random(in: 0...UInt64.max))"

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
    let answer = try answer(about: id)
    let headerEnd = answer.firstIndex(of: UInt8(ascii: "\n"), from: 0) ?? answer.count
    let header = answer.prefix(headerEnd).split(separator: UInt8(ascii: " "))
    if header.count == 2 { throw .missing(id) }
    guard header.count == 3, let kind = ObjectKind(name: header[1]), let count = Int(String(decoding: header[2], as: UTF8.self)),
      count == answer.count - headerEnd - 2
    else { throw .damaged(place: "object \(id)", reason: "git cat-file answers nonsense") }
    buffer.reserve(count)
    buffer.bytes.copyMemory(from: answer.view(headerEnd + 1..<headerEnd + 1 + count))
    return (kind, count)
  }

  private func request(_ id: ObjectID) throws(GitError) {
    end = 0
    if child == nil {
      child = try git.start(["cat-file", "--batch"])
      if let child { _ = fcntl(child.errors.number, F_SETFL, O_NONBLOCK) }
    }
    guard let child else { return }
    forgetErrors(of: child)
    let text = Array("\(id.hex)\n\(nothing)\n".utf8)
    var written = 0
    while written < text.count {
      let count = text.withUnsafeBytes { write(child.input.number, $0.baseAddress.map { $0 + written }, $0.count - written) }
      if count < 0 && errno != EINTR { throw failure(reading: id) }
      written += max(0, count)
    }
  }

  /// Makes room for what git says of the next damage: it waits when nobody reads that.
  private func forgetErrors(of child: ChildProcess) {
    var block = [UInt8](repeating: 0, count: 4096)
    while block.withUnsafeMutableBytes({ systemRead(child.errors.number, $0) }) > 0 {}
  }

  /// What git says of one object, to the line feed behind it.
  private func answer(about id: ObjectID) throws(GitError) -> UnsafeRawBufferPointer {
    let last = Array("\(nothing) missing\n".utf8)
    while true {
      let printed = UnsafeRawBufferPointer(pending.bytes).view(0..<end)
      if printed.count >= last.count, printed.suffix(last.count).elementsEqual(last) {
        return printed.view(0..<printed.count - last.count)
      }
      guard end <= ObjectReader.maximumSize else {
        child?.end()
        stop()
        throw .damaged(place: "object \(id)", reason: "it is larger than 2 GiB")
      }
      try fill()
    }
  }

  private func fill() throws(GitError) {
    guard let child else { throw .noGit(reason: "git cat-file is not running") }
    if pending.capacity - end < 4096 { pending.reserve(2 * pending.capacity) }
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
    end = 0
    let status = child?.wait() ?? 0
    child = nil
    return status
  }
}

private func systemRead(_ descriptor: Int32, _ memory: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, memory.baseAddress, memory.count)
}
