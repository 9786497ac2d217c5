import KeyhoundContent
import KeyhoundCore
import KeyhoundReports

/// Says of each notebook what else would be shared with it (`keyhound scan --share`), also of those in archives and in other encodings than UTF-8.
final class ShareSurvey: UnitSink, ExtractionSink {
  let buffer = ReadBuffer(capacity: 1 << 20)
  private let extractors: [any Extractor] = [ArchiveExtractor(), UTF32Extractor(), UTF16Extractor()]
  private var text = ""
  /// How many archives lie round the chunk in hand, and how many bytes may still be unpacked from the file in hand.
  private var depth = 0
  private var unpackable = 0

  /// One paragraph for each notebook of `sources`, which are read once more for it.
  func text(for sources: [any Source]) -> String {
    for source in sources {
      source.forEachUnit { unit in
        unpackable = NestingLimits.unpackedSize
        unit.read(into: self)
      }
    }
    return text
  }

  func scan(_ chunk: Chunk) {
    guard !extractors.contains(where: { $0.extract(from: chunk, into: self) }), chunk.isWhole,
      let summary = NotebookSummary(of: chunk.bytes, path: chunk.origin.path)
    else { return }
    text += "\(TerminalText.safe(chunk.origin.path)): " + Self.describe(summary)
  }

  func scanMember(_ chunk: Chunk) {
    guard depth < NestingLimits.depth else { return }
    depth += 1
    scan(chunk)
    depth -= 1
  }

  func suspicions(in row: TextRow) -> [Bool] { row.texts.map { _ in true } }

  func claim(_ bytes: Int) -> Bool {
    unpackable -= bytes
    return unpackable >= 0
  }

  // What could not be read has been said by the scan itself.
  func skip(_ reason: SkipReason) {}
  func report(_ issue: Issue) {}
  func count(_ coverage: Coverage) {}

  private static func describe(_ summary: NotebookSummary) -> String {
    guard !summary.isEmpty else { return "nothing but its cells would be shared\n" }
    var lines: [String] = []
    if summary.outputs > 0 {
      let pictures = summary.pictures > 0 ? ", \(count(summary.pictures, "picture")) among them" : ""
      lines.append("\(count(summary.outputs, "output"))\(pictures), \(count(summary.outputBytes, "byte"))")
    }
    if summary.attachments > 0 { lines.append(count(summary.attachments, "attachment")) }
    if summary.widgets > 0 { lines.append("the state of \(count(summary.widgets, "widget")), with what was typed into them") }
    if summary.executionCounts > 0 { lines.append("\(count(summary.executionCounts, "execution count"))") }
    if !summary.executionMetadata.isEmpty { lines.append("how it was run: metadata \(list(summary.executionMetadata))") }
    if !summary.homes.isEmpty { lines.append("\(count(summary.homes.count, "home folder")): \(list(summary.homes))") }
    let hint = summary.outputs + summary.widgets + summary.executionCounts > 0
    let advice = hint ? ["`keyhound notebook clean --outputs` empties outputs, counts and widget state"] : []
    return "this would be shared besides the cells\n" + (lines + advice).map { "  \($0)\n" }.joined()
  }

  private static func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

  /// The first few, so that it stays a screen.
  private static func list(_ texts: [String]) -> String {
    let rest = texts.count > 5 ? " and \(texts.count - 5) more" : ""
    return texts.prefix(5).map(TerminalText.safe).joined(separator: ", ") + rest
  }
}
