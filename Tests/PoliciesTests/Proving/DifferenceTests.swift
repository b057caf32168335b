@testable import Policies
import Testing

/// What a change of the shipped policies does, shown by records that really flip.
struct DifferenceTests {
  private static let shipped = (try? Regulators.sources()) ?? []

  /// The shipped policies without their tests, which name rules that a change may drop.
  private static let bare = shipped.map { source in
    guard source.name.hasSuffix(".policy"), let record = source.text.firstRange(of: "\nrecord ")
    else { return source }
    return SourceFile(name: source.name, text: String(source.text[..<record.lowerBound]) + "\n")
  }

  private static func changed(_ file: String, _ old: String, _ new: String) throws -> [SourceFile] {
    try bare.map { source in
      guard source.name.hasSuffix(file) else { return source }
      let range = try #require(source.text.firstRange(of: old))
      var text = source.text
      text.replaceSubrange(range, with: new)
      return SourceFile(name: source.name, text: text)
    }
  }

  private func groups(_ new: [SourceFile], by road: ProofRoad) throws -> [GroupDifference] {
    let before = try #require(PolicySet.compile(Self.bare).set)
    let after = try #require(PolicySet.compile(new).set)
    let (groups, _) = Difference(old: before, new: after, prover: road.prover).run()
    for group in groups {
      for witness in group.witnesses {
        let tests = (try #require(witness.before), try #require(witness.after))
        for (test, isBefore) in [(tests.0, true), (tests.1, false)] {
          let holds = (Self.passes(test, Self.bare, group), Self.passes(test, new, group))
          #expect(holds.0 == isBefore && holds.1 != isBefore, "\(test)")
        }
      }
    }
    return groups.filter { $0.verdict != .equivalent }
  }

  /// Runs a test where it belongs: at the end of the remit's policy.
  private static func passes(
    _ test: String, _ sources: [SourceFile], _ group: GroupDifference
  ) -> Bool {
    let files = sources.map {
      $0.name.hasSuffix(group.remit.lowercased() + ".policy")
        ? SourceFile(name: $0.name, text: $0.text + test) : $0
    }
    guard let set = PolicySet.compile(files).set else { return false }
    var runner = TestRunner(set)
    return runner.run().allSatisfy(\.failures.isEmpty)
  }

  @Test(arguments: ProofRoad.all)
  func `a longer limit is looser, for the flag that reads it`(road: ProofRoad) throws {
    let new = try Self.changed("joint.policy", "= 6 months cite", "= 9 months cite")
    let found = try groups(new, by: road)
    #expect(found.first { $0.remit == "joint" && $0.kind == "flag" }?.verdict == .looser)
    #expect(found.allSatisfy { ["flag", "clock"].contains($0.kind) })
  }

  @Test(.enabled(if: Z3.program != nil))
  func `a dropped refusal is looser`() throws {
    let new = try Self.changed(
      "joint.policy", "when data.personal and not data.pia_done",
      "when data.personal and not data.pia_done and not data.personal")
    let found = try groups(new, by: .solver)
    #expect(found.map(\.verdict) == [.looser])
    #expect(found.map(\.kind) == ["refuse"])
  }

  @Test(.enabled(if: Z3.program != nil))
  func `a refusal taken out of the text is looser, and shown by a test for each side`() throws {
    for (file, id) in [("joint.policy", "R43"), ("sfc.policy", "R16")] {
      let text = try #require(Self.bare.first { $0.name.hasSuffix(file) }).text
      let start = try #require(text.firstRange(of: "refuse \(id)\n")).lowerBound
      let end = try #require(text[start...].firstRange(of: "\n\n")).lowerBound
      let new = try Self.changed(file, String(text[start..<end]), "")
      let found = try groups(new, by: .solver)
      #expect(found.map(\.verdict) == [.looser])
      #expect(found.first?.witnesses.first?.before?.contains("refused by \(id)\n") == true)
    }
  }

  @Test(.enabled(if: Z3.program != nil))
  func `a waiver that covers more is looser, and so are the refusals`() throws {
    let new = try Self.changed(
      "sfc.policy", "when recorded sfc_flexibility",
      "when recorded sfc_flexibility or recorded ia_outsourcing_agreement")
    let found = try groups(new, by: .solver)
    #expect(found.map(\.kind) == ["refuse", "waive"])
    #expect(found.allSatisfy { $0.remit == "SFC" && $0.verdict == .looser })
  }

  @Test(.enabled(if: Z3.program != nil))
  func `a threshold that moves both ways is incomparable`() throws {
    let new = try Self.changed("joint.policy", "auc >= 0.850", "auc >= 0.900")
    #expect(try groups(new, by: .solver).map(\.verdict) == [.stricter])
    let other = try Self.changed(
      "joint.policy", "when data.personal and not data.pia_done",
      "when not data.personal and not data.pia_done")
    #expect(try groups(other, by: .solver).map(\.verdict) == [.incomparable])
  }

  @Test(.enabled(if: Z3.program != nil))
  func `a dropped rule is looser though tests still name it`() throws {
    let new = try Self.shipped.map { source in
      guard source.name.hasSuffix("sfc.policy") else { return source }
      let start = try #require(source.text.firstRange(of: "refuse R16\n")).lowerBound
      let end = try #require(source.text[start...].firstRange(of: "\n\n")).lowerBound
      return SourceFile(
        name: source.name, text: source.text.replacing(source.text[start..<end], with: ""))
    }
    #expect(PolicySet.compile(new).set == nil)
    let report = PolicyCommands.diff(Self.shipped, new, provedBy: Z3.prover)
    #expect(report.text.contains("SFC refuse: looser"), "\(report.text)")
    #expect(report.text.contains("refused by R16"))
  }

  @Test func `the same policies are equal without any solver`() throws {
    let report = PolicyCommands.diff(Self.shipped, Self.bare, provedBy: nil)
    #expect(report.exitCode == 0)
    #expect(report.text.contains("proved not to be there"))
  }
}
