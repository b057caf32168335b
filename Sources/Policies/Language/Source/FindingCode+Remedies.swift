extension FindingCode {
  /// What a person does about it, in one or two sentences for the page of findings.
  public var remedy: String { Self.remedies[self] ?? "" }

  private static let remedies: [FindingCode: String] = [
    .syntax:
      "Look at the word that was found and the one that was expected; the grammar is "
      + "in the reference.",
    .duplicateName: "Give one of the two another name, or remove it.",
    .reservedWord: "Take a name that the language does not use itself.",
    .unknownAttribute: "Take the attribute's name from the vocabulary, or add the attribute there.",
    .unknownMember: "Take one of the members that the vocabulary lists for the attribute.",
    .unknownRemit: "Take the name of a remit of the application's vocabulary.",
    .unknownRole: "Write a remit and a role of the vocabulary, such as `SFC.approver`.",
    .unknownPaper: "Take the name of a `paper` of the vocabulary, or add it there.",
    .unknownMetric: "Let the gate read an attribute that is `measured`.",
    .unknownInstrument: "Declare the instrument at the head of the policy, with its mark.",
    .unknownRule: "Take the id of a rule of the same policy.",
    .unknownType: "Take a type of the language, or declare the enum or record before it is used.",
    .unknownTimer: "Take the name of a `timer` or `resource` of the vocabulary.",
    .unknownVocabulary: "Hand in the vocabulary's file, in the version that the header names.",
    .unknownRecord: "Write the example record above the tests that use it.",
    .typeMismatch:
      "Compare like with like: numbers with numbers, amounts with amounts, members with members.",
    .unitMismatch:
      "Use one unit on both sides; months, days and business days are never converted.",
    .outOfRange: "Correct the number, or widen the range in the vocabulary if the number is right.",
    .constantCondition: "Remove the part, or correct what it compares.",
    .unguardedNone:
      "Say what follows when there is none: `x is none or …`, or `x is not none and …`.",
    .readBeforeStage:
      "Move the rule to the stage from which the fact exists, or read another fact.",
    .unreadableText:
      "Ask for a number, a date or a member of a list instead; texts are for people.",
    .zeroDivisor: "Divide by a whole number above zero that is written out.",
    .overflow: "Narrow the ranges of the attributes in the vocabulary, or take smaller numbers.",
    .twoVocabularies: "Split the rule in two, one for each vocabulary.",
    .missingCitation:
      "Add `cite` with the instrument and the paragraph; for the whole of it, write `whole`.",
    .missingLanguage: "Write the sentence in English and in Traditional Chinese.",
    .waiverWithoutApprover: "Add `approved_by` with a remit and a role.",
    .missingClause: "Add the clause that the finding names.",
    .misplacedClause: "Remove the clause, or move it to the statement it belongs to.",
    .betterThanInstrument: "Remove the mark of the use, or correct the mark of the instrument.",
    .uncitedAssumption:
      "Leave the fact missing, or cite the instrument that allows to go on without it.",
    .waiverWithoutRecord:
      "Let every way in which the waiver holds need something recorded: `recorded flexibility and …`.",
    .notAdopted: "Have the rule adopted, or leave it a shadow: it is evaluated and binds nobody.",
    .untranslated: "Translate it; a name that is the same in both languages may stay.",
    .cycle: "Write one of the names out, so that the circle is open.",
    .unusedName: "Remove it, or use it.",
    .cannotBeExcepted: "Use `waive` for a refusal and `except` for what yields to exceptions.",
    .timelineOrder:
      "Write the values in the order of their days, and let each period end after it begins.",
    .leadNotTotal:
      "Add `lead … otherwise` with an attribute that names a remit, or a `lead` for that record.",
    .unroutedRemit: "Hand in the policy with the routes, or ask for a remit that a route leads to.",
    .deceptiveCharacter: "Type the word again; what is shown may not be what is stored.",
    .nestingBound: "Give an inner part a name with `let`, or split the condition.",
    .fileSizeBound: "Split the file, or break the line.",
    .countBound: "Split what is too long, or shorten it.",
    .conditionBound: "Split the rule, or say it more simply.",
    .wrongValue: "State a value of the attribute's type and within its range.",
    .failedTest: "Correct the rule if the test is right, or the test if the rule is.",
    .untestedRule: "Add a test in which the rule has the value that no test has seen.",
    .timelineGap: "Begin with a value from the first day, or close the gap between the periods.",
    .timelineOverlap:
      "End the earlier value with `until` on the day on which the later one begins, or write the special "
      + "one as an `except`.",
    .untilSoon: "Write what follows it, or let it go on.",
    .contradictoryTest: "Keep the expectation that is meant, and remove the other.",
    .neverFires: "Mend the condition, or remove the rule.",
    .alwaysTrue: "Mend the condition, or leave it out where the rule is meant to hold always.",
    .redundantRule:
      "Remove it, or say what it adds: an earlier stage, another severity, another effect.",
    .overlappingExceptions:
      "Let one of them except the other, or narrow their conditions until no record fulfils both.",
    .overlappingValues:
      "Write one as an `except` of the other, or narrow their conditions until no record fulfils both.",
  ]
}
