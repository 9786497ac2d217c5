/// The shell script that git runs: it gives way to the hook that was there before, finds the program, and hands over.
struct HookScript {
  let type: HookType
  /// The program that installed the script, as an absolute path.
  var program: String?
  /// Whether the script stands in a folder that replaces the hooks of every repository, so that it has to run theirs.
  var isGlobal = false

  /// The ending of the name under which an earlier hook is kept.
  static let earlierSuffix = ".before-keyhound"

  private static let mark = "# keyhound hook"

  /// Whether `text` is one of these scripts, of whatever version.
  static func recognizes(_ text: String) -> Bool { text.contains("\n\(mark)") }

  var text: String { [opening, input, earlier, own].compactMap { $0 }.joined(separator: "\n") + "\n" + handover }

  private var opening: String {
    let bypass = type.bypass.map { " To go past it once: \($0)" } ?? ""
    return """
      #!/bin/sh
      \(Self.mark): looks for leaked keys in \(type.subject).
      # `keyhound hook install` puts it here and `keyhound hook uninstall` takes it away.\(bypass)

      """
  }

  /// Two programs may have to read the same standard input.
  private var input: String? {
    guard type.readsReferences else { return nil }
    return """
      references=$(cat)
      feed() { [ -z "$references" ] || printf '%s\\n' "$references"; }

      """
  }

  private var feed: String { type.readsReferences ? "feed | " : "" }

  private var earlier: String {
    """
    # A hook that was here before comes first.
    earlier="$0\(Self.earlierSuffix)"
    if [ -x "$earlier" ]; then
      \(feed)"$earlier" "$@" || exit $?
    fi

    """
  }

  /// The repository's own hook, which a folder for all repositories would otherwise shadow.
  private var own: String? {
    guard isGlobal else { return nil }
    return """
      # So does the repository's own.
      own="$(git rev-parse --git-common-dir)/hooks/\(type.rawValue)"
      if [ -x "$own" ] && [ ! "$own" -ef "$0" ]; then
        \(feed)"$own" "$@" || exit $?
      fi

      """
  }

  private var handover: String {
    let run = "\"$keyhound\" hook run \(type.rawValue) -- \"$@\""
    let call = type.readsReferences ? "feed | \(run)\n    exit $?" : "exec \(run)"
    let past = type.bypass == nil ? "" : ", or add --no-verify to go past this check once"
    return """
      for keyhound in "$KEYHOUND" \(Self.quoted(program ?? "")) keyhound \\
        "$HOME/.local/bin/keyhound" /usr/local/bin/keyhound /opt/homebrew/bin/keyhound; do
        if [ -n "$keyhound" ] && command -v "$keyhound" >/dev/null 2>&1; then
          \(call)
        fi
      done
      echo "keyhound: the program was not found, so nothing was checked for keys and git stops here." >&2
      echo "keyhound: put it on the PATH, or say where it is with KEYHOUND=/path/to/keyhound\(past)." >&2
      exit 2

      """
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
