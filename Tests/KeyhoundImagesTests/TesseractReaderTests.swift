import ChildProcesses
import FoundationEssentials
import KeyhoundCore
import Testing

@testable import KeyhoundImages

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct TesseractReaderTests {
  private static let installed = try? Tesseract.find(variables: ProcessInfo.processInfo.environment)

  init() {
    signal(SIGPIPE, SIG_IGN)
  }

  @Test(.enabled(if: installed != nil), arguments: [false, true])
  func `a long line is read twice, as it is and enlarged, with boxes in pixels of the picture`(isDark: Bool) throws {
    let size = PictureSize(width: 600, height: 120)
    let picture = Drawing.text("HELLFELTHELLFELT", x: 50, y: 40, scale: 4, in: size, isDark: isDark)
    let tesseract = try #require(Self.installed)
    let (reading, lines) = try read(PictureFile.png(picture), with: tesseract)
    #expect(reading.problem == nil)
    #expect(reading.size.map { $0 == (600, 120) } == true)
    let words = lines.flatMap(\.words).filter { $0.text == "HELLFELTHELLFELT" }
    #expect(words.count == 2, "read \(lines.map { $0.words.map(\.text) })")
    for word in words {
      #expect(abs(word.box.x - 50) <= 4 && abs(word.box.y - 40) <= 4)
      #expect(abs(word.box.width - 110 * 4) <= 8 && abs(word.box.height - 28) <= 8)
    }
  }

  @Test(.enabled(if: installed != nil)) func `a TIFF is read too`() throws {
    let picture = Drawing.text("HELLFELT", x: 50, y: 40, scale: 4, in: PictureSize(width: 420, height: 120))
    let (reading, lines) = try read(PictureFile.tiff(picture), with: #require(Self.installed))
    #expect(reading.problem == nil)
    #expect(lines.flatMap(\.words).map(\.text) == ["HELLFELT"])
  }

  @Test func `pictures too small for a key, or without contrast, are not read at all`() throws {
    let fake = try FakeTesseract("exit 9")
    let small = try read(PictureFile.png(Drawing.pattern(width: 59, height: 40)), with: fake).reading
    #expect(small.isTooSmall && small.problem == nil)
    let even = GrayPicture(width: 200, height: 100, pixels: [UInt8](repeating: 77, count: 20000))
    #expect(try read(PictureFile.png(even), with: fake).reading.problem == nil)
  }

  @Test func `pictures with more pixels than allowed are refused by their headers`() throws {
    var budget = PictureBudget()
    budget.maximumPixels = 9999
    let reading = try read(
      PictureFile.png(Drawing.pattern(width: 100, height: 100)), with: FakeTesseract("exit 9"), budget
    ).reading
    #expect(reading.problem?.kind == .tooLarge)
    #expect(reading.problem?.message.contains("100x100") == true)
    #expect(reading.size.map { $0 == (100, 100) } == true)
  }

  @Test func `pictures too long for the program are refused`() throws {
    let reading = try read(PictureFile.bmp(Drawing.pattern(width: 60, height: 32_001), bits: 1), with: FakeTesseract("exit 9"))
      .reading
    #expect(reading.problem?.kind == .tooLarge)
    #expect(reading.problem?.message.contains("60x32001") == true)
  }

  @Test func `a picture that takes too long is given up`() throws {
    var budget = PictureBudget()
    budget.seconds = 0.3
    let clock = ContinuousClock()
    let start = clock.now
    let reading = try read(
      PictureFile.png(Drawing.pattern(width: 100, height: 100)), with: FakeTesseract("exec sleep 60"), budget
    ).reading
    #expect(clock.now - start < .seconds(20))
    #expect(reading.problem?.kind == .tooLarge)
    #expect(reading.problem?.message.contains("longer than it may") == true)
  }

  @Test func `a tesseract that fails is a problem of the picture, in its own words`() throws {
    let fake = try FakeTesseract("echo 'Page 1' >&2; echo 'Error in something' >&2; exit 3")
    let reading = try read(PictureFile.png(Drawing.pattern(width: 100, height: 100)), with: fake).reading
    #expect(reading.problem?.kind == .unreadable)
    #expect(reading.problem?.message == "tesseract failed (exit status 3): Error in something")
  }

  @Test func `what a damaged picture still shows is read, and the damage is told`() throws {
    let fake = try FakeTesseract("cat >/dev/null; printf '5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t30\\t40\\t90\\tseen'")
    let file = PictureFile.bmp(Drawing.pattern(width: 200, height: 200), bits: 8)
    let (reading, lines) = try read(Array(file.prefix(file.count / 2)), with: fake)
    #expect(reading.problem?.message.contains("BMP") == true)
    #expect(lines.map { $0.words.map(\.text) } == [["seen"]])
    #expect(lines.last?.words.first?.box == PixelBox(x: 10, y: 20, width: 30, height: 40))
  }

  @Test func `where the enlarged part cannot be read, what was read at first counts`() throws {
    let fake = try FakeTesseract(
      """
      cat >/dev/null; if [ -e "$0.again" ]; then echo oops >&2; exit 1; fi; : >"$0.again"
      printf '5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t90\\t9\\t90\\tlongEnoughToLookAgain'
      """)
    let (reading, lines) = try read(PictureFile.png(Drawing.pattern(width: 200, height: 200)), with: fake)
    #expect(reading.problem?.message == "tesseract failed (exit status 1): oops")
    #expect(lines.map { $0.words.map(\.text) } == [["longEnoughToLookAgain"]])
  }

  @Test func `the program gets a clean environment`() throws {
    let fake = try FakeTesseract("cat >/dev/null; env | cut -d= -f1 | sort | tr '\\n' ' ' >&2; exit 1")
    let variables = ["HOME": "/root", "LD_PRELOAD": "", "TESSDATA_PREFIX": "/data"]
    let reading = try read(PictureFile.png(Drawing.pattern(width: 100, height: 100)), with: fake, PictureBudget(), variables)
      .reading
    let names = reading.problem?.message.split(separator: ": ").last?.split(separator: " ").map(String.init) ?? []
    let added: Set = ["PWD", "_", "SHLVL", "OLDPWD"]
    #expect(Set(names).subtracting(added) == ["LC_ALL", "OMP_THREAD_LIMIT", "PATH", "TESSDATA_PREFIX"])
  }

  @Test func `without the program the message says what to install`() {
    #expect(throws: PictureError.noTesseract(reason: "there is none in PATH")) {
      try Tesseract.find(variables: ["PATH": "/nonexistent:relative"])
    }
    #expect(PictureError.noTesseract(reason: "there is none in PATH").description.contains("apt-get install tesseract-ocr"))
  }

  @Test func `a program without the language says where it was looked for`() throws {
    let fake = try FakeTesseract("exit 9", languages: ["deu", "osd"])
    #expect(throws: PictureError.noLanguage("eng", folder: "/data/")) { try fake.tesseract() }
  }

  private func read(
    _ file: [UInt8], with fake: FakeTesseract, _ budget: PictureBudget = PictureBudget(), _ variables: [String: String] = [:]
  ) throws -> (reading: PictureReading, lines: [ReadLine]) {
    try withExtendedLifetime(fake) { try read(file, with: fake.tesseract(variables), budget) }
  }

  private func read(
    _ file: [UInt8], with tesseract: Tesseract, _ budget: PictureBudget = PictureBudget()
  ) throws -> (reading: PictureReading, lines: [ReadLine]) {
    let seen = Lines()
    let reader = TesseractReader(tesseract, budget: budget) { lines in
      seen.lines = lines
      return []
    }
    return (file.withUnsafeBytes { reader.read($0) }, seen.lines)
  }
}

