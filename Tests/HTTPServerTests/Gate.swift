import Synchronization

/// Closed until opened; tests let handlers wait here, so that nothing depends on time.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var arrived = 0
    var expected: (count: Int, CheckedContinuation<Void, Never>)?
  }

  private let state = Mutex(State())

  /// Waits until the gate is open.
  func pass() async {
    await withCheckedContinuation { continuation in
      let (isOpen, awaited) = state.withLock { state in
        state.arrived += 1
        if !state.isOpen { state.waiting.append(continuation) }
        var awaited: CheckedContinuation<Void, Never>?
        if let expected = state.expected, state.arrived >= expected.count {
          awaited = expected.1
          state.expected = nil
        }
        return (state.isOpen, awaited)
      }
      awaited?.resume()
      if isOpen { continuation.resume() }
    }
  }

  /// Waits until so many have come to the gate.
  func arrivals(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        guard state.arrived < count else { return true }
        state.expected = (count, continuation)
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Lets all pass, now and later.
  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
