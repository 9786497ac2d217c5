/// What made a text suspicious, so that it can be asked again once the path of the text is known.
package struct Suspicion: Sendable {
  /// The marks that are believed, and the only places of findings; `nil` when there may be findings elsewhere.
  let marks: [ScreenedText.Mark]?

  /// More are not worth remembering.
  private static let mostMarks = 64

  init(_ text: ScreenedText) {
    let believed = text.isBelievedAnywhere ? nil : text.marks.filter { $0.state == .believed }
    marks = believed.flatMap { $0.count <= Self.mostMarks ? $0 : nil }
  }
}
