import KeyhoundCore
import Testing

@testable import KeyhoundImages

@Suite struct TesseractTableTests {
  private static let header = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

  @Test func `words of a line stand together, with boxes and certainty`() throws {
    let table = TesseractTable(
      Array(
        """
        \(Self.header)1\t1\t0\t0\t0\t0\t0\t0\t900\t300\t-1\t
        5\t1\t8\t1\t1\t1\t11\t152\t32\t11\t96.25\tdone
        5\t1\t8\t1\t1\t2\t53\t155\t15\t8\t86\tin
        5\t2\t1\t1\t1\t1\t22\t24\t14\t26\t93.2\t$

        """.utf8))
    #expect(table.lines.map(\.page) == [0, 0 + 1])
    #expect(table.lines[0].line.words.map(\.text) == ["done", "in"])
    #expect(table.lines[0].line.words[0].box == PixelBox(x: 11, y: 152, width: 32, height: 11))
    #expect(table.lines[0].line.words[0].certainty == 96.25)
  }

  @Test(arguments: [
    "", "nonsense", "5\t1\t1", "5\t1\t1\t1\t1\t1\tx\t2\t3\t4\t90\tword", "5\tx\t1\t1\t1\t1\t1\t2\t3\t4\t90\tword",
    "5\t1\t1\t1\t1\t1\t1\t2\t3\t4\t90\t", "5\t1\t1\t1\t1\t1\t1\t2\t3\t4\tsure\tword", "4\t1\t1\t1\t1\t0\t1\t2\t3\t4\t-1\tword",
    "5\t1\t1\t1\t1\t1\t99999999999999999999\t2\t3\t4\t90\tword", "5\t0\t1\t1\t1\t1\t1\t2\t3\t4\t90\tword",
    "5\t1\t1\t1\t1\t1\t9223372036854775807\t2\t3\t4\t90\tword", "5\t1\t1\t1\t1\t1\t-1\t2\t3\t4\t90\tword",
  ])
  func `rows that are not as they should be are passed`(row: String) {
    let good = "5\t1\t1\t1\t1\t2\t1\t2\t3\t4\t90\tgood"
    let table = TesseractTable(Array((Self.header + row + "\r\n" + good).utf8))
    #expect(table.lines.map { $0.line.words.map(\.text) } == [["good"]])
  }

  @Test func `bytes that are no text are passed`() {
    #expect(TesseractTable([0xFF, 0xFE, 9, 9, 10, 0, 0, 200]).lines.isEmpty)
  }

  @Test func `pieces at one height become one line, from left to right`() {
    let pieces = [
      piece("value", x: 190, y: 140), piece("api_key", x: 22, y: 144), piece("below", x: 22, y: 184),
      piece("=", x: 155, y: 152), piece("far", x: 900, y: 144),
    ]
    let lines = LineAssembly(pieces).lines.map { $0.words.map(\.text) }
    #expect(lines == [["api_key", "=", "value"], ["far"], ["below"]])
  }

  private func piece(_ text: String, x: Int, y: Int) -> ReadLine {
    let size = text == "=" ? (15, 8) : (20 * text.count, 28)
    return ReadLine(words: [ReadWord(text: text, box: PixelBox(x: x, y: y, width: size.0, height: size.1), certainty: 90)])
  }
}
