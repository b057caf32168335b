import Foundation
import HTTPServer
import Postgres
import TestSupport
import Testing
import Workflow

@testable import Portal

struct DocumentPageTests {
  private static func file(_ name: String) throws -> [UInt8] {
    let path = "Tests/WorkflowTests/Fixtures/Files/\(name)"
    return [UInt8](try Data(contentsOf: Repository.root.appending(path: path)))
  }

  private static func documents(_ draft: Draft, _ site: FirmSite) async throws -> [DocumentView] {
    try await site.desk.sandbox.application(
      draft.reference, as: try await site.caller(FirmSite.preparer)
    ).documents
  }

  @Test func `a paper is what its bytes are, whatever it is called`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("a paper by its bytes")
    let preparer = try await site.browser(FirmSite.preparer)
    let path = "/applications/\(draft.reference)/acts/document_added"
    let sent = try await preparer.sendFile(
      try DocumentPageTests.file("paper.pdf"), named: "card.png",
      [("kind", "model_card"), ("title", "Model card")], to: path)
    #expect(sent.status == .seeOther, "\(sent.markup)")
    let document = try #require(try await DocumentPageTests.documents(draft, site).first)
    #expect(document.media == "application/pdf")
    #expect(document.bytes == Int64(try DocumentPageTests.file("paper.pdf").count))
    #expect(document.scan == "not_scanned")
  }

  @Test(arguments: [
    ("picture.png", "committee_paper", "The file is png by its bytes. This takes pdf, docx."),
    ("macros.docx", "model_card", "The file is of no type that is taken here."),
    ("paper-and-archive.pdf", "model_card", "The file is of no type that is taken here."),
  ])
  func `a file that is not of its kind is refused and not kept`(
    name: String, kind: String, sentence: String
  ) async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("not of its kind \(name)")
    let path = "/applications/\(draft.reference)/acts/document_added"
    let bytes = try DocumentPageTests.file(name) + Array("\(UUID())".utf8.prefix(0))
    for (language, words) in [("en", sentence), ("zh", "此處只接受")] {
      var preparer = try await site.browser(FirmSite.preparer)
      preparer.language = language
      let sent = try await preparer.sendFile(
        bytes, named: "card.pdf", [("kind", kind), ("title", "Kept as typed")], to: path)
      #expect(sent.status == .badRequest)
      #expect(try sent.text().contains(words))
      #expect(sent.markup.contains("Kept as typed"))
    }
    #expect(try await DocumentPageTests.documents(draft, site).isEmpty)
    #expect(!site.keeps(bytes))
  }

  @Test func `a file above its kind's limit is refused at its field, and the form stays filled in`()
    async throws
  {
    let site = try await FirmSite.shared.value
    _ = try await site.desk.pool.query(
      "UPDATE file_form SET most_bytes = 4096 WHERE kind = 'payment_flow'")
    let draft = try await site.draft("above the limit")
    let path = "/applications/\(draft.reference)/acts/document_added"
    let bytes = [UInt8](repeating: 0x61, count: 4_097)
    for (language, words) in [
      ("en", "The file is too large: it may be 4 kB at most."), ("zh", "檔案過大，上限為 4 kB。"),
    ] {
      var preparer = try await site.browser(FirmSite.preparer)
      preparer.language = language
      let sent = try await preparer.sendFile(
        bytes, named: "flow.txt", [("kind", "payment_flow"), ("title", "Kept as typed")], to: path)
      #expect(try sent.text().contains(words))
      #expect(sent.markup.contains("Kept as typed"))
      #expect(try sent.page().all("a").contains { $0.attributes["href"] == "#f-file" })
    }
    #expect(!site.keeps(bytes))
  }

  @Test func `a document is superseded once, stays on record, and is listed behind the new one`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("superseded once")
    try await site.act(
      FirmSite.preparer,
      Act(
        draft.subject, "document_added",
        payload: try await site.paper("model_card", "First card", by: FirmSite.preparer)))
    let first = try #require(try await DocumentPageTests.documents(draft, site).first)
    let preparer = try await site.browser(FirmSite.preparer)
    let path = "/applications/\(draft.reference)"
    let link = "\(path)/acts/document_superseded?document=\(first.id)"
    #expect(try await preparer.get(path).markup.contains(link))
    let sent = try await preparer.sendFile(
      try DocumentPageTests.file("letter.docx"), named: "new.docx", [("title", "Second card")],
      to: link)
    #expect(sent.location == "\(path)?done=application.document_superseded", "\(sent.markup)")
    let documents = try await DocumentPageTests.documents(draft, site)
    #expect(documents.count == 2 && documents.current.map(\.title) == ["Second card"])
    #expect(documents.current.first?.kind == "model_card")
    #expect(
      documents.predecessors(of: try #require(documents.current.first)).map(\.id) == [first.id])
    let page = try await preparer.get(path)
    #expect(try page.text().contains("Earlier versions (1)"))
    #expect(page.markup.contains(">First card</a>"))

    let sentences = [
      "en": "That document is superseded already: supersede the one that stands in its place.",
      "zh": "該文件已被取代，請取代現時的一份。",
    ]
    for (language, sentence) in sentences {
      var reader = preparer
      reader.language = language
      let again = try await reader.sendFile(
        try DocumentPageTests.file("paper.pdf"), named: "x.pdf", [("title", "Third")], to: link)
      #expect(again.status == .unprocessableContent)
      #expect(try again.text().contains(sentence))
    }
    #expect(try await DocumentPageTests.documents(draft, site).count == 2)
  }

  @Test func `a digest alone makes no document: the file must come from who adds it`() async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("a digest alone")
    let stranger = try await site.paper(
      "model_card", "Theirs", of: "A stranger's paper.", by: FirmSite.stranger)
    let refusal = await #expect(throws: Workflow.Refusal.self) {
      try await site.act(
        FirmSite.preparer, Act(draft.subject, "document_added", payload: stranger))
    }
    #expect(refusal?.kind == .unmet)
    #expect(
      refusal?.sentence
        == "Send the file itself first: none with this SHA-256 has come from you.")
  }
}
