/// The stable codes of everything that can be found in a source.
public enum FindingCode: String, Sendable, CaseIterable {
  case syntax = "R101"
  case duplicateName = "R102"
  case reservedWord = "R103"
  case unknownAttribute = "R104"
  case unknownMember = "R105"
  case unknownRemit = "R106"
  case unknownRole = "R107"
  case unknownPaper = "R108"
  case unknownMetric = "R109"
  case unknownInstrument = "R110"
  case unknownRule = "R111"
  case unknownType = "R112"
  case unknownTimer = "R113"
  case unknownVocabulary = "R114"
  case unknownRecord = "R115"
  case typeMismatch = "R120"
  case unitMismatch = "R121"
  case outOfRange = "R122"
  case constantCondition = "R123"
  case unguardedNone = "R124"
  case readBeforeStage = "R125"
  case unreadableText = "R126"
  case zeroDivisor = "R127"
  case overflow = "R128"
  case twoVocabularies = "R129"
  case missingCitation = "R130"
  case missingLanguage = "R131"
  case waiverWithoutApprover = "R132"
  case missingClause = "R133"
  case misplacedClause = "R134"
  case betterThanInstrument = "R135"
  case uncitedAssumption = "R136"
  case waiverWithoutRecord = "R137"
  case notAdopted = "R138"
  case untranslated = "R139"
  case cycle = "R140"
  case unusedName = "R141"
  case cannotBeExcepted = "R142"
  case timelineOrder = "R143"
  case leadNotTotal = "R144"
  case unroutedRemit = "R145"
  case timelineGap = "R146"
  case timelineOverlap = "R147"
  case untilSoon = "R148"
  case deceptiveCharacter = "R150"
  case nestingBound = "R160"
  case fileSizeBound = "R161"
  case countBound = "R162"
  case conditionBound = "R163"
  case wrongValue = "R170"
  case failedTest = "R171"
  case untestedRule = "R172"
  case contradictoryTest = "R173"
  case neverFires = "R180"
  case alwaysTrue = "R181"
  case redundantRule = "R182"
  case overlappingExceptions = "R183"
  case overlappingValues = "R184"

  /// What it means, in a few words, for the table of the documentation.
  public var title: String {
    Self.titles[self] ?? rawValue
  }

  /// Whether it stops an activation.
  public var weight: Finding.Weight {
    switch self {
    case .unusedName, .untestedRule, .notAdopted, .uncitedAssumption, .leadNotTotal,
      .unroutedRemit, .timelineGap, .untilSoon, .alwaysTrue, .redundantRule,
      .overlappingExceptions, .overlappingValues, .untranslated:
      .warning
    default:
      .error
    }
  }

  private static let titles: [FindingCode: String] = [
    .syntax: "the text does not follow the grammar",
    .duplicateName: "the same name or id is given twice",
    .reservedWord: "a reserved word is used as a name",
    .unknownAttribute: "no vocabulary in use has this attribute",
    .unknownMember: "the enum has no such member",
    .unknownRemit: "no such remit",
    .unknownRole: "no such role",
    .unknownPaper: "no such document",
    .unknownMetric: "a gate reads something that is not measured",
    .unknownInstrument: "the cited instrument is not declared",
    .unknownRule: "no such rule in this policy",
    .unknownType: "no such type, enum or record",
    .unknownTimer: "no such clock or resource",
    .unknownVocabulary: "the vocabulary is not among the files, or not in this version",
    .unknownRecord: "no such example record",
    .typeMismatch: "the types of the two sides differ",
    .unitMismatch: "lengths of different units meet",
    .outOfRange: "a literal is outside the range, so the condition is constant",
    .constantCondition: "the condition always has the same value",
    .unguardedNone: "a value that may be none is compared without asking",
    .readBeforeStage: "an attribute is read before the stage from which it exists",
    .unreadableText: "conditions cannot read text",
    .zeroDivisor: "a divisor is not a literal above zero",
    .overflow: "the arithmetic can leave 64 bits, or a date the years 1 to 9999",
    .twoVocabularies: "a rule reads two vocabularies beside the application's",
    .missingCitation: "a rule, a dated value or an instrument's place lacks its citation",
    .missingLanguage: "a sentence lacks English or Chinese",
    .waiverWithoutApprover: "a waiver does not say who approves it",
    .missingClause: "a statement lacks a clause that it needs",
    .misplacedClause: "a clause does not belong to this statement, or stands twice",
    .betterThanInstrument: "a citation's mark is better than its instrument's",
    .uncitedAssumption: "`known` is used, or `or_assume` without a citation",
    .waiverWithoutRecord: "a waiver can hold with nothing recorded",
    .notAdopted: "the rule rests on background or a proposal and is not adopted: it is a shadow",
    .untranslated: "the Chinese sentence is the English one",
    .cycle: "names define each other in a circle",
    .unusedName: "a name is never used",
    .cannotBeExcepted: "this kind of rule does not yield in this way",
    .timelineOrder: "dated values are out of order, or a period is empty",
    .leadNotTotal: "a record of which no remit leads, or two do, or one that is not routed to",
    .unroutedRemit: "`routed` names a remit that no route in these files leads to",
    .timelineGap: "a time in between that nothing is said about",
    .timelineOverlap: "two values of one clock or quota in force at once",
    .untilSoon: "a rule ends soon",
    .deceptiveCharacter: "a character that misleads the eye",
    .nestingBound: "conditions are nested too deeply",
    .fileSizeBound: "the file is too large",
    .countBound: "there are too many of something",
    .conditionBound: "a condition has too many parts",
    .wrongValue: "a stated value does not fit its attribute",
    .failedTest: "a test in the file fails",
    .untestedRule: "no test sees the rule true, false or unknown",
    .contradictoryTest: "two expectations of one situation contradict each other",
    .neverFires: "no record whatever makes the rule hold",
    .alwaysTrue: "no record whatever makes the condition false",
    .redundantRule: "wherever the rule holds, others with the same effect hold",
    .overlappingExceptions: "two exceptions of one rule can hold at once",
    .overlappingValues: "two values of one clock or quota can hold at once",
  ]
}
