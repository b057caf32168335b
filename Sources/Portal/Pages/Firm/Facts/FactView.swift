internal import Foundation
internal import Policies

/// A stated fact as a person reads it.
enum FactView {
  /// Empty where nothing was stated.
  static func html(_ value: FactValue?, _ attribute: Attribute, _ language: Language) -> HTML {
    guard let value else { return "" }
    switch (value, attribute.type) {
    case (.none, _): return "\(Words.thereIsNone, language)"
    case (.bool(let truth), _): return "\(truth ? Words.yes : Words.no, language)"
    case (.text(let text), .digest): return "<code>\(text)</code>"
    case (.text(let text), _): return "\(text)"
    case (.members(let mask), .member(let members)), (.members(let mask), .set(let members)):
      return chosen(mask, members, language)
    case (.number(let day), .date):
      return "\(Stamp.day(CivilDate(day: day).description).map { Moment.date($0, language) } ?? "")"
    case (.number(let cents), .money): return "\(Quantity.dollars(cents: Int(cents)))"
    case (.number(let number), .percent):
      return "\(ScaledNumber.text(number, digits: attribute.type.digitsShown)) %"
    case (.number(let number), let type):
      let unit: HTML? = attribute.unit.map { " \(FactsForm.phrase($0), language)" }
      return "\(ScaledNumber.text(number, digits: type.digitsShown))\(unit)"
    case (.list(let records), .list(let record, _)): return list(records, record, language)
    case (.members, _), (.list, _): return ""
    }
  }

  private static func chosen(
    _ mask: UInt64, _ members: Enumeration, _ language: Language
  ) -> HTML {
    let labels = members.members.enumerated()
      .filter { mask >> UInt64($0.offset) & 1 == 1 }
      .map { FactsForm.phrase($0.element.label).text(in: language) }
    guard !labels.isEmpty else { return "\(FieldWording.noneOfThese, language)" }
    return "\(labels.joined(separator: language == .english ? "; " : "；"))"
  }

  private static func list(
    _ records: [[FactValue?]], _ record: RecordType, _ language: Language
  ) -> HTML {
    guard !records.isEmpty else { return "\(Words.thereIsNone, language)" }
    let items = records.map { values -> HTML in
      let rows = zip(record.fields, values).map { field, value -> HTML in
        let shown = html(value, field, language)
        let text: HTML = shown.isEmpty ? "\(Words.notStated, language)" : shown
        return "<dt>\(FactsForm.phrase(field.label), language)</dt><dd>\(text)</dd>"
      }
      return "<li><dl class=\"facts\">\(rows)</dl></li>"
    }
    return "<ol>\(items)</ol>"
  }
}
