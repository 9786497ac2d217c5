/// A moment in UTC, to the second, in the proleptic Gregorian calendar.
struct UTCTime {
  let secondsSince1970: Int

  init(secondsSince1970: Int) {
    self.secondsSince1970 = secondsSince1970
  }

  /// Reads `2026-01-02T03:04:05Z`, also with a fraction (which is dropped) or with an offset such as `+02:00`.
  init?(rfc3339 text: String) {
    let parts = text.split(whereSeparator: { "-T:Zt+ .".contains($0) }).map { Int($0) }
    guard text.count >= 19, parts.count >= 6 else { return nil }
    let numbers = parts.prefix(6).compactMap { $0 }
    guard numbers.count == 6, let offset = Self.offset(text.dropFirst(19)) else { return nil }
    guard (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else { return nil }
    let days = Self.days(year: numbers[0], month: numbers[1], day: numbers[2])
    secondsSince1970 = days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5] - offset
  }

  /// `2026-01-02T03:04:05`, without a mark of the zone.
  var text: String {
    let (days, rest) = secondsSince1970.quotientAndRemainderRoundingDown(by: 86_400)
    let date = Self.date(days: days)
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map(Self.twoDigits).joined(separator: ":")
    let year = String(repeating: "0", count: max(0, 4 - String(date.year).count)) + String(date.year)
    return "\(year)-\(Self.twoDigits(date.month))-\(Self.twoDigits(date.day))T\(time)"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// Seconds east of Greenwich from `Z`, `+02:00` or `.5-0330`.
  private static func offset(_ zone: Substring) -> Int? {
    let mark = zone.drop { $0 == "." || $0.isNumber }
    if mark.isEmpty || mark == "Z" || mark == "z" { return 0 }
    let digits = mark.filter(\.isNumber)
    guard let sign = mark.first, sign == "+" || sign == "-", digits.count == 4, let number = Int(digits) else { return nil }
    return (sign == "-" ? -1 : 1) * (number / 100 * 3600 + number % 100 * 60)
  }

  /// Days from 1970-01-01. Counts years from March, so that a leap day is the last of its year.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let (era, yearOfEra) = marchYear.quotientAndRemainderRoundingDown(by: 400)
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainderRoundingDown(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}

extension Int {
  fileprivate func quotientAndRemainderRoundingDown(by divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
