import Postgres
import Testing
import Workflow

/// Every event of every table, in every state, by everybody: against the database itself.
@Suite struct TripleTests {
  /// Some states of a table: a share of the work that one connection does.
  struct Share: Sendable, CustomTestStringConvertible {
    let machine: String
    let states: [String]

    var testDescription: String { "\(machine): \(states.joined(separator: " "))" }

    /// All states of all tables, six at a time.
    ///
    /// A trial's chain of jobs cannot be addressed.
    static let all = Lifecycle.machines.filter { $0.name != "jobs" }.flatMap { machine in
      let states = [""] + machine.states
      return stride(from: 0, to: states.count, by: 6).map {
        Share(machine: machine.name, states: Array(states[$0..<min($0 + 6, states.count)]))
      }
    }
  }

  @Test(arguments: Share.all)
  func `only the transitions of the table happen, and only by whom it names`(
    share: Share
  ) async throws {
    let machine = try #require(Lifecycle.machine(share.machine))
    try await World.with { world in
      var tally = Tally()
      for state in share.states {
        for situation in Scenes.situations(of: machine.name, in: state) {
          tally.add(try await tried(machine, situation, in: world))
        }
      }
      print("\(share.testDescription): \(tally)")
    }
  }

  /// Tries one subject with everybody and judges each outcome.
  private func tried(
    _ machine: Machine, _ situation: Situation, in world: World
  ) async throws -> Tally {
    let (subject, application) = try await Scenes.place(situation, in: world)
    let judge = Judge(
      machine: machine, situation: situation, subject: subject,
      accounts: try await Scenes.accounts(in: world))
    let before = try await world.value(footprint, as: String.self)
    let logins = Person.everybody.map(\.login)
    let rows = try await world.connection.query(
      "SELECT * FROM try_all(\(subject)::text, \(application), \(logins))")
    var tally = Tally()
    for row in rows {
      let attempt = try Attempt(row)
      judge.check(attempt)
      tally.count(attempt.code)
    }
    #expect(rows.count == machine.events.count * logins.count)
    let after = try await world.value(footprint, as: String.self)
    #expect(before == after, "\(subject): something was left behind")
    return tally
  }

  /// What the database holds, in one line: rows of the tables that acts write to.
  private var footprint: SQL {
    """
    SELECT concat_ws(' ', (SELECT count(*) || ' ' || coalesce(sum(seq), 0) || ' '
        || coalesce(sum(hashtextextended(id || coalesce(state, '-') || coalesce(remit, '-')
             || coalesce(prior, '-') || encode(head, 'hex'), 0)), 0) FROM subject),
      (SELECT count(*) FROM audit_event), (SELECT count(*) FROM unsealed),
      (SELECT count(*) FROM clock_entry), (SELECT count(*) || md5(string_agg(c::text, '' ORDER BY id))
         FROM clock c), (SELECT count(*) FROM evaluation), (SELECT count(*) FROM document),
      (SELECT md5(string_agg(a::text, '' ORDER BY id)) FROM application a),
      (SELECT md5(string_agg(r::text, '' ORDER BY id)) FROM review r),
      (SELECT md5(string_agg(q::text, '' ORDER BY id)) FROM question q),
      (SELECT md5(string_agg(j::text, '' ORDER BY id)) FROM job j),
      (SELECT md5(string_agg(g::text, '' ORDER BY application)) FROM compute_grant g),
      (SELECT count(*) FROM review_signature), (SELECT count(*) FROM proposal_place),
      (SELECT count(*) FROM case_part), (SELECT count(*) FROM hold), (SELECT count(*) FROM party),
      (SELECT count(*) FROM job_step))
    """
  }
}

/// How many attempts ended how.
struct Tally: CustomStringConvertible {
  private var counts: [String: Int] = [:]

  var done: Int { counts["done", default: 0] }

  mutating func count(_ code: String) { counts[code, default: 0] += 1 }

  mutating func add(_ other: Tally) { counts.merge(other.counts, uniquingKeysWith: +) }

  var description: String {
    let parts = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return "\(counts.values.reduce(0, +)) tried: " + parts.joined(separator: ", ")
  }
}
