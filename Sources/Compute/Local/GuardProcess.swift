import Foundation
import Glibc
import Guard

/// A guard that this process has started.
final class GuardProcess: Sendable {
  /// What a guard lets its worker know.
  enum News: Sendable {
    /// The job's first process is about to begin.
    case started
    /// The guard has ended; its report says how, if it left one.
    case ended
  }

  private let process: Int32
  private let orders: Descriptor

  /// Starts a guard on the order in `folder`.
  ///
  /// `tell` is called on a thread of its own, with `ended` last and once.
  init(
    command: [String], folder: AttemptFolder, tell: @escaping @Sendable (News) -> Void
  ) throws(GuardError) {
    let (words, news) = (try Descriptor.pipe(), try Descriptor.pipe())
    let complaints = try Descriptor.open(folder.complaints, O_WRONLY | O_CREAT | O_APPEND)
    orders = words.writing
    orders.answerAtOnce()
    process = try Spawn(
      words: command + [folder.path], environment: [],
      files: [(words.reading, 0), (news.writing, 1), (complaints, 2)],
      ownSession: true
    ).start()
    Self.listen(to: news.reading, of: process, tell: tell)
  }

  /// Moves the lease's end.
  ///
  /// A guard that has ended does not mind.
  func renew(until leaseEnd: UInt64) { say("lease \(leaseEnd)") }

  /// Asks the guard to end the job.
  func stop() { say("stop") }

  private func say(_ line: String) {
    try? orders.write(Array((line + "\n").utf8)[...])
  }

  /// One thread a guard, which only waits: libdispatch's read sources were seen to miss the end of
  /// a pipe.
  private static func listen(
    to news: Descriptor, of process: Int32, tell: @escaping @Sendable (News) -> Void
  ) {
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 256)
      while case .bytes = news.read(&buffer) { tell(.started) }
      // Its standard output is closed, so it is ending: this wait is short.
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
      tell(.ended)
    }
  }
}
