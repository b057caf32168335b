import Compute
import Foundation
import Guard

extension Worker {
  /// Claims at each signal, for as long as full hands come back.
  func claimAgainAndAgain() async {
    for await _ in claims.received {
      while mayClaim, await claim() == true {}
    }
  }

  /// Claims into the free slots.
  ///
  /// - Returns: Whether anything was there.
  private func claim() async -> Bool {
    isClaiming = true
    defer {
      isClaiming = false
      finishIfEmpty()
    }
    let sentAt = Clock.sinceBoot()
    do throws(QueueError) {
      let jobs = try await queue.claim(most: settings.slots - attempts.count)
      heardAt = max(heardAt, sentAt)
      for job in jobs { begin(job, leaseEnd: sentAt + Self.lease) }
      return !jobs.isEmpty
    } catch {
      settings.notice("No job could be claimed. \(error.description)")
      return false
    }
  }

  private func begin(_ job: ClaimedJob, leaseEnd: UInt64) {
    let dispatch = job.held.id.uuidString.lowercased()
    guard let name = try? AttemptName(dispatch: dispatch, token: job.held.token) else { return }
    attempts[name] = HeldAttempt(
      name: name, held: job.held, reference: job.reference, part: job.part)
    // Inputs are hashed first, which may take minutes: the loop goes on meanwhile.
    Task { await submit(job, as: name, leaseEnd: leaseEnd) }
  }

  private func submit(_ job: ClaimedJob, as name: AttemptName, leaseEnd: UInt64) async {
    let engineJob: EngineJob
    do throws(JobSpecification.Defect) {
      engineJob = try JobSpecification.engineJob(for: job, name: name, programs: settings.programs)
    } catch {
      return refuse(name, .unusable(job.held, reason: error.reason))
    }
    switch await engine.submit(engineJob, leaseEnd: leaseEnd) {
    case .accepted: await look(at: name)
    case .refused(let refusal): refuse(name, .refused(job.held, refusal))
    case .unknown(let reason):
      settings.notice("The engine did not say whether it has \(job.reference): \(reason)")
      refuse(name, .lost(job.held))
    }
  }

  private func refuse(_ name: AttemptName, _ news: News) {
    tell(attempts[name]?.refuse(news) ?? [])
    dropIfSilent(name)
  }

  /// Looks how an attempt stands, after a hint of the engine's.
  func look(at name: AttemptName) async {
    guard attempts[name] != nil else { return }
    switch await engine.statuses(of: [name], since: 0)[name] {
    case .running: tell(attempts[name]?.start() ?? [])
    case .ended(let report): await end(name, report)
    case .absent, .pending, .unknown, nil: break
    }
  }

  private func end(_ name: AttemptName, _ report: AttemptReport) async {
    let measured = report.succeeded ? attempts[name].map { self.measured(by: $0, report) } : nil
    tell(attempts[name]?.end(report, measured: measured ?? []) ?? [])
    dropIfSilent(name)
  }

  private func measured(by attempt: HeldAttempt, _ report: AttemptReport) -> [Metric] {
    guard Metric.measuringParts.contains(attempt.part), let output = report.standardOutput,
      output.bytes <= Bounds.metricBytes,
      let bytes = try? store.read(output.digest, count: Int(output.bytes))
    else { return [] }
    return Metric.read(String(decoding: bytes, as: UTF8.self))
  }

  func tell(_ news: [News]) {
    for piece in news { outbox.put(piece) }
    if !news.isEmpty { deliveries.send() }
  }

  /// An attempt that has ended and of which nothing is to be said gives back its slot.
  private func dropIfSilent(_ name: AttemptName) {
    guard let attempt = attempts[name], attempt.phase == .ended else { return }
    if !outbox.next(most: .max).contains(where: { $0.held == attempt.held }) {
      release(name)
    }
  }

  /// Forgets an attempt that is settled, and claims into its slot.
  func release(_ name: AttemptName) {
    guard attempts.removeValue(forKey: name) != nil else { return }
    Task { await engine.forget(name) }
    claims.send()
    finishIfEmpty()
  }
}
