import KeyhoundCore

/// The names of what lies in one folder.
struct NamesUnit: Unit {
  let folder: FilePath
  let names: FileNames

  init(folder: FilePath, names: FileNames) {
    self.folder = folder
    self.names = names
  }

  /// The name of what `path` leads to; `nil` when it ends in no name, as `.` and `/` do.
  init?(nameOf path: FilePath) {
    let parts = path.bytes.split(separator: FilePath.slash)
    guard let name = parts.last, !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else { return nil }
    let folder = path.bytes[..<name.startIndex]
    self.init(folder: FilePath(Array(folder)), names: FileNames([name]))
  }

  func read(into sink: any UnitSink) {
    names.search(into: sink) { _ in Origin(path: folder.appending(Array(FileNames.placeholder.utf8)).shown) }
  }
}