/// What the judge was given; it is called on the thread of the test.
private final class Lines: @unchecked Sendable {
  var lines: [ReadLine] = []
}

/// A folder for PATH with a program that says it is tesseract and does what a script says.
private final class FakeTesseract {
  private let folder: String

  init(_ script: String, languages: [String] = ["eng", "osd"]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "keyhound-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = """
      #!/bin/sh
      case $1 in
      --version) echo 'tesseract 5.9.1'; exit ;;
      --list-langs) printf 'List of available languages in "/data/" (\(languages.count)):\\n\(languages.joined(separator: "\\n"))\\n'; exit ;;
      esac
      \(script)
      """
    // Another program writes it: what this one has open to write, a child that is just being started has too, and then it cannot be run.
    let writer = try ChildProcess(
      arguments: ["sh", "-c", "cat >\"$0\" && chmod 755 \"$0\"", "\(folder)/tesseract"], environment: ["PATH=/usr/bin:/bin"])
    _ = PipeExchange(input: Array(text.utf8), child: writer).run()
    #expect(writer.wait() == 0)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func tesseract(_ variables: [String: String] = [:]) throws -> Tesseract {
    let path = "\(folder):/usr/local/bin:/usr/bin:/bin"
    let tesseract = try Tesseract.find(variables: variables.merging(["PATH": path]) { $1 })
    #expect(tesseract.version == "5.9.1")
    return tesseract
  }
}
