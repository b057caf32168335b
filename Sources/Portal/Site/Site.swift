internal import HTTPServer
public import Workflow

/// What pages work on: the domain, and the place they run in.
public struct Site: Sendable {
  /// The place.
  public let environment: PortalEnvironment
  /// The domain.
  public let sandbox: Sandbox
  /// The log as it is published; nil where none is.
  public let log: PublishedLog?
  /// Where exports lie until they are fetched; nil where none are made.
  let exports: ExportFolder?
  let attempts = SignInAttempts()

  /// A site on a domain.
  ///
  /// - Parameters:
  ///   - sandbox: the domain.
  ///   - log: the log as it is published.
  ///   - exports: a folder for exports, made for the portal's own user alone where it is not there.
  ///   - environment: the place.
  public init(
    _ sandbox: Sandbox, log: PublishedLog? = nil, exports: String? = nil,
    in environment: PortalEnvironment = PortalEnvironment()
  ) {
    self.sandbox = sandbox
    self.log = log
    self.exports = exports.map(ExportFolder.init(path:))
    self.environment = environment
  }
}

extension Site {
  /// The visit of a person who must be signed in.
  ///
  /// - Throws: `Problem` 401 `signed-out`; `Refusal` of kind `unavailable` without a database.
  func visit(_ request: Request) async throws -> Visit {
    let session = BrowserSession(of: request, isSecure: environment.isSecure)
    guard !session.isNew else { throw Problem.signedOut }
    do throws(Refusal) {
      let (caller, person) = try await sandbox.resume(secret: session.secret)
      return Visit(request, self, caller, person)
    } catch {
      throw error.kind == .notSignedIn ? Problem.signedOut : error.problem
    }
  }

  /// The context of a page that is open to everybody; it names who is signed in, if anybody is.
  func openContext(of request: Request) async -> PageContext {
    guard let visit = try? await visit(request) else {
      return PageContext(of: request, in: environment)
    }
    return visit.context
  }
}

extension Problem {
  /// The answer to somebody who would have to be signed in.
  static let signedOut = Problem(
    .unauthorized, "Sign in to see this page.", code: "signed-out")
}
