/// The state of something, by word and by shape.
struct StateTag {
  let words: StateWording.Words

  /// A state of a table of the lifecycle; a state that no wording knows is a programmer's error.
  init(_ table: String, _ state: String) {
    guard let words = StateWording.all[table]?[state] else {
      preconditionFailure("no words for the state \(state) of \(table)")
    }
    self.words = words
  }

  init(_ words: StateWording.Words) { self.words = words }

  func html(_ language: Language) -> HTML {
    """
    <span class="state \(words.shape.rawValue)"><span class="shape" aria-hidden="true"></span>\
    \(words.phrase, language)</span>
    """
  }
}

/// A desk, by its letter on its tint, with its short name.
struct RemitMark {
  let remit: String

  func html(_ language: Language) -> HTML {
    guard let words = RemitWording.all[remit] else {
      preconditionFailure("no words for the remit \(remit)")
    }
    return """
      <span class="remit \(remit.lowercased())"><span class="letter" aria-hidden="true">\
      \(words.letter)</span><abbr title="\(words.full, language)">\(words.short, language)</abbr>\
      </span>
      """
  }
}
