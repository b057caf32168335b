/// Gives expressions their types and turns them into conditions.
struct ExpressionChecker {
  var scope: Scope
  var findings: Findings
  var binder: Binder?
  var reads: [Scope.Read] = []
  /// Whether `routed` may be used: not where routes are decided.
  var mayAskRoute = true

  init(scope: Scope, findings: Findings) {
    self.scope = scope
    self.findings = findings
  }

  /// The condition that an expression is; false when it is none, after filing why.
  mutating func condition(_ syntax: ExpressionSyntax) -> Condition {
    switch typed(syntax) {
    case .condition(let condition):
      return condition
    case .invalid:
      return .constant(false)
    case .word("yes"):
      return .constant(true)
    case .word("no"):
      return .constant(false)
    case let other:
      findings.add(
        .typeMismatch, "a condition is yes or no, this is \(other.described)", at: syntax.span,
        help: "compare it with something")
      return .constant(false)
    }
  }

  mutating func typed(_ syntax: ExpressionSyntax) -> Typed {
    switch syntax {
    case .literal(let value):
      return literal(value)
    case .asOf:
      return .number(
        TypedNumber(number: .asOf, kind: .date, digits: 0, range: CivilDate.supported))
    case .name(let word):
      return name(word)
    case .recorded(let word, _):
      return recorded(word)
    case .not(let inner, _):
      return .condition(.not(condition(inner)))
    case .and(let parts, _):
      return .condition(.all(parts.map { condition($0) }))
    case .or(let parts, _):
      return .condition(.any(parts.map { condition($0) }))
    case .compare(let left, let word, let right, let span):
      return compare(left, word, right, span)
    case .members(let left, let test, let set, let span):
      return members(left, test, set, span)
    case .isNone(let inner, let span):
      return isNone(inner, span)
    case .isEmpty(let inner, let span):
      return isEmpty(inner, span)
    case .arithmetic(let left, let sign, let right, let span):
      return arithmetic(left, sign, right, span)
    case .quantified(let word, let binder, let list, let body, let span):
      return quantified(word, binder, list, body, span)
    case .known(let word, let citations, let span):
      return known(word, citations, span)
    case .changed(let word, let span):
      return changed(word, span)
    case .routed(let word, let span):
      return routed(word, span)
    case .assumed(let word, let value, let citations, let span):
      return assumed(word, value, citations, span)
    }
  }

  /// An atom with the words it came from.
  func atom(_ atom: Atom, _ span: Span) -> Condition {
    .atom(atom, Wording(text: findings.sources[span.file].words(span.start, span.end)))
  }

  private func literal(_ value: ValueSyntax) -> Typed {
    func number(_ units: Int64, _ kind: NumberKind, _ digits: Int = 0) -> Typed {
      .number(
        TypedNumber(
          number: .literal(units), kind: kind, digits: digits, range: units...units,
          isLiteral: true))
    }
    switch value.literal {
    case .integer(let units): return number(units, .plain)
    case .decimal(let units, let scale): return number(units, .plain, scale)
    case .money(let units, let scale): return number(units, .money, scale)
    case .percent(let units, let scale): return number(units, .percent, scale)
    case .date(let day): return number(day, .date)
    case .length(let count, let unit): return number(count, .length(unit))
    case .word(let word): return .word(word)
    }
  }

  // MARK: Names

  /// What a name means: a field of the record at hand, an attribute, a parameter or a `let`.
  mutating func name(_ word: Word) -> Typed {
    if let (place, attribute) = field(word) {
      return place.map { read($0, attribute, word.span) } ?? .invalid
    }
    if scope.definitions[word.text] != nil { return definition(word) }
    if let (number, type) = scope.parameters[word.text] {
      scope.used.insert(word.text)
      return parameter(number, type, word)
    }
    if let (place, attribute) = scope.attribute(word.text) {
      return read(place, attribute, word.span)
    }
    reportUnknown(word)
    return .invalid
  }

  mutating func reportUnknown(_ word: Word) {
    // Looking for the name that was meant takes time, which nobody wants to spend a million times.
    if findings.isFull { return }
    let fields = binder.map { bound in bound.record.fields.map { "\(bound.name).\($0.name)" } }
    findings.addUnknown(
      .unknownAttribute, "unknown attribute `\(word.text)`", at: word,
      among: scope.candidates + (fields ?? []))
  }

