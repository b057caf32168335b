import Postgres
import TestSupport
import Testing

/// Conditions that the rules set for an approval: none is lost on the way to the offer.
@Suite struct ConditionTests {
  private static func condition(_ rule: String, of remit: String, _ result: String) -> String {
    """
    jsonb_build_object('rule', '\(rule)', 'remit', '\(remit)', 'kind', 'condition', 'severity', '',
      'result', '\(result)', 'sentence_en', 'keep a log', 'sentence_zh', '備存紀錄', 'explains', '{}'::jsonb)
    """
  }

  /// A case in review whose rules were run again with these outcomes beside the usual ones.
  private static func judged(
    _ world: World, _ outcomes: String..., stage: String = "review"
  ) async throws -> String {
    let app = try await world.case(in: "in_review")
    try await world.run(
      """
      SELECT done('hkma.case_officer', 'application/' || \(app), 'rules_run', '{}', jsonb_build_object(
        'evaluation', run_of_rules('\(unsafeSQL: stage)', jsonb_build_array(\(unsafeSQL: outcomes.joined(separator: ", "))))))
      """)
    try await world.run(
      "SELECT review_to(\(app), r, 'in_progress') FROM unnest('{HKMA,SFC,IA}'::text[]) r")
    return app
  }

  private static func recommend(
    _ desk: String, _ app: String, carrying rules: String..., word: String = "approve",
    in world: World
  ) async throws -> String? {
    let review = try await world.value(
      "SELECT review_of(\(app), \(desk.uppercased()))", as: String.self)
    let terms = rules.map {
      "{\"rule\": \"\($0)\", \"wording\": \"keep a log\", \"timing\": \"during\"}"
    }
    return try await world.act(
      "\(desk).case_officer", review, "recommend",
      detail: """
        jsonb_build_object('recommendation', '\(word)', 'reasons', 'sound', 'seen', seen('\(review)'))
        """,
      payload: "'{\"conditions\": [\(terms.joined(separator: ", "))]}'")?.message
  }

  @Test(arguments: ["undetermined", "conflict"])
  func `nothing is approved while it is not known whether a condition applies`(result: String)
    async throws
  {
    try await World.with { world in
      let app = try await Self.judged(world, Self.condition("C9", of: "SFC", result))
      for word in ["approve", "approve_with_conditions", "no_comment"] {
        let refused = try await Self.recommend("sfc", app, carrying: "C9", word: word, in: world)
        #expect(refused?.contains("C9 \(result)") == true, "\(word): \(refused ?? "done")")
      }
      #expect(try await Self.recommend("ia", app, in: world) == nil, "it is no rule of theirs")
      try await Self.override("C9", of: app, in: world)
      #expect(try await Self.recommend("sfc", app, in: world) == nil)
    }
  }

  @Test func `a desk may object while a condition is not determined`() async throws {
    try await World.with { world in
      let app = try await Self.judged(world, Self.condition("C9", of: "SFC", "undetermined"))
      #expect(try await Self.recommend("sfc", app, word: "object", in: world) == nil)
    }
  }

  @Test func `an approval carries each condition that applies, or two persons override it`()
    async throws
  {
    try await World.with { world in
      let app = try await Self.judged(
        world, Self.condition("C8", of: "SFC", "applies"),
        Self.condition("C9", of: "SFC", "applies"))
      for word in ["approve", "no_comment"] {
        let refused = try await Self.recommend("sfc", app, word: word, in: world)
        #expect(refused?.contains("leaves out conditions that the rules set: C8, C9.") == true)
      }
      let one = try await Self.recommend(
        "sfc", app, carrying: "C8", word: "approve_with_conditions", in: world)
      #expect(one?.contains("that the rules set: C9.") == true)
      try await Self.override("C9", of: app, in: world)
      #expect(
        try await Self.recommend(
          "sfc", app, carrying: "C8", word: "approve_with_conditions", in: world) == nil)
    }
  }

  @Test func `the lead carries what the joint rules set, and no offer is made without it`()
    async throws
  {
    try await World.with { world in
      let joint = Self.condition("J9", of: "joint", "applies")
      let app = try await Self.judged(world, joint)
      #expect(try await Self.recommend("sfc", app, in: world) == nil)
      let lead = try await Self.recommend("hkma", app, in: world)
      #expect(lead?.contains("that the rules set: J9.") == true)
      #expect(
        try await Self.recommend(
          "hkma", app, carrying: "J9", word: "approve_with_conditions", in: world) == nil)
    }
  }

  @Test(arguments: [
    ("applies", "No desk carries the conditions"), ("undetermined", "J9 undetermined"),
  ])
  func `an offer waits for a condition that no desk looked at`(result: String, sentence: String)
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      let outcomes = "jsonb_build_array(\(Self.condition("J9", of: "joint", result)))"
      let refused = try await world.act(
        "hkma.approver", "application/\(app)", "offer",
        payload: "jsonb_build_object('evaluation', run_of_rules('offer', \(outcomes)))")
      #expect(refused?.message.contains(sentence) == true, "\(refused?.message ?? "done")")
    }
  }

  private static func override(_ rule: String, of app: String, in world: World) async throws {
    try await world.run(
      """
      SELECT agreed('sfc.case_officer', 'supervision/' || \(app) || '/SFC', 'rule_overridden', '{sfc.approver}',
        jsonb_build_object('remit', 'SFC', 'rule', \(rule)::text, 'reason', 'a pilot of 20'))
      """)
  }
}
