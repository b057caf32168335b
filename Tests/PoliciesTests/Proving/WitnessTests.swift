import Foundation
import Testing

@testable import Policies

/// Whatever differs is shown by two tests: one that held before, and one that holds after.
@Suite(.enabled(if: Z3.program != nil))
struct WitnessTests {
  /// A change of one statement.
  struct Change: CustomStringConvertible, Sendable {
    let description: String
    let old: String
    let new: String
    let verdict: String
    /// What the two tests expect; of several witnesses, the first one's.
    let before: String
    let after: String
  }

  private static func rule(_ head: String, _ clauses: String = "", when: String = "when facing")
    -> String
  {
    "\(head) en \"a\" zh \"甲\" \(clauses) \(when) cite LAW whole\n"
  }

  private static func condition(_ clauses: String) -> String {
    rule("condition C", "at start " + clauses)
  }

  private static func gate(_ most: String) -> String {
    rule(
      "gate G", "at exit", when: "require error_rate <= \(most) samples >= 100 window >= 7 days")
  }

  private static func waiver(_ remit: String) -> String {
    refuse("facing", id: "R")
      + rule("waive W of R", when: "when recorded flexible approved_by \(remit).approver")
  }

  static let changes: [Change] = [
    Change(
      description: "a shorter within", old: condition("within 20 days"),
      new: condition("within 10 days"), verdict: "stricter",
      before: "fires C within 20 days", after: "fires C within 10 days"),
    Change(
      description: "a longer within", old: condition("within 10 business_days"),
      new: condition("within 15 business_days"), verdict: "looser",
      before: "fires C within 10 business_days", after: "fires C within 15 business_days"),
    Change(
      description: "a within where there was none", old: condition(""),
      new: condition("within 10 days"), verdict: "stricter",
      before: "fires C within none", after: "fires C within 10 days"),
    Change(
      description: "a within of another unit", old: condition("within 60 days"),
      new: condition("within 2 months"), verdict: "incomparable",
      before: "fires C within 60 days", after: "fires C within 2 months"),
    Change(
      description: "suspends added", old: condition("within 10 days"),
      new: condition("within 10 days suspends"), verdict: "stricter",
      before: "fires C not suspends", after: "fires C suspends"),
    Change(
      description: "a shorter within that suspends", old: condition("within 20 days"),
      new: condition("within 10 days suspends"), verdict: "stricter",
      before: "fires C within 20 days not suspends", after: "fires C within 10 days suspends"),
    Change(
      description: "a longer within that suspends", old: condition("within 10 days"),
      new: condition("within 20 days suspends"), verdict: "incomparable",
      before: "fires C within 10 days not suspends", after: "fires C within 20 days suspends"),
    Change(
      description: "a second approver", old: rule("approve A by 1 of SFC.approver"),
      new: rule("approve A by 2 of SFC.approver"), verdict: "stricter",
      before: "fires A by 1 of SFC.approver", after: "fires A by 2 of SFC.approver"),
    Change(
      description: "another question", old: rule("ask Q cap", "at review"),
      new: rule("ask Q users, turnover", "at review"), verdict: "incomparable",
      before: "fires Q about {cap}", after: "fires Q about {turnover, users}"),
    Change(
      description: "a hard refusal", old: rule("refuse R", "soft at offer"),
      new: rule("refuse R", "hard at offer"), verdict: "stricter",
      before: "refused by R soft", after: "refused by R hard"),
    Change(
      description: "a refusal that becomes a shadow", old: rule("refuse R", "hard at offer"),
      new: rule("refuse R", "shadow at offer"), verdict: "looser",
      before: "refused by R", after: "shadow R"),
    Change(
      description: "another approver of a waiver", old: waiver("SFC"), new: waiver("HKMA"),
      verdict: "incomparable", before: "fires W approved_by SFC.approver",
      after: "fires W approved_by HKMA.approver"),
    Change(
      description: "a dropped refusal", old: refuse("facing", id: "R") + refuse("live", id: "R2"),
      new: refuse("live", id: "R2"), verdict: "looser", before: "refused by R",
      after: "refusals = {}"),
    Change(
      description: "a dropped refusal that could only be open",
      old: refuse("facing and not facing", id: "R"), new: refuse("live and not live", id: "R2"),
      verdict: "incomparable", before: "undetermined by R", after: "undetermined by R2"),
    Change(
      description: "a dropped condition that could only be open",
      old: rule("condition C", "at start", when: "when facing and not facing")
        + rule("flag F", "at review"),
      new: rule("flag F", "at review"), verdict: "looser", before: "unknown C",
      after: "open conditions = {}"),
    Change(
      description: "a dropped condition", old: condition("") + rule("flag F", "at review"),
      new: rule("flag F", "at review"), verdict: "looser", before: "fires C",
      after: "conditions = {}"),
    Change(
      description: "a dropped gate", old: gate("2.50%") + rule("flag F", "at review"),
      new: rule("flag F", "at review"), verdict: "looser", before: "fires G",
      after: "gates = {}"),
    Change(
      description: "a dropped waiver", old: waiver("SFC"), new: refuse("facing", id: "R"),
      verdict: "stricter", before: "waived R", after: "refused by R"),
    Change(
      description: "a gate that asks for more", old: gate("2.50%"), new: gate("2.00%"),
      verdict: "stricter", before: "met G", after: "fires G"),
    Change(
      description: "a quota for another time", old: rule("quota U gpu_hours = 20 per month"),
      new: rule("quota U gpu_hours = 20 per week"), verdict: "incomparable",
      before: "quota gpu_hours = 20 per month", after: "quota gpu_hours = 20 per week"),
    Change(
      description: "a dropped clock",
      old: rule("clock K first_review = 5 days", when: "") + rule("flag F", "at review"),
      new: rule("flag F", "at review"), verdict: "incomparable",
      before: "clock first_review = 5 days", after: "clock first_review = none"),
  ]

  @Test(arguments: changes)
  func `a change is shown by a test for each side`(change: Change) throws {
    let sets = (try Fixture.set(change.old), try Fixture.set(change.new))
    let (groups, isProof) = Difference(old: sets.0, new: sets.1, prover: Z3.prover).run()
    #expect(isProof)
    let changed = groups.filter { $0.verdict != .equivalent }
    #expect(changed.contains { $0.verdict.rawValue == change.verdict })
    let witnesses = changed.flatMap(\.witnesses)
    for witness in witnesses {
      let before = try #require(witness.before, "\(witness)")
      let after = try #require(witness.after, "\(witness)")
      #expect(holds(before, in: change.old) && !holds(before, in: change.new), "\(before)")
      #expect(holds(after, in: change.new) && !holds(after, in: change.old), "\(after)")
      #expect(!(before + after).contains(".samples"))
    }
    #expect(witnesses.contains { expects(change.before, $0.before) }, "\(witnesses)")
    #expect(witnesses.contains { expects(change.after, $0.after) }, "\(witnesses)")
  }

  private func expects(_ claim: String, _ test: String?) -> Bool {
    guard let claims = test?.components(separatedBy: "expect ").last else { return false }
    return claims.replacing("\n", with: "").components(separatedBy: "; ").contains(claim)
  }

  private func holds(_ test: String, in statements: String) -> Bool {
    guard let set = PolicySet.compile(Fixture.sources(statements + test)).set else { return false }
    var runner = TestRunner(set)
    return runner.run().allSatisfy(\.failures.isEmpty)
  }
}
