internal import Policies
internal import Transparency
internal import Workflow

/// The frozen content by the labels of its vocabulary.
struct CaseFacts {
  let vocabulary: Vocabulary?
  /// The frozen content, canonical JSON.
  let document: String?
  /// The number of the frozen version.
  let content: Int
  let language: Language
  /// The page of the versions; nil for who has none.
  var versions: String?
  /// What is shown beside the facts; nil where nothing is.
  var evidence: FactEvidence?

  var html: HTML {
    guard let vocabulary, let text = document,
      let document = try? CanonicalJSON(Array(text.utf8))
    else {
      return "<h2>\(DeskWording.facts, language)</h2><p>\(DeskWording.notFrozen, language)</p>"
    }
    let frozen = DeskWording.frozen.filled(with: "\(content)")
    let sections = vocabulary.sections.map { section -> HTML in
      let rows = vocabulary.attributes.filter { $0.section == section.name && !$0.isDerived }
        .compactMap { attribute in
          document[attribute.name].map { row(attribute, $0) }
        }
      guard !rows.isEmpty else { return "" }
      return """
        <section><h2>\(Phrase(section.label.en, section.label.zh), language)</h2>
        \(SummaryList(rows: rows).html(language))</section>
        """
    }
    let link = versions.map {
      " · <a href=\"\($0)\">\(VersionWording.title, language)</a>" as HTML
    }
    return "<p class=\"faint\">\(frozen, language)\(link)</p>\(sections)"
  }

  private func row(_ attribute: Attribute, _ value: CanonicalJSON) -> SummaryList.Row {
    SummaryList.Row(
      name: Phrase(attribute.label.en, attribute.label.zh),
      value: """
        \(FactText(attribute: attribute, value: value).html(language))\
        \(evidence.map { $0.html(for: attribute.name) })
        """)
  }
}

/// A stated fact as people read it.
struct FactText {
  let attribute: Attribute
  let value: CanonicalJSON

  func html(_ language: Language) -> HTML {
    if case .object(let members) = value {
      if members["none"] == .boolean(true) { return "\(Words.thereIsNone, language)" }
      let parts = members.sorted { $0.key < $1.key }.map { "\($0.key) \(plain($0.value))" }
      return "\(parts.joined(separator: ", "))"
    }
    switch attribute.type {
    case .bool: return "\(value == .boolean(true) ? Words.yes : Words.no, language)"
    case .member(let enumeration), .set(let enumeration):
      return members(enumeration, language)
    case .date: return Moment.day(value.text, language)
    case .money: return "HK$\(plain(value))"
    case .digest: return "<code>\(plain(value))</code>"
    case .list(let record, _): return records(record, language)
    case .int, .decimal, .percent, .length, .text:
      guard let unit = attribute.unit else { return "\(plain(value))" }
      return "\(plain(value)) \(Phrase(unit.en, unit.zh), language)"
    }
  }

  private func plain(_ value: CanonicalJSON) -> String {
    switch value {
    case .string(let text): text
    case .integer(let number): Quantity.grouped(number)
    case .boolean(let truth): truth ? "true" : "false"
    case .array(let values): values.map(plain).joined(separator: ", ")
    case .object: ""
    }
  }

  private func members(_ enumeration: Enumeration, _ language: Language) -> HTML {
    var names: [String] = []
    if case .array(let values) = value { names = values.compactMap(\.text) }
    if let name = value.text { names = [name] }
    guard !names.isEmpty else { return "\(FieldWording.noneOfThese, language)" }
    let labels = names.map { name in
      enumeration.index(of: name).map {
        let label = enumeration.members[$0].label
        return Phrase(label.en, label.zh).text(in: language)
      } ?? name
    }
    return "\(labels.joined(separator: language == .english ? "; " : "；"))"
  }

  private func records(_ record: RecordType, _ language: Language) -> HTML {
    guard case .array(let values) = value, !values.isEmpty else {
      return "\(Words.thereIsNone, language)"
    }
    let lists = values.map { item -> HTML in
      let rows = record.fields.compactMap { field in
        item[field.name].map {
          SummaryList.Row(
            name: Phrase(field.label.en, field.label.zh),
            value: FactText(attribute: field, value: $0).html(language))
        }
      }
      return SummaryList(rows: rows).html(language)
    }
    return "\(lists)"
  }
}
