import Foundation
import Policies
import Postgres
import Samples
import TestSupport
import Testing
import Workflow

/// The fast lane is policy alone: a case of low risk is read in half the time, and is told why.
@Suite struct FastLaneTests {
  @Test
  func `the sample of low risk has the short clocks, the others the usual ones, each explained`()
    async throws
  {
    try await SampleHouse.with(applications: 4) { house in
      let lengths = try await house.texts(
        """
        SELECT DISTINCT a.title_en || ': ' || c.name || ' ' || c.length || ' ' || c.unit || ' by ' || c.rule
          FROM clock c JOIN application a ON a.id = c.root
         WHERE c.name IN ('first_review', 'completeness') AND a.title_en LIKE ANY ('{%raud investigator%,%uspicious%}') ORDER BY 1
        """)
      let said = lengths.map { String($0.drop { $0 != ":" }.dropFirst(2)) }
      #expect(
        said == [
          "completeness 5 business_days by K03", "first_review 20 business_days by K01",
          "completeness 3 business_days by K03a", "first_review 10 business_days by K01a",
        ], "\(lengths)")
      for (title, rule) in [("%raud investigator%", "K01a"), ("%uspicious%", "K01")] {
        let reference = try await house.text(
          "SELECT reference FROM application WHERE title_en LIKE \(title)")
        let officer = try await house.cast.caller("hkma_officer_1")
        let clocks = try await house.sandbox.clocks(of: reference, as: officer)
        let review = try #require(clocks.first { $0.name == "first_review" && $0.remit == "HKMA" })
        #expect(review.rules.map(\.rule) == [rule])
        #expect(review.rules.allSatisfy { $0.mark == "proposal" && !$0.sentenceZh.isEmpty })
        #expect(review.lines.first?.kind == "length")
        let firm = try await house.text(
          """
          SELECT f.key || '_preparer' FROM firm f JOIN application a ON a.firm = f.id WHERE a.reference = \(reference)
          """)
        let theirs = try await house.sandbox.clocks(
          of: reference, as: try await house.cast.caller(firm))
        #expect(!theirs.isEmpty && theirs.allSatisfy { $0.remit == nil || $0.name == "answer" })
      }
      let report = try await house.installation.check()
      #expect(report.parts.allSatisfy { $0.faults.isEmpty })
    }
  }
}
