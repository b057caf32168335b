internal import HTTPServer

/// One page: a title, which is its only `h1`, and a body inside the shell.
struct Page {
  /// How wide the text may run.
  enum Width: String {
    /// For reading and for forms: at most 75 characters.
    case reading
    /// For tables and cases.
    case working
  }

  /// A step of the way from the front page to here.
  struct Step {
    let path: String
    let label: Phrase
  }

  let title: Phrase
  var status = Status.ok
  var width = Width.reading
  var steps: [Step] = []
  /// What stands between the title and the body: a state, a date, a next move.
  var summary = HTML()
  var notice: Notice?
  var errors: [FieldError] = []
  let body: HTML

  /// The page as a response.
  func response(in context: PageContext) -> Response {
    var response = Response.html(Shell.document(self, context).markup, status: status)
    response.headers["Content-Language"] = context.language.tag
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response
  }
}
