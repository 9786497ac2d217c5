import Foundation
import KeyhoundCore
import TestSupport
import Testing

@testable import KeyhoundContent

/// Pictures that show keys are taken out of notebooks.
@Suite struct PictureCleaningTests {
  private let key = "shown" + String((0..<30).compactMap { _ in "ABCDEFGHabcdefgh23456789".randomElement() })

  private func clean(_ text: String, outputs: Bool = false) throws -> CleanedNotebook {
    let cleaner = NotebookCleaner(
      NotebookScan.search, removingOutputs: outputs, readingPicturesWith: FakePictureReader()
    ) { _ in true }
    return try Array(text.utf8).withUnsafeBytes { try cleaner.clean($0, path: "a.ipynb") }
  }

  private func notebook(_ type: String, _ value: String) -> String {
    """
    {"cells": [{"cell_type": "code", "execution_count": 3, "metadata": {}, "source": ["x = 1"], "outputs": [
      {"output_type": "display_data", "metadata": {}, "data": {"\(type)": \(value), "text/plain": ["a figure"]}}]}],
     "metadata": {}, "nbformat": 4, "nbformat_minor": 4}

    """
  }

  private func picture(_ kind: String) -> [UInt8] {
    let text = Array("SHOWS key=\(key);".utf8)
    return switch kind {
    case "jpeg": Picture.jpeg(comment: text)
    case "gif": Picture.gif(label: 0xFE, [text])
    case "webp": Picture.webp("EXIF", text)
    case "bmp": Picture.bmp(text + [UInt8](repeating: 0, count: 60))
    case "tiff": Picture.tiff(tag: 270, text, isLittle: true)
    default: Picture.png("tEXt", Array("Comment\0".utf8) + text)
    }
  }

  private func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  @Test(arguments: ["png", "jpeg", "gif", "webp", "bmp"])
  func `a picture gives way to one pixel of its kind, and nothing else changes`(kind: String) throws {
    let digits = base64(picture(kind))
    let text = notebook("image/\(kind)", "\"\(digits)\\n\"")
    let cleaned = try clean(text)
    #expect(cleaned.findings.map(\.secret.revealed) == [key] && cleaned.edits.count == 1)
    let result = String(decoding: cleaned.bytes, as: UTF8.self)
    let parts = text.split(separator: digits).map(String.init)
    #expect(result.hasPrefix(parts[0]) && result.hasSuffix(parts[1]))
    let placeholder = String(result.dropFirst(parts[0].count).dropLast(parts[1].count))
    let format = try Array(try #require(Data(base64Encoded: placeholder))).withUnsafeBytes { bytes in
      try #require(PictureFormat(of: bytes))
    }
    #expect("\(format)" == kind)
    #expect(try !clean(result).isChanged)
  }

  @Test func `the text of a list, of a data URI and of an attachment is spliced alike`() throws {
    let digits = base64(picture("png"))
    let lines = stride(from: 0, to: digits.count, by: 76).map { String(digits.dropFirst($0).prefix(76)) }
    let list = notebook("image/png", "[\(lines.map { "\"\($0)\\n\"" }.joined(separator: ",\n "))]")
    let uri = notebook("text/html", "[\"<b>\\n\", \"<img src='data:image/png;base64,\(digits)'>\"]")
    for text in [list, uri] {
      let cleaned = try clean(text)
      let result = String(decoding: cleaned.bytes, as: UTF8.self)
      #expect(cleaned.findings.count == 1 && result.count < text.count && !result.contains(digits.suffix(60)))
      #expect(result.split(separator: "\n").count == text.split(separator: "\n").count)
      #expect(try !clean(result).isChanged)
    }
  }

  @Test func `a picture of a kind that has no pixel, or that cannot be read, leaves the file as it is`() {
    #expect(throws: CleaningError.self) { try clean(notebook("image/tiff", "\"\(base64(picture("tiff")))\"")) }
    let broken = Picture.png("tEXt", Array("BROKEN".utf8) + [UInt8](repeating: 0, count: 60))
    #expect(throws: CleaningError.self) { try clean(notebook("image/png", "\"\(base64(broken))\"")) }
  }

  @Test func `with outputs gone their pictures need no pixel`() throws {
    let cleaned = try clean(notebook("image/png", "\"\(base64(picture("png")))\""), outputs: true)
    #expect(cleaned.edits.allSatisfy { $0.replacement.count < 10 } && cleaned.findings.count == 1)
  }
}
