extension PolicyCommands {
  /// The decision on a document of facts, and what to ask next.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies.
  ///   - facts: JSON: the application's facts, or an object with one member for each vocabulary.
  ///   - stage: Where the case stands.
  ///   - asOf: The day that the rules see.
  /// - Returns: exit 0 with a decision, 1 when the files or the facts are wrong.
  public static func eval(
    _ sources: [SourceFile], facts: String, stage: Stage, asOf: CivilDate
  ) -> Report {
    decide(sources, facts, stage, asOf) { set, situation in
      let decision = set.decide(situation)
      let questions = set.nextQuestions(situation)
      guard case .object(let members) = decision.json else { return ("", .null) }
      let json = JSONValue.object(members + [("next_questions", .array(questions.map(\.json)))])
      return (
        decision.text() + "\n" + Explanation.text(questions, atMost: questionsShown), json
      )
    }
  }

  /// The decision with every part of each condition, what would clear each refusal, and what to ask next.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies.
  ///   - facts: JSON: the application's facts, or an object with one member for each vocabulary.
  ///   - stage: Where the case stands.
  ///   - asOf: The day that the rules see.
  /// - Returns: exit 0 with an explanation, 1 when the files or the facts are wrong.
  public static func explain(
    _ sources: [SourceFile], facts: String, stage: Stage, asOf: CivilDate
  ) -> Report {
    decide(sources, facts, stage, asOf) { set, situation in
      let explanation = set.explain(situation)
      return (explanation.text, explanation.json)
    }
  }

  /// Questions that `eval` prints for a person; JSON has all.
  private static let questionsShown = 5

  private static func decide(
    _ sources: [SourceFile], _ facts: String, _ stage: Stage, _ asOf: CivilDate,
    _ answer: (PolicySet, Situation) -> (text: String, json: JSONValue)
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
    let (text, json) = answer(set, Situation(stage: stage, asOf: asOf, facts: stated))
    return Report(text: text, json: json.text(isPretty: true), exitCode: 0)
  }

  /// Facts by vocabulary, from one object for each or from one for the application alone.
  static func read(_ text: String, _ set: PolicySet)
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
