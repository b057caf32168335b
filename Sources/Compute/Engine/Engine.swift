/// Where jobs run: this node's sandbox, or a cluster.
///
/// An engine knows attempts by their names alone and can be asked about any of them at any time,
/// also by a worker that did not submit it.
public protocol Engine: Sendable {
  /// The kinds of jobs that it runs; what no engine names here, nobody can request.
  ///
  /// Every engine runs ``JobKind/batch``.
  var kinds: Set<JobKind> { get }

  /// Hands an attempt over. The same name again starts nothing new.
  /// - Parameters:
  ///   - job: What to run.
  ///   - leaseEnd: When the lease ends unless ``renew(_:until:)`` moves it, in nanoseconds since
  ///     this machine started (`CLOCK_BOOTTIME`).
  /// - Returns: Whether the engine has it, as far as can be known.
  func submit(_ job: EngineJob, leaseEnd: UInt64) async -> Submission

  /// Moves the end of an attempt's lease; an engine whose nodes learn it elsewhere does nothing.
  func renew(_ attempt: AttemptName, until leaseEnd: UInt64) async

  /// Asks for the end of an attempt; that it has ended is seen by its status.
  func stop(_ attempt: AttemptName) async

  /// Says how attempts stand, by name, in the live queue and in the accounting.
  /// - Parameters:
  ///   - attempts: Whom to look for.
  ///   - since: The oldest time of an intent among them, in microseconds since 1970 UTC.
  /// - Returns: One status for each name.
  func statuses(of attempts: [AttemptName], since: Int64) async -> [AttemptName: AttemptStatus]

  /// Names of attempts whose status may have changed. A hint: what counts is the status.
  func changes() async -> AsyncStream<AttemptName>

  /// The attempts that the engine keeps, whoever submitted them: what a worker finds that begins
  /// anew.
  func kept() async -> [KeptAttempt]

  /// Lets go of what the engine keeps of an attempt that has ended and whose report is settled.
  func forget(_ attempt: AttemptName) async
}

/// What a job is to its engine.
public enum JobKind: String, Sendable, CaseIterable {
  /// A command that runs to its end.
  case batch
  /// An endpoint that jobs of the same trial reach.
  case service
  /// A time-boxed, recorded shell.
  case session
}

/// An attempt that an engine keeps.
public struct KeptAttempt: Equatable, Sendable {
  /// Its name.
  public let name: AttemptName
  /// The word that its submitter left with it.
  public let note: String

  /// Describes a kept attempt.
  public init(name: AttemptName, note: String) {
    self.name = name
    self.note = note
  }
}

/// What an engine says to an attempt that is handed over.
public enum Submission: Equatable, Sendable {
  /// The engine has it.
  case accepted(EngineIdentity)
  /// The engine surely does not have it, and why.
  case refused(Refusal)
  /// Nobody knows whether the engine has it; only its status can tell.
  case unknown(reason: String)
}

/// How an engine itself calls an attempt: its numbers are used again, so all three belong together.
public struct EngineIdentity: Hashable, Sendable {
  /// The cluster or node.
  public let cluster: String
  /// The engine's own identifier.
  public let id: String
  /// When it was taken, in microseconds since 1970 UTC.
  public let submittedAt: Int64

  /// Names an attempt as its engine does.
  public init(cluster: String, id: String, submittedAt: Int64) {
    self.cluster = cluster
    self.id = id
    self.submittedAt = submittedAt
  }
}

/// A clean no: nothing was started.
public enum Refusal: Equatable, Sendable {
  /// The job cannot be run as it is described.
  case malformed(reason: String)
  /// An input is not in the store.
  case missingInput(name: String)
  /// An input is not what its digest says.
  case alteredInput(name: String)
  /// The node has not what the job asks for, or cannot make a sandbox.
  case unable(reason: String)
  /// A stop came before the start.
  case stopped
}

/// How an attempt stands with its engine.
public enum AttemptStatus: Equatable, Sendable {
  /// The engine surely does not have it and never will under this name.
  case absent
  /// Taken, not begun; the engine's own reason, word for word.
  case pending(reason: String)
  /// Its first process has begun.
  case running
  /// Nothing of it is left.
  case ended(AttemptReport)
  /// The engine cannot say at present.
  case unknown(reason: String)
}
