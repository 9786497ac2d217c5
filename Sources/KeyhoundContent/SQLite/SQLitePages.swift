import KeyhoundCore

/// The pages of an SQLite database (https://www.sqlite.org/fileformat2.html). Every number is checked: none leads out of the file.
struct SQLitePages {
  let file: UnsafeRawBufferPointer
  let size: Int
  /// How many bytes of a page are in use.
  private let usable: Int
  /// `nil` for UTF-8.
  let order: UTF16Order?

  /// A row that is longer is not read.
  static let rowLimit = 16 << 20

  init?(_ file: UnsafeRawBufferPointer) {
    guard file.count >= 512 else { return nil }
    self.file = file
    let written = Int(file[16]) << 8 | Int(file[17])
    size = written == 1 ? 65536 : written
    usable = size - Int(file[20])
    order = file[59] == 2 ? .little : file[59] == 3 ? .big : nil
    guard size >= 512, size & (size - 1) == 0, usable >= 480 else { return nil }
  }

  var count: Int { file.count / size }

  enum Kind {
    case interior, leaf
  }

  /// What page `number`, counted from 1, is in the tree of a table.
  func kind(of number: Int) -> Kind? {
    guard 1...max(1, count) ~= number, count > 0 else { return nil }
    switch file[header(of: number)] {
    case 0x05: return .interior
    case 0x0D: return .leaf
    default: return nil
    }
  }

  private func start(of number: Int) -> Int { (number - 1) * size }

  /// The first page begins with the header of the file.
  private func header(of number: Int) -> Int { start(of: number) + (number == 1 ? 100 : 0) }

  func integer(_ offset: Int, _ count: Int) -> Int {
    (offset..<offset + count).reduce(0) { $0 << 8 | ($1 < file.count ? Int(file[$1]) : 0) }
  }

  /// Where the cells of a page begin.
  private func cells(of number: Int, headerSize: Int) -> [Int] {
    let header = header(of: number)
    let count = min(integer(header + 3, 2), (size - headerSize) / 2)
    let start = start(of: number)
    return (0..<count).map { start + integer(header + headerSize + 2 * $0, 2) }.filter { $0 < start + size }
  }

  /// The pages below an interior page, in the order of their rows.
  func children(of number: Int) -> [Int] {
    cells(of: number, headerSize: 12).map { integer($0, 4) } + [integer(header(of: number) + 8, 4)]
  }

  /// The rows of a leaf, each as the places of its bytes in the file, made when it is asked for.
  func rows(of number: Int) -> some Sequence<[Range<Int>]> {
    cells(of: number, headerSize: 8).lazy.compactMap { offset in
      guard let (length, rowid) = varint(offset), let (_, body) = varint(rowid) else { return nil }
      return payload(at: body, length: length, pageEnd: start(of: number) + usable)
    }
  }

  /// A number of one to nine bytes, and where it ends.
  func varint(_ offset: Int) -> (value: Int, end: Int)? {
    var value = 0
    for index in 0..<9 {
      guard offset + index < file.count else { return nil }
      let byte = Int(file[offset + index])
      if index == 8 { return (value &<< 8 | byte, offset + 9) }
      value = value &<< 7 | byte & 0x7F
      if byte < 0x80 { return (value, offset + index + 1) }
    }
    return nil
  }

  /// What does not fit into the cell goes on in a chain of pages.
  private func payload(at body: Int, length: Int, pageEnd: Int) -> [Range<Int>]? {
    guard 0...Self.rowLimit ~= length else { return nil }
    let most = usable - 35
    let least = (usable - 12) * 32 / 255 - 23
    let rest = least + max(0, length - least) % (usable - 4)
    let local = length <= most ? length : rest <= most ? rest : least
    guard body + local <= pageEnd else { return nil }
    var places = [body..<body + local]
    var (left, next) = (length - local, integer(body + local, 4))
    while left > 0, 1...count ~= next {
      let part = min(left, usable - 4)
      places.append(start(of: next) + 4..<start(of: next) + 4 + part)
      left -= part
      next = integer(start(of: next), 4)
    }
    return places
  }
}
