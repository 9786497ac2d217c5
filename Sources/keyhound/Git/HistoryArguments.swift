import ArgumentParser
import KeyhoundGit

/// Options of the scan of a whole history.
struct HistoryArguments: ParsableArguments {
  @Flag(name: .customLong("unreachable"), help: "Also scan objects that nothing leads to any more.")
  var includesUnreachable = false

  @Flag(name: .customLong("no-delta"), help: .hidden)
  var searchesEverything = false

  @Flag(name: .customLong("inflate-only"), help: .hidden)
  var onlyInflates = false

  /// Whether anything but the default is asked for.
  var isUsed: Bool { includesUnreachable || searchesEverything || onlyInflates }

  var options: HistoryOptions {
    var options = HistoryOptions()
    options.includesUnreachable = includesUnreachable
    options.searchesEverything = searchesEverything
    options.screens = !onlyInflates
    // There the checkout leaves the token of the job itself, which ends with it.
    options.searchesConfiguration = CIService.current == nil
    return options
  }
}
