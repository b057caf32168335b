/// One question of a form: what a vocabulary says of an attribute, or what a page asks by itself.
struct Field: Sendable {
  /// One of the answers to choose from.
  struct Choice: Sendable, Equatable {
    let name: String
    let label: Phrase
    var hint: Phrase?
  }

  /// What kind of answer there is.
  ///
  /// Numbers are whole: a decimal counts its smallest digit, money
  /// counts cents, a percentage counts hundredths of a hundredth of a percent.
  enum Kind: Sendable {
    case text(limit: Int)
    case longText(limit: Int)
    case secret
    case yesNo
    case choice([Choice])
    case choices([Choice])
    case date
    case number(digits: Int, ClosedRange<Int64>, unit: Phrase?)
    case money(ClosedRange<Int64>)
    case percent(ClosedRange<Int64>)
    case file
    case list([Field], atMost: Int)
  }

  /// The name in the form, in policies and in the API, such as `control.hitl`.
  let name: String
  /// What it is called, in lists and errors.
  let label: Phrase
  /// The question as asked; the label where there is none.
  var question: Phrase?
  var hint: Phrase?
  let kind: Kind
  /// How many of the last choices are folded away.
  var folded = 0
  /// Whether the form may be sent without it.
  var isRequired = true
  /// Whether "there is none" is an answer, given by a box beside the field.
  var allowsNone = false
  /// Which record of a list it stands in.
  var place: Phrase?

  /// The name as an element's id.
  var identifier: String { "f-" + name.replacing(".", with: "-") }

  /// What stands above the control.
  var heading: Phrase { question ?? label }

  /// Where an error of this field leads: its first control.
  var firstControl: String {
    switch kind {
    case .choice where isLong: identifier
    case .date: "\(identifier)-first"
    case .yesNo: "\(identifier)-yes"
    case .choice(let choices), .choices(let choices):
      choices.first.map { "\(identifier)-\($0.name)" } ?? identifier
    case .text, .longText, .secret, .number, .money, .percent, .file, .list: identifier
    }
  }

  /// Whether there are so many answers that a list to open serves better than all of them shown.
  var isLong: Bool {
    if case .choice(let choices) = kind { choices.count > 10 } else { false }
  }

  /// The name of the box that says there is none.
  var noneName: String { "\(name).none" }

  /// The same field inside a record of a list.
  func inside(_ list: String, at index: Int) -> Field {
    Field(
      name: "\(list).\(index).\(name)", label: label, question: question, hint: hint, kind: kind,
      isRequired: isRequired, allowsNone: allowsNone,
      place: Words.record.filled(with: "\(index + 1)"))
  }
}

/// What is wrong with one field, in words that say what to do.
struct FieldError: Sendable, Equatable {
  /// The field's name.
  let field: String
  /// What the field is called, for those who read the error away from it.
  let label: Phrase
  /// The id of the control to go to.
  let anchor: String
  let message: Phrase

  init(_ field: Field, _ message: Phrase) {
    self.field = field.name
    label =
      field.place.map { place in
        Phrase(
          "\(place.english), \(field.label.english)", "\(place.chinese)，\(field.label.chinese)")
      } ?? field.label
    anchor = field.firstControl
    self.message = message
  }
}

/// An answer as typed and understood.
enum FieldValue: Sendable, Equatable {
  /// "There is none", or for a set: none of these.
  case none
  case text(String)
  case bool(Bool)
  case member(String)
  case members([String])
  case date(CivilDay)
  case number(Int64)
  case list([[String: FieldValue]])
}

/// A day of the calendar, without a time or a zone.
struct CivilDay: Sendable, Equatable {
  let year: Int
  let month: Int
  let day: Int

  /// Nil where the calendar has no such day, or one that no case could mean.
  init?(year: Int, month: Int, day: Int) {
    guard (1900...2199).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDay.length(month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// `2026-11-21`.
  var text: String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private static func length(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2:
      year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
