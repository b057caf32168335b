public import struct Foundation.Date
public import struct Foundation.UUID

extension Date: PostgresValue {
  /// `timestamptz`.
  public static var type: PostgresType { .timestamptz }

  /// Seconds from 2000-01-01 UTC, the server's epoch, to 2001-01-01 UTC, this type's.
  private static let epochDifference = 31_622_400.0

  /// Microseconds since 2000-01-01 UTC, rounded.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    let seconds = timeIntervalSinceReferenceDate + Date.epochDifference
    guard let microseconds = Int64(exactly: (seconds * 1_000_000).rounded()),
      Date.storable.contains(microseconds)
    else { return false }
    bytes.appendBigEndian(microseconds)
    return true
  }

  /// Reads a finite `timestamptz`.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Date? {
    guard type == .timestamptz, let microseconds = bytes.bigEndian(Int64.self),
      storable.contains(microseconds)
    else { return nil }
    return Date(
      timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000 - epochDifference)
  }

  /// From 4713 BC to the end of AD 294276, as the server has it; infinities lie outside.
  private static let storable =
    Int64(-211_813_488_000_000_000)..<Int64(9_223_371_331_200_000_000)
}

extension UUID: PostgresValue {
  /// `uuid`.
  public static var type: PostgresType { .uuid }

  /// Sixteen bytes.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    unsafe withUnsafeBytes(of: uuid) { unsafe bytes.append(contentsOf: $0) }
    return true
  }

  /// Reads `uuid`.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> UUID? {
    guard type == .uuid, bytes.byteCount == 16 else { return nil }
    var value = UUID().uuid
    unsafe withUnsafeMutableBytes(of: &value) { target in
      unsafe bytes.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
    return UUID(uuid: value)
  }
}

/// A `uuid` as the server writes it.
enum UUIDText {
  static func decode(_ bytes: RawSpan) -> String? {
    UUID.decode(bytes, type: .uuid)?.uuidString.lowercased()
  }
}

/// A `date`: days since 2000-01-01 in the proleptic Gregorian calendar.
struct CalendarDay: CustomStringConvertible {
  let description: String

  /// Nil for an infinity and for a year that does not have four digits.
  init?(_ bytes: RawSpan) {
    guard bytes.byteCount == 4, let days = bytes.bigEndian(Int32.self) else { return nil }
    // Years that begin in March end with their leap day; 400 of them have 146,097 days.
    let sinceEra = Int(days) + 730_425
    guard sinceEra >= 0 else { return nil }
    let era = sinceEra / 146_097
    let dayOfEra = sinceEra % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    guard (1...9_999).contains(year) else { return nil }
    description = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
