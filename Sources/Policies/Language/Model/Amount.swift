/// What a clock or a quota sets: each remit has one value of it at a time.
struct Setting: Hashable, Sendable {
  /// The remit whose policy sets it, or `joint`.
  let remit: String
  /// The clock, or the resource and its period.
  let kind: RuleKind

  /// The clock's or the resource's name.
  var name: String {
    switch kind {
    case .clock(let name), .quota(let name, _): name
    default: ""
    }
  }

  /// How often a quota begins anew.
  var period: Period? { if case .quota(_, let period) = kind { period } else { nil } }
}

/// What a clock, a quota or an exception of one is set to.
struct Amount: Hashable, Sendable, CustomStringConvertible {
  /// How many.
  let count: Int64
  /// Of which time; nil for a quota.
  let unit: LengthUnit?

  /// As written in a policy.
  var description: String { unit.map { Length(count, $0).description } ?? String(count) }
}

extension Rule {
  /// What it sets by itself; nil for all but clocks and quotas.
  var setting: Setting? {
    switch kind {
    case .clock, .quota: Setting(remit: remit, kind: kind)
    default: nil
    }
  }

  /// What it is set to on a day; 0 where it sets nothing.
  func amount(on day: CivilDate, _ parameters: [Parameter]) -> Amount {
    let count: Int64 =
      switch value {
      case .literal(let count)?: count
      case .parameter(let parameter)?: parameters[parameter].value(on: day)
      default: 0
      }
    return Amount(count: count, unit: unit)
  }
}
