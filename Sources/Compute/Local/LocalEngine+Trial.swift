import Guard

extension LocalEngine {
  /// Runs the smallest job that reads an input, to find out whether this node can run any.
  ///
  /// - Returns: Why it cannot, in a sentence; nil if it can.
  /// - Throws: ``ComputeError`` if the store does not work.
  public func tryOut() async throws(ComputeError) -> String? {
    for kept in kept() where kept.name.text.hasPrefix(Self.trialPrefix) { forget(kept.name) }
    let sample = try store.put(Array("sample".utf8))
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    let name = try AttemptName(Self.trialPrefix + number)
    let changes = changes()
    let job = EngineJob(
      name: name, command: ["/usr/bin/cat", "/in/sample"],
      inputs: [EngineJob.Input(name: "sample", digest: sample.digest)],
      limits: JobLimits(wallSeconds: 10, graceSeconds: 0))
    let submission = await submit(job, leaseEnd: Clock.sinceBoot() + 30 * Clock.second)
    guard case .accepted = submission else { return "The sample job was refused: \(submission)." }
    for await changed in changes where changed == name {
      guard case .ended(let report) = await status(of: name) else { continue }
      forget(name)
      return report.succeeded ? nil : report.ending.sentence.english
    }
    return "The sample job was given up."
  }

  private static let trialPrefix = "try-"
}
