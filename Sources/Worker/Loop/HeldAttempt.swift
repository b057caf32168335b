import Compute

/// One attempt in the hands of a worker, as a value: what happened decides what is said about it.
struct HeldAttempt {
  /// How far it is.
  enum Phase: Equatable {
    /// Handed to the engine, no process yet.
    case submitted
    /// Its first process has begun.
    case running
    /// It has ended; what is left is to say so.
    case ended
    /// The lease is another's, or nobody's: nothing more is said, and it must end.
    case lost
  }

  let name: AttemptName
  let held: HeldJob
  /// How people call the job.
  let reference: String
  /// `candidate`, `attacker`, `validator` or `monitor`.
  let part: String
  private(set) var phase = Phase.submitted
  /// Whether the engine was told to stop it.
  var isStopping = false

  /// The first process has begun.
  mutating func start() -> [News] {
    guard phase == .submitted else { return [] }
    phase = .running
    return [.started(held)]
  }

  /// It has ended.
  ///
  /// An end without a known beginning says both, unless it never began.
  mutating func end(_ report: AttemptReport, measured: [Metric] = []) -> [News] {
    switch phase {
    case .ended: return []
    case .lost:
      phase = .ended
      return []
    case .submitted, .running:
      let end = News.ended(held, report, measured: measured)
      let beginning = phase == .submitted && end.event != .refuse ? [News.started(held)] : []
      phase = .ended
      return beginning + [end]
    }
  }

  /// It was not started, or nobody knows.
  mutating func refuse(_ news: News) -> [News] {
    guard phase == .submitted else {
      if phase == .lost { phase = .ended }
      return []
    }
    phase = .ended
    return [news]
  }

  /// The lease is gone.
  mutating func lose() {
    if phase != .ended { phase = .lost }
  }
}
