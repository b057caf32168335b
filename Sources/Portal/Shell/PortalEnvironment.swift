public import Foundation
internal import HTTPServer

/// What the portal is told about the place it runs in.
public struct PortalEnvironment: Sendable {
  /// Scheme and host under which browsers see it, such as `https://sandbox.example`; nil when it
  /// is reached under whatever name its machine has.
  public let publicOrigin: String?
  /// The clock; tests own theirs.
  public let now: @Sendable () -> Date

  /// An environment.
  public init(publicOrigin: String? = nil, now: @escaping @Sendable () -> Date = { Date() }) {
    self.publicOrigin = publicOrigin
    self.now = now
  }

  /// Whether browsers reach it over https.
  var isSecure: Bool { publicOrigin?.hasPrefix("https://") ?? false }

  var formGuard: FormGuard { FormGuard(publicOrigin: publicOrigin) }
}
