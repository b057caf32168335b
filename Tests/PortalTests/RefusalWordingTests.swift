import Foundation
import TestSupport
import Testing

@testable import Portal

struct RefusalWordingTests {
  /// Functions and sentences that only programs and the database's owner meet.
  private static let notOnPages: Set = [
    "seal_commit", "settle", "worker_actor", "keep_history", "record", "publish_vocabulary",
    "open_session",
    "The lifecycle names a function that is not there.", "No effect chose the state.",
  ]

  /// What the guards return and what acts refuse with, as the schema writes them.
  private static func sentences() throws -> Set<String> {
    let schema = try Repository.text("schema.sql")
    var found: Set<String> = []
    for function in schema.components(separatedBy: "\nCREATE FUNCTION ").dropFirst() {
      let name = function.prefix { $0 != "(" }
      let body = function.components(separatedBy: "\nEND").first ?? ""
      guard name.hasPrefix("guard_") || body.contains("refuse("), !notOnPages.contains("\(name)")
      else { continue }
      for literal in body.matches(of: #/'((?:[^']|'')+)'/#) {
        let text = String(literal.output.1).replacing("''", with: "'")
        if text.first?.isUppercase == true, text.contains(" "), text.hasSuffix(".") {
          found.insert(text)
        }
      }
    }
    return found.subtracting(notOnPages)
  }

  @Test func `every sentence with which an act is refused has its Chinese`() throws {
    let sentences = try RefusalWordingTests.sentences()
    #expect(sentences.count > 150)
    for sentence in sentences {
      // What the schema fills in stands for a name such as a rule's.
      let phrase = RefusalWording.phrase(sentence.replacing("%s", with: "R09"))
      #expect(WordingTests.isChinese(phrase.chinese), "\(sentence)")
    }
  }
}
