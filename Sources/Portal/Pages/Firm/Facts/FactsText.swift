internal import Foundation
internal import Policies

/// The draft's JSON with the answers of one section put in.
enum FactsText {
  /// The text with each of the attributes set to its answer, or left out where there is none.
  ///
  /// What stands under other names is kept as it is, known to the vocabulary or not.
  static func setting(
    _ attributes: [Attribute], to values: [String: FieldValue], in text: String
  ) -> String? {
    guard let parsed = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
      var facts = parsed as? [String: Any]
    else { return nil }
    for attribute in attributes {
      facts[attribute.name] = values[attribute.name].map { json($0, attribute.type) }
    }
    guard let bytes = try? JSONSerialization.data(withJSONObject: facts, options: .sortedKeys)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func json(_ value: FieldValue, _ type: ValueType) -> Any {
    switch (value, type) {
    case (.none, .set), (.none, .list): return [String]()
    case (.none, _): return ["none": true]
    case (.text(let text), _), (.member(let text), _): return text
    case (.bool(let truth), _): return truth
    case (.members(let names), _): return names
    case (.date(let day), _): return day.text
    case (.number(let number), .int), (.number(let number), .length): return number
    case (.number(let number), _): return ScaledNumber.text(number, digits: type.digitsShown)
    case (.list(let records), .list(let record, _)):
      return records.map { values in
        Dictionary(
          uniqueKeysWithValues: record.fields.compactMap { field in
            values[field.name].map { (field.name, json($0, field.type)) }
          })
      }
    case (.list, _): return [String]()
    }
  }
}
