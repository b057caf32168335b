/// Turns vocabulary files into vocabularies.
struct VocabularyChecker {
  /// Remits and operators of the application's vocabulary.
  private let audience: Set<String>

  /// Every vocabulary, the application's first; nil when there is none for the application.
  static func check(
    _ files: [VocabularySyntax], _ findings: inout Findings
  ) -> [(Vocabulary, VocabularySyntax)] {
    let application = files.first { $0.kind.text == VocabularyKind.application.rawValue }
    let audience = (application?.names ?? [])
      .filter { ["remit", "operator"].contains($0.keyword.text) }.map(\.name.text)
    let checker = VocabularyChecker(audience: Set(audience))
    var seen: Set<VocabularyKind> = []
    var checked: [(Vocabulary, VocabularySyntax)] = []
    for file in files {
      guard let vocabulary = checker.vocabulary(file, &findings) else { continue }
      if seen.insert(vocabulary.kind).inserted {
        checked.append((vocabulary, file))
      } else {
        findings.add(
          .duplicateName, "there are two vocabularies `\(file.kind.text)`", at: file.kind.span)
      }
    }
    reportSharedNames(checked, &findings)
    return checked.filter { $0.0.kind == .application }
      + checked.filter { $0.0.kind != .application }
  }

  private static func reportSharedNames(
    _ checked: [(Vocabulary, VocabularySyntax)], _ findings: inout Findings
  ) {
    var owners: [String: String] = [:]
    for (vocabulary, syntax) in checked {
      for attribute in syntax.attributes {
        if let owner = owners[attribute.name.text] {
          findings.add(
            .duplicateName,
            "the attribute `\(attribute.name.text)` is already in `\(owner)`",
            at: attribute.name.span, help: "names are unique over all vocabularies")
        }
        owners[attribute.name.text] = vocabulary.kind.rawValue
      }
    }
  }

  private func vocabulary(_ file: VocabularySyntax, _ findings: inout Findings) -> Vocabulary? {
    guard let kind = VocabularyKind(rawValue: file.kind.text) else {
      findings.addUnknown(
        .unknownVocabulary, "there is no vocabulary of the kind `\(file.kind.text)`", at: file.kind,
        among: VocabularyKind.allCases.map(\.rawValue),
        otherwise: "one of " + VocabularyKind.allCases.map(\.rawValue).joined(separator: ", "))
      return nil
    }
    let title = MissingLanguage.check(file.texts, of: file.kind, &findings)
    let names = declarations(file, kind, &findings)
    let types = types(file, kind, &findings)
    var attributes: [Attribute] = []
    for syntax in file.attributes {
      guard let attribute = attribute(syntax, kind, types, field: false, &findings) else {
        continue
      }
      attributes.append(attribute)
      if attribute.isMeasured { attributes += Self.companions(attribute) }
    }
    if attributes.count > Limits.attributes {
      findings.add(
        .countBound, "a vocabulary has at most \(Limits.attributes) attributes", at: file.kind.span)
    }
    return Vocabulary(
      kind: kind, version: Int(file.version), title: title, attributes: attributes, names: names)
  }

  private func declarations(
    _ file: VocabularySyntax, _ kind: VocabularyKind, _ findings: inout Findings
  ) -> [String: [Named]] {
    var names: [String: [Named]] = [:]
    for declaration in file.names {
      let keyword = declaration.keyword.text
      if keyword != "section", kind != .application {
        findings.add(
          .misplacedClause, "`\(keyword)` stands in the application's vocabulary only",
          at: declaration.keyword.span)
      }
      if names[keyword, default: []].contains(where: { $0.name == declaration.name.text }) {
        findings.add(
          .duplicateName, "the \(keyword) `\(declaration.name.text)` stands twice",
          at: declaration.name.span)
      }
      let label = MissingLanguage.check(declaration.texts, of: declaration.name, &findings)
      names[keyword, default: []].append(Named(name: declaration.name.text, label: label))
    }
    if names["remit", default: []].count > Limits.members {
      findings.add(.countBound, "too many remits", at: file.kind.span)
    }
    return names
  }

  private func types(
    _ file: VocabularySyntax, _ kind: VocabularyKind, _ findings: inout Findings
  ) -> TypeBuilder {
    var types = TypeBuilder()
    for (name, members) in file.enums {
      if types.enums[name.text] != nil {
        findings.add(.duplicateName, "the enum `\(name.text)` stands twice", at: name.span)
      }
      types.enums[name.text] = types.enumeration(name.text, members, name.span, &findings)
    }
    for record in file.records {
      if types.records[record.name.text] != nil {
        findings.add(
          .duplicateName, "the record `\(record.name.text)` stands twice", at: record.name.span)
      }
      var fields: [Attribute] = []
      for syntax in record.fields {
        guard let field = attribute(syntax, kind, types, field: true, &findings) else { continue }
        if fields.contains(where: { $0.name == field.name }) {
          findings.add(
            .duplicateName, "the field `\(field.name)` stands twice", at: syntax.name.span)
        }
        fields.append(field)
      }
      if fields.count > Limits.fields {
        findings.add(
          .countBound, "a record has at most \(Limits.fields) fields", at: record.name.span)
      }
      types.records[record.name.text] = RecordType(name: record.name.text, fields: fields)
    }
    return types
  }

