import Foundation
import Testing

@testable import Policies

/// What a person reads of a rule who does not read the policy language.
struct RuleWordsTests {
  private func words(_ condition: String, before: String = "") throws -> RuleWords {
    let set = try Fixture.set(
      before + "refuse R1 en \"r\" zh \"拒\" soft at offer when \(condition) cite LAW para \"2\"\n")
    let day = try #require(CivilDate("2026-07-01"))
    return set.words(of: try #require(set.rule("R1")), on: day)
  }

  @Test(arguments: [
    ("facing", "Facing: yes", "面向：是"),
    ("not facing", "Facing: no", "面向：否"),
    ("only_reads", "Only reads: yes", "只讀：是"),
    ("routed HKMA", "reviewed by the HKMA", "由金管局審核"),
    ("not routed SFC", "not reviewed by the SFC", "不由證監會審核"),
    ("autonomy = acts", "Autonomy: Acts", "自主：行"),
    ("autonomy != acts", "Autonomy: other than Acts", "自主：並非行"),
    ("autonomy in {none, reads}", "Autonomy: None or Reads", "自主：無或讀"),
    ("review has before", "Review: including B", "覆核：包括前"),
    ("review any_of {before, after}", "Review: including B or A", "覆核：包括前或後"),
    ("not review all_of {before, after}", "Review: without all of B and A", "覆核：未同時包括前及後"),
    ("review only {sampled}", "Review: only S", "覆核：只限於抽"),
    ("review is empty", "Review: none chosen", "覆核：沒有選任何一項"),
    ("cap is none", "Cap: there is none", "上限：沒有"),
    (
      "cap is not none and cap > HKD 1_000.50", "Cap: there is one, and Cap: more than HK$1,000.5",
      "上限：有，而且上限：超過HK$1,000.5"
    ),
    ("users >= 1_500", "Users: at least 1,500", "用戶：不少於1,500"),
    ("not users >= 1_500", "Users: less than 1,500", "用戶：少於1,500"),
    ("5 < users", "Users: more than 5", "用戶：超過5"),
    ("score = 1.20", "Score: 1.2", "分：等於1.2"),
    ("rate <= 2.50%", "Rate: at most 2.5%", "率：不超過2.5%"),
    ("start < 2026-12-01", "Start: before 1 Dec 2026", "始：早於2026年12月1日"),
    (
      "start > as_of + 14 days", "Start: later than the day of the check plus 14 days",
      "始：遲於評核當日加14日"
    ),
    (
      "end > start + longest", "End: later than Start plus Longest (6 months)",
      "終：遲於「始」加「最長」（6個月）"
    ),
    (
      "end - start > 90 days", "the time from Start to End: more than 90 days",
      "由「始」至「終」的時間：超過90日"
    ),
    ("retention < 12 months", "Kept: less than 12 months", "保存：少於12個月"),
    ("sla > 1 business_days", "Service: more than 1 business day", "服務：超過1個工作日"),
    ("known(users cite LAW whole)", "Users: stated", "用戶：已述明"),
    ("not known(users cite LAW whole)", "Users: not stated", "用戶：未述明"),
    (
      "(live or_assume yes cite LAW whole)", "Live: yes (where not stated: yes)",
      "實時：是（未述明則視為是）"
    ),
    (
      "(users or_assume 5 cite LAW whole) > 3", "Users: more than 3 (where not stated: 5)",
      "用戶：超過3（未述明則視為5）"
    ),
    (
      "cap is not none and not cap > HKD 5", "Cap: there is one, and not so: Cap: more than HK$5",
      "上限：有，而且並非「上限：超過HK$5」"
    ),
    ("licences is empty", "Licences: no entry", "牌照：沒有任何一項"),
    (
      "some l in licences (l.class = bank and l.principal)",
      "Licences: at least one entry has (Class: Bank, and Principal: yes)",
      "牌照：至少有一項符合（類別：銀行，而且主要：是）"
    ),
    (
      "no l in licences (l.principal)", "Licences: no entry has (Principal: yes)",
      "牌照：沒有任何一項符合（主要：是）"
    ),
    (
      "not some l in licences (l.principal)", "Licences: no entry has (Principal: yes)",
      "牌照：沒有任何一項符合（主要：是）"
    ),
    (
      "not every l in licences (l.principal)", "Licences: not every entry has (Principal: yes)",
      "牌照：並非每一項均符合（主要：是）"
    ),
    (
      "count l in licences (l.principal) >= 2",
      "Licences: at least 2 entries have (Principal: yes)",
      "牌照：符合（主要：是）的項目數不少於2"
    ),
    (
      "facing and (live or users > 5)", "Facing: yes, and (Live: yes, or Users: more than 5)",
      "面向：是，而且（實時：是，或用戶：超過5）"
    ),
    ("not (facing and live)", "Facing: no, or Live: no", "面向：否，或實時：否"),
    ("early", "Live: yes, and Facing: no", "實時：是，而且面向：否"),
    (
      "early and users > 5", "Live: yes, and Facing: no, and Users: more than 5",
      "實時：是，而且面向：否，而且用戶：超過5"
    ),
  ])
  func `a condition is said in words in both languages`(
    condition: String, english: String, chinese: String
  ) throws {
    let said = try words(
      condition,
      before: """
        param longest : months 1..24 en "Longest" zh "最長"
          from 2020-01-01 = 6 months cite LAW whole
        let early = live and not facing
        condition K en "k" zh "條" at offer
          when early and end > start + longest cite LAW whole

        """)
    #expect(said.condition == Texts(en: english, zh: chinese))
  }

  @Test func `each part is found under the words by which a decision names it`() throws {
    let said = try words("routed HKMA and not facing and cap is none")
    #expect(said.words(of: "routed HKMA")?.zh == "由金管局審核")
    #expect(said.words(of: "facing")?.en == "Facing: yes")
    #expect(said.words(of: "cap is none")?.en == "Cap: there is none")
    #expect(said.words(of: "live") == nil)
    #expect(said.text == "routed HKMA and not facing and cap is none")
  }

  @Test func `one entry has, and more have`() throws {
    let one = try words("count l in licences (l.principal) >= 1").condition
    #expect(one.en.hasPrefix("Licences: at least 1 entry has ("))
    let two = try words("count l in licences (l.principal) >= 2").condition
    #expect(two.en.hasPrefix("Licences: at least 2 entries have ("))
  }

  @Test func `a heading without a number is not left out in Chinese`() throws {
    let set = try Fixture.set(
      "flag F1 en \"f\" zh \"示\" at offer when facing cite LAW section \"eligibility\"\n")
    let cited = try #require(set.rule("F1")?.citations.first)
    #expect(cited.briefly == Texts(en: "LAW, section eligibility", zh: "LAW 「eligibility」一節"))
  }

  @Test func `a gate says what it measures and on how much`() throws {
    let set = try Fixture.set(
      """
      gate G1 en "g" zh "關" at exit require error_rate <= 2.50% samples >= 1_000 window >= 30 days
        cite LAW whole

      """)
    let day = try #require(CivilDate("2026-07-01"))
    let said = set.words(of: try #require(set.rule("G1")), on: day).condition
    #expect(said.en.contains("at most 2.5% ("))
    #expect(said.en.contains("on at least 1,000 samples over at least 30 days"))
    #expect(said.zh.contains("以不少於1,000個樣本為據，為期不少於30日"))
  }

  @Test func `a list's field is named as a missing fact is, with its list`() throws {
    let set = try Fixture.set("")
    #expect(set.label(ofFact: "licences.class") == Texts(en: "Licences: Class", zh: "牌照：類別"))
    #expect(set.label(ofFact: "licences[0].class")?.en == "Licences: Class")
    #expect(set.label(ofFact: "users")?.zh == "用戶")
    #expect(set.label(ofFact: "nothing") == nil)
  }

  @Test(arguments: [
    ("section \"378\"", "A law, section 378", "法例第378節"),
    ("para \"18(b)\"", "A law, paragraph 18(b)", "法例第18(b)段"),
    ("para \"26 and 27\"", "A law, paragraph 26 and 27", "法例第26段及第27段"),
    ("note \"16\"", "A law, note 16", "法例註16"),
    ("section \"roles\"", "A law, section roles", "法例「roles」一節"),
    ("section \"Schedule 1A\"", "A law, Schedule 1A", "法例附表1A"),
    ("whole", "A law", "法例"),
  ])
  func `a source is said with the instrument's title and its place`(
    place: String, english: String, chinese: String
  ) throws {
    let set = try Fixture.set(
      "flag F1 en \"f\" zh \"示\" at offer when facing cite LAW \(place)\n")
    let day = try #require(CivilDate("2026-07-01"))
    let said = set.words(of: try #require(set.rule("F1")), on: day)
    #expect(said.citations.map(\.words) == [Texts(en: english, zh: chinese)])
  }

  @Test func `no word of the language is left in what is said of the regulators' rules`() throws {
    let set = try #require(Regulators.set)
    let day = try #require(CivilDate("2026-11-21"))
    let names = Set(set.vocabularies.flatMap(\.names).filter { $0.contains { "._".contains($0) } })
    for rule in set.rules {
      let said = set.words(of: rule, on: day)
      for text in [said.condition.en, said.condition.zh] {
        #expect(!text.contains("_"), "\(rule.id): \(text)")
        #expect(names.allSatisfy { !text.contains($0) }, "\(rule.id): \(text)")
      }
      #expect(said.condition.zh.contains { $0.isHan }, "\(rule.id): \(said.condition.zh)")
      #expect(said.citations.allSatisfy { $0.words.zh.contains { $0.isHan } }, "\(rule.id)")
      let named = Set(said.parts.map(\.text))
      #expect(named.count == said.parts.count, "\(rule.id): two parts under one name")
    }
  }
}

extension Character {
  /// Of the unified ideographs.
  fileprivate var isHan: Bool {
    unicodeScalars.allSatisfy { ("\u{4E00}"..."\u{9FFF}").contains($0) }
  }
}
