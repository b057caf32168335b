import CSeccomp
import Glibc

/// One attempt under guard: carries out what ``Watch`` says, on real processes and files.
final class Attempt {
  let order: GuardOrder
  let sandbox: SandboxFiles
  var watch: Watch
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  var usage = GuardReport.Usage()
  var startedAt: Int64?
  /// Our shell in the sandbox and the namespace's first process, known once it has started.
  var inside: (tree: ProcessTree, shell: pid_t)?

  private let folder: AttemptFolder
  private let group: ControlGroup?
  private let orders: LineReader
  private let signals: Descriptor
  private var began: UInt64?
  private var nextLook: UInt64 = 0
  private var ending: Ending?

  /// How often the guard looks at what a job uses.
  static let lookEvery = 200 * Clock.millisecond

  /// Starts the sandbox; lines of the worker come from `orders`.
  init(_ order: GuardOrder, in folder: AttemptFolder, user: UInt32?, orders: Descriptor)
    throws(GuardError)
  {
    self.order = order
    self.folder = folder
    self.orders = LineReader(orders)
    signals = try Self.catchSignals()
    group =
      order.memory == .automatic
      ? ControlGroup.make(name: order.name, memoryBytes: order.limits.memoryBytes) : nil
    usage.memoryMeasure = group?.version.rawValue ?? MemoryMeasure.samples.rawValue
    watch = Watch(limits: order.limits, leaseEnd: order.leaseEnd, at: Clock.sinceBoot())
    sandbox = try SandboxFiles(starting: SandboxCommand(order: order, user: user), in: folder)
  }

  /// Stays with the attempt until nothing of it is left.
  func run() -> GuardReport {
    while ending == nil {
      do throws(GuardError) {
        wait()
        try step()
      } catch {
        handle(.broken(reason: error.description))
      }
    }
    return report()
  }

  private func step() throws(GuardError) {
    for line in orders.lines(&buffer) { obey(line) }
    if orders.source == nil { handle(.abandoned) }
    for line in sandbox.phases.lines(&buffer) { handlePhase(line) }
    for stream in sandbox.streams {
      try stream.move(&buffer)
      if stream.isCut { handle(.exceeded(stream.limit)) }
    }
    handle(.tick)
    if Clock.sinceBoot() >= nextLook { look() }
    try handleSignals()
  }

