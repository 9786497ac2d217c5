import KeyhoundCore

/// What cleaning changes, as lines taken out and lines put in, with every secret starred out.
package struct NotebookDiff {
  private let old: UnsafeRawBufferPointer
  private let edits: [Edit]
  /// The edits that hide secrets in the old text.
  private let hidden: [Edit]

  /// Lines longer than this are shown round the change only; changes of more lines are shown at their ends only.
  private static let widestLine = 160
  private static let mostLines = 8

  package init(_ cleaned: CleanedNotebook, from old: UnsafeRawBufferPointer) {
    self.old = old
    edits = cleaned.edits
    hidden = cleaned.secretPieces.map { Edit($0, Array(Secret.stars.utf8)) }.ordered()
  }

  /// The lines, each with its mark: `@@ line 12 @@`, `-…`, `+…`.
  package func lines() -> [String] {
    var cursor = LineCursor()
    return hunks().flatMap { hunk in lines(hunk, number: 1 + cursor.lines(before: hunk.range.lowerBound, in: old)) }
  }

  private struct Hunk {
    /// Whole lines of the old text, without the last line end.
    var range: Range<Int>
    var edits: [Edit]
  }

  /// Edits that touch the same or neighbouring lines belong together.
  private func hunks() -> [Hunk] {
    edits.reduce(into: []) { hunks, edit in
      let known = hunks.last?.range ?? 0..<0
      let start = old.lineStart(before: edit.range.lowerBound, limit: max(0, edit.range.lowerBound - known.upperBound))
      let isKnown = edit.range.upperBound <= known.upperBound
      let end = isKnown ? known.upperBound : old.firstIndex(of: UInt8(ascii: "\n"), from: edit.range.upperBound) ?? old.count
      if !hunks.isEmpty, start <= known.upperBound + 1 {
        hunks[hunks.count - 1].range = known.lowerBound..<end
        hunks[hunks.count - 1].edits.append(edit)
      } else {
        hunks.append(Hunk(range: start..<end, edits: [edit]))
      }
    }
  }

  private func lines(_ hunk: Hunk, number: Int) -> [String] {
    let stars = hidden.beginning(in: hunk.range).filter { hunk.range.contains($0.range) }
    let before = Self.lines(stars.applied(to: old, in: hunk.range))
    let left = stars.filter { star in !hunk.edits.touching(star.range) }
    let after = Self.lines((hunk.edits + left).ordered().applied(to: old, in: hunk.range))
    return ["@@ line \(number) @@"] + Self.shown(before, against: after, mark: "-")
      + Self.shown(after, against: before, mark: "+")
  }

  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  private static func shown(_ lines: [ArraySlice<UInt8>], against other: [ArraySlice<UInt8>], mark: String) -> [String] {
    let texts = lines.enumerated().map { mark + shortened($1, against: $0 < other.count ? other[$0] : []) }
    guard texts.count > mostLines else { return texts }
    let half = mostLines / 2
    return texts.prefix(half) + ["\(mark)… \(texts.count - 2 * half) more lines …"] + texts.suffix(half)
  }

  /// A long line from a little before the first difference on.
  private static func shortened(_ line: ArraySlice<UInt8>, against other: ArraySlice<UInt8>) -> String {
    guard line.count > widestLine else { return String(decoding: line, as: UTF8.self) }
    let common = zip(line, other).prefix { $0 == $1 }.count
    let start = common > widestLine / 2 ? line.startIndex + common - widestLine / 2 : line.startIndex
    let end = min(line.endIndex, start + widestLine)
    let text = String(decoding: line[start..<end], as: UTF8.self)
    return (start > line.startIndex ? "…" : "") + text + (end < line.endIndex ? "…" : "")
  }
}
