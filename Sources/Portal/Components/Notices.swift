/// Something that has just happened, said once and announced.
struct Notice {
  enum Kind: String {
    case done, attention
  }

  var kind = Kind.done
  let title: Phrase
  var detail: Phrase?

  func html(_ language: Language) -> HTML {
    let detail = self.detail.map { "<p>\($0, language)</p>" as HTML }
    return """
      <div class="notice \(kind.rawValue)" role="status">\
      <p class="title"><span class="shape" aria-hidden="true"></span>\(title, language)</p>\
      \(detail)</div>
      """
  }
}

/// What is wrong with a form, on top of the page, each with a way to its field.
struct ErrorSummary {
  let errors: [FieldError]

  func html(_ language: Language) -> HTML {
    guard !errors.isEmpty else { return "" }
    let colon = Phrase(": ", "：")
    let items = errors.map { error -> HTML in
      """
      <li><a href="#\(error.anchor)">\(error.label, language)\(colon, language)\
      \(error.message, language)</a></li>
      """
    }
    return """
      <div class="errors" role="alert" aria-labelledby="errors-title" tabindex="-1" id="errors">
      <h2 id="errors-title">\(Words.thereIsAProblem, language)</h2>
      <p>\(Words.nothingLost, language)</p>
      <ul>\(items)</ul>
      </div>
      """
  }
}

/// What would be here, and how it gets here.
struct EmptyState {
  let what: Phrase
  let how: Phrase
  var act: (path: String, label: Phrase)?

  func html(_ language: Language) -> HTML {
    let link = act.map {
      "<p><a class=\"button\" href=\"\($0.path)\">\($0.label, language)</a></p>" as HTML
    }
    return """
      <div class="empty"><p class="what">\(what, language)</p><p>\(how, language)</p>\(link)</div>
      """
  }
}
