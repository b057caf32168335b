import Compute
import Foundation
import Glibc
import Guard
import Testing

@testable import Guard

/// Workers and guards that are killed, as processes of their own.
@Suite(.timeLimit(.minutes(2)))
struct DeadWorkerTests {
  /// A worker process with one job.
  final class Worker {
    let root: String
    let process = Process()
    private let output = Pipe()

    init(_ command: [String], before: [String] = [], program: String? = nil) throws {
      root = try Node.makeFolder()
      let words = before + [try program ?? Node.probe(), "worker", root] + command
      process.executableURL = URL(fileURLWithPath: words[0])
      process.arguments = Array(words.dropFirst())
      process.standardOutput = output
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// The next line that the worker says.
    func line() -> String {
      var line: [UInt8] = []
      while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 {
        line.append(byte)
      }
      return String(decoding: line, as: UTF8.self)
    }

    var folder: AttemptFolder { AttemptFolder(path: root + "/attempts/sbx-probe-1") }

    /// Waits for the guard's end: it holds the lock for as long as anything may be alive.
    func report() throws -> GuardReport {
      let lock = try Descriptor.open(folder.lock, O_RDWR)
      try #require(lock.withNumber { flock($0, LOCK_EX) } == 0)
      let content = try Data(contentsOf: URL(fileURLWithPath: folder.report))
      return try JSONDecoder().decode(GuardReport.self, from: content)
    }
  }

  @Test func `a killed worker takes its job with it`() throws {
    let word = Node.unique()
    let worker = try Worker(["/usr/bin/perl", "-e", "fork; fork; sleep 1000", word])
    try worker.process.run()
    #expect(worker.line() == "started")
    kill(worker.process.processIdentifier, SIGKILL)
    worker.process.waitUntilExit()
    let ending = try worker.report().ending
    #expect(ending == .stopped(by: .worker, bound: 0))
    #expect(ending.sentence.english == "Stopped: its worker was ended, and the job with it.")
    #expect(try !ProcessTable.contains(word))
  }

  @Test func `a stopped guard asked to end says so in its report`() throws {
    let word = Node.unique()
    let worker = try Worker(["/usr/bin/perl", "-e", "sleep 1000", word])
    try worker.process.run()
    #expect(worker.line() == "started")
    let guards = ProcessTree(root: worker.process.processIdentifier)
      .children(of: worker.process.processIdentifier)
    for process in guards { kill(process, SIGTERM) }
    #expect(worker.line() == "Stopped: a stop was asked for.")
    worker.process.waitUntilExit()
    #expect(try !ProcessTable.contains(word))
  }

  @Test func `a killed guard takes its job with it`() throws {
    let word = Node.unique()
    let worker = try Worker(["/usr/bin/perl", "-e", "fork; sleep 1000", word])
    try worker.process.run()
    #expect(worker.line() == "started")
    let process = worker.process.processIdentifier
    let guards = ProcessTree(root: process).children(of: process)
    for process in guards { kill(process, SIGKILL) }
    #expect(worker.line() == "Stopped: its guard was killed, and the job with it.")
    // The kernel ends the namespace on its own; this waits for it, and the suite's limit bounds it.
    while try ProcessTable.contains(word) { sched_yield() }
  }

  @Test(.enabled(if: getuid() == 0, "as an ordinary user every test here shows it"))
  func `a worker that is no root runs and bounds jobs as well`() throws {
    let folder = try Node.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try #require(chmod(folder, 0o711) == 0)
    let program = folder + "/probe"
    // By a process of its own: a copy that is open here may be open in a child just being made,
    // and a file that is open for writing cannot be run.
    let copying = try Process.run(
      URL(fileURLWithPath: "/bin/cp"), arguments: [try Node.probe(), program])
    copying.waitUntilExit()
    let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    for (command, sentence) in [
      (["/bin/true"], "Finished: the command ended with code 0."),
      (
        Node.shell("while :; do sleep 1000 & done"),
        "Stopped: it had more than its limit of 16 processes."
      ),
      (
        Node.shell("head -c 1G /dev/zero > /tmp/x"),
        "Stopped: it wrote more than its limit of 8 MiB of temporary files."
      ),
      (
        ["/usr/bin/perl", "-e", "while (1) { push @a, 'x' x 1000000 }"],
        "Stopped: it used more than its limit of 64 MiB of memory."
      ),
      (
        ["/usr/bin/perl", "-e", "fork; fork; $a = 'x' x 20000000; sleep 1000"],
        "Stopped: it used more than its limit of 64 MiB of memory."
      ),
    ] {
      let worker = try Worker(command, before: nobody, program: program)
      try #require(chown(worker.root, 65_534, 65_534) == 0)
      try worker.process.run()
      var lines = [worker.line()]
      if lines == ["started"] { lines.append(worker.line()) }
      #expect(lines.last == sentence)
      worker.process.waitUntilExit()
    }
  }
}
