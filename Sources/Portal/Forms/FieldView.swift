internal import HTTPServer

/// One field with its question, what was typed, and what is wrong with it.
struct FieldView {
  let field: Field
  /// Everything typed in the form, as it was sent: shown again exactly so.
  let typed: Parameters
  var errors: [FieldError] = []

  func html(_ language: Language) -> HTML {
    let error = errors.first { $0.field == field.name }
    switch field.kind {
    case .choice where field.isLong: return single(error, language)
    case .yesNo, .choice, .choices, .date: return grouped(error, language)
    case .list(let fields, let limit):
      return RecordList(field: field, fields: fields, limit: limit, typed: typed, errors: errors)
        .html(language)
    case .text, .longText, .secret, .number, .money, .percent, .file:
      return single(error, language)
    }
  }

  // MARK: One control

  private func single(_ error: FieldError?, _ language: Language) -> HTML {
    """
    <div class="field\(error == nil ? "" : " wrong")">
    <label for="\(field.identifier)">\(field.heading, language)\(optionalMark(language))</label>
    \(notes(error, language))
    \(control(error, language))
    \(noneBox(language))
    </div>
    """
  }

  private func control(_ error: FieldError?, _ language: Language) -> HTML {
    let value = typed[field.name] ?? ""
    switch field.kind {
    case .longText:
      // A line break right after the tag is not part of the text, so one is always given.
      return """
        <textarea id="\(field.identifier)" name="\(field.name)" rows="5"\(described(error))>
        \(value)</textarea>
        """
    case .secret:
      return """
        <input id="\(field.identifier)" name="\(field.name)" type="password" \
        autocomplete="current-password"\(described(error))>
        """
    case .file:
      return """
        <input id="\(field.identifier)" name="\(field.name)" type="file"\(described(error))>
        """
    case .choice(let choices): return selection(choices, value, error, language)
    case .number(_, _, let unit): return affixed(nil, unit, value, error, language)
    case .money: return affixed("HK$", nil, value, error, language)
    case .percent: return affixed(nil, .same("%"), value, error, language)
    case .text, .yesNo, .choices, .date, .list:
      return """
        <input id="\(field.identifier)" name="\(field.name)" value="\(value)"\(described(error))>
        """
    }
  }

  private func selection(
    _ choices: [Field.Choice], _ value: String, _ error: FieldError?, _ language: Language
  ) -> HTML {
    let options = choices.map { choice -> HTML in
      """
      <option value="\(choice.name)"\(attribute: "selected", if: choice.name == value)>\
      \(choice.label, language)</option>
      """
    }
    return """
      <select id="\(field.identifier)" name="\(field.name)"\(described(error))>\
      <option value=""></option>\(options)</select>
      """
  }

  private func affixed(
    _ before: String?, _ after: Phrase?, _ value: String, _ error: FieldError?,
    _ language: Language
  ) -> HTML {
    let prefix = before.map { "<span class=\"affix\" aria-hidden=\"true\">\($0)</span>" as HTML }
    let suffix = after.map { "<span class=\"affix\">\($0, language)</span>" as HTML }
    return """
      <span class="affixed">\(prefix)<input id="\(field.identifier)" name="\(field.name)" \
      value="\(value)" class="short" inputmode="decimal"\(described(error))>\(suffix)</span>
      """
  }

  // MARK: Several controls

  private func grouped(_ error: FieldError?, _ language: Language) -> HTML {
    """
    <fieldset class="field\(error == nil ? "" : " wrong")"\(described(error))>
    <legend>\(field.heading, language)\(optionalMark(language))</legend>
    \(notes(error, language))
    \(controls(language))
    </fieldset>
    """
  }

