/// One line of a candidate's predictions.
public struct Prediction: Equatable, Sendable {
  /// Whether the case truly has what the candidate looks for.
  public let isPositive: Bool
  /// How sure the candidate is, from 0 to 1.
  public let score: Double
  /// The score in units of 10⁻¹², so that sums do not depend on the order of the lines.
  let units: Int64
  /// Which of ``Predictions/groups`` the case belongs to.
  let group: Int

  /// One is this many units.
  static let one: Int64 = 1_000_000_000_000

  init(isPositive: Bool, score: Double, group: Int) {
    self.isPositive = isPositive
    self.score = score
    self.group = group
    units = Int64((score * Double(Self.one)).rounded())
  }
}

/// A candidate's predictions, as read.
public struct Predictions: Equatable, Sendable {
  /// The lines, in the order of the file.
  public var rows: [Prediction] = []
  /// The names of the groups, in the order in which they first appear.
  public var groups: [String] = []

  /// No predictions.
  public init() {}
}
