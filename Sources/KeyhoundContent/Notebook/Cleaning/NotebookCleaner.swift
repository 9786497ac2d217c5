package import KeyhoundCore

/// Takes keys, and if asked what running left behind, out of a notebook, and touches nothing else.
package struct NotebookCleaner {
  private let search: SecretSearch
  /// Findings that are to go.
  private let includes: (Finding) -> Bool
  private let removesOutputs: Bool
  /// What reads pictures; `nil` when they stay as they are.
  private let reader: (any PictureReader)?

  package init(
    _ search: SecretSearch, removingOutputs removesOutputs: Bool, readingPicturesWith reader: (any PictureReader)? = nil,
    where includes: @escaping (Finding) -> Bool
  ) {
    self.search = search
    self.reader = reader
    self.removesOutputs = removesOutputs
    self.includes = includes
  }

  /// What `bytes` become. Nothing is given back that is not a notebook without keys, as valid as before.
  package func clean(_ bytes: UnsafeRawBufferPointer, path: String) throws(CleaningError) -> CleanedNotebook {
    let index = try parse(bytes)
    let before = NotebookCheck(index)
    if let problem = before.problem { throw .invalid(problem) }
    let found = SecretProbe(search)
    let all = found.secrets(in: bytes, path: path)
    let secrets = all.filter { includes($0.finding) }
    let removals = removesOutputs ? OutputRemoval(index).edits().ordered() : []
    func isRemoved(_ finding: Finding) -> Bool { removals.holding(finding.location.bytes) != nil }
    let kept = secrets.filter { !isRemoved($0.finding) }
    let probe = reader.map { PictureProbe($0) }
    let pictures = try probe?.pictures(in: bytes, path: path) ?? []
    let shown = pictures.flatMap(\.findings)
    let left = (all.map(\.finding) + shown).filter { !includes($0) && !isRemoved($0) }
    var edits = removals
    for secret in kept { edits += try self.edits(for: secret, in: bytes) }
    for picture in pictures { edits += try self.edits(for: picture, unless: isRemoved) }
    edits = edits.ordered()
    let copies = SecretCopies(of: all).copies(in: index)
    edits = (edits + copyEdits(copies, of: all, among: edits)).ordered()
    let result = CleanedNotebook(
      bytes: edits.applied(to: bytes), edits: edits, findings: secrets.map(\.finding) + shown.filter(includes), left: left,
      removals: removals.count, irregularity: before.irregularities.first, oddity: before.oddity,
      secretPieces: all.flatMap(\.pieces) + found.otherPieces + copies.flatMap(\.pieces))
    if !edits.isEmpty { try verify(result, path: path, probe, before) }
    return result
  }

  // MARK: Splicing

  /// Keeps the public prefix and puts `REDACTED` where the rest was.
  private func edits(for secret: FoundSecret, in bytes: UnsafeRawBufferPointer) throws(CleaningError) -> [Edit] {
    guard !secret.bytes.isEmpty else { throw .inseparable(secret.finding) }
    if secret.isInBase64 {
      if let edits = Base64Edit.edits(for: secret, in: bytes) { return edits }
      if let edit = Base64Edit.placeholder(around: secret.finding.location.bytes.lowerBound, in: bytes) { return [edit] }
      throw .inseparable(secret.finding)
    }
    guard let first = secret.pieces.first else { throw .inseparable(secret.finding) }
    return [Edit(first, Base64Edit.mark)] + secret.pieces.dropFirst().map { Edit($0, []) }
  }

  /// Takes out copies of secrets that go. What is excepted stays, also where it is the same.
  private func copyEdits(_ copies: [SecretCopies.Copy], of secrets: [FoundSecret], among edits: [Edit]) -> [Edit] {
    let staying = secrets.filter { !includes($0.finding) }.flatMap(\.pieces).map { Edit($0, []) }.ordered()
    return copies.filter { copy in
      includes(secrets[copy.secret].finding) && !copy.pieces.contains { edits.touching($0) || staying.touching($0) }
    }.flatMap { copy in copy.pieces.enumerated().map { Edit($1, $0 == 0 ? Base64Edit.mark : []) } }
  }

  /// Puts a picture of one pixel in place of one that shows a key which is to go.
  private func edits(
    for picture: PictureProbe.Shown, unless isRemoved: (Finding) -> Bool
  ) throws(CleaningError) -> [Edit] {
    guard let finding = picture.findings.first(where: { includes($0) && !isRemoved($0) }) else { return [] }
    guard let edits = picture.edits else { throw .inseparable(finding) }
    return edits
  }

  // MARK: Holding to it

  private func parse(_ bytes: UnsafeRawBufferPointer) throws(CleaningError) -> JSONIndex {
    let start = bytes.prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]) ? 3 : 0
    do {
      return try JSONIndex(bytes, from: start)
    } catch {
      let position = RawText(bytes).position(at: error.offset)
      throw .unreadable(line: position.line, column: position.column)
    }
  }

  private func check(_ index: JSONIndex, against before: NotebookCheck) throws(CleaningError) {
    let after = NotebookCheck(index)
    let new = after.irregularities.first { !before.irregularities.contains($0) }
    if let problem = after.problem ?? new { throw .wouldBreak(problem) }
  }

  /// Reads the result as if it were a new file.
  private func verify(
    _ result: CleanedNotebook, path: String, _ probe: PictureProbe?, _ before: NotebookCheck
  ) throws(CleaningError) {
    let problem: CleaningError? = result.bytes.withUnsafeBytes { bytes in
      do throws(CleaningError) {
        try check(try parse(bytes), against: before)
        let shown = try probe?.pictures(in: bytes, path: path).flatMap(\.findings) ?? []
        let all = SecretProbe(search).secrets(in: bytes, path: path).map(\.finding) + shown
        return all.first(where: includes).map { .remains($0) }
      } catch {
        return error
      }
    }
    if let problem { throw problem }
  }
}

