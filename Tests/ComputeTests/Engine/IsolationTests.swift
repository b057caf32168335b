import Compute
import Foundation
import Guard
import Testing

@testable import Guard

/// What a job can see and do beside computing: nothing.
@Suite(.timeLimit(.minutes(2)))
struct IsolationTests {
  @Test func `a job sees no file of the node but the system's programs`() async throws {
    let node = try Node()
    let secret = try node.store.put(Array("a model of another firm".utf8))
    let paths = [
      "/etc/shadow", "/etc/passwd", "/etc/hostname", "/home", "/root", "/var", "/run", "/sys",
      "/boot", "/proc/1/root/root", node.root, node.store.path(of: secret.digest),
    ]
    let script = paths.map { "test -e \($0) && echo \($0)" }.joined(separator: "; ") + "; true"
    let report = try await node.run(try node.job(Node.shell(script)))
    #expect(report.ending == .exited(code: 0))
    #expect(try node.text(report.standardOutput) == "")
  }

  @Test func `a job can write only to its own temporary files and results`() async throws {
    let node = try Node()
    let script = """
      { find / -xdev -type d; echo /dev; echo /dev/shm; echo /usr; echo /proc; } 2>/dev/null |
        while read -r folder; do (: > "$folder/x") 2>/dev/null && echo "$folder"; done | sort
      """
    let report = try await node.run(try node.job(Node.shell(script)))
    #expect(try node.text(report.standardOutput) == "/out\n/tmp\n")
  }

  @Test func `a job has no network`() async throws {
    let node = try Node()
    let script = """
      use Socket;
      for $family (AF_INET, AF_INET6, 16, 40) {
        print socket(my $s, $family, SOCK_STREAM, 0) ? "open" : $!{EAFNOSUPPORT} ? "no " : "$! ";
      }
      print socket(my $s, AF_UNIX, SOCK_STREAM, 0) ? "local" : $!;
      """
    let report = try await node.run(try node.job(["/usr/bin/perl", "-MErrno", "-e", script]))
    #expect(try node.text(report.standardOutput) == "no no no no local")
  }

  @Test func `a job gets its own environment and nothing of the worker's`() async throws {
    let node = try Node()
    setenv("SANDBOXPP_SECRET", "of the worker", 1)
    var job = try node.job(["/usr/bin/env"])
    job.environment = ["MODEL": "a b", "LD_PRELOAD": "/tmp/none.so"]
    let report = try await node.run(job)
    let lines = try node.text(report.standardOutput).split(separator: "\n").sorted()
    #expect(
      lines == [
        "HOME=/tmp", "LANG=C.UTF-8", "LD_PRELOAD=/tmp/none.so", "MODEL=a b", "PATH=/usr/bin:/bin",
        "TMPDIR=/tmp",
      ])
  }

  @Test func `a job is a user of its own without capabilities`() async throws {
    let node = try Node()
    let report = try await node.run(
      try node.job(
        Node.shell("id -u; grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status")))
    let lines = try node.text(report.standardOutput).split(separator: "\n")
    let user = try #require(lines.first.flatMap { UInt32($0) })
    #expect(getuid() == 0 ? user >= 2_000_000_000 : user == getuid())
    #expect(
      lines.dropFirst() == [
        "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2",
      ])
  }

  @Test func `a job inherits no open file`() async throws {
    let node = try Node()
    let file = try Descriptor.open("/etc/passwd", 0)
    defer { withExtendedLifetime(file) {} }
    _ = file.withNumber { fcntl($0, F_SETFD, 0) }
    let report = try await node.run(try node.job(["/usr/bin/ls", "/proc/self/fd"]))
    // Three streams, and the folder that is being listed.
    #expect(try node.text(report.standardOutput) == "0\n1\n2\n3\n")
  }

  @Test func `each system call of the list is refused`() async throws {
    let numbers = SystemCallFilter.forbidden.compactMap(SystemCallFilter.number)
    #expect(numbers.count > 50)
    let absent = SystemCallFilter.absent.compactMap(SystemCallFilter.number)
    let script = """
      for (@ARGV) { $! = 0; syscall($_, -1, -1, -1, -1, -1); print $! + 0, "\\n" }
      """
    let node = try Node()
    let report = try await node.run(
      try node.job(["/usr/bin/perl", "-e", script] + (numbers + absent).map { "\($0)" }))
    let errors = try node.text(report.standardOutput).split(separator: "\n").map { Int32($0) }
    #expect(errors == numbers.map { _ in EPERM } + absent.map { _ in ENOSYS })
  }

  @Test func `a job cannot make namespaces by clone`() async throws {
    let node = try Node()
    let clone = try #require(SystemCallFilter.number(of: "clone"))
    let script = """
      for (@ARGV) {
        $! = 0; my $child = syscall(\(clone), $_ | 17, 0, 0, 0, 0);
        if ($child == 0) { exit 0 }
        print $! + 0, "\\n";
      }
      """
    let flags = [0] + SystemCallFilter.namespaceFlags
    let report = try await node.run(
      try node.job(["/usr/bin/perl", "-e", script] + flags.map { "\($0)" }))
    let errors = try node.text(report.standardOutput).split(separator: "\n").map { Int32($0) }
    #expect(errors == [0] + SystemCallFilter.namespaceFlags.map { _ in EPERM })
  }
}
