/// A policy set compiled for one stage and one day: shared atoms, flat conditions, no names on the way.
///
/// Parameters, `as_of` and rules not in force are settled when the program is made. Every atom is evaluated once
/// whatever number of rules it stands in.
public final class Program: Sendable {
  /// The set it was made from.
  public let set: PolicySet
  /// The stage it decides at.
  public let stage: Stage
  /// The day that its rules see.
  public let asOf: CivilDate

  let parts: ProgramParts
  let tables: FlatTables

  /// Compiles a set for a stage and a day.
  ///
  /// - Parameters:
  ///   - set: The checked policies.
  ///   - stage: Where the cases stand.
  ///   - asOf: The day that the rules see.
  ///   - received: The day on which the cases were received, if before the policies' own; rules that do not
  ///     reach back that far are left out.
  public convenience init(
    _ set: PolicySet, at stage: Stage, asOf: CivilDate, received: CivilDate? = nil
  ) {
    var builder = ProgramBuilder(set, stage, asOf, received)
    self.init(set, at: stage, asOf: asOf, parts: builder.build())
  }

  init(_ set: PolicySet, at stage: Stage, asOf: CivilDate, parts: ProgramParts) {
    self.set = set
    self.stage = stage
    self.asOf = asOf
    self.parts = parts
    tables = FlatTables(parts)
  }

  /// Words of 64 bits in a set of missing facts.
  var words: Int { (parts.facts.count + 63) / 64 }
}

/// The flat arrays of a program.
struct ProgramParts: @unchecked Sendable {
  /// Atoms that are evaluated first.
  var atoms: [FlatAtom] = []
  /// Atoms that read the record at hand of a quantifier.
  var elementAtoms: [FlatAtom] = []
  var numbers: [FlatNumber] = []
  var operands: [Int32] = []
  var nodes: [FlatNode] = []
  var units: [FlatUnit] = []
  var quantifiers: [FlatQuantifier] = []
  /// In the order of what depends on what: a unit's number, or the complement of a quantifier's.
  var steps: [Int32] = []
  /// How many answers there are.
  var answers = 0
  /// The places behind the bits of sets of missing facts.
  var facts: [Place] = []
  /// Missing facts of atoms that read a single place: (answer, bit).
  var fixedMissing: [(answer: Int, fact: Int)] = []
  /// For each rule: the answers of its own condition and of its effect; -1 when it is not evaluated.
  var raw: [Int32] = []
  var effective: [Int32] = []
  /// Answers of the binding refusals.
  var refusals: [Int32] = []
  /// Answers of the routes: (answer, bit of the remit).
  var routes: [(answer: Int32, remit: UInt64)] = []
  /// Answers by part, for explanations.
  var known: [Condition: Int] = [:]
}
