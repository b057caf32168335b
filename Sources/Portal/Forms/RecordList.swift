internal import HTTPServer

/// A list of records inside a form: one group of fields each, buttons to add and to remove that
/// work without script by sending the form and showing it again.
struct RecordList {
  static let addButton = "add_record"
  static let removeButton = "remove_record"

  let field: Field
  let fields: [Field]
  let limit: Int
  let typed: Parameters
  let errors: [FieldError]

  func html(_ language: Language) -> HTML {
    let count = RecordList.count(field, typed, limit: limit)
    let records = (0..<count).map { record($0, language) }
    let add: HTML =
      count < limit
      ? """
      <button class="secondary" name="\(RecordList.addButton)" value="\(field.name)">\
      \(Words.add, language)</button>
      """ : ""
    return """
      <section class="records" id="\(field.identifier)" tabindex="-1" \
      aria-labelledby="\(field.identifier)-label">
      <h2 id="\(field.identifier)-label">\(field.heading, language)</h2>
      \(ownError(language))
      <input type="hidden" name="\(RecordList.countName(field))" value="\(count)">
      \(records)
      \(add)
      \(count == 0 ? noneBox(language) : "")
      </section>
      """
  }

  private func record(_ index: Int, _ language: Language) -> HTML {
    let views = fields.map {
      FieldView(field: $0.inside(field.name, at: index), typed: typed, errors: errors)
        .html(language)
    }
    return """
      <fieldset class="record">
      <legend>\(Words.record.filled(with: "\(index + 1)"), language)</legend>
      \(views)
      <button class="plain" name="\(RecordList.removeButton)" value="\(field.name).\(index)">\
      \(Words.remove, language)<span class="unseen"> \
      \(Words.record.filled(with: "\(index + 1)"), language)</span></button>
      </fieldset>
      """
  }

  /// What is wrong with the list itself.
  private func ownError(_ language: Language) -> HTML? {
    errors.first { $0.field == field.name }.map { error in
      """
      <p class="error"><span class="unseen">\(Words.errorPrefix, language) </span>\
      \(error.message, language)</p>
      """
    }
  }

  private func noneBox(_ language: Language) -> HTML {
    let identifier = "\(field.identifier)-none"
    return """
      <div class="choice none"><input type="checkbox" id="\(identifier)" \
      name="\(field.noneName)" value="1"\(attribute: "checked", if: typed[field.noneName] != nil)>\
      <label for="\(identifier)">\(Words.thereIsNone, language)</label></div>
      """
  }

  /// How many records were shown, as the form says, never above the limit.
  static func count(_ field: Field, _ typed: Parameters, limit: Int) -> Int {
    min(max(Int(typed[countName(field)] ?? "") ?? 0, 0), limit)
  }

  static func countName(_ field: Field) -> String { "\(field.name).count" }

  /// The typed values after one of the two buttons; nil where neither was pressed.
  static func edited(_ typed: Parameters, lists: [Field]) -> Parameters? {
    for list in lists {
      guard case .list(_, let limit) = list.kind else { continue }
      let count = count(list, typed, limit: limit)
      if typed[addButton] == list.name {
        return typed.setting(countName(list), to: String(min(count + 1, limit)))
      }
      if let pressed = typed[removeButton], pressed.hasPrefix(list.name + "."),
        let index = Int(pressed.dropFirst(list.name.count + 1)), (0..<count).contains(index)
      {
        return removing(index, of: list, count: count, typed)
      }
    }
    return nil
  }

  private static func removing(
    _ index: Int, of list: Field, count: Int, _ typed: Parameters
  ) -> Parameters {
    var kept = Parameters()
    for pair in typed.pairs where pair.name != countName(list) {
      let rest =
        pair.name.hasPrefix(list.name + ".") ? pair.name.dropFirst(list.name.count + 1) : ""
      let parts = rest.split(separator: ".", maxSplits: 1)
      guard parts.count == 2, let position = Int(parts[0]) else {
        kept.add(pair.name, pair.value)
        continue
      }
      guard position != index else { continue }
      let moved = position > index ? position - 1 : position
      kept.add("\(list.name).\(moved).\(parts[1])", pair.value)
    }
    kept.add(countName(list), String(count - 1))
    return kept
  }
}
