/// A reference that a push moves, as git tells its hooks on standard input.
package struct ReferenceUpdate: Equatable, Sendable {
  /// The name on the side that receives.
  package var name: String
  /// What the receiving side has; `nil` for a new reference.
  package var old: ObjectID?
  /// What it is to have; `nil` for a deletion.
  package var new: ObjectID?

  /// Reads a line of pre-push: local name, local id, remote name, remote id.
  package init?(prePush line: some StringProtocol) {
    // What is pushed is named as it was given, and may have spaces in it.
    let words = Array(line.split(separator: " ").reversed())
    guard words.count > 3 else { return nil }
    self.init(name: words[1], old: words[0], new: words[2])
  }

  /// Reads a line of pre-receive: old id, new id, name.
  package init?(preReceive line: some StringProtocol) {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count == 3 else { return nil }
    self.init(name: words[2], old: words[0], new: words[1])
  }

  private init?(name: some StringProtocol, old: some StringProtocol, new: some StringProtocol) {
    guard let old = ObjectID(hex: old), let new = ObjectID(hex: new) else { return nil }
    self.name = String(name)
    self.old = old.isNull ? nil : old
    self.new = new.isNull ? nil : new
  }
}
