/// Words that cannot name an attribute without a dot, a `let`, a `param` or a bound record.
enum ReservedWords {
  static let statements: Set<String> = [
    "policy", "vocabulary", "instrument", "param", "let", "route", "lead", "refuse", "waive",
    "document", "condition", "flag", "ask", "suspend", "approve", "clock", "quota", "gate",
    "except", "record", "test",
  ]

  static let all: Set<String> = statements.union([
    "and", "or", "not", "in", "is", "has", "any_of", "all_of", "only", "some", "every", "no",
    "yes", "none", "empty", "count", "known", "changed", "routed", "recorded", "or_assume",
    "as_of", "when", "cite", "adopted", "at", "from", "until", "en", "zh", "by", "for", "to",
    "of", "require", "samples", "window", "within", "suspends", "hard", "soft", "shadow",
    "approved_by", "otherwise", "with", "without", "given", "expect", "HKD",
  ])
}
