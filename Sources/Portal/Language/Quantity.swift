/// Numbers as the portal shows them.
enum Quantity {
  /// `1,234,567`.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return number < 0 ? "−" + result : result
  }

  /// Hong Kong dollars from cents: `HK$1,234.50`, whole dollars without cents.
  static func dollars(cents: Int) -> String {
    let sign = cents < 0 ? "−" : ""
    let (whole, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    let fraction = rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "\(sign)HK$\(grouped(Int(whole)))\(fraction)"
  }

  /// A count with its noun: `1 case`, `2 cases`; Chinese has a measure word and no plural.
  static func counted(_ count: Int, one: String, many: String, chinese: String) -> Phrase {
    Phrase("\(grouped(count)) \(count == 1 ? one : many)", "\(grouped(count))\(chinese)")
  }
}
