import Foundation

/// How much of what is tried at random is tried in each run: a share that a person waits for, or all.
///
/// `SANDBOXPP_LONG=1`, which `deploy/test --long` sets, tries all of it.
enum Share {
  private static let environment = ProcessInfo.processInfo.environment

  /// A count of things to try.
  ///
  /// - Parameters:
  ///   - usual: In each run.
  ///   - long: When there is time.
  ///   - variable: A variable of the environment that says another count.
  /// - Returns: The count that this run tries.
  static func count(_ usual: Int, long: Int, variable: String? = nil) -> Int {
    if let word = variable.flatMap({ environment[$0] }), let count = Int(word) { return count }
    return environment["SANDBOXPP_LONG"] == "1" ? long : usual
  }
}
