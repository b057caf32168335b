import Testing

@testable import Policies

/// What rests on background or a proposal binds once those whom it binds have adopted it.
struct AdoptionTests {
  private let text =
    Fixture.header + """
      instrument IDEA en "An idea" zh "建議" mark proposal
      refuse R en "R" zh "拒" soft at submission when facing cite IDEA whole
      refuse LATER en "L" zh "拒" soft at submission when facing cite IDEA whole
        adopted by joint on 2026-09-01
      refuse EARLIER en "E" zh "拒" soft at submission when facing cite IDEA whole
        adopted by joint on 2026-01-01
      refuse TRIED en "T" zh "拒" shadow at submission when facing cite IDEA whole
      refuse LAWFUL en "L" zh "拒" soft at submission when facing cite LAW whole
      suspend S en "S" zh "停" at submission when facing cite IDEA whole
      flag F en "F" zh "標" at submission when facing cite IDEA whole

      """

  private func compilation(activatedOn day: String?) -> Compilation {
    PolicySet.compile(
      Fixture.vocabularies + [
        SourceFile(name: "sample.policy", text: text, adoptedOn: day.flatMap { CivilDate($0) })
      ])
  }

  /// The rules that do not bind on a day.
  private func shadows(activatedOn day: String?, on asOf: String) throws -> Set<String> {
    let set = try #require(compilation(activatedOn: day).set)
    let facts = Facts.read(json: #"{"facing": true}"#, set.vocabularies[0]).facts
    let situation = Situation(
      stage: .exit, asOf: try #require(CivilDate(asOf)), facts: [.application: facts])
    let decision = set.decide(situation)
    #expect(decision.rules.map(\.isShadow) == set.decideByWalking(situation).rules.map(\.isShadow))
    return Set(decision.rules.filter(\.isShadow).map(\.id))
  }

  @Test func `until it is activated a rule binds only as it says that it will be adopted`() throws {
    #expect(try shadows(activatedOn: nil, on: "2026-06-01") == ["R", "LATER", "TRIED", "S"])
    let findings = compilation(activatedOn: nil).findings.filter { $0.code == .notAdopted }
    #expect(findings.count == 2)
  }

  @Test func `the activation adopts what rests on a proposal, from its day on`() throws {
    #expect(try shadows(activatedOn: "2026-06-01", on: "2026-06-01") == ["LATER", "TRIED"])
    #expect(
      try shadows(activatedOn: "2026-06-01", on: "2026-05-31")
        == ["R", "LATER", "EARLIER", "TRIED", "S"], "nothing was adopted before the activation")
    #expect(try shadows(activatedOn: "2026-06-01", on: "2026-09-01") == ["TRIED"])
    #expect(!compilation(activatedOn: "2026-06-01").findings.contains { $0.code == .notAdopted })
  }

  @Test func `an explanation says who adopted a rule and when`() throws {
    let set = try #require(compilation(activatedOn: "2026-06-01").set)
    let adoptions = Dictionary(
      uniqueKeysWithValues: set.rules.compactMap { rule in
        rule.adoption.map { (rule.id, "\($0.by) \($0.on)") }
      })
    #expect(
      adoptions == [
        "R": "joint 2026-06-01", "LATER": "joint 2026-09-01", "EARLIER": "joint 2026-06-01",
        "S": "joint 2026-06-01",
      ])
    let facts = Facts.read(json: #"{"facing": true}"#, set.vocabularies[0]).facts
    let situation = Situation(
      stage: .exit, asOf: try #require(CivilDate("2026-06-02")), facts: [.application: facts])
    let words = set.decide(situation).text()
    #expect(words.contains("R [joint] R / 拒\n      cites IDEA (proposal)\n"))
    #expect(words.contains("      adopted by joint on 2026-06-01\n"))
  }

  @Test func `the digest tells on which day a text was adopted`() {
    let digests = [nil, "2026-06-01", "2026-06-02"].map { day in
      PolicySet.digest(of: [
        SourceFile(name: "p", text: "text", adoptedOn: day.flatMap { CivilDate($0) })
      ])
    }
    #expect(Set(digests).count == 3)
  }
}
