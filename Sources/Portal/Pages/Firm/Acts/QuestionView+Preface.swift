internal import Policies
internal import Workflow

extension QuestionView {
  /// What was asked, with the way to each fact that it names.
  static func preface(
    _ question: QuestionView, _ vocabulary: Vocabulary, _ path: String, _ visit: Visit
  ) -> HTML {
    let language = visit.language
    let facts = question.attributes.compactMap { name -> HTML? in
      guard let index = vocabulary.index(of: name) else { return nil }
      let attribute = vocabulary.attributes[index]
      let words = attribute.question ?? attribute.label
      let anchor = FactsForm.field(attribute)?.firstControl ?? ""
      return """
        <li><a href="\(path)/facts/\(attribute.section ?? "")#\(anchor)">\
        \(Phrase(words.en, words.zh), language)</a></li>
        """
    }
    let papers = question.documents.map { name -> HTML in
      let label = vocabulary.papers.first { $0.name == name }?.label
      return """
        <li><a href="\(path)/acts/document_added">\
        \(label.map { Phrase($0.en, $0.zh) } ?? .same(name), language)</a></li>
        """
    }
    let due = Stamp.date(question.dueAt).map {
      Moment.dayHTML($0, now: visit.context.now, language)
    }
    return """
      <p>\(RemitMark(remit: question.remit).html(language)) \
      \(FirmWording.due, language)\(Phrase(": ", "："), language)\(due)</p>
      <blockquote>\(question.wording)</blockquote>
      \(list(FirmActWording.factsAsked, facts, language))
      \(list(FirmActWording.papersAsked, papers, language))
      """
  }

  private static func list(_ title: Phrase, _ items: [HTML], _ language: Language) -> HTML {
    items.isEmpty ? "" : "<h2>\(title, language)</h2><ul>\(items)</ul>"
  }
}
