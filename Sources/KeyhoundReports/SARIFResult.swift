import KeyhoundCore

/// One finding as a SARIF result.
struct SARIFResult {
  let finding: Finding
  let ruleIndex: Int
  let options: ReportOptions

  private var text: FindingText { FindingText(finding, options) }

  var value: JSONValue {
    [
      "ruleId": .string(finding.rule.id), "ruleIndex": .integer(ruleIndex), "level": .string(SARIFLevel.of(finding)),
      "message": ["text": .string(text.message.limited(to: 1024))],
      "locations": [.object([("physicalLocation", physicalLocation)] + logicalLocations)],
      "partialFingerprints": fingerprints,
      "properties": properties,
    ]
  }

  private var fingerprints: JSONValue {
    let own = ("keyhoundFingerprint/v1", JSONValue.string(finding.fingerprint))
    guard let hash = finding.lineHash, finding.secret.revealed.utf8.count >= Self.unguessable else { return .object([own]) }
    return .object([own, ("primaryLocationLineHash", .string(hash))])
  }

  /// The hash of a line takes 64 bits of uncertainty from a secret in it, beside which the rest of the line is shown; it is meant for telling lines
  /// apart, and is easily solved for short ones. So many bytes have enough left. GitHub works the hash out itself where it is not given.
  private static let unguessable = 32

  private var physicalLocation: JSONValue {
    let location = finding.location
    var region: [(String, JSONValue)] = [
      ("startLine", .integer(location.start.line)), ("startColumn", .integer(location.start.column)),
      ("endLine", .integer(location.end.line)), ("endColumn", .integer(location.end.column)),
      ("byteOffset", .integer(location.bytes.lowerBound)), ("byteLength", .integer(location.bytes.count)),
    ]
    // What a picture shows is not what the file has there.
    if finding.picture == nil { region.append(("snippet", ["text": .string(text.line)])) }
    return ["artifactLocation": artifact, "region": .object(region)]
  }

  /// Relative paths hang on the scanned folder; absolute ones are `file` addresses of their own.
  private var artifact: JSONValue {
    let path = finding.origin.path
    if path.hasPrefix("/") { return ["uri": .string("file://" + URIText.encodedPath(path))] }
    return ["uri": .string(URIText.encodedPath(path)), "uriBaseId": "%SRCROOT%"]
  }

  private var logicalLocations: [(String, JSONValue)] {
    guard let name = text.inside else { return [] }
    return [
      (
        "logicalLocations",
        [["name": .string(name), "fullyQualifiedName": .string("\(finding.origin.path): \(name)"), "kind": "element"]]
      )
    ]
  }

  private var properties: JSONValue {
    var members: [(String, JSONValue)] = [
      ("confidence", .string(finding.confidence.name)), ("evidence", .array(finding.evidence.map { .string($0) })),
      ("example", .bool(finding.isExample)),
    ]
    if let picture = finding.picture { members.append(("image", Record.image(picture))) }
    if let commit = finding.origin.commit { members.append(("commit", .string(commit.id))) }
    return .object(members)
  }
}

/// Text in addresses (RFC 3986).
enum URIText {
  /// `path` with everything but unreserved characters and `/` as `%XX`.
  static func encodedPath(_ path: String) -> String {
    path.utf8.reduce(into: "") { result, byte in
      if byte.isAlphanumericASCII || "-._~/".utf8.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }
}
