import Foundation
public import Postgres

/// The PostgreSQL server on which tests make their databases.
public enum TestServer {
  /// Where the environment names it: a connection string of a superuser.
  public static let variable = "SANDBOXPP_TEST_SERVER"

  /// No server was named.
  public struct Missing: Error, CustomStringConvertible {
    /// What to do.
    public var description: String {
      "no test server: \(TestServer.variable) is not set; ./deploy/test starts one and sets it"
    }
  }

  /// How to reach it as superuser.
  ///
  /// - Throws: `Missing`, which fails the test with a sentence that says what to do.
  public static func configuration() throws -> Configuration {
    guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else {
      throw Missing()
    }
    // A busy machine is slow to take connections, and no test is about that.
    return try Configuration(
      text, applicationName: "sandboxpp tests", connectTimeoutSeconds: 120)
  }
}
