import FoundationEssentials
import KeyhoundCore

/// A baseline on disk: ours, a gitleaks report, or detect-secrets' `.secrets.baseline`.
enum BaselineFile {
  /// Reads the baseline called `path`, and finds out which of its files are gone.
  /// - Parameter places: where the paths in it lead.
  static func read(_ path: String, from texts: any PolicyTexts = FilesOnDisk(), _ places: BaselinePlaces) throws -> Baseline {
    guard let text = try texts.text(of: path) else {
      throw CommandFailure("there is no baseline \(path); `keyhound baseline write \(path)` makes one")
    }
    var baseline = try baseline(text: text, name: path)
    baseline.places = places
    baseline.lookUp(exists: texts.exists)
    return baseline
  }

  /// The baseline in `text`, whatever program wrote it; `name` is what errors call it.
  private static func baseline(text: String, name: String) throws -> Baseline {
    switch text.first(where: { !$0.isWhitespace }) {
    case "[": return Baseline([], foreign: try GitleaksFinding.entries(text, name))
    case "{": return Baseline([], foreign: try DetectSecretsBaseline.entries(text, name))
    default: return try Baseline(text: text, name: name)
    }
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ text: String, _ name: String, _ what: String) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw CommandFailure("\(name): not \(what), nor a baseline of ours; `keyhound baseline write` makes one")
    }
  }
}

/// What is read of a finding in a gitleaks report.
private struct GitleaksFinding: Decodable {
  var file: String
  var startLine: Int
  var secret: String?

  enum CodingKeys: String, CodingKey {
    case file = "File"
    case startLine = "StartLine"
    case secret = "Secret"
  }

  static func entries(_ text: String, _ name: String) throws -> [ForeignBaselineEntry] {
    try BaselineFile.decode([Self].self, text, name, "a gitleaks report").map { finding in
      ForeignBaselineEntry(path: finding.file, identity: finding.identity)
    }
  }

  /// Where the report was redacted, the line is all there is.
  private var identity: ForeignBaselineEntry.Identity {
    guard let secret, !secret.isEmpty, secret != "REDACTED", !secret.hasSuffix("..."), !secret.contains("***") else {
      return .line(startLine)
    }
    return .secret(SHA1.hexadecimalDigest(of: Array(secret.utf8)))
  }
}

/// What is read of a `.secrets.baseline`.
private struct DetectSecretsBaseline: Decodable {
  var results: [String: [Entry]]

  struct Entry: Decodable {
    var hashedSecret: String

    enum CodingKeys: String, CodingKey {
      case hashedSecret = "hashed_secret"
    }
  }

  static func entries(_ text: String, _ name: String) throws -> [ForeignBaselineEntry] {
    let baseline = try BaselineFile.decode(Self.self, text, name, "a detect-secrets baseline")
    return baseline.results.flatMap { path, entries in
      entries.map { ForeignBaselineEntry(path: path, identity: .secret($0.hashedSecret.lowercased())) }
    }
  }
}
