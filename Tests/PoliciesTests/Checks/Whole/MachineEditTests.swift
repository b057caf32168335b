import Policies
import Testing

/// Every edit that the checker proposes, put into the text, takes its finding away.
struct MachineEditTests {
  /// Statements under the usual header, and the same as the edit leaves them.
  private static let mends: [(code: String, wrong: String, right: String)] =
    [
      ("R104", refuse("facng and live"), refuse("facing and live")),
      (
        "R104", refuse("no l in licences (l.clas = bank)"),
        refuse("no l in licences (l.class = bank)")
      ),
      ("R105", refuse("autonomy = act"), refuse("autonomy = acts")),
      ("R106", refuse("routed SCF"), refuse("routed SFC")),
      ("R101", refuse("users == 3"), refuse("users = 3")),
      ("R101", refuse("!facing"), refuse("not facing")),
      ("R101", refuse("start > 2026-3-5"), refuse("start > 2026-03-05")),
      (
        "R101", refuse("facing").replacing("para \"1\"", with: "para \"1"),
        refuse("facing")
      ),
      ("R120", refuse("cap is none or cap < 100"), refuse("cap is none or cap < HKD 100")),
      ("R120", refuse("rate < 5"), refuse("rate < 5%")),
      ("R120", refuse("delay < 5"), refuse("delay < 5 days")),
      ("R120", refuse("3 < retention"), refuse("3 months < retention")),
      ("R120", refuse("cap = none"), refuse("cap is none")),
      ("R120", refuse("review = sampled"), refuse("review has sampled")),
      ("R120", refuse("review != sampled"), refuse("not review has sampled")),
      ("R120", refuse("autonomy has acts"), refuse("autonomy = acts")),
      ("R120", refuse("autonomy any_of {acts, reads}"), refuse("autonomy in {acts, reads}")),
      ("R120", refuse("review in {sampled}"), refuse("review any_of {sampled}")),
      ("R121", refuse("end - start > 6 months"), refuse("end > start + 6 months")),
      (
        "R124", refuse("facing and cap > HKD 3"),
        refuse("facing and (cap is not none and cap > HKD 3)")
      ),
      (
        "R124", refuse("some l in licences (l.since > start)"),
        refuse("some l in licences ((l.since is not none and l.since > start))")
      ),
      ("R125", refuse("flexible", at: "submission"), refuse("flexible", at: "review")),
      ("R126", refuse("users > \"1,000\""), refuse("users > 1000")),
      ("R150", refuse("users \u{2265} 3"), refuse("users >= 3")),
      ("R150", refuse("f\u{0430}cing"), refuse("facing")),
      ("R150", "# a comment\u{200B}\n" + refuse("facing"), "# a comment\n" + refuse("facing")),
    ] + clauses

  private static let flag = "flag F en \"a\" zh \"甲\" at review when facing"

  private static let clauses: [(code: String, wrong: String, right: String)] = [
    ("R130", "\(flag) cite LAW", "\(flag) cite LAW whole"),
    (
      "R131", "\(flag) cite LAW whole\nflag G en \"a\" at review when live cite LAW whole",
      "\(flag) cite LAW whole\nflag G en \"a\" zh \"甲\" at review when live cite LAW whole"
    ),
    (
      "R133", refuse("facing").replacing("soft ", with: ""), refuse("facing")
    ),
    ("R134", "\(flag) hard cite LAW whole", "\(flag) cite LAW whole"),
    ("R134", "\(flag) cite LAW whole\n  at offer\n", "\(flag) cite LAW whole\n"),
    (
      "R135", "instrument WEAK en \"w\" zh \"弱\" mark reported\n\(flag) cite WEAK whole as read",
      "instrument WEAK en \"w\" zh \"弱\" mark reported\n\(flag) cite WEAK whole"
    ),
    ("R141", "let unused = live\n\n\(flag) cite LAW whole", "\(flag) cite LAW whole"),
    (
      "R143", "\(flag) cite LAW whole from 2026-02-01 until 2026-01-01",
      "\(flag) cite LAW whole from 2026-01-01 until 2026-02-01"
    ),
    ("R102", refuse("facing") + refuse("live"), refuse("facing") + refuse("live", id: "R2")),
    (
      "R170", refuse("cap is none") + "test \"t\" as_of 2026-01-01 given cap = 5 expect met R1",
      refuse("cap is none") + "test \"t\" as_of 2026-01-01 given cap = HKD 5 expect met R1"
    ),
    (
      "R170",
      "\(flag) cite LAW whole\ntest \"t\" as_of 2026-01-01 given review = sampled expect silent F",
      "\(flag) cite LAW whole\ntest \"t\" as_of 2026-01-01 given review = {sampled} expect silent F"
    ),
  ]

  @Test(arguments: mends)
  func `an edit mends the text`(code: String, wrong: String, right: String) throws {
    let found = try #require(Fixture.compile(wrong).findings.first { $0.code.rawValue == code })
    let edit = try #require(found.edit, "\(found.text)")
    let mended = Self.applied(edit, to: Fixture.header + wrong)
    #expect(mended == Fixture.header + right)
    #expect(!codes(right).contains(code), "\(Fixture.compile(right).findings.map(\.text))")
  }

  /// The examples of the page of findings: whatever has an edit loses its finding by it, and gains none.
  @Test(arguments: FindingCode.allCases)
  func `an edit takes its finding away and brings none`(code: FindingCode) throws {
    let entry = try #require(FindingPage.entries[code.rawValue])
    let sources = entry.sources
    let before = PolicySet.compile(sources).findings
    for finding in before {
      guard let edit = finding.edit else { continue }
      let mended = sources.map { source in
        source.name != finding.file
          ? source : SourceFile(name: source.name, text: Self.applied(edit, to: source.text))
      }
      let after = PolicySet.compile(mended).findings
      #expect(after.count < before.count, "\(after.map(\.text))")
      #expect(!after.contains { $0.code == finding.code && $0.sentence == finding.sentence })
    }
  }

  /// The codes whose example on the page carries an edit; the others need a person to decide.
  @Test func `what a machine can mend is mended by an edit`() {
    let mended = FindingCode.allCases.filter { code in
      FindingPage.entries[code.rawValue].map { entry in
        PolicySet.compile(entry.sources).findings.contains { $0.code == code && $0.edit != nil }
      } ?? false
    }
    #expect(
      mended.map(\.rawValue) == [
        "R101", "R102", "R104", "R105", "R106", "R107", "R108", "R110", "R112", "R113", "R120",
        "R121",
        "R124",
        "R125", "R131", "R134", "R135", "R141", "R143", "R146", "R147", "R150", "R170",
      ])
  }

  static func applied(_ edit: Finding.Edit, to text: String) -> String {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(edit.bytes, with: Array(edit.text.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }
}
