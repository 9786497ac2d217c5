import FoundationEssentials
import Testing

/// The arrows between modules, which the package manager itself does not enforce.
@Suite struct ImportTests {
  /// What each module may import besides the standard library and the system.
  private static let arrows: [String: Set<String>] = [
    "PCRE2": ["CPCRE2"],
    "ChildProcesses": ["CChildProcesses"],
    "KeyhoundCore": ["CByteSearch", "PCRE2"],
    "KeyhoundRules": ["KeyhoundCore", "PCRE2", "TOMLKit"],
    "KeyhoundCatalogue": ["KeyhoundCore", "KeyhoundRules"],
    "KeyhoundContent": ["KeyhoundCore", "CByteSearch", "CLibdeflate", "CCompression"],
    "KeyhoundFiles": ["KeyhoundCore"],
    "KeyhoundGit": ["KeyhoundCore", "ChildProcesses", "CLibdeflate", "CPrefetch"],
    "KeyhoundImages": ["KeyhoundCore", "ChildProcesses", "CImages"],
    "KeyhoundReports": ["KeyhoundCore"],
    "KeyhoundEngine": ["KeyhoundCore", "CHeap"],
    "embed-rules": ["KeyhoundCore", "KeyhoundRules"],
    "keyhound": [
      "ArgumentParser", "KeyhoundCore", "KeyhoundRules", "KeyhoundCatalogue", "KeyhoundContent", "KeyhoundFiles",
      "KeyhoundGit", "KeyhoundImages", "KeyhoundReports", "KeyhoundEngine",
    ],
  ]
  private static let system: Set<String> = ["Glibc", "Darwin", "Synchronization", "FoundationEssentials"]

  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources").path

  @Test func `modules import only what the design lets them`() throws {
    var checked = 0
    for (module, file) in try swiftFiles() {
      let allowed = try #require(Self.arrows[module], "\(module) has no arrows here; add them on purpose")
      for name in try imports(in: file) where !Self.system.contains(name) {
        #expect(allowed.contains(name), "\(file) imports \(name)")
      }
      checked += 1
    }
    #expect(checked > 20)
  }

  @Test func `all of Foundation is imported nowhere`() throws {
    for (_, file) in try swiftFiles() {
      #expect(try !imports(in: file).contains("Foundation"), "\(file) imports Foundation: import FoundationEssentials")
    }
  }

  private func swiftFiles() throws -> [(module: String, path: String)] {
    try FileManager.default.subpathsOfDirectory(atPath: Self.sources).filter { $0.hasSuffix(".swift") }.map {
      (String($0.prefix { $0 != "/" }), "\(Self.sources)/\($0)")
    }
  }

  private func imports(in path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
        words[..<index].allSatisfy({ $0.hasPrefix("@") || ["package", "public", "internal", "private"].contains($0) })
      else { return nil }
      return String(words.last!.prefix { $0 != "." })
    }
  }
}
