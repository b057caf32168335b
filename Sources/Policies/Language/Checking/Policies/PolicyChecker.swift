/// Turns policies into checked rules, one file after the other, into one set.
struct PolicyChecker {
  var checker: ExpressionChecker
  var headers: [PolicyHeader] = []
  var parameters: [Parameter] = []
  var rules: [Rule] = []
  var tests: [PolicyTest] = []
  /// Rules by id.
  var numbers: [String: Int] = [:]
  var relievers: [[Int]] = []
  var alternatives: [[Int]] = []
  /// Relations to rules that may stand further down: (rule, the ids it names).
  var relations: [(rule: Int, targets: [Word])] = []
  /// Example records of the policy at hand, and which were used.
  var records: [String: [Facts]] = [:]
  /// Whether newer versions stand beside those that cases in flight came under.
  ///
  /// Of either not everything counts: a name without use and a target that is not there are no
  /// findings.
  private(set) var isForCaseInFlight = false
  private let derived: [String: ExpressionSyntax]
  private let vocabularies: [Vocabulary]
  /// An example record in which nothing is stated.
  let nothing: [Facts]

  init(
    _ vocabularies: [(Vocabulary, VocabularySyntax)], findings: Findings
  ) {
    self.vocabularies = vocabularies.map(\.0)
    nothing = self.vocabularies.map { Facts($0) }
    derived = Dictionary(
      vocabularies.flatMap(\.1.attributes).compactMap { attribute in
        attribute.derived.map { (attribute.name.text, $0) }
      }, uniquingKeysWith: { first, _ in first })
    let remits = vocabularies[0].0.remits.enumerated().map { ($1.name, $0) }
    let scope = Scope(
      vocabularies: self.vocabularies, visible: Array(vocabularies.indices),
      remits: Dictionary(remits, uniquingKeysWith: { first, _ in first }), definitions: derived)
    checker = ExpressionChecker(scope: scope, findings: findings)
    isForCaseInFlight = findings.sources.contains { $0.reachingBefore != nil }
    for name in derived.keys.sorted() {
      _ = checker.name(
        Word(text: name, span: derived[name]?.span ?? Span(file: 0, start: 0, end: 0)))
    }
    checker.scope.used = []
  }

  var findings: Findings {
    get { checker.findings }
    set { checker.findings = newValue }
  }

  mutating func check(_ policy: PolicySyntax) {
    let resolved = checker.scope.resolved.filter { derived[$0.key] != nil }
    checker.scope.definitions = derived
    checker.scope.resolved = resolved
    checker.scope.used = []
    records = [:]
    header(policy)
    declareNames(policy)
    let first = rules.count
    for rule in policy.rules where !findings.isFull { add(rule, policy) }
    if !isForCaseInFlight { relate(from: first) }
    for (name, given) in policy.records where !findings.isFull { record(name, given) }
    for test in policy.tests where !findings.isFull { add(test) }
    if !isForCaseInFlight {
      UnusedName.check(policy, used: checker.scope.used, &checker.findings)
    }
    if let header = headers.last {
      let declared = policy.parameters.compactMap { syntax in
        checker.scope.parameters[syntax.name.text].map { (parameters[$0.number], syntax.name) }
      }
      TimelineGap.check(header, parameters: declared, &findings)
    }
  }

  /// Remit of a policy or an adoption: one of the vocabulary's, or `joint`.
  mutating func remitOrJoint(_ word: Word) -> String {
    if word.text != "joint", checker.scope.remits[word.text] == nil {
      findings.addUnknown(
        .unknownRemit, "unknown remit `\(word.text)`", at: word,
        among: checker.scope.remits.keys.sorted() + ["joint"])
    }
    return word.text
  }

  private mutating func header(_ policy: PolicySyntax) {
    _ = remitOrJoint(policy.remit)
    let file = findings.sources[policy.name.span.file]
    if headers.contains(where: {
      $0.name == policy.name.text && ($0.reachingBefore == nil) == (file.reachingBefore == nil)
    }) {
      findings.add(
        .duplicateName, "there are two policies `\(policy.name.text)`", at: policy.name.span)
    }
    checker.scope.visible = []
    for (kind, version) in policy.vocabularies {
      let number = vocabularies.firstIndex { $0.kind.rawValue == kind.text }
      guard let number, vocabularies[number].version == version else {
        UnknownVocabulary.report(kind, version, among: vocabularies, &checker.findings)
        continue
      }
      checker.scope.visible.append(number)
    }
    if !checker.scope.visible.contains(0) {
      UnknownVocabulary.reportMissingApplication(
        policy, version: vocabularies[0].version, &checker.findings)
      checker.scope.visible.insert(0, at: 0)
    }
    checker.scope.visible.sort()
    let texts = MissingLanguage.check(policy.texts, of: policy.name, &findings)
    let instruments = policy.instruments.compactMap { instrument($0) }
    checker.scope.instruments = Dictionary(
      instruments.map { ($0.instrument, $0) }, uniquingKeysWith: { first, _ in first })
    headers.append(
      PolicyHeader(
        name: policy.name.text, file: file.name, version: policy.version,
        remit: policy.remit.text, from: CivilDate(day: policy.from), texts: texts,
        receivedBefore: policy.receivedBefore.map(CivilDate.init(day:)),
        instruments: instruments,
        reachesBack: policy.reachesBack.map(CivilDate.init(day:)),
        reachingBefore: file.reachingBefore))
  }

  private mutating func instrument(_ syntax: InstrumentSyntax) -> Citation? {
    let title = MissingLanguage.check(syntax.texts, of: syntax.name, &findings)
    guard let word = syntax.mark else {
      findings.add(
        .missingClause, "`\(syntax.name.text)` has no mark", at: syntax.name.span,
        help: "add `mark read`, `reported`, `background` or `proposal`")
      return nil
    }
    guard let mark = self.mark(word) else { return nil }
    return Citation(
      instrument: syntax.name.text, title: title, place: "", mark: mark, url: syntax.url)
  }

  private mutating func mark(_ word: Word) -> Mark? {
    if let mark = Mark(rawValue: word.text) { return mark }
    findings.add(
      .syntax, "there is no mark `\(word.text)`", at: word.span,
      help: "one of " + Mark.allCases.map(\.rawValue).joined(separator: ", "))
    return nil
  }

  /// Citations with the mark of this use, which is never better than the instrument's.
  mutating func citations(_ syntax: [CitationSyntax]) -> [Citation] {
    syntax.compactMap { use -> Citation? in
      guard let instrument = checker.scope.instruments[use.instrument.text] else {
        findings.addUnknown(
          .unknownInstrument, "unknown instrument `\(use.instrument.text)`", at: use.instrument,
          among: checker.scope.instruments.keys.sorted())
        return nil
      }
      checker.scope.used.insert(use.instrument.text)
      let mark = use.mark.flatMap { self.mark($0) } ?? instrument.mark
      BetterThanInstrument.check(use, mark, of: instrument.mark, &checker.findings)
      return Citation(
        instrument: instrument.instrument, title: instrument.title, place: use.place,
        mark: max(mark, instrument.mark), url: instrument.url)
    }
  }
}
