import Testing

@testable import Policies

/// Newer versions beside those that cases in flight came under.
struct ReachingBackTests {
  private static let older = """
    policy sample 1.0.0 for joint from 2020-01-01 en "Sample" zh "示例"
    vocabulary application 1, metrics 1, variation 1, panel 1, job 1, incident 1
    instrument LAW en "A law" zh "法例" mark read
    param most : int 0 .. 100 en "Most" zh "上限" from 2020-01-01 = 10 cite LAW whole
    route TO to SFC en "To" zh "派" when facing cite LAW whole
    lead L otherwise choice en "L" zh "主" cite LAW whole
    refuse KEPT en "Kept" zh "留" soft at submission when users > most cite LAW whole
    refuse MENDED en "Old" zh "舊" soft at submission when live cite LAW whole
    waive W of MENDED en "W" zh "免" when recorded flexible approved_by SFC.approver cite LAW whole
    condition C en "C" zh "件" at submission when facing cite LAW whole
    flag GONE en "Gone" zh "去" at submission when facing cite LAW whole
    clock K first_review = 20 business_days en "K" zh "鐘" cite LAW whole
      except K1 = 10 business_days en "K1" zh "鐘" when facing cite LAW whole
    test "kept" as_of 2026-01-01 given users = 11 expect refused by KEPT
    test "mended" as_of 2026-01-01 given live = yes expect refused by MENDED

    """

  /// Says other things of everything; what reaches back is the caller's to say.
  private static func newer(
    header: String = "", mended: String = "", added: String = "", clock: String = "",
    kept: String = ""
  ) -> String {
    """
    policy sample 2.0.0 for joint from 2026-01-01 en "Sample" zh "示例" \(header)
    vocabulary application 1, metrics 1, variation 1, panel 1, job 1, incident 1
    instrument RULE en "A rule" zh "規則" mark read
    param most : int 0 .. 100 en "Most" zh "上限" from 2020-01-01 = 5 cite RULE whole
    route TO to SFC en "To" zh "派" when live cite RULE whole
    lead L otherwise choice en "L" zh "主" cite RULE whole
    refuse KEPT en "New" zh "新" soft at submission when users > most cite RULE whole \(kept)
    refuse MENDED en "New" zh "新" soft at submission when users > most cite RULE whole \(mended)
    refuse ADDED en "Added" zh "加" soft at submission when live cite RULE whole \(added)
    except E to C en "E" zh "例" when live cite RULE whole \(added)
    flag OTHER en "Other" zh "他" at submission when facing cite RULE whole
    clock K first_review = 5 business_days en "K" zh "鐘" cite RULE whole \(clock)
    condition C en "C" zh "件" at submission when facing cite RULE whole
    """
  }

  private static let reach = "applies_to received before 2025-07-01"

