/// What a person may do here, and for each act that is not yet allowed, why.
struct DecisionPanel {
  struct Act {
    let words: EventWording.Words
    /// The page of the act, which asks what it needs and is sent from there.
    let path: String
    /// Nil where the act is allowed.
    var reason: Phrase?
    /// Whether it ends something.
    var isGrave = false
  }

  let acts: [Act]
  /// What is seldom done, folded away.
  var seldom: [Act] = []

  func html(_ language: Language) -> HTML {
    let allowed = acts.filter { $0.reason == nil }
    let refused = acts.filter { $0.reason != nil }
    let buttons = allowed.enumerated().map { index, act -> HTML in
      let kind = act.isGrave ? "button secondary grave" : index == 0 ? "button" : "button secondary"
      return "<li><a class=\"\(kind)\" href=\"\(act.path)\">\(act.words.act, language)</a></li>"
    }
    let list: HTML =
      allowed.isEmpty ? "<p>\(Words.nothingToDo, language)</p>" : "<ul>\(buttons)</ul>"
    return """
      <section class="decide" aria-labelledby="decide">
      <h2 id="decide">\(Words.decide, language)</h2>
      \(list)
      \(notYet(refused, language))
      \(folded(language))
      </section>
      """
  }

  private func folded(_ language: Language) -> HTML {
    let allowed = seldom.filter { $0.reason == nil }
    guard !allowed.isEmpty else { return "" }
    let links = allowed.map { act -> HTML in
      "<li><a href=\"\(act.path)\">\(act.words.act, language)</a></li>"
    }
    return "<details><summary>\(Words.seldom, language)</summary><ul>\(links)</ul></details>"
  }

  private func notYet(_ acts: [Act], _ language: Language) -> HTML {
    guard !acts.isEmpty else { return "" }
    let items = acts.map { act -> HTML in
      let reason = act.reason.map { "<dd>\($0, language)</dd>" as HTML }
      return "<div><dt>\(act.words.act, language)</dt>\(reason)</div>"
    }
    return "<h3>\(Words.notYet, language)</h3><dl>\(items)</dl>"
  }
}
