#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// One file that has not been read yet.
struct FileUnit: Unit {
  let path: FilePath
  let followsLink: Bool
  let options: FileOptions

  func read(into sink: any UnitSink) {
    let descriptor = path.open(followsLink: followsLink)
    guard descriptor >= 0 else { return reportFailure(to: "open", errno, sink) }
    defer { close(descriptor) }
    if let maximum = options.maximumFileSize, FileReader.size(of: descriptor) > maximum { return sink.skip(.tooLarge) }
    var reader = FileReader(descriptor: descriptor, origin: Origin(path: path.shown), sink: sink, limits: options.limits)
    // What a folder lists as a regular file is one; a path given by name may be a pipe.
    reader.endsWithShortRead = !followsLink
    do {
      sink.count(try reader.scanAll())
    } catch {
      reportFailure(to: "read", error.code, sink)
    }
  }

  private func reportFailure(to action: String, _ code: Int32, _ sink: any UnitSink) {
    let issue =
      switch code {
      case ENOENT: Issue(.changed, path: path.shown, message: "it was gone before it could be read; scan again")
      case ELOOP: Issue(.changed, path: path.shown, message: "it became a symbolic link before it could be read; scan again")
      case EACCES, EPERM:
        Issue(.unreadable, path: path.shown, message: "\(systemMessage(code)); run as a user who may read it")
      default: Issue(.unreadable, path: path.shown, message: "cannot \(action) it: \(systemMessage(code))")
      }
    sink.report(issue)
  }
}
