/// A value that may be none and is compared where nothing asks for it.
enum UnguardedNone {
  static func check(
    _ condition: Condition, _ span: Span, _ scope: Scope, _ findings: inout Findings
  ) {
    let guards = NoneGuards(named: scope.named) { scope.attribute(at: $0).mayBeNone }
    for (place, wording) in guards.unguarded(condition) {
      let name = scope.attribute(at: place).name
      let comparison = findings.isFull ? nil : findings.place(of: wording.text, in: span)
      findings.add(
        .unguardedNone, "`\(name)` may be none where `\(wording.text)` compares it",
        at: comparison ?? span,
        help: "say what follows: `… is none or …`, or `… is not none and …`",
        edit: comparison.flatMap { comparison in
          written(name, in: wording.text).map {
            (comparison, "(\($0) is not none and \(wording.text))")
          }
        })
    }
  }

  /// The fact as the comparison calls it: a field goes by the name of the record at hand.
  private static func written(_ name: String, in words: String) -> String? {
    let separators = " ()+-*/<>=!{},"
    return words.split { separators.contains($0) }.map(String.init)
      .first { $0 == name || $0.hasSuffix("." + name) }
  }
}

extension Scope {
  /// The attribute or field at a place.
  func attribute(at place: Place) -> Attribute {
    let attribute = vocabularies[place.vocabulary].attributes[place.attribute]
    guard let field = place.field, case .list(let record, _) = attribute.type else {
      return attribute
    }
    return record.fields[field]
  }
}
