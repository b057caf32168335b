/// A situation that is being changed, fact by fact.
struct SituationDraft {
  let set: PolicySet
  private(set) var situation: Situation
  /// The facts changed so far, in the order of the vocabulary, with the conditions they are to bring about.
  private(set) var edits: [Slot: [Aim]] = [:]

  /// A fact of one subject: an attribute, or a field of one record of a list.
  struct Slot: Hashable {
    var place: Place
    var record: Int?
    /// Whether it is the difference to the approved version that is changed.
    var isDifference = false
  }

  /// A condition that changes are to bring about.
  struct Aim: Hashable {
    /// As the policy words it.
    var text: String
    /// By the labels of the vocabulary.
    var words: Texts
  }

  /// A fact and the value it is to have; nil is not stated.
  struct Edit {
    var slot: Slot
    var value: FactValue?
  }

  init(_ set: PolicySet, _ situation: Situation) {
    self.set = set
    self.situation = situation
  }

  func value(_ slot: Slot) -> FactValue? {
    let stated = situation.facts[set.vocabularies[slot.place.vocabulary].kind]
    guard let value = stated?.values[slot.place.attribute] else { return nil }
    guard let field = slot.place.field, let record = slot.record else { return value }
    guard case .list(let records) = value, record < records.count else { return nil }
    return records[record][field]
  }

  /// Fields of the record that a slot lies in, all open for a record that is not there yet.
  func fields(_ list: Place, _ record: Int) -> [FactValue?] {
    var plain = list
    plain.field = nil
    guard case .list(let type, _) = set.attribute(at: plain).type else { return [] }
    if case .list(let records)? = value(Slot(place: plain)), record < records.count {
      return records[record]
    }
    return Array(repeating: nil, count: type.fields.count)
  }

  mutating func apply(_ edits: [Edit], for aim: Aim) {
    for edit in edits {
      apply(edit)
      self.edits[edit.slot, default: []].append(aim)
    }
  }

  mutating func apply(_ edit: Edit) {
    let place = edit.slot.place
    if edit.slot.isDifference {
      var differs =
        situation.changes?.differs
        ?? Array(repeating: nil, count: set.vocabularies[0].attributes.count)
      differs[place.attribute] = edit.value.map { $0 == .bool(true) }
      situation.changes = Changes(differs)
      return
    }
    let vocabulary = set.vocabularies[place.vocabulary]
    var facts = situation.facts[vocabulary.kind] ?? Facts(vocabulary)
    if let field = place.field, let record = edit.slot.record {
      var records: [[FactValue?]] = []
      if case .list(let stated)? = facts.values[place.attribute] { records = stated }
      while records.count <= record { records.append(fields(place, records.count)) }
      records[record][field] = edit.value
      facts.values[place.attribute] = .list(records)
    } else {
      facts.values[place.attribute] = edit.value
    }
    situation.facts[vocabulary.kind] = facts
  }
}
