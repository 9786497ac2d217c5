#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What paths named together have in common, so that each file is met once: the same path in other words, and folders in one another.
final class PathOverlap {
  /// The paths that lead to different places, in the order given, each with where it leads.
  let roots: [(path: FilePath, real: FilePath)]
  /// Those that lie in another one: what is below them is met more than once.
  private let inner: Set<[UInt8]>
  private var met: Set<[UInt8]> = []

  init(_ paths: [FilePath]) {
    var all: Set<[UInt8]> = []
    roots = paths.map { ($0, $0.real ?? $0) }.filter { all.insert($0.1.bytes).inserted }
    inner = Set(roots.map(\.real.bytes).filter { Self.hasFolder(round: $0, in: all) })
  }

  /// Whether nothing lies in anything else.
  var isEmpty: Bool { inner.isEmpty }

  /// The way to `name` in the folder that is reached by `folder`.
  func way(to name: [UInt8], in folder: Way) -> Way {
    let real = folder.real.appending(name)
    return Way(real: real, isShared: folder.isShared || inner.contains(real.bytes))
  }

  func way(toRoot real: FilePath) -> Way { Way(real: real, isShared: inner.contains(real.bytes)) }

  /// Whether what `way` leads to was met before; from now on it was.
  func isRepeated(_ way: Way) -> Bool { way.isShared && !met.insert(way.real.bytes).inserted }

  /// Where something lies that was come upon on a walk.
  struct Way {
    let real: FilePath
    /// Whether another of the paths leads there too.
    let isShared: Bool
  }

  private static func hasFolder(round path: [UInt8], in paths: Set<[UInt8]>) -> Bool {
    var end = path.count
    while let slash = path[..<end].lastIndex(of: FilePath.slash) {
      if paths.contains(slash == 0 ? [FilePath.slash] : Array(path[..<slash])) { return path.count > 1 }
      end = slash
    }
    return false
  }
}

extension FilePath {
  /// Where the path leads, without links and detours; `nil` when there is nothing.
  fileprivate var real: FilePath? {
    guard let resolved = withCString({ realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    return FilePath(Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
  }
}
