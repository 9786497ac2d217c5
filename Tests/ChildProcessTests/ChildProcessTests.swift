import Testing

@testable import ChildProcesses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ChildProcessTests {
  init() {
    signal(SIGPIPE, SIG_IGN)
  }

  @Test func `a child is fed while it prints, however much both have to say`() throws {
    let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let (printed, status) = try run("cat", input: input)
    #expect(printed.output == input)
    #expect(status == 0 && !printed.isCutShort)
  }

  @Test func `output, errors and status are told apart`() throws {
    let (printed, status) = try run("echo said; echo wrong >&2; exit 7")
    #expect(printed.output == Array("said\n".utf8))
    #expect(printed.errors == Array("wrong\n".utf8))
    #expect(status == 7)
  }

  @Test func `a child that ignores its input ends well`() throws {
    let (printed, status) = try run("echo done", input: [UInt8](repeating: 1, count: 1_000_000))
    #expect(printed.output == Array("done\n".utf8))
    #expect(status == 0)
  }

  @Test(arguments: ["echo first; exec sleep 60", "exec sleep 60 >&- 2>&-", "trap '' TERM; exec sleep 60"])
  func `a child that takes too long is killed`(script: String) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (printed, status) = try run(script, seconds: 0.3)
    #expect(clock.now - start < .seconds(20))
    #expect(status == 128 + SIGKILL)
    #expect(printed.isCutShort || script.contains(">&-"))
    if script.hasPrefix("echo") { #expect(printed.output == Array("first\n".utf8)) }
  }

  @Test func `a child that prints without end is killed`() throws {
    let (printed, status) = try run("exec yes", limit: 100_000)
    #expect(printed.isCutShort)
    #expect(printed.output.count > 100_000 && printed.output.count < 300_000)
    #expect(status == 128 + SIGKILL)
  }

  @Test func `a program that is not there is an error with the system's words`() {
    #expect(throws: ProcessError.notStarted(reason: "No such file or directory")) {
      _ = try ChildProcess(arguments: ["/nonexistent/program"], environment: [])
    }
  }

  /// A sleeper that did would keep the input of a `cat` open, which would wait for its end.
  @Test func `children that several threads start at once hold no pipes of one another`() async {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 { group.addTask { Self.echoesAmongSleepers() } }
      for await isRight in group { #expect(isRight) }
    }
  }

  private static func echoesAmongSleepers() -> Bool {
    (0..<20).allSatisfy { _ in
      guard let sleeper = try? ChildProcess(arguments: ["sleep", "60"], environment: environment) else { return false }
      let result = try? run("cat", input: Array("text".utf8), seconds: 30)
      sleeper.end()
      return sleeper.wait() == 128 + SIGKILL && result?.status == 0 && result?.printed.output == Array("text".utf8)
    }
  }
}

private func run(
  _ script: String, input: [UInt8] = [], seconds: Double? = nil, limit: Int = .max
) throws -> (printed: PipeExchange.Printed, status: Int32) {
  let child = try ChildProcess(arguments: ["sh", "-c", script], environment: ChildProcessTests.environment)
  let deadline = Deadline(seconds: seconds)
  let printed = PipeExchange(input: input, child: child, deadline: deadline, limit: limit).run()
  return (printed, child.wait(until: deadline))
}

extension ChildProcessTests {
  fileprivate static let environment = ["PATH=/usr/local/bin:/usr/bin:/bin"]
}
