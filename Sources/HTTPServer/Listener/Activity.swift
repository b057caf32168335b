internal import Dispatch
internal import Synchronization

/// Counts the exchanges under way and lets `stop` wait until there is none.
final class Activity: Sendable {
  private struct State {
    var isStopping = false
    var count = 0
    var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    var nextWaiter = 0
  }

  private let state = Mutex(State())

  /// Begins an exchange; false once stopping, and then nothing may be suspended any more.
  func enter() -> Bool {
    state.withLock { state in
      guard !state.isStopping else { return false }
      state.count += 1
      return true
    }
  }

  /// Ends an exchange that `enter` began.
  func leave() {
    let ready = state.withLock { state -> [CheckedContinuation<Bool, Never>] in
      state.count -= 1
      guard state.count == 0 else { return [] }
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in ready { continuation.resume(returning: true) }
  }

  /// Lets no further exchange begin.
  ///
  /// - Returns: whether this call was the first.
  func beginStopping() -> Bool {
    state.withLock { state in
      defer { state.isStopping = true }
      return !state.isStopping
    }
  }

  /// Whether stopping has begun.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Waits until nothing is under way, at most so long; false when the time passed first.
  func idle(within limit: Duration) async -> Bool {
    await withCheckedContinuation { continuation in
      let waiter = state.withLock { state -> Int? in
        guard state.count > 0 else { return nil }
        state.nextWaiter += 1
        state.waiting[state.nextWaiter] = continuation
        return state.nextWaiter
      }
      guard let waiter else { return continuation.resume(returning: true) }
      DispatchQueue.global().asyncAfter(deadline: .now() + limit.seconds) {
        let late = self.state.withLock { $0.waiting.removeValue(forKey: waiter) }
        late?.resume(returning: false)
      }
    }
  }
}

extension Duration {
  /// As a fraction of seconds, for Dispatch.
  var seconds: Double {
    let (whole, attoseconds) = components
    return Double(whole) + Double(attoseconds) * 1e-18
  }
}
