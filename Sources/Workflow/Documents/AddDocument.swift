internal import Crypto
public import Transparency

/// A file as it becomes a paper of a case.
public struct NewDocument: Sendable {
  /// Which paper it is, as the vocabulary or the engine names it.
  public var kind: String
  /// What its sender calls it.
  public var title: String
  /// The fact for which it is evidence.
  public var attribute: String?

  /// A paper.
  public init(kind: String, title: String, attribute: String? = nil) {
    self.kind = kind
    self.title = title
    self.attribute = attribute
  }

  /// The event that takes it in: evidence belongs to its condition, reports have their own.
  ///
  /// - Parameter subject: the case, or a condition.
  /// - Returns: the event's name.
  public func event(on subject: String) -> String {
    if subject.hasPrefix("condition/") { return "submit_evidence" }
    return NewDocument.ownEvents[kind] ?? "document_added"
  }

  private static let ownEvents = [
    "final_report": "final_report_received", "periodic_report": "periodic_report_received",
    "representations": "representations_made",
  ]

  /// What an act that adds it writes; what the file is, the database knows.
  ///
  /// - Parameter file: as it was kept.
  /// - Returns: the payload.
  public func payload(_ file: KeptFile) -> [String: CanonicalJSON] {
    var payload: [String: CanonicalJSON] = [
      "kind": .string(kind), "title": .string(title), "digest": .string(file.digest.hex),
    ]
    if let attribute { payload["attribute"] = .string(attribute) }
    return payload
  }
}

extension Sandbox {
  /// Adds a kept file to a case or a condition.
  ///
  /// - Parameters:
  ///   - document: what it is to be.
  ///   - file: the file, kept by the same person.
  ///   - subject: `application/<id>` or `condition/<id>`.
  ///   - caller: somebody of the firm.
  /// - Returns: where the subject stands.
  /// - Throws: `Refusal`.
  public func add(
    _ document: NewDocument, _ file: KeptFile, to subject: String, as caller: Caller
  ) async throws(Refusal) -> Standing {
    try await fire(
      Act(subject, document.event(on: subject), payload: document.payload(file)), as: caller)
  }

  /// Puts a kept file in the place of a document, which stays and says so.
  ///
  /// The new one is of the same kind, and evidence for the same condition and fact.
  ///
  /// - Parameters:
  ///   - document: the id of the one that is superseded.
  ///   - file: the file, kept by the same person.
  ///   - title: what its sender calls it; the predecessor's where it is empty.
  ///   - application: `application/<id>`.
  ///   - caller: somebody of the firm.
  /// - Returns: where the case stands.
  /// - Throws: `Refusal`; of kind `unmet` when it is superseded already.
  public func supersede(
    _ document: String, with file: KeptFile, title: String, of application: String,
    as caller: Caller
  ) async throws(Refusal) -> Standing {
    try await fire(
      .superseding(document, with: file, title: title, of: application), as: caller)
  }
}

extension Act {
  /// Puts a kept file in the place of a document of a case.
  ///
  /// - Parameters:
  ///   - document: the id of the one that is superseded.
  ///   - file: the file.
  ///   - title: what its sender calls it; the predecessor's where it is empty.
  ///   - application: `application/<id>`.
  ///   - expected: the version that the caller saw.
  /// - Returns: the act.
  public static func superseding(
    _ document: String, with file: KeptFile, title: String, of application: String,
    expected: Int? = nil
  ) -> Act {
    Act(
      application, "document_superseded", expected: expected,
      detail: ["document": .string(document)],
      payload: ["title": .string(title), "digest": .string(file.digest.hex)])
  }
}

extension [DocumentView] {
  /// Those in whose place no other stands.
  public var current: [DocumentView] { filter { $0.supersededBy == nil } }

  /// Those that stood in a document's place before it, the latest first.
  public func predecessors(of document: DocumentView) -> [DocumentView] {
    var found: [DocumentView] = []
    var next = document.supersedes
    // A chain ends: each names another that was there before it.
    while let id = next, let before = first(where: { $0.id == id }) {
      found.append(before)
      next = before.supersedes
    }
    return found
  }
}
