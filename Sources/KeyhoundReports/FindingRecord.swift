import KeyhoundCore

/// Findings, issues and coverage as the JSON report has them. The keys are never renamed within a schema version.
enum Record {
  static let schemaVersion = 1

  static func tool(_ run: RunDescription) -> JSONValue {
    ["name": "keyhound", "version": .string(run.version)]
  }

  static func finding(_ finding: Finding, reveals: Bool) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("ruleId", .string(finding.rule.id)), ("description", .string(finding.description)),
      ("confidence", .string(finding.confidence.name)), ("severity", .string(finding.rule.severity.name)),
      ("evidence", .array(finding.evidence.map { .string($0) })), ("example", .bool(finding.isExample)),
      ("path", .string(finding.origin.path)),
    ]
    members += location(finding.location)
    members.append(("redacted", .string(finding.secret.redacted)))
    if reveals { members.append(("secret", .string(finding.secret.revealed))) }
    members += [
      ("match", .string(reveals ? finding.revealedExtract : finding.extract)), ("fingerprint", .string(finding.fingerprint)),
      ("tags", .array(finding.rule.tags.map { .string($0) })),
      ("decodedFrom", .array(finding.origin.decodedFrom.map { .string($0) })),
      ("cell", finding.origin.cell.map(cell) ?? .null), ("image", finding.picture.map(image) ?? .null),
      ("commit", finding.origin.commit.map(commit) ?? .null),
      ("blob", .optional(finding.origin.blob)), ("inHead", finding.origin.inHead.map { .bool($0) } ?? .null),
    ]
    if finding.occurrences > 1 { members.append(("occurrences", .integer(finding.occurrences))) }
    return .object(members)
  }

  /// A finding that is left out, with who said so.
  static func allowed(_ finding: Finding, reveals: Bool) -> JSONValue {
    guard case .object(let members) = Self.finding(finding, reveals: reveals), let allowance = finding.allowance else {
      return .null
    }
    let reason: JSONValue = [
      "source": .string(allowance.source.rawValue), "place": .string(allowance.place), "reason": .optional(allowance.reason),
    ]
    return .object(members + [("allowance", reason)])
  }

  static func issue(_ issue: Issue) -> JSONValue {
    [
      "kind": .string(issue.kind.rawValue), "path": .optional(issue.path), "commit": .optional(issue.commit),
      "message": .string(issue.message),
    ]
  }

  static func coverage(_ coverage: Coverage) -> JSONValue {
    let skipped = coverage.skipped.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      ($0.key.rawValue, JSONValue.integer($0.value))
    }
    let allowed = coverage.allowed.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      ($0.key.rawValue, JSONValue.integer($0.value))
    }
    var members: [(String, JSONValue)] = [
      ("files", .integer(coverage.files)), ("blobs", .integer(coverage.blobs)), ("commits", .integer(coverage.commits)),
      ("bytes", .integer(coverage.bytes)), ("images", .integer(coverage.images)), ("skipped", .object(skipped)),
      ("allowed", .object(allowed)),
    ]
    if let use = coverage.baselineUse { members.append(("baseline", baselineUse(use))) }
    members += [
      ("complete", .bool(coverage.isComplete)), ("seconds", .number((coverage.seconds * 1000).rounded() / 1000)),
    ]
    return .object(members)
  }

  /// Entries by their fingerprints alone; the baseline says the rest.
  private static func baselineUse(_ use: BaselineUse) -> JSONValue {
    [
      "met": .integer(use.metCount), "unused": .array(use.unused.map { .string($0.fingerprint) }),
      "expired": .array(use.expired.map { .string($0.fingerprint) }),
    ]
  }

  private static func location(_ location: Location) -> [(String, JSONValue)] {
    [
      ("startLine", .integer(location.start.line)), ("startColumn", .integer(location.start.column)),
      ("endLine", .integer(location.end.line)), ("endColumn", .integer(location.end.column)),
      ("startByte", .integer(location.bytes.lowerBound)), ("endByte", .integer(location.bytes.upperBound)),
    ]
  }

  private static func cell(_ cell: Cell) -> JSONValue {
    [
      "index": .integer(cell.index), "id": .optional(cell.id), "type": .optional(cell.type),
      "executionCount": .optional(cell.executionCount), "part": .string(cell.part), "outputIndex": .optional(cell.outputIndex),
      "mimeType": .optional(cell.mimeType), "line": .integer(cell.line),
    ]
  }

  /// A picture and the rectangle in it, in pixels.
  static func image(_ place: PicturePlace) -> JSONValue {
    let box: JSONValue = [
      "x": .integer(place.box.x), "y": .integer(place.box.y), "width": .integer(place.box.width),
      "height": .integer(place.box.height),
    ]
    return ["sha256": .string(place.sha256), "width": .optional(place.width), "height": .optional(place.height), "box": box]
  }

  private static func commit(_ commit: Commit) -> JSONValue {
    [
      "id": .string(commit.id), "author": .string(commit.author), "email": .string(commit.email), "date": .string(commit.date),
      "message": .string(commit.message),
    ]
  }
}
