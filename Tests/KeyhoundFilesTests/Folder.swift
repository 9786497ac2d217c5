import Foundation
import KeyhoundCore

/// A folder that is gone when the test is over.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "keyhound-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    chmod(url.path, 0o755)
    try? FileManager.default.removeItem(at: url)
  }

  /// Returns the path of the file.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }
}

/// A made-up kind of key for tests.
enum Keys {
  static func random() -> String {
    "tok_" + String((0..<20).map { _ in "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789".randomElement()! })
  }

  static var rule: Rule {
    var rule = Rule(id: "token")
    rule.regex = "(?<![A-Za-z0-9])(?<secret>(?<id>tok_)[A-Za-z0-9]{20})(?![A-Za-z0-9])"
    return rule
  }
}
