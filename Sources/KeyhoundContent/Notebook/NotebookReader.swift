import KeyhoundCore

/// Hands over every text of one notebook, each with the place it has in it.
///
/// What is known to be a source, an output or an attachment is read as such; everything else, whatever its type, is rendered, so that
/// nothing in the file escapes for being in the wrong place.
final class NotebookReader {
  private let index: JSONIndex
  private let sink: any ExtractionSink
  private let views: TextViews
  private let text = DecodedText()
  /// A value that is no text, rendered.
  private let structure: StructureText
  /// What a cell has besides its texts, rendered; handed over when the cell ends.
  private let rest: StructureText
  private var cell = Cell(index: 0, part: "metadata")
  private let chunk: Chunk

  init(_ chunk: Chunk, _ index: JSONIndex, _ sink: any ExtractionSink) {
    self.chunk = chunk
    self.index = index
    self.sink = sink
    views = TextViews(sink)
    structure = StructureText(index)
    rest = StructureText(index)
  }

  func read() {
    guard index.kind(0) == .object else { return readRest(0) }
    var cellNumber = 0
    for key in index.children(of: 0) {
      switch index.kind(key + 1) {
      case .array where index.has(key, "cells"): readCells(key + 1, &cellNumber)
      case .array where index.has(key, "worksheets"): readWorksheets(key + 1, &cellNumber)
      default: render(member: key)
      }
    }
    cell = Cell(index: 0, part: "metadata")
    flushRest()
  }

  /// The worksheets of nbformat 3.
  private func readWorksheets(_ sheets: Int, _ cellNumber: inout Int) {
    for sheet in index.children(of: sheets) {
      guard index.kind(sheet) == .object else {
        render(value: sheet)
        continue
      }
      for key in index.children(of: sheet) {
        let isCells = index.has(key, "cells") && index.kind(key + 1) == .array
        if isCells { readCells(key + 1, &cellNumber) } else { render(member: key) }
      }
    }
  }

  /// Hands over one value that is no notebook.
  private func readRest(_ node: Int) {
    render(value: node)
    flushRest()
  }

  // MARK: Cells

  private func readCells(_ cells: Int, _ cellNumber: inout Int) {
    // What has been rendered so far belongs to the notebook.
    flushRest()
    for node in index.children(of: cells) {
      cellNumber += 1
      cell = Cell(index: cellNumber, part: "metadata")
      if index.kind(node) == .object { readCell(node) } else { render(value: node) }
      flushRest()
    }
    cell = Cell(index: 0, part: "metadata")
  }

  private func readCell(_ node: Int) {
    describeCell(node)
    for key in index.children(of: node) {
      let value = key + 1
      switch index.kind(value) {
      case .string, .array:
        if (index.has(key, "source") || index.has(key, "input")) && index.isText(value) {
          readText(value, part: "source", as: cell.type == "code" ? .plain : .markup)
        } else if index.has(key, "outputs"), index.kind(value) == .array {
          readOutputs(value)
        } else if !isCommonplace(key) {
          render(member: key)
        }
      case .object where index.has(key, "attachments"): readAttachments(value)
      case .object where index.has(key, "metadata"): renderMembers(of: value)
      default: if !isCommonplace(key) { render(member: key) }
      }
    }
  }

  /// Finds out what findings in a cell say of it, wherever that stands in the cell.
  private func describeCell(_ node: Int) {
    for key in index.children(of: node) {
      let value = key + 1
      switch index.kind(value) {
      case .string where index.has(key, "id"): cell.id = Identifier.cellID(index.raw(value))
      case .string where index.has(key, "cell_type"): cell.type = Self.cellTypes.first { index.has(value, $0.0) }?.1
      case .scalar where index.has(key, "execution_count") || index.has(key, "prompt_number"):
        cell.executionCount = index.integer(value)
      case .object where index.has(key, "metadata"): cell.tags = tags(in: value)
      default: break
      }
    }
  }

  /// The tags that are meant for us.
  private func tags(in metadata: Int) -> [String] {
    guard let tags = index.member("tags", of: metadata), index.kind(tags) == .array else { return [] }
    return index.children(of: tags).filter { index.kind($0) == .string && index.raw($0).starts(with: Self.tagStart) }
      .prefix(16).map { index.raw($0).text(0..<min(index.raw($0).count, 128)) }
  }

