import ArgumentParser
import KeyhoundContent
import KeyhoundCore
import KeyhoundEngine
import KeyhoundFiles
import KeyhoundReports
import KeyhoundRules

/// `keyhound scan`: folders, files and standard input.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Scan folders and files for leaked keys.",
    discussion: """
      Everything is read, also what .gitignore names: an ignored file is where keys live. Symbolic links met on the way are not \
      followed. The internals of .git are left to `keyhound git`.
      """,
    aliases: ["dir", "directory", "file"])

  @Argument(help: "Folders and files; - is standard input.", completion: .file())
  var paths: [String] = ["."]

  @Option(
    name: .customLong("stdin-path"),
    help: ArgumentHelp("The name under which standard input is judged and reported.", valueName: "name"))
  var standardInputPath: String?

  @Option(
    name: .customLong("exclude"),
    help: ArgumentHelp(
      "Leave out what matches below the folders named, written as in .gitignore; what is named itself is scanned; repeatable.",
      valueName: "glob"))
  var excluded: [String] = []

  @Flag(name: .customLong("gitignore"), help: "Leave out what .gitignore files name.")
  var honoursGitignore = false

  @Option(
    name: .customLong("max-file-size"),
    help: ArgumentHelp("Leave out larger files, such as 500k or 20M (default: no limit).", valueName: "size"))
  var maximumFileSize: ByteSize?

  @Flag(help: "Before you share notebooks: say after the report what else each of them would give away.")
  var share = false

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
  @OptionGroup(title: "What counts") var policyOptions: PolicyOptions
  @OptionGroup(title: "Pictures") var pictureOptions: PictureOptions
  @OptionGroup(title: "Reports") var outputOptions: OutputOptions

  func validate() throws {
    guard standardInputPath == nil || paths.contains("-") else {
      throw ValidationError("--stdin-path names standard input, which is not read; write - where it is to be")
    }
  }

  func run() throws {
    let sources = try makeSources()
    let loaded = try ruleOptions.load(roots: paths.filter { $0 != "-" })
    var scan = ScanRun(rules: loaded, policyOptions: policyOptions, pictureOptions: pictureOptions, outputOptions: outputOptions)
    scan.scanned.named = paths.filter { $0 != "-" }
    scan.texts = FilesOnDisk(scanning: scan.scanned.named)
    scan.baselineScope = .paths(scan.scanned.named)
    let status = try scan.run(sources)
    if share {
      let stream: StandardStream = outputOptions.isOutputForPeople ? .output : .error
      stream.write(ShareSurvey().text(for: sources))
    }
    throw status
  }

  private func standardInput() throws -> any Source {
    let name = standardInputPath ?? "<stdin>"
    return share ? try KeptInput(path: name) : StandardInputSource(path: name)
  }

  /// Standard input where `-` stands, and one folder source for each run of other paths, in the order given.
  private func makeSources() throws -> [any Source] {
    let options = FileOptions(
      excluded: excluded, honoursGitignore: honoursGitignore, maximumFileSize: maximumFileSize?.bytes)
    let runs = paths.split(separator: "-", omittingEmptySubsequences: false)
    let sources = runs.map { [FolderSource(paths: Array($0), options: options) as any Source] }
    return Array(sources.joined(separator: runs.count > 1 ? [try standardInput()] : []))
  }
}

/// A number of bytes as people write it: `500k`, `20M`, `1G` (powers of 1,000 or, with `Ki` and so on, of 1,024), or plain.
struct ByteSize: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    let digits = argument.prefix { $0.isNumber }
    guard let number = Int(digits), number > 0, let factor = Self.factors[argument.dropFirst(digits.count).lowercased()] else {
      return nil
    }
    let (bytes, overflows) = number.multipliedReportingOverflow(by: factor)
    guard !overflows else { return nil }
    self.bytes = bytes
  }

  private static let factors = [
    "": 1, "b": 1, "k": 1000, "kb": 1000, "ki": 1 << 10, "kib": 1 << 10, "m": 1_000_000, "mb": 1_000_000, "mi": 1 << 20,
    "mib": 1 << 20, "g": 1_000_000_000, "gb": 1_000_000_000, "gi": 1 << 30, "gib": 1 << 30,
  ]
}
