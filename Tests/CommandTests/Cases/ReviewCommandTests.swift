import Foundation
import TestSupport
import Testing

/// What an officer reads of the rules on a terminal.
@Suite struct ReviewCommandTests {
  @Test func `review show gives each source with its own mark, shadows apart`() async throws {
    try await SampleDesk.with(applications: 2) { desk in
      let listed = try await desk.succeed("application", "list", as: "hkma_approver_1")
      let reference = try #require(listed.split(separator: " ").first).description
      _ = try await desk.run(
        ["act", reference, "conflict_declared", "--detail", "{\"conflict\": false}"],
        as: "hkma_officer_2")
      let shown = try await desk.succeed("review", "show", reference, as: "hkma_officer_2")
      let lines = shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

      // A proposal among laws takes nothing from how well those are attested.
      let consent = try #require(lines.firstIndex { $0.hasPrefix("  R03 ") })
      let sources = lines[(consent + 1)...].prefix { $0.hasPrefix("      ") && $0.hasSuffix("]") }
      #expect(sources.count == 6, "\(sources)")
      #expect(sources.contains { $0.contains("PROGRAMME") && $0.hasSuffix(" [proposal]") })
      #expect(sources.contains { $0.contains("SFO") && !$0.hasSuffix(" [proposal]") })

      let attached = try #require(lines.firstIndex(of: "attached by the rules"))
      for kind in ["route", "lead"] {
        let rule = try #require(
          lines[attached...].firstIndex { $0.split(separator: " ").dropFirst().first == kind[...] })
        #expect(lines[rule + 1].hasPrefix("      ") && lines[rule + 1].hasSuffix("]"))
      }

      // Until that day the rule is a shadow.
      let day = "2027-01-01"
      let today = Date(timeIntervalSinceNow: 8 * 3_600).formatted(.iso8601.year().month().day())
      let isToCome = today < day
      let tense = isToCome ? "will be adopted" : "adopted"
      #expect(lines.contains("      \(tense) by SFC on \(day)"), "\(shown)")
      let shadows = lines.firstIndex(of: "shadows, which bind nobody")
      #expect((shadows != nil) == isToCome)
      if let shadows {
        let row = try #require(lines.firstIndex { $0.hasPrefix("  R07-institution ") })
        #expect(shadows < row && lines[row].contains("  Would refuse if: "))
      }
    }
  }
}
