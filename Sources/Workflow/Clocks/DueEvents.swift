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
  /// - Parameters:
  ///   - most: how many of a kind; what remains is due again at the next call.
  ///   - putOff: events that are left out this time, each as its subject's name, a space and its own.
  ///   - caller: the account of the clockwork.
  /// - Returns: the events, kind after kind.
  /// - Throws: `Refusal`.
  public func dueEvents(
    most: Int, without putOff: [String] = [], as caller: Caller
  ) async throws(Refusal) -> [Act] {
    let found = try await rows(
      "SELECT subject_name, event, detail FROM due_events(\(Int32(most)), \(putOff))", as: caller)
    do {
      return try found.map { row in
        let (subject, event, detail) = try row.decode((String.self, String.self, String.self))
        guard case .object(let said) = try CanonicalJSON(Array(detail.utf8)) else {
          throw Refusal(.fault, "The detail of an event that is due is no object.")
        }
        return Act(subject, event, detail: said)
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

  /// Removes keys of acts and secrets of sessions that are of no use any more.
  ///
  /// - Parameters:
  ///   - most: how many rows of each.
  ///   - caller: the account of the clockwork.
  /// - Returns: how many rows were removed.
  /// - Throws: `Refusal`.
  public func prune(_ most: Int, as caller: Caller) async throws(Refusal) -> Int {
    do {
      return try await rows("SELECT prune(\(Int32(most)))", as: caller).one().decode(Int.self)
    } catch {
      throw Refusal(any: error)
    }
  }

  /// How the database and the log are; it also tells the database that the clockwork lives.
  public func pulse(as caller: Caller) async throws(Refusal) -> Pulse {
    let found = try await rows("SELECT size, waiting, moment FROM pulse()", as: caller)
    do {
      let (sealed, waiting, time) = try found.one().decode((Int.self, Int.self, Date.self))
      return Pulse(sealed: sealed, waiting: waiting, time: time)
    } catch {
      throw Refusal(any: error)
    }
  }
}
