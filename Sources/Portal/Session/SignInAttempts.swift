internal import Foundation
internal import Synchronization

/// Counts failed attempts to sign in, so that no password is found by trying.
///
/// A name is counted for each address that tries it: nobody elsewhere is locked out by it, unless a
/// proxy makes all addresses one.
final class SignInAttempts: Sendable {
  /// Failures after which a name waits: more than a person mistypes.
  private static let most = 10
  /// How long failures count, in seconds.
  private static let window: TimeInterval = 600
  /// Names remembered; above it, those whose time is over are forgotten, else all.
  private static let capacity = 10_000

  private struct Failures {
    var count: Int
    let since: Date
  }

  private let failures = Mutex<[String: Failures]>([:])

  /// Whether a name may be tried now.
  func isAllowed(_ login: String, from peer: String, now: Date) -> Bool {
    failures.withLock { all in
      guard let known = all[SignInAttempts.key(login, peer)],
        now.timeIntervalSince(known.since) < SignInAttempts.window
      else { return true }
      return known.count < SignInAttempts.most
    }
  }

  /// Counts a failure.
  func failed(_ login: String, from peer: String, now: Date) {
    failures.withLock { all in
      if all.count >= SignInAttempts.capacity {
        all = all.filter { now.timeIntervalSince($0.value.since) < SignInAttempts.window }
        if all.count >= SignInAttempts.capacity { all = [:] }
      }
      let key = SignInAttempts.key(login, peer)
      if let known = all[key], now.timeIntervalSince(known.since) < SignInAttempts.window {
        all[key]?.count += 1
      } else {
        all[key] = Failures(count: 1, since: now)
      }
    }
  }

  /// Forgets the failures of who has signed in.
  func succeeded(_ login: String, from peer: String) {
    failures.withLock { $0[SignInAttempts.key(login, peer)] = nil }
  }

  private static func key(_ login: String, _ peer: String) -> String { "\(peer) \(login)" }
}
