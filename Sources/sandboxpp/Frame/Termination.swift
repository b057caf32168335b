import Foundation
import Glibc

/// The request that this process end: SIGTERM, or Ctrl-C at a terminal.
enum Termination {
  /// Returns when the process is asked to end.
  ///
  /// Call it once.
  ///
  /// Handlers are used rather than ignored signals, because an ignored signal stays ignored in
  /// every program that this one starts; a handler does not.
  static func requested() async {
    let descriptor = pipe.read
    for signal in [SIGTERM, SIGINT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        var byte: UInt8 = 0
        _ = Glibc.write(Termination.pipe.write, &byte, 1)
      }
      sigaction(signal, &action, nil)
    }
    await withCheckedContinuation { continuation in
      // A thread of its own: a blocking read on the shared pool would hold one of its threads.
      Thread.detachNewThread {
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) < 0 && errno == EINTR {}
        continuation.resume()
      }
    }
  }

  /// Made before the handlers are, and never closed; not passed on to other programs.
  private static let pipe: (read: Int32, write: Int32) = {
    var ends: [Int32] = [-1, -1]
    precondition(Glibc.pipe(&ends) == 0, "no pipe for signals: errno \(errno)")
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }()

  /// Returns when the task is cancelled, which is how a part of the program is asked to end.
  static func cancelled() async {
    let (never, continuation) = AsyncStream<Never>.makeStream()
    for await _ in never {}
    continuation.finish()
  }

  /// Does what ends a part in order, also in a task that was cancelled.
  static func inOrder(_ work: @escaping @Sendable () async -> Void) async {
    await Task { await work() }.value
  }

  /// Runs a loop until it ends by itself or the process is asked to end, and waits for its end.
  ///
  /// - Throws: what the loop threw, unless it was asked to end.
  static func ending(_ loop: @escaping @Sendable () async throws -> Void) async throws {
    let work = Task { try await loop() }
    let wait = Task {
      await requested()
      work.cancel()
    }
    defer { wait.cancel() }
    do {
      try await work.value
    } catch  where work.isCancelled {
      return
    }
  }
}
