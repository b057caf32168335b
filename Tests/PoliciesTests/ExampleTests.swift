import Policies
import Testing

/// Not a digest at all, but different for different bytes, which is what these tests need.
let testDigest: DigestFunction = { bytes in
  var state: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return (0..<32).map { UInt8(truncatingIfNeeded: state >> UInt64($0 % 8 * 8)) }
}

struct ExampleTests {
  @Test func `the whole example of the page is without errors`() {
    let report = PolicyCommands(digest: testDigest).check(Documentation.sources)
    #expect(report.exitCode == 0, "\(report.text)")
  }

  @Test func `the tests in the example of the page pass`() {
    let report = PolicyCommands(digest: testDigest).test(Documentation.sources)
    #expect(report.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("3 tests, 0 failed"))
  }
}
