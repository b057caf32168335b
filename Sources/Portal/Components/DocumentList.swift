internal import Policies
internal import Workflow

/// Documents of a case as everybody reads them who may: what each is, and what stood there before.
struct DocumentList {
  /// The case's.
  let reference: String
  /// All of it, newest first.
  let documents: [DocumentView]
  let context: PageContext
  /// In which facts are named; without it their names stand.
  let vocabulary: Vocabulary?
  /// What a paper is called.
  let paper: (String) -> Phrase

  private var language: Language { context.language }

  /// Those in whose place no other stands.
  var current: [DocumentView] { documents.current }

  func link(to document: DocumentView) -> HTML {
    let title = document.title.isEmpty ? document.digest.prefix(16) : document.title[...]
    let path = "/applications/\(reference)/documents/\(document.digest)"
    return "<a href=\"\(path)\">\(String(title))</a>"
  }

  /// Title, kind, size, day, digest, what it is evidence for, what the scanner said.
  func remarks(_ document: DocumentView) -> [HTML] {
    var remarks: [HTML] = [
      link(to: document), "\(paper(document.kind), language)", "\(size(document))",
      Moment.html(document.addedAt, context),
      "<code>\(document.digest.prefix(16).description)…</code>",
    ]
    if let attribute = document.attribute {
      remarks.append("\(DocumentWording.evidenceFor, language): \(label(attribute), language)")
    }
    if let scan = DocumentList.scans[document.scan] { remarks.append("\(scan, language)") }
    return remarks
  }

  /// Those in whose place it stands, folded away.
  func predecessors(of document: DocumentView) -> HTML {
    let before = documents.predecessors(of: document)
    guard !before.isEmpty else { return "" }
    let items = before.map { old -> HTML in
      """
      <li>\(link(to: old)) · \(Moment.html(old.addedAt, context)) · \
      \(DocumentWording.superseded, language)</li>
      """
    }
    return """
      <details><summary>\(DocumentWording.earlier.filled(with: "\(before.count)"), language)</summary>\
      <ul class="plain-list">\(items)</ul></details>
      """
  }

  private func size(_ document: DocumentView) -> String {
    let suffix = MediaType(rawValue: document.media)?.suffix.uppercased() ?? ""
    return "\(suffix) \(DocumentWording.size(document.bytes))"
  }

  private func label(_ attribute: String) -> Phrase {
    guard let vocabulary, let index = vocabulary.index(of: attribute) else {
      return .same(attribute)
    }
    let label = vocabulary.attributes[index].label
    return Phrase(label.en, label.zh)
  }

  private static let scans = [
    "clean": DocumentWording.scanned, "unreachable": DocumentWording.unreachable,
    "not_scanned": DocumentWording.notScanned,
  ]
}
