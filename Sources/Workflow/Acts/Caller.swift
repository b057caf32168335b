/// Who asks: an audience, and the secret of a session.
///
/// The database finds out from the secret who it is; the audience only chooses the database role,
/// which must be the one of the session's account for anything to be seen or done.
public struct Caller: Sendable {
  /// The groups of people and processes, each a role of the database.
  public enum Audience: String, Sendable, CaseIterable {
    /// Firms, providers and assurance providers.
    case firm
    /// The people of a remit.
    case officer
    /// Members of the panel.
    case panel
    /// Those who run the compute.
    case `operator`
    /// Auditors.
    case auditor
    /// A worker on a compute node.
    case worker
    /// The sealer of the log.
    case sealer
    /// Clocks, sweeps and rescue.
    case clockwork
    /// Nobody yet.
    case visitor
  }

  /// The audience whose database role is taken for each request.
  public let audience: Audience
  let secret: String

  /// A caller with a session's secret.
  public init(_ audience: Audience, secret: String) {
    self.audience = audience
    self.secret = secret
  }

  /// Whoever has not signed in.
  public static let visitor = Caller(.visitor, secret: "")
}
