/// Days as they are written in exceptions, `YYYY-MM-DD`, which compare as texts do.
enum CalendarDay {
  /// `text`, if the calendar has such a day: one that it does not have would never pass.
  /// - Parameter word: what an error calls it.
  static func checked(_ text: String, in word: String) throws(BaselineError) -> String {
    guard let (year, month, day) = numbers(text) else {
      throw BaselineError(message: "\(word.debugDescription): a day is written YYYY-MM-DD")
    }
    guard (1...12).contains(month), (1...length(ofMonth: month, year)).contains(day) else {
      throw BaselineError(message: "\(word.debugDescription): the calendar has no such day")
    }
    return text
  }

  private static func numbers(_ text: String) -> (year: Int, month: Int, day: Int)? {
    let bytes = Array(text.utf8)
    let hasForm =
      bytes.count == 10
      && bytes.indices.allSatisfy { $0 == 4 || $0 == 7 ? bytes[$0] == UInt8(ascii: "-") : bytes[$0].isDigitASCII }
    guard hasForm else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? (parts[0], parts[1], parts[2]) : nil
  }

  private static func length(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
