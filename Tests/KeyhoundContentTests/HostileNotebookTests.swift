import FoundationEssentials
import KeyhoundContent
import KeyhoundCore
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Notebooks made to hurt: none may crash the scan, hang it, or pass unsaid.
@Suite struct HostileNotebookTests {
  @Test(.timeLimit(.minutes(15)), arguments: ["sources", "outputs", "metadata", "wrong-types", "nbformat3", "one-line"])
  func `notebooks with bytes and pieces changed at random are survived`(name: String) throws {
    let whole = try NotebookTemplate(fixture: "\(name).ipynb").bytes
    var random = SplitMix(state: UInt64(name.utf8.count))
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0...Int.random(in: 0...6, using: &random) { Self.mutate(&bytes, &random) }
      let scan = NotebookScan(bytes)
      #expect(scan.isReplaced || bytes.isEmpty || !scan.issues.isEmpty)
      for finding in scan.findings { #expect(finding.location.bytes.upperBound <= bytes.count) }
      bytes.withUnsafeBytes { bytes in
        let cleaner = NotebookCleaner(NotebookScan.search, removingOutputs: true) { _ in true }
        if let cleaned = try? cleaner.clean(bytes, path: "a.ipynb") { #expect(NotebookScan(cleaned.bytes).findings.isEmpty) }
      }
    }
  }

  private static let shards = [
    "\"", "\\", "{", "}", "[", "]", ":", ",", "\\u", "\\ud800", "\\udc00", "null", "\u{1B}[", "\u{1B}]", "<", "&#x110000;", "&#",
    "<!--",
    ";base64,", "data:image/png;base64,iVBORw0KGgo", "\u{0}", "1e999", "-", "\"cells\": 1,", "\"source\": {},", "iVBORw0KGgo",
  ]

  private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0...5, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0..<bytes.count, using: &random))
    case 3: bytes.removeSubrange(place...)
    default: bytes.insert(contentsOf: (shards.randomElement(using: &random) ?? "").utf8, at: place)
    }
  }

  /// The scan, and the seconds that the processor spent on it; what else the machine does has no part in them.
  private static func timed(_ text: [UInt8]) -> (scan: NotebookScan, seconds: Double) {
    let start = processorSeconds()
    let scan = NotebookScan(text)
    return (scan, (processorSeconds() - start) / slowness)
  }

  /// How much longer everything may take: checked memory accesses take their time.
  private static let slowness = ProcessInfo.processInfo.environment["KEYHOUND_FUZZ_ROUNDS"] == nil ? 1.0 : 20.0

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: [#"["#, #"{"a":"#, #"{"cells":["#, #"{"source":["#]) func `deep nesting is an issue`(opening: String) {
    let key = TestKey.prefixSecret()
    let text = String(repeating: opening, count: 100_000) + "\"x\\n\(key)\""
    let (scan, seconds) = Self.timed(Array(text.utf8))
    #expect(scan.issues.map(\.kind) == [.tooLarge] && scan.issues.first?.isGap == true)
    #expect(scan.findings.count == 1 && seconds < 20)
  }

  @Test func `nesting up to the limit is read`() {
    let key = TestKey.prefixSecret()
    let text = #"{"cells":"# + String(repeating: "[", count: 250) + "\"x\\n\(key)\"" + String(repeating: "]", count: 250) + "}"
    let scan = NotebookScan(Array(text.utf8))
    #expect(scan.isReplaced && scan.findings.count == 1)
  }

  @Test func `a string of three megabytes is read to its end`() {
    let key = TestKey.prefixSecret()
    let filler = String(repeating: "0123456789 <b>&amp;\\\\n\\u0041", count: 110_000)
    let text = #"{"cells":[{"cell_type":"markdown","source":"\#(filler) \#(key)"}],"nbformat":4}"#
    let (scan, seconds) = Self.timed(Array(text.utf8))
    #expect(scan.isReplaced && scan.findings.count == 1 && seconds < 60)
  }

  @Test func `a hundred thousand duplicate members are all read`() {
    let key = TestKey.prefixSecret()
    let member = #""source":"a","#
    let text =
      #"{"cells":[{"cell_type":"code","source":"\#(key)",\#(String(repeating: member, count: 100_000))"source":""}],"nbformat":4}"#
    #expect(NotebookScan(Array(text.utf8)).findings.count == 1)
  }

  @Test func `a flood of quotes, tags, escapes or base64 costs no more than its length`() {
    for piece in ["<", "&", "<a ", "\\u001b]", "\\u001b[", "\\\\", "a' 'b", "data:image/png;base64,", "&#", "iVBORw0KGgo"] {
      let text = #"{"cells":[{"cell_type":"markdown","source":"\#(String(repeating: piece, count: 20_000))"}],"nbformat":4}"#
      let (_, seconds) = Self.timed(Array(text.utf8))
      #expect(seconds < 20, "\(piece) took \(seconds) s")
    }
  }
}
