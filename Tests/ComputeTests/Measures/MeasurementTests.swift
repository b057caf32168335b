import Testing

@testable import Measures

/// The measures against values computed another way: pair by pair, case by case, in floating point.
struct MeasurementTests {
  /// Numbers that are the same in every run.
  struct Source: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// Predictions with many ties: scores are multiples of 1/20.
  static func predictions(seed: UInt64, count: Int) -> Predictions {
    var source = Source(state: seed)
    var predictions = Predictions()
    predictions.groups = ["a", "b", "c"]
    predictions.rows = (0..<count).map { _ in
      Prediction(
        isPositive: Int.random(in: 0..<3, using: &source) == 0,
        score: Double(Int.random(in: 0...20, using: &source)) / 20,
        group: Int.random(in: 0..<3, using: &source))
    }
    return predictions
  }

  static func value(_ fraction: Fraction?) -> Double? { fraction.flatMap { Double($0.text) } }

  @Test(arguments: 0..<40)
  func `the area under the curve is the share of pairs in order`(seed: Int) {
    let predictions = Self.predictions(seed: UInt64(seed), count: 5 + seed * 3)
    let positives = predictions.rows.filter(\.isPositive)
    let negatives = predictions.rows.filter { !$0.isPositive }
    var won = 0.0
    for positive in positives {
      for negative in negatives {
        if positive.score > negative.score { won += 1 }
        if positive.score == negative.score { won += 0.5 }
      }
    }
    let measured = Measurement(of: predictions, threshold: 0.5, leastNegatives: 1).areaUnderCurve
    if positives.isEmpty || negatives.isEmpty {
      #expect(measured == nil)
    } else {
      let expected = won / Double(positives.count * negatives.count)
      #expect(abs((Self.value(measured) ?? -1) - expected) <= 0.000_000_51)
    }
  }

  @Test(arguments: 0..<20, [0.0, 0.35, 0.5, 1.0])
  func `the rates at a threshold count cases`(seed: Int, threshold: Double) {
    let predictions = Self.predictions(seed: UInt64(seed), count: 60)
    func count(_ holds: (Prediction) -> Bool) -> Double {
      Double(predictions.rows.filter(holds).count)
    }
    let hits = count { $0.isPositive && $0.score >= threshold }
    let alarms = count { !$0.isPositive && $0.score >= threshold }
    let measured = Measurement(of: predictions, threshold: threshold, leastNegatives: 1)
    func expect(_ fraction: Fraction?, _ numerator: Double, _ denominator: Double) {
      guard denominator > 0 else { return #expect(fraction == nil) }
      #expect(abs((Self.value(fraction) ?? -1) - numerator / denominator) <= 0.000_000_51)
    }
    expect(measured.precision, hits, hits + alarms)
    expect(measured.recall, hits, count(\.isPositive))
    expect(measured.falsePositiveRate, alarms, count { !$0.isPositive })
    #expect(measured.counts.samples == 60)
  }

  @Test(arguments: 0..<20)
  func `the calibration error is the weighted distance of ten bins`(seed: Int) {
    let predictions = Self.predictions(seed: UInt64(seed), count: 200)
    var expected = 0.0
    for bin in 0..<10 {
      let rows = predictions.rows.filter { row in
        // Scores are multiples of 1/20, so this is exact.
        min(Int((row.score * 20).rounded()) / 2, 9) == bin
      }
      guard !rows.isEmpty else { continue }
      let rate = Double(rows.filter(\.isPositive).count) / Double(rows.count)
      let mean = rows.map(\.score).reduce(0, +) / Double(rows.count)
      expected += abs(rate - mean) * Double(rows.count) / 200
    }
    let measured = Measurement(of: predictions, threshold: 0.5, leastNegatives: 1)
    #expect(
      abs((Self.value(measured.expectedCalibrationError) ?? -1) - expected) <= 0.000_000_51)
  }

  @Test(arguments: 0..<20, [1, 12, 1_000])
  func `the gap is the widest among groups with enough negatives`(seed: Int, least: Int) {
    let predictions = Self.predictions(seed: UInt64(seed), count: 60)
    let rates = (0..<3).compactMap { group -> Double? in
      let negatives = predictions.rows.filter { $0.group == group && !$0.isPositive }
      guard negatives.count >= least else { return nil }
      return Double(negatives.filter { $0.score >= 0.5 }.count) / Double(negatives.count)
    }
    let measured = Measurement(of: predictions, threshold: 0.5, leastNegatives: least)
    #expect(measured.groupsCompared == rates.count)
    guard rates.count >= 2, let highest = rates.max(), let lowest = rates.min() else {
      #expect(measured.groupGap == nil)
      return
    }
    #expect(abs((Self.value(measured.groupGap) ?? -1) - (highest - lowest)) <= 0.000_000_51)
  }

  @Test func `the order of the lines changes no digit`() {
    var source = Source(state: 1)
    var predictions = Predictions()
    predictions.groups = ["a", "b"]
    predictions.rows = (0..<5_000).map { _ in
      Prediction(
        isPositive: Bool.random(using: &source), score: Double.random(in: 0...1, using: &source),
        group: Int.random(in: 0..<2, using: &source))
    }
    func line() -> String {
      Measurement(of: predictions, threshold: 0.5, leastNegatives: 30)
        .json(threshold: "0.5", leastNegatives: 30)
    }
    let first = line()
    for _ in 0..<10 {
      predictions.rows.shuffle(using: &source)
      #expect(line() == first)
    }
  }

  @Test(arguments: [
    (0, 1, "0.000000"), (1, 1, "1.000000"), (1, 3, "0.333333"), (2, 3, "0.666667"),
    (1, 2_000_000, "0.000001"), (1, 2_000_001, "0.000000"), (999_999, 1_000_000, "0.999999"),
  ])
  func `a fraction is rounded at its sixth place, halves up`(
    numerator: Int64, denominator: Int64, text: String
  ) {
    #expect(Fraction(numerator, of: denominator)?.text == text)
  }
}