  private static let tagStart = Array("keyhound:".utf8)

  private static let cellTypes: [(StaticString, String)] = [
    ("code", "code"), ("markdown", "markdown"), ("raw", "raw"), ("heading", "heading"),
  ]

  private func readAttachments(_ attachments: Int) {
    for key in index.children(of: attachments) {
      render(name: key)
      guard index.kind(key + 1) == .object else {
        render(value: key + 1)
        continue
      }
      for type in index.children(of: key + 1) { readMIME(type, part: "attachments") }
    }
  }

  // MARK: Outputs

  private func readOutputs(_ outputs: Int) {
    // What has been rendered so far belongs to the cell.
    flushRest()
    for (number, output) in index.children(of: outputs).enumerated() {
      cell.outputIndex = number + 1
      if index.kind(output) == .object { readOutput(output) } else { render(value: output) }
      flushRest()
    }
    cell.outputIndex = nil
  }

  private func readOutput(_ output: Int) {
    let isError = index.member("traceback", of: output) != nil
    if isError { readError(output) }
    for key in index.children(of: output) {
      let value = key + 1
      if isError && isPartOfError(key) { continue }
      switch index.kind(value) {
      case .object where index.has(key, "data"):
        for type in index.children(of: value) { readMIME(type, part: "outputs") }
      case .string, .array:
        if let type = Self.directType(of: key, in: index), index.isText(value) {
          readMIME(key, part: "outputs", type: type)
        } else if !isCommonplace(key) {
          render(member: key)
        }
      case .object where index.has(key, "metadata"): renderMembers(of: value)
      default: if !isCommonplace(key) { render(member: key) }
      }
    }
  }

  private func isPartOfError(_ key: Int) -> Bool {
    index.isText(key + 1) && (index.has(key, "traceback") || index.has(key, "ename") || index.has(key, "evalue"))
  }

  /// The MIME types that nbformat 3 writes as direct keys of an output, and `text` of a stream, which has none.
  private static func directType(of key: Int, in index: JSONIndex) -> String?? {
    directTypes.first { index.has(key, $0.0) }.map(\.1)
  }

  private static let directTypes: [(StaticString, String?)] = [
    ("text", nil), ("html", "text/html"), ("svg", "image/svg+xml"), ("png", "image/png"), ("jpeg", "image/jpeg"),
    ("latex", "text/latex"), ("javascript", "application/javascript"), ("json", "application/json"),
    ("pdf", "application/pdf"),
  ]

  /// Members whose value is one of a few words, a number or nothing in every notebook there is.
  private func isCommonplace(_ key: Int) -> Bool {
    let value = key + 1
    switch index.kind(value) {
    case .scalar: return Self.scalars.contains { index.has(key, $0) }
    case .string:
      return Self.strings.contains { index.has(key, $0) } && Self.words.contains { index.has(value, $0) }
    case .array: return index.children(of: value).isEmpty && Self.lists.contains { index.has(key, $0) }
    default: return false
    }
  }

  private static let scalars: [StaticString] = ["execution_count", "prompt_number", "collapsed", "level"]
  private static let strings: [StaticString] = ["output_type", "name", "stream", "cell_type", "language"]
  private static let lists: [StaticString] = ["outputs", "source", "input", "text"]

  private static let words: [StaticString] = [
    "code", "markdown", "raw", "heading", "stream", "display_data", "execute_result", "error", "pyout", "pyerr", "stdout",
    "stderr", "python",
  ]

  /// Name, message and traceback of an error, one below the other.
  private func readError(_ output: Int) {
    text.removeAll()
    for name: StaticString in ["ename", "evalue", "traceback"] {
      for key in index.children(of: output) where index.has(key, name) && index.isText(key + 1) {
        let lines = index.kind(key + 1) == .array ? Array(index.children(of: key + 1)) : [key + 1]
        for line in lines { append(string: line, endingWith: "\n") }
      }
    }
    scanText(part: "outputs", as: .plain)
  }

  // MARK: MIME types

