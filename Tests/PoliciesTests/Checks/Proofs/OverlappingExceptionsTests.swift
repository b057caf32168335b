import Policies
import Testing

struct OverlappingExceptionsTests {
  private func exceptions(_ first: String, _ second: String, to targets: String = "C") -> String {
    """
    condition C en "a" zh "甲" at start when facing cite LAW whole
    except E to C en "a" zh "甲" when \(first) cite LAW whole
    except F to \(targets) en "a" zh "甲" when \(second) cite LAW whole

    """
  }

  @Test(arguments: ProofRoad.all)
  func `two that can hold at once are found, with a test that shows it`(road: ProofRoad) throws {
    let text = exceptions("users > 5", "live")
    let found = try #require(
      try proofs(text, by: road).first { $0.code.rawValue == "R183" })
    #expect(passes(found.witness, with: text))
  }

  @Test(arguments: ProofRoad.all)
  func `two that exclude each other, or of which one excepts the other, are in order`(
    road: ProofRoad
  ) throws {
    for text in [
      exceptions("users > 5", "users < 3"), exceptions("users > 5", "live", to: "C, E"),
    ] {
      #expect(try !proofs(text, by: road).contains { $0.code.rawValue == "R183" })
    }
  }

  @Test(arguments: ProofRoad.all)
  func `two values of one clock at once are found`(road: ProofRoad) throws {
    func clock(_ value: String) -> String {
      """
      clock K first_review = 5 days en "a" zh "甲" cite LAW whole
        except K1 = 6 days en "a" zh "甲" when facing cite LAW whole
        except K2 = \(value) en "a" zh "甲" when live cite LAW whole

      """
    }
    let found = try #require(
      try proofs(clock("7 days"), by: road).first { $0.code.rawValue == "R183" })
    #expect(passes(found.witness, with: clock("7 days")))
    #expect(try proofs(clock("6 days"), by: road).isEmpty)
  }
}