  private func set(
    _ newer: String?, before: String = "2025-07-01", older: String = older
  ) throws -> PolicySet {
    var sources = Fixture.vocabularies + [SourceFile(name: "sample.policy", text: older)]
    if let newer {
      sources.append(
        SourceFile(name: "sample.policy", text: newer, reachingBefore: CivilDate(before)))
    }
    let compilation = PolicySet.compile(sources)
    return try #require(
      compilation.set, "\(compilation.findings.map(\.text).joined(separator: "\n"))")
  }

  private func decision(_ set: PolicySet, _ json: String) throws -> Decision {
    let facts = Facts.read(json: json, set.vocabularies[0])
    try #require(facts.problems.isEmpty)
    let situation = Situation(
      stage: .exit, asOf: try #require(CivilDate("2026-06-01")),
      facts: [.application: facts.facts])
    let decision = set.decide(situation)
    let walked = set.decideByWalking(situation)
    #expect(decision.rules.map(\.outcome) == walked.rules.map(\.outcome))
    #expect(decision.route == walked.route && decision.lead == walked.lead)
    return decision
  }

  private func outcomes(_ decision: Decision) -> [String: String] {
    Dictionary(uniqueKeysWithValues: decision.rules.map { ($0.id, $0.outcome.rawValue) })
  }

  private let facts = #"{"facing": true, "live": true, "users": 7, "choice": "SFC"}"#

  @Test func `of a newer version only the rules count that reach the case`() throws {
    let set = try set(Self.newer(added: Self.reach))
    let found = outcomes(try decision(set, facts))
    #expect(
      found == [
        "TO": "applies", "L": "applies", "KEPT": "met", "MENDED": "not_met",
        "W": "does_not_apply", "C": "excepted", "GONE": "applies", "K": "applies",
        "K1": "applies", "ADDED": "not_met", "E": "applies",
      ])
  }

  @Test func `a rule of the case's own version gives way to one with its id`() throws {
    let set = try set(Self.newer(mended: Self.reach))
    let mended = try #require(set.rule("MENDED"))
    #expect(mended.texts.en == "New" && mended.citations.map(\.instrument) == ["RULE"])
    #expect(set.rules.count { $0.id == "MENDED" } == 1)
    let decision = try decision(set, facts)
    let outcome = try #require(decision.rules.first { $0.id == "MENDED" })
    #expect(outcome.outcome == .notMet && outcome.newerVersion == "sample 2.0.0")
    #expect(decision.text().contains("of sample 2.0.0, which reaches this case"))
    #expect(decision.rules.allSatisfy { $0.id == "MENDED" || $0.newerVersion == nil })
    #expect(set.rule("ADDED") == nil && set.rule("OTHER") == nil)
  }

  @Test func `each rule keeps the values and names of its own version`() throws {
    let found = outcomes(
      try decision(try set(Self.newer(mended: Self.reach)), #"{"users": 7, "live": false}"#))
    #expect(found["KEPT"] == "met", "of the older version at most 10")
    #expect(found["MENDED"] == "not_met", "of the newer at most 5")
  }

  @Test func `a waiver of the case's own version waives the rule that has the place of its own`()
    throws
  {
    let set = try set(Self.newer(mended: Self.reach))
    let facts = #"{"users": 7, "live": true, "flexible": true}"#
    #expect(outcomes(try decision(set, facts))["MENDED"] == "waived")
  }

  @Test func `a clock that reaches back takes the place of the older one with its exceptions`()
    throws
  {
    let own = try decision(try set(nil), facts)
    #expect(own.clocks.map(\.value) == ["10 business_days"])
    let set = try set(Self.newer(clock: Self.reach))
    #expect(try decision(set, facts).clocks.map(\.value) == ["5 business_days"])
    #expect(set.rule("K1") == nil)
    #expect(
      set.clockLengths(on: try #require(CivilDate("2026-06-01"))).map(\.length.count) == [5])
  }

  @Test func `a version that as a whole reaches the case has the place of the older one`() throws {
    let set = try set(
      Self.newer(header: Self.reach, kept: "applies_to received before 2025-01-01"))
    let found = outcomes(try decision(set, facts))
    #expect(set.rule("GONE") == nil && set.rule("W") == nil && set.rule("K1") == nil)
    #expect(found["OTHER"] == "applies" && found["MENDED"] == "not_met")
    #expect(set.rule("KEPT")?.texts.en == "Kept", "its own day leaves the case to the older one")
    let earlier = try self.set(
      Self.newer(header: Self.reach, kept: "applies_to received before 2025-01-01"),
      before: "2025-01-01")
    #expect(earlier.rule("KEPT")?.texts.en == "New")
  }

  @Test func `how far a version reaches a case is the first of its days after the case came`()
    throws
  {
    let text = Self.newer(
      header: "applies_to received before 2025-01-01", mended: Self.reach, added: Self.reach)
    let policy = try #require(
      PolicySet.compile(Fixture.vocabularies + [SourceFile(name: "n", text: text)]).set?.policies[0]
    )
    for (received, day) in [
      ("2024-12-31", "2025-01-01"), ("2025-01-01", "2025-07-01"), ("2025-06-30", "2025-07-01"),
      ("2025-07-01", nil),
    ] {
      let reach = policy.reach(toCaseReceivedOn: try #require(CivilDate(received)))
      #expect(reach?.description == day, "\(received)")
    }
  }

  @Test func `the digest tells how far a text reaches, and not in which order texts came`() throws {
    let plain = [("a", "2025-01-01"), ("b", nil)].map { name, day in
      SourceFile(name: name, text: "text", reachingBefore: day.flatMap { CivilDate($0) })
    }
    let digest = PolicySet.digest(of: plain)
    #expect(digest == PolicySet.digest(of: plain.reversed()))
    let others = [
      [SourceFile(name: "a", text: "text"), plain[1]],
      [SourceFile(name: "a", text: "text", reachingBefore: CivilDate("2025-01-02")), plain[1]],
      [plain[0], SourceFile(name: "b", text: "text", reachingBefore: CivilDate("2025-01-01"))],
    ]
    for other in others { #expect(PolicySet.digest(of: other) != digest) }
  }

  @Test func `what cannot stand beside the older version is found`() throws {
    let text = Self.newer(clock: Self.reach).replacing("clock K ", with: "clock K9 ")
    let compilation = PolicySet.compile(
      Fixture.vocabularies + [
        SourceFile(name: "sample.policy", text: Self.older.replacing("K1", with: "K2")),
        SourceFile(name: "sample.policy", text: text, reachingBefore: CivilDate("2025-07-01")),
      ])
    #expect(compilation.findings.contains { $0.code == .timelineOverlap && $0.weight == .error })
  }
}
