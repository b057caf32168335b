extension PolicySet {
  /// A clock's own length, exceptions apart.
  public struct ClockLength: Sendable, Hashable {
    /// The clock's name.
    public let name: String
    /// The remit whose policy states it; empty in a joint one.
    public let remit: String
    /// How long it runs.
    public let length: Length
  }

  /// Every clock's own length on a day, in the order of the files.
  public func clockLengths(on day: CivilDate) -> [ClockLength] {
    rules.compactMap { rule in
      guard case .clock(let name) = rule.kind, let unit = rule.unit, let value = rule.value else {
        return nil
      }
      let count: Int64
      switch value {
      case .literal(let literal): count = literal
      case .parameter(let number): count = parameters[number].value(on: day)
      default: return nil
      }
      return ClockLength(
        name: name, remit: rule.remit == "joint" ? "" : rule.remit, length: Length(count, unit))
    }
  }
}
