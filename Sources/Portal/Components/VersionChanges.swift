internal import Foundation
internal import Policies
internal import Transparency
internal import Workflow

/// What differs between two frozen versions, fact by fact, in the order of the form.
struct VersionChanges {
  let vocabulary: Vocabulary
  let before: CanonicalJSON
  let after: CanonicalJSON
  /// What the two are called.
  let names: (before: Phrase, after: Phrase)
  var caption = VersionWording.title
  /// The documents in evidence, and when the two were frozen.
  var evidence: (documents: FactEvidence, before: String, after: String)?

  /// What has another value, or other documents beside it.
  private var changed: [Attribute] {
    vocabulary.attributes.filter {
      !$0.isDerived && (before[$0.name] != after[$0.name] || hasOtherEvidence($0.name))
    }
  }

  private func hasOtherEvidence(_ name: String) -> Bool {
    guard let evidence else { return false }
    return evidence.documents.documents(for: name, at: evidence.before).map(\.id)
      != evidence.documents.documents(for: name, at: evidence.after).map(\.id)
  }

  func html(_ language: Language) -> HTML {
    guard !changed.isEmpty else { return "<p>\(VersionWording.same, language)</p>" }
    return DataTable(
      caption: caption,
      columns: [
        .init(heading: VersionWording.fact), .init(heading: names.before),
        .init(heading: names.after),
      ],
      rows: changed.map { attribute in
        DataTable.Row(cells: [
          "\(Phrase(attribute.label.en, attribute.label.zh), language)",
          "\(value(of: attribute, in: before, language))\(papers(attribute, evidence?.before))",
          "\(value(of: attribute, in: after, language))\(papers(attribute, evidence?.after))",
        ])
      }
    ).html(language)
  }

  /// What a variation asks for beside the version that it was asked on; nil where it cannot be read.
  init?(_ asked: AskedChanges, _ vocabulary: Vocabulary) {
    guard let before = VersionChanges.document(asked.before),
      let after = VersionChanges.document(asked.after)
    else { return nil }
    self.init(
      vocabulary: vocabulary, before: before, after: after,
      names: (VersionWording.named(asked.version), VersionWording.asked))
    caption = MatterWording.changes
  }

  init(
    vocabulary: Vocabulary, before: CanonicalJSON, after: CanonicalJSON,
    names: (before: Phrase, after: Phrase)
  ) {
    (self.vocabulary, self.before, self.after, self.names) = (vocabulary, before, after, names)
  }

  /// Facts as the database composes them, which sets spaces where the canonical form has none.
  private static func document(_ text: String) -> CanonicalJSON? {
    guard let parsed = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
      let bytes = try? JSONSerialization.data(
        withJSONObject: parsed, options: [.sortedKeys, .withoutEscapingSlashes])
    else { return nil }
    return try? CanonicalJSON([UInt8](bytes))
  }

  private func papers(_ attribute: Attribute, _ moment: String?) -> HTML {
    guard let evidence, let moment else { return "" }
    return evidence.documents.html(for: attribute.name, at: moment)
  }

  private func value(
    of attribute: Attribute, in document: CanonicalJSON, _ language: Language
  ) -> HTML {
    document[attribute.name].map { FactText(attribute: attribute, value: $0).html(language) }
      ?? "<span class=\"faint\">\(Words.notStated, language)</span>"
  }
}
