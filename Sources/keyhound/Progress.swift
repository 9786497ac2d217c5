#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// One line on standard error that says how far a long scan has come. Shown only on a terminal, and only after a second.
struct Progress {
  private let isShown: Bool
  private let start: Double
  private var lastUpdate = 0.0
  private var isOnScreen = false

  init(isEnabled: Bool) {
    isShown = isEnabled && StandardStream.error.isTerminal
    start = Self.now()
  }

  mutating func update(_ coverage: Coverage) {
    guard isShown else { return }
    let now = Self.now()
    guard now - start > 1, now - lastUpdate > 0.1 else { return }
    lastUpdate = now
    isOnScreen = true
    let megabytes = Double(coverage.bytes) / 1e6
    let rate = megabytes / (now - start)
    let text = "\(Self.counted(coverage)), \(Int(megabytes)) MB, \(Int(rate)) MB/s"
    StandardStream.error.write("\r\u{1B}[K" + (coverage.expectedImages > 0 ? Self.pictures(coverage) : text))
  }

  private static func pictures(_ coverage: Coverage) -> String {
    let done = coverage.images + (coverage.skipped[.smallImage] ?? 0)
    return "reading pictures: \(done) of \(coverage.expectedImages)"
  }

  /// What has been read, and in a history how much is left.
  private static func counted(_ coverage: Coverage) -> String {
    guard coverage.expected > 0 else { return "\(coverage.files) files" }
    let done = coverage.blobs + coverage.commits
    return "\(done) objects, \(max(0, coverage.expected - done)) to go"
  }

  /// Takes the line away, so that other text can be written.
  mutating func clear() {
    guard isOnScreen else { return }
    isOnScreen = false
    StandardStream.error.write("\r\u{1B}[K")
  }

  /// Seconds on a clock that only runs forward.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
