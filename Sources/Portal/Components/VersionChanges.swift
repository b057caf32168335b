internal import Policies
internal import Transparency

/// What differs between two frozen versions, fact by fact, in the order of the form.
struct VersionChanges {
  let vocabulary: Vocabulary
  let before: CanonicalJSON
  let after: CanonicalJSON
  /// The numbers of the two versions.
  let versions: (before: Int, after: Int)

  private var changed: [Attribute] {
    vocabulary.attributes.filter { !$0.isDerived && before[$0.name] != after[$0.name] }
  }

  func html(_ language: Language) -> HTML {
    guard !changed.isEmpty else { return "<p>\(VersionWording.same, language)</p>" }
    let heading = { (number: Int) in VersionWording.version.filled(with: "\(number)") }
    return DataTable(
      caption: VersionWording.title,
      columns: [
        .init(heading: VersionWording.fact), .init(heading: heading(versions.before)),
        .init(heading: heading(versions.after)),
      ],
      rows: changed.map { attribute in
        DataTable.Row(cells: [
          "\(Phrase(attribute.label.en, attribute.label.zh), language)",
          value(of: attribute, in: before, language), value(of: attribute, in: after, language),
        ])
      }
    ).html(language)
  }

  private func value(
    of attribute: Attribute, in document: CanonicalJSON, _ language: Language
  ) -> HTML {
    document[attribute.name].map { FactText(attribute: attribute, value: $0).html(language) }
      ?? "<span class=\"faint\">\(Words.notStated, language)</span>"
  }
}
