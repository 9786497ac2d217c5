import ArgumentParser
import KeyhoundContent
import KeyhoundCore
import KeyhoundEngine
import KeyhoundRules

/// `keyhound notebook`: what can be done to notebooks.
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "Take keys out of notebooks.", subcommands: [Clean.self])

  /// `keyhound notebook clean`
  struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clean",
      abstract: "Take keys out of notebooks, and change nothing else.",
      discussion: """
        Of each key its public prefix stays, so that you can tell which one to revoke. A file is written only when the result is a \
        valid notebook in which no key is found. Exit status: 0 everything is clean now, 1 keys were found by --dry-run, 2 a file could not be cleaned.

        What a marker, a cell tag, an ignore file or the configuration excepts stays where it is, and is listed; --no-allow takes it out \
        as well. Baselines have no say here: what they list are keys that are known to be leaked.

        As a git filter, for notebooks that stay whole on disk and are clean in the repository:
          git config filter.keyhound.clean 'keyhound notebook clean --filter %f'
          git config filter.keyhound.required true
          echo '*.ipynb filter=keyhound' >> .gitattributes
        """)

    @Argument(help: "Notebooks; with --filter at most one name, for messages.", completion: .file(extensions: ["ipynb"]))
    var files: [String] = []

    @Flag(help: "Also empty outputs, execution counts and widget state.")
    var outputs = false

    @Flag(help: "Also put a single pixel in place of pictures that show keys; it takes the program tesseract.")
    var images = false

    @Flag(name: [.customShort("n"), .long], help: "Write nothing; show what would change, with keys starred out.")
    var dryRun = false

    @Flag(help: "Read a notebook from standard input and write it, cleaned, to standard output.")
    var filter = false

    @Option(
      name: .customLong("min-confidence"),
      help: ArgumentHelp("Take out findings of at least this confidence (default: medium).", valueName: "level"))
    var chosenConfidence: Confidence?

    @Flag(name: .customLong("ignore-examples"), help: "Leave in the example keys that vendors print in their documentation.")
    var ignoreExamples = false

    @Flag(
      name: .customLong("no-allow"), help: "Also take out what markers, cell tags, ignore files or configuration files except.")
    var noAllow = false

    @OptionGroup(title: "Rules") var ruleOptions: RuleOptions

    func validate() throws {
      if filter && (files.count > 1 || dryRun) {
        throw ValidationError("--filter reads standard input: give it at most one name, and no --dry-run")
      }
      if !filter && files.isEmpty { throw ValidationError("name the notebooks to clean") }
    }

    func run() throws {
      let loaded = try ruleOptions.load()
      let depth = PolicyOptions.configuredDecodeDepth(loaded, noAllow: noAllow)
      let encoded = EncodedSearch(TextDecoders(), depth: depth)
      let rules = BuiltInRules.ruleSet(of: loaded, findsMarks: encoded != nil, findsPictures: false)
      let search = SecretSearch(Detector(rules), encoded, reported: loaded.reported)
      let exceptions = ExceptionLookup(policy(loaded), isRule: rules.isRule)
      let reader = images ? try PictureOptions.makeReader(for: loaded) : nil
      let cleaner = NotebookCleaner(search, removingOutputs: outputs, readingPicturesWith: reader) { finding in
        if case .report = exceptions.verdict(on: finding) { true } else { false }
      }
      let run = NotebookCleaning(cleaner: cleaner, exceptions: exceptions, isDry: dryRun)
      throw filter ? run.filter(name: files.first ?? "<stdin>") : run.clean(files)
    }

    /// As for a scan, but without baselines.
    private func policy(_ loaded: LoadedRules) -> Policy {
      var policy = Policy()
      policy.minimumConfidence = chosenConfidence ?? .medium
      policy.isConfidenceChosen = chosenConfidence != nil
      policy.ignoresExamples = ignoreExamples
      policy.honoursExceptions = !noAllow
      policy.today = Terminal.today
      policy.exceptions = ExceptionFolders(texts: FilesOnDisk(), loaded)
      return policy
    }
  }
}
