internal import Synchronization

/// Carries a stream's pieces from its task to the daemon's thread: one piece waits, the producer
/// is held until it is taken, the connection is suspended until there is one.
final class StreamPump: Sendable {
  /// What the daemon gets when it asks.
  enum Piece {
    case bytes(ArraySlice<UInt8>)
    case suspended, complete, broken
  }

  private enum End { case complete, broken }

  private struct State {
    var pending: ArraySlice<UInt8> = []
    var end: End?
    /// The connection, while it is suspended here.
    var suspended: DaemonConnection?
    var producer: Task<Void, Never>?
    var room: CheckedContinuation<Void, Never>?
    var lastSent: ContinuousClock.Instant

    mutating func wake() {
      suspended?.resume()
      suspended = nil
    }
  }

  private let state: Mutex<State>
  private let pieces: any AsyncSequence<[UInt8], any Error> & Sendable
  private let heartbeat: [UInt8]?

  init(
    _ pieces: any AsyncSequence<[UInt8], any Error> & Sendable, heartbeat: [UInt8]?,
    now: ContinuousClock.Instant
  ) {
    self.pieces = pieces
    self.heartbeat = heartbeat
    state = Mutex(State(lastSent: now))
  }

  /// What there is, at most so much; suspends the connection when there is nothing yet.
  func take(upTo capacity: Int, for connection: DaemonConnection) -> Piece {
    let (piece, room) = state.withLock { state -> (Piece, CheckedContinuation<Void, Never>?) in
      startProducer(&state)
      guard !state.pending.isEmpty else {
        switch state.end {
        case .complete: return (.complete, nil)
        case .broken: return (.broken, nil)
        case nil:
          connection.suspend()
          state.suspended = connection
          return (.suspended, nil)
        }
      }
      let piece = state.pending.prefix(capacity)
      state.pending = state.pending.dropFirst(piece.count)
      state.lastSent = .now
      guard state.pending.isEmpty else { return (.bytes(piece), nil) }
      defer { state.room = nil }
      return (.bytes(piece), state.room)
    }
    room?.resume()
    return piece
  }

  /// Sends a sign of life when nothing was sent for so long.
  func beat(now: ContinuousClock.Instant, after silence: Duration) {
    guard let heartbeat else { return }
    state.withLock { state in
      guard state.suspended != nil, state.lastSent.duration(to: now) > silence else { return }
      state.pending += heartbeat
      state.wake()
    }
  }

  /// Ends the stream at once: the peer sees a broken transfer, never a complete one.
  func close() {
    let (producer, room) = state.withLock { state in
      state.end = state.end ?? .broken
      state.wake()
      defer { state.room = nil }
      return (state.producer, state.room)
    }
    producer?.cancel()
    room?.resume()
  }

  /// On the first read, so that a HEAD request produces nothing.
  private func startProducer(_ state: inout State) {
    guard state.producer == nil, state.end == nil else { return }
    state.producer = Task {
      var end = End.complete
      do {
        for try await piece in pieces where !piece.isEmpty {
          guard await hand(over: piece) else { return }
        }
      } catch {
        end = .broken
      }
      self.state.withLock { state in
        state.end = state.end ?? end
        state.wake()
      }
    }
  }

  /// Hands one piece over and waits until it was taken; false when nobody will take more.
  private func hand(over piece: [UInt8]) async -> Bool {
    let isOpen = state.withLock { state in
      guard state.end == nil else { return false }
      state.pending += piece
      state.wake()
      return true
    }
    guard isOpen else { return false }
    await withCheckedContinuation { continuation in
      let isTaken = state.withLock { state in
        guard !state.pending.isEmpty, state.end == nil else { return true }
        state.room = continuation
        return false
      }
      if isTaken { continuation.resume() }
    }
    return state.withLock { $0.end == nil }
  }
}