  /// The samples behind a measured value, and the days they were taken in.
  private static func companions(_ attribute: Attribute) -> [Attribute] {
    func companion(_ suffix: String, _ type: ValueType, _ en: String, _ zh: String) -> Attribute {
      Attribute(
        name: attribute.name + "." + suffix, type: type, mayBeNone: false,
        label: Texts(en: "\(attribute.label.en): \(en)", zh: "\(attribute.label.zh)：\(zh)"),
        question: nil, unit: nil, audience: attribute.audience, author: attribute.author,
        stage: attribute.stage, isRecorded: false, isMeasured: false, isDerived: false,
        section: attribute.section)
    }
    return [
      companion("samples", .int(0...1_000_000_000_000), "samples", "樣本數"),
      companion("window", .length(.days, 0...ValueType.longest), "window in days", "量度日數"),
    ]
  }
}

extension VocabularyChecker {
  private func attribute(
    _ syntax: AttributeSyntax, _ kind: VocabularyKind, _ types: TypeBuilder, field: Bool,
    _ findings: inout Findings
  ) -> Attribute? {
    let name = syntax.name
    if ReservedWords.all.contains(name.text), !field {
      findings.add(.reservedWord, "`\(name.text)` is a word of the language", at: name.span)
    }
    let label = MissingLanguage.check(syntax.texts, of: name, &findings)
    let question = syntax.question.map { MissingLanguage.check($0, of: name, &findings) }
    let unit = syntax.unit.map { MissingLanguage.check($0, of: name, &findings) }
    guard let type = types.type(syntax.type, owner: name.text, &findings) else { return nil }
    if field, case .list = type {
      findings.add(.nestingBound, "lists are not nested", at: syntax.type.span)
      return nil
    }
    if syntax.orNone, let members = type.enumeration, members.index(of: "none") != nil {
      findings.add(
        .typeMismatch, "`\(name.text)` has a member `none` and is `or none` as well",
        at: name.span, help: "remove one of the two")
    }
    let author = field ? Author.firm : author(syntax, &findings)
    checkShape(syntax, type, author, kind, field, &findings)
    return Attribute(
      name: name.text, type: type, mayBeNone: syntax.orNone, label: label, question: question,
      unit: unit, audience: field ? [] : audience(syntax, &findings), author: author,
      stage: stage(syntax, &findings), isRecorded: syntax.isRecorded,
      isMeasured: syntax.isMeasured, isDerived: syntax.derived != nil, section: syntax.section)
  }

  private func author(_ syntax: AttributeSyntax, _ findings: inout Findings) -> Author {
    guard let word = syntax.author else {
      if syntax.derived == nil {
        findings.add(
          .missingClause, "`\(syntax.name.text)` does not say who states it", at: syntax.name.span,
          help: "add `by firm`, `provider`, `officer`, `system` or `panel`")
      }
      return .system
    }
    guard let author = Author(rawValue: word.text) else {
      findings.add(
        .syntax, "nobody called `\(word.text)` states facts", at: word.span,
        help: "one of " + Author.allCases.map(\.rawValue).joined(separator: ", "))
      return .system
    }
    return author
  }

  private func audience(_ syntax: AttributeSyntax, _ findings: inout Findings) -> [String] {
    if syntax.audience.isEmpty {
      findings.add(
        .missingClause, "`\(syntax.name.text)` does not say which remits care",
        at: syntax.name.span, help: "add `for all` or `for SFC, HKMA`")
    }
    for word in syntax.audience where word.text != "all" && !audience.contains(word.text) {
      findings.addUnknown(
        .unknownRemit, "unknown remit `\(word.text)`", at: word, among: audience.sorted())
    }
    return syntax.audience.map(\.text)
  }

  private func stage(_ syntax: AttributeSyntax, _ findings: inout Findings) -> Stage {
    guard let word = syntax.stage else { return .submission }
    return Stages.stage(word, &findings) ?? .submission
  }

  private func checkShape(
    _ syntax: AttributeSyntax, _ type: ValueType, _ author: Author, _ kind: VocabularyKind,
    _ field: Bool, _ findings: inout Findings
  ) {
    let name = syntax.name
    if syntax.isRecorded, type != .bool || [.firm, .provider].contains(author) {
      findings.add(
        .typeMismatch, "only a bool by officer, system or panel can be `recorded`", at: name.span)
    }
    if syntax.isMeasured, type.number == nil || kind != .metrics {
      findings.add(
        .typeMismatch, "only a number of the vocabulary `metrics` can be `measured`",
        at: name.span)
    }
    if syntax.derived != nil, type != .bool {
      findings.add(.typeMismatch, "only a bool can be `derived`", at: name.span)
    }
    let isAsked = [.firm, .provider, .panel].contains(author) && syntax.derived == nil
    if isAsked, syntax.question == nil {
      findings.add(
        .missingLanguage, "`\(name.text)` has no question for the form", at: name.span,
        help: "add `ask en \"…\" zh \"…\"`")
    }
  }
}

/// Names of stages.
enum Stages {
  static func stage(_ word: Word, _ findings: inout Findings) -> Stage? {
    if let stage = Stage(rawValue: word.text) { return stage }
    let names = Stage.allCases.map(\.rawValue)
    findings.addUnknown(
      .syntax, "there is no stage `\(word.text)`", at: word, among: names,
      otherwise: "one of " + names.joined(separator: ", "))
    return nil
  }
}
