/// A place that work comes from: folders, files, standard input, a repository.
package protocol Source: Sendable {
  /// Hands over every unit in a stable order. Runs on a thread of its own; `body` suspends it while the scanner is busy.
  func forEachUnit(_ body: (any Unit) -> Void)
  /// How many units a worker takes at a time: some where they are small, one where the last ones may be large.
  var unitsAtOnce: Int { get }
}

extension Source {
  package var unitsAtOnce: Int { 16 }
}

/// A piece of work that has not been read yet.
package protocol Unit: Sendable {
  /// Reads the unit and tells `sink` about its bytes, whole or window by window, and about everything that went wrong.
  func read(into sink: any UnitSink)
}

/// One worker's view of the scan while it reads a unit.
package protocol UnitSink: AnyObject {
  /// Memory of this worker that may be used until `read(into:)` returns.
  var buffer: ReadBuffer { get }
  /// What a source keeps for this worker from one unit to the next, such as an open reader.
  var companion: AnyObject? { get set }
  /// Searches `chunk` now; the bytes need to stay valid only until this returns.
  func scan(_ chunk: Chunk)
  /// The same for a chunk that was screened, is no business of an extractor, and has nothing encoded in it.
  /// - Parameter places: where all matches are.
  func scan(_ chunk: Chunk, at places: MatchPlaces)
  /// The same for a version of a file that others came before: besides what lies where `chunk` counts, it is new if none of them would have it
  /// reported, for a key may be made whole, or believed, by what is changed next to it.
  /// - Parameter older: hands over the older versions. Asked only if something is found where `chunk` does not count.
  func scan(_ chunk: Chunk, newerThan older: ((Chunk) -> Void) -> Void)
  /// For each text of `row`, none of them empty, whether something may be found in it; in the others nothing is, so that they need not be scanned.
  func suspicions(in row: TextRow) -> [Bool]
  /// Counts something that is passed over on purpose.
  func skip(_ reason: SkipReason)
  /// Records what could not be read.
  func report(_ issue: Issue)
  /// Adds to the coverage of the scan.
  func count(_ coverage: Coverage)
  /// Hands a value to whoever runs the scan, in the order of the source. What it means is between the source and them.
  func note(_ value: any Sendable)
}

extension UnitSink {
  /// A sink that keeps nothing: sources open what they need again for each unit.
  package var companion: AnyObject? {
    get { nil }
    set {}
  }

  package func note(_ value: any Sendable) {}

  /// A sink that does not care where to look.
  package func scan(_ chunk: Chunk, at places: MatchPlaces) { scan(chunk) }
  /// A sink that does not compare.
  package func scan(_ chunk: Chunk, newerThan older: ((Chunk) -> Void) -> Void) { scan(chunk) }
  package func suspicions(in row: TextRow) -> [Bool] { Array(repeating: true, count: row.texts.count) }
}

/// Turns a chunk into inner chunks: a notebook into cells, UTF-16 into UTF-8.
package protocol Extractor: Sendable {
  /// Hands over the chunks inside `chunk`, and issues about it.
  /// - Returns: whether the inner chunks stand for the whole of `chunk`, so that it need not be searched itself.
  func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool

  /// Whether `extract` might do anything with a file of these bytes, whatever its path. Decided by the first and the last `edge` bytes, and by the
  /// length of what is shorter, so that it need not be asked again for a text that differs elsewhere. The answer yes is always right.
  static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool

  /// Whether `extract` might do anything with a file for zeros that stand anywhere in it. Asked of files that have some, and seldom of others. The
  /// answer yes is always right.
  static func isConcerned(withZerosIn bytes: UnsafeRawBufferPointer) -> Bool

  /// Whether `extract` looks at a file for its name alone.
  func isConcerned(withFileNamed name: UnsafeRawBufferPointer) -> Bool
}

extension Extractor {
  package static var edge: Int { ExtractorEdge.count }
  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { true }
  package static func isConcerned(withZerosIn bytes: UnsafeRawBufferPointer) -> Bool { false }
  package func isConcerned(withFileNamed name: UnsafeRawBufferPointer) -> Bool { false }
}

/// How much of either end of a file tells an extractor whether it is concerned.
package enum ExtractorEdge {
  package static let count = 1024
}

/// What an extractor hands its results to.
package protocol ExtractionSink: AnyObject {
  /// Searches an inner chunk now; its bytes need to stay valid only until this returns.
  func scan(_ chunk: Chunk)
  /// For each text of `row`, none of them empty and each made from the unit in hand by a decoder, whether something may be found in it; in the
  /// others nothing is, so that they need not be scanned.
  func suspicions(in row: TextRow) -> [Bool]
  /// What the extractor keeps for this worker from one chunk to the next, such as memory.
  var extractorCompanion: AnyObject? { get set }
  /// Sends a file that was found inside another one, under an origin of its own, through all extractors, unless it lies too deep.
  func scanMember(_ chunk: Chunk)
  /// Whether `bytes` more may be unpacked from the unit in hand. Once refused, it stays refused.
  func claim(_ bytes: Int) -> Bool
  /// Counts something that is passed over on purpose.
  func skip(_ reason: SkipReason)
  func report(_ issue: Issue)
  /// Whether pictures are wanted, so that those in base64 need not be decoded in vain.
  var holdsPictures: Bool { get }
  /// Keeps a picture, to be read when all texts have been searched.
  func hold(_ picture: FoundPicture)
}

extension ExtractionSink {
  package var holdsPictures: Bool { false }
  package func hold(_ picture: FoundPicture) {}
  /// A sink that keeps nothing: extractors take what they need again for each chunk.
  package var extractorCompanion: AnyObject? {
    get { nil }
    set {}
  }

  package func suspicions(in row: TextRow) -> [Bool] { Array(repeating: true, count: row.texts.count) }
  package func scanMember(_ chunk: Chunk) { scan(chunk) }
  package func claim(_ bytes: Int) -> Bool { true }
  package func skip(_ reason: SkipReason) {}
}
