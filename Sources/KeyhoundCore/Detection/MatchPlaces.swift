/// The places in a text at which some expression matches, as a screen has found them. With them the text need not be searched again.
///
/// Matches that are not believed are among them: what they match is starred out beside a finding.
package struct MatchPlaces: Sendable {
  let marks: [ScreenedText.Mark]

  /// More are not worth remembering.
  private static let mostMarks = 256

  /// A number that two texts share only where the same findings are in both under the same path; `nil` when nothing of the kind is known.
  package let surroundings: Int?

  /// - Parameters:
  ///   - rules: those that the text was screened with.
  ///   - bytes: the text.
  /// - Returns: `nil` when something may be found elsewhere too.
  init?(in text: ScreenedText, _ bytes: UnsafeRawBufferPointer, of rules: RuleSet, _ kinds: MarkKinds) {
    guard !text.isBelievedAnywhere, text.encoded < .matched, !rules.hasRequirements else { return nil }
    marks = text.marks.filter { $0.state >= .matched }
    guard marks.count <= Self.mostMarks else { return nil }
    surroundings = kinds.dependOnCommits ? nil : MatchSurroundings(bytes, marks, kinds.measures).digest(isBinary: text.isBinary)
  }
}
