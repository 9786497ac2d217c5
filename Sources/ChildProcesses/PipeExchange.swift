#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Feeds a child and reads what it prints, whichever of its pipes is ready, so that neither side waits for the other for ever.
package struct PipeExchange {
  private let input: [UInt8]
  private let child: ChildProcess
  private let deadline: Deadline
  private let limit: Int
  private var written = 0
  private var printed = Printed()
  private var block = [UInt8](repeating: 0, count: 1 << 16)

  /// What the child printed, and whether that is all of it.
  package struct Printed: Sendable {
    package var output: [UInt8] = []
    package var errors: [UInt8] = []
    /// Whether the child was ended because time was up or it printed more than was wanted.
    package var isCutShort = false
  }

  /// - Parameters:
  ///   - deadline: when the child is ended.
  ///   - limit: how many bytes of output, and of errors, are taken before the child is ended.
  package init(input: [UInt8], child: ChildProcess, deadline: Deadline = Deadline(seconds: nil), limit: Int = .max) {
    self.input = input
    self.child = child
    self.deadline = deadline
    self.limit = limit
  }

  /// Everything the child printed, when it has closed both pipes or was ended.
  package func run() -> Printed {
    var exchange = self
    exchange.exchange()
    return exchange.printed
  }

  private mutating func exchange() {
    if input.isEmpty { child.closeInput() }
    _ = fcntl(child.input.number, F_SETFL, O_NONBLOCK)
    var isOutputOpen = true
    var isErrorOpen = true
    while isOutputOpen || isErrorOpen {
      guard !deadline.isOver, max(printed.output.count, printed.errors.count) <= limit else { return cutShort() }
      var polls = [
        pollfd(fd: isOutputOpen ? child.output.number : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isErrorOpen ? child.errors.number : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: child.input.number, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&polls, nfds_t(polls.count), deadline.milliseconds) >= 0 || errno == EINTR else { break }
      if polls[0].revents != 0 { isOutputOpen = drain(child.output, into: \.output) }
      if polls[1].revents != 0 { isErrorOpen = drain(child.errors, into: \.errors) }
      if polls[2].revents != 0 { feed() }
    }
  }

  private mutating func cutShort() {
    child.end()
    printed.isCutShort = true
  }

  /// Reads what is there. Returns whether more may come.
  private mutating func drain(_ descriptor: Descriptor, into list: WritableKeyPath<Printed, [UInt8]>) -> Bool {
    let count = read(descriptor.number, &block, block.count)
    if count > 0 { printed[keyPath: list] += block[..<count] }
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
