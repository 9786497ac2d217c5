import FoundationEssentials
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
      let text = source(CompactRules.encoded(loaded))
      try Data(text.utf8).write(to: URL(filePath: output))
    } catch let error as RuleFileError {
      throw Failure(error.description)
    }
  }

  /// `rules/acme.toml`, wherever the package lies.
  private static func shortName(_ path: String) -> String {
    path.split(separator: "/").suffix(2).joined(separator: "/")
  }

  private static func source(_ text: String) -> String {
    var literal = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\" + String(scalar)
      case " "..."~": literal.unicodeScalars.append(scalar)
      default: literal += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return """
      /// Generated from rules/ by the build.
      enum CatalogueData {
        static let text: StaticString = "\(literal)"
      }

      """
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
