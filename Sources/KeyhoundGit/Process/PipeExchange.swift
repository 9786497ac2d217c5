#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Feeds a child and reads what it prints, whichever of its pipes is ready, so that neither side waits for the other for ever.
struct PipeExchange {
  private let input: [UInt8]
  private let child: ChildProcess
  private var written = 0
  private var output: [UInt8] = []
  private var errors: [UInt8] = []
  private var block = [UInt8](repeating: 0, count: 1 << 16)

  init(input: [UInt8], child: ChildProcess) {
    self.input = input
    self.child = child
  }

  /// Everything the child printed, when it has closed both pipes.
  func run() -> (output: [UInt8], errors: [UInt8]) {
    var exchange = self
    return exchange.exchange()
  }

  private mutating func exchange() -> (output: [UInt8], errors: [UInt8]) {
    if input.isEmpty { child.closeInput() }
    _ = fcntl(child.input.number, F_SETFL, O_NONBLOCK)
    var isOutputOpen = true
    var isErrorOpen = true
    while isOutputOpen || isErrorOpen {
      var polls = [
        pollfd(fd: isOutputOpen ? child.output.number : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isErrorOpen ? child.errors.number : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: child.input.number, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&polls, nfds_t(polls.count), -1) >= 0 || errno == EINTR else { break }
      if polls[0].revents != 0 { isOutputOpen = drain(child.output, into: \.output) }
      if polls[1].revents != 0 { isErrorOpen = drain(child.errors, into: \.errors) }
      if polls[2].revents != 0 { feed() }
    }
    return (output, errors)
  }

  /// Reads what is there. Returns whether more may come.
  private mutating func drain(_ descriptor: Descriptor, into list: WritableKeyPath<PipeExchange, [UInt8]>) -> Bool {
    let count = read(descriptor.number, &block, block.count)
    if count > 0 { self[keyPath: list] += block[..<count] }
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))
  }

  private mutating func feed() {
    let count = input.withUnsafeBytes { bytes in
      write(child.input.number, bytes.baseAddress.map { $0 + written }, bytes.count - written)
    }
    if count > 0 { written += count }
    let isOver = count < 0 && errno != EINTR && errno != EAGAIN
    if written == input.count || isOver { child.closeInput() }
  }
}
