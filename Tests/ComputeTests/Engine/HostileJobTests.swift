import Compute
import Guard
import Testing

/// Jobs that take all they can: each is ended by the limit it crosses, and told so.
@Suite(.timeLimit(.minutes(2)))
struct HostileJobTests {
  @Test(arguments: [MemoryMeasure.automatic, .samples])
  func `a job that allocates without end is stopped by its memory`(measure: MemoryMeasure)
    async throws
  {
    let node = try Node(memory: measure)
    let report = try await node.run(
      try node.job(["/usr/bin/perl", "-e", "while (1) { push @a, 'x' x 1000000 }"]))
    #expect(report.ending == .stopped(by: .memory, bound: 64 << 20))
    #expect(
      report.ending.sentence.english == "Stopped: it used more than its limit of 64 MiB of memory.")
    #expect(!report.usage.memoryMeasure.isEmpty)
    if measure == .samples { #expect(report.usage.memoryMeasure == "samples") }
  }

  @Test(arguments: [MemoryMeasure.automatic, .samples])
  func `memory is counted over all processes together`(measure: MemoryMeasure) async throws {
    let node = try Node(memory: measure)
    let each = "/usr/bin/perl -e '$a = \"x\" x 20000000; sleep 100' &"
    let report = try await node.run(
      try node.job(Node.shell("\(each) \(each) \(each) \(each) wait")))
    #expect(report.ending == .stopped(by: .memory, bound: 64 << 20))
  }

  @Test func `a job that forks without end is stopped by its processes`() async throws {
    let node = try Node()
    let report = try await node.run(
      try node.job(Node.shell("while :; do sleep 1000 & done")))
    #expect(report.ending == .stopped(by: .processes, bound: 16))
  }

  @Test func `a job that fills its disk is stopped by it`() async throws {
    let node = try Node()
    let report = try await node.run(
      try node.job(Node.shell("head -c 1G /dev/zero > /tmp/big; sleep 1000")))
    #expect(report.ending == .stopped(by: .disk, bound: 8 << 20))
  }

  @Test func `a full disk is seen although the job ends at once`() async throws {
    let node = try Node()
    let report = try await node.run(
      try node.job(Node.shell("head -c 1G /dev/zero > /tmp/big; exit 0")))
    #expect(report.ending == .stopped(by: .disk, bound: 8 << 20))
  }

  @Test func `a job may fill its disk to the last byte`() async throws {
    let node = try Node()
    let report = try await node.run(try node.job(Node.shell("head -c 8M /dev/zero > /tmp/big")))
    #expect(report.ending == .exited(code: 0))
  }

  @Test func `a job that makes files without end is stopped by their number`() async throws {
    let node = try Node()
    let report = try await node.run(
      try node.job(Node.shell("i=0; while :; do : > /tmp/$i; i=$((i+1)); done")))
    #expect(report.ending == .stopped(by: .files, bound: 1_000))
  }

  @Test func `a job that writes a gigabyte of results is stopped by its output`() async throws {
    let node = try Node()
    let report = try await node.run(
      try node.job(Node.shell("head -c 1G /dev/zero > /out/big; sleep 1000")))
    #expect(report.ending == .stopped(by: .output, bound: 1 << 20))
    #expect(report.results == nil)
  }

  @Test func `an archive that would be longer than the limit does not leave`() async throws {
    let node = try Node()
    // The file fits, the archive's own headers do not.
    let report = try await node.run(try node.job(Node.shell("head -c 1M /dev/zero > /out/big")))
    #expect(report.ending == .stopped(by: .output, bound: 1 << 20))
    #expect(report.results == nil)
  }

  @Test(arguments: ["exec yes", "exec yes >&2"])
  func `a job that writes without end is stopped by its log`(script: String) async throws {
    let node = try Node()
    let report = try await node.run(try node.job(Node.shell(script)))
    #expect(report.ending == .stopped(by: .log, bound: 64 << 10))
    let stream = script.contains("2") ? report.standardError : report.standardOutput
    #expect(stream?.bytes == 64 << 10)
  }

  @Test func `a job that ignores the polite signal is killed after its grace`() async throws {
    let node = try Node()
    let job = try node.job(Node.shell("trap '' TERM; while :; do sleep 1; done")) {
      $0.wallSeconds = 1
    }
    let report = try await node.run(job)
    #expect(report.ending == .stopped(by: .time, bound: 1))
    #expect(report.ending.sentence.english == "Stopped: it ran longer than its limit of 1 s.")
  }

  @Test func `a job that burns processor time is stopped by it`() async throws {
    let node = try Node()
    let job = try node.job(Node.shell("while :; do :; done")) { $0.processorSeconds = 1 }
    #expect(try await node.run(job).ending == .stopped(by: .processorTime, bound: 1))
  }

  @Test(arguments: [
    "use Socket; socket(my $s, AF_INET, SOCK_STREAM, 0) or exit 97",
    "open(my $file, '<', '/etc/shadow') or exit 97",
  ])
  func `a job that wants a network or the host's files is told that it has none`(script: String)
    async throws
  {
    let node = try Node()
    let report = try await node.run(try node.job(["/usr/bin/perl", "-e", script]))
    #expect(report.ending == .exited(code: 97))
    #expect(
      report.ending.sentence.english
        == "Failed: the command ended with code 97. A job has no network and sees no file but its "
        + "inputs and the system's programs; its error output says what it missed.")
    #expect(report.ending.sentence.chinese.contains("作業沒有網絡"))
  }

  @Test func `a job that kills all it can reach ends only itself`() async throws {
    let node = try Node()
    let report = try await node.run(try node.job(Node.shell("kill -9 -1; kill -9 1 2")))
    #expect(report.ending == .signalled(signal: 9))
  }

  @Test func `what a job leaves running does not outlive it`() async throws {
    let node = try Node()
    let word = Node.unique()
    let report = try await node.run(
      try node.job(
        Node.shell("setsid /usr/bin/perl -e 'sleep 1000' \(word) & echo done")))
    #expect(report.ending == .exited(code: 0))
    #expect(try !ProcessTable.contains(word))
  }
}
