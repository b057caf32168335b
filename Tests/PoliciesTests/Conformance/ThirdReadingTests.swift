import Foundation
import Testing

@testable import Policies

/// A reading of the language in Python, which shares no code with the engine, says the same.
struct ThirdReadingTests {
  /// Pairs handed to it.
  private static let pairs = Share.count(200, long: 10_000, variable: "SANDBOXPP_READ_PAIRS")
  private static let recordsEach = 20
  /// So that a run does not repeat the pairs of the agreement between the two evaluators.
  private static let firstSeed: UInt64 = 90_000

  @Test(.enabled(if: PythonReading.isThere, "there is no python3 to run the third reading with"))
  func `the reading in Python agrees on random policies and partial records`() throws {
    let seeds = Self.firstSeed..<(Self.firstSeed + UInt64(Self.pairs / Self.recordsEach))
    let sheets = try seeds.map { try Pairs.sheet($0, records: Self.recordsEach) }
    let file = FileManager.default.temporaryDirectory
      .appending(path: "third-reading-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let json = ConformanceCorpus.file(about: "random", sheets)
    try json.text().write(to: file, atomically: true, encoding: .utf8)
    let report = try PythonReading.check([file])
    #expect(report.cases == Self.pairs)
    #expect(report.status == 0, "\(report.differences)")
    print("third reading: \(report.cases) pairs, seeds \(seeds)")
  }
}
