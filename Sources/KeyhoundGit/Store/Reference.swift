import KeyhoundCore

/// A name for an object: a branch, a tag, HEAD, a stash entry.
package struct Reference: Hashable, Sendable {
  /// The full name, such as `refs/heads/main`, `HEAD`, or `refs/stash@{1}`.
  package var name: String
  package var target: ObjectID

  package init(name: String, target: ObjectID) {
    self.name = name
    self.target = target
  }
}

extension Repository {
  /// All references, in order of name: branches, tags, notes, every stash entry, the HEADs of all worktrees, and what an
  /// unfinished merge, rebase or fetch left behind.
  /// - Returns: the references, and what could not be read of them.
  package func references() throws(GitError) -> (references: [Reference], problems: [GitError]) {
    var reader = ReferenceReader(layout: layout, format: format)
    if usesReftable {
      try reader.addTable(git)
    } else {
      try reader.addPacked()
      try reader.addLoose()
    }
    try reader.addPseudo()
    try reader.addStash()
    return (reader.resolved(), reader.problems)
  }

  /// What HEAD points to; `nil` on a branch without commits.
  package func head() throws(GitError) -> ObjectID? {
    if usesReftable {
      let output = try git.run(["rev-parse", "--verify", "--quiet", "HEAD"])
      return ObjectID(hexDigits: output.bytes.prefix { $0 != UInt8(ascii: "\n") })
    }
    var reader = ReferenceReader(layout: layout, format: format)
    try reader.addPacked()
    try reader.addLoose()
    try reader.addPseudo()
    return reader.resolved().first { $0.name == "HEAD" }?.target
  }
}

/// Collects references from the places git keeps them in.
private struct ReferenceReader {
  private let layout: RepositoryLayout
  private let format: ObjectFormat
  private var targets = ReferenceTargets()
  private var symbolic: [String: String] = [:]
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

  mutating func addPacked() throws(GitError) {
    let path = "\(layout.commonDirectory)/packed-refs"
    let bytes = try SmallFile.bytes(at: path) ?? []
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
    targets.append(Reference(name: line.text(space + 1..<line.count), target: id))
    return true
  }

  private func id(_ digits: UnsafeRawBufferPointer) -> ObjectID? {
    digits.count == 2 * format.byteCount ? ObjectID(hexDigits: digits) : nil
  }

  /// Loose references overrule packed ones; those of the worktree itself lie in its own folder.
  mutating func addLoose() throws(GitError) {
    for folder in Set([layout.commonDirectory, layout.gitDirectory]) { try addFolder("\(folder)/refs", name: "refs") }
  }

  private mutating func addFolder(_ folder: String, name: String) throws(GitError) {
    for entry in try SmallFile.names(in: folder) {
      let path = "\(folder)/\(entry)"
      if SmallFile.isDirectory(path) {
        try addFolder(path, name: "\(name)/\(entry)")
      } else if !entry.hasPrefix("."), !entry.hasSuffix(".lock") {
        addFile(path, name: "\(name)/\(entry)")
        if entry.contains("\u{FFFD}"), !SmallFile.exists(path) {
          problems.append(.cannotRead(path: path, reason: "its name is no UTF-8; `git pack-refs --all` puts it where it is read"))
        }
      }
    }
  }

  private mutating func addFile(_ path: String, name: String) {
    do throws(GitError) {
      guard let lines = try SmallFile.lines(at: path) else { return }
      // What was fetched last may be nothing.
      guard let line = lines.first else {
        if !name.hasSuffix("FETCH_HEAD") { problems.append(.damaged(place: path, reason: "it is empty")) }
        return
      }
      if line.hasPrefix("ref:") {
        symbolic[name] = String(line.dropFirst(4).drop { $0 == " " || $0 == "\t" })
      } else if let id = ObjectID(hex: line.prefix { $0 != " " && $0 != "\t" }) {
        targets[name] = id
      } else {
        problems.append(.damaged(place: path, reason: "it names no object"))
      }
      // What was fetched or is merged together has a line each.
      for (number, line) in lines.enumerated().dropFirst() where name.hasSuffix("FETCH_HEAD") || name.hasSuffix("MERGE_HEAD") {
        if let id = ObjectID(hex: line.prefix { $0 != " " && $0 != "\t" }) { targets["\(name) line \(number + 1)"] = id }
      }
    } catch {
      problems.append(error)
    }
  }

