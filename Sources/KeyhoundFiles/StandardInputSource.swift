package import KeyhoundCore

/// Standard input as one unit.
package struct StandardInputSource: Source {
  /// The name under which it is judged and reported.
  private let path: String
  private let limits: ReadLimits

  package init(path: String, limits: ReadLimits = ReadLimits()) {
    self.path = path
    self.limits = limits
  }

  package func forEachUnit(_ body: (any Unit) -> Void) { body(StandardInputUnit(path: path, limits: limits)) }
}

private struct StandardInputUnit: Unit {
  let path: String
  let limits: ReadLimits

  func read(into sink: any UnitSink) {
    do {
      sink.count(try FileReader(descriptor: 0, origin: Origin(path: path), sink: sink, limits: limits).scanAll())
    } catch {
      sink.report(Issue(.unreadable, path: path, message: "cannot read it: \(systemMessage(error.code))"))
    }
  }
}
