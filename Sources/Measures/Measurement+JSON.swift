extension Measurement {
  /// The measurement as one line of JSON: keys in order, numbers of cases as integers, measures as
  /// decimal strings of six places; an undetermined measure is left out and named at the end.
  public func json(threshold: String, leastNegatives: Int) -> String {
    let measures: [(name: String, value: Fraction?)] = [
      ("auc", areaUnderCurve),
      ("expected_calibration_error", expectedCalibrationError),
      ("false_positive_rate", falsePositiveRate),
      ("group_gap", groupGap),
      ("precision", precision),
      ("recall", recall),
    ]
    var fields = measures.compactMap { measure in
      measure.value.map { (measure.name, "\"\($0.text)\"") }
    }
    fields += [
      ("false_negatives", "\(counts.falseNegatives)"),
      ("false_positives", "\(counts.falsePositives)"),
      ("groups", "\(groups)"),
      ("groups_compared", "\(groupsCompared)"),
      ("minimum_negatives", "\(leastNegatives)"),
      ("negatives", "\(counts.negatives)"),
      ("positives", "\(counts.positives)"),
      ("samples", "\(counts.samples)"),
      ("threshold", "\"\(threshold)\""),
      ("true_negatives", "\(counts.trueNegatives)"),
      ("true_positives", "\(counts.truePositives)"),
    ]
    let missing = measures.filter { $0.value == nil }.map { "\"\($0.name)\"" }
    fields.append(("undetermined", "[" + missing.joined(separator: ",") + "]"))
    let body = fields.sorted { $0.0 < $1.0 }.map { "\"\($0.0)\":\($0.1)" }
    return "{" + body.joined(separator: ",") + "}"
  }
}
