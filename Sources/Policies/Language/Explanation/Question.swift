/// A missing fact that can still change an outcome.
public struct Question: Sendable, Equatable {
  /// The attribute, or a field of a list's records: `control.hitl`, `provider.notice`.
  public let fact: String
  /// The form's question; nil for what nobody is asked.
  public let texts: Texts?
  /// Who states it.
  public let author: Author
  /// Whether it keeps open which remits review.
  public let keepsRouteOpen: Bool
  /// Whether it keeps open who leads.
  public let keepsLeadOpen: Bool
  /// The rules whose outcome waits for it, in the order of the files.
  public let rules: [String]
  /// Rules that an answer settled, over all answers that were tried.
  public let settled: Int
  /// Answers that were tried.
  public let answers: Int

  /// Why it is asked.
  public var reason: Texts {
    let named = rules.prefix(Self.named).joined(separator: ", ")
    let more = rules.count > Self.named ? " +\(rules.count - Self.named)" : ""
    let wait = rules.count == 1 ? "waits" : "wait"
    if keepsRouteOpen {
      return Texts(
        en: "it settles which authorities review the case; \(named)\(more) \(wait) for it",
        zh: "可確定由哪些機構審核；\(named)\(more) 有待此項")
    }
    if keepsLeadOpen {
      return Texts(
        en: "it settles who leads; \(named)\(more) \(wait) for it",
        zh: "可確定由誰主導；\(named)\(more) 有待此項")
    }
    return Texts(en: "\(named)\(more) \(wait) for it", zh: "\(named)\(more) 有待此項")
  }

  /// Rules that the reason names.
  private static let named = 4
}
