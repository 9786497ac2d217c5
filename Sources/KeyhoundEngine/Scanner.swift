#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
package import KeyhoundCore

/// The pipeline: a source on one thread, workers that read and search, and one consumer that puts their results back in order.
///
/// What is handed to the consumer does not depend on the number of workers.
package struct Scanner: Sendable {
  private let lazyDetector: Once<Detector>
  package var extractors: [any Extractor]
  /// The search through what is encoded in texts; `nil` for none.
  package var encoded: EncodedSearch?
  /// Where pictures are kept until `readPictures`; `nil` when they are not to be read.
  package var pictures: PictureShelf?
  package var policy: Policy
  /// How many workers read and search, at least 1.
  package var jobs: Int

  /// `detector` is made when there is something to search, for that takes milliseconds.
  package init(
    detector: @autoclosure @escaping @Sendable () -> Detector, extractors: [any Extractor], policy: Policy, jobs: Int
  ) {
    lazyDetector = Once(detector)
    self.extractors = extractors
    self.policy = policy
    self.jobs = max(1, jobs)
  }

  /// The detector, made now if it was not before.
  package var detector: Detector { lazyDetector.value }

  /// What the consumer is told, in the order of the source.
  package enum Event: Sendable {
    case finding(Finding)
    /// A finding that is not reported; its `allowance` says why.
    case allowed(Finding)
    case issue(Issue)
    /// What a unit noted; see `UnitSink.note`.
    case note(any Sendable)
    /// What has been covered so far; comes at least every 200 ms while the scan runs.
    case progress(Coverage)
  }

  private static let batchesInFlight = 256
  /// Milliseconds between two looks at what the workers have done.
  private static let collectionInterval = 20

  /// Scans everything `source` has. Returns when all of it is done; `consume` is called on this thread only.
  package func scan(_ source: any Source, _ consume: (Event) -> Void) -> Coverage {
    let start = Self.now()
    let work = Channel<Batch>(capacity: Self.batchesInFlight)
    let results = Channel<NumberedResult>(capacity: .max)
    let enumerator = WorkerThread { Self.enumerate(source, into: work) }
    let workers = (0..<jobs).map { _ in
      WorkerThread { self.work(work, into: results) }
    }
    // One more thread closes the results when all workers are done, so that this one can consume meanwhile.
    let closer = WorkerThread {
      enumerator.join()
      workers.forEach { $0.join() }
      results.close()
    }
    var coverage = consumeInOrder(results, consume)
    closer.join()
    coverage.seconds = Self.now() - start
    return coverage
  }

  private struct Batch: Sendable {
    var number: Int
    var units: [any Unit]
  }

  private struct NumberedResult: Sendable {
    var number: Int
    var result: ScanResult
  }

  private static func enumerate(_ source: any Source, into work: Channel<Batch>) {
    var batch = Batch(number: 0, units: [])
    source.forEachUnit { unit in
      batch.units.append(unit)
      if batch.units.count == source.unitsAtOnce {
        work.send(batch)
        batch = Batch(number: batch.number + 1, units: [])
      }
    }
    if !batch.units.isEmpty { work.send(batch) }
    work.close()
  }

  private func work(_ work: Channel<Batch>, into results: Channel<NumberedResult>) {
    var worker: ScanWorker?
    while let batch = work.receive() {
      let ready = worker ?? ScanWorker(for: self)
      worker = ready
      results.send(NumberedResult(number: batch.number, result: ready.process(batch.units)))
    }
  }

  private func consumeInOrder(_ results: Channel<NumberedResult>, _ consume: (Event) -> Void) -> Coverage {
    var coverage = Coverage()
    var waiting: [Int: ScanResult] = [:]
    var next = 0
    var seen = Set<Issue>()
    while let arrived = results.collect(forMilliseconds: Self.collectionInterval) {
      for numbered in arrived {
        coverage.add(numbered.result.coverage)
        waiting[numbered.number] = numbered.result
      }
      while let result = waiting.removeValue(forKey: next) {
        result.findings.forEach { consume($0.allowance == nil ? .finding($0) : .allowed($0)) }
        // What is wrong with a file that many units need is said once.
        for issue in result.issues where seen.insert(issue).inserted { consume(.issue(issue)) }
        result.notes.forEach { consume(.note($0)) }
        if let pictures { result.hand(to: pictures) }
        next += 1
      }
      consume(.progress(coverage))
    }
    return coverage
  }

  /// Seconds on a clock that only runs forward.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
