import KeyhoundCore

/// Hands over every text of one notebook, each with the place it has in it.
///
/// What is known to be a source, an output or an attachment is read as such; everything else, whatever its type, is rendered, so that
/// nothing in the file escapes for being in the wrong place.
final class NotebookReader {
  private let index: JSONIndex
  private let sink: any ExtractionSink
  private let views: TextViews
  private let queue: TextQueue
  /// A value that is no text, rendered.
  private let structure: StructureText
  /// What a cell has besides its texts, rendered; handed over when the cell ends.
  private let rest: StructureText
  private var place = TextPlace()
  private let chunk: Chunk

  init(_ chunk: Chunk, _ index: JSONIndex, _ sink: any ExtractionSink, _ memory: NotebookMemory) {
    self.chunk = chunk
    self.index = index
    self.sink = sink
    views = TextViews(sink, memory)
    queue = TextQueue(chunk, index, views, sink, memory)
    structure = StructureText(index, memory.structure)
    rest = StructureText(index, memory.rest)
  }

  func read() {
    defer { queue.flush() }
    guard index.kind(0) == .object else { return readRest(0) }
    var cellNumber = 0
    for key in index.children(of: 0) {
      switch index.kind(key + 1) {
      case .array where index.has(key, "cells"): readCells(key + 1, &cellNumber)
      case .array where index.has(key, "worksheets"): readWorksheets(key + 1, &cellNumber)
      default: render(member: key)
      }
    }
    place = TextPlace()
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
      place = TextPlace(cell: node, number: cellNumber)
      if index.kind(node) == .object { readCell(node) } else { render(value: node) }
      flushRest()
    }
    place = TextPlace()
  }

  private func readCell(_ node: Int) {
    let isCode = index.isCode(cell: node)
    for key in index.children(of: node) {
      let value = key + 1
      switch index.kind(value) {
      case .string, .array:
        if (index.has(key, "source") || index.has(key, "input")) && index.isText(value) {
          readText(value, part: .source, as: isCode ? .plain : .markup)
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

  private func readAttachments(_ attachments: Int) {
    for key in index.children(of: attachments) {
      render(name: key)
      guard index.kind(key + 1) == .object else {
        render(value: key + 1)
        continue
      }
      for type in index.children(of: key + 1) { readMIME(type, part: .attachments) }
    }
  }

  // MARK: Outputs

  private func readOutputs(_ outputs: Int) {
    // What has been rendered so far belongs to the cell.
    flushRest()
    for (number, output) in index.children(of: outputs).enumerated() {
      place.output = number + 1
      if index.kind(output) == .object { readOutput(output) } else { render(value: output) }
      flushRest()
    }
    place.output = nil
  }

  private func readOutput(_ output: Int) {
    let isError = index.member("traceback", of: output) != nil
    if isError { readError(output) }
    for key in index.children(of: output) {
      let value = key + 1
      if isError && isPartOfError(key) { continue }
      switch index.kind(value) {
      case .object where index.has(key, "data"):
        for type in index.children(of: value) { readMIME(type, part: .outputs) }
      case .string, .array:
        if let type = Self.directType(of: key, in: index), index.isText(value) {
          readMIME(key, part: .outputs, type: type)
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
    for name: StaticString in ["ename", "evalue", "traceback"] {
      for key in index.children(of: output) where index.has(key, name) && index.isText(key + 1) {
        let lines = index.kind(key + 1) == .array ? Array(index.children(of: key + 1)) : [key + 1]
        for line in lines { append(string: line, endingWith: "\n") }
      }
    }
    queue.add(place.part(.outputs), as: .plain)
  }

  // MARK: MIME types

  /// Hands over the value of one member of a MIME bundle.
  /// - Parameter known: the type, where the member is not named after it; `.some(nil)` for none.
  private func readMIME(_ key: Int, part: TextPlace.Part, type known: String?? = nil) {
    place.mimeType = known ?? MIMEType.shown(index.raw(key))
    defer { place.mimeType = nil }
    if known == nil && !MIMEType.isCommon(index.raw(key)) { render(name: key) }
    let value = key + 1
    let isStructure = known == nil && index.kind(value) == .array && MIMEType.isJSON(index.raw(key))
    guard index.isText(value), !isStructure else { return renderStructure(value, part: part) }
    if let picture = pictureDigits(value) { return scanPicture(picture, part: part) }
    readText(value, part: part, as: Self.isMarkup(place.mimeType ?? "") ? .markup : .plain)
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

  private func scanPicture(_ digits: Range<Int>, part: TextPlace.Part) {
    queue.flush()
    let seen = queue.chunk(at: place.part(part))
    views.scanPicture(digits, of: seen)
    if sink.holdsPictures { EncodedPicture(digits).hold(from: seen, in: sink) }
  }

  // MARK: Handing over

  private func readText(_ node: Int, part: TextPlace.Part, as form: TextViews.Form) {
    let raw = index.nodes[node].range
    if queue.isQuiet(raw, as: form) { return }
    var isOfWholeLines = true
    if index.kind(node) == .string {
      append(string: node)
    } else {
      for item in index.children(of: node) {
        isOfWholeLines = isOfWholeLines && queue.isAtLineStart
        append(string: item)
      }
    }
    // Items that may stand apart are searched in another way as well.
    queue.add(place.part(part), as: form, from: isOfWholeLines ? raw : nil)
    if !isOfWholeLines { scanItems(of: node, part: part) }
  }

  /// Hands over the items of a list one by one as well, in case somebody meant them to stand apart.
  private func scanItems(of list: Int, part: TextPlace.Part) {
    structure.removeAll()
    structure.append(line: list)
    queue.flush()
    sink.scan(queue.chunk(at: place.part(part)).decoded(structure.text.bytes, map: structure.text.map, by: "list"))
  }

  private func append(string node: Int, endingWith end: StaticString = "") {
    index.decode(node, into: queue.text)
    queue.text.append(punctuation: end, at: index.nodes[node].range.upperBound)
  }

  // MARK: Everything else

  private func render(member key: Int) {
    rest.append(member: key)
    scanPictures(of: rest, part: .metadata)
  }

  private func renderMembers(of object: Int) {
    for key in index.children(of: object) { render(member: key) }
  }

  private func render(value: Int) {
    rest.append(line: value)
    scanPictures(of: rest, part: .metadata)
  }

  private func render(name key: Int) { rest.append(name: key) }

  private func renderStructure(_ value: Int, part: TextPlace.Part) {
    structure.removeAll()
    structure.append(line: value)
    scanPictures(of: structure, part: part)
    add(structure, part: part)
  }

  private func scanPictures(of structure: StructureText, part: TextPlace.Part) {
    for digits in structure.takePictures() { scanPicture(digits, part: part) }
  }

  private func flushRest() {
    guard !rest.text.isEmpty else { return }
    defer { rest.removeAll() }
    let isBlank = rest.text.bytes.allSatisfy { ByteSet.space.contains($0) }
    if !isBlank { add(rest, part: .metadata) }
  }

  private func add(_ structure: StructureText, part: TextPlace.Part) {
    queue.add(structure.text, place.part(part), as: .markup)
  }
}
