import KeyhoundCore
import TestSupport
import Testing

@testable import KeyhoundEngine

/// Pictures that are read when all texts have been searched.
@Suite struct PictureStageTests {
  private func key(_ seed: Int) -> String { "tok_\(ScannerTests.body(seed))" }

  @Test func `what pictures show is found after what texts say, in the order of the source, whatever the number of workers`() {
    let texts = (0..<300).map { $0 % 3 == 0 ? "a \(key($0)) b" : "PICTURE \($0) SHOWS \(key($0));" }
    let alone = PictureRun(texts, jobs: 1)
    #expect(alone.events.prefix(100).allSatisfy { !$0.contains("image") } && alone.events.count == 300)
    #expect(alone.events.dropFirst(100).first?.hasPrefix("1.txt:image") == true && alone.coverage.images == 200)
    for jobs in [2, 3, 8] { #expect(PictureRun(texts, jobs: jobs).events == alone.events) }
  }

  @Test func `the same picture in several places is read once and reported at each`() {
    let picture = "PICTURE SHOWS \(key(1));"
    let run = PictureRun([picture, "PICTURE 2 SHOWS \(key(2));", picture], jobs: 2)
    #expect(run.events.map { $0.prefix(11) } == ["0.txt:image", "1.txt:image", "2.txt:image"])
    #expect(run.coverage.images == 2)
    #expect(run.reader.count == 2)
    let hashes = run.findings.compactMap(\.picture?.sha256)
    #expect(hashes[0] == hashes[2] && hashes[0] != hashes[1])
  }

  @Test func `versions of one file with the same picture are one place`() {
    let picture = "PICTURE SHOWS \(key(1));"
    let run = PictureRun([picture, picture, picture], jobs: 1, names: ["a.txt", "b.txt", "a.txt"], joinsVersions: true)
    #expect(run.findings.map(\.origin.path) == ["a.txt", "b.txt"] && run.findings.map(\.occurrences) == [2, 1])
  }

  @Test func `files whose paths look the same are places of their own`() {
    let picture = "PICTURE SHOWS \(key(1));"
    let run = PictureRun([picture, picture], jobs: 1, names: ["caf\u{E9}.txt", "cafe\u{301}.txt"], joinsVersions: true)
    #expect(run.findings.map(\.occurrences) == [1, 1])
    let location = Location(start: Position(), end: Position(), bytes: 0..<1)
    let spots = [0xFE, 0xFF, 0xFF].map { (byte: UInt8) in
      PictureSpot(inAnyVersion: HeldPicture(number: 0, origin: Origin(path: RawPath([byte])), location: location))
    }
    #expect(spots[0] != spots[1] && spots[1] == spots[2])
  }

  @Test func `a finding says what was read and where, and the key is starred out`() throws {
    let run = PictureRun(["PICTURE SHOWS api_key = tok_ \(ScannerTests.body(3));"], jobs: 1)
    let finding = try #require(run.findings.first)
    #expect(finding.description == "Probable key in an image: Shown key")
    #expect(finding.extract == "api_key = tok_********" && finding.revealedExtract.hasSuffix(ScannerTests.body(3)))
    #expect(finding.picture?.box == PixelBox(x: 10, y: 0, width: 300, height: 16) && finding.picture?.width == 640)
    #expect(finding.location.start == Position() && finding.location.bytes.lowerBound == 0)
  }

  @Test func `two keys on one line are both starred out`() throws {
    let line = "x=\(key(1))"
    let first = PictureHit(
      rule: FakePictureReader.rule, text: key(1), publicCount: 4, line: line + " " + key(2),
      box: PixelBox(x: 0, y: 0, width: 1, height: 1), confidence: .high, evidence: [])
    var second = first
    second.text = key(2)
    var reading = PictureReading()
    reading.hits = [first, second]
    let location = Location(start: Position(), end: Position(), bytes: 0..<1)
    let found = reading.findings(sha256: "", origin: Origin(path: "a"), location: location)
    #expect(found.map(\.extract) == ["x=tok_******** tok_********", "x=tok_******** tok_********"])
    second.text = "not in the line"
    reading.hits[1] = second
    let hidden = reading.findings(sha256: "", origin: Origin(path: "a"), location: location)
    #expect(hidden.map(\.extract) == ["tok_********", "not ********"])
  }

  @Test func `fingerprints follow rule, picture, box and path`() {
    let texts = ["PICTURE SHOWS \(key(1));SHOWS \(key(2));", "PICTURE 2 SHOWS \(key(1));"]
    let prints = PictureRun(texts, jobs: 1).findings.map(\.fingerprint)
    #expect(Set(prints).count == 3 && prints.allSatisfy(Fingerprint.isOne))
    #expect(PictureRun(texts, jobs: 2).findings.map(\.fingerprint) == prints)
    #expect(Set(PictureRun(texts, jobs: 1, names: ["x", "y"]).findings.map(\.fingerprint)).isDisjoint(with: prints))
  }

  @Test func `small pictures are counted apart, and broken ones are issues`() {
    let run = PictureRun(["PICTURE SMALL", "PICTURE BROKEN", "PICTURE BROKEN", "PICTURE"], jobs: 2)
    #expect(run.coverage.skipped == [.smallImage: 1] && run.coverage.images == 1 && !run.coverage.isComplete)
    #expect(run.issues.map(\.path) == ["1.txt"] && run.issues.map(\.message) == ["the picture is broken"])
  }

  @Test func `what is not read in time is one issue with its number`() {
    var limits = PictureLimits()
    limits.seconds = -1
    let run = PictureRun((0..<5).map { "PICTURE \($0) SHOWS \(key($0));" }, jobs: 2, limits: limits)
    #expect(run.findings.isEmpty && run.issues.count == 1 && !run.coverage.isComplete)
    #expect(run.issues.first?.message.hasPrefix("5 pictures were not read") == true)
  }

  @Test func `what there is no room for is one issue with its number, and the rest is read`() {
    var limits = PictureLimits()
    limits.bytes = 60
    let run = PictureRun(["PICTURE SHOWS \(key(1));", "PICTURE 22 SHOWS \(key(2));"], jobs: 1, limits: limits)
    #expect(run.findings.count == 1 && run.issues.map(\.kind) == [.tooLarge] && !run.coverage.isComplete)
    #expect(run.issues.first?.message.hasPrefix("1 picture was not read: together they are larger") == true)
    limits = PictureLimits()
    limits.places = 1
    let few = PictureRun(["PICTURE SHOWS \(key(1));", "PICTURE 2 SHOWS \(key(2));"], jobs: 1, limits: limits)
    #expect(few.findings.count == 1 && few.issues.count == 1)
  }

  @Test func `the policy has its say: levels, known fingerprints, allowlists of paths`() throws {
    var policy = Policy()
    policy.minimumConfidence = .high
    let text = "PICTURE SHOWS \(key(1));"
    #expect(PictureRun([text], jobs: 1, policy: policy).findings.isEmpty)
    policy.minimumConfidence = .medium
    let finding = try #require(PictureRun([text], jobs: 1, policy: policy).findings.first)
    policy.baseline = Baseline([BaselineEntry(finding)])
    let known = PictureRun([text], jobs: 1, policy: policy)
    #expect(known.findings.isEmpty && known.allowed.count == 1 && known.coverage.allowed == [.baseline: 1])
    #expect(known.coverage.metEntries == [finding.fingerprint])
  }

  @Test func `places that do not count are not read`() {
    let text = "PICTURE SHOWS \(key(1));\nanother line"
    #expect(PictureRun([text], jobs: 1).coverage.images == 1)
    #expect(PictureRun(["COUNTED" + text], jobs: 1).coverage.images == 0)
  }

  @Test func `a spool gives back what it was given, and can be read by this user alone`() throws {
    let spool = PictureSpool(limit: 1 << 20)
    let pictures = (0..<50).map { seed in [UInt8](repeating: UInt8(seed), count: 1000 + seed) }
    for (number, bytes) in pictures.enumerated() { #expect(try bytes.withUnsafeBytes { try spool.add($0) } == number) }
    #expect(try pictures[7].withUnsafeBytes { try spool.add($0) } == 7)
    let buffer = ReadBuffer(capacity: 1)
    for (number, bytes) in pictures.enumerated() {
      #expect(spool.read(number, into: buffer)?.elementsEqual(bytes) == true)
    }
    #expect(spool.sha256(of: 0) == pictures[0].withUnsafeBytes { SHA256.hexadecimalDigest(of: $0) })
  }
}

/// A scan of texts of which those that begin with `PICTURE` are pictures.
private struct PictureRun {
  var events: [String] = []
  var findings: [Finding] = []
  var allowed: [Finding] = []
  var issues: [KeyhoundCore.Issue] = []
  var coverage = Coverage()
  let reader = CountingReader()

  init(
    _ texts: [String], jobs: Int, policy: Policy = Policy(), limits: PictureLimits = PictureLimits(), names: [String]? = nil,
    joinsVersions: Bool = false
  ) {
    var rule = Rule(id: "token")
    rule.regex = "(?<![A-Za-z0-9])tok_[A-Za-z0-9]{20}(?![A-Za-z0-9;])"
    let detector = Detector(RuleSet([rule]))
    var scanner = Scanner(detector: detector, extractors: [Pictures()], policy: policy, jobs: jobs)
    let shelf = PictureShelf(reader, limits: limits)
    shelf.joinsVersions = joinsVersions
    scanner.pictures = shelf
    let source = NamedTexts(texts: texts, names: names ?? texts.indices.map { "\($0).txt" })
    let searched = scanner.scan(source) { take($0) }
    coverage = scanner.readPictures(after: searched) { take($0) }
  }

  private mutating func take(_ event: Scanner.Event) {
    switch event {
    case .finding(let finding):
      findings.append(finding)
      events.append("\(finding.origin.path):\(finding.picture == nil ? "text" : "image \(finding.fingerprint)")")
    case .allowed(let finding): allowed.append(finding)
    case .issue(let issue): issues.append(issue)
    case .progress, .note: break
    }
  }

  private struct NamedTexts: Source {
    let texts: [String]
    let names: [String]

    func forEachUnit(_ body: (any Unit) -> Void) {
      for (name, text) in zip(names, texts) { body(ScannerTests.TextUnit(name: name, text: text)) }
    }
  }

  private struct Pictures: Extractor {
    func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
      guard chunk.bytes.starts(with: "PICTURE".utf8) else { return false }
      let lineEnd = chunk.bytes.firstIndex(of: UInt8(ascii: "\n"), from: 0)
      let picture = lineEnd.map { FoundPicture(chunk.bytes.view(0..<$0), from: 0..<$0, of: chunk) }
      sink.hold(picture ?? FoundPicture(file: chunk))
      return true
    }
  }
}

/// Counts how many pictures are read.
private final class CountingReader: PictureReader, @unchecked Sendable {
  private let channel = Channel<Int>(capacity: .max)
  private let reader = FakePictureReader()

  func read(_ bytes: UnsafeRawBufferPointer) -> PictureReading {
    channel.send(1)
    return reader.read(bytes)
  }

  var count: Int {
    channel.close()
    var count = 0
    while channel.receive() != nil { count += 1 }
    return count
  }
}
