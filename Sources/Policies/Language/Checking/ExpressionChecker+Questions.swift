/// Quantifiers, and questions about facts, routes and changes.
extension ExpressionChecker {
  /// The list that a quantifier reads; nil after filing why not.
  private mutating func list(_ word: Word) -> (Place, RecordType)? {
    guard let (place, attribute) = scope.attribute(word.text) else {
      reportUnknown(word)
      return nil
    }
    note(place, attribute, word.span)
    guard case .list(let record, _) = attribute.type else {
      findings.add(
        .typeMismatch, "`\(word.text)` is \(attribute.type.described), not a list", at: word.span)
      return nil
    }
    return (place, record)
  }

  private mutating func body(_ binderWord: Word, _ listWord: Word, _ syntax: ExpressionSyntax)
    -> (Place, Condition)?
  {
    if binder != nil {
      findings.add(
        .nestingBound, "quantifiers are not nested", at: listWord.span,
        help: "lists are read one at a time")
      return nil
    }
    if ReservedWords.all.contains(binderWord.text) || binderWord.text.contains(".") {
      findings.add(
        .reservedWord, "`\(binderWord.text)` cannot name a record", at: binderWord.span)
    }
    guard let (place, record) = list(listWord) else { return nil }
    binder = Binder(name: binderWord.text, list: place, record: record)
    let condition = condition(syntax)
    binder = nil
    let parts = PartCount(named: []).count(condition)
    if parts > Limits.parts / 4 {
      findings.add(
        .conditionBound,
        "the condition on each record has \(parts) parts, at most \(Limits.parts / 4) are allowed",
        at: syntax.span, help: "ask about the records in two quantifiers")
    }
    return (place, condition)
  }

  mutating func quantified(
    _ word: Word, _ binderWord: Word, _ listWord: Word, _ syntax: ExpressionSyntax, _ span: Span
  ) -> Typed {
    guard let quantifier = Quantifier(rawValue: word.text) else {
      findings.add(
        .typeMismatch, "`count` is compared with a number", at: span,
        help: "write `count x in list (…) >= 2`")
      return .invalid
    }
    guard let (place, condition) = body(binderWord, listWord, syntax) else { return .invalid }
    return .condition(atom(.quantified(quantifier, list: place, condition), span))
  }

  mutating func counted(
    _ binderWord: Word, _ listWord: Word, _ syntax: ExpressionSyntax, _ comparison: Comparison,
    _ right: ExpressionSyntax, _ span: Span
  ) -> Typed {
    guard let (place, condition) = body(binderWord, listWord, syntax) else { return .invalid }
    guard case .number(let bound) = typed(right), bound.kind == .plain, bound.digits == 0 else {
      findings.add(
        .typeMismatch, "a count is compared with a whole number", at: right.span)
      return .invalid
    }
    switch bound.number {
    case .literal, .parameter: break
    default:
      findings.add(
        .typeMismatch, "a count is compared with a literal or a parameter", at: right.span)
      return .invalid
    }
    if case .list(_, let most) = scope.attribute(at: place).type {
      reportConstant(
        0...Int64(most), comparison, bound.range, isLiteral: bound.isLiteral, at: span)
    }
    return .condition(atom(.counted(list: place, condition, comparison, bound.number), span))
  }

  /// The place of an attribute or a field, for questions that do not read its value.
  private mutating func place(_ word: Word) -> (Place, Attribute)? {
    if let binder, word.text.hasPrefix(binder.name + ".") {
      let name = String(word.text.dropFirst(binder.name.count + 1))
      guard let index = binder.record.index(of: name) else {
        reportUnknown(word)
        return nil
      }
      var place = binder.list
      place.field = index
      return (place, binder.record.fields[index])
    }
    guard let (place, attribute) = scope.attribute(word.text) else {
      reportUnknown(word)
      return nil
    }
    if attribute.isDerived {
      findings.add(
        .typeMismatch, "`\(word.text)` is derived: ask about what it is derived from",
        at: word.span)
      return nil
    }
    return (place, attribute)
  }