  /// Sleeps until a file has something to say or the next deadline.
  private func wait() {
    let sources =
      [signals, orders.source, sandbox.phases.source] + sandbox.streams.map(\.source)
    var polled = sources.compactMap { $0 }.map {
      pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0)
    }
    let now = Clock.sinceBoot()
    let until = min(watch.deadline, max(nextLook, now))
    let milliseconds = until > now ? (until - now + Clock.millisecond - 1) / Clock.millisecond : 0
    _ = unsafe poll(&polled, nfds_t(polled.count), Int32(milliseconds))
  }

  /// A line of the worker: `lease <nanoseconds since boot>` or `stop`.
  private func obey(_ line: String) {
    let words = line.split(separator: " ")
    switch words.first {
    case "lease": if words.count == 2, let end = UInt64(words[1]) { watch.renew(until: end) }
    case "stop": handle(.stopAsked)
    default: break
    }
  }

  /// Before the guard permits the next phase, it looks at what the last one used.
  private func handlePhase(_ line: String) {
    switch line {
    case SandboxCommand.Phase.started:
      enter()
      handle(.started)
      announce("started")
    case SandboxCommand.Phase.ended:
      look()
      handle(.commandEnded)
    case SandboxCommand.Phase.collected: usage.outputComplete = true
    default: break
    }
  }

  private func enter() {
    guard inside == nil, let first = sandbox.firstProcess(&buffer) else { return }
    let tree = ProcessTree(root: first)
    guard let shell = tree.children(of: first).first else { return }
    inside = (tree, shell)
    startedAt = Clock.sinceEpoch()
    began = Clock.sinceBoot()
    if let group, !(group.add(first) && group.add(shell)) {
      handle(.broken(reason: "the job could not be put into its control group"))
    }
  }

  private func look() {
    nextLook = Clock.sinceBoot() + Self.lookEvery
    guard let inside else { return }
    let seen = Consumption.look(
      at: inside.tree, shell: inside.shell, limits: order.limits, countMemory: group == nil)
    usage.memoryPeakBytes = max(usage.memoryPeakBytes, group?.peak ?? seen.memoryBytes)
    if group?.wasFull == true { handle(.exceeded(.memory)) }
    if let limit = seen.exceeded(order.limits) { handle(.exceeded(limit)) }
  }

  func handle(_ event: Watch.Event) {
    switch watch.handle(event, at: Clock.sinceBoot()) {
    case .nothing: break
    case .permit: sandbox.permit()
    case .terminate: terminate()
    case .kill: kill(sandbox.process, SIGKILL)
    case .report(let ending): self.ending = ending
    }
  }

  /// Asks every process of the job to end; our shell stays, to send what is in `/out`.
  private func terminate() {
    guard let inside else { return }
    let members = inside.tree.descendants(limit: order.limits.processes * 2)
    for process in members where process != inside.shell { kill(process, SIGTERM) }
  }

  private func handleSignals() throws(GuardError) {
    guard case .bytes(let records) = signals.read(&buffer) else { return }
    if Self.wasAskedToStop(records) { handle(.stopAsked) }
    var status: Int32 = 0
    if unsafe waitpid(sandbox.process, &status, WNOHANG) == sandbox.process {
      try finish(status)
    }
  }

  /// The sandbox's own process has ended: makes sure that nothing else is left, then concludes.
  private func finish(_ status: Int32) throws(GuardError) {
    Self.reapOrphans()
    for stream in sandbox.streams {
      try stream.drain(&buffer)
      if stream.isCut { handle(.exceeded(stream.limit)) }
    }
    for line in sandbox.phases.lines(&buffer) where line == SandboxCommand.Phase.collected {
      usage.outputComplete = true
    }
    let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f
    measure(failed: code != 0)
    handle(.reaped(code: code))
  }

  /// Memory that grew and was gone between two looks: the kernel remembers the largest process.
  private func measure(failed: Bool) {
    var used = rusage()
    _ = unsafe getrusage(RUSAGE_CHILDREN.rawValue, &used)
    usage.processorMilliseconds = used.ru_utime.milliseconds + used.ru_stime.milliseconds
    if let group {
      usage.memoryPeakBytes = max(usage.memoryPeakBytes, group.peak)
      if group.wasFull { handle(.exceeded(.memory)) }
    } else {
      let largest = Int64(used.ru_maxrss) * 1_024
      usage.memoryPeakBytes = max(usage.memoryPeakBytes, largest)
      if failed && largest > order.limits.memoryBytes { handle(.exceeded(.memory)) }
    }
  }

  private func report() -> GuardReport {
    var ending = ending ?? .failed(reason: "the guard lost track of the job")
    if case .refused(let reason) = ending, let detail = firstComplaint() {
      ending = .refused(reason: reason + ": " + detail)
    }
    if let began {
      usage.wallMilliseconds = Int64((Clock.sinceBoot() - began) / Clock.millisecond)
    }
    usage.stdoutBytes = sandbox.streams[0].kept
    usage.stderrBytes = sandbox.streams[1].kept
    usage.outputComplete = usage.outputComplete && !sandbox.streams[2].isCut
    usage.outputBytes = usage.outputComplete ? sandbox.streams[2].kept : 0
    if !usage.outputComplete { unsafe unlink(folder.results) }
    return GuardReport(
      name: order.name, ending: ending, startedAt: startedAt, endedAt: Clock.sinceEpoch(),
      usage: usage)
  }

  /// What `setpriv`, `bwrap` or `prlimit` said when they could not make the sandbox.
  private func firstComplaint() -> String? {
    let text = Files.text(of: folder.standardError) ?? ""
    return text.split(separator: "\n").first.map { String($0.prefix(200)) }
  }

  private func announce(_ word: String) {
    _ = unsafe (word + "\n").withCString { text in unsafe write(1, text, strlen(text)) }
  }
}

extension timeval {
  fileprivate var milliseconds: Int64 { Int64(tv_sec) * 1_000 + Int64(tv_usec) / 1_000 }
}
