internal import Compute
internal import Foundation
internal import Postgres

extension Installation {
  /// Checks that everything in the database follows from what it keeps for good.
  ///
  /// Chains and tree are computed again from the entries' own bytes, facts from the frozen
  /// documents, decisions from policies and facts, clocks from their ledgers, grants from their jobs. All parts see one snapshot, so
  /// the installation may go on working; nothing is changed.
  ///
  /// - Parameters:
  ///   - content: the folder of files by digest; nil leaves them out.
  ///   - keystore: the keys of free text; nil leaves the texts out.
  ///   - progress: is told what is looked at, one line each.
  /// - Returns: the report.
  /// - Throws: `Refusal` when the database cannot be read.
  public func check(
    content: String? = nil, keystore: KeyStore? = nil,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(Refusal) -> CheckReport {
    do {
      return try await database.transaction(isolation: .repeatableRead) { connection in
        _ = try await connection.query("SET TRANSACTION READ ONLY")
        // A statement over all rows takes what it takes: nobody waits for it.
        _ = try await connection.query("SET LOCAL statement_timeout = 0")
        let reading = Reading(connection: connection, progress: progress)
        var parts = [
          try await reading.chains(), try await reading.tree(), try await reading.facts(),
          try await reading.decisions(), try await reading.gates(),
        ]
        for statement in CheckStatement.all { parts.append(try await reading.part(statement)) }
        if let content {
          let store = try ContentStore(root: content)
          parts.append(try await reading.files(in: store))
          parts.append(try await reading.strays(in: store))
        }
        if let keystore { parts.append(try await reading.words(with: keystore)) }
        return CheckReport(parts: parts)
      }
    } catch let error as ComputeError {
      throw Refusal(.unavailable, "The folder of files cannot be used: \(error).")
    } catch {
      throw Refusal(any: error)
    }
  }
}

/// One pass over the database in its snapshot.
struct Reading: Sendable {
  let connection: Connection
  let progress: @Sendable (String) -> Void

  /// Rows read at a time: a megabyte or two of entries.
  static let page = 1_000
}
