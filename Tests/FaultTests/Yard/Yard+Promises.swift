import Postgres
import Testing
import Workflow

extension Yard {
  /// What holds after whatever was killed: waits for the ends of so many jobs, then counts.
  func expectPromisesKept(jobs: Int) async throws {
    try await eventually("every job has ended", within: .seconds(90)) {
      try await value("SELECT bool_and(state IN ('succeeded', 'failed')) FROM job")
    }
    try await expectJobsEndedOnce(jobs)
    try await endParts()
    try await expectGaplessChains()
    let verdict = try await verifyLog()
    #expect(verdict.status == 0, "\(verdict.said)")
  }

  private func expectJobsEndedOnce(_ jobs: Int) async throws {
    #expect(try await value("SELECT count(*) FROM job WHERE state = 'succeeded'") == jobs)
    let endings = try await owner.query(
      """
      SELECT count(*) FROM job_step WHERE to_state IN ('succeeded', 'failed', 'cancelled', 'killed')
       GROUP BY job ORDER BY 1 DESC
      """)
    #expect(try endings.map { row in try row.decode(Int.self) } == Array(repeating: 1, count: jobs))
    let torn = try await value(
      """
      SELECT count(*) FROM (SELECT from_state,
          lag(to_state, 1, '') OVER (PARTITION BY job ORDER BY id) AS before FROM job_step) s
       WHERE from_state <> before
      """, as: Int.self)
    #expect(torn == 0, "each step of a job begins where the one before it ended")
    let unmeasured = try await value(
      """
      SELECT count(*) FROM job j WHERE part = 'validator'
         AND NOT EXISTS (SELECT FROM metric m WHERE m.job = j.id AND m.name = 'auc')
      """, as: Int.self)
    #expect(unmeasured == 0, "what a validator measured is filed")
    #expect(try await value("SELECT ARRAY[running, reserved] FROM compute_grant") == [0, 0])
  }

  private func expectGaplessChains() async throws {
    let torn = try await owner.query(
      """
      SELECT s.name FROM subject s LEFT JOIN (SELECT subject, count(*) AS entries, max(seq) AS last
          FROM audit_event GROUP BY subject) e ON e.subject = s.id
       WHERE (s.seq, s.seq) IS DISTINCT FROM (coalesce(e.entries, 0), coalesce(e.last, 0))
      """)
    #expect(try torn.map { row in try row.decode(String.self) }.isEmpty)
    let untold = try await value(
      """
      SELECT count(*) FROM job_step s WHERE event <> 'start'
         AND 1 <> (SELECT count(*) FROM audit_event e JOIN compute_grant g ON g.chain = e.subject
                    WHERE e.act = s.act)
      """, as: Int.self)
    #expect(untold == 0, "each step but a beginning is told by one entry")
    let leaves = try await value(
      """
      SELECT ARRAY[(SELECT count(*) FROM audit_event), count(*), max(leaf_index) + 1,
                   (SELECT size FROM tree_head)] FROM sealed_leaf
      """, as: [Int].self)
    #expect(Set(leaves).count == 1, "entries, leaves, the last leaf and the tree: \(leaves)")
  }
}
