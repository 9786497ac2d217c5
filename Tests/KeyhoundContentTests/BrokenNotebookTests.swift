import KeyhoundContent
import KeyhoundCore
import Testing

/// What was meant to be a notebook and cannot be read as one.
@Suite struct BrokenNotebookTests {
  private static let head = #"{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": ["#
  private static let tail = #"], "execution_count": null}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}"#

  private static func damaged(_ key: String) -> [String: String] {
    [
      "merge markers": "\(head)\n<<<<<<< HEAD\n\"x\\n\(key)\"\n=======\n\"y\"\n>>>>>>> main\n\(tail)",
      "cut off": "\(head)\"x = 1\\n\(key)\\n\",\n\"y = ",
      "two values": "\(head)\"x\\t\(key)\"\(tail)\n{}",
      "no comma": "\(head)\"x\" \"\\u001b[0;34m\(key)\"\(tail)",
      "single quotes": "{'cells': ['a\\n\(key)']}",
      "escaped dot": "\(head)\"\(key.replacing(".", with: #"\u002e"#))\" oops \(tail)",
    ]
  }

  @Test(arguments: ["merge markers", "cut off", "two values", "no comma", "single quotes", "escaped dot"])
  func `a broken notebook is searched as text and said to be broken`(damage: String) throws {
    let key = TestKey.prefixSecret()
    let text = try #require(Self.damaged(key)[damage])
    let scan = NotebookScan(Array(text.utf8))
    #expect(!scan.isReplaced)
    #expect(scan.findings.map(\.secret.revealed) == [key])
    #expect(scan.issues.map(\.kind) == [.malformed] && scan.issues.allSatisfy { !$0.isGap })
    let start = try #require(text.utf8.firstRange(of: key.prefix(8).utf8))
    #expect(scan.findings.first?.location.bytes.lowerBound == text.utf8.distance(from: text.startIndex, to: start.lowerBound))
  }

  @Test func `the issue says where it breaks`() throws {
    let issue = try #require(NotebookScan(Array("{\n \"cells\": [\n  oops\n]}".utf8)).issues.first)
    #expect(issue.message.contains("line 3, column 3"))
    #expect(try #require(NotebookScan(Array("{\"cells\": [".utf8)).issues.first).message.contains("cut off"))
  }

  @Test func `a byte order mark, UTF-16 and invalid UTF-8 are read as notebooks, and mentioned`() throws {
    let key = TestKey.prefixSecret()
    let text = "\(Self.head)\"#\\n\(key)\"\(Self.tail)"
    let marked = NotebookScan([0xEF, 0xBB, 0xBF] + text.utf8)
    let wide = NotebookScan([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, through: UTF16Extractor())
    let invalid = NotebookScan(Array(text.utf8).map { $0 == UInt8(ascii: "#") ? 0xFF : $0 })
    for (scan, word) in [(marked, "byte order mark"), (wide, "UTF-16"), (invalid, "not valid UTF-8")] {
      #expect(scan.findings.count == 1 && scan.findings.first?.origin.cell?.index == 1)
      #expect(scan.issues.count == 1 && scan.issues.first?.message.contains(word) == true)
    }
    let start = try #require(text.utf8.firstRange(of: key.utf8)).lowerBound
    let offset = text.utf8.distance(from: text.startIndex, to: start)
    #expect(marked.findings.first?.location.bytes == offset + 3..<offset + 44)
    #expect(wide.findings.first?.location.bytes == 2 * offset + 2..<2 * offset + 84)
  }

  @Test func `JSON that is no notebook is still searched`() throws {
    let key = TestKey.prefixSecret()
    for text in ["[\"\(key)\"]", "\"\(key)\"", "{\"\(key)\": 1}", "{\"cells\": {\"a\": \"\(key)\"}, \"nbformat\": 4}"] {
      let scan = NotebookScan(Array(text.utf8))
      #expect(scan.findings.count == 1, "\(text.count)")
      #expect(scan.issues.map(\.kind) == [.malformed])
    }
  }

  @Test func `other files are left alone, a notebook under another name is not`() throws {
    let key = TestKey.prefixSecret()
    let text = Array("\(Self.head)\"x\\n\(key)\"\(Self.tail)".utf8)
    #expect(NotebookScan(text, path: "<stdin>").findings.first?.origin.cell?.index == 1)
    #expect(NotebookScan(text, path: "A.IPYNB").isReplaced)
    #expect(!NotebookScan(Array("{\"a\": \"\(key)\"}".utf8), path: "a.json").isReplaced)
    let cut = NotebookScan(Array(text.dropLast()), path: "a.json")
    #expect(!cut.isReplaced && cut.issues.isEmpty)
  }
}
