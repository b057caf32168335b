import Foundation
import TestSupport
import Testing

/// The calendar that clocks are counted by, beside one that others keep.
struct CalendarTests {
  /// Where the two differ, and what ours rests on.
  ///
  /// The package lists a holiday on the Sunday on which it falls, beside the day that takes its place.
  /// The Government's list for 2026 (press release of 16 May 2025) names only the day that takes its
  /// place; every Sunday is a general holiday anyhow (Cap. 149).
  private static let differences = [
    "2026-04-05 theirs",  // Ching Ming Festival; 6 April takes its place.
    "2026-05-24 theirs",  // The Birthday of the Buddha; 25 May takes its place.
    "2026-10-18 theirs",  // Chung Yeung Festival; 19 October takes its place.
  ]

  @Test func `general holidays of 2024 to 2027 are those of a calendar that others keep`() throws {
    let folder = try TemporaryFolder()
    let comparison = Process()
    comparison.executableURL = URL(filePath: "/usr/bin/env")
    comparison.arguments = [
      "python3", Repository.root.appending(path: "Tests/WorkflowTests/Fixtures/holidays.py").path,
      Repository.root.appending(path: "deploy/calendars/hong-kong.json").path, folder.path,
    ]
    let output = Pipe()
    comparison.standardOutput = output
    try comparison.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    comparison.waitUntilExit()
    if [3, 127].contains(comparison.terminationStatus) {
      try Test.cancel("PyPI is out of reach, or there is no python3 with pip")
    }
    #expect(comparison.terminationStatus == 0)
    let lines = said.split(separator: "\n").map { String($0) }
    #expect(lines == CalendarTests.differences + ["compared 2024,2025,2026,2027"])
  }
}
