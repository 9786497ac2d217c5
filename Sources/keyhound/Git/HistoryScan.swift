import KeyhoundCore
import KeyhoundEngine
import KeyhoundGit

/// The scan of a whole history: three passes of the scanner, whose findings become one for each secret and path.
struct HistoryScan {
  let repository: Repository
  let options: HistoryOptions

  /// Runs the passes, and tells `consume` what came of them.
  func run(_ scanner: Scanner, _ consume: (Scanner.Event) -> Void) throws(GitError) -> Coverage {
    let start = Progress.now()
    scanner.pictures?.joinsVersions = true
    var options = options
    options.minimumConfidence = scanner.policy.minimumConfidence
    let workers: any Workers = scanner.jobs > 1 ? WorkerPair() : SingleWorker()
    let history = History(
      repository, detector: scanner.detector, extractors: scanner.extractors, encoded: scanner.encoded, options: options,
      workers: workers)
    var notes = HistoryNotes(history)
    var total = Coverage()
    total.expected = history.objectsToScan
    total.add(pass(ContentScreening(history, workers), of: history, scanner, &notes, total, consume))
    guard options.screens else {
      total.seconds = Progress.now() - start
      return total
    }
    total.add(pass(TreeReading(history, notes, workers), of: history, scanner, &notes, total, consume))
    search(Introductions(history, &notes, workers), of: history, scanner, &total, consume)
    total.seconds = Progress.now() - start
    return total
  }

  /// Runs the last pass, and adds to `total` what came of it.
  private func search(
    _ introductions: Introductions, of history: History, _ scanner: Scanner, _ total: inout Coverage,
    _ consume: (Scanner.Event) -> Void
  ) {
    // The trees are gone, and lay between what stays.
    Heap.trim()
    var occurrences = Occurrences()
    let coverage = scanner.scan(occurrenceSource(history, introductions, scanner)) { event in
      switch event {
      case .finding(let finding), .allowed(let finding): occurrences.add(finding)
      case .issue: consume(event)
      case .note(let version as SearchedVersion): occurrences.end(version)
      case .note(let versions as RepeatedVersions): occurrences.add(versions)
      case .note, .progress: break
      }
    }
    total.isComplete = total.isComplete && coverage.isComplete
    total.allowed = coverage.allowed.merging(occurrences.repeatedAllowances, uniquingKeysWith: +)
    total.metEntries = coverage.metEntries
    occurrences.findings.forEach { consume($0.allowance == nil ? .finding($0) : .allowed($0)) }
  }

  private func occurrenceSource(_ history: History, _ introductions: Introductions, _ scanner: Scanner) -> OccurrenceSource {
    let (policy, rules) = (scanner.policy, scanner.detector.rules)
    return OccurrenceSource(history, introductions) {
      let exceptions = ExceptionLookup(policy, isRule: rules.isRule)
      return { !exceptions.mindsPlaces(under: $0) }
    }
  }

  /// Runs one of the passes that only take notes.
  private func pass(
    _ source: any Source, of history: History, _ scanner: Scanner, _ notes: inout HistoryNotes, _ before: Coverage,
    _ consume: (Scanner.Event) -> Void
  ) -> Coverage {
    defer {
      history.releasePages()
      // What the workers had lies between what stays.
      Heap.trim()
    }
    return scanner.scan(source) { event in
      switch event {
      case .note(let note): notes.add(note)
      case .progress(let coverage):
        var all = before
        all.add(coverage)
        consume(.progress(all))
      case .finding, .allowed, .issue: consume(event)
      }
    }
  }
}
