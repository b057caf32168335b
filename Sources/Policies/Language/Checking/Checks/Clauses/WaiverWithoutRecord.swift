/// A waiver that can hold although nothing was recorded: nobody granted it.
///
/// Its condition is walked with every recorded attribute at no and anything else open. The parts are taken
/// each by itself, so that what is true only where two parts of one way exclude each other counts as
/// possible.
enum WaiverWithoutRecord {
  static func check(_ rule: Rule, _ scope: Scope, _ findings: inout Findings) {
    guard case .waive = rule.kind, answers(rule.condition, scope).contains(true) else { return }
    findings.add(
      .waiverWithoutRecord, "the waiver `\(rule.id)` can hold with nothing recorded", at: rule.span,
      help: "let all of it need a `recorded …` that is yes: join it with `and`, not with `or`")
  }

  /// What a condition can come to with nothing recorded.
  private static func answers(_ condition: Condition, _ scope: Scope) -> Set<Bool> {
    switch condition {
    case .atom(let atom, _): return answers(atom, scope)
    case .not(let inner): return Set(answers(inner, scope).map { !$0 })
    case .all(let parts): return joined(parts, settling: false, scope)
    case .any(let parts): return joined(parts, settling: true, scope)
    case .named(let number): return answers(scope.named[number].condition, scope)
    case .routed: return [true, false]
    }
  }

  /// One part that can settle it is enough for that; the opposite needs all of them.
  private static func joined(_ parts: [Condition], settling: Bool, _ scope: Scope) -> Set<Bool> {
    let each = parts.map { answers($0, scope) }
    var joined: Set<Bool> = []
    if each.contains(where: { $0.contains(settling) }) { joined.insert(settling) }
    if each.allSatisfy({ $0.contains(!settling) }) { joined.insert(!settling) }
    return joined
  }

  private static func answers(_ atom: Atom, _ scope: Scope) -> Set<Bool> {
    switch atom {
    case .constant(let value): [value]
    case .flag(let place) where place.field == nil && isRecorded(place, scope): [false]
    default: [true, false]
    }
  }

  private static func isRecorded(_ place: Place, _ scope: Scope) -> Bool {
    scope.vocabularies[place.vocabulary].attributes[place.attribute].isRecorded
  }
}
