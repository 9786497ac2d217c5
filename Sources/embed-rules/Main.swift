import FoundationEssentials
import KeyhoundCore
import KeyhoundRules

/// Writes the rule files given as arguments into a Swift file: `embed-rules OUTPUT RULES...`. Run by the build, for `rules/`.
@main
enum Main {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first else {
      throw Failure("usage: embed-rules OUTPUT.swift RULES.toml...")
    }
    do {
      let files = try arguments.dropFirst().map { path in
        RuleFile(name: shortName(path), text: try String(contentsOfFile: path, encoding: .utf8))
      }
      let loaded = try RuleLoader.merge(files.sorted { $0.name < $1.name })
      try Data(source(of: loaded).utf8).write(to: URL(filePath: output))
    } catch let error as RuleFileError {
      throw Failure(error.description)
    }
  }

  /// `rules/acme.toml`, wherever the package lies.
  private static func shortName(_ path: String) -> String {
    path.split(separator: "/").suffix(2).joined(separator: "/")
  }

  private static func source(of loaded: LoadedRules) -> String {
    var lists = ListWriter()
    let text = CompactRules.encoded(loaded, lists: &lists)
    RuleSet(CompactRules.sorted(loaded.rules), allowlists: loaded.allowlists, findsMarks: true).write(to: &lists)
    return """
      /// Generated from rules/ by the build.
      enum CatalogueData {
        static let text: StaticString = "\(escaped(text))"
        /// In seven bits.
        static let lists: StaticString = "\(escaped(String(decoding: SevenBits.text(of: lists.bytes), as: UTF8.self)))"
      }

      """
  }

  /// `text` as it stands in a literal.
  private static func escaped(_ text: String) -> String {
    var literal = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\" + String(scalar)
      case " "..."~": literal.unicodeScalars.append(scalar)
      case "\0": literal += "\\0"
      default: literal += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return literal
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
