/// Reads PCRE2 syntax into a `RegexNode`. Accepts what PCRE2 accepts, or gives up; it is no judge of correctness.
struct RegexParser {
  private var flags = Flags()
  private var input: [UInt8]
  private var position = 0
  private var depth = 0

  private struct Flags {
    var ignoresCase = false
    var dotMatchesAll = false
    var isExtended = false
  }

  static func parse(_ source: String) throws(UnanalyzableRegex) -> RegexNode {
    var parser = RegexParser(input: Array(source.utf8))
    let node = try parser.alternation()
    guard parser.position == parser.input.count else { throw UnanalyzableRegex() }
    return node
  }

  private init(input: [UInt8]) {
    self.input = input
  }

  // MARK: Structure

  private mutating func alternation() throws(UnanalyzableRegex) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw UnanalyzableRegex() }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws(UnanalyzableRegex) -> RegexNode {
    var items: [RegexNode] = []
    while let next = peek, next != UInt8(ascii: "|"), next != UInt8(ascii: ")") {
      if flags.isExtended && skipExtendedSpace() { continue }
      let items_ = try atoms()
      guard let last = items_.last else { continue }
      items.append(contentsOf: items_.dropLast())
      // What a group holds belongs to the sequence round it, so that a literal may go on behind the group.
      let item = try quantified(last)
      if case .sequence(let inner) = item { items += inner } else { items.append(item) }
    }
    return .sequence(items)
  }

  /// Reads white space or a comment under `(?x)`.
  private mutating func skipExtendedSpace() -> Bool {
    guard let next = peek else { return false }
    if ByteSet.space.contains(next) {
      position += 1
      return true
    }
    guard next == UInt8(ascii: "#") else { return false }
    while let byte = peek, byte != UInt8(ascii: "\n") { _ = byte; position += 1 }
    return true
  }

  /// One atom, or the several bytes of `\Q…\E`; none for comments and flag settings.
  private mutating func atoms() throws(UnanalyzableRegex) -> [RegexNode] {
    let byte = advance()
    switch byte {
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["): return [.byte(try characterClass())]
    case UInt8(ascii: "\\"): return try escape()
    case UInt8(ascii: "."): return [.byte(flags.dotMatchesAll ? .all : ByteSet([UInt8(ascii: "\n")]).inverted)]
    case UInt8(ascii: "^"): return [.lookbehind(.byte(Self.lineEnds), isPositive: true)]
    case UInt8(ascii: "$"): return [.lookahead(.byte(.all), isPositive: false)]
    default: return [.byte(literal(byte))]
    }
  }

  /// All that may end a line, whatever PCRE2 is told.
  private static let lineEnds = ByteSet([0x0A, 0x0B, 0x0C, 0x0D, 0x85])

  private func literal(_ byte: UInt8) -> ByteSet {
    let set = ByteSet([byte])
    return flags.ignoresCase ? set.caseFolded : set
  }

  // MARK: Groups

  private mutating func group() throws(UnanalyzableRegex) -> [RegexNode] {
    let outer = flags
    if take("?") {
      if take("#") {
        while peek != nil, advance() != UInt8(ascii: ")") {}
        return []
      }
      if let kind = try groupKind() {
        let inner = try alternation()
        try close()
        flags = outer
        return [kind.wrap(inner)]
      }
      return []
    }
    if peek == UInt8(ascii: "*") { throw UnanalyzableRegex() }
    let inner = try alternation()
    try close()
    flags = outer
    return [inner]
  }

  private enum GroupKind {
    case plain
    case lookahead(isPositive: Bool)
    case lookbehind(isPositive: Bool)

    func wrap(_ inner: RegexNode) -> RegexNode {
      switch self {
      case .plain: inner
      case .lookahead(let isPositive): .lookahead(inner, isPositive: isPositive)
      case .lookbehind(let isPositive): .lookbehind(inner, isPositive: isPositive)
      }
    }
  }

  /// What follows `(?`; `nil` for a flag setting that holds until the enclosing group ends.
  private mutating func groupKind() throws(UnanalyzableRegex) -> GroupKind? {
    if take(":") || take("|") || take(">") { return .plain }
    if take("=") { return .lookahead(isPositive: true) }
    if take("!") { return .lookahead(isPositive: false) }
    if take("<=") { return .lookbehind(isPositive: true) }
    if take("<!") { return .lookbehind(isPositive: false) }
    if take("P<") || take("<") { return try name(endingWith: ">") }
    if take("'") { return try name(endingWith: "'") }
    return try flagSetting()
  }

  private mutating func name(endingWith end: Unicode.Scalar) throws(UnanalyzableRegex) -> GroupKind {
    while let byte = peek, byte != UInt8(ascii: end) {
      guard ByteSet.word.contains(byte) else { throw UnanalyzableRegex() }
      position += 1
    }
    guard position < input.count else { throw UnanalyzableRegex() }
    position += 1
    return .plain
  }

  private mutating func flagSetting() throws(UnanalyzableRegex) -> GroupKind? {
    var isOn = true
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "^"): flags = Flags()
      case UInt8(ascii: "-"): isOn = false
      case UInt8(ascii: "i"): flags.ignoresCase = isOn
      case UInt8(ascii: "s"): flags.dotMatchesAll = isOn
      case UInt8(ascii: "x"): flags.isExtended = isOn
      case UInt8(ascii: "m"), UInt8(ascii: "n"), UInt8(ascii: "U"), UInt8(ascii: "J"): break
      case UInt8(ascii: ":"): return .plain
      case UInt8(ascii: ")"): return nil
      default: throw UnanalyzableRegex()
      }
    }
    throw UnanalyzableRegex()
  }

  private mutating func close() throws(UnanalyzableRegex) {
    guard take(")") else { throw UnanalyzableRegex() }
  }

  // MARK: Quantifiers

  private mutating func quantified(_ atom: RegexNode) throws(UnanalyzableRegex) -> RegexNode {
    var node = atom
    while let (minimum, maximum) = quantifier() {
      if !take("?") { _ = take("+") }
      node = .repetition(node, minimum: minimum, maximum: maximum)
    }
    return node
  }

  private mutating func quantifier() -> (Int, Int?)? {
    if flags.isExtended { while skipExtendedSpace() {} }
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = position
    guard take("{"), let minimum = number() else {
      position = start
      return nil
    }
    if take("}") { return (minimum, minimum) }
    if take(",") {
      let maximum = number()
      if take("}") { return (minimum, maximum) }
    }
    position = start
    return nil
  }

  private mutating func number() -> Int? {
    let start = position
    while let byte = peek, byte.isDigitASCII { _ = byte; position += 1 }
    return Int(String(decoding: input[start..<position], as: UTF8.self))
  }

  // MARK: Escapes

  private mutating func escape() throws(UnanalyzableRegex) -> [RegexNode] {
    guard let byte = peek else { throw UnanalyzableRegex() }
    switch byte {
    case UInt8(ascii: "Q"): return quoted()
    case UInt8(ascii: "E"), UInt8(ascii: "A"), UInt8(ascii: "G"), UInt8(ascii: "K"):
      position += 1
      return byte == UInt8(ascii: "E") ? [] : [.nothing]
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "z"), UInt8(ascii: "Z"):
      position += 1
      return [.lookahead(.byte(.all), isPositive: false)]
    case UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "k"), UInt8(ascii: "g"), UInt8(ascii: "R"), UInt8(ascii: "X"):
      return [try backReference()]
    default: return [.byte(try escapedSet())]
    }
  }

  private mutating func backReference() throws(UnanalyzableRegex) -> RegexNode {
    let byte = advance()
    if byte == UInt8(ascii: "g") || byte == UInt8(ascii: "k") {
      guard let open = peek, let end = Self.closing[open] else { throw UnanalyzableRegex() }
      while peek != nil, advance() != end {}
    }
    while let digit = peek, digit.isDigitASCII { _ = digit; position += 1 }
    return .anything
  }

  private static let closing: [UInt8: UInt8] = [
    UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "<"): UInt8(ascii: ">"), UInt8(ascii: "'"): UInt8(ascii: "'"),
  ]

  private mutating func quoted() -> [RegexNode] {
    position += 1
    var nodes: [RegexNode] = []
    while position < input.count, !take("\\E") { nodes.append(.byte(literal(advance()))) }
    return nodes
  }

  /// The set that an escape stands for, in a class or outside.
  private mutating func escapedSet() throws(UnanalyzableRegex) -> ByteSet {
    guard peek != nil else { throw UnanalyzableRegex() }
    let byte = advance()
    switch byte {
    case UInt8(ascii: "d"): return .digits
    case UInt8(ascii: "D"): return ByteSet.digits.inverted
    case UInt8(ascii: "w"): return .word
    case UInt8(ascii: "W"): return ByteSet.word.inverted
    case UInt8(ascii: "s"): return .space
    case UInt8(ascii: "S"): return ByteSet.space.inverted
    case UInt8(ascii: "h"): return ByteSet([0x09, 0x20, 0xA0])
    case UInt8(ascii: "v"): return ByteSet([0x0A, 0x0B, 0x0C, 0x0D, 0x85])
    case UInt8(ascii: "H"): return ByteSet([0x09, 0x20, 0xA0]).inverted
    case UInt8(ascii: "V"): return ByteSet([0x0A, 0x0B, 0x0C, 0x0D, 0x85]).inverted
    case UInt8(ascii: "N"): return ByteSet([0x0A]).inverted
    case UInt8(ascii: "x"): return literal(try hexadecimal())
    case UInt8(ascii: "0"): return literal(octal())
    case let letter where Self.controls[letter] != nil: return ByteSet([Self.controls[letter]!])
    case let letter where letter.isAlphanumericASCII: throw UnanalyzableRegex()
    default: return literal(byte)
    }
  }

  private static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "e"): 0x1B, UInt8(ascii: "a"): 0x07,
  ]

  private mutating func hexadecimal() throws(UnanalyzableRegex) -> UInt8 {
    let isBraced = take("{")
    let start = position
    while let byte = peek, byte.isHexDigitASCII, isBraced || position < start + 2 { _ = byte; position += 1 }
    let value = UInt8(String(decoding: input[start..<position], as: UTF8.self), radix: 16)
    guard !isBraced || take("}"), let value = start == position ? 0 : value else { throw UnanalyzableRegex() }
    return value
  }

  private mutating func octal() -> UInt8 {
    let start = position
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "7"), position < start + 2 {
      _ = byte
      position += 1
    }
    return UInt8(String(decoding: input[start..<position], as: UTF8.self), radix: 8) ?? 0
  }

  // MARK: Classes

  private mutating func characterClass() throws(UnanalyzableRegex) -> ByteSet {
    let isNegated = take("^")
    var set = ByteSet()
    var isFirst = true
    while let byte = peek, byte != UInt8(ascii: "]") || isFirst {
      _ = byte
      isFirst = false
      set = set.union(try classItem())
    }
    guard take("]") else { throw UnanalyzableRegex() }
    if flags.ignoresCase { set = set.caseFolded }
    return isNegated ? set.inverted : set
  }

  private mutating func classItem() throws(UnanalyzableRegex) -> ByteSet {
    if take("[:") { return try posixClass() }
    let (low, set) = try classByte()
    guard let low, take("-") else { return set }
    guard let next = peek, next != UInt8(ascii: "]") else { return set.union(ByteSet([UInt8(ascii: "-")])) }
    let (high, highSet) = try classByte()
    guard let high, low <= high else { return set.union(highSet).union(ByteSet([UInt8(ascii: "-")])) }
    return ByteSet(low...high)
  }

  /// A member of a class: the byte, where it is a single one, and the set.
  private mutating func classByte() throws(UnanalyzableRegex) -> (UInt8?, ByteSet) {
    guard take("\\") else {
      let byte = advance()
      return (byte, ByteSet([byte]))
    }
    if take("b") { return (0x08, ByteSet([0x08])) }
    if take("Q") || take("E") { throw UnanalyzableRegex() }
    let ignoresCase = flags.ignoresCase
    flags.ignoresCase = false
    defer { flags.ignoresCase = ignoresCase }
    let set = try escapedSet()
    return (set.count == 1 ? set.members[0] : nil, set)
  }

  private mutating func posixClass() throws(UnanalyzableRegex) -> ByteSet {
    let isNegated = take("^")
    let start = position
    while let byte = peek, byte.isLowerASCII { _ = byte; position += 1 }
    let name = String(decoding: input[start..<position], as: UTF8.self)
    guard take(":]"), let set = Self.posixClasses[name] else { throw UnanalyzableRegex() }
    return isNegated ? set.inverted : set
  }

  private static let posixClasses: [String: ByteSet] = [
    "alnum": ByteSet.letters.union(.digits), "alpha": .letters, "digit": .digits, "word": .word, "space": .space,
    "upper": ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z")), "lower": ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z")),
    "xdigit": ByteSet("0123456789abcdefABCDEF".utf8), "blank": ByteSet(" \t".utf8), "cntrl": ByteSet(Array(0...31) + [127]),
    "print": ByteSet(32...126), "graph": ByteSet(33...126), "ascii": ByteSet(0...127),
    "punct": ByteSet((33...126).filter { !$0.isAlphanumericASCII }),
  ]

  // MARK: Input

  private var peek: UInt8? { position < input.count ? input[position] : nil }

  private mutating func advance() -> UInt8 {
    defer { position += 1 }
    return input[position]
  }

  private mutating func take(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { expected in
      guard input[position...].starts(with: expected) else { return false }
      position += expected.count
      return true
    }
  }
}

extension UInt8 {
  fileprivate var isHexDigitASCII: Bool { isDigitASCII || (lowercasedASCII >= 0x61 && lowercasedASCII <= 0x66) }
}
