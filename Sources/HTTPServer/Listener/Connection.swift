internal import Glibc
internal import Synchronization

/// One socket of a listener, from its opening to its closing.
///
/// The daemon's thread calls it, and so do the task that answers and the sweep; all of them
/// through one lock, in which nothing waits.
final class Connection: Sendable {
  private struct State {
    var exchange: Exchange
    /// The daemon's connection while it is suspended for a handler.
    var suspended: DaemonConnection?
    var task: Task<Void, Never>?
    var pump: StreamPump?
    var target: String = "/"
    /// What takes the present body, of a form with files.
    var form: FormReceiver?
    /// Bytes of the listener's budget that the present body holds.
    var reserved = 0
    /// Whether the present exchange is counted as under way.
    var isCounted = false

    mutating func wake() {
      suspended?.resume()
      suspended = nil
    }
  }

  let peer: String
  private let descriptor: Int32
  private let core: ListenerCore
  private let state: Mutex<State>

  init(core: ListenerCore, descriptor: Int32, peer: String) {
    self.core = core
    self.descriptor = descriptor
    self.peer = peer
    state = Mutex(State(exchange: Exchange(now: .now)))
  }

  // MARK: On the daemon's thread

  /// The request line was read.
  func note(target: String) { state.withLock { $0.target = target } }

  /// The head is complete.
  func begin(_ connection: DaemonConnection, method: String) -> Bool {
    let text = state.withLock { $0.target }
    let head = RequestHead(method: method, target: text, headers: connection.headers, peer: peer)
    let (limit, form) = core.router.reception(of: head.request)
    let action = state.withLock { state in
      state.form = form
      return state.exchange.begin(
        head.request, limit: limit, declared: head.declaredLength, refusal: head.refusal,
        drain: core.limits.drainedBytes, now: .now)
    }
    return perform(action, on: connection)
  }

  /// A piece of the body.
  func receive(_ bytes: UnsafeRawBufferPointer, on connection: DaemonConnection) -> Bool {
    if let form = state.withLock({ $0.form }) {
      return unsafe pass([UInt8](bytes), to: form, connection)
    }
    let hasRoom = core.bodies.reserve(bytes.count)
    let action = state.withLock { state in
      if hasRoom { state.reserved += bytes.count }
      return unsafe state.exchange.receive(
        bytes, drain: core.limits.drainedBytes, hasRoom: hasRoom)
    }
    return perform(action, on: connection)
  }

  /// Hands a piece on and reads nothing more until it was taken: the disk sets the pace.
  private func pass(
    _ piece: [UInt8], to form: FormReceiver, _ connection: DaemonConnection
  ) -> Bool {
    let hasRoom = core.bodies.reserve(piece.count)
    let (action, isWanted) = state.withLock { state in
      if hasRoom { state.reserved += piece.count }
      let action = state.exchange.pass(
        piece.count, drain: core.limits.drainedBytes, hasRoom: hasRoom)
      return (action, state.exchange.isWanted)
    }
    guard isWanted else { return perform(action, on: connection) }
    guard core.activity.enter() else {
      state.withLock { $0.exchange.refuse(.stopping) }
      return true
    }
    state.withLock { state in
      state.suspended = connection
      connection.suspend()
    }
    Task { [core] in
      do {
        try await form.take(piece)
      } catch {
        state.withLock { $0.exchange.refuse(Problem(of: error)) }
      }
      let held = await form.held
      let surplus = state.withLock { state in
        defer { state.reserved = held }
        return state.reserved - held
      }
      core.bodies.release(surplus)
      state.withLock { $0.wake() }
      core.activity.leave()
    }
    return true
  }

  /// The body is complete, or the answer is there.
  func advance(_ connection: DaemonConnection) -> Bool {
    let action = state.withLock { $0.exchange.advance(now: .now) }
    return perform(action, on: connection)
  }

  /// Whether the next call of the daemon is the first of a request.
  var isWaiting: Bool {
    state.withLock { state in
      if case .waiting = state.exchange.phase { true } else { false }
    }
  }

  /// The daemon has ended the request.
  func finish() {
    let (wasCounted, reserved) = state.withLock { state in
      defer {
        state.isCounted = false
        state.reserved = 0
        state.form = nil
        state.task = nil
        state.pump = nil
      }
      state.exchange.finish(now: .now)
      return (state.isCounted, state.reserved)
    }
    core.bodies.release(reserved)
    if wasCounted { core.activity.leave() }
  }

  private func perform(_ action: Exchange.Action, on connection: DaemonConnection) -> Bool {
    switch action {
    case .read: return true
    case .close: return false
    case .refuse(let problem, let request):
      return connection.queue(core.router.refuse(request, problem), pump: nil)
    case .run(let request): return run(request, connection)
    case .send(let response):
      var pump: StreamPump?
      if case .stream(let pieces, let heartbeat) = response.body {
        pump = StreamPump(pieces, heartbeat: heartbeat, now: .now)
        state.withLock { $0.pump = pump }
        if core.activity.isStopping { pump?.close() }
      }
      return connection.queue(response, pump: pump)
    }
  }

  /// Suspends the connection and lets a task answer.
  private func run(_ request: Request, _ connection: DaemonConnection) -> Bool {
    guard core.activity.enter() else {
      return connection.queue(core.router.refuse(request, .stopping), pump: nil)
    }
    state.withLock { state in
      state.isCounted = true
      state.suspended = connection
      connection.suspend()
      state.task = Task { [core, form = state.form] in
        var request = request
        if let form {
          do {
            request.received = .success(try await form.finish())
          } catch {
            request.received = .failure(error)
          }
        }
        self.answer(await core.router.respond(to: request))
      }
    }
    return true
  }

  // MARK: From elsewhere

  private func answer(_ response: Response) {
    state.withLock { state in
      guard state.exchange.answer(response, now: .now) else { return }
      state.wake()
    }
  }

  /// Does what the deadlines ask for.
  func sweep(now: ContinuousClock.Instant) {
    let (verdict, pump) = state.withLock { state in
      (state.exchange.verdict(now: now, limits: core.limits), state.pump)
    }
    switch verdict {
    case .keep: break
    case .close: shut()
    case .giveUp: giveUp(.tookTooLong)
    case .beat: pump?.beat(now: now, after: core.limits.heartbeat)
    }
  }

  /// Answers in the handler's place; what the handler still does goes nowhere.
  func giveUp(_ problem: Problem) {
    state.withLock { state in
      guard case .running(let request) = state.exchange.phase else { return }
      state.task?.cancel()
      let response = core.router.refuse(request, problem)
      guard state.exchange.answer(response, now: .now) else { return }
      state.wake()
    }
  }

  /// Ends a stream that would go on for ever.
  func endStream() { state.withLock { $0.pump }?.close() }

  /// Shuts the socket down; the daemon sees it closed and cleans up.
  func shut() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
