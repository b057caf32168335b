import Compute
import Crypto
import Foundation
import Guard
import Testing

/// From submission to report, also when worker or guard die between.
@Suite(.timeLimit(.minutes(2)))
struct LifeOfAnAttemptTests {
  @Test func `a job reads its inputs and leaves its results`() async throws {
    let node = try Node()
    let model = try node.store.put(Array("weights".utf8))
    let report = try await node.run(
      try node.job(
        Node.shell("cat /in/model; cp /in/model /out/copy; echo note >&2; exit 3"),
        inputs: [.init(name: "model", digest: model.digest)]))
    #expect(report.ending == .exited(code: 3))
    #expect(!report.succeeded)
    #expect(try node.text(report.standardOutput) == "weights")
    #expect(try node.text(report.standardError) == "note\n")
    let archive = try #require(report.results)
    #expect(archive.bytes == report.usage.outputBytes)
    #expect(try node.text(archive).contains("weights"))
    #expect(report.usage.wallMilliseconds > 0)
    let started = try #require(report.startedAt)
    #expect(started <= report.endedAt)
  }

  @Test func `a node finds out whether it can run jobs`() async throws {
    let node = try Node()
    #expect(try await node.engine.tryOut() == nil)
    #expect(await node.engine.kept().isEmpty)
  }

  @Test func `two engines do not share a folder`() async throws {
    let node = try Node()
    let settings = LocalSettings(
      guardCommand: ["/bin/false"], folder: node.root + "/attempts", node: "other", users: nil)
    #expect(throws: ComputeError.folderInUse) {
      try LocalEngine(settings: settings, store: node.store)
    }
  }

  @Test func `the same results make the same archive`() async throws {
    let node = try Node()
    let script = "mkdir /out/b; echo 1 > /out/b/x; echo 2 > /out/a"
    let first = try await node.run(try node.job(Node.shell(script)))
    let second = try await node.run(try node.job(Node.shell("umask 022; sleep 1.1; \(script)")))
    #expect(first.results != nil)
    #expect(first.results?.digest == second.results?.digest)
  }

  @Test func `an input that was altered keeps the job from starting`() async throws {
    let node = try Node()
    let model = try node.store.put(Array("weights".utf8))
    let path = node.store.path(of: model.digest)
    try #require(chmod(path, 0o755) == 0)
    try Data("Weights".utf8).write(to: URL(fileURLWithPath: path))
    let job = try node.job(
      ["/bin/true"], inputs: [.init(name: "model", digest: model.digest)])
    let submission = await node.engine.submit(job, leaseEnd: Node.leaseEnd(in: 60))
    #expect(submission == .refused(.alteredInput(name: "model")))
    #expect(await node.status(of: job) == .absent)
  }

  @Test func `an input that is not here keeps the job from starting`() async throws {
    let node = try Node()
    let job = try node.job(["/bin/true"], inputs: [.init(name: "model", digest: .zero)])
    let submission = await node.engine.submit(job, leaseEnd: Node.leaseEnd(in: 60))
    #expect(submission == .refused(.missingInput(name: "model")))
  }

  @Test func `a job that no sandbox can hold is refused with its reason`() async throws {
    let node = try Node()
    for change: (inout EngineJob) -> Void in [
      { $0.command = [] }, { $0.command = ["A=b"] }, { $0.limits.wallSeconds = 0 },
      { $0.limits.memoryBytes = 1 << 49 }, { $0.graphicsProcessors = 1 },
      { $0.environment = ["A-B": ""] }, { $0.inputs = [.init(name: "../x", digest: .zero)] },
      { $0.command = ["/bin/true", "\0"] },
    ] {
      var job = try node.job(["/bin/true"])
      change(&job)
      let submission = await node.engine.submit(job, leaseEnd: Node.leaseEnd(in: 60))
      #expect(!submission.isAccepted)
      #expect(await node.status(of: job) == .absent)
    }
  }

  @Test func `a name that was submitted starts nothing new`() async throws {
    let node = try Node()
    let job = try node.job(Node.shell("echo once"))
    let first = await node.engine.submit(job, leaseEnd: Node.leaseEnd(in: 60))
    let report = try await node.run(job)
    let again = await node.engine.submit(job, leaseEnd: Node.leaseEnd(in: 60))
    #expect(first == again)
    #expect(await node.status(of: job) == .ended(report))
  }

  @Test func `a stop lets the job save what it has`() async throws {
    let node = try Node()
    let job = try node.job(
      Node.shell(
        "trap 'echo saved > /out/state; exit 0' TERM; echo ready; while :; do sleep 0.05; done")
    ) { $0.graceSeconds = 30 }
    let changes = try await node.start(job)
    let log = node.engine.folder(of: job.name).standardOutput
    while try String(contentsOfFile: log, encoding: .utf8).isEmpty { await Task.yield() }
    await node.engine.stop(job.name)
    let report = try await node.report(of: job, changes)
    #expect(report.ending == .stopped(by: .stop, bound: 0))
    #expect(try node.text(report.results).contains("saved"))
  }

  @Test func `a job that outlives its lease is ended`() async throws {
    let node = try Node()
    let word = Node.unique()
    let job = try node.job(["/usr/bin/perl", "-e", "$SIG{TERM} = 'IGNORE'; sleep 1000", word])
    let report = try await node.run(job, leaseSeconds: 1)
    #expect(report.ending == .stopped(by: .lease, bound: 0))
    #expect(try !ProcessTable.contains(word))
  }

  @Test func `a renewed lease carries the job past its first end`() async throws {
    let node = try Node()
    let job = try node.job(Node.shell("sleep 4"))
    let changes = await node.engine.changes()
    let submission = await node.engine.submit(job, leaseEnd: Node.leaseEnd(in: 3))
    await node.engine.renew(job.name, until: Node.leaseEnd(in: 60))
    try #require(submission.isAccepted)
    #expect(try await node.report(of: job, changes).ending == .exited(code: 0))
  }

  @Test func `an attempt is forgotten once it has ended`() async throws {
    let node = try Node()
    let job = try node.job(["/bin/true"])
    _ = try await node.run(job)
    await node.engine.forget(job.name)
    #expect(await node.status(of: job) == .absent)
  }

  @Test func `an attempt whose guard was never started has vanished for good`() async throws {
    let node = try Node()
    let job = try node.job(["/bin/true"])
    let folder = node.engine.folder(of: job.name)
    try #require(mkdir(folder.path, 0o700) == 0)
    guard case .ended(let report) = await node.status(of: job) else {
      Issue.record("expected an end")
      return
    }
    #expect(report.ending == .vanished)
    // A guard that comes late finds the end written and does not begin.
    #expect(Guard.run([folder.path]) == 2)
  }
}
