/// What a validator measures on a candidate's predictions.
///
/// A measure that the data cannot give, such as an area under the curve without a positive case, is
/// nil: undetermined, and never counted as met.
public struct Measurement: Equatable, Sendable {
  /// How many cases of each kind at the threshold.
  public let counts: Counts
  /// Area under the receiver operating characteristic: the share of (positive, negative) pairs in
  /// which the positive has the higher score, a tie counting half.
  public let areaUnderCurve: Fraction?
  /// Of the cases called positive, how many are.
  public var precision: Fraction? { Fraction(counts.truePositives, of: counts.calledPositive) }
  /// Of the positive cases, how many are called so.
  public var recall: Fraction? { Fraction(counts.truePositives, of: counts.positives) }
  /// Of the negative cases, how many are called positive.
  public var falsePositiveRate: Fraction? {
    Fraction(counts.falsePositives, of: counts.negatives)
  }
  /// Expected calibration error over ten bins of equal width: |observed rate − mean score| of each
  /// bin, weighted by its number of cases.
  ///
  /// A score on a boundary belongs to the bin above, 1 to the last.
  public let expectedCalibrationError: Fraction?
  /// The largest difference of false positive rates between two groups that have at least the
  /// least number of negatives each; nil if fewer than two have.
  public let groupGap: Fraction?
  /// How many groups were compared for ``groupGap``.
  public let groupsCompared: Int
  /// How many groups there are.
  public let groups: Int

  /// How many cases of each kind; a case is called positive when its score reaches the threshold.
  public struct Counts: Equatable, Sendable {
    /// Called positive, and are.
    public var truePositives: Int64 = 0
    /// Called positive, and are not.
    public var falsePositives: Int64 = 0
    /// Called negative, and are.
    public var trueNegatives: Int64 = 0
    /// Called negative, and are not.
    public var falseNegatives: Int64 = 0

    /// Truly positive.
    public var positives: Int64 { truePositives + falseNegatives }
    /// Truly negative.
    public var negatives: Int64 { trueNegatives + falsePositives }
    /// Called positive.
    public var calledPositive: Int64 { truePositives + falsePositives }
    /// All.
    public var samples: Int64 { positives + negatives }
  }

  /// Measures predictions.
  /// - Parameters:
  ///   - predictions: What the candidate said; at most ``PredictionReader/bounds`` rows.
  ///   - threshold: A score that reaches it calls a case positive.
  ///   - leastNegatives: A group with fewer negatives is not compared: its rate would be chance.
  public init(of predictions: Predictions, threshold: Double, leastNegatives: Int) {
    let perGroup = Self.counts(predictions, threshold: threshold)
    counts = perGroup.reduce(into: Counts()) { sum, group in
      sum.truePositives += group.truePositives
      sum.falsePositives += group.falsePositives
      sum.trueNegatives += group.trueNegatives
      sum.falseNegatives += group.falseNegatives
    }
    areaUnderCurve = Self.areaUnderCurve(predictions.rows)
    expectedCalibrationError = Self.calibrationError(predictions.rows)
    let rates = perGroup.filter { $0.negatives >= max(1, leastNegatives) }
      .compactMap { Fraction($0.falsePositives, of: $0.negatives) }
    groups = perGroup.count
    groupsCompared = rates.count
    groupGap =
      if rates.count >= 2, let highest = rates.max(), let lowest = rates.min() {
        highest - lowest
      } else {
        nil
      }
  }

  private static func counts(_ predictions: Predictions, threshold: Double) -> [Counts] {
    var counts = [Counts](repeating: Counts(), count: predictions.groups.count)
    for row in predictions.rows {
      switch (row.score >= threshold, row.isPositive) {
      case (true, true): counts[row.group].truePositives += 1
      case (true, false): counts[row.group].falsePositives += 1
      case (false, false): counts[row.group].trueNegatives += 1
      case (false, true): counts[row.group].falseNegatives += 1
      }
    }
    return counts
  }

  /// Walks the scores upwards: each run of equal scores wins against all negatives below it and
  /// half of its own.
  ///
  /// Counted in halves, the sum is a whole number.
  private static func areaUnderCurve(_ rows: [Prediction]) -> Fraction? {
    let sorted = rows.sorted { $0.score < $1.score }
    var (below, halves, positives) = (Int64(0), Int64(0), Int64(0))
    var start = 0
    while start < sorted.count {
      var end = start
      var tied: (positives: Int64, negatives: Int64) = (0, 0)
      while end < sorted.count && sorted[end].score == sorted[start].score {
        if sorted[end].isPositive { tied.positives += 1 } else { tied.negatives += 1 }
        end += 1
      }
      halves += tied.positives * (2 * below + tied.negatives)
      below += tied.negatives
      positives += tied.positives
      start = end
    }
    return Fraction(halves, of: 2 * positives * below)
  }

  private static func calibrationError(_ rows: [Prediction]) -> Fraction? {
    var surplus = [Int64](repeating: 0, count: 10)
    for row in rows {
      let bin = Int(min(row.units * 10 / Prediction.one, 9))
      surplus[bin] += (row.isPositive ? Prediction.one : 0) - row.units
    }
    return Fraction(surplus.reduce(0) { $0 + abs($1) }, of: Int64(rows.count) * Prediction.one)
  }
}