  /// A field such as `l.class`; nil when the name does not begin with the record's.
  private mutating func field(_ word: Word) -> (Place?, Attribute)? {
    guard let binder, let dot = word.text.firstIndex(of: "."),
      word.text[..<dot] == binder.name
    else { return nil }
    let name = String(word.text[word.text.index(after: dot)...])
    guard let index = binder.record.index(of: name) else {
      findings.add(
        .unknownAttribute, "a \(binder.record.name) record has no field `\(name)`", at: word.span,
        help: Suggestion.help(
          for: word.text, among: binder.record.fields.map { "\(binder.name).\($0.name)" }))
      return binder.record.fields.first.map { (nil, $0) }
    }
    var place = binder.list
    place.field = index
    return (place, binder.record.fields[index])
  }

  private func parameter(_ number: Int, _ type: ValueType, _ word: Word) -> Typed {
    if type == .bool { return .condition(atom(.setting(number), word.span)) }
    guard let kind = NumberKind.of(type), let (range, digits) = type.number else { return .invalid }
    return .number(
      TypedNumber(number: .parameter(number), kind: kind, digits: digits, range: range))
  }

  mutating func note(_ place: Place, _ attribute: Attribute, _ span: Span) {
    reads.append(.init(place: place.plain, span: span, isRecorded: attribute.isRecorded))
  }

  mutating func read(_ place: Place, _ attribute: Attribute, _ span: Span) -> Typed {
    note(place, attribute, span)
    if attribute.isDerived { return .invalid }
    switch attribute.type {
    case .bool:
      return .condition(atom(.flag(place), span))
    case .member, .set:
      return .members(place, attribute)
    case .text, .digest, .list:
      return .opaque(place, attribute)
    default:
      guard let kind = NumberKind.of(attribute.type), let (range, digits) = attribute.type.number
      else { return .invalid }
      return .number(
        TypedNumber(number: .place(place), kind: kind, digits: digits, range: range))
    }
  }

  /// A `let` or a derived attribute, checked the first time it is used.
  private mutating func definition(_ word: Word) -> Typed {
    scope.used.insert(word.text)
    if let (number, inner) = scope.resolved[word.text] {
      reads += inner.map { .init(place: $0.place, span: word.span, isRecorded: $0.isRecorded) }
      return named(number, word.span)
    }
    guard let syntax = scope.definitions[word.text] else { return .invalid }
    if scope.open.count > Limits.nesting {
      findings.add(
        .nestingBound, "`\(word.text)` rests on more than \(Limits.nesting) names in a row",
        at: word.span, help: "write a part of it out")
      return .invalid
    }
    if scope.open.contains(word.text) {
      let circle = (scope.open + [word.text]).joined(separator: "` → `")
      findings.add(
        .cycle, "`\(word.text)` is defined by itself", at: word.span, help: "`\(circle)`")
      return .invalid
    }
    scope.open.append(word.text)
    let outer = (reads, binder)
    (reads, binder) = ([], nil)
    let condition = bounded(condition(syntax), syntax.span)
    let inner = condition.isConstant ? [] : distinct(reads)
    (reads, binder) = outer
    scope.open.removeLast()
    scope.named.append(NamedCondition(name: word.text, condition: condition))
    scope.resolved[word.text] = (scope.named.count - 1, inner)
    reads += inner.map { .init(place: $0.place, span: word.span, isRecorded: $0.isRecorded) }
    return named(scope.named.count - 1, word.span)
  }

  /// A name's condition; where routes are decided, none that asks where the case is routed.
  private mutating func named(_ number: Int, _ span: Span) -> Typed {
    guard mayAskRoute || !scope.named[number].condition.asksRoute(scope.named) else {
      reportRouteAsked(span)
      return .invalid
    }
    return .condition(.named(number))
  }
}

extension ExpressionChecker {
  /// The condition, or none of it after filing that it is longer than anybody reads or waits for.
  mutating func bounded(_ condition: Condition, _ span: Span) -> Condition {
    let count = PartCount(named: scope.named)
    let parts = count.count(condition)
    let written = count.written(condition)
    guard parts > Limits.parts || written > Limits.written else { return condition }
    findings.add(
      .conditionBound,
      parts > Limits.parts
        ? "the condition has \(parts) parts, at most \(Limits.parts) are allowed"
        : "the condition has more than \(Limits.written) parts behind its names",
      at: span, help: "name a part of it with `let`, or say it more simply")
    return .constant(false)
  }

  /// Each place once, so that names of names of names do not add up.
  private func distinct(_ reads: [Scope.Read]) -> [Scope.Read] {
    var seen: Set<Place> = []
    return reads.filter { seen.insert($0.place).inserted }
  }
}

extension Condition {
  /// Whether it says yes or no whatever the facts are.
  var isConstant: Bool { if case .atom(.constant, _) = self { true } else { false } }

  static func constant(_ value: Bool) -> Condition {
    .atom(.constant(value), Wording(text: value ? "yes" : "no"))
  }
}
