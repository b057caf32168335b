internal import Crypto
internal import Dispatch
internal import Synchronization

/// Checks passwords away from the threads that answer requests.
///
/// One check takes about 0.1 s of a processor and 32 MiB: a few at a time, and a bounded number in
/// wait.
enum PasswordCheck {
  /// Checks at once; two leave half of the smallest machine to other work.
  private static let atOnce = 2
  /// Checks that may wait: some three seconds' worth, as long as a person waits.
  private static let mostWaiting = 64

  private static let queues = (0..<atOnce).map { DispatchQueue(label: "sandboxpp.password.\($0)") }
  private static let waiting = Mutex((count: 0, next: 0))

  /// Whether a password has a hash.
  ///
  /// - Throws: `Refusal` of kind `unavailable` when too many wait.
  static func verify(_ password: String, _ hash: PasswordHash) async throws(Refusal) -> Bool {
    let queue = waiting.withLock { state -> DispatchQueue? in
      guard state.count < mostWaiting else { return nil }
      state.count += 1
      state.next = (state.next + 1) % atOnce
      return queues[state.next]
    }
    guard let queue else {
      throw Refusal(
        .unavailable, "Too many people are signing in at this moment.",
        advice: "Try again in a moment.")
    }
    let isRight = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: hash.verify(password)) }
    }
    waiting.withLock { $0.count -= 1 }
    return isRight
  }
}
