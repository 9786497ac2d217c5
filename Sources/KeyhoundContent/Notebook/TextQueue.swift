import KeyhoundCore

/// Texts of one notebook that wait to be searched together, one behind the other: there are many, and most hold nothing. What may hold something is
/// handed over in the order in which it came, as is everything else if the queue is flushed before.
final class TextQueue {
  /// The text in the making, behind those that wait.
  let text: DecodedText
  private var start: DecodedText.Place
  private var waiting: [Waiting] = []
  /// Views of the texts that wait, where each lies, and the number of its text.
  private let seen: DecodedText
  private var views: [(range: Range<Int>, text: Int)] = []
  /// The cell that was described last.
  private var described: (node: Int, cell: Cell)?
  private let notebook: Chunk
  private let index: JSONIndex
  private let viewer: TextViews
  private let sink: any ExtractionSink
  private let memory: NotebookMemory

  private struct Waiting {
    var start: DecodedText.Place
    var end: DecodedText.Place
    var place: TextPlace
    var form: TextViews.Form
    /// Where the notebook has the text in one piece.
    var raw: Range<Int>?

    var range: Range<Int> { start.offset..<end.offset }
  }

  /// Bytes after which the texts are searched: they are still in the cache then.
  static let limit = 64 << 10

  init(_ notebook: Chunk, _ index: JSONIndex, _ views: TextViews, _ sink: any ExtractionSink, _ memory: NotebookMemory) {
    self.notebook = notebook
    self.index = index
    self.viewer = views
    self.sink = sink
    self.memory = memory
    text = memory.texts
    seen = memory.views
    text.removeAll()
    seen.removeAll()
    start = text.beginPart()
  }

  /// Whether the text in the making is empty or ends with a line feed.
  var isAtLineStart: Bool { text.count == start.offset || text.bytes[text.count - 1] == UInt8(ascii: "\n") }

  /// Whether nothing is found in the text that stands at `raw` in the notebook: then it need not be made.
  func isQuiet(_ raw: Range<Int>, as form: TextViews.Form) -> Bool {
    memory.quietTexts.contains(index.bytes.view(raw), form: form.rawValue)
  }

  /// Ends the text in the making, which stands at `place`.
  /// - Parameter raw: where the notebook has it, when that alone decides what the text is.
  func add(_ place: TextPlace, as form: TextViews.Form, from raw: Range<Int>? = nil) {
    guard text.count > start.offset else { return }
    let item = Waiting(start: start, end: text.beginPart(), place: place, form: form, raw: raw)
    start = item.end
    if !letWait(item) {
      search()
      handOver(item)
      removeAll()
    } else if text.count + seen.count >= Self.limit {
      flush()
    }
  }

  /// Adds a text that was made elsewhere. A large one is not copied.
  func add(_ other: DecodedText, _ place: TextPlace, as form: TextViews.Form) {
    guard other.count >= Self.limit else {
      text.append(other)
      return add(place, as: form)
    }
    flush()
    var chunk = chunk(at: place)
    chunk.become(other.bytes, map: other.map, by: nil)
    viewer.scan(chunk, as: form)
  }

  /// Puts a text among those that wait, with its views, unless it is large or intricate.
  private func letWait(_ item: Waiting) -> Bool {
    let (number, count) = (waiting.count, views.count)
    let text = text.bytes.view(item.range)
    let canWait = text.count < Self.limit && viewer.forEachView(of: text, as: item.form) { view in wait(view, ofText: number) }
    if canWait { waiting.append(item) } else { views.removeLast(views.count - count) }
    return canWait
  }

  private func wait(_ view: DecodedText, ofText number: Int) {
    guard !view.isEmpty else { return }
    views.append((seen.count..<seen.count + view.count, number))
    seen.copy(0..<view.count, of: view.bytes)
  }

  /// Searches all texts that wait.
  func flush() {
    search()
    removeAll()
  }

  /// The notebook, with the place in it that is meant.
  func chunk(at place: TextPlace) -> Chunk {
    var chunk = notebook
    chunk.origin.cell = cell(at: place)
    return chunk
  }

  /// What findings at `place` say of it. A cell is described once, however many texts it has.
  private func cell(at place: TextPlace) -> Cell {
    if described?.node != place.cell { described = (place.cell, index.description(ofCell: place.cell)) }
    var cell = described?.cell ?? Cell(index: 0, part: "")
    (cell.index, cell.part) = (place.number, place.part.rawValue)
    (cell.outputIndex, cell.mimeType) = (place.output, place.mimeType)
    return cell
  }

  private func search() {
    guard !waiting.isEmpty else { return }
    var suspicions = sink.suspicions(in: TextRow(text.bytes, waiting.map(\.range)))
    let others = views.isEmpty ? [] : sink.suspicions(in: TextRow(seen.bytes, views.map(\.range)))
    for (view, isSuspected) in zip(views, others) where isSuspected { suspicions[view.text] = true }
    for (item, isSuspected) in zip(waiting, suspicions) {
      if isSuspected { handOver(item) } else { keep(item) }
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private func keep(_ item: Waiting) {
    if let raw = item.raw { memory.quietTexts.insert(index.bytes.view(raw), form: item.form.rawValue) }
  }

  private func handOver(_ item: Waiting) {
    var chunk = chunk(at: item.place)
    chunk.become(text.bytes.view(item.range), map: text.map(from: item.start, to: item.end), by: nil)
    viewer.scan(chunk, as: item.form)
  }

  private func removeAll() {
    text.removeAll()
    start = text.beginPart()
    seen.removeAll()
    views.removeAll(keepingCapacity: true)
  }
}
