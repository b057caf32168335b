internal import CPostgres
internal import Foundation

/// Stops the statement that a connection is running, from any thread.
///
/// A request to cancel travels on a connection of its own and names only the server process. It is
/// repeated until the statement ends, because a server that has not begun yet ignores it; and the
/// statement's end waits for a request that is on its way, so that it never hits the next one.
@safe final class Canceller: @unchecked Sendable {
  private enum State {
    case idle, running, cancelling, ended
  }

  // Written once and, as libpq promises for PQcancel, usable from any thread.
  private let handle: OpaquePointer?
  // Guards `state`.
  private let condition = NSCondition()
  private var state = State.idle

  init(connection: OpaquePointer) {
    unsafe handle = PQgetCancel(connection)
  }

  deinit { unsafe PQfreeCancel(handle) }

  /// A statement begins.
  func begin() {
    condition.withLock { state = .running }
  }

  /// The statement has ended.
  ///
  /// - Returns: whether it was asked to be cancelled.
  func end() -> Bool {
    condition.withLock {
      guard state == .cancelling else {
        state = .idle
        return false
      }
      state = .ended
      condition.broadcast()
      while state == .ended { condition.wait() }
      return true
    }
  }

  /// Asks the server to stop the statement that runs now; nothing happens if none does.
  func cancel() {
    let isFirst = condition.withLock {
      guard state == .running else { return false }
      state = .cancelling
      return true
    }
    if isFirst { Thread.detachNewThread { self.repeatRequest() } }
  }

  private func repeatRequest() {
    var isRunning = true
    while isRunning {
      var reason = [CChar](repeating: 0, count: 256)
      _ = unsafe PQcancel(handle, &reason, Int32(reason.count))
      isRunning = condition.withLock {
        if state == .cancelling {
          _ = condition.wait(until: Date(timeIntervalSinceNow: Bounds.cancelRepeatSeconds))
        }
        guard state == .ended else { return true }
        state = .idle
        condition.broadcast()
        return false
      }
    }
  }
}
