/// Decimal numbers kept whole: 2.5 with two digits is 250.
enum ScaledNumber {
  /// Reads `1,234.50`; nil for anything but digits in groups, a point and a sign, for more digits
  /// behind the point than there are, and for what does not fit in 64 bits.
  static func parse(_ text: String, digits: Int) -> Int64? {
    var rest = text[...]
    let isNegative = rest.hasPrefix("-") || rest.hasPrefix("−")
    if isNegative { rest = rest.dropFirst() }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = ungrouped(parts[0]) else { return nil }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.count <= digits,
      fraction.allSatisfy(\.isASCIIDigit)
    else { return nil }
    let padded = whole + fraction + String(repeating: "0", count: digits - fraction.count)
    guard let number = Int64(padded) else { return nil }
    return isNegative ? -number : number
  }

  /// Without trailing zeros behind the point: 250 with two digits is `2.5`.
  static func text(_ number: Int64, digits: Int) -> String {
    var magnitude = String(number.magnitude)
    if magnitude.count <= digits {
      magnitude = String(repeating: "0", count: digits + 1 - magnitude.count) + magnitude
    }
    let whole = magnitude.dropLast(digits)
    var fraction = magnitude.suffix(digits)
    while fraction.last == "0" { fraction.removeLast() }
    let sign = number < 0 ? "-" : ""
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }

  /// The digits of `1234` or `1,234`; nil when the groups are not of three.
  private static func ungrouped(_ text: Substring) -> String? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard let first = groups.first, !first.isEmpty,
      groups.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.count == 1 || first.count <= 3
    else { return nil }
    return groups.joined()
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