  mutating func known(_ word: Word, _ citations: [CitationSyntax], _ span: Span) -> Typed {
    guard let (place, attribute) = place(word) else { return .invalid }
    note(place, attribute, word.span)
    check(citations)
    if citations.isEmpty {
      findings.add(
        .uncitedAssumption, "`known` lets a rule rest on what is not stated", at: span,
        help: "a missing fact makes a rule undetermined by itself; if an instrument asks for this, "
          + "say which: `known(\(word.text) cite …)`")
    }
    return .condition(atom(.known(place), span))
  }

  mutating func changed(_ word: Word, _ span: Span) -> Typed {
    guard let number = scope.vocabularies.firstIndex(where: { $0.kind == .variation }),
      scope.visible.contains(number)
    else {
      findings.add(
        .unknownVocabulary, "`changed` needs the vocabulary `variation`", at: span,
        help: "add it to the policy's header")
      return .invalid
    }
    guard let (place, _) = place(word), place.field == nil, place.vocabulary == 0 else {
      findings.add(
        .typeMismatch, "`changed` asks about an attribute of the application", at: span)
      return .invalid
    }
    reads.append(
      .init(
        place: Place(vocabulary: number, attribute: 0), span: word.span, isRecorded: false))
    return .condition(atom(.changed(place), span))
  }

  mutating func routed(_ word: Word, _ span: Span) -> Typed {
    guard let number = scope.remits[word.text] else {
      findings.addUnknown(
        .unknownRemit, "unknown remit `\(word.text)`", at: word, among: scope.remits.keys.sorted())
      return .invalid
    }
    guard mayAskRoute else {
      reportRouteAsked(span)
      return .invalid
    }
    return .condition(.routed(number))
  }

  mutating func reportRouteAsked(_ span: Span) {
    findings.add(
      .cycle, "a route cannot ask where the case is routed", at: span,
      help: "read the facts themselves")
  }

  mutating func recorded(_ word: Word) -> Typed {
    guard let (place, attribute) = place(word) else { return .invalid }
    guard attribute.isRecorded else {
      findings.add(
        .typeMismatch, "`\(word.text)` is not a recorded attribute", at: word.span,
        help: "the vocabulary says `recorded` where a fact is no until recorded")
      return .invalid
    }
    return read(place, attribute, word.span)
  }

  mutating func assumed(
    _ word: Word, _ value: ValueSyntax, _ citations: [CitationSyntax], _ span: Span
  ) -> Typed {
    if citations.isEmpty {
      findings.add(
        .uncitedAssumption, "`or_assume` stands without a citation", at: span,
        help: "say which instrument allows to assume it")
    }
    check(citations)
    guard let (plain, attribute) = self.place(word) else { return .invalid }
    var place = plain
    guard let assumed = assumption(value, attribute) else { return .invalid }
    place.assumed = assumed
    return read(place, attribute, span)
  }

  /// The instruments that allow to rest on what is not stated.
  private mutating func check(_ citations: [CitationSyntax]) {
    for citation in citations {
      scope.used.insert(citation.instrument.text)
      guard scope.instruments[citation.instrument.text] == nil else { continue }
      findings.addUnknown(
        .unknownInstrument, "unknown instrument `\(citation.instrument.text)`",
        at: citation.instrument, among: scope.instruments.keys.sorted())
    }
  }

  private mutating func assumption(_ value: ValueSyntax, _ attribute: Attribute) -> Int64? {
    if attribute.type == .bool, case .word(let word) = value.literal, ["yes", "no"].contains(word) {
      return word == "yes" ? 1 : 0
    }
    if case .word(let word) = value.literal, attribute.type.enumeration != nil {
      return mask([Word(text: word, span: value.span)], attribute).map(Int64.init)
    }
    if let number = try? Literals.number(value.literal, as: attribute.type) { return number }
    findings.add(
      .typeMismatch, "this is not \(attribute.type.described)", at: value.span,
      edit: TypeMismatch.stated(value, as: attribute.type, findings))
    return nil
  }
}
