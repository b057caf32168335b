import Postgres
import TestSupport
import Testing
import Workflow

/// The tables in the code and in the database are those that were agreed: the rows, who fires them,
/// and what must hold.
@Suite struct ContractTests {
  @Test func `the code's tables are what was agreed, with whom and under which guards`() {
    let agreed = ContractRows.agreed
    #expect(agreed.rows.count > 280)
    #expect(agreed.doubled == [] && ContractRows.written.doubled == [])
    #expect(agreed.differences(from: .written) == [:])
  }

  @Test func `the database's tables are what was agreed, with whom and under which guards`()
    async throws
  {
    try await World.with { world in
      let stored = try await ContractRows.stored(in: world)
      #expect(ContractRows.agreed.differences(from: stored) == [:])
    }
  }

  /// A slip in each column that is compared, made in a copy of the database.
  @Test(arguments: [
    (
      "UPDATE transition SET who = who || '{case_officer@lead}' WHERE event = 'offer'",
      "application consolidation offer"
    ),
    (
      "UPDATE transition SET who = '{approver@required}' WHERE event = 'defer'",
      "application consolidation defer"
    ),
    (
      "UPDATE transition SET guards = array_remove(guards, 'none_objects') WHERE event = 'offer'",
      "application consolidation offer"
    ),
    (
      "UPDATE transition SET guards = '{clock_run_out}' WHERE event = 'lapse' AND from_state = 'draft'",
      "application draft lapse"
    ),
    (
      "UPDATE transition SET to_states = '{trial}' WHERE event = 'resume' AND machine = 'node'",
      "node draining resume"
    ),
    (
      "UPDATE transition SET who = who || '{case_officer@inside}' WHERE event = 'disclosed'",
      "supervision * disclosed"
    ),
    (
      "UPDATE transition SET who = '{compute_operator}' WHERE event = 'erasure_attested'",
      "application * erasure_attested"
    ),
    (
      "UPDATE transition SET guards = '{}' WHERE event = 'legal_hold_set'",
      "application * legal_hold_set"
    ),
    (
      "DELETE FROM transition WHERE machine = 'supervision' AND event = 'escalated'",
      "supervision * escalated"
    ),
    (
      "UPDATE collective_act SET places = '{output_checker}' WHERE event = 'erasure_attested'",
      "application erasure_attested by several"
    ),
    (
      "UPDATE collective_act SET proposers = proposers || '{approver@remit}' WHERE event = 'access_granted'",
      "remit access_granted by several"
    ),
  ])
  func `a difference planted in a database is found, and nothing else`(
    slip: String, row: String
  ) async throws {
    try await World.with { world in
      try await world.run(SQL(unsafeSQL: slip))
      let stored = try await ContractRows.stored(in: world)
      let found = ContractRows.agreed.differences(from: stored)
      #expect(Array(found.keys) == [row])
    }
  }

  @Test func `what departs from the agreement is in a table and differs`() {
    let (copied, departing, written) = (
      ContractRows.copied, ContractRows.departing, ContractRows.written
    )
    #expect(departing.rows.count > 8)
    for (key, departure) in departing.rows {
      #expect(written.rows[key] == departure, "\(key)")
      #expect(copied.rows[key] != departure, "\(key) is as agreed")
    }
  }

  @Test func `the page of the lifecycle is the one that the tables make`() throws {
    let page = try Repository.text("docs/lifecycle.md")
    #expect(
      page == Lifecycle.markdown + "\n",
      "make it anew: sandboxpp lifecycle > docs/lifecycle.md")
  }
}
