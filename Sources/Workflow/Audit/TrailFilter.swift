public import Foundation
internal import Postgres
public import Transparency

/// Which entries of the trail are wanted; what is nil does not restrict.
public struct TrailFilter: Sendable, Hashable {
  /// An application's reference: its own entries and those of all that hangs under it.
  public var application: String?
  /// One subject, `<compartment>/<id>`.
  public var subject: String?
  /// A whole type, or its middle: `application.submit`.
  public var type: String?
  /// The account that acted, as entries name it.
  public var actor: String?
  /// The remit that a subject belongs to.
  public var remit: String?
  /// Not before this time.
  public var since: Date?
  /// Before this time.
  public var until: Date?
  /// The first leaf index.
  public var firstLeaf: Int?
  /// The last leaf index.
  public var lastLeaf: Int?

  /// A filter that lets everything through.
  public init() {}

  /// What stands in a manifest and in the entry of an export.
  public var described: [String: CanonicalJSON] {
    let texts = [
      "application": application, "subject": subject, "type": type, "actor": actor,
      "remit": remit, "since": since?.formatted(.iso8601), "until": until?.formatted(.iso8601),
      "first_leaf": firstLeaf.map { String($0) }, "last_leaf": lastLeaf.map { String($0) },
    ]
    return texts.compactMapValues { $0 }.mapValues { .string($0) }
  }

  /// The condition on `l` (sealed_leaf), `e` (audit_event) and `s` (subject).
  ///
  /// - Throws: `Refusal` of kind `malformed` for an actor that is no account's id.
  var condition: SQL {
    get throws(Refusal) {
      var parts: [SQL] = []
      if let firstLeaf { parts.append("l.leaf_index >= \(firstLeaf)") }
      if let lastLeaf { parts.append("l.leaf_index <= \(lastLeaf)") }
      if let application { parts.append(TrailFilter.under(application)) }
      if let subject { parts.append("s.name = \(subject)") }
      if let type { parts.append("e.type = \(TrailFilter.wholeType(type))") }
      if let remit { parts.append("s.remit = \(remit)") }
      if let since { parts.append("e.at >= \(since)") }
      if let until { parts.append("e.at < \(until)") }
      if let actor {
        guard let account = UUID(uuidString: actor) else {
          throw Refusal(
            .malformed, "An actor is named by the account's id.",
            advice: "Take it from `authid` of an entry.")
        }
        parts.append("e.account = \(account)")
      }
      return parts.isEmpty ? "true" : SQL.joined(parts, separator: " AND ")
    }
  }

  private static func under(_ reference: String) -> SQL {
    """
    EXISTS (SELECT FROM application a WHERE a.reference = \(reference)
             AND (s.id = a.id OR s.root = a.id))
    """
  }

  private static func wholeType(_ type: String) -> String {
    type.hasPrefix("hk.sandboxpp.") ? type : "hk.sandboxpp.\(type).v1"
  }
}
