import KeyhoundCore

/// Who did something, and when: `Name <email> seconds zone`.
package struct Signature: Hashable, Sendable {
  package var name = ""
  package var email = ""
  /// Seconds since 1970, UTC, within the years 1 to 9999 in any zone; 0 for what lies outside.
  package var seconds = 0
  /// Minutes east of Greenwich.
  package var zone = 0

  package init() {}

  /// Reads what it can of a line that may be damaged.
  package init(_ line: UnsafeRawBufferPointer) {
    let open = line.firstIndex(of: UInt8(ascii: "<"), from: 0) ?? line.count
    let close = line.lastIndex(of: UInt8(ascii: ">")) ?? line.count
    name = line.text(0..<(open > 0 && line[open - 1] == UInt8(ascii: " ") ? open - 1 : open))
    guard open < close, close < line.count else { return }
    email = line.text(open + 1..<close)
    let words = line.text(close + 1..<line.count).split(separator: " ")
    if let first = words.first { seconds = Int(first).flatMap { Self.moments.contains($0) ? $0 : nil } ?? 0 }
    if words.count > 1 { zone = Self.minutes(words[1]) }
  }

  /// The moment as RFC 3339 has it, in the zone of the person.
  package var date: String {
    let local = seconds + 60 * zone
    let (days, rest) = local.quotientAndRemainder(dividingBy: 86_400)
    let (day, second) = rest < 0 ? (days - 1, rest + 86_400) : (days, rest)
    let (year, month, monthDay) = Self.civil(day)
    let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }.joined(separator: ":")
    let offset = "\(Self.padded(abs(zone) / 60, 2)):\(Self.padded(abs(zone) % 60, 2))"
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(monthDay, 2))T\(time)"
      + (zone == 0 ? "Z" : (zone < 0 ? "-" : "+") + offset)
  }

  /// For what lies in these years RFC 3339 has four digits, in any zone.
  private static let moments = -62_135_200_000...253_401_900_000

  private static func minutes(_ zone: Substring) -> Int {
    guard let number = Int(zone), (-9999...9999).contains(number) else { return 0 }
    return number / 100 * 60 + number % 100
  }

  /// The Gregorian date of a day counted from 1970-01-01.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    // Years that begin in March end with the leap day; 719,468 days lie between 0000-03-01 and 1970-01-01.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
