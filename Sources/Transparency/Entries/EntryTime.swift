/// The one form of an entry's time: `2026-01-02T03:04:05.678901Z`.
enum EntryTime {
  private static let length = 27

  /// Reads a time that exists; the result grows with it, a microsecond a step.
  static func scan(_ bytes: Span<UInt8>, _ at: inout Int) throws(TransparencyError) -> Int64 {
    guard at + length <= bytes.count,
      bytes[at + 4] == UInt8(ascii: "-"), bytes[at + 7] == UInt8(ascii: "-"),
      bytes[at + 10] == UInt8(ascii: "T"), bytes[at + 13] == UInt8(ascii: ":"),
      bytes[at + 16] == UInt8(ascii: ":"), bytes[at + 19] == UInt8(ascii: "."),
      bytes[at + 26] == UInt8(ascii: "Z")
    else { throw CanonicalScanner.fault(at, "a time is not in the form with six digits and Z") }
    var isValid = true
    let year = digits(bytes, at, 4, &isValid)
    let month = digits(bytes, at + 5, 2, &isValid)
    let day = digits(bytes, at + 8, 2, &isValid)
    let hour = digits(bytes, at + 11, 2, &isValid)
    let minute = digits(bytes, at + 14, 2, &isValid)
    let second = digits(bytes, at + 17, 2, &isValid)
    let fraction = digits(bytes, at + 20, 6, &isValid)
    guard isValid, (1...12).contains(month), (1...days(in: month, of: year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { throw CanonicalScanner.fault(at, "there is no such time") }
    at += length
    let dayNumber = (year * 12 + month) * 31 + day
    return ((dayNumber * 24 + hour) * 60 + minute) * 60_000_000 + second * 1_000_000 + fraction
  }

  private static func digits(
    _ bytes: Span<UInt8>, _ begin: Int, _ count: Int, _ isValid: inout Bool
  ) -> Int64 {
    var number: Int64 = 0
    for offset in begin..<begin + count {
      let digit = bytes[offset] &- 0x30
      isValid = isValid && digit < 10
      number = number &* 10 &+ Int64(digit)
    }
    return number
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
