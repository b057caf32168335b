/// What one connection is doing: a value, changed by one function an event, tried without a socket.
struct Exchange {
  typealias Instant = ContinuousClock.Instant

  enum Phase {
    /// For the head of a request.
    case waiting
    /// The body; with a refusal it is thrown away and the refusal sent at its end.
    case reading(Request, limit: Int, refusal: Problem?)
    /// A task has the request.
    case running(Request)
    /// The answer waits for the daemon's thread.
    case answered(Response)
    /// The answer goes out: so many bytes, or nil for a stream.
    case sending(bytes: Int?)
  }

  /// What the connection is to do next.
  enum Action {
    case read
    case refuse(Problem, Request)
    case run(Request)
    case send(Response)
    case close
  }

  /// What the sweep is to do.
  enum Verdict: Equatable {
    case keep, close, giveUp, beat
  }

  private(set) var phase = Phase.waiting
  /// When the phase began.
  private(set) var since: Instant
  /// Bytes of the body seen in this request, kept or thrown away.
  private(set) var received = 0
  /// Whether an earlier request on this socket was answered.
  private var isKept = false

  init(now: Instant) { since = now }

  /// The head is complete: it declares a body's length or not, and may itself be refused.
  mutating func begin(
    _ request: Request, limit: Int, declared: Int?, refusal: Problem?, drain: Int, now: Instant
  ) -> Action {
    var refusal = refusal
    if refusal == nil, let declared, declared > limit { refusal = .tooLarge(limit) }
    if let refusal {
      // One that asks before it sends is told at once; so is one with too much to throw away.
      let asks = request.headers["Expect"] != nil
      if asks || declared.map({ $0 > limit + drain }) ?? true {
        enter(.sending(bytes: 0), now)
        return .refuse(refusal, request)
      }
    }
    enter(.reading(request, limit: limit, refusal: refusal), now)
    received = 0
    return .read
  }

  /// Whether pieces of the body are still wanted, and not thrown away.
  var isWanted: Bool {
    if case .reading(_, _, nil) = phase { true } else { false }
  }

  /// Bytes of a body that goes elsewhere: only counted here.
  mutating func pass(_ count: Int, drain: Int, hasRoom: Bool) -> Action {
    unsafe receive(UnsafeRawBufferPointer(start: nil, count: 0), counting: count, drain, hasRoom)
  }

  /// What goes elsewhere is not wanted there: the rest is thrown away, the problem answered.
  mutating func refuse(_ problem: Problem) {
    guard case .reading(let request, let limit, nil) = phase else { return }
    phase = .reading(request, limit: limit, refusal: problem)
  }

  /// Bytes of the body; `hasRoom` says whether the listener can hold them.
  mutating func receive(_ bytes: UnsafeRawBufferPointer, drain: Int, hasRoom: Bool) -> Action {
    unsafe receive(bytes, counting: bytes.count, drain, hasRoom)
  }

  private mutating func receive(
    _ bytes: UnsafeRawBufferPointer, counting count: Int, _ drain: Int, _ hasRoom: Bool
  ) -> Action {
    guard case .reading(var request, let limit, var refusal) = phase else { return .close }
    received += count
    if refusal == nil {
      if !hasRoom { refusal = .noRoom }
      if received > limit { refusal = .tooLarge(limit) }
    }
    guard received <= limit + drain else { return .close }
    // The array must be owned once, or each piece would copy all before it.
    phase = .waiting
    if refusal == nil {
      unsafe request.body.append(contentsOf: bytes)
    } else {
      request.body = []
    }
    phase = .reading(request, limit: limit, refusal: refusal)
    return .read
  }

  /// The request is wholly read, or the daemon calls again after the answer was made.
  mutating func advance(now: Instant) -> Action {
    switch phase {
    case .reading(let request, _, let refusal?):
      enter(.sending(bytes: 0), now)
      return .refuse(refusal, request)
    case .reading(let request, _, nil):
      enter(.running(request), now)
      return .run(request)
    case .answered(let response):
      enter(.sending(bytes: response.byteCount), now)
      return .send(response)
    case .waiting, .running, .sending: return .close
    }
  }

  /// The handler is done; false when nobody waits for it any more.
  mutating func answer(_ response: Response, now: Instant) -> Bool {
    guard case .running = phase else { return false }
    enter(.answered(response), now)
    return true
  }

  /// The daemon has ended the request, however that went.
  mutating func finish(now: Instant) {
    isKept = true
    received = 0
    enter(.waiting, now)
  }

  /// What the time that has passed asks for.
  func verdict(now: Instant, limits: ListenerLimits) -> Verdict {
    let age = since.duration(to: now)
    switch phase {
    case .waiting: return age > (isKept ? limits.idle : limits.head) ? .close : .keep
    case .reading: return age > limits.allowance(forBytes: received) ? .close : .keep
    case .running: return age > limits.handling ? .giveUp : .keep
    case .answered: return .keep
    case .sending(let bytes?): return age > limits.allowance(forBytes: bytes) ? .close : .keep
    case .sending(nil): return .beat
    }
  }

  private mutating func enter(_ next: Phase, _ now: Instant) {
    phase = next
    since = now
  }
}

extension Response {
  /// The length of the content; nil for a stream.
  fileprivate var byteCount: Int? {
    switch body {
    case .bytes(let bytes): bytes.count
    // A file's length is not known here; the kernel sends it, and the idle time-out watches it.
    case .file, .stream: nil
    }
  }
}

extension Problem {
  static func tooLarge(_ limit: Int) -> Problem {
    Problem(.contentTooLarge, "This address takes at most \(limit) bytes. Send less, or in parts.")
  }

  static let noRoom = Problem(
    .serviceUnavailable, "Too much is being sent to this server just now. Try again in a moment.",
    headers: ["Retry-After": "10"])

  static let stopping = Problem(
    .serviceUnavailable, "The server is stopping. Try again in a moment.",
    headers: ["Retry-After": "5", "Connection": "close"])

  static let tookTooLong = Problem(
    .serviceUnavailable, "This took too long and was given up. Try again in a moment.",
    headers: ["Retry-After": "10"])
}
