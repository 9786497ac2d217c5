import KeyhoundCore

/// A form of key that begins with a literal, prepared for being found in what was misread.
struct KnownForm: Sendable {
  let rule: Rule
  let literal: [UInt8]
  let folded: [UInt8]
  /// Letters and digits in the literal: the fewer they are, the more the rest has to show.
  let strength: Int
  let body: ByteSet
  let foldedBody: ByteSet
  let minimum: Int
  let maximum: Int
  let hasUpper: Bool
  let hasLower: Bool
  /// The rule's keywords, folded; one must stand somewhere in the picture.
  let keywords: [[UInt8]]

  /// `nil` for forms that chance brings about too easily.
  init?(_ form: KeyForm, of rule: Rule) {
    strength = form.literal.count { $0.isAlphanumericASCII }
    let letters = form.literal.allSatisfy(\.isLowerASCII)
    guard strength >= 2, !(letters && form.literal.count == 3), form.minimum >= 14,
      form.body.isSubset(of: Self.printable), form.body.count <= 80, form.literal.allSatisfy(Self.isPlain)
    else { return nil }
    self.rule = rule
    literal = form.literal
    folded = Confusion.folded(form.literal)
    body = form.body
    foldedBody = ByteSet(form.body.members.filter(\.isAlphanumericASCII).map { Confusion.folded($0) })
    minimum = form.minimum
    maximum = form.maximum ?? max(form.minimum * 4, 200)
    // Digits of base 16 in either case are one alphabet.
    hasUpper = (UInt8(ascii: "G")...UInt8(ascii: "Z")).contains { form.body.contains($0) }
    hasLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains { form.body.contains($0) }
    keywords = rule.keywords.map { Confusion.folded($0.utf8.map(\.lowercasedASCII)) }
  }

  private static let printable = ByteSet(0x21...0x7E)

  /// Literals with blanks, quotes or equals signs in them are names of values rather than beginnings of keys.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte.isAlphanumericASCII || "_-.:/".utf8.contains(byte)
  }

  /// Forms of all `rules` that can report by themselves.
  static func all(of rules: [Rule]) -> [KnownForm] {
    rules.filter(canReport).flatMap { rule in
      KeyForm.all(of: rule.regex ?? "").compactMap { KnownForm($0, of: rule) }
    }
  }

  private static func canReport(_ rule: Rule) -> Bool {
    rule.isReported && rule.required.isEmpty && rule.path == nil && rule.confidence > .none && !startsFreely(rule)
  }

  /// Whether it is known without reading the expression that matches begin with any of many texts, as those of values behind a name do.
  private static func startsFreely(_ rule: Rule) -> Bool {
    guard let shape = rule.shape, !shape.literals.isEmpty, shape.minimumOffset == 0 else { return false }
    return shape.maximumOffset.map { $0 >= 16 } ?? true
  }

  // MARK: Judging what was read

  /// Whether `text` may be what stands behind the literal. `isCut` where it ends with the line before it is long enough.
  func allows(_ text: KeyText, isCut: Bool) -> Bool {
    guard text.count >= 12, !text.isPlaceholder, text.entropy > text.entropyFloor else { return false }
    let isWeak = strength <= 3 || isCut
    if hasUpper && hasLower && text.upper >= 2 && text.lower >= 2 { return isMixed(text, isWeak) }
    if hasUpper && hasLower { return text.digits >= 3 && text.letterPairScore < 0.2 }
    if !hasUpper && text.upper * 10 > text.count * 3 || !hasLower && text.lower * 10 > text.count * 3 { return false }
    return text.letterPairScore < (text.digits >= 2 ? (isWeak ? 0.3 : 0.6) : (isWeak ? -0.5 : 0.3))
  }

  private func isMixed(_ text: KeyText, _ isWeak: Bool) -> Bool {
    let score = text.letterPairScore
    if text.digits >= 2 { return score < (isWeak ? 0 : 0.5) || text.changes > 0.4 }
    guard text.upper >= 4, text.lower >= 4 else { return false }
    return score < (isWeak ? -0.2 : 0.3) && text.changes > 0.12 || score < 0.15 && text.changes > 0.2
  }
}
