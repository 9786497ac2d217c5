import TOMLKit

/// One TOML table on its way to a value: hands out keys by type, and in the end complains about those nobody asked for.
///
/// Keys are found in any case, as gitleaks finds them.
final class TableReader {
  let file: String
  let path: String
  private let outline: TOMLOutline
  private let table: TOMLTable
  private let keys: [String: String]
  private var asked: Set<String> = []
  private let dialect: RuleDialect
  /// The rule that errors speak of.
  var rule: String?

  init(_ table: TOMLTable, file: String, path: String, outline: TOMLOutline, dialect: RuleDialect, rule: String? = nil) {
    self.table = table
    self.dialect = dialect
    self.file = file
    self.path = path
    self.outline = outline
    self.rule = rule
    keys = Dictionary(table.keys.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the table is written as `docs/rules.md` says.
  var isOwnDialect: Bool { dialect == .keyhound }

  /// Where the table stands, as `file:line`.
  var definedAt: String { "\(file):\(outline.line(of: path))" }

  func error(at key: String, _ message: String) -> RuleFileError {
    let path = path.isEmpty ? actual(key) : "\(path).\(actual(key))"
    return RuleFileError(file: file, line: outline.line(of: path), rule: rule, message: message)
  }

  private func actual(_ key: String) -> String { keys[key.lowercased()] ?? key }

  private func value(_ key: String) -> (any TOMLValueConvertible)? {
    asked.insert(key.lowercased())
    return keys[key.lowercased()].flatMap { table[$0] }
  }

  func string(_ key: String) throws(RuleFileError) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.string else { throw wrongType(key, "a string") }
    return text
  }

  func integer(_ key: String) throws(RuleFileError) -> Int? {
    guard let value = value(key) else { return nil }
    guard let number = value.int, number >= 0 else { throw wrongType(key, "a number from 0 up") }
    return number
  }

  func number(_ key: String) throws(RuleFileError) -> Double? {
    guard let value = value(key) else { return nil }
    guard let number = value.double ?? value.int.map(Double.init) else { throw wrongType(key, "a number") }
    return number
  }

  func flag(_ key: String) throws(RuleFileError) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let flag = value.bool else { throw wrongType(key, "true or false") }
    return flag
  }

  func strings(_ key: String) throws(RuleFileError) -> [String] {
    guard let value = value(key) else { return [] }
    guard let array = value.array else { throw wrongType(key, "a list of strings") }
    var result: [String] = []
    for element in array {
      guard let text = element.string else { throw wrongType(key, "a list of strings") }
      result.append(text)
    }
    return result
  }

  /// A name out of a list of names.
  func choice<Value>(_ key: String, _ names: [String], _ make: (String) -> Value?) throws(RuleFileError) -> Value? {
    guard let name = try string(key) else { return nil }
    guard let value = make(name) else {
      throw error(at: key, "\(key) is \(name.debugDescription); it must be one of \(names.joined(separator: ", "))")
    }
    return value
  }

  /// A table inside this one.
  func inner(_ key: String) throws(RuleFileError) -> TableReader? {
    guard let value = value(key) else { return nil }
    guard let table = value.table else { throw wrongType(key, "a table") }
    return reader(table, key)
  }

  /// The tables of a list; `plain` turns elements that are none into a value of their own.
  func tables(_ key: String) throws(RuleFileError) -> [TableReader] {
    guard let value = value(key) else { return [] }
    guard let array = value.array else {
      throw wrongType(key, "a list of tables, written [[\(path.isEmpty ? key : "rules.\(key)")]]")
    }
    var result: [TableReader] = []
    for (index, element) in array.enumerated() {
      guard let table = element.table else { throw wrongType(key, "a list of tables") }
      result.append(reader(table, "\(actual(key))[\(index)]"))
    }
    return result
  }

  /// The elements of a list whose members are strings or tables.
  func stringsOrTables(_ key: String) throws(RuleFileError) -> [Element] {
    guard let value = value(key) else { return [] }
    guard let array = value.array else { throw wrongType(key, "a list") }
    var result: [Element] = []
    for element in array {
      if let text = element.string {
        result.append(.string(text))
      } else if let table = element.table {
        result.append(.table(reader(table, key)))
      } else {
        throw wrongType(key, "a list of strings, or of tables with text and path")
      }
    }
    return result
  }

  enum Element {
    case string(String)
    case table(TableReader)
  }

  private func reader(_ table: TOMLTable, _ key: String) -> TableReader {
    TableReader(
      table, file: file, path: path.isEmpty ? key : "\(path).\(key)", outline: outline, dialect: dialect,
      rule: rule)
  }

  private func wrongType(_ key: String, _ wanted: String) -> RuleFileError {
    error(at: key, "\(actual(key)) must be \(wanted)")
  }

  /// - Throws: an error about the first key that has no meaning here; gitleaks passes over such keys, and so do we in its files.
  func finish() throws(RuleFileError) {
    guard dialect == .keyhound, let unknown = keys.keys.filter({ !asked.contains($0) }).min() else { return }
    throw error(at: unknown, "the key \(actual(unknown)) has no meaning here; docs/rules.md lists those that have one")
  }
}
