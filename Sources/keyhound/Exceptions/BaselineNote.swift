import KeyhoundCore
import KeyhoundReports

/// Of which entries of a baseline a scan can say that nothing stands behind them: those whose place it has searched.
enum BaselineScope {
  /// Only what is new was searched.
  case nothing
  /// Everything below these was searched.
  case paths([String])
  case everything

  /// Names of files that are pictures, in which hardly anything is found without reading them.
  private static let pictureEndings = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"]

  /// Whether what an entry stands for, whose path leads to `places`, was searched.
  /// - Parameter readsPictures: whether the text that pictures show was.
  func covers(_ entry: BaselineEntry, _ places: BaselinePlaces, readsPictures: Bool) -> Bool {
    let name = entry.path.lowercased()
    guard readsPictures || !Self.pictureEndings.contains(where: name.hasSuffix) else { return false }
    switch self {
    case .nothing: return false
    case .everything: return true
    case .paths(let paths):
      let roots = paths.compactMap(RealPath.of)
      let likely = places.likelyPlaces(ofEntry: entry.path, exists: FilesOnDisk().exists)
      return likely.allSatisfy { place in roots.contains { BaselinePlaces.isPlace(place, in: $0) } }
    }
  }
}

/// A remark under the report on entries of a baseline that do nothing any more.
struct BaselineNote {
  private let use: BaselineUse
  private let files: [String]

  /// - Parameter files: the baselines in use.
  init(_ use: BaselineUse, _ files: [String]) {
    self.use = use
    self.files = files
  }

  /// A line, or nothing when there is nothing to say.
  var text: String {
    let unused = use.unused.isEmpty ? nil : "\(TextSummary.count(use.unused.count, "known finding")) \(isAre(use.unused)) gone"
    let expired = use.expired.isEmpty ? nil : "\(TextSummary.count(use.expired.count, "exception")) expired"
    let parts = [unused, expired].compactMap { $0 }
    guard !parts.isEmpty else { return "" }
    let file = files.count == 1 ? TerminalText.safe(files[0]) : "FILE"
    return "baseline: \(parts.joined(separator: ", ")); `keyhound baseline check \(file)` lists them, `prune` takes them out\n"
  }

  private func isAre(_ entries: [BaselineEntry]) -> String { entries.count == 1 ? "is" : "are" }
}

extension Coverage {
  /// Whether files were left out by their names, ignore files or sizes, so that what is known of them cannot be judged.
  var hasOmissions: Bool { [.excluded, .gitIgnored, .tooLarge].contains { skipped[$0] != nil } }
}
