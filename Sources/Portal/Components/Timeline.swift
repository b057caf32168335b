internal import Foundation

/// What has happened to a case, newest first.
struct Timeline {
  struct Entry {
    /// A person, or a desk where the person is not shown.
    let actor: Phrase
    /// After the actor's name: `submitted the application`.
    let done: Phrase
    let moment: Date
    /// The desk it concerns.
    var remit: String?
    var detail: HTML?
    /// Where its proof is shown, to those who may fetch it.
    var proof: String?
    /// Its place in the published log; nil while it is not yet sealed.
    var leaf: Int?
  }

  let entries: [Entry]

  func html(_ context: PageContext) -> HTML {
    let items = entries.map { item($0, context) }
    return "<ol class=\"timeline\" reversed>\(items)</ol>"
  }

  private func item(_ entry: Entry, _ context: PageContext) -> HTML {
    let language = context.language
    // Chinese puts nothing between the actor and what was done.
    let space = language == .english ? " " : ""
    let proof: HTML =
      entry.proof.map {
        """
        <a class="proof" href="\($0)"><span class="shape" aria-hidden="true"></span>\
        \(entry.leaf.map { Words.provedAs.filled(with: Quantity.grouped($0)) } ?? Words.proved, language)</a>
        """
      } ?? mark(entry, language)
    let detail = entry.detail.map { "<div class=\"detail\">\($0)</div>" as HTML }
    let mark = entry.remit.map { RemitMark(remit: $0).html(language) }
    return """
      <li><p class="what">\(mark) <b>\(entry.actor, language)</b>\(space)\(entry.done, language)</p>
      \(detail)
      <p class="when"><span>\(Moment.html(entry.moment, now: context.now, language))</span>\(proof)</p></li>
      """
  }

  private func mark(_ entry: Entry, _ language: Language) -> HTML {
    guard let leaf = entry.leaf else {
      return "<span class=\"proof unsealed\">\(Words.unproved, language)</span>"
    }
    return """
      <span class="proof"><span class="shape" aria-hidden="true"></span>\
      \(Words.provedAs.filled(with: Quantity.grouped(leaf)), language)</span>
      """
  }
}
