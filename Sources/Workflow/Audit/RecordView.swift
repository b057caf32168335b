internal import Synchronization
internal import Transparency

/// What one answer shows of whom, as it is put together: one entry is made of it before it is sent.
public final class Showing: Sendable {
  private struct Shown {
    var cases: [String] = []
    var view: String
    var document: String?
  }

  private let shown = Mutex<Shown?>(nil)

  /// Nothing yet.
  public init() {}

  /// Notes what is shown; the last word counts.
  ///
  /// - Parameters:
  ///   - view: which page, list or answer of the API.
  ///   - cases: the references of the cases in it.
  ///   - document: the digest of a document that is handed out.
  public func note(_ view: String, of cases: [String], document: String? = nil) {
    shown.withLock { $0 = Shown(cases: cases, view: view, document: document) }
  }

  /// What the entry says; nil where nothing is shown that is read on record.
  var detail: [String: CanonicalJSON]? {
    shown.withLock { shown in
      guard let shown else { return nil }
      var detail: [String: CanonicalJSON] = [
        "cases": .array(shown.cases.map { .string($0) }), "view": .string(shown.view),
      ]
      if let document = shown.document { detail["document"] = .string(document) }
      return detail
    }
  }
}

extension Sandbox {
  /// Records what an answer shows, as an entry of the reader's session.
  ///
  /// All pages and answers of the API pass here. That a firm looks at its own cases is no news to
  /// anybody; what it takes out of them is.
  ///
  /// - Parameters:
  ///   - showing: what is shown; nothing of it makes no entry.
  ///   - session: the caller's session.
  ///   - caller: who looks.
  /// - Throws: `Refusal`; what could not be recorded must not be shown.
  public func record(
    _ showing: Showing, session: String, as caller: Caller
  ) async throws(Refusal) {
    guard let detail = showing.detail,
      caller.audience != .firm || detail["document"] != nil
    else { return }
    _ = try await fire(Act("access/\(session)", "viewed", detail: detail), as: caller)
  }
}
