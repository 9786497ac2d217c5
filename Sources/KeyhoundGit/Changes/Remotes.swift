extension Repository {
  /// What `git rev-list` calls the branches that the remote called `name` is known to have; nothing, where it has no name here.
  ///
  /// Those of a remote whose name begins with this one and a slash lie among them, and are left out.
  package func branches(ofRemote name: String) throws(GitError) -> [String] {
    let output = try git.run(["config", "--null", "--name-only", "--get-regexp", #"^remote\..*\."#])
    let remotes = output.bytes.split(separator: 0).map { key in
      String(decoding: key.dropFirst("remote.".utf8.count), as: UTF8.self).split(separator: ".").dropLast().joined(separator: ".")
    }
    let inner = Set(remotes.filter { $0.hasPrefix(name + "/") }).sorted()
    return inner.map { "--exclude=\(Self.literal($0))/*" } + ["--remotes=\(Self.literal(name))"]
  }

  /// git takes a pattern; a name with wildcards in it cannot come from git, but costs only a longer scan.
  private static func literal(_ remote: String) -> String { String(remote.map { "*?[\\".contains($0) ? "?" : $0 }) }
}
