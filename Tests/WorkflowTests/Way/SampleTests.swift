import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing
import Workflow

@testable import Samples

/// The sample cohort, walked by the people of the sample to where its files say.
@Suite struct SampleTests {
  /// Where a planned outcome stands before any job has run; a refusal is told apart by its stage.
  private static let states = [
    "closed": "offered", "trial": "offered", "suspended": "offered", "offered": "offered",
    "consolidation": "consolidation", "in_review": "in_review", "undetermined": "in_review",
    "deferred": "deferred", "withdrawn": "withdrawn",
  ]

  @Test func `each sample application comes to its planned outcome`() async throws {
    try await TestDatabase.with(schema: []) { database in
      let owner = try Installation.pool(database.configuration.connectionString)
      let installation = Installation(owner)
      try await installation.initialise(schema: try Repository.text("schema.sql"))
      let said = Mutex<[String]>([])
      let loader = try SampleLoader(
        root: Repository.root.path, installation, Sandbox(owner, keystore: try .shared())
      ) {
        line in said.withLock { $0.append(line) }
      }
      try await loader.loadProgramme()
      try await loader.walkApplications()
      let told = said.withLock { $0 }
      for (number, application) in loader.files.applications.enumerated() {
        let name = application.file
        let view = try await Self.view(of: application, loader)
        guard number > 0 else {
          #expect(view.head.state == "draft", "the walkthrough's own")
          continue
        }
        if application.plannedOutcome == "refused" {
          try Self.check(refused: view, application, told)
        } else {
          #expect(view.head.state == Self.states[application.plannedOutcome], "\(name)")
        }
        let isAsked = view.questions.contains { $0.state == "open" }
        #expect(isAsked == (application.plannedOutcome == "undetermined"), "\(name)")
      }
      await owner.close()
    }
  }

  private static func view(
    of application: SampleFiles.Application, _ loader: SampleLoader
  ) async throws -> CaseView {
    let firm = try await loader.cast.caller("\(application.firm)_approver")
    let item = try #require(
      try await loader.sandbox.applications(as: firm).first {
        $0.titleEn == application.titleEn
      })
    return try await loader.sandbox.application(item.reference, as: firm)
  }

  /// Those that its note says refused it did, and the firm is told their sentences.
  private static func check(
    refused view: CaseView, _ application: SampleFiles.Application, _ told: [String]
  ) throws {
    let note = application.plannedNote
    let named = note.firstMatch(of: /Refused by (R[0-9]+)( and (R[0-9]+))?/).map {
      [$0.output.1, $0.output.3].compactMap { rule in rule.map { String($0) } }
    }
    if note.contains("at submission") {
      #expect(view.head.state == "draft", "\(application.file)")
      let place = try #require(told.firstIndex { $0.hasPrefix(application.file) })
      let refusal = told[place + 1]
      #expect(refusal.contains("not submitted"))
      #expect((named ?? ["consent"]).allSatisfy { refusal.contains($0) }, "\(refusal)")
    } else {
      #expect(view.head.state == "declined", "\(application.file)")
      #expect(Set(try #require(named)).isSubset(of: view.grounds.map(\.rule)), "\(view.grounds)")
      #expect(view.grounds.allSatisfy { !$0.sentenceEn.isEmpty && !$0.sentenceZh.isEmpty })
      #expect(view.desks.contains { $0.progress == "stood_down" })
    }
  }
}
