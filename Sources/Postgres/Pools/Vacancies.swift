internal import Synchronization

/// Who may have which connection: the state of a pool, without any connecting.
final class Vacancies: Sendable {
  /// A connection, or nil for leave to open one.
  typealias Grant = Connection?

  private struct Waiter {
    let number: UInt64
    let deadline: ContinuousClock.Instant
    let continuation: CheckedContinuation<Grant, any Error>
  }

  private struct State {
    var idle: [Connection] = []
    /// Connections that are idle, in use or being opened.
    var open = 0
    /// In the order of their coming, and so of their deadlines.
    var waiters: [Waiter] = []
    var waitersSoFar: UInt64 = 0
    var isWatched = false
    var isClosed = false
  }

  private let limits: Pool.Limits
  private let state = Mutex(State())

  init(_ limits: Pool.Limits) {
    self.limits = limits
  }

  /// Takes an idle connection or leave to open one, or waits for either.
  func take() async throws -> Grant {
    if let grant = try state.withLock({ state in try takeNow(&state) }) { return grant }
    let number = state.withLock { state in
      state.waitersSoFar += 1
      return state.waitersSoFar
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        wait(Waiter(number: number, deadline: .now + limits.patience, continuation: continuation))
      }
    } onCancel: {
      remove(number)?.resume(
        throwing: PostgresError(.cancelled, "the task was cancelled as it waited for a connection"))
    }
  }

  /// The outer nil says that one has to wait.
  private func takeNow(_ state: inout sending State) throws(PostgresError) -> Grant? {
    if state.isClosed { throw closed }
    if let connection = state.idle.popLast() { return .some(connection) }
    guard state.open < limits.connections else { return .none }
    state.open += 1
    return .some(nil)
  }

  private func wait(_ waiter: Waiter) {
    let outcome: Result<Grant, any Error>? = state.withLock { state in
      do throws(PostgresError) {
        if let grant = try takeNow(&state) { return .success(grant) }
      } catch {
        return .failure(error)
      }
      guard state.waiters.count < limits.waiters else {
        return .failure(
          PostgresError(
            .tooManyWaiters,
            "all \(limits.connections) connections to the database are in use and "
              + "\(limits.waiters) callers wait; try again later"))
      }
      state.waiters.append(waiter)
      return nil
    }
    if let outcome { return waiter.continuation.resume(with: outcome) }
    // Cancelled before it stood in the queue, its handler found nobody there.
    if Task.isCancelled {
      remove(waiter.number)?.resume(
        throwing: PostgresError(.cancelled, "the task was cancelled as it waited for a connection"))
    }
    watch()
  }

  private func remove(_ number: UInt64) -> CheckedContinuation<Grant, any Error>? {
    state.withLock { state in
      guard let index = state.waiters.firstIndex(where: { $0.number == number }) else { return nil }
      return state.waiters.remove(at: index).continuation
    }
  }

  /// A connection is free again.
  func giveBack(_ connection: Connection) {
    let waiter = state.withLock { state in
      guard !state.waiters.isEmpty else {
        if !state.isClosed { state.idle.append(connection) }
        return nil as Waiter?
      }
      return state.waiters.removeFirst()
    }
    waiter?.continuation.resume(returning: connection)
  }

  /// A connection has been thrown away, or could not be opened: another may take its place.
  func discard() {
    let waiter = state.withLock { state in
      guard !state.waiters.isEmpty else {
        state.open -= 1
        return nil as Waiter?
      }
      return state.waiters.removeFirst()
    }
    waiter?.continuation.resume(returning: nil)
  }

  /// Nobody gets anything any more; returns the connections to be closed.
  func close() -> [Connection] {
    let (idle, waiters) = state.withLock { state in
      state.isClosed = true
      let left = (state.idle, state.waiters)
      state.idle = []
      state.waiters = []
      return left
    }
    for waiter in waiters { waiter.continuation.resume(throwing: closed) }
    return idle
  }

  /// Makes sure that one task looks after deadlines as long as somebody waits.
  private func watch() {
    let isNew = state.withLock { state in
      defer { state.isWatched = true }
      return !state.isWatched
    }
    guard isNew else { return }
    Task {
      while let deadline = nextDeadline() {
        try? await Task.sleep(until: deadline, clock: .continuous)
        expire(at: deadline)
      }
    }
  }

  private func nextDeadline() -> ContinuousClock.Instant? {
    state.withLock { state in
      if state.waiters.isEmpty { state.isWatched = false }
      return state.waiters.first?.deadline
    }
  }

  private func expire(at now: ContinuousClock.Instant) {
    let late = state.withLock { state in
      let late = Array(state.waiters.prefix { $0.deadline <= now })
      state.waiters.removeFirst(late.count)
      return late
    }
    for waiter in late {
      waiter.continuation.resume(
        throwing: PostgresError(
          .waitedTooLong, "no connection to the database became free in \(limits.patience)"))
    }
  }

  private var closed: PostgresError {
    PostgresError(.closed, "this pool of connections has been closed")
  }
}
