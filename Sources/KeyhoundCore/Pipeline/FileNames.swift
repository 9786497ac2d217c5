/// Names of files, folders or references, each of which is searched as a text of its own.
package struct FileNames: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  package init(_ names: [some Collection<UInt8>] = [[UInt8]]()) {
    names.forEach { append($0) }
  }

  /// What stands in a report in place of the name, behind the folder that it lies in.
  package static let placeholder = "<file name>"

  /// Where a name in `folder` is said to have been found.
  package static func place(in folder: RawPath) -> RawPath {
    let separator = folder.bytes.isEmpty || folder.bytes.last == UInt8(ascii: "/") ? "" : "/"
    return RawPath(folder.bytes + Array((separator + placeholder).utf8))
  }

  package mutating func append(_ name: some Collection<UInt8>) {
    bytes += name
    ends.append(bytes.count)
  }

  package var isEmpty: Bool { ends.isEmpty }

  /// Has `sink` search the names.
  /// - Parameter origin: says of the number of a name that may hold a key where it stands; `nil` if it does not count. Seldom asked.
  package func search(into sink: any UnitSink, _ origin: (Int) -> Origin?) {
    withRow { row in
      for (number, isSuspicious) in sink.suspicions(in: row).enumerated() where isSuspicious {
        guard var origin = origin(number) else { continue }
        origin.textNumbers = [number]
        sink.scan(Chunk(whole: row.bytes.view(row.texts[number]), origin: origin))
      }
    }
  }

  /// Calls `body` with the names one behind the other, which are valid until it returns.
  package func withRow<Result>(_ body: (TextRow) -> Result) -> Result {
    let texts = zip([0] + ends, ends).map { $0..<$1 }
    return bytes.withUnsafeBytes { body(TextRow($0, texts)) }
  }
}
