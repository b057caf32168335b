extension Lifecycle {
  /// The names under which an act carries free text, in its detail or its payload.
  ///
  /// What stands under them is sealed before it reaches the database, which takes nothing else into
  /// an entry. A gateway is not among them: it names a law or a consent, and auditors count by it.
  public static let freeText = [
    "answer", "cause", "defects", "erasure_held", "evidence", "gates_absent", "happened", "limits",
    "missing", "reason", "reasons", "remedy", "report_absent", "requirement", "urgency", "wording",
  ]

  /// The tables whose texts are published: nothing in them is anybody's own.
  public static let published: Set<String> = [
    "calendar", "cohort", "policy", "practice_note", "problem",
  ]
}
