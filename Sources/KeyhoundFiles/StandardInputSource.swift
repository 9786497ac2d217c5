package import KeyhoundCore

/// Standard input as one unit.
package struct StandardInputSource: Source {
  /// The name under which it is judged and reported.
  private let path: String

  package init(path: String) {
    self.path = path
  }

  package func forEachUnit(_ body: (any Unit) -> Void) { body(StandardInputUnit(path: path)) }
}

private struct StandardInputUnit: Unit {
  let path: String

  func read(into sink: any UnitSink) {
    do {
      sink.count(try FileReader(descriptor: 0, origin: Origin(path: path), sink: sink).scanAll())
    } catch {
      sink.report(Issue(.unreadable, path: path, message: "cannot read it: \(systemMessage(error.code))"))
    }
  }
}
