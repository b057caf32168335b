internal import HTTPServer

/// A form: its fields, its button, and what guards it.
struct FormView {
  let action: String
  let button: Phrase
  let content: HTML
  /// What was typed before, so that a form shown again keeps its key.
  var typed = Parameters()
  var hasFiles = false
  /// Whether the button does what cannot be undone.
  var isGrave = false

  func html(_ context: PageContext) -> HTML {
    """
    <form method="post" action="\(action)" novalidate\
    \(attribute: "enctype", hasFiles ? "multipart/form-data" : nil)>
    \(FormView.hidden(context, typed))
    \(content)
    \(hasFiles ? FormView.progress(context.language) : "")
    <p class="buttons"><button\(attribute: "class", isGrave ? "grave" : nil)>\
    \(button, context.language)</button></p>
    </form>
    """
  }

  /// How far a file has come, shown by the script where there is one.
  private static func progress(_ language: Language) -> HTML {
    """
    <p class="sending" role="status" hidden data-progress="\(DocumentWording.sending, language)" \
    data-broken="\(DocumentWording.broken, language)">\
    <progress max="1" value="0"></progress> <span></span></p>
    """
  }

  /// The two fields without which no change is let through.
  static func hidden(_ context: PageContext, _ typed: Parameters = Parameters()) -> HTML {
    let key = typed[FormGuard.idempotencyField] ?? IdempotencyKey.fresh()
    return """
      <input type="hidden" name="\(FormGuard.tokenField)" value="\(context.session.formToken)">\
      <input type="hidden" name="\(FormGuard.idempotencyField)" value="\(key)">
      """
  }

  /// A form that holds everything typed in another one and sends it again with one press: after
  /// signing in anew, after a page had become too old, after an error of ours.
  static func resend(
    _ typed: Parameters, to action: String, button: Phrase, _ context: PageContext
  ) -> HTML {
    let fields = typed.pairs.filter { !FormGuard.ownFields.contains($0.name) }.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
    }
    return FormView(action: action, button: button, content: "\(fields)", typed: typed)
      .html(context)
  }
}