/// A notebook without keys.
package struct CleanedNotebook {
  package let bytes: [UInt8]
  /// What was changed, in the order of the file.
  package let edits: [Edit]
  /// The keys that are gone.
  package let findings: [Finding]
  /// What is still there, because it was not to go.
  package let left: [Finding]
  /// How many outputs, counts and states were emptied.
  package let removals: Int
  /// What nbformat forbids and the notebook has, as it had before.
  package let irregularity: String?
  /// Why Jupyter does not open the notebook, as it did not before.
  package let oddity: String?
  /// Where in the old bytes secrets lay, for hiding them when the change is shown.
  package let secretPieces: [Range<Int>]

  package var isChanged: Bool { !edits.isEmpty }
}

/// Why a notebook was left as it is.
package enum CleaningError: Error, CustomStringConvertible {
  case unreadable(line: Int, column: Int)
  case invalid(String)
  case wouldBreak(String)
  case inseparable(Finding)
  case remains(Finding)
  case unreadablePicture(line: Int, String)

  package var description: String {
    switch self {
    case .unreadable(let line, let column):
      "it is no valid JSON (line \(line), column \(column)); repair it first, then clean it"
    case .invalid(let problem): "it is no valid notebook (\(problem)); repair it first, for example by saving it in Jupyter"
    case .wouldBreak(let problem): "it would become invalid (\(problem)); take the key out by hand"
    case .inseparable(let finding):
      "\(finding.secret) at line \(finding.location.start.line) cannot be taken out by itself; remove what holds it, or use --outputs"
    case .remains(let finding):
      "\(finding.secret) at line \(finding.location.start.line) would remain; take it out by hand, or use --outputs"
    case .unreadablePicture(let line, let problem):
      "a picture at line \(line) cannot be looked into: \(problem); take it out by hand, or leave out --images"
    }
  }
}

extension Range<Int> {
  func contains(_ other: Range<Int>) -> Bool { lowerBound <= other.lowerBound && other.upperBound <= upperBound }
}
