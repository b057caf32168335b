/// A number from 0 to 1 as the quotient of two counts; exact, so that the same predictions give the
/// same digits on every machine.
public struct Fraction: Equatable, Sendable, Comparable {
  let numerator: Int64
  let denominator: Int64

  /// The quotient, or nil where the denominator is zero: nothing was there to measure.
  init?(_ numerator: Int64, of denominator: Int64) {
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Six decimal places, halves rounded up.
  public var text: String {
    let scaled =
      (Int128(numerator) * 2 * 1_000_000 + Int128(denominator)) / (2 * Int128(denominator))
    let digits = String(scaled % 1_000_000)
    return "\(scaled / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// Compares the values, not their spelling.
  public static func < (left: Fraction, right: Fraction) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }

  /// The difference of two rates of at most a million cases each, which is exact.
  static func - (left: Fraction, right: Fraction) -> Fraction? {
    Fraction(
      left.numerator * right.denominator - right.numerator * left.denominator,
      of: left.denominator * right.denominator)
  }
}
