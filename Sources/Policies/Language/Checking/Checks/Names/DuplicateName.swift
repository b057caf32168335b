/// The same name or id given twice, where one of the two can be told another.
enum DuplicateName {
  /// An id that another rule has: the next number that is free.
  static func check(
    _ id: Word, taken: [String: Int], in policy: PolicySyntax, _ findings: inout Findings
  ) {
    guard taken[id.text] != nil else { return }
    let others = Set(policy.rules.flatMap { [$0.id.text] + $0.exceptions.map(\.id.text) })
    let free = next(id.text) { taken[$0] == nil && !others.contains($0) }
    findings.add(
      .duplicateName, "the id `\(id.text)` is already taken", at: id.span,
      help: "ids are unique over all policies that are compiled together",
      edit: free.map { (id.span, $0) })
  }

  /// A rule that one list names twice.
  static func report(_ target: Word, in rule: String, _ findings: inout Findings) {
    findings.add(
      .duplicateName, "`\(rule)` names `\(target.text)` twice", at: target.span, help: "keep one",
      edit: findings.word(",", before: target.span).map { ($0, "") })
  }

  /// A fact that is stated twice, left out twice, or both stated and left out.
  static func check(_ given: GivenSyntax, _ findings: inout Findings) {
    stated(given.stated.map(\.name), &findings)
    var seen: Set<String> = []
    let stated = Set(given.stated.map(\.name.text))
    for name in given.without {
      if !seen.insert(name.text).inserted {
        report(name, in: "without", &findings)
      } else if stated.contains(name.text) {
        findings.add(
          .duplicateName, "`\(name.text)` is both stated and left out", at: name.span,
          help: "keep one")
      }
    }
    seen = []
    for name in given.changed ?? [] where !seen.insert(name.text).inserted {
      report(name, in: "changed", &findings)
    }
  }

  /// A fact or a field that is stated twice.
  static func stated(_ names: [Word], _ findings: inout Findings) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name.text).inserted {
      findings.add(
        .duplicateName, "`\(name.text)` is stated twice", at: name.span,
        help: "keep the value that is meant")
    }
  }

  /// How many numbers are tried.
  private static let tries: Int64 = 1_000

  private static func next(_ id: String, isFree: (String) -> Bool) -> String? {
    let digits = String(id.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    let stem = digits.isEmpty ? id + "-" : String(id.dropLast(digits.count))
    guard let number = Int64(digits.isEmpty ? "1" : digits), number < Int64.max - tries else {
      return nil
    }
    return (1...tries).lazy.map { step in
      let next = String(number + step)
      return stem + String(repeating: "0", count: max(0, digits.count - next.count)) + next
    }.first(where: isFree)
  }
}
