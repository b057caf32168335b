public import Foundation

/// A `numeric` as the protocol writes it: digits to the base 10,000, weight, sign, decimal places.
struct Numeric: CustomStringConvertible {
  private static let negative: UInt16 = 0x4000
  private static let notFinite: UInt16 = 0xC000

  let description: String

  init?(_ bytes: RawSpan) {
    guard let count = bytes.bigEndian(Int16.self, at: 0),
      let weight = bytes.bigEndian(Int16.self, at: 2),
      let sign = bytes.bigEndian(UInt16.self, at: 4),
      let places = bytes.bigEndian(Int16.self, at: 6), places >= 0, count >= 0
    else { return nil }
    guard sign & Numeric.notFinite != Numeric.notFinite else {
      guard let name = Numeric.names[sign] else { return nil }
      description = name
      return
    }
    func digit(_ position: Int) -> String {
      guard position >= 0, position < Int(count),
        let value = bytes.bigEndian(Int16.self, at: 8 + 2 * position)
      else { return "0000" }
      let text = String(value)
      return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
    var whole = ""
    if weight >= 0 { for position in 0...Int(weight) { whole += digit(position) } }
    whole = String(whole.drop { $0 == "0" })
    var fraction = ""
    var position = Int(weight) + 1
    while fraction.count < Int(places) {
      fraction += digit(position)
      position += 1
    }
    description =
      (sign == Numeric.negative ? "-" : "") + (whole.isEmpty ? "0" : whole)
      + (places > 0 ? "." + fraction.prefix(Int(places)) : "")
  }

  private static let names: [UInt16: String] = [
    0xC000: "NaN", 0xD000: "Infinity", 0xF000: "-Infinity",
  ]

  /// Writes decimal text (`-12.50`) in the protocol's form; nil when it is not decimal text.
  static func encode(_ text: String, into bytes: inout [UInt8]) -> Bool {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, parts.joined().allSatisfy({ $0.isASCII }),
      parts.joined().allSatisfy({ $0.isNumber })
    else { return false }
    let fraction = parts.count > 1 ? parts[1] : ""
    let front = String(repeating: "0", count: (4 - whole.count % 4) % 4) + whole
    let back = fraction + String(repeating: "0", count: (4 - fraction.count % 4) % 4)
    let digits = Array((front + back).utf8)
    guard digits.count / 4 <= Int(Int16.max) else { return false }
    bytes.appendBigEndian(Int16(digits.count / 4))
    bytes.appendBigEndian(Int16(front.count / 4 - 1))
    bytes.appendBigEndian(isNegative ? negative : 0)
    bytes.appendBigEndian(Int16(fraction.count))
    for start in stride(from: 0, to: digits.count, by: 4) {
      let value = digits[start..<start + 4].reduce(0) { $0 * 10 + Int16($1 - 48) }
      bytes.appendBigEndian(value)
    }
    return true
  }
}

extension Decimal: PostgresValue {
  /// `numeric`.
  public static var type: PostgresType { .numeric }

  /// The decimal digits; not-a-number is refused.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    Numeric.encode(description, into: &bytes)
  }

  /// Reads a finite `numeric` of at most 38 digits.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Decimal? {
    guard type == .numeric, let text = Numeric(bytes)?.description,
      text.utf8.count(where: { (48...57).contains($0) }) <= 38
    else { return nil }
    return Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
  }
}
