import Glibc

/// The started sandbox: its process and the pipes to it.
struct SandboxFiles {
  /// The process that we started: the namespace's parent.
  let process: pid_t
  /// Lines of our shell inside: a phase begins.
  let phases: LineReader
  /// Standard output, standard error and the archive of results, in this order.
  let streams: [CappedStream]

  private let status: Descriptor
  private let permission: Descriptor

  /// Starts a sandbox whose streams go into the attempt's folder.
  init(starting command: SandboxCommand, in folder: AttemptFolder) throws(GuardError) {
    let limits = command.order.limits
    let (output, error) = (try Descriptor.pipe(), try Descriptor.pipe())
    let (results, phase) = (try Descriptor.pipe(), try Descriptor.pipe())
    let (permission, status) = (try Descriptor.pipe(), try Descriptor.pipe())
    let nothing = try Descriptor.open("/dev/null", O_RDONLY)
    let filter = try SystemCallFilter.make()
    streams = [
      try CappedStream(
        output.reading, into: folder.standardOutput, bound: limits.logBytes, limit: .log),
      try CappedStream(
        error.reading, into: folder.standardError, bound: limits.logBytes, limit: .log),
      try CappedStream(
        results.reading, into: folder.results, bound: limits.outputBytes, limit: .output),
    ]
    phases = LineReader(phase.reading)
    self.permission = permission.writing
    self.status = status.reading
    status.reading.answerAtOnce()
    process = try Spawn(
      words: command.words, environment: [],
      files: [
        (nothing, 0), (output.writing, 1), (error.writing, 2),
        (filter, SandboxCommand.File.filter),
        (status.writing, SandboxCommand.File.status),
        (permission.reading, SandboxCommand.File.permission),
        (results.writing, SandboxCommand.File.results),
        (phase.writing, SandboxCommand.File.phase),
      ], ownSession: false
    ).start()
  }

  /// Lets our shell go on to its next phase.
  func permit() {
    try? permission.write(Array("go\n".utf8)[...])
  }

  /// The namespace's first process, from the line that `bwrap` wrote before it let it go.
  func firstProcess(_ buffer: inout [UInt8]) -> pid_t? {
    guard case .bytes(let bytes) = status.read(&buffer) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let label = text.firstRange(of: "\"child-pid\":") else { return nil }
    return pid_t(text[label.upperBound...].drop { $0 == " " }.prefix { $0.isNumber })
  }
}
