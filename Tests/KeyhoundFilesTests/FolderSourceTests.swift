import Foundation
import KeyhoundCore
import Testing

@testable import KeyhoundFiles

@Suite struct FolderSourceTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
  }

  /// What a worker would be told about everything in the source.
  private func record(_ path: String, _ options: FileOptions = FileOptions()) -> Recorder {
    let recorder = Recorder()
    FolderSource(path: path, options: options).forEachUnit { $0.read(into: recorder) }
    return recorder
  }

  @Test func `files come in the order of their names, folders in their place`() throws {
    for name in ["b.txt", "a/z.txt", "a.txt", "a/b/c.txt", ".hidden"] { try folder.write([1], to: name) }
    let names = record(folder.url.path).paths.map { String($0.dropFirst(folder.url.path.count + 1)) }
    #expect(names == [".hidden", "a/b/c.txt", "a/z.txt", "a.txt", "b.txt"])
  }

  @Test func `a path that is not there and a folder that may not be read are issues`() throws {
    let missing = record(folder.url.appending(path: "nowhere").path)
    #expect(missing.issues.map(\.kind) == [.missing])
    try folder.write([1], to: "closed/a.txt")
    let closed = folder.url.appending(path: "closed").path
    chmod(closed, 0)
    defer { chmod(closed, 0o755) }
    // The superuser may read everything.
    if geteuid() != 0 { #expect(record(folder.url.path).issues.map(\.kind) == [.unreadable]) }
  }

  @Test func `a file that goes or turns into a link before it is read is an issue`() throws {
    let path = try folder.write([1], to: "a.txt")
    var units: [any KeyhoundCore.Unit] = []
    FolderSource(path: folder.url.path).forEachUnit { units.append($0) }
    try FileManager.default.removeItem(atPath: path)
    let recorder = Recorder()
    units.forEach { $0.read(into: recorder) }
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/hostname")
    units.forEach { $0.read(into: recorder) }
    #expect(recorder.issues.map(\.kind) == [.changed, .changed] && recorder.paths.isEmpty)
  }

  @Test func `names that are no UTF-8 are opened as they are and shown with replacements`() throws {
    let name = Array(folder.url.path.utf8) + [0x2F, 0x61, 0xFF]
    let descriptor = name.withUnsafeBytes { raw in
      let terminated = Array(raw.map { CChar(bitPattern: $0) }) + [0]
      return creat(terminated, 0o644)
    }
    try #require(descriptor >= 0)
    close(descriptor)
    #expect(record(folder.url.path).paths.first?.hasSuffix("/a\u{FFFD}") == true)
  }

  @Test func `larger files are left out when asked, and counted`() throws {
    try folder.write([UInt8](repeating: 65, count: 100), to: "a.txt")
    let recorder = record(folder.url.path, FileOptions(maximumFileSize: 99))
    #expect(recorder.paths.isEmpty && recorder.skipped == [.tooLarge])
    #expect(record(folder.url.path, FileOptions(maximumFileSize: 100)).paths.count == 1)
  }

  @Test func `names are searched folder by folder, but for those that are left out`() throws {
    for name in ["key/a.txt", "b/key/c.txt", "out/key"] { try folder.write([1], to: name) }
    let recorder = Recorder()
    recorder.suspiciousName = "key"
    FolderSource(path: folder.url.path, options: FileOptions(excluded: ["out"])).forEachUnit { $0.read(into: recorder) }
    let names = recorder.paths.filter { $0.hasSuffix("<file name>") }.map { $0.dropFirst(folder.url.path.count + 1) }
    #expect(names == ["b/<file name>", "<file name>"])
    recorder.paths = []
    FolderSource(path: folder.url.appending(path: "out/key").path).forEachUnit { $0.read(into: recorder) }
    #expect(recorder.paths.contains(folder.url.path + "/out/<file name>"))
  }

  @Test func `nested ignore files narrow the walk and are counted`() throws {
    try folder.write(Array("*.log\nout/\n".utf8), to: ".gitignore")
    try folder.write(Array("!keep.log\n".utf8), to: "in/.gitignore")
    for name in ["a.log", "in/keep.log", "in/x.log", "out/b.txt"] { try folder.write([1], to: name) }
    let recorder = record(folder.url.path, FileOptions(honoursGitignore: true))
    #expect(recorder.paths.contains { $0.hasSuffix("in/keep.log") } && recorder.paths.count == 3)
    #expect(recorder.skipped == [.gitIgnored, .gitIgnored, .gitIgnored])
  }
}

/// Takes down what a unit says.
private final class Recorder: UnitSink {
  let buffer = ReadBuffer(capacity: 64)
  var companion: AnyObject?
  var paths: [String] = []
  /// The one name that is to be searched.
  var suspiciousName = ""
  var skipped: [SkipReason] = []
  var issues: [KeyhoundCore.Issue] = []

  func scan(_ chunk: Chunk) { paths.append(chunk.origin.path) }
  func suspicions(in row: TextRow) -> [Bool] { row.texts.map { row.bytes[$0].elementsEqual(suspiciousName.utf8) } }
  func skip(_ reason: SkipReason) { skipped.append(reason) }
  func report(_ issue: KeyhoundCore.Issue) { issues.append(issue) }
  func count(_ coverage: Coverage) {}
  func note(_ value: any Sendable) {}
}
