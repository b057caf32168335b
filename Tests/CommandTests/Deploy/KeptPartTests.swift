import Foundation
import Testing

/// Parts that run for long are started again when they die, and ended when they are told to.
struct KeptPartTests {
  /// What each script begins with: the functions of the scripts, and a part that sleeps.
  private static let prelude = """
    set -euo pipefail
    root=$PWD pids=$PWD/pids logs=$PWD/logs
    mkdir -p "$pids" "$logs"
    . deploy/lib/say.sh
    . deploy/lib/processes.sh
    line() { sed -n "$1p" "$pids/sleeper.pid"; }
    lives() { process_lives ${1% *} ${1#* }; }
    changed() { [[ -s $pids/sleeper.pid && $(line 2) != "$child" ]]; }
    gone() { ! lives "$1"; }
    trap 'stop_part sleeper 10' EXIT
    start_part sleeper TERM sleep 1000
    keeper=$(line 1) child=$(line 2)

    """

  private func run(_ script: String) async throws -> String {
    let machine = try FakeMachine()
    let run = try await ProgramRun(
      URL(filePath: "/bin/bash"),
      ["-c", "cd \"$0\"\n" + Self.prelude + script, machine.clone.path],
      environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"])
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  @Test func `a part that is killed is there again, and stops when asked`() async throws {
    let output = try await run(
      """
      lives "$keeper" && lives "$child" && say started
      kill -KILL ${child% *}
      wait_until 30 changed && say again
      child=$(line 2)
      lives "$keeper" && lives "$child" && say lives
      stop_part sleeper 10
      gone "$keeper" && gone "$child" && [[ ! -e $pids/sleeper.pid ]] && say ended
      """)
    #expect(output == "started\nagain\nlives\nended\n")
  }

  @Test func `a start where the part is there already changes nothing`() async throws {
    let output = try await run(
      """
      start_part sleeper TERM sleep 1000
      [[ $(line 1) == "$keeper" && $(line 2) == "$child" ]] && say same
      """)
    #expect(output == "same\n")
  }

  @Test func `a child whose keeper was killed is ended before another is started`() async throws {
    let output = try await run(
      """
      kill -KILL ${keeper% *}
      wait_until 10 gone "$keeper"
      lives "$child" && say orphan
      start_part sleeper TERM sleep 1000
      gone "$child" && lives "$(line 2)" && say one
      """)
    #expect(output == "orphan\none\n")
  }

  @Test func `a part that ignores the request is killed after its time`() async throws {
    let output = try await run(
      """
      stop_part sleeper 10
      start_part sleeper TERM bash -c 'trap "" TERM; : >deaf; while :; do sleep 1; done'
      wait_until 10 test -e deaf
      keeper=$(line 1) child=$(line 2)
      stop_part sleeper 1
      gone "$keeper" && wait_until 10 gone "$child" && say ended
      """)
    #expect(output.hasSuffix("ended\n"))
    #expect(output.contains("sleeper did not end within 1 s and was killed."))
  }

  @Test func `another process that was given the number later is left alone`() async throws {
    let output = try await run(
      """
      sleep 1000 &
      stranger="$! $(process_birth $!)"
      stop_part sleeper 10
      say "${stranger% *} 1" >"$pids/sleeper.pid"
      stop_part sleeper 10
      lives "$stranger" && say untouched
      kill ${stranger% *}
      """)
    #expect(output == "untouched\n")
  }

  @Test(arguments: [1, 20, 60, 200])
  func `the socket's folder has a short path wherever the clone lies`(length: Int) async throws {
    let output = try await run(
      """
      root=/tmp/$(printf 'a%.0s' {1..\(length)}) state=$root/.sandboxpp
      . deploy/lib/postgres.sh
      . deploy/lib/places.sh
      as_server=()
      choose_database_places
      printf '%s' "$socket" | wc -c
      root=$PWD
      """)
    let bytes = try #require(Int(output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(bytes <= 60)
  }
}
