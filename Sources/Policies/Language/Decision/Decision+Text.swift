extension Decision {
  /// The decision as a person reads it on a terminal.
  public func text(isExplained: Bool = false) -> String {
    var lines = ["as of \(asOf), at \(stage.rawValue)", "", "route    " + routeText]
    lines.append("lead     " + leadText)
    let wanted: [(String, (RuleOutcome) -> Bool)] = [
      ("refused", { $0.kind == .refuse && $0.outcome == .notMet }),
      ("undetermined", { $0.outcome == .undetermined && $0.kind.needsAuthority }),
      ("waived", { $0.outcome == .waived }),
      ("gates not passed", { $0.kind == .gate && $0.outcome == .notMet }),
      ("suspensions", { $0.kind == .suspend && $0.outcome == .applies }),
      ("documents", { $0.kind.word == "document" && $0.outcome == .applies }),
      ("conditions", { $0.kind.word == "condition" && $0.outcome == .applies }),
      ("questions", { $0.kind.word == "ask" && $0.outcome == .applies }),
      ("flags", { $0.kind == .flag && $0.outcome == .applies }),
      ("conflicts", { $0.outcome == .conflict }),
    ]
    for (title, isWanted) in wanted {
      let found = rules.filter { !$0.isShadow && isWanted($0) }
      if found.isEmpty { continue }
      lines += ["", title] + found.flatMap { $0.lines(isExplained: isExplained, asOf: asOf) }
    }
    if !approvals.isEmpty {
      lines += ["", "approvals"]
      lines += approvals.map {
        "  \($0.count) of \($0.approver)" + ($0.isCertain ? "" : ", perhaps")
      }
    }
    for (title, values) in [("clocks", clocks), ("quotas", quotas)] where !values.isEmpty {
      lines += ["", title] + values.map(\.line)
    }
    let shadows = rules.filter { $0.isShadow && [.notMet, .applies].contains($0.outcome) }
    if !shadows.isEmpty {
      lines += ["", "shadows, which bind nobody"]
      lines += shadows.flatMap { $0.lines(isExplained: isExplained, asOf: asOf) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var routeText: String {
    let certain = route.certain.isEmpty ? "nobody" : route.certain.joined(separator: ", ")
    if route.isDetermined { return certain }
    let open = route.possible.filter { !route.certain.contains($0) }.joined(separator: ", ")
    return "\(certain); perhaps \(open), for want of \(route.missing.joined(separator: ", "))"
  }

  private var leadText: String {
    switch lead {
    case .remit(let remit): remit
    case .undetermined(let missing):
      "undetermined" + (missing.isEmpty ? "" : ", for want of " + missing.joined(separator: ", "))
    case .conflict(let rules): "conflict between " + rules.joined(separator: ", ")
    }
  }
}

extension RuleOutcome {
  func lines(isExplained: Bool, asOf: CivilDate) -> [String] {
    var lines = ["  \(id) [\(remit)] \(texts.en) / \(texts.zh)"]
    if !missing.isEmpty { lines.append("      missing: " + missing.joined(separator: ", ")) }
    for citation in citations {
      lines.append("      cites \(citation.short) (\(citation.mark.rawValue))")
    }
    if let adoption {
      let tense = asOf < adoption.on ? "will be adopted" : "adopted"
      lines.append("      \(tense) by \(adoption.by) on \(adoption.on)")
    }
    if let newerVersion { lines.append("      of \(newerVersion), which reaches this case") }
    if !relievedBy.isEmpty { lines.append("      by " + relievedBy.joined(separator: ", ")) }
    if isExplained {
      lines += atoms.map {
        "      \($0.value.map { $0 ? "yes    " : "no     " } ?? "unknown")  \($0.text)"
      }
    }
    return lines
  }
}

extension ValueOutcome {
  var line: String {
    let shown = value ?? outcome.rawValue
    let each = period.map { " per \($0.rawValue)" } ?? ""
    let why = missing.isEmpty ? "" : ", for want of " + missing.joined(separator: ", ")
    return "  \(name) = \(shown)\(each) (\(rules.joined(separator: ", ")))\(why)"
  }
}
