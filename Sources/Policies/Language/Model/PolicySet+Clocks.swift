extension PolicySet {
  /// A clock's own length, exceptions apart.
  public struct ClockLength: Sendable, Hashable {
    /// The clock's name.
    public let name: String
    /// The remit whose policy states it; empty in a joint one.
    public let remit: String
    /// How long it runs.
    public let length: Length
    /// The rule that states it.
    public let rule: String
  }

  /// Every clock's own length on a day, in the order of the files.
  public func clockLengths(on day: CivilDate) -> [ClockLength] {
    rules.compactMap { rule in
      guard case .clock(let name) = rule.kind, let unit = rule.unit else { return nil }
      let count = rule.amount(on: day, parameters).count
      return ClockLength(
        name: name, remit: rule.remit == "joint" ? "" : rule.remit, length: Length(count, unit),
        rule: rule.id)
    }
  }
}
