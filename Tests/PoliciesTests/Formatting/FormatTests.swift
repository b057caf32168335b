import Testing

@testable import Policies

struct FormatTests {
  @Test func `the regulators' files are in the canonical layout`() throws {
    let report = PolicyCommands.format(try Regulators.sources(), isChecked: true).report
    #expect(report.exitCode == 0, "run `sandboxpp policy fmt` on them:\n\(report.text)")
  }

  @Test func `formatting the regulators' files keeps what they mean`() throws {
    for source in try Regulators.sources() {
      let loose = SourceFile(name: source.name, text: Disorder.of(source.text))
      let formatted = try #require(format(loose), "\(source.name)")
      let isSame = SyntaxTree.of(SourceFile(name: "f", text: formatted)) == SyntaxTree.of(source)
      #expect(isSame, "\(source.name)")
      #expect(formatted == source.text, "\(source.name)")
    }
  }

  /// The policies that the two evaluators are tried on, by their seeds.
  @Test(arguments: 0..<UInt64(Share.count(40, long: 2_000)))
  func `formatting a random policy keeps its meaning, and a second time its layout`(
    seed: UInt64
  ) throws {
    let source = SourceFile(name: "r", text: try Pairs.sheet(seed, records: 0).text)
    let once = try #require(format(source))
    let tree = try #require(SyntaxTree.of(source))
    let isSame = SyntaxTree.of(SourceFile(name: "r", text: once)) == tree
    #expect(isSame)
    #expect(format(SourceFile(name: "r", text: once)) == once)
    let loose = SourceFile(name: "r", text: Disorder.of(once))
    #expect(format(loose) == once)
  }

  @Test func `comments stay with what they stood beside, wherever that is`() throws {
    for source in try Regulators.sources() + [SourceFile(name: "p", text: commented)] {
      let words = source.text.split(whereSeparator: \.isNewline)
      // A comment behind every line is the worst that a person can do.
      let full = words.enumerated().map { "\($1) # note \($0)" }.joined(separator: "\n")
      let once = try #require(format(SourceFile(name: "c", text: full)))
      for number in words.indices {
        #expect(once.contains("note \(number)\n") || once.contains("note \(number) "))
      }
      #expect(format(SourceFile(name: "c", text: once)) == once)
      let isSame = SyntaxTree.of(SourceFile(name: "c", text: once)) == SyntaxTree.of(source)
      #expect(isSame, "\(source.name)")
    }
  }

  private let commented = """
    policy p 1.0.0 for joint from 2020-01-01 en "P" zh "政"
    vocabulary application 1
    # on a line of its own
    refuse R1 # behind the id
      en "No" zh "拒" soft at offer
      when facing # the first part
        # before the second part
        and live and (autonomy = acts # inside
          or users > 3) cite LAW whole
    # at the end
    """

  @Test func `a comment inside a condition stays before its part`() throws {
    let once = try #require(format(SourceFile(name: "p", text: commented)))
    #expect(
      once.hasSuffix(
        """

        # on a line of its own
        refuse R1 # behind the id
          en "No" zh "拒"
          soft at offer
          when facing # the first part
            # before the second part
            and live
            and (autonomy = acts # inside
              or users > 3)
          cite LAW whole
        # at the end

        """), "\(once)")
  }

  @Test func `a file that cannot be read is left alone, and the finding says why`() {
    let source = SourceFile(name: "p", text: "policy p 1.0.0 for joint form 2020-01-01")
    let (files, report) = PolicyCommands.format([source], isChecked: false)
    #expect(files[0].text == nil)
    #expect(report.exitCode == 1)
    #expect(report.text.contains("error[R101]: expected `from`, found `form`"))
  }

  private func format(_ source: SourceFile) -> String? {
    var findings = Findings(sources: [source])
    return PolicyFormatter.format(source, &findings)
  }
}

/// The same words on other lines.
enum Disorder {
  static func of(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { number, line in
      // Comments end with their line and own it; space at the front means nothing.
      let words = line.drop { $0 == " " }
      let indent = String(repeating: number % 2 == 0 ? " " : "\t", count: number % 5)
      return line.first == " " ? indent + words + "  " : words + " "
    }.joined(separator: "\r\n")
  }
}
