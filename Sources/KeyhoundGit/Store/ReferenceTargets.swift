import KeyhoundCore

/// What names stand for. Those that come in order, as git packs them by the ten thousand, are neither hashed nor sorted.
struct ReferenceTargets {
  /// In order of name.
  private var sorted: [Reference] = []
  /// All others. They overrule the sorted ones.
  private var others: [RawPath: ObjectID] = [:]

  /// Adds a reference, or changes what its name stands for.
  mutating func append(_ reference: Reference) {
    if let last = sorted.last, reference.path <= last.path {
      others[reference.path] = reference.target
    } else {
      sorted.append(reference)
    }
  }

  subscript(name: RawPath) -> ObjectID? {
    get {
      if let target = others[name] { return target }
      let place = place(of: name, from: 0)
      return place < sorted.count && sorted[place].path == name ? sorted[place].target : nil
    }
    set { others[name] = newValue }
  }

  /// All of them, in order of name.
  var inOrder: [Reference] {
    let rest = others.map { Reference(path: $0.key, target: $0.value) }.sorted { $0.path < $1.path }
    var all: [Reference] = []
    all.reserveCapacity(sorted.count + rest.count)
    var place = 0
    for reference in rest {
      let end = self.place(of: reference.path, from: place)
      all += sorted[place..<end]
      all.append(reference)
      place = end < sorted.count && sorted[end].path == reference.path ? end + 1 : end
    }
    return all + sorted[place...]
  }

  /// The first place from `start` on whose name is not before `name`.
  private func place(of name: RawPath, from start: Int) -> Int {
    var (low, high) = (start, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].path < name { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
