internal import HTTPServer
internal import Policies
internal import Workflow

/// The documents that are evidence for facts, as they stand beside each fact.
struct FactEvidence {
  let list: DocumentList
  /// Below which a firm adds one; nil for who only reads.
  var adding: String?

  /// The documents of one fact that stood at a moment, newest first; now unless given.
  ///
  /// Moments are compared as the database writes them, all in one zone.
  func documents(for attribute: String, at moment: String? = nil) -> [DocumentView] {
    let all = list.documents.filter { $0.attribute == attribute }
    guard let moment else { return all.current }
    let there = all.filter { $0.addedAt <= moment }
    let gone = Set(there.compactMap(\.supersedes))
    return there.filter { !gone.contains($0.id) }
  }

  /// What is beside a fact that people read; nothing where there is none.
  func html(for attribute: String, at moment: String? = nil) -> HTML {
    let documents = documents(for: attribute, at: moment)
    guard !documents.isEmpty else { return "" }
    let items = documents.map { document -> HTML in
      """
      <li>\(list.link(to: document)) · \(list.paper(document.kind), list.context.language) · \
      \(Moment.html(document.addedAt, list.context))</li>
      """
    }
    return """
      <p class="faint">\(DocumentWording.evidence, list.context.language)</p>\
      <ul class="plain-list">\(items)</ul>
      """
  }

  /// What is below a question of the form: the documents, and the way to add one.
  func below(_ attribute: Attribute) -> HTML {
    guard let adding else { return html(for: attribute.name) }
    let language = list.context.language
    let query = Parameters([(FirmDocuments.attributeField, attribute.name)])
    return """
      <div class="evidence">\(html(for: attribute.name))\
      <p><a href="\(adding)?\(query.encoded)">\(DocumentWording.addEvidence, language)\
      <span class="unseen">: \(FactsForm.phrase(attribute.label), language)</span></a></p></div>
      """
  }
}
