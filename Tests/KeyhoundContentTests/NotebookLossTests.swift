import KeyhoundContent
import KeyhoundCore
import Testing

/// Nothing in a notebook may escape the detector, wherever it is put.
@Suite struct NotebookLossTests {
  @Test(arguments: 0..<200) func `every string and every name reaches the detector`(seed: Int) throws {
    var garbler = NotebookGarbler(seed: UInt64(seed))
    let text = garbler.notebook()
    let scan = NotebookScan(Array(text.utf8))
    #expect(scan.isReplaced)
    let seen = scan.texts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\u{0}")
    let missing = garbler.words.filter { !seen.contains($0) }
    #expect(missing.isEmpty, "\(missing.prefix(3)) of \(text.prefix(2000))")
  }

  @Test func `ids and hashes reach it only where they could be keys`() {
    let hash = String(repeating: "0a1b2c3d", count: 4)
    let text = """
      {"cells": [{"cell_type": "code", "id": "0a1b2c3d", "metadata": {"outputId": "\(hash)", "api_token": "\(hash)"}, "source": []}],
       "metadata": {"widgets": {"\(hash)": {"model_id": "IPY_MODEL_\(hash)"}}, "sha256": "\(hash)\(hash)"}, "nbformat": 4, "nbformat_minor": 5}
      """
    let seen = NotebookScan(Array(text.utf8)).texts.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(seen.ranges(of: "0a1b2c3d").count == 4 && seen.contains("api_token: \"\(hash)\""))
  }

  @Test func `pictures are passed over, what only calls itself a picture is not`() {
    let noise = KeyForm.base64([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + (0..<600).map { UInt8($0 & 0xFF) })
    let picture = String(decoding: noise, as: UTF8.self)
    func seen(_ value: String) -> Int {
      let text = #"{"cells": [{"cell_type": "code", "outputs": [{"data": {"image/png": "\#(value)"}}]}], "nbformat": 4}"#
      return NotebookScan(Array(text.utf8)).texts.reduce(0) { $0 + $1.count }
    }
    #expect(seen(picture) < 100 && seen(picture + "\\n") < 100)
    #expect(seen(picture + ".") > 800 && seen(String(picture.dropFirst())) > 800)
  }

  @Test func `keys in one list but not in one line are both seen`() {
    let key = TestKey.prefixSecret()
    let text = #"{"cells": [{"cell_type": "code", "source": ["--api-key", "\#(key)", "x"]}], "nbformat": 4}"#
    #expect(NotebookScan(Array(text.utf8)).findings.count == 1)
  }
}

/// Writes notebooks with everything in the wrong place, and remembers every word it put in.
struct NotebookGarbler {
  private var random: SplitMix
  private(set) var words: [String] = []

  init(seed: UInt64) {
    random = SplitMix(state: seed)
  }

  mutating func notebook() -> String {
    let cells = (0..<4).map { _ in "{\(members(depth: 0))}" }.joined(separator: ", ")
    return "{\"cells\": [\(cells)], \"worksheets\": [{\(members(depth: 0))}], \"x\": {\(members(depth: 0))}}"
  }

  private static let names = [
    "cells", "worksheets", "metadata", "cell_type", "source", "input", "outputs", "data", "text", "text/plain", "text/html",
    "application/json", "image/png", "attachments", "traceback", "ename", "evalue", "name", "output_type", "widgets", "png",
    "execution_count", "stream", "language", "application/vnd.x+json", "html", "state",
  ]

  private mutating func members(depth: Int) -> String {
    (0..<Int.random(in: 0...5, using: &random)).map { _ in
      "\(Bool.random(using: &random) ? "\"\(Self.names.randomElement(using: &random)!)\"" : word()): \(value(depth: depth + 1))"
    }.joined(separator: ", ")
  }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0...(depth > 7 ? 3 : 9), using: &random) {
    case 0: return ["1", "null", "true", "-2.5e3", "NaN"].randomElement(using: &random)!
    case 1...3: return word()
    case 4...6:
      return "[\((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth + 1) }.joined(separator: ","))]"
    default: return "{\(members(depth: depth))}"
    }
  }

  /// A word that occurs once, with something round it that views must not trip over.
  private mutating func word() -> String {
    let word = "w\(words.count)q\(UInt32.random(in: 0...UInt32.max, using: &random))z"
    words.append(word)
    let before = ["", "x \\n", "<b>", "\\u001b[1m", "\\\\", "&lt;", "\\ud800", "\\\"", "data:image/png;base64,"].randomElement(
      using: &random)!
    return "\"\(before)\(word)\(["", " ", "</b>", "\\u001b[0m"].randomElement(using: &random)!)\""
  }
}

/// Random numbers that are the same for the same seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