  /// Hands over the value of one member of a MIME bundle.
  /// - Parameter known: the type, where the member is not named after it; `.some(nil)` for none.
  private func readMIME(_ key: Int, part: String, type known: String?? = nil) {
    cell.mimeType = known ?? MIMEType.shown(index.raw(key))
    defer { cell.mimeType = nil }
    if known == nil && !MIMEType.isCommon(index.raw(key)) { render(name: key) }
    let value = key + 1
    let isStructure = known == nil && index.kind(value) == .array && MIMEType.isJSON(index.raw(key))
    guard index.isText(value), !isStructure else { return renderStructure(value, part: part) }
    if let picture = pictureDigits(value) { return scanPicture(picture, part: part) }
    readText(value, part: part, as: Self.isMarkup(cell.mimeType ?? "") ? .markup : .plain)
  }

  private static func isMarkup(_ type: String) -> Bool {
    type.hasPrefix("text/html") || type.hasPrefix("text/markdown") || type.hasSuffix("xml")
  }

  /// The digits of a base64 picture, sound or document; `nil` for everything that only pretends to be one.
  private func pictureDigits(_ value: Int) -> Range<Int>? {
    guard index.kind(value) == .string else { return nil }
    var range = index.nodes[value].range
    while range.count > 2, index.bytes.view(range).suffix(2).elementsEqual(#"\n"#.utf8) {
      range = range.lowerBound..<range.upperBound - 2
    }
    let digits = index.bytes.view(range)
    return Base64Media(digits) != nil && Base64.isPure(digits) ? range : nil
  }

  private func scanPicture(_ digits: Range<Int>, part: String) {
    cell.part = part
    let place = place
    views.scanPicture(digits, of: place)
    if sink.holdsPictures { EncodedPicture(digits).hold(from: place, in: sink) }
  }

  // MARK: Handing over

  private func readText(_ node: Int, part: String, as form: TextViews.Form) {
    text.removeAll()
    var isOfWholeLines = true
    if index.kind(node) == .string {
      append(string: node)
    } else {
      for item in index.children(of: node) {
        isOfWholeLines = isOfWholeLines && (text.isEmpty || text.bytes.last == UInt8(ascii: "\n"))
        append(string: item)
      }
    }
    scanText(part: part, as: form)
    if !isOfWholeLines { scanItems(of: node) }
  }

  /// Hands over the items of a list one by one as well, in case somebody meant them to stand apart.
  private func scanItems(of list: Int) {
    structure.removeAll()
    structure.append(line: list)
    sink.scan(place.decoded(structure.text.bytes, map: structure.text.map, by: "list"))
  }

  /// The notebook, with the place in it that is being read.
  private var place: Chunk {
    var place = chunk
    place.origin.cell = cell
    return place
  }

  private func append(string node: Int, endingWith end: StaticString = "") {
    let range = index.nodes[node].range
    EscapeDecoder(source: index.bytes).decode(range, into: text)
    text.append(punctuation: end, at: range.upperBound)
  }

  private func scanText(part: String, as form: TextViews.Form) {
    scan(text, part: part, as: form)
  }

  private func scan(_ text: DecodedText, part: String, as form: TextViews.Form) {
    guard !text.isEmpty else { return }
    cell.part = part
    var seen = chunk
    seen.origin.cell = cell
    seen.become(text.bytes, map: text.map, by: nil)
    views.scan(seen, as: form)
  }

  // MARK: Everything else

  private func render(member key: Int) {
    rest.append(member: key)
    scanPictures(of: rest, part: "metadata")
  }

  private func renderMembers(of object: Int) {
    for key in index.children(of: object) { render(member: key) }
  }

  private func render(value: Int) {
    rest.append(line: value)
    scanPictures(of: rest, part: "metadata")
  }

  private func render(name key: Int) { rest.append(name: key) }

  private func renderStructure(_ value: Int, part: String) {
    structure.removeAll()
    structure.append(line: value)
    scanPictures(of: structure, part: part)
    scan(structure.text, part: part, as: .markup)
  }

  private func scanPictures(of structure: StructureText, part: String) {
    for digits in structure.takePictures() { scanPicture(digits, part: part) }
  }

  private func flushRest() {
    defer { rest.removeAll() }
    let isBlank = rest.text.bytes.allSatisfy { ByteSet.space.contains($0) }
    if !isBlank { scan(rest.text, part: "metadata", as: .markup) }
  }
}
