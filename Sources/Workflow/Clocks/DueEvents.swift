public import Foundation
internal import Postgres
internal import Transparency

/// How far the log is behind the database, and what time the database has.
public struct Pulse: Sendable, Hashable {
  /// Entries in the tree.
  public let sealed: Int
  /// Entries that wait for the sealer.
  public let waiting: Int
  /// The database's clock, the only one that entries use.
  public let time: Date
}

extension Sandbox {
  /// The events whose time has come, each to be fired by itself so that each is an act.
  ///
  /// - Parameter caller: the account of the clockwork.
  /// - Returns: at most two hundred of a kind; what remains is due again at the next call.
  /// - Throws: `Refusal`.
  public func dueEvents(as caller: Caller) async throws(Refusal) -> [Act] {
    let found = try await rows("SELECT subject_name, event FROM due_events()", as: caller)
    do {
      return try found.map { row in
        let (subject, event) = try row.decode((String.self, String.self))
        return Act(subject, event)
      }
    } catch {
      throw Refusal(any: error)
    }
  }

  /// Takes back the jobs of workers that have been silent past their lease.
  ///
  /// - Returns: how many jobs were taken back.
  public func rescueJobs(as caller: Caller) async throws(Refusal) -> Int {
    try await rows("SELECT id FROM rescue()", as: caller).count
  }

  /// How the database and the log are.
  public func pulse(as caller: Caller) async throws(Refusal) -> Pulse {
    let found = try await rows(
      "SELECT size, waiting, clock_timestamp() FROM seal_head()", as: caller)
    do {
      let (sealed, waiting, time) = try found.one().decode((Int.self, Int.self, Date.self))
      return Pulse(sealed: sealed, waiting: waiting, time: time)
    } catch {
      throw Refusal(any: error)
    }
  }
}
