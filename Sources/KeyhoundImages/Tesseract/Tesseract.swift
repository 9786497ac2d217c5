import ChildProcesses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program that reads text off pictures, as it was found on this machine.
package struct Tesseract: Sendable {
  /// Where the program is.
  package let path: String
  /// As it names itself, such as `5.3.0`.
  package let version: String
  private let environment: [String]

  /// The language whose letters are looked for; keys are written in no other.
  private static let language = "eng"
  private static let outputLimit = 1 << 26

  /// Finds the program in the folders of `PATH` and asks it what it can read.
  /// - Parameter variables: the environment; besides `PATH` only `TESSDATA_PREFIX`, the folder of the language data, has a meaning.
  /// - Throws: `noTesseract` and `noLanguage`, which say what to install.
  package static func find(variables: [String: String]) throws(PictureError) -> Tesseract {
    let folders = (variables["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    let paths = folders.map { folder in String(folder) + "/tesseract" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
      throw .noTesseract(reason: "there is none in PATH")
    }
    let environment =
      ["PATH", "TESSDATA_PREFIX"].compactMap { name in variables[name].map { "\(name)=\($0)" } }
      + ["LC_ALL=C", "OMP_THREAD_LIMIT=1"]
    return try Tesseract(path: path, environment: environment)
  }

  private init(path: String, environment: [String]) throws(PictureError) {
    self.path = path
    self.environment = environment
    let versions = try Self.answer(of: [path, "--version"], environment)
    version = versions.first?.split(separator: " ").last.map(String.init) ?? "unknown"
    let languages = try Self.answer(of: [path, "--list-langs"], environment)
    guard languages.dropFirst().contains(Self.language) else {
      let folder = languages.first?.split(separator: "\"").dropFirst().first
      throw .noLanguage(Self.language, folder: folder.map(String.init) ?? "its folder")
    }
  }

  /// Reads a picture and returns the table of words.
  /// - Throws: `tooSlow` when that is not done by `deadline`.
  func table(of file: [UInt8], until deadline: Deadline) throws(PictureError) -> TesseractTable {
    // The table is asked for by name of its parameter: the configuration file of that purpose is missing in some packages.
    let arguments = [path, "stdin", "stdout", "-l", Self.language, "--psm", "11", "--dpi", "150", "-c", "tessedit_create_tsv=1"]
    let child = try Self.start(arguments, environment)
    let printed = PipeExchange(input: file, child: child, deadline: deadline, limit: Self.outputLimit).run()
    let status = child.wait(until: deadline)
    if deadline.isOver { throw .tooSlow }
    guard status == 0 else { throw .tesseract(status: status, message: Self.summary(printed.errors)) }
    return TesseractTable(printed.output)
  }

  /// The lines that a question is answered by. Old versions answer where errors go.
  private static func answer(of arguments: [String], _ environment: [String]) throws(PictureError) -> [String] {
    let deadline = Deadline(seconds: 10)
    let child = try start(arguments, environment)
    let printed = PipeExchange(input: [], child: child, deadline: deadline, limit: 1 << 20).run()
    let status = child.wait(until: deadline)
    guard status == 0 else { throw .noTesseract(reason: "\(arguments[0]) does not run: \(summary(printed.errors))") }
    return String(decoding: printed.output + printed.errors, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
  }

  private static func start(_ arguments: [String], _ environment: [String]) throws(PictureError) -> ChildProcess {
    do {
      return try ChildProcess(arguments: arguments, environment: environment)
    } catch {
      throw .noTesseract(reason: "\(arguments[0]) does not start: \(error)")
    }
  }

  /// What it said last, without what it says of every page.
  private static func summary(_ errors: [UInt8]) -> String {
    String(decoding: errors.suffix(2000), as: UTF8.self).split(whereSeparator: \.isNewline)
      .filter { !$0.hasPrefix("Estimating resolution") && !$0.hasPrefix("Page ") }.suffix(3).joined(separator: "; ")
  }
}
