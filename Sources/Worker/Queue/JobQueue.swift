public import enum Compute.JobKind
public import struct Foundation.UUID

/// Where a worker gets its jobs from and takes its news to; the database in earnest.
public protocol JobQueue: Sendable {
  /// Says that this worker lives, how many jobs it takes and of which kinds.
  ///
  /// - Returns: Whether the node is being drained, so that nothing may be claimed.
  func announce(slots: Int, kinds: Set<JobKind>) async throws(QueueError) -> Bool

  /// Takes at most so many jobs, each under a new lease.
  func claim(most: Int) async throws(QueueError) -> [ClaimedJob]

  /// Prolongs leases by their full length; one that does not come back is lost.
  func renew(_ held: [HeldJob]) async throws(QueueError) -> [Renewal]

  /// Delivers news, at most one piece of each job.
  func settle(_ news: [News]) async throws(QueueError) -> [Verdict]
}

/// Why the queue did not answer.
public enum QueueError: Error, Equatable, CustomStringConvertible {
  /// It cannot be reached; the same call may be made again.
  case unavailable(reason: String)
  /// It was reached and said no; the same call would be refused again.
  case refused(reason: String)

  /// One sentence.
  public var description: String {
    switch self {
    case .unavailable(let reason): "The queue cannot be reached now: \(reason)"
    case .refused(let reason): "The queue refused: \(reason)"
    }
  }
}

/// A job and the lease token under which it is held: the fence of all that is said about it.
public struct HeldJob: Hashable, Sendable {
  /// The job.
  public let id: UUID
  /// The lease's token.
  public let token: Int64

  /// Names a job under a lease.
  public init(id: UUID, token: Int64) {
    self.id = id
    self.token = token
  }
}

/// A job as it was claimed.
public struct ClaimedJob: Sendable {
  /// The job and its token.
  public let held: HeldJob
  /// How people call it.
  public let reference: String
  /// `candidate`, `attacker`, `validator` or `monitor`.
  public let part: String
  /// What to run, as JSON; see ``JobSpecification``.
  public let specification: String
  /// The digests that the job may read, in hexadecimal: no other is bound, whatever the
  /// specification says.
  public let approved: [String]
  /// Its time limit in seconds.
  public let seconds: Int

  /// Describes a claimed job.
  public init(
    held: HeldJob, reference: String, part: String, specification: String, approved: [String],
    seconds: Int
  ) {
    self.held = held
    self.reference = reference
    self.part = part
    self.specification = specification
    self.approved = approved
    self.seconds = seconds
  }
}

/// A lease that was prolonged.
public struct Renewal: Equatable, Sendable {
  /// Which job.
  public let held: HeldJob
  /// Whether someone wants the job stopped.
  public let isStopAsked: Bool

  /// Describes a prolonged lease.
  public init(held: HeldJob, isStopAsked: Bool) {
    self.held = held
    self.isStopAsked = isStopAsked
  }
}

/// What the queue made of a piece of news.
public struct Verdict: Equatable, Sendable {
  /// Which job.
  public let id: UUID
  /// Whether it was taken; if not, the token is no longer current or the event came too late.
  public let isAccepted: Bool
  /// The job's state now.
  public let state: String

  /// Describes the queue's answer.
  public init(id: UUID, isAccepted: Bool, state: String) {
    self.id = id
    self.isAccepted = isAccepted
    self.state = state
  }
}
