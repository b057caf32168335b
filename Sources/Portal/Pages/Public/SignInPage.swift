internal import HTTPServer
internal import Workflow

/// The way in: a sign-in name and a password.
enum SignInPage {
  /// Where the person wanted to go, and what they had typed when they were signed out.
  struct Journey: Sendable {
    /// An address of ours.
    let to: String?
    /// What a form that came too late had typed into it.
    var kept = Parameters()

    init(to: String?, kept: Parameters = Parameters()) {
      self.to = to.flatMap { Response.isLocal($0) ? $0 : nil }
      self.kept = kept
    }

    /// The journey as the sign-in form carries it.
    init(carriedBy typed: Parameters) {
      self.init(
        to: typed[toField],
        kept: Parameters(
          typed.pairs.filter { $0.name.hasPrefix(keptPrefix) }.map {
            (String($0.name.dropFirst(keptPrefix.count)), $0.value)
          }))
    }

    fileprivate var hidden: HTML {
      var pairs: [HTML] = kept.pairs.filter { !FormGuard.ownFields.contains($0.name) }.map {
        "<input type=\"hidden\" name=\"\(keptPrefix + $0.name)\" value=\"\($0.value)\">"
      }
      if let to { pairs.append("<input type=\"hidden\" name=\"\(toField)\" value=\"\(to)\">") }
      return "\(pairs)"
    }
  }

  static let toField = "to"
  private static let keptPrefix = "kept."

  private static let login = Field(
    name: "login", label: SignInWording.login, kind: .text(limit: 200))
  private static let password = Field(
    name: "password", label: SignInWording.password, kind: .secret)

  static func response(
    in context: PageContext, _ journey: Journey, typed: Parameters = Parameters(),
    errors: [FieldError] = [], status: Status = .ok
  ) -> Response {
    let fields = [login, password].map {
      FieldView(field: $0, typed: typed, errors: errors).html(context.language)
    }
    let form = FormView(
      action: "/signin", button: SignInWording.title, content: "\(journey.hidden)\(fields)")
    let page = Page(
      title: SignInWording.title, status: status,
      notice: journey.kept.pairs.isEmpty
        ? nil : Notice(kind: .attention, title: SignInWording.kept),
      errors: errors, body: "<div class=\"narrow\">\(form.html(context))</div>")
    return page.response(in: context)
  }

  static func signIn(_ request: Request, _ site: Site) async throws -> Response {
    let context = PageContext(of: request, in: site.environment)
    let form = try request.form()
    _ = try site.environment.formGuard.check(request, form, context.session)
    let journey = Journey(carriedBy: form.fields)
    var reader = FieldReader(form.fields)
    let values = reader.read([login, password])
    guard case .text(let name)? = values["login"], case .text(let secret)? = values["password"]
    else {
      return response(in: context, journey, typed: form.fields, errors: reader.errors)
    }
    let (attempts, now) = (site.attempts, context.now)
    guard attempts.isAllowed(name, from: request.peer, now: now) else {
      return response(
        in: context, journey, typed: form.fields,
        errors: [FieldError(login, SignInWording.tooMany)], status: .tooManyRequests)
    }
    do throws(Refusal) {
      let opened = try await site.sandbox.signIn(login: name, password: secret)
      attempts.succeeded(name, from: request.peer)
      return goOn(journey, opened, request, site)
    } catch {
      let message: Phrase
      switch error.kind {
      case .notSignedIn:
        attempts.failed(name, from: request.peer, now: now)
        message = SignInWording.wrong
      case .unavailable: message = SignInWording.unavailable
      default: throw error
      }
      return response(
        in: context, journey, typed: form.fields, errors: [FieldError(password, message)],
        status: error.problem.status)
    }
  }

  /// To where the person wanted to go; where a form had come too late, to that form.
  private static func goOn(
    _ journey: Journey, _ opened: OpenedSession, _ request: Request, _ site: Site
  ) -> Response {
    let session = BrowserSession(secret: opened.secret)
    var response: Response
    if let to = journey.to, !journey.kept.pairs.isEmpty {
      let context = PageContext(of: request, in: site.environment, session: session)
      let again = FormView.resend(
        journey.kept, to: to, button: SignInWording.sendAgain, context)
      response =
        Page(
          title: SignInWording.back,
          body: "<p>\(SignInWording.backDetail, context.language)</p>\(again)"
        ).response(in: context)
    } else {
      response = .redirect(to: journey.to ?? "/home")
    }
    response.set(session.cookie(isSecure: site.environment.isSecure))
    return response
  }
}
