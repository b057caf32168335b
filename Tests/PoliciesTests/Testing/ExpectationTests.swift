import Testing

@testable import Policies

/// What tests can say of a rule beside when it holds, and that what is wrong fails.
struct ExpectationTests {
  private static let rules = """
    route J to SFC en "a" zh "甲" when facing cite LAW whole
    refuse R en "a" zh "甲" soft at offer when facing cite LAW whole
    waive W of R en "a" zh "甲" when recorded flexible approved_by SFC.approver cite LAW whole
    condition C en "a" zh "甲" at start within 20 days when facing cite LAW whole
    condition D en "a" zh "甲" at start suspends when facing cite LAW whole
    ask Q cap, users en "a" zh "甲" at review when facing cite LAW whole
    document P model_card en "a" zh "甲" at review when facing cite LAW whole
    approve A by 2 of SFC.approver en "a" zh "甲" when facing cite LAW whole
    quota U gpu_hours = 20 per month en "a" zh "甲" cite LAW whole
    refuse O en "a" zh "甲" hard at offer when live cite LAW whole

    """

  private func failures(_ expectation: String, given: String) throws -> [String] {
    let test = "test \"t\" as_of 2026-01-01 given \(given) expect \(expectation)\n"
    var runner = TestRunner(try Fixture.set(Self.rules + test))
    return runner.run().flatMap { $0.failures.map(\.sentence) }
  }

  @Test(arguments: [
    "refused by R soft", "fires R soft", "fires C within 20 days not suspends",
    "fires D within none suspends", "fires Q about {users, cap}", "fires P about {model_card}",
    "fires A by 2 of SFC.approver", "fires J to SFC", "silent W approved_by SFC.approver",
    "undetermined by O missing {live} hard", "refusals = {R}", "open refusals = {O}",
    "refusals excludes {O}", "gates = {}", "waivers = {}", "open conditions = {}",
    "quota gpu_hours = 20 per month", "quota gpu_hours = 20", "quota U = 20",
    "clock first_review = none",
  ])
  func `what a rule says is as expected`(expectation: String) throws {
    #expect(try failures(expectation, given: "facing = yes") == [])
  }

  @Test(arguments: [
    ("refused by R hard", "R says: soft"),
    ("fires C suspends", "C says: within 20 days, not suspends"),
    ("fires C within 20 business_days", "C says: within 20 days, not suspends"),
    ("fires C within none", "C says: within 20 days, not suspends"),
    ("fires Q about {cap}", "Q says: about {cap, users}"),
    ("fires A by 1 of SFC.approver", "A says: by 2 of SFC.approver"),
    ("fires A by 2 of HKMA.approver", "A says: by 2 of SFC.approver"),
    ("fires J to HKMA", "J says: to SFC"), ("fires J soft", "J says: to SFC"),
    ("refusals = {}", "refusals are {R}"), ("open refusals = {}", "open refusals are {O}"),
    ("quota gpu_hours = 20 per week", "gpu_hours is 20 per month"),
    ("quota gpu_hours = none", "gpu_hours is 20"),
    ("clock first_review = 5 days", "first_review is not set"),
  ])
  func `what a rule does not say fails`(expectation: String, sentence: String) throws {
    #expect(try failures(expectation, given: "facing = yes") == [sentence])
  }

  @Test(arguments: [
    ("open route = {}", "R101"), ("open lead = SFC", "R101"), ("fires C within 5", "R120"),
    ("fires A by 2 of SFC.nobody", "R107"), ("fires Q about {nothing_known}", "R104"),
    ("fires J to XYZ", "R106"), ("quota gpu_hours = 5 per year", "R101"),
    ("clock R = 5 days", "R113"),
  ])
  func `names in it are checked`(expectation: String, code: String) {
    let test = "test \"t\" as_of 2026-01-01 given nothing expect \(expectation)\n"
    #expect(codes(Self.rules + test) == [code])
  }
}