  private func controls(_ language: Language) -> HTML {
    switch field.kind {
    case .yesNo:
      let choices = [
        Field.Choice(name: "yes", label: Words.yes), Field.Choice(name: "no", label: Words.no),
      ]
      return "\(choices.map { choice($0, type: "radio", language) })\(noneBox(language))"
    case .choice(let choices):
      return "\(choices.map { choice($0, type: "radio", language) })\(noneBox(language))"
    case .choices(let choices):
      return """
        \(choices.dropLast(field.folded).map { choice($0, type: "checkbox", language) })\
        \(foldedChoices(choices.suffix(field.folded), language))\
        \(noneBox(language, FieldWording.noneOfThese))
        """
    case .date: return "\(dateParts(language))\(noneBox(language))"
    case .text, .longText, .secret, .number, .money, .percent, .file, .list: return ""
    }
  }

  /// Choices that are seldom wanted; open where one of them is chosen.
  private func foldedChoices(_ choices: [Field.Choice], _ language: Language) -> HTML {
    guard !choices.isEmpty else { return "" }
    let chosen = Set(typed.values(of: field.name))
    let isOpen = choices.contains { chosen.contains($0.name) }
    return """
      <details\(attribute: "open", if: isOpen)><summary>\(FieldWording.others, language) \
      (\(choices.count))</summary>\
      \(choices.map { choice($0, type: "checkbox", language) })</details>
      """
  }

  private func choice(_ choice: Field.Choice, type: StaticString, _ language: Language) -> HTML {
    let identifier = "\(field.identifier)-\(choice.name)"
    let isChosen = typed.values(of: field.name).contains(choice.name)
    let hint = choice.hint.map {
      "<span class=\"hint\" id=\"\(identifier)-hint\">\($0, language)</span>" as HTML
    }
    return """
      <div class="choice"><input type="\(type.description)" id="\(identifier)" \
      name="\(field.name)" value="\(choice.name)"\(attribute: "checked", if: isChosen)\
      \(attribute: "aria-describedby", choice.hint == nil ? nil : "\(identifier)-hint")>\
      <label for="\(identifier)">\(choice.label, language)</label>\(hint)</div>
      """
  }

  private func dateParts(_ language: Language) -> HTML {
    let parts = [("day", Words.day), ("month", Words.month), ("year", Words.year)]
    let ordered = language == .chinese ? parts.reversed() : parts
    let inputs = ordered.enumerated().map { index, part -> HTML in
      let name = "\(field.name).\(part.0)"
      let identifier = index == 0 ? "\(field.identifier)-first" : "\(field.identifier)-\(part.0)"
      return """
        <div><label for="\(identifier)">\(part.1, language)</label>\
        <input id="\(identifier)" name="\(name)" value="\(typed[name] ?? "")" \
        class="\(part.0)" inputmode="numeric"></div>
        """
    }
    return "<div class=\"date\">\(inputs)</div>"
  }

  // MARK: Parts of both

  private func optionalMark(_ language: Language) -> HTML {
    field.isRequired ? "" : " <span class=\"optional\">\(Words.optional, language)</span>"
  }

  private func notes(_ error: FieldError?, _ language: Language) -> HTML {
    var notes = HTML()
    if let hint = field.hint {
      notes += "<p class=\"hint\" id=\"\(field.identifier)-hint\">\(hint, language)</p>"
    }
    if let error {
      notes += """
        <p class="error" id="\(field.identifier)-error">\
        <span class="unseen">\(Words.errorPrefix, language) </span>\(error.message, language)</p>
        """
    }
    return notes
  }

  private func described(_ error: FieldError?) -> HTML {
    var names: [String] = []
    if field.hint != nil { names.append("\(field.identifier)-hint") }
    if error != nil { names.append("\(field.identifier)-error") }
    let description = names.isEmpty ? nil : names.joined(separator: " ")
    return """
      \(attribute: "aria-describedby", description)\
      \(attribute: "aria-invalid", error == nil ? nil : "true")
      """
  }

  private func noneBox(_ language: Language, _ label: Phrase = Words.thereIsNone) -> HTML {
    guard field.allowsNone else { return "" }
    let identifier = "\(field.identifier)-none"
    return """
      <div class="choice none"><input type="checkbox" id="\(identifier)" \
      name="\(field.noneName)" value="1"\(attribute: "checked", if: typed[field.noneName] != nil)>\
      <label for="\(identifier)">\(label, language)</label></div>
      """
  }
}