  mutating func addTable(_ git: GitProcess) throws(GitError) {
    let output = try git.output(of: ["for-each-ref", "--format=%(objectname) %(refname)"])
    for line in output.split(separator: UInt8(ascii: "\n")) {
      guard let space = line.firstIndex(of: UInt8(ascii: " ")), let id = ObjectID(hexDigits: line[..<space]) else { continue }
      targets[String(decoding: line[(space + 1)...], as: UTF8.self)] = id
    }
    let head = try git.run(["rev-parse", "--verify", "--quiet", "HEAD"])
    if let id = ObjectID(hexDigits: head.bytes.prefix { $0 != UInt8(ascii: "\n") }) { targets["HEAD"] = id }
  }

  /// HEAD and its kin, of this worktree and of all others.
  mutating func addPseudo() throws(GitError) {
    for name in Self.pseudo where symbolic[name] == nil && targets[name] == nil {
      addFile("\(layout.gitDirectory)/\(name)", name: name)
    }
    if layout.gitDirectory != layout.commonDirectory { addFile("\(layout.commonDirectory)/HEAD", name: "main-worktree/HEAD") }
    for worktree in try SmallFile.names(in: "\(layout.commonDirectory)/worktrees") {
      let folder = "\(layout.commonDirectory)/worktrees/\(worktree)"
      for name in Self.pseudo { addFile("\(folder)/\(name)", name: "worktrees/\(worktree)/\(name)") }
      try addFolder("\(folder)/refs", name: "worktrees/\(worktree)/refs")
    }
  }

  private static let pseudo = [
    "HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "BISECT_HEAD", "FETCH_HEAD",
  ]

  /// Older stash entries are reachable from the reflog of the stash alone.
  mutating func addStash() throws(GitError) {
    let lines = try SmallFile.lines(at: "\(layout.commonDirectory)/logs/refs/stash") ?? []
    for (age, line) in lines.reversed().enumerated() where age > 0 {
      let words = line.split(separator: " ", maxSplits: 2)
      if words.count > 1, let id = ObjectID(hex: words[1]) { targets["refs/stash@{\(age)}"] = id }
    }
  }
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

/// What names stand for. Those that come in order, as git packs them by the ten thousand, are neither hashed nor sorted.
private struct ReferenceTargets {
  /// In order of name.
  private var sorted: [Reference] = []
  /// All others. They overrule the sorted ones.
  private var others: [String: ObjectID] = [:]

  /// Adds a reference, or changes what its name stands for.
  mutating func append(_ reference: Reference) {
    if let last = sorted.last, reference.name <= last.name {
      others[reference.name] = reference.target
    } else {
      sorted.append(reference)
    }
  }

  subscript(name: String) -> ObjectID? {
    get {
      if let target = others[name] { return target }
      let place = place(of: name, from: 0)
      return place < sorted.count && sorted[place].name == name ? sorted[place].target : nil
    }
    set { others[name] = newValue }
  }

  /// All of them, in order of name.
  var inOrder: [Reference] {
    let rest = others.map { Reference(name: $0.key, target: $0.value) }.sorted { $0.name < $1.name }
    var all: [Reference] = []
    all.reserveCapacity(sorted.count + rest.count)
    var place = 0
    for reference in rest {
      let end = self.place(of: reference.name, from: place)
      all += sorted[place..<end]
      all.append(reference)
      place = end < sorted.count && sorted[end].name == reference.name ? end + 1 : end
    }
    return all + sorted[place...]
  }

  /// The first place from `start` on whose name is not before `name`.
  private func place(of name: String, from start: Int) -> Int {
    var (low, high) = (start, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
