/// Newer versions beside those that cases in flight came under: which rules count for such a case.
///
/// The case stays on its own versions, but for what a newer one says of it. Of a newer version only
/// the rules count that reach the case. A rule of the case's own versions gives way to one with its
/// id; and to a newer version of its policy that as a whole reaches the case and no longer has it.
struct ReachingBack {
  /// Ids of the newer versions' rules that reach the cases.
  private var reaching: Set<String> = []
  /// All ids of the versions that as a whole reach the cases, by policy.
  private var whole: [String: Set<String>] = [:]

  /// The policies with the rules that count, and without tests: those are of whole versions.
  ///
  /// - Parameters:
  ///   - policies: The policies as written.
  ///   - sources: The files that their spans number.
  /// - Returns: the same policies where no file is a newer version for cases in flight.
  static func counting(_ policies: [PolicySyntax], of sources: [SourceFile]) -> [PolicySyntax] {
    let days = policies.map { sources[$0.name.span.file].reachingBefore?.day }
    guard days.contains(where: { $0 != nil }) else { return policies }
    var selection = ReachingBack()
    for (policy, day) in zip(policies, days) {
      if let day { selection.note(policy, reachingBefore: day) }
    }
    return zip(policies, days).map { policy, day in
      var policy = policy
      policy.rules =
        day.map { policy.rules(reachingBefore: $0) }
        ?? selection.staying(policy.rules, of: policy.name.text)
      policy.records = []
      policy.tests = []
      return policy
    }
  }

  private mutating func note(_ policy: PolicySyntax, reachingBefore day: Int64) {
    reaching.formUnion(policy.rules(reachingBefore: day).flatMap(\.ids))
    if let before = policy.receivedBefore, day <= before {
      whole[policy.name.text] = Set(policy.rules.flatMap(\.ids))
    }
  }

  /// The rules that do not give way; an exception of a clock or a quota goes with it.
  private func staying(_ rules: [RuleSyntax], of policy: String) -> [RuleSyntax] {
    rules.compactMap { rule in
      let id = rule.id.text
      guard !reaching.contains(id), whole[policy]?.contains(id) ?? true else { return nil }
      var rule = rule
      rule.exceptions = staying(rule.exceptions, of: policy)
      return rule
    }
  }
}

extension PolicySyntax {
  /// The days of every `applies_to received before`, in order.
  var reachesBack: [Int64] {
    let rules = rules.flatMap { [$0] + $0.exceptions }
    return Set(rules.compactMap(\.clauses.receivedBefore) + [receivedBefore].compactMap(\.self))
      .sorted()
  }

  /// The rules that reach every case received before a day; a rule's own day takes the place of the
  /// policy's.
  fileprivate func rules(reachingBefore day: Int64) -> [RuleSyntax] {
    func reaching(_ rules: [RuleSyntax]) -> [RuleSyntax] {
      rules.compactMap { rule in
        guard let before = rule.clauses.receivedBefore ?? receivedBefore, day <= before else {
          return nil
        }
        var rule = rule
        rule.exceptions = reaching(rule.exceptions)
        return rule
      }
    }
    return reaching(rules)
  }
}

extension RuleSyntax {
  fileprivate var ids: [String] { [id.text] + exceptions.map(\.id.text) }
}
