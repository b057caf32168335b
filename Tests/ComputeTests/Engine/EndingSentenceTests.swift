import Compute
import Guard
import Testing

/// Every way a job can end has a sentence of its own in both languages.
struct EndingSentenceTests {
  static let endings: [Ending] =
    Limit.allCases.map { .stopped(by: $0, bound: 16 << 20) } + [
      .exited(code: 0), .exited(code: 1), .exited(code: 127), .signalled(signal: 11),
      .refused(reason: "no sandbox"), .failed(reason: "no space"), .vanished,
    ]

  @Test func `no two ways to end are told alike`() {
    #expect(Set(Self.endings.map(\.sentence.english)).count == Self.endings.count)
    #expect(Set(Self.endings.map(\.sentence.chinese)).count == Self.endings.count)
  }

  @Test(arguments: endings)
  func `each is one sentence in its language`(ending: Ending) {
    let sentence = ending.sentence
    #expect(sentence.english.hasSuffix(".") && sentence.english.utf8.allSatisfy { $0 < 0x80 })
    #expect(sentence.chinese.hasSuffix("。") && !sentence.chinese.contains("."))
  }

  @Test func `a limit of bytes is told in the unit that divides it`() {
    for (bytes, text) in [(16 << 20, "16 MiB"), (1 << 31, "2 GiB"), (1_000, "1000 bytes")] {
      let sentence = Ending.stopped(by: .output, bound: Int64(bytes)).sentence
      #expect(sentence.english == "Stopped: it wrote more than its limit of \(text) of results.")
      #expect(sentence.chinese == "已停止:結果輸出超過上限 \(text)。")
    }
  }
}
