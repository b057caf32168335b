internal import Postgres
internal import Transparency

/// A loop that one process at a time does for a database, through failures and restarts.
struct Duty: Sendable {
  /// The advisory lock that one holds.
  let lock: Int64
  /// Where the lock is taken, on a connection of its own.
  let configuration: Configuration
  /// Takes a line for the operator, without values.
  let log: @Sendable (String) -> Void

  /// Does the work again and again until the task is cancelled or the work can never go on.
  ///
  /// - Parameter work: what the holder of the lock does; it returns only when the task is cancelled.
  /// - Throws: `DutyError` or `TransparencyError` for what does not pass by itself.
  func keep(_ work: @escaping @Sendable () async throws -> Void) async throws {
    var complaints = Complaints()
    while !Task.isCancelled {
      do {
        try await AdvisoryLock.hold(lock, on: configuration, work)
      } catch  where !Duty.passes(error) {
        throw error
      } catch {
        // Lost or refused: in each case all is read anew.
        if !Task.isCancelled, complaints.isNews("\(error)", about: "") {
          log("\(error). Trying again each second.")
        }
        try? await Task.sleep(for: Bounds.restAfterFailure)
      }
    }
  }

  /// Whether an error may be gone at the next attempt.
  private static func passes(_ error: any Error) -> Bool {
    switch error {
    case DutyError.folderInUse, TransparencyError.inaccessible: true
    case is DutyError, is TransparencyError: false
    default: true
    }
  }

  /// Does the work once, or says that another process does it.
  ///
  /// - Throws: what the work threw, `DutyError.dutyTaken`, or `PostgresError`.
  func once<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let seconds = "options='-c lock_timeout=\(Bounds.onceLockSeconds)s'"
    let impatient = try Configuration("\(configuration.connectionString) \(seconds)")
    do {
      return try await AdvisoryLock.hold(lock, on: impatient, work)
    } catch let error as PostgresError where error.sqlState == "55P03" {
      throw DutyError.dutyTaken
    }
  }
}
