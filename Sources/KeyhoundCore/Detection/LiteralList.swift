/// The literals that a prefilter looks for, by their numbers.
struct LiteralList: Sendable {
  /// All of them, one behind the other, and where each begins.
  private let letters: FrozenList<UInt8>
  private let starts: FrozenList<Int32>

  init(_ literals: [[UInt8]]) {
    var starts: [Int32] = [0]
    for literal in literals { starts.append(starts[starts.count - 1] + Int32(literal.count)) }
    letters = FrozenList(Array(literals.joined()))
    self.starts = FrozenList(starts)
  }

  init(from lists: inout ListReader) {
    letters = lists.list()
    starts = lists.list()
  }

  func write(to lists: inout ListWriter) {
    lists.write(letters.array)
    lists.write(starts.array)
  }

  func deallocate() {
    letters.deallocate()
    starts.deallocate()
  }

  var count: Int { starts.count - 1 }
  var all: [[UInt8]] { (0..<count).map { self[$0] } }

  subscript(number: Int) -> [UInt8] { (starts[number]..<starts[number + 1]).map { letters[Int($0)] } }

  /// Bytes of a literal.
  func length(of number: Int) -> Int { Int(starts[number + 1] - starts[number]) }
}
