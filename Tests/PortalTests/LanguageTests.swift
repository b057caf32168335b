import Foundation
import HTTPServer
import Testing

@testable import Portal

struct LanguageTests {
  @Test(arguments: [
    ("zh-HK,zh;q=0.9,en;q=0.8", Language.chinese), ("en-GB,en;q=0.9", .english),
    ("fr, zh-Hant;q=0.2", .chinese), ("en;q=0.3, zh;q=0.7", .chinese), ("fr", .english),
    ("", .english), ("zh;q=0, en;q=0.1", .english), ("zh;q=x", .english),
  ])
  func `the browser's preference is followed`(header: String, language: Language) {
    #expect(Language.preferred(in: header) == language)
  }

  @Test func `a choice in the address wins, is remembered, and wins over the browser`() async throws
  {
    let chosen = await SamplePages.get("/components?lang=zh", headers: ["Accept-Language": "en"])
    #expect(SamplePages.text(chosen).contains("lang=\"zh-Hant-HK\""))
    let cookies = chosen.headers.values(of: "Set-Cookie")
    #expect(cookies.contains { $0.hasPrefix("language=zh;") && $0.contains("HttpOnly") })
    let later = await SamplePages.get(
      "/components", headers: ["Cookie": "language=zh", "Accept-Language": "en"])
    #expect(later.headers["Content-Language"] == "zh-Hant-HK")
    let odd = await SamplePages.get("/components?lang=xx", headers: ["Cookie": "language=xx"])
    #expect(odd.headers["Content-Language"] == "en-HK")
  }

  @Test func `the switch keeps the address and its filters`() async throws {
    let response = await SamplePages.get("/components?state=draft&lang=en")
    let page = try MarkupReader(SamplePages.text(response))
    let link = page.all("a").first { $0.attributes["hreflang"] == "zh-Hant-HK" }
    #expect(link?.attributes["href"] == "/components?state=draft&amp;lang=zh")
  }

  @Test func `times and days are Hong Kong's, in both forms`() {
    let moment = SamplePages.now
    #expect(Moment.time(moment, .english) == "21 Nov 2026, 15:04")
    #expect(Moment.time(moment, .chinese) == "2026年11月21日 15:04")
    let late = Date(timeIntervalSince1970: 1_798_732_800 - 60)
    #expect(Moment.time(late, .english) == "31 Dec 2026, 23:59")
    #expect(Moment.date(late.addingTimeInterval(60), .chinese) == "2027年1月1日")
  }

  @Test(arguments: [
    (0, "now", "現在"), (90, "in 1 minute", "1分鐘後"), (-3_000, "50 minutes ago", "50分鐘前"),
    (5 * 3_600, "in 5 hours", "5小時後"), (-20 * 3_600, "yesterday", "昨日"),
    (20 * 3_600, "tomorrow", "明日"), (6 * 86_400, "in 6 days", "6日後"),
    (-90 * 86_400, "3 months ago", "3個月前"),
  ])
  func `how far away is said in words`(seconds: Int, english: String, chinese: String) {
    let moment = SamplePages.now.addingTimeInterval(Double(seconds))
    #expect(Moment.distance(moment, from: SamplePages.now) == Phrase(english, chinese))
  }

  @Test func `amounts are grouped`() {
    #expect(Quantity.grouped(1_234_567) == "1,234,567")
    #expect(Quantity.grouped(-999) == "−999")
    #expect(Quantity.dollars(cents: 500_000) == "HK$5,000")
    #expect(Quantity.dollars(cents: -123_405) == "−HK$1,234.05")
    #expect(Quantity.counted(1, one: "case", many: "cases", chinese: "宗") == Phrase("1 case", "1宗"))
  }
}
