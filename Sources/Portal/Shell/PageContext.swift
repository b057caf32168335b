internal import Foundation
internal import HTTPServer

/// What every page depends on beside its own content.
struct PageContext: Sendable {
  /// Who is signed in, as the masthead shows them.
  struct Viewer: Sendable {
    let name: String
    let role: Phrase
  }

  /// A place in the main navigation.
  struct Place: Sendable {
    let path: String
    let label: Phrase
  }

  let language: Language
  let target: RequestTarget
  let requestIdentifier: String
  let now: Date
  let session: BrowserSession
  var viewer: Viewer?
  var places: [Place] = []

  /// The context of a request.
  init(
    of request: Request, in environment: PortalEnvironment, session: BrowserSession? = nil,
    viewer: Viewer? = nil, places: [Place] = []
  ) {
    language = Language(of: request)
    target = request.target
    requestIdentifier = request.id
    now = environment.now()
    self.session =
      session ?? BrowserSession(of: request, isSecure: environment.isSecure)
    self.viewer = viewer
    self.places = places
  }

  /// This address in another language, the rest of the query kept.
  func address(in language: Language) -> String {
    let query = target.query.setting(Language.parameter, to: language.rawValue)
    return "\(target.path)?\(query.encoded)"
  }

  /// The text of a phrase in the page's language.
  func text(_ phrase: Phrase) -> String { phrase.text(in: language) }
}
