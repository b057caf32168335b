import Foundation
import Testing

@testable import Portal

struct WordingTests {
  static func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  private static var everyPhrase: [(place: String, phrase: Phrase)] {
    var all: [(String, Phrase)] = []
    for (table, states) in StateWording.all {
      for (state, words) in states { all.append(("\(table).\(state)", words.phrase)) }
    }
    for (table, events) in EventWording.all {
      for (event, words) in events {
        all += [("\(table).\(event)", words.act), ("\(table).\(event) done", words.done)]
      }
    }
    for (role, phrase) in RoleWording.all { all.append(("role \(role)", phrase)) }
    for (move, phrase) in RoleWording.nextMove where move != "until" {
      all.append(("move \(move)", phrase))
    }
    for (remit, words) in RemitWording.all {
      all += [("remit \(remit)", words.short), ("remit \(remit) full", words.full)]
    }
    for (desk, phrase) in RemitWording.deskForFirm { all.append(("desk \(desk)", phrase)) }
    for (code, words) in ProblemWording.byCode {
      all += [("problem \(code)", words.title), ("problem \(code) detail", words.detail)]
    }
    for (status, words) in ProblemWording.byStatus {
      all += [("status \(status)", words.title), ("status \(status) detail", words.detail)]
    }
    for outcome in OutcomeRow.Outcome.allCases { all.append(("\(outcome)", outcome.phrase)) }
    for mark in Cite.Attestation.allCases { all.append(("\(mark)", mark.phrase)) }
    return all
  }

  @Test func `every phrase is in both languages`() {
    #expect(WordingTests.everyPhrase.count > 380)
    for (place, phrase) in WordingTests.everyPhrase {
      #expect(!phrase.english.isEmpty && !WordingTests.isChinese(phrase.english), "\(place)")
      #expect(WordingTests.isChinese(phrase.chinese), "\(place)")
      #expect(
        phrase.english.components(separatedBy: "{}").count
          == phrase.chinese.components(separatedBy: "{}").count, "\(place)")
    }
  }

  @Test func `the states of one table are told apart by their words in both languages`() {
    for (table, states) in StateWording.all {
      #expect(Set(states.values.map(\.phrase.english)).count == states.count, "\(table)")
      #expect(Set(states.values.map(\.phrase.chinese)).count == states.count, "\(table)")
    }
  }

  @Test func `the acts of one table are told apart by their buttons`() {
    for (table, events) in EventWording.all {
      #expect(Set(events.values.map(\.act.english)).count == events.count, "\(table)")
      #expect(Set(events.values.map(\.act.chinese)).count == events.count, "\(table)")
    }
  }

  @Test func `each desk has a letter of its own`() {
    #expect(Set(RemitWording.all.values.map(\.letter)).count == RemitWording.all.count)
  }

  @Test func `a Chinese page has no English left but names, codes and references`() async throws {
    let allowed: Set<String> = [
      "English", "Wong", "Ka", "Yan", "Example", "Bank", "Hong", "Kong", "Limited", "Models",
      "para", "Tab", "Enter",
    ]
    let pages = try await SamplePages.all().filter { $0.name.hasSuffix("chinese") }
    for (name, markup) in pages {
      let page = try MarkupReader(markup)
      for element in page.elements
      where ["p", "li", "dt", "dd", "th", "td", "label", "legend", "h2", "h3", "button", "a"]
        .contains(element.name)
      {
        guard element.attributes["lang"] == nil else { continue }
        let words = element.text.matches(of: #/[A-Za-z-]{3,}/#).map { String($0.output) }
        let foreign = words.filter { word in
          word.contains(where: \.isLowercase) && !allowed.contains(word) && !word.hasPrefix("Gen")
        }
        #expect(foreign.isEmpty, "\(name): \(element.name) \(foreign)")
      }
    }
  }

  @Test func `a phrase is filled in order, and what is filled in is not filled again`() {
    let phrase = Phrase("{} of {}", "{}／{}").filled(with: "{}", "2")
    #expect(phrase == Phrase("{} of 2", "{}／2"))
  }
}
