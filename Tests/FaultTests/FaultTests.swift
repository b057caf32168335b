import Foundation
import Testing

/// What is killed while the whole is at work comes back by itself, and nothing is lost or doubled.
///
/// One after the other: each test has a server and four parts of its own.
@Suite(.serialized, .timeLimit(.minutes(Effort.isLong ? 30 : 4)))
struct FaultTests {}

/// How often things are killed.
enum Effort {
  /// Whether there is time to kill often.
  static let isLong = ProcessInfo.processInfo.environment["SANDBOXPP_LONG"] == "1"
}
