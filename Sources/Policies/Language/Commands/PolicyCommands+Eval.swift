extension PolicyCommands {
  /// The decision on a document of facts.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies.
  ///   - facts: JSON: the application's facts, or an object with one member for each vocabulary.
  ///   - stage: Where the case stands.
  ///   - asOf: The day that the rules see.
  ///   - isExplained: Whether every atom is shown to a person; JSON always has them.
  /// - Returns: exit 0 with a decision, 1 when the files or the facts are wrong.
  public static func eval(
    _ sources: [SourceFile], facts: String, stage: Stage, asOf: CivilDate, isExplained: Bool = false
  ) -> Report {
    let compilation = PolicySet.compile(sources)
    guard let set = compilation.set else { return wrong(compilation) }
    let (stated, problems) = read(facts, set)
    guard problems.isEmpty else {
      return Report(
        text: problems.map { $0.description + "\n" }.joined(),
        json: JSONValue.object([("problems", .array(problems.map(\.json)))]).text(isPretty: true),
        exitCode: 1)
    }
    let decision = set.decide(Situation(stage: stage, asOf: asOf, facts: stated))
    return Report(
      text: decision.text(isExplained: isExplained), json: decision.json.text(isPretty: true),
      exitCode: 0)
  }

  /// Facts by vocabulary, from one object for each or from one for the application alone.
  private static func read(_ text: String, _ set: PolicySet)
    -> ([VocabularyKind: Facts], [FactsProblem])
  {
    var stated: [VocabularyKind: Facts] = [:]
    let json: JSONValue
    do {
      json = try JSONReader.read(text)
    } catch {
      let problem = FactsProblem(
        path: "", sentence: "the text is no JSON: \(error.sentence), at byte \(error.offset)",
        help: nil)
      return (stated, [problem])
    }
    guard case .object(let members) = json, !members.isEmpty,
      members.allSatisfy({ VocabularyKind(rawValue: $0.0) != nil })
    else {
      let (facts, problems) = FactsReader.read(json, set.vocabularies[0])
      return ([.application: facts], problems)
    }
    var all: [FactsProblem] = []
    for (name, value) in members {
      guard let kind = VocabularyKind(rawValue: name), let vocabulary = set.vocabulary(kind) else {
        all.append(
          FactsProblem(path: name, sentence: "this vocabulary is not among the files", help: nil))
        continue
      }
      let (facts, problems) = FactsReader.read(value, vocabulary)
      stated[kind] = facts
      all += problems.map {
        FactsProblem(
          path: $0.path.isEmpty ? name : "\(name).\($0.path)", sentence: $0.sentence, help: $0.help)
      }
    }
    return (stated, all)
  }
}
