import Postgres
import Testing
import Workflow

/// No answer lets a firm tell `recommended` from `in_progress`.
@Suite struct IndistinguishableTests {
  @Test(arguments: ["appr", "prep", "partner.appr"])
  func `all that a firm can read is the same before and after a recommendation`(
    login: String
  ) async throws {
    try await World.with { world in
      let (app, review) = try await place(in: world)
      let firm = Reader(world: world, role: "firm", session: login)
      let before = try await firm.everything()
      let answersBefore = try await answers(to: firm, app, review)
      try await recommend(review, app, in: world)
      let after = try await firm.everything()
      let answersAfter = try await answers(to: firm, app, review)
      for (table, rows) in before {
        // The tree's head counts every act of everybody; only the sealer moves it.
        #expect(after[table] == rows, "\(table) tells")
      }
      #expect(answersBefore == answersAfter)
    }
  }

  @Test func `no answer to any attempt tells`() async throws {
    try await World.with { world in
      let (app, review) = try await place(in: world)
      let before = try await attempts(at: review, app, in: world)
      try await recommend(review, app, in: world)
      let after = try await attempts(at: review, app, in: world)
      #expect(before.count > 300)
      #expect(before == after)
    }
  }

  @Test func `a late answer is taken from a desk that has recommended as from one that has not`()
    async throws
  {
    try await World.with { world in
      let (app, review) = try await place(in: world)
      try await recommend(review, app, in: world)
      let refused = try await world.act(
        "appr", review, "supply_information", detail: "\(question(app))",
        payload: "'{\"answer\": \"that one\"}'")
      #expect(refused == nil)
      let row = try await world.connection.query(
        "SELECT s.state, q.late FROM subject s JOIN question q ON q.review = s.id WHERE s.name = \(review)"
      ).one()
      #expect(try row.decode((String.self, Bool.self)) == ("in_progress", true))
    }
  }

  @Test func `the answer to a firm's act on a review is its case's state and version`() async throws
  {
    try await World.with { world in
      let (app, review) = try await place(in: world)
      try await world.run("SELECT me('appr')")
      let answer = try await world.connection.query(
        """
        SELECT a.subject_name, a.new_state, a.new_version = s.seq FROM act(\(review), 'supply_information', NULL,
          \(unsafeSQL: question(app)), '{"answer": "that one"}') a, subject s WHERE s.id = \(app)
        """
      ).one().decode((String.self, String.self, Bool.self))
      #expect(answer.0 == "application/\(app)" && answer.1 == "in_review")
    }
  }

  /// A review in progress, with a question that went overdue: the firm may answer late.
  private func place(in world: World) async throws -> (app: String, review: String) {
    let app = try await world.case(in: "in_review")
    let review = try await world.value(
      "SELECT review_to(\(app), 'SFC', 'awaiting_information')", as: String.self)
    try await world.run(
      "UPDATE question SET due_at = now() - interval '1 day' WHERE application = \(app)")
    try await world.run("SELECT done('tick', \(review), 'information_overdue')")
    return (app, review)
  }

  private func recommend(_ review: String, _ app: String, in world: World) async throws {
    try await world.run(
      """
      SELECT done('sfc.case_officer', \(review), 'recommend',
        jsonb_build_object('recommendation', 'object', 'reasons', 'unsound', 'seen', seen_digest(\(app))))
      """)
  }

  private func question(_ app: String) -> String {
    "(SELECT jsonb_build_object('question', id) FROM question WHERE application = '\(app)')"
  }

  /// What the functions open to a firm say of the case and the review.
  private func answers(
    to firm: Reader, _ app: String, _ review: String
  ) async throws -> [String] {
    try await firm.rows("SELECT d::text FROM desk_progress('\(app)') d")
      + firm.rows("SELECT p::text FROM possible_acts('application/\(app)') p")
      + firm.rows("SELECT p::text FROM possible_acts('\(review)') p")
      + firm.rows("SELECT review_of_question(id) FROM question")
  }

  /// The answer to every event that anybody of a firm could fire at the review, with and without
  /// the version that they would have to guess.
  private func attempts(
    at review: String, _ app: String, in world: World
  ) async throws -> [String] {
    let logins = Person.everybody.filter { $0.audience == .firm }.map(\.login)
    let machine = try #require(Lifecycle.machine("review"))
    var answers: [String] = []
    for event in machine.events {
      let rows = try await world.connection.query(
        """
        SELECT l, v, t.code, t.message, t.facts::text, t.state
          FROM unnest(\(logins)) l, unnest(ARRAY[NULL, 0, 5, 6, 7, 8]::bigint[]) v,
               LATERAL tried(l, \(review)::text, \(event)::text, detail_of(\(review), \(event), \(app), l),
                 payload_of(\(review), \(event), \(app)), v) t
        """)
      answers += try rows.map { row in
        let (login, version, code, message, facts, state) = try row.decode(
          (String.self, Int?.self, String.self, String?.self, String?.self, String?.self))
        return
          "\(event) \(login) \(version ?? -1) \(code) \(message ?? "") \(facts ?? "") \(state ?? "")"
      }
    }
    return answers
  }
}
