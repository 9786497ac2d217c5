import KeyhoundCore

/// Collects references from the places git keeps them in.
struct ReferenceReader {
  private let layout: RepositoryLayout
  private let format: ObjectFormat
  private var targets = ReferenceTargets()
  private var symbolic: [RawPath: RawPath] = [:]
  private var way = FolderWay()
  private(set) var problems: [GitError] = []

  init(layout: RepositoryLayout, format: ObjectFormat) {
    self.layout = layout
    self.format = format
  }

  /// What all names stand for, in order of name. A symbolic name without a target is a branch yet to be born.
  func resolved() -> [Reference] {
    var all = targets
    for name in symbolic.keys {
      var target = symbolic[name]
      var steps = 0
      while let next = target, targets[next] == nil, steps < 5 {
        target = symbolic[next]
        steps += 1
      }
      if let target, let id = targets[target] { all[name] = id }
    }
    return all.inOrder
  }

  /// What `read` gives; what goes wrong is taken down.
  private mutating func reading<Value>(_ read: () throws(GitError) -> Value?) -> Value? {
    do throws(GitError) {
      return try read()
    } catch {
      problems.append(error)
      return nil
    }
  }

  mutating func addPacked() {
    let path = "\(layout.commonDirectory)/packed-refs"
    let bytes = reading { () throws(GitError) in try SmallFile.bytes(at: path) } ?? []
    var damage = PackedDamage()
    bytes.withUnsafeBytes { bytes in
      var (start, number) = (0, 1)
      while start < bytes.count {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
        if !addPacked(bytes.view(start..<(end ?? bytes.count))) { damage.add(line: number) }
        if end == nil { damage.isCutShort = true }
        start = (end ?? bytes.count) + 1
        number += 1
      }
    }
    if let reason = damage.reason { problems.append(.damaged(place: path, reason: reason)) }
  }

  /// Adds what a line says.
  /// - Returns: whether it makes sense. Comments and ends as Windows has them, which git refuses, take nothing away.
  private mutating func addPacked(_ line: UnsafeRawBufferPointer) -> Bool {
    let line = line.last == UInt8(ascii: "\r") ? line.view(0..<line.count - 1) : line
    guard let first = line.first, first != UInt8(ascii: "#") else { return true }
    // What the tag above leads to, which the tag itself says too.
    if first == UInt8(ascii: "^") { return id(line.view(1..<line.count)) != nil }
    guard let space = line.firstIndex(of: UInt8(ascii: " "), from: 0), space + 1 < line.count, let id = id(line.view(0..<space))
    else { return false }
    targets.append(Reference(path: RawPath(line.view(space + 1..<line.count)), target: id))
    return true
  }

  private func id(_ digits: UnsafeRawBufferPointer) -> ObjectID? {
    digits.count == 2 * format.byteCount ? ObjectID(hexDigits: digits) : nil
  }

  /// Loose references overrule packed ones; those of the worktree itself lie in its own folder.
  mutating func addLoose() {
    for folder in Set([layout.commonDirectory, layout.gitDirectory]) { addFolder("\(folder)/refs", name: "refs") }
  }

  private mutating func addFolder(_ folder: String, name: String, isLink: Bool? = nil) {
    guard way.enter(folder, isLink: isLink ?? SmallFile.isSymbolicLink(folder)) else { return }
    defer { way.leave() }
    for entry in reading({ () throws(GitError) in try SmallFile.entries(in: folder) }) ?? [] {
      let (path, isLink) = ("\(folder)/\(entry.name)", entry.kind == .link)
      if entry.kind == .folder || isLink && SmallFile.isDirectory(path) {
        addFolder(path, name: "\(name)/\(entry.name)", isLink: isLink)
      } else if !entry.name.hasPrefix("."), !entry.name.hasSuffix(".lock") {
        addFile(path, name: "\(name)/\(entry.name)", mayBeLink: isLink)
        if entry.name.contains("\u{FFFD}"), !SmallFile.exists(path) {
          problems.append(.cannotRead(path: path, reason: "its name is no UTF-8; `git pack-refs --all` puts it where it is read"))
        }
      }
    }
  }

