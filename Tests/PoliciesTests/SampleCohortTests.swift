import Foundation
import Policies
import Testing

/// One file of the sample cohort.
struct SampleApplication: CustomTestStringConvertible, Sendable {
  let name: String
  let plannedOutcome: String
  let factsText: String

  var testDescription: String { name }

  static let all: [SampleApplication] = {
    let folder = Regulators.root.appending(path: "deploy/samples/applications")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { read(folder.appending(path: $0)) }
  }()

  private static func read(_ file: URL) -> SampleApplication? {
    guard
      let data = try? Data(contentsOf: file),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let outcome = object["planned_outcome"] as? String, let facts = object["facts"],
      let text = try? JSONSerialization.data(withJSONObject: facts)
    else { return nil }
    return SampleApplication(
      name: file.lastPathComponent, plannedOutcome: outcome,
      factsText: String(decoding: text, as: UTF8.self))
  }

  /// What the policies say of it at each stage before the trial.
  func decisions(_ set: PolicySet) throws -> [Decision] {
    let vocabulary = try #require(set.vocabulary(.application))
    let (facts, problems) = Facts.read(json: factsText, vocabulary)
    #expect(problems.isEmpty, "\(problems)")
    let day = try #require(CivilDate("2026-11-23"))
    return [Stage.submission, .review, .offer, .start].map { stage in
      set.decideByWalking(Situation(stage: stage, asOf: day, facts: [.application: facts]))
    }
  }
}

struct SampleCohortTests {
  private func compiled() throws -> PolicySet {
    try #require(Regulators.set)
  }

  @Test func `the cohort holds seventeen applications`() {
    #expect(SampleApplication.all.count == 17)
  }

  @Test(arguments: SampleApplication.all)
  func `a sample application is read, routed and judged as planned`(
    _ application: SampleApplication
  ) throws {
    let decisions = try application.decisions(try compiled())
    for decision in decisions {
      #expect(decision.route.isDetermined)
      if case .remit = decision.lead {} else { Issue.record("no lead: \(decision.lead)") }
    }
    let refusals = Set(decisions.flatMap { $0.refusals.map(\.id) })
    let open = Set(decisions.flatMap { $0.openRefusals.map(\.id) })
    #expect(refusals.isEmpty == (application.plannedOutcome != "refused"), "\(refusals)")
    #expect(open.isEmpty == (application.plannedOutcome != "undetermined"), "\(open)")
    let isOverQuota = decisions[3].applying("flag").contains { $0.id == "R47" }
    #expect(isOverQuota == (application.plannedOutcome == "deferred"))
  }

  @Test func `the walkthrough needs three desks and two approvers of the SFC`() throws {
    let application = try #require(SampleApplication.all.first)
    let decision = try application.decisions(try compiled())[1]
    #expect(decision.route.certain.sorted() == ["HKMA", "IA", "SFC"])
    let approvals = decision.approvals.map { "\($0.count) of \($0.approver)" }
    #expect(approvals.contains("2 of SFC.approver"))
    #expect(decision.applying("condition").map(\.id).sorted() == ["R09", "R34"])
  }

  @Test func `all five desks are reached`() throws {
    let set = try compiled()
    let reached = try SampleApplication.all.flatMap { try $0.decisions(set)[0].route.certain }
    #expect(Set(reached) == ["HKMA", "SVF", "SFC", "IA", "MPFA"])
  }
}
