import ArgumentParser
import FoundationEssentials
import KeyhoundCore
import KeyhoundEngine
import KeyhoundImages
import KeyhoundRules

/// Options about the text that pictures show.
struct PictureOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Read the text that pictures show, with the program tesseract (default: as .keyhound.toml says, or not).")
  var images: Bool?

  @Option(
    name: .customLong("images-timeout"),
    help: ArgumentHelp("How long all pictures together may take, such as 90s, 20m or 1h (default: 10m).", valueName: "time"))
  var timeout: TimeSpan?

  /// Where pictures are kept to be read; `nil` when they are not to be.
  /// - Throws: `CommandFailure` when the command line asks for what cannot be done here. Where only the configuration does, the report tells.
  func shelf(for loaded: LoadedRules) throws(CommandFailure) -> PictureShelf? {
    guard images ?? loaded.images ?? false else { return nil }
    var limits = PictureLimits()
    if let timeout { limits.seconds = timeout.seconds }
    do throws(CommandFailure) {
      return PictureShelf(try Self.makeReader(for: loaded), limits: limits)
    } catch {
      if images == true { throw error }
      return PictureShelf(unreadableBecause: error.description)
    }
  }

  /// What reads pictures.
  /// - Throws: `CommandFailure` when it is not there; the text says what to do.
  static func makeReader(for loaded: LoadedRules) throws(CommandFailure) -> any PictureReader {
    do throws(PictureError) {
      let tesseract = try Tesseract.find(variables: ProcessInfo.processInfo.environment)
      // It takes tens of milliseconds to be made, and many a scan meets no picture.
      let judge = Once { PictureJudge(rules: loaded.rules) }
      return TesseractReader(tesseract) { judge.value.hits(in: $0) }
    } catch {
      throw CommandFailure(error.description)
    }
  }
}

/// A length of time as people write it: `90s`, `20m`, `1h`, or a plain number of seconds.
struct TimeSpan: ExpressibleByArgument {
  let seconds: Double

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    guard let number = Double(digits), let factor = Self.factors[argument.dropFirst(digits.count).lowercased()] else {
      return nil
    }
    seconds = number * factor
  }

  private static let factors = ["": 1.0, "s": 1, "m": 60, "min": 60, "h": 3600]
}
