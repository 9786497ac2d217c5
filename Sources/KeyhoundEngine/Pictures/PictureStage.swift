package import KeyhoundCore

extension Scanner {
  /// Reads the pictures that scans have kept, in the order in which they were met, and tells `consume` what is found in them.
  ///
  /// What is handed over does not depend on the number of workers, unless the time is over before all are read.
  /// - Returns: what the scans covered, and the pictures.
  package func readPictures(after coverage: Coverage, _ consume: (Event) -> Void) -> Coverage {
    guard let pictures, !(pictures.places.isEmpty && pictures.lost.isEmpty) else { return coverage }
    let start = Self.now()
    var stage = PictureStage(pictures, PictureJudgement(self), coverage)
    if let reader = pictures.reader {
      readAll(pictures, with: reader, deadline: start + pictures.limits.seconds) { stage.take($0, consume) }
    }
    stage.finish(consume)
    var coverage = stage.coverage
    coverage.seconds += Self.now() - start
    return coverage
  }

  /// Hands over the readings in the order of the first places of their pictures.
  private func readAll(
    _ shelf: PictureShelf, with reader: any PictureReader, deadline: Double, _ take: (PictureStage.Reading) -> Void
  ) {
    let order = shelf.order
    let work = Channel<Int>(capacity: .max)
    let results = Channel<(Int, PictureStage.Reading)>(capacity: .max)
    for index in order.indices { work.send(index) }
    work.close()
    let workers = (0..<min(jobs, order.count)).map { _ in
      WorkerThread {
        let buffer = ReadBuffer(capacity: 1 << 20)
        while let index = work.receive() {
          let isLate = Self.now() > deadline
          let reading = isLate ? nil : shelf.read(order[index], into: buffer, with: reader)
          results.send((index, PictureStage.Reading(number: order[index], reading: reading)))
        }
      }
    }
    Self.inOrder(order.count, results, take)
    workers.forEach { $0.join() }
  }

  /// Hands over `count` readings by their indices, each as soon as it and all before it are there.
  private static func inOrder(
    _ count: Int, _ results: Channel<(Int, PictureStage.Reading)>, _ take: (PictureStage.Reading) -> Void
  ) {
    var waiting: [Int: PictureStage.Reading] = [:]
    var next = 0
    while next < count, let (index, reading) = results.receive() {
      waiting[index] = reading
      while let reading = waiting.removeValue(forKey: next) {
        take(reading)
        next += 1
      }
    }
  }
}

extension PictureShelf {
  /// The pictures by their first places.
  fileprivate var order: [Int] {
    var seen: Set<Int> = []
    return places.map(\.number).filter { seen.insert($0).inserted }
  }

  fileprivate func read(_ number: Int, into buffer: ReadBuffer, with reader: any PictureReader) -> PictureReading {
    if let bytes = spool.read(number, into: buffer) { return reader.read(bytes) }
    var reading = PictureReading()
    reading.problem = (.unreadable, "the picture could not be read back from the temporary folder; scan again")
    return reading
  }
}

/// Turns readings into findings at each place, in the order of the source.
struct PictureStage {
  /// What came of one picture; no reading when there was no time.
  struct Reading: Sendable {
    var number: Int
    var reading: PictureReading?
  }

  private let shelf: PictureShelf
  private let judgement: PictureJudgement
  private(set) var coverage: Coverage
  private var readings: [Int: PictureReading] = [:]
  private var unread = 0
  private var nextPlace = 0
  private var seen: Set<Issue> = []

  init(_ shelf: PictureShelf, _ judgement: PictureJudgement, _ coverage: Coverage) {
    self.shelf = shelf
    self.judgement = judgement
    self.coverage = coverage
    self.coverage.expectedImages = Set(shelf.places.map(\.number)).count
  }

  /// Takes the next reading, and reports all places up to the first whose picture has not been read yet.
  mutating func take(_ next: Reading, _ consume: (Scanner.Event) -> Void) {
    count(next)
    readings[next.number] = next.reading ?? PictureReading()
    if let problem = next.reading?.problem, let place = shelf.places.first(where: { $0.number == next.number }) {
      report(
        Issue(problem.kind, path: place.origin.path, commit: place.origin.commit?.id, message: place.words + problem.message),
        consume)
    }
    while nextPlace < shelf.places.count, let reading = readings[shelf.places[nextPlace].number] {
      report(reading, at: shelf.places[nextPlace], consume)
      nextPlace += 1
    }
    consume(.progress(coverage))
  }

  /// Says what has not been read.
  mutating func finish(_ consume: (Scanner.Event) -> Void) {
    if unread > 0 {
      let seconds = Int(shelf.limits.seconds.rounded(.up))
      report(
        Issue(
          .tooLarge, path: nil,
          message: "\(Self.pictures(unread)) not read: the \(seconds) s for pictures were over; --images-timeout gives more"),
        consume)
    }
    if shelf.reader == nil, coverage.expectedImages > 0 {
      let message = "\(Self.pictures(coverage.expectedImages)) not read: \(shelf.unavailability)"
      report(Issue(.unreadable, path: nil, message: message), consume)
    }
    for (reason, count) in shelf.lost.sorted(by: { $0.key < $1.key }) {
      report(Issue(.tooLarge, path: nil, message: "\(Self.pictures(count)) not read: \(reason)"), consume)
    }
    coverage.metEntries.formUnion(judgement.takeMetEntries())
  }

  private static func pictures(_ count: Int) -> String { count == 1 ? "1 picture was" : "\(count) pictures were" }

  private mutating func count(_ next: Reading) {
    guard let reading = next.reading else { return unread += 1 }
    if reading.isTooSmall {
      coverage.skipped[.smallImage, default: 0] += 1
    } else if reading.problem == nil {
      coverage.images += 1
    }
  }

  private mutating func report(_ reading: PictureReading, at place: HeldPicture, _ consume: (Scanner.Event) -> Void) {
    guard !reading.hits.isEmpty else { return }
    let sha256 = shelf.spool.sha256(of: place.number)
    for var finding in reading.findings(sha256: sha256, origin: place.origin, location: place.location) {
      finding.occurrences = place.occurrences
      guard let finding = judgement.judged(finding) else { continue }
      for issue in judgement.issues(concerning: place.origin.path) { report(issue, consume) }
      guard let allowance = finding.allowance else {
        consume(.finding(finding))
        continue
      }
      coverage.allowed[allowance.source, default: 0] += 1
      consume(.allowed(finding))
    }
  }

  private mutating func report(_ issue: Issue, _ consume: (Scanner.Event) -> Void) {
    let issue = judgement.concealed(issue)
    guard seen.insert(issue).inserted else { return }
    if judgement.policy.isGap(issue) { coverage.isComplete = false }
    consume(.issue(issue))
  }
}

extension HeldPicture {
  /// Where in the file it stands, in front of what is said of it; nothing for a file of its own.
  fileprivate var words: String {
    if let cell = origin.cell {
      let output = cell.outputIndex.map { ", output \($0)" } ?? ""
      return cell.index > 0 ? "cell \(cell.index)\(output): " : "notebook: "
    }
    return location.end == location.start ? "" : "line \(location.start.line): "
  }
}