  private mutating func addFile(_ path: String, name: String, mayBeLink: Bool = true) {
    // In former times git wrote references to others as links, which may lead to one that is packed.
    if mayBeLink, let target = SmallFile.linkTarget(of: path), target.starts(with: "refs/".utf8) {
      symbolic[RawPath(name)] = RawPath(target)
    } else if let bytes = reading({ () throws(GitError) in try SmallFile.bytes(at: path) }) {
      add(bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }, of: path, name: name)
    }
  }

  private mutating func add(_ lines: [ArraySlice<UInt8>], of path: String, name: String) {
    let hasManyLines = name.hasSuffix("FETCH_HEAD") || name.hasSuffix("MERGE_HEAD")
    // What was fetched last may be nothing.
    guard let line = lines.first else {
      if !name.hasSuffix("FETCH_HEAD") { problems.append(.damaged(place: path, reason: "it is empty")) }
      return
    }
    if line.starts(with: "ref:".utf8) {
      symbolic[RawPath(name)] = RawPath(line.dropFirst(4).drop(while: Self.isBlank))
    } else if let id = Self.id(line) {
      targets.append(Reference(path: RawPath(name), target: id))
    } else {
      problems.append(.damaged(place: path, reason: "it names no object"))
    }
    // What was fetched or is merged together has a line each.
    for (number, line) in lines.enumerated().dropFirst() where hasManyLines {
      if let id = Self.id(line) { targets[RawPath("\(name) line \(number + 1)")] = id }
    }
  }

  /// The id that a line begins with.
  private static func id(_ line: ArraySlice<UInt8>) -> ObjectID? { ObjectID(hexDigits: line.prefix { !isBlank($0) }) }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  mutating func addTable(_ git: GitProcess) {
    let output = reading { () throws(GitError) in try git.output(of: ["for-each-ref", "--format=%(objectname) %(refname)"]) }
    for line in (output ?? []).split(separator: UInt8(ascii: "\n")) {
      guard let space = line.firstIndex(of: UInt8(ascii: " ")), let id = ObjectID(hexDigits: line[..<space]) else { continue }
      targets[RawPath(line[(space + 1)...])] = id
    }
    let head = reading { () throws(GitError) in try git.run(["rev-parse", "--verify", "--quiet", "HEAD"]) }
    if let id = ObjectID(hexDigits: (head?.bytes ?? []).prefix { $0 != UInt8(ascii: "\n") }) { targets[RawPath("HEAD")] = id }
  }

  /// HEAD and its kin, of this worktree and of all others.
  mutating func addPseudo() {
    for name in Self.pseudo where symbolic[RawPath(name)] == nil && targets[RawPath(name)] == nil {
      addFile("\(layout.gitDirectory)/\(name)", name: name)
    }
    if layout.gitDirectory != layout.commonDirectory { addFile("\(layout.commonDirectory)/HEAD", name: "main-worktree/HEAD") }
    let worktrees = "\(layout.commonDirectory)/worktrees"
    for worktree in reading({ () throws(GitError) in try SmallFile.names(in: worktrees) }) ?? [] {
      let folder = "\(worktrees)/\(worktree)"
      for name in Self.pseudo { addFile("\(folder)/\(name)", name: "worktrees/\(worktree)/\(name)") }
      addFolder("\(folder)/refs", name: "worktrees/\(worktree)/refs")
    }
  }

  private static let pseudo = [
    "HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "BISECT_HEAD", "FETCH_HEAD",
  ]

  /// Older stash entries are reachable from the reflog of the stash alone.
  mutating func addStash() {
    let path = "\(layout.commonDirectory)/logs/refs/stash"
    let lines = reading { () throws(GitError) in try SmallFile.lines(at: path) } ?? []
    for (age, line) in lines.reversed().enumerated() where age > 0 {
      let words = line.split(separator: " ", maxSplits: 2)
      if words.count > 1, let id = ObjectID(hex: words[1]) { targets[RawPath("refs/stash@{\(age)}")] = id }
    }
  }
}

/// The way through folders of references. Links may lead round in a circle, and in very many ways to the same.
private struct FolderWay {
  /// The folders from the first one to that in hand.
  private var folders: [String] = []
  /// Where links have led.
  private var linked: Set<SmallFile.Identity> = []

  /// Enters a folder.
  /// - Returns: whether it is to be looked into. If not, a link leads to it that goes where another one has led, or back.
  mutating func enter(_ path: String, isLink: Bool) -> Bool {
    if isLink, let folder = SmallFile.identity(of: path) {
      let isOnWay = folders.contains { SmallFile.identity(of: $0) == folder }
      guard !isOnWay, linked.insert(folder).inserted else { return false }
    }
    folders.append(path)
    return true
  }

  mutating func leave() { folders.removeLast() }
}

/// What makes no sense in the file of packed references.
private struct PackedDamage {
  private var first: Int?
  private var count = 0
  /// Whether the last line has no end.
  var isCutShort = false

  mutating func add(line: Int) {
    first = first ?? line
    count += 1
  }

  /// What to say of it; `nil` when there is nothing.
  var reason: String? {
    if let first {
      return count == 1 ? "line \(first) makes no sense" : "\(count) lines make no sense, the first of them is line \(first)"
    }
    return isCutShort ? "its last line is cut short" : nil
  }
}
