import Foundation

/// Runs the real program and says what came of it.
struct Keyhound {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program that was built along with the tests.
  static let binary = Bundle.main.bundleURL.deletingLastPathComponent().appending(path: "keyhound").path.nonEmptyBuild

  /// Runs `keyhound` with `arguments` in `folder`, giving it `input`.
  @discardableResult
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(URL(filePath: binary), arguments, in: folder, input: input, environment: environment)
  }

  /// Runs any program in `folder`, with these environment variables changed.
  static func run(
    _ program: URL, _ arguments: [String], in folder: TemporaryFolder, input: String = "",
    environment changed: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
    environment["NO_COLOR"] = nil
    environment.merge(changed) { $1 }
    process.environment = environment
    // Files instead of pipes: nothing can fill up and block.
    let names = ["in", "out", "err"].map { folder.outside.appending(path: "\($0)-\(UUID().uuidString)") }
    try Data(input.utf8).write(to: names[0])
    for name in names[1...] { try Data().write(to: name) }
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: String(decoding: try Data(contentsOf: names[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: names[2]), as: UTF8.self))
  }
}

extension String {
  /// The path itself, or where SwiftPM puts programs when tests run inside another bundle.
  fileprivate var nonEmptyBuild: String {
    if FileManager.default.isExecutableFile(atPath: self) { return self }
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return tests.appending(path: ".build/debug/keyhound").path
  }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  /// What is scanned.
  let url: URL
  /// A place beside it for what must not be scanned.
  let outside: URL

  init() throws {
    let top = FileManager.default.temporaryDirectory.appending(path: "keyhound-\(UUID().uuidString)")
    url = top.appending(path: "work")
    outside = top.appending(path: "outside")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url.deletingLastPathComponent())
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func path(_ name: String) -> String { url.appending(path: name).path }
}

/// Keys for tests: random, so that none ever stands in the repository.
enum RandomKey {
  /// Letters and digits, with at least one digit, one upper-case and one lower-case letter.
  static func alphanumerics(_ count: Int) -> String {
    let upper = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    let lower = "abcdefghjkmnpqrstuvwxyz"
    let digits = "23456789"
    var characters = [upper.randomElement()!, lower.randomElement()!, digits.randomElement()!]
    characters += (3..<count).map { _ in (upper + lower + digits).randomElement()! }
    return String(characters.shuffled())
  }

  /// A key of the form `prefix.secret`.
  static func prefixSecret() -> String { "\(alphanumerics(8)).\(alphanumerics(32))" }
}
