internal import Synchronization

/// Between the listening thread and its reader: bounded, and honest about what was dropped.
final class Mailbox: Sendable {
  fileprivate struct State {
    var signals: [Listener.Signal] = []
    var reader: CheckedContinuation<Listener.Signal?, Never>?
    var isClosed = false
  }

  /// Wakes the listening thread when the mailbox is closed.
  let wakeup = Wakeup()
  private let state = Mutex(State())

  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Adds signals; when there are too many, all become one gap.
  func put(_ signals: [Listener.Signal]) {
    guard !signals.isEmpty else { return }
    let delivery = state.withLock { state in
      state.signals += signals
      if state.signals.count > Bounds.notifications { state.signals = [.gap] }
      return state.takeDelivery()
    }
    delivery?()
  }

  /// The next signal, or nil when there will be none.
  func next() async -> Listener.Signal? {
    await withTaskCancellationHandler {
      await withCheckedContinuation {
        (continuation: CheckedContinuation<Listener.Signal?, Never>) in
        let delivery = state.withLock { state in
          precondition(state.reader == nil, "a listener has one reader")
          state.reader = continuation
          return Task.isCancelled ? state.dismissReader() : state.takeDelivery()
        }
        delivery?()
      }
    } onCancel: {
      state.withLock { $0.dismissReader() }?()
    }
  }

  /// Nothing is heard any more; what has been heard can still be read.
  func close() {
    let delivery = state.withLock { state in
      state.isClosed = true
      return state.takeDelivery()
    }
    wakeup.wake()
    delivery?()
  }
}

extension Mailbox.State {
  /// Takes reader and signal out of the state, when both are there; to be run without the lock.
  fileprivate mutating func takeDelivery() -> (@Sendable () -> Void)? {
    guard let reader, !signals.isEmpty || isClosed else { return nil }
    self.reader = nil
    let signal = signals.isEmpty ? nil : signals.removeFirst()
    return { reader.resume(returning: signal) }
  }

  fileprivate mutating func dismissReader() -> (@Sendable () -> Void)? {
    guard let reader else { return nil }
    self.reader = nil
    return { reader.resume(returning: nil) }
  }
}
