import KeyhoundCore

/// Whether a notebook has the structure that nbformat demands (https://nbformat.readthedocs.io/en/latest/format_description.html).
struct NotebookCheck {
  private let index: JSONIndex
  /// The first thing that keeps the file from being a notebook; `nil` when nothing does.
  private(set) var problem: String?
  /// What nbformat forbids, but Jupyter opens with at most a warning: cells without an id, members of their own.
  private(set) var irregularities: [String] = []

  /// What keeps Jupyter from opening the file, though it is read here; `nil` when nothing does.
  var oddity: String? {
    if NotebookExtractor.hasMark(index.bytes) { return "it begins with a byte order mark" }
    if !index.isValidUTF8 { return "it is not valid UTF-8" }
    let strings = index.nodes.lazy.filter { $0.kind == .string || $0.kind == .key }
    return strings.contains { !Self.isStrict(index.bytes.view($0.range)) }
      ? "a string has control characters or escapes that JSON does not have" : nil
  }

  private static let escaped = ByteSet("\"\\/bfnrtu".utf8)

  /// Whether a string is one to the letter of JSON.
  private static func isStrict(_ string: UnsafeRawBufferPointer) -> Bool {
    var isBehindBackslash = false
    for byte in string {
      if byte < 0x20 || (isBehindBackslash && !escaped.contains(byte)) { return false }
      isBehindBackslash = byte == UInt8(ascii: "\\") && !isBehindBackslash
    }
    return true
  }

  init(_ index: JSONIndex) {
    self.index = index
    problem = findProblem()
  }

  private mutating func findProblem() -> String? {
    guard index.kind(0) == .object else { return "it is no JSON object" }
    guard let major = number("nbformat"), let minor = number("nbformat_minor") else { return "nbformat is missing" }
    guard isObject("metadata", of: 0) else { return "metadata is missing" }
    switch major {
    case 4: return problem(minor: minor)
    case 3: return isArray("worksheets", of: 0) ? nil : "worksheets are missing"
    default: return "nbformat \(major) is not known"
    }
  }

  private func number(_ name: StaticString) -> Int? { index.member(name, of: 0).flatMap(index.integer) }

  private mutating func problem(minor: Int) -> String? {
    guard let cells = index.member("cells", of: 0), index.kind(cells) == .array else { return "cells are missing" }
    if minor <= 5, hasMember(of: 0, besides: ["cells", "metadata", "nbformat", "nbformat_minor"]) {
      irregularities.append(Self.unknownMember)
    }
    var ids: Set<String> = []
    for (number, cell) in index.children(of: cells).enumerated() {
      let place = "cell \(number + 1): "
      if let problem = problem(cell, minor: minor, place) { return place + problem }
      if minor >= 5, let problem = problemOfID(cell, &ids) { irregularities.append(place + problem) }
    }
    return nil
  }

  private static let unknownMember = "it has a member that nbformat does not have"

  // MARK: Cells

  private mutating func problem(_ cell: Int, minor: Int, _ place: String) -> String? {
    guard index.kind(cell) == .object else { return "it is no object" }
    guard let type = index.member("cell_type", of: cell) else { return "cell_type is missing" }
    guard isObject("metadata", of: cell) else { return "metadata is missing" }
    guard let source = index.member("source", of: cell), isMultiline(source) else { return "source is missing" }
    let common: [StaticString] = minor >= 5 ? ["id", "cell_type", "metadata", "source"] : ["cell_type", "metadata", "source"]
    if index.has(type, "code") { return problemOfCode(cell, common: common, minor: minor, place) }
    guard index.has(type, "markdown") || index.has(type, "raw") else { return minor <= 5 ? "its type is not known" : nil }
    if minor <= 5, hasMember(of: cell, besides: common + ["attachments"]) { irregularities.append(place + Self.unknownMember) }
    return nil
  }

