import FoundationEssentials
import KeyhoundCore
import Testing

@testable import KeyhoundContent

@Suite struct NotebookCleanerTests {
  private static func clean(_ bytes: [UInt8], outputs: Bool = false) throws -> CleanedNotebook {
    let cleaner = NotebookCleaner(NotebookScan.search, removingOutputs: outputs) { _ in true }
    return try bytes.withUnsafeBytes { try cleaner.clean($0, path: "a.ipynb") }
  }

  private static let names = ["sources", "outputs", "metadata", "nbformat3", "one-line"]

  @Test(arguments: names) func `keys are spliced out and nothing else changes`(name: String) throws {
    let notebook = try NotebookTemplate(fixture: "\(name).ipynb")
    let cleaned = try Self.clean(notebook.bytes)
    #expect(cleaned.findings.count == notebook.keys.count)
    #expect(NotebookScan(cleaned.bytes).findings.isEmpty)
    for edit in cleaned.edits { #expect(notebook.places.values.contains { $0.contains(edit.range) }) }
    let (old, new) = (Self.lines(notebook.bytes), Self.lines(cleaned.bytes))
    #expect(old.count == new.count)
    let changed = zip(old, new).count { $0 != $1 }
    #expect(changed <= notebook.places.values.reduce(0) { $0 + Self.lines(Array(notebook.bytes[$1])).count })
    try Self.expectSameStructure(notebook.bytes, cleaned.bytes)
    #expect(try !Self.clean(cleaned.bytes).isChanged)
    try Self.keep(cleaned.bytes, as: "\(name).ipynb")
  }

  @Test(arguments: names) func `outputs, counts and widget state are emptied, the rest stays`(name: String) throws {
    let notebook = try NotebookTemplate(fixture: "\(name).ipynb")
    let cleaned = try Self.clean(notebook.bytes, outputs: true)
    let text = String(decoding: cleaned.bytes, as: UTF8.self)
    #expect(NotebookScan(cleaned.bytes).findings.isEmpty && !text.contains("output_type") && !text.contains("widget-state"))
    #expect(try !Self.clean(cleaned.bytes, outputs: true).isChanged)
    try Self.keep(cleaned.bytes, as: "\(name).outputs.ipynb")
  }

  @Test func `of a key its public prefix stays`() throws {
    let notebook = try NotebookTemplate(
      #"{"cells":[],"metadata":{"a": "{{k01}}", "b": ["{{k02 head}}", "{{k02 tail}}"], "c": "{{k03 unicode}}"},"nbformat":4,"nbformat_minor":4}"#
    )
    let prefix = { (name: String) in String(notebook.keys[name]?.prefix(9) ?? "") }
    let text = String(decoding: try Self.clean(notebook.bytes).bytes, as: UTF8.self)
    #expect(text.contains("\"a\": \"\(prefix("k01"))REDACTED\"") && text.contains(#"REDACTED"}"#))
    // Two strings in a list of metadata are two strings.
    #expect(text.contains(notebook.keys["k02"]?.prefix(20) ?? "?"))
  }

  // MARK: Copies

  /// Cleans a notebook whose first cell tells a password, with `copy` as the JSON of a text in the second.
  private static func clean(_ password: String, copy: String, path: String = "a.ipynb") throws -> String {
    var rule = Rule(id: "told")
    rule.regex = "password is (?!REDACTED)(?<secret>.{8,40}?) end"
    let search = SecretSearch(Detector(RuleSet([rule])), nil)
    let told = String(decoding: try JSONEncoder().encode("password is \(password) end"), as: UTF8.self)
    let cells = [told, copy].map { #"{"cell_type":"raw","metadata":{},"source":\#($0)}"# }.joined(separator: ",")
    let text = #"{"cells":[\#(cells)],"metadata":{},"nbformat":4,"nbformat_minor":4}"#
    let cleaner = NotebookCleaner(search, removingOutputs: false) { _ in true }
    let cleaned = try Array(text.utf8).withUnsafeBytes { try cleaner.clean($0, path: path) }
    return String(decoding: cleaned.bytes, as: UTF8.self)
  }

  /// A password, and ways in which JSON may have it. `@` is a stretch of letters and digits.
  private static let copies: [(password: String, written: String)] = [
    (#"x"@"#, #"x\"@"#), (#"x\@"#, #"x\\@"#), ("xé@", #"x\u00e9@"#), ("xé@", "xé@"), ("x/@", #"x\/@"#), ("x/@", "x/@"),
    ("x🙂@", #"x\ud83d\ude42@"#), ("x@", #"\u0078@"#),
  ]

  @Test(arguments: copies.indices, [#""is @@""#, #"["is @@\n","then"]"#])
  func `copies are found however JSON writes them`(number: Int, form: String) throws {
    let letters = String(EncodedTexts.key().suffix(20))
    let (password, written) = Self.copies[number]
    let copy = form.replacing("@@", with: written.replacing("@", with: letters))
    let cleaned = try Self.clean(password.replacing("@", with: letters), copy: copy)
    #expect(!cleaned.contains(letters) && cleaned.contains("is REDACTED"), "\(form)")
  }

  @Test func `a copy that is spread over the items of a list is taken out whole`() throws {
    let letters = String(EncodedTexts.key().suffix(20))
    let cleaned = try Self.clean(letters, copy: #"["is \#(letters.prefix(9))","\#(letters.dropFirst(9)) then"]"#)
    #expect(cleaned.contains(#"["is REDACTED"," then"]"#))
  }

  // MARK: Notebooks that are none

  @Test func `a notebook is cleaned whatever it is called`() throws {
    let padding = String(repeating: "x ", count: 2000)
    let notebook = try NotebookTemplate(
      #"{"a":"\#(padding)","cells":[{"cell_type":"raw","metadata":{},"source":["a {{k01 head}}","{{k01 tail}} b"]}],"#
        + #""metadata":{},"nbformat":4,"nbformat_minor":4,"b":"\#(padding)"}"#)
    let cleaner = NotebookCleaner(NotebookScan.search, removingOutputs: false) { _ in true }
    let cleaned = try notebook.bytes.withUnsafeBytes { try cleaner.clean($0, path: "a.txt") }
    #expect(cleaned.findings.count == 1 && NotebookScan(cleaned.bytes).findings.isEmpty)
  }

  @Test(arguments: [
    ("\u{FEFF}", "a", "byte order mark"), ("", "\u{1}", "control characters"), ("", #"\q"#, "escapes that JSON does not have"),
  ]) func `that Jupyter does not open a notebook is said`(start: String, odd: String, reason: String) throws {
    let notebook = try NotebookTemplate(
      start + #"{"cells":[],"metadata":{"a": "{{k01}}", "b": "\#(odd)"},"nbformat":4,"nbformat_minor":4}"#)
    #expect(try Self.clean(notebook.bytes).oddity?.contains(reason) == true)
  }

  @Test func `an output with members of its own is said to be irregular`() throws {
    let notebook = try NotebookTemplate(
      #"{"cells":[{"cell_type":"code","metadata":{},"execution_count":null,"source":"{{k01}}","outputs":["#
        + #"{"output_type":"stream","name":"stdout","text":"","more":1}]}],"metadata":{},"nbformat":4,"nbformat_minor":4}"#)
    #expect(try Self.clean(notebook.bytes).irregularity?.contains("output 1") == true)
  }

  @Test(arguments: [
    (#"{"widgets":{"a":1},"k":{},"widgets":{"b":2}}"#, #"{"k":{}}"#), (#"{"widgets":1,"widgets":2,"k":3}"#, #"{"k":3}"#),
    (#"{"k":3, "widgets":1, "widgets":2}"#, #"{"k":3}"#), (#"{"widgets":"a","widgets":2}"#, "{}"),
    (#"{"a":1,"widgets":1,"b":2,"widgets":2,"c":"3"}"#, #"{"a":1,"b":2,"c":"3"}"#),
  ]) func `widget state goes however often it is there`(metadata: String, left: String) throws {
    let text = #"{"cells":[],"metadata":@,"nbformat":4,"nbformat_minor":4}"#
    let cleaned = try Self.clean(Array(text.replacing("@", with: metadata).utf8), outputs: true)
    #expect(String(decoding: cleaned.bytes, as: UTF8.self) == text.replacing("@", with: left))
  }

  @Test(arguments: Encoding.all) func `a key is taken out however it is encoded`(encoding: Encoding) throws {
    let key = EncodedTexts.key()
    let source = String(decoding: try JSONEncoder().encode("x = \(encoding("the key is \(key) and so on"))\n"), as: UTF8.self)
    let text = #"{"cells":[{"cell_type":"raw","metadata":{},"source":\#(source)}],"metadata":{},"nbformat":4,"nbformat_minor":4}"#
    let cleaner = NotebookCleaner(
      SecretSearch(EncodedTexts.detector, EncodedSearch(TextDecoders(), depth: 2)), removingOutputs: false
    ) { _ in true }
    let cleaned = try Array(text.utf8).withUnsafeBytes { try cleaner.clean($0, path: "a.ipynb") }
    #expect(cleaned.findings.map(\.secret.revealed) == [key])
    let rest = String(decoding: cleaned.bytes, as: UTF8.self)
    #expect(rest.hasPrefix(String(text.prefix(60))) && rest.hasSuffix(String(text.suffix(52))))
    #expect(EncodedTexts.findings(in: rest).isEmpty && !rest.contains(encoding(String(key.dropFirst(4)))))
  }

  @Test func `what is encoded twice in base64 and cannot be written over is refused`() throws {
    let inner = Encoding.base64(Array("the key is \(EncodedTexts.key()) and so on".utf8))
    let text = #"{"cells":[],"metadata":{"a":"\#(Encoding.base64(Array(inner.utf8)))"},"nbformat":4,"nbformat_minor":4}"#
    let cleaner = NotebookCleaner(
      SecretSearch(EncodedTexts.detector, EncodedSearch(TextDecoders(), depth: 2)), removingOutputs: false
    ) { _ in true }
    #expect(throws: CleaningError.self) { try Array(text.utf8).withUnsafeBytes { try cleaner.clean($0, path: "a.ipynb") } }
  }

  @Test func `keys of rules that do not count stay, and are not shown`() throws {
    let notebook = try NotebookTemplate(
      #"{"cells":[],"metadata":{"a": "{{k01}} and other_abc"},"nbformat":4,"nbformat_minor":4}"#)
    var other = Rule(id: "other")
    other.regex = "other_[a-c]{3}"
    let detector = Detector(RuleSet([NotebookScan.rule, other]))
    let cleaner = NotebookCleaner(SecretSearch(detector, nil, reported: ["other"]), removingOutputs: false) { _ in true }
    let cleaned = try notebook.bytes.withUnsafeBytes { try cleaner.clean($0, path: "a.ipynb") }
    let key = try #require(notebook.keys["k01"])
    #expect(cleaned.findings.map(\.rule.id) == ["other"] && String(decoding: cleaned.bytes, as: UTF8.self).contains(key))
    let shown = notebook.bytes.withUnsafeBytes { NotebookDiff(cleaned, from: $0).lines() }.joined()
    #expect(!shown.contains(key.suffix(32)) && shown.contains("REDACTED"))
  }

  @Test func `style is kept: line ends, indent, order, escapes, a missing line end at the end`() throws {
    let head =
      "{\r\n\t\"nbformat_minor\":4 ,\r\n\t\"nbformat\": 4,\r\n\t\"metadata\": {\"\\u00e9\": \"é\\/\"},\r\n\t\"cells\": [\r\n"
    let template = head + "\t\t{\"source\": \"{{k01}}\", \"cell_type\": \"raw\", \"metadata\": {}}]}"
    let notebook = try NotebookTemplate(template)
    let key = try #require(notebook.keys["k01"])
    let text = String(decoding: try Self.clean(notebook.bytes).bytes, as: UTF8.self)
    #expect(text == template.replacing("{{k01}}", with: "\(key.prefix(9))REDACTED"))
  }

  @Test func `widget state goes wherever it stands among the metadata`() throws {
    let widgets = #""widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}}"#
    let metadata = [
      (widgets, ""), ("\(widgets), \"a\": 1", "\"a\": 1"), ("\"a\": 1, \(widgets)", "\"a\": 1"),
      ("\"a\": \"x\",\n   \(widgets),\n   \"b\": 2", "\"a\": \"x\",\n   \"b\": 2"),
    ]
    for (before, after) in metadata {
      let text = #"{"cells":[],"metadata":{\#(before)},"nbformat":4,"nbformat_minor":4}"#
      let cleaned = try Self.clean(Array(text.utf8), outputs: true)
      #expect(String(decoding: cleaned.bytes, as: UTF8.self) == text.replacing(before, with: after))
    }
  }

  @Test func `a key in the compressed text of a picture takes the picture with it`() throws {
    let notebook = try NotebookTemplate(fixture: "outputs.ipynb")
    let text = String(decoding: try Self.clean(notebook.bytes).bytes, as: UTF8.self)
    #expect(
      text.contains(
        "\"image/png\": \"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=\\n\""))
  }

  @Test(arguments: [
    ("{\"cells\": [", "line 1"), ("{\"cells\": [], \"metadata\": {}, \"nbformat\": 4}", "nbformat is missing"),
    (#"{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}"#, "cell 1"),
    (#"{"cells": [], "metadata": {}, "nbformat": 5, "nbformat_minor": 0}"#, "nbformat 5"), ("[]", "no JSON object"),
  ]) func `what is no valid notebook is left alone, and it is said why`(text: String, words: String) {
    let error = #expect(throws: CleaningError.self) { try Self.clean(Array(text.utf8)) }
    #expect(error?.description.contains(words) == true)
  }

  @Test(arguments: [
    (#"{"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"#, "cell 1: its id is missing"),
    (#"{"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 4, "x": 1}"#, "it has a member"),
  ]) func `what Jupyter opens all the same is cleaned, and it is said what is wrong`(text: String, words: String) throws {
    let key = TestKey.prefixSecret()
    let cell =
      #"{"cell_type": "code", "source": "token = '\#(key)'", "metadata": {}, "outputs": [], "execution_count": null}"#
    let cleaned = try Self.clean(Array(text.replacing("CELL", with: cell).utf8))
    let result = String(decoding: cleaned.bytes, as: UTF8.self)
    #expect(cleaned.findings.count == 1 && !result.contains(key.suffix(32)) && result.contains("REDACTED"))
    #expect(cleaned.irregularity?.hasPrefix(words) == true)
  }

  @Test(arguments: names) func `the difference shows lines and no secret`(name: String) throws {
    let notebook = try NotebookTemplate(fixture: "\(name).ipynb")
    for outputs in [false, true] {
      let cleaned = try Self.clean(notebook.bytes, outputs: outputs)
      let lines = notebook.bytes.withUnsafeBytes { NotebookDiff(cleaned, from: $0).lines() }
      #expect(lines.contains { $0.hasPrefix("@@ line ") } && lines.allSatisfy { $0.utf8.count < 1000 })
      let text = lines.joined(separator: "\n")
      for key in notebook.keys.values { #expect(!text.contains(key.suffix(21)) && !text.contains(key.prefix(20).suffix(11))) }
    }
  }

  // MARK: Comparing

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  }

  private static func expectSameStructure(_ old: [UInt8], _ new: [UInt8]) throws {
    let kinds = try [old, new].map { bytes in
      try bytes.withUnsafeBytes { try JSONIndex($0).nodes.map { [Int($0.kind.rawValue), $0.next] } }
    }
    #expect(kinds[0] == kinds[1])
  }

  /// Leaves a cleaned notebook for `Tests/validate-notebooks.sh`.
  private static func keep(_ bytes: [UInt8], as name: String) throws {
    let folder = NotebookTemplate.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: ".build/notebooks")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appending(path: name))
  }
}
