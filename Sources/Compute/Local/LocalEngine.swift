import Foundation
import Glibc
public import Guard

/// Jobs in sandboxes on this node, each under a guard.
///
/// All that must outlive the worker lies in the attempt's folder; what this actor holds in memory
/// is the way to the guards that it started itself.
public actor LocalEngine: Engine {
  /// Commands that run to their end; services and sessions need sockets that it does not bind yet.
  public nonisolated let kinds: Set<JobKind> = [.batch]

  private let settings: LocalSettings
  let store: ContentStore
  private let lock: Descriptor
  private var guards: [AttemptName: GuardProcess] = [:]
  private var started: Set<AttemptName> = []
  /// Leases of attempts on their way in, and the stops that met them there.
  private var entering: [AttemptName: UInt64] = [:]
  private var stops: Set<AttemptName> = []
  private var listeners: [AsyncStream<AttemptName>.Continuation] = []

  /// Opens the engine of this node.
  ///
  /// The process ignores `SIGPIPE` from here on: a guard may end before the worker's last word.
  public init(settings: LocalSettings, store: ContentStore) throws(ComputeError) {
    self.settings = settings
    self.store = store
    signal(SIGPIPE, SIG_IGN)
    try Folders.make(settings.folder)
    lock = try ComputeError.at("open") { () throws(GuardError) in
      try Descriptor.open(settings.folder + "/.lock", O_RDWR | O_CREAT)
    }
    guard lock.lock() else { throw ComputeError.folderInUse }
    if let users = settings.users { try Folders.make(users.locks) }
  }

  /// Verifies the inputs, then starts a guard.
  public func submit(_ job: EngineJob, leaseEnd: UInt64) async -> Submission {
    if let refusal = refusal(of: job) { return .refused(refusal) }
    if entering[job.name] != nil || Files.exists(folder(of: job.name).path) {
      return .accepted(identity(of: job.name))
    }
    entering[job.name] = leaseEnd
    defer {
      entering[job.name] = nil
      stops.remove(job.name)
    }
    if let refusal = await verify(job.inputs) { return .refused(refusal) }
    if stops.contains(job.name) { return .refused(.stopped) }
    return start(job, leaseEnd: entering[job.name] ?? leaseEnd)
  }

  /// Tells the guard; an attempt that is still being verified starts with this end.
  public func renew(_ attempt: AttemptName, until leaseEnd: UInt64) {
    guards[attempt]?.renew(until: leaseEnd)
    if let known = entering[attempt] { entering[attempt] = max(known, leaseEnd) }
  }

  /// Tells the guard; an attempt that is still being verified does not start.
  public func stop(_ attempt: AttemptName) {
    guards[attempt]?.stop()
    if entering[attempt] != nil { stops.insert(attempt) }
  }

  /// Looks into the attempts' folders.
  public func statuses(of attempts: [AttemptName], since: Int64) async
    -> [AttemptName: AttemptStatus]
  {
    var found: [AttemptName: AttemptStatus] = [:]
    for attempt in attempts { found[attempt] = await status(of: attempt) }
    return found
  }

  /// Names of this engine's attempts that have begun or ended.
  public func changes() -> AsyncStream<AttemptName> {
    let (stream, continuation) = AsyncStream.makeStream(of: AttemptName.self)
    listeners.append(continuation)
    return stream
  }

  /// Lists the attempts' folders.
  public func kept() -> [KeptAttempt] {
    Files.names(in: settings.folder).compactMap { text in
      guard let name = try? AttemptName(text) else { return nil }
      return KeptAttempt(name: name, note: Files.text(of: folder(of: name).note) ?? "")
    }
  }

  /// Removes the attempt's folder once nothing of it is alive.
  public func forget(_ attempt: AttemptName) {
    guard guards[attempt] == nil, entering[attempt] == nil else { return }
    let folder = folder(of: attempt)
    guard let lock = try? Descriptor.open(folder.lock, O_RDWR), lock.lock() else { return }
    withExtendedLifetime(lock) {
      Guard.tidy(attempt.text)
      Folders.remove(folder.path)
    }
  }

  /// Where an attempt's output can be followed while it runs.
  public nonisolated func folder(of attempt: AttemptName) -> AttemptFolder {
    AttemptFolder(path: settings.folder + "/" + attempt.text)
  }

  private func refusal(of job: EngineJob) -> Refusal? {
    if let defect = job.defect { return .malformed(reason: defect) }
    if job.graphicsProcessors > 0 {
      return .unable(reason: "this node gives no graphics processors to jobs")
    }
    for limit in Limit.allCases
    where job.limits.bound(of: limit) > settings.ceiling.bound(of: limit) {
      return .unable(reason: "the limit \(limit.rawValue) is above this node's ceiling")
    }
    if job.limits.openFiles > settings.ceiling.openFiles
      || job.limits.graceSeconds > settings.ceiling.graceSeconds
    {
      return .unable(reason: "open files or grace are above this node's ceiling")
    }
    return nil
  }

  private func verify(_ inputs: [EngineJob.Input]) async -> Refusal? {
    for input in inputs {
      do throws(ComputeError) {
        _ = try await Blocking.run { [store] () throws(ComputeError) in
          try store.verify(input.digest)
        }
      } catch {
        return error == .alteredContent
          ? .alteredInput(name: input.name) : .missingInput(name: input.name)
      }
    }
    return nil
  }

  private func start(_ job: EngineJob, leaseEnd: UInt64) -> Submission {
    let folder = folder(of: job.name)
    guard mkdir(folder.path, 0o700) == 0 else {
      return errno == EEXIST
        ? .accepted(identity(of: job.name))
        : .refused(.unable(reason: "the attempt's folder could not be made"))
    }
    do throws(GuardError) {
      try Files.replace(folder.note, with: Array(job.note.utf8))
      try Files.replace(folder.order, with: order(for: job, leaseEnd: leaseEnd))
      let name = job.name
      guards[name] = try GuardProcess(command: settings.guardCommand, folder: folder) { news in
        Task { await self.hear(news, of: name) }
      }
      return .accepted(identity(of: name))
    } catch {
      Folders.remove(folder.path)
      return .refused(.unable(reason: error.description))
    }
  }

  private func order(for job: EngineJob, leaseEnd: UInt64) throws(GuardError) -> [UInt8] {
    let order = GuardOrder(
      name: job.name.text, command: job.command, environment: job.environment,
      inputs: job.inputs.map { .init(name: $0.name, path: store.path(of: $0.digest)) },
      limits: job.limits, leaseEnd: leaseEnd, users: settings.users, memory: settings.memory)
    guard let content = try? JSONEncoder().encode(order) else {
      throw GuardError.malformedOrder(reason: "it cannot be written as JSON")
    }
    return Array(content)
  }

  private func identity(of attempt: AttemptName) -> EngineIdentity {
    EngineIdentity(
      cluster: settings.node, id: attempt.text,
      submittedAt: Files.changed(folder(of: attempt).order) ?? Clock.sinceEpoch())
  }

  private func hear(_ news: GuardProcess.News, of attempt: AttemptName) {
    switch news {
    case .started: started.insert(attempt)
    case .ended:
      guards[attempt] = nil
      started.remove(attempt)
    }
    for listener in listeners { listener.yield(attempt) }
  }

  func status(of attempt: AttemptName) async -> AttemptStatus {
    if entering[attempt] != nil { return .pending(reason: "inputs are being verified") }
    if guards[attempt] != nil {
      return started.contains(attempt)
        ? .running : .pending(reason: "the sandbox is being made")
    }
    let (folder, store) = (folder(of: attempt), store)
    do {
      return try await Blocking.run { () throws(ComputeError) in
        try AttemptArchive(folder: folder, store: store).status(name: attempt)
      }
    } catch {
      return .unknown(reason: error.description)
    }
  }
}
