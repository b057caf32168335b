extension RuleKind {
  /// What a rule says beside when it holds, in the words of its statement, so that tests can speak of it.
  ///
  /// - Parameter severity: The rule's severity as written.
  /// - Returns: One for each thing that such a rule can say, also where it does not.
  func terms(_ severity: Severity?) -> [String] {
    switch self {
    case .refuse: severity.map { [$0.rawValue] } ?? []
    case .route(let remit): ["to \(remit)"]
    case .condition(let within, let suspends):
      ["within \(within?.description ?? "none")", suspends ? "suspends" : "not suspends"]
    case .approve(let count, let approver): ["by \(count) of \(approver)"]
    case .document(let paper): [Self.about([paper])]
    case .ask(let names): [Self.about(names)]
    case .waive(_, let approver): ["approved_by \(approver)"]
    case .lead, .leadOtherwise, .flag, .suspend, .except, .gate, .clock, .quota, .unless: []
    }
  }

  /// Names in a set, in any order.
  static func about(_ names: [String]) -> String {
    "about {\(names.sorted().joined(separator: ", "))}"
  }
}
