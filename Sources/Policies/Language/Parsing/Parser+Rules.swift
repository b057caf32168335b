/// Rules: the head of each kind, and the clauses that all share.
extension Parser {
  mutating func rule() throws -> RuleSyntax {
    let keyword = try name("a rule")
    let id = try name("the rule's id")
    let head = try head(keyword.text)
    var rule = RuleSyntax(
      keyword: keyword, id: id, head: head, clauses: try clauses())
    switch head {
    case .clock, .quota:
      while token.isWord("except"), tokens[min(at + 2, tokens.count - 1)].isSymbol("=") {
        mayBreak(.hard)
        rule.exceptions.append(try grouped(.statement) { try $0.unless() })
        try bound(rule.exceptions.count, by: Limits.listed, "exceptions")
      }
    default:
      break
    }
    return rule
  }

  private mutating func unless() throws -> RuleSyntax {
    let keyword = try name("`except`")
    let id = try name("the exception's id")
    try expectSymbol("=")
    let value = try value()
    return RuleSyntax(keyword: keyword, id: id, head: .unless(value), clauses: try clauses())
  }

  private mutating func head(_ keyword: String) throws -> RuleSyntax.Head {
    switch keyword {
    case "route":
      try expectWord("to")
      return .route(try name("a remit"))
    case "lead":
      if takeWord("otherwise") { return .leadOtherwise(try name("an attribute")) }
      try expectWord("is")
      return .lead(try name("a remit"))
    case "refuse": return .refuse
    case "waive":
      try expectWord("of")
      return .waive(try name("the id of a refusal"))
    case "document": return .document(try name("a document"))
    case "condition": return .condition
    case "flag": return .flag
    case "ask": return .ask(try names("an attribute or a document"))
    case "suspend": return .suspend
    case "approve":
      try expectWord("by")
      let count = try integer("how many")
      try expectWord("of")
      return .approve(count, try name("a remit's role, such as `SFC.approver`"))
    case "except":
      try expectWord("to")
      return .except(try names("the id of a rule"))
    case "gate": return .gate
    case "clock":
      let timer = try name("a clock")
      try expectSymbol("=")
      return .clock(timer, try value())
    case "quota":
      let resource = try name("a resource")
      try expectSymbol("=")
      let amount = try value()
      try expectWord("per")
      return .quota(resource, amount, per: try name("a period"))
    default:
      throw fail("a rule")
    }
  }

  private mutating func clauses() throws -> ClausesSyntax {
    var clauses = ClausesSyntax()
    var before: String?
    while token.kind == .name, let line = Self.clauseLines[token.text] {
      mayBreak(!line.isEmpty && line == before ? .line : .hard)
      before = line
      let first = token
      try clause(&clauses)
      let isText = ["en", "zh"].contains(first.text)
      clauses.places.append((isText ? "texts" : first.text, span(from: first.span)))
    }
    return clauses
  }

  /// The words that begin a clause; those of the same line stand beside each other on it.
  static let clauseLines: [String: String] = [
    "en": "", "zh": "", "when": "", "require": "", "cite": "", "approved_by": "", "adopted": "",
    "applies_to": "", "hard": "how", "soft": "how", "shadow": "how", "at": "how", "within": "how",
    "suspends": "how", "from": "days", "until": "days",
  ]

  private mutating func clause(_ clauses: inout ClausesSyntax) throws {
    let start = token.span
    switch token.text {
    case "en", "zh":
      clauses.texts = try texts()
    case "hard", "soft", "shadow":
      clauses.severity = try name("a severity")
    case "at":
      advance()
      clauses.stage = try name("a stage")
    case "when":
      advance()
      clauses.when = try expression()
    case "require":
      try requirement(&clauses)
    case "within":
      advance()
      clauses.within = try value("a length of time")
    case "suspends":
      advance()
      clauses.suspends = start
    case "cite":
      advance()
      clauses.citations = try citations()
    default:
      try authority(&clauses)
    }
  }

  private mutating func authority(_ clauses: inout ClausesSyntax) throws {
    switch token.text {
    case "approved_by":
      advance()
      clauses.approvedBy = try name("a remit's role, such as `SFC.approver`")
    case "adopted":
      advance()
      try expectWord("by")
      let remit = try name("a remit or `joint`")
      try expectWord("on")
      clauses.adoption = (remit, try date())
    case "applies_to":
      clauses.receivedBefore = try receivedBefore()
    case "from":
      advance()
      clauses.from = try date()
    default:
      let start = token.span
      advance()
      clauses.until = (try date(), span(from: start))
    }
  }

  private mutating func requirement(_ clauses: inout ClausesSyntax) throws {
    advance()
    clauses.require = try expression()
    if takeWord("samples") {
      try expectSymbol(">=")
      clauses.samples = try integer("a number of samples")
    }
    if takeWord("window") {
      try expectSymbol(">=")
      clauses.window = try integer("a number of days")
      try expectWord("days")
    }
  }
}
