/// The life of one attempt as a value: each event gives the action to take.
///
/// It knows neither processes nor files; ``Attempt`` carries out what it says.
struct Watch: Equatable {
  /// Where the attempt stands.
  ///
  /// Times are nanoseconds since the machine started.
  enum State: Equatable {
    /// The sandbox is being made.
    case starting(until: UInt64)
    /// The command runs.
    case running(until: UInt64)
    /// The polite signal was sent.
    case terminating(cause: Ending, until: UInt64)
    /// The command has ended and its results are on their way.
    case collecting(cause: Ending?, until: UInt64)
    /// The final signal was sent.
    case killed(cause: Ending)
    /// Nothing of it is left.
    case over(Ending)
  }

  /// What can happen.
  enum Event: Equatable {
    case started
    case commandEnded
    case exceeded(Limit)
    case stopAsked
    case abandoned
    case broken(reason: String)
    case reaped(code: Int32)
    case tick
  }

  /// What is to be done about it.
  enum Action: Equatable {
    case nothing
    case permit
    case terminate
    case kill
    case report(Ending)
  }

  /// How long the sandbox may take to be made.
  static let startSeconds: UInt64 = 20
  /// How long the archive of results may take.
  static let collectSeconds: UInt64 = 60

  let limits: JobLimits
  private(set) var state: State
  private(set) var leaseEnd: UInt64

  init(limits: JobLimits, leaseEnd: UInt64, at now: UInt64) {
    self.limits = limits
    self.leaseEnd = leaseEnd
    state = .starting(until: now + Self.startSeconds * Clock.second)
  }

  /// Moves the lease's end; a lease never becomes shorter, whatever order its renewals arrive in.
  mutating func renew(until end: UInt64) {
    leaseEnd = max(leaseEnd, end)
  }

  /// The next moment at which ``Event/tick`` does something.
  var deadline: UInt64 {
    switch state {
    case .starting(let until), .running(let until), .terminating(_, let until),
      .collecting(_, let until):
      min(until, leaseEnd)
    case .killed, .over: .max
    }
  }

  /// Takes an event and answers with what to do.
  mutating func handle(_ event: Event, at now: UInt64) -> Action {
    switch event {
    case .started: start(at: now)
    case .commandEnded: collect(at: now)
    case .exceeded(let limit): kill(because: stopped(by: limit))
    case .stopAsked: stop(because: .stopped(by: .stop, bound: 0), at: now)
    case .abandoned: kill(because: .stopped(by: .worker, bound: 0))
    case .broken(let reason): kill(because: .failed(reason: reason))
    case .reaped(let code): end(code)
    case .tick: tick(at: now)
    }
  }

  private mutating func start(at now: UInt64) -> Action {
    guard case .starting = state else { return .nothing }
    state = .running(until: now + UInt64(limits.wallSeconds) * Clock.second)
    return .permit
  }

  private mutating func collect(at now: UInt64) -> Action {
    let until = now + Self.collectSeconds * Clock.second
    switch state {
    case .running: state = .collecting(cause: nil, until: until)
    case .terminating(let cause, _): state = .collecting(cause: cause, until: until)
    case .starting, .collecting, .killed, .over: return .nothing
    }
    return .permit
  }

  private mutating func stop(because cause: Ending, at now: UInt64) -> Action {
    switch state {
    case .running:
      state = .terminating(
        cause: cause, until: now + UInt64(limits.graceSeconds) * Clock.second)
      return .terminate
    case .starting: return kill(because: cause)
    case .terminating, .collecting, .killed, .over: return .nothing
    }
  }

  /// The first cause stands: what happens to a job that is being stopped is no news.
  private mutating func kill(because cause: Ending) -> Action {
    switch state {
    case .starting, .running: state = .killed(cause: cause)
    case .terminating(let first, _): state = .killed(cause: first)
    case .collecting(let first, _): state = .killed(cause: first ?? cause)
    case .killed, .over: return .nothing
    }
    return .kill
  }

  private mutating func end(_ code: Int32) -> Action {
    let ending: Ending
    switch state {
    case .starting: ending = .refused(reason: "the sandbox could not be made")
    case .running, .collecting(nil, _): ending = ended(with: code)
    case .terminating(let cause, _), .collecting(.some(let cause), _), .killed(let cause):
      ending = cause
    case .over: return .nothing
    }
    state = .over(ending)
    return .report(ending)
  }

  private mutating func tick(at now: UInt64) -> Action {
    if now >= leaseEnd { return kill(because: .stopped(by: .lease, bound: 0)) }
    switch state {
    case .starting(let until) where now >= until:
      return kill(because: .refused(reason: "the sandbox was not made in time"))
    case .running(let until) where now >= until: return stop(because: stopped(by: .time), at: now)
    case .terminating(let cause, let until) where now >= until: return kill(because: cause)
    case .collecting(_, let until) where now >= until: return kill(because: stopped(by: .time))
    case .starting, .running, .terminating, .collecting, .killed, .over: return .nothing
    }
  }

  /// The shell's convention: 128 + n for a command that signal n ended.
  private func ended(with code: Int32) -> Ending {
    switch code - 128 {
    case 24: stopped(by: .processorTime)
    case 1...64: .signalled(signal: code - 128)
    default: .exited(code: code)
    }
  }

  func stopped(by limit: Limit) -> Ending { .stopped(by: limit, bound: limits.bound(of: limit)) }
}

extension JobLimits {
  /// The bound that a limit stands for, in its own unit; zero where it has none.
  public func bound(of limit: Limit) -> Int64 {
    switch limit {
    case .time: Int64(wallSeconds)
    case .processorTime: Int64(processorSeconds)
    case .memory: memoryBytes
    case .output: outputBytes
    case .log: logBytes
    case .disk: diskBytes
    case .files: Int64(files)
    case .processes: Int64(processes)
    case .lease, .worker, .stop: 0
    }
  }
}
