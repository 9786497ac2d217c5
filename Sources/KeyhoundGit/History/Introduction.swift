import KeyhoundCore

/// Something to be searched, where it came into the history.
struct Introduction: Sendable {
  enum Content: Sendable {
    /// A blob under one of its paths.
    case blob(ObjectID, path: RawPath)
    /// The name of a file or folder, and the folder it lies in.
    case name([UInt8], folder: RawPath)
    /// What somebody wrote into a commit or tag.
    case text(ObjectID, WrittenTexts.Part)
    case reference(RawPath)
    /// The repository's own settings.
    case configuration(ConfigurationFile)
  }

  var content: Content
  /// The commit that brought it in; `nil` where no commit leads to it.
  var commit: ObjectID?
  /// For a blob, whether HEAD has it at this path; `nil` for what is no file.
  var inHead: Bool?
}
