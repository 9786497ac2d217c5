#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundRules

/// Rule files on disk.
enum RuleFiles {
  /// Reads rule files, and all `*.toml`, `*.yml` and `*.yaml` of folders, in order of name.
  static func load(_ paths: [String]) throws -> LoadedRules {
    var files: [RuleFile] = []
    for path in paths {
      for file in try ruleFiles(at: path) { files.append(RuleFile(name: file, text: try text(of: file))) }
    }
    guard !files.isEmpty else {
      throw CommandFailure("\(paths.joined(separator: ", ")): no rule files here; they end in .toml, .yml or .yaml")
    }
    return try RuleLoader.merge(files)
  }

  private static func ruleFiles(at path: String) throws(CommandFailure) -> [String] {
    guard let folder = opendir(path) else {
      if errno == ENOTDIR { return [path] }
      throw CommandFailure("cannot read the rules \(path): \(String(cString: strerror(errno)))")
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(cString: $0.bindMemory(to: CChar.self).baseAddress!) }
      if isRuleFile(name) { names.append(path.hasSuffix("/") ? path + name : "\(path)/\(name)") }
    }
    return names.sorted()
  }

  /// Whether the name of a file is that of a rule file.
  static func isRuleFile(_ name: String) -> Bool { name.hasSuffix(".toml") || YAMLRules.isOne(name) }

  private static func text(of path: String) throws(CommandFailure) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure("cannot read the rules \(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw CommandFailure("cannot read the rules \(path): \(String(cString: strerror(errno)))") }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += block[..<count]
    }
  }
}
