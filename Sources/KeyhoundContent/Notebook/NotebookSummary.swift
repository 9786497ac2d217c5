import KeyhoundCore

/// What a notebook shares besides what was written into its cells. Information, no finding.
package struct NotebookSummary: Equatable, Sendable {
  package var outputs = 0
  /// Pictures among the outputs.
  package var pictures = 0
  /// Bytes of the file that are outputs.
  package var outputBytes = 0
  package var attachments = 0
  /// Widgets whose state, such as what was typed into them, is kept.
  package var widgets = 0
  /// Code cells that say in which order they were run.
  package var executionCounts = 0
  /// Metadata members that tell when, where and with what the notebook was run.
  package var executionMetadata: [String] = []
  /// Home folders named anywhere, in the order of the file, each once.
  package var homes: [String] = []

  package var isEmpty: Bool { self == NotebookSummary() }

  /// Looks through a file; `nil` when it is no notebook that can be read.
  package init?(of bytes: UnsafeRawBufferPointer, path: String) {
    guard NotebookExtractor.isNotebookName(path) || NotebookExtractor.looksLikeNotebook(bytes),
      let index = try? JSONIndex(bytes, from: NotebookExtractor.hasMark(bytes) ? 3 : 0), index.kind(0) == .object
    else { return nil }
    for name: StaticString in ["cells", "worksheets"] {
      if let list = index.member(name, of: 0), index.kind(list) == .array { count(list, index) }
    }
    if let metadata = index.member("metadata", of: 0), index.kind(metadata) == .object { count(metadata: metadata, index) }
    homes = HomeFolder.all(in: bytes)
  }

  private init() {}

  /// Cells, or worksheets with cells.
  private mutating func count(_ list: Int, _ index: JSONIndex) {
    for item in index.children(of: list) where index.kind(item) == .object {
      if let cells = index.member("cells", of: item), index.kind(cells) == .array { count(cells, index) }
      if let outputs = index.member("outputs", of: item), index.kind(outputs) == .array { count(outputs: outputs, index) }
      let counts = [index.member("execution_count", of: item), index.member("prompt_number", of: item)]
      if counts.contains(where: { $0.flatMap(index.integer) != nil }) { executionCounts += 1 }
      if let attached = index.member("attachments", of: item), index.kind(attached) == .object {
        attachments += Array(index.children(of: attached)).count
      }
      if let metadata = index.member("metadata", of: item), index.kind(metadata) == .object { count(metadata: metadata, index) }
    }
  }

  private mutating func count(outputs list: Int, _ index: JSONIndex) {
    for output in index.children(of: list) where index.kind(output) == .object {
      outputs += 1
      outputBytes += index.raw(output).count
      let bundle = index.member("data", of: output).flatMap { index.kind($0) == .object ? $0 : nil } ?? output
      pictures += index.children(of: bundle).count { key in
        index.raw(key).starts(with: "image/".utf8) || index.has(key, "png") || index.has(key, "jpeg")
      }
    }
  }

  private mutating func count(metadata: Int, _ index: JSONIndex) {
    for key in index.children(of: metadata) {
      for name: StaticString in ["papermill", "execution", "ExecuteTime", "colab", "application/vnd.databricks.v1+notebook"]
      where index.has(key, name) && !executionMetadata.contains(name.description) { executionMetadata.append(name.description) }
      if index.has(key, "widgets") { widgets += Self.widgetCount(key + 1, index) }
    }
  }

  private static func widgetCount(_ widgets: Int, _ index: JSONIndex) -> Int {
    guard let states = index.member("application/vnd.jupyter.widget-state+json", of: widgets) else {
      return Array(index.children(of: widgets)).count
    }
    return index.member("state", of: states).map { Array(index.children(of: $0)).count } ?? 0
  }
}

/// Paths that tell who ran something.
enum HomeFolder {
  private static let starts = ["/home/", "/Users/", #"\\Users\\"#].map { Array($0.utf8) }

  /// The home folders in a text, each once, with names as people have them.
  static func all(in bytes: UnsafeRawBufferPointer) -> [String] {
    var homes: [String] = []
    for start in starts {
      var from = 0
      while let letter = bytes.firstIndex(of: start[1], from: from) {
        from = letter + 1
        guard letter > 0, bytes.view(letter - 1..<bytes.count).starts(with: start) else { continue }
        let name = bytes.view(letter - 1 + start.count..<bytes.count).prefix(33).prefix { isNameByte($0) }
        guard (1...32).contains(name.count) else { continue }
        let home = String(decoding: start + name, as: UTF8.self).replacing(#"\\"#, with: #"\"#)
        if !homes.contains(home) { homes.append(home) }
      }
    }
    return homes
  }

  private static func isNameByte(_ byte: UInt8) -> Bool { byte.isAlphanumericASCII || "._-".utf8.contains(byte) }
}