  private func problemOfID(_ cell: Int, _ ids: inout Set<String>) -> String? {
    guard let node = index.member("id", of: cell), index.kind(node) == .string else { return "its id is missing" }
    let id = index.bytes.text(index.nodes[node].range)
    let isOfIDBytes = id.utf8.allSatisfy { $0.isAlphanumericASCII || "-_".utf8.contains($0) }
    guard isOfIDBytes, (1...64).contains(id.utf8.count) else { return "its id has the wrong form" }
    return ids.insert(id).inserted ? nil : "its id occurs twice"
  }

  private mutating func problemOfCode(_ cell: Int, common: [StaticString], minor: Int, _ place: String) -> String? {
    guard let count = index.member("execution_count", of: cell), isCount(count) else { return "execution_count is missing" }
    guard let outputs = index.member("outputs", of: cell), index.kind(outputs) == .array else { return "outputs are missing" }
    if minor <= 5, hasMember(of: cell, besides: common + ["execution_count", "outputs"]) {
      irregularities.append(place + Self.unknownMember)
    }
    for (number, output) in index.children(of: outputs).enumerated() {
      if let problem = problemOfOutput(output, minor: minor) { return "output \(number + 1): \(problem)" }
      if minor <= 5, hasUnknownMember(output: output) {
        irregularities.append("\(place)output \(number + 1): \(Self.unknownMember)")
      }
    }
    return nil
  }

  private func hasUnknownMember(output: Int) -> Bool {
    guard let type = index.member("output_type", of: output) else { return false }
    if index.has(type, "stream") { return hasMember(of: output, besides: ["output_type", "name", "text"]) }
    if index.has(type, "error") { return hasMember(of: output, besides: ["output_type", "ename", "evalue", "traceback"]) }
    let names: [StaticString] = ["output_type", "data", "metadata"]
    return hasMember(of: output, besides: index.has(type, "execute_result") ? names + ["execution_count"] : names)
  }

  // MARK: Outputs

  private func problemOfOutput(_ output: Int, minor: Int) -> String? {
    guard index.kind(output) == .object, let type = index.member("output_type", of: output) else {
      return "output_type is missing"
    }
    if index.has(type, "stream") {
      let isComplete = isString("name", of: output) && index.member("text", of: output).map(isMultiline) ?? false
      return isComplete ? nil : "name or text is missing"
    }
    if index.has(type, "error") {
      let isComplete = isString("ename", of: output) && isString("evalue", of: output) && isArray("traceback", of: output)
      return isComplete ? nil : "ename, evalue or traceback is missing"
    }
    guard index.has(type, "display_data") || index.has(type, "execute_result") else {
      return minor <= 5 ? "its type is not known" : nil
    }
    guard isObject("metadata", of: output), let data = index.member("data", of: output), index.kind(data) == .object else {
      return "data or metadata is missing"
    }
    let isCounted = index.has(type, "display_data") || index.member("execution_count", of: output).map(isCount) ?? false
    return isCounted ? problemOfBundle(data) : "execution_count is missing"
  }

  private func problemOfBundle(_ data: Int) -> String? {
    for key in index.children(of: data) where !MIMEType.isJSON(index.raw(key)) && !isMultiline(key + 1) {
      return "a text of its data is neither string nor list of strings"
    }
    return nil
  }

  // MARK: Types

  private func isObject(_ name: StaticString, of node: Int) -> Bool { index.member(name, of: node).map(index.kind) == .object }
  private func isArray(_ name: StaticString, of node: Int) -> Bool { index.member(name, of: node).map(index.kind) == .array }
  private func isString(_ name: StaticString, of node: Int) -> Bool { index.member(name, of: node).map(index.kind) == .string }

  private func isMultiline(_ node: Int) -> Bool { index.isText(node) || (index.kind(node) == .array && isEmptyList(node)) }

  /// Numbers in lists are not in the index, so the bytes are asked.
  private func isEmptyList(_ node: Int) -> Bool {
    index.raw(node).dropFirst().dropLast().allSatisfy { ByteSet.space.contains($0) }
  }

  private func isCount(_ node: Int) -> Bool { index.has(node, "null") || index.integer(node).map { $0 >= 0 } ?? false }

  private func hasMember(of object: Int, besides names: [StaticString]) -> Bool {
    index.children(of: object).contains { key in !names.contains { index.has(key, $0) } }
  }
}
