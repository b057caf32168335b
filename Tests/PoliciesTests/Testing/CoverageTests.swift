import Policies
import Testing

/// What `policy test --coverage` says was never seen.
struct CoverageTests {
  private func unseen(_ statements: String) -> [String] {
    let report = PolicyCommands.test(Fixture.sources(statements), coverage: true)
    return report.text.split(separator: "\n").compactMap { line in
      line.firstRange(of: "no test sees ").map { String(line[$0.upperBound...]) }
    }
  }

  @Test func `a rule that no test saw in every value is named`() {
    #expect(
      unseen(refuse("facing") + "test \"t\" as_of 2026-01-01 given facing = no expect met R1")
        == ["`R1` true or unknown"])
  }

  @Test func `a threshold wants the step below, the value itself and the step above`() {
    let rule = refuse("users > 5") + "test \"m\" as_of 2026-01-01 given nothing expect unknown R1\n"
    func test(_ users: Int) -> String {
      "test \"\(users)\" as_of 2026-01-01 given users = \(users) expect \(users > 5 ? "fires" : "silent") R1\n"
    }
    #expect(
      unseen(rule + test(3) + test(9))
        == ["`R1` `users > 5` at k - 1 or `users > 5` at k or `users > 5` at k + 1"])
    #expect(unseen(rule + test(4) + test(6)) == ["`R1` `users > 5` at k"])
    #expect(unseen(rule + test(4) + test(5) + test(6)) == [])
  }

  @Test func `what lies outside the range is not wanted`() {
    #expect(
      unseen(
        refuse("users > 0") + """
          test "m" as_of 2026-01-01 given nothing expect unknown R1
          test "0" as_of 2026-01-01 given users = 0 expect met R1
          test "1" as_of 2026-01-01 given users = 1 expect refused by R1
          """) == [])
  }

  @Test func `thresholds inside lists and of counts are tried on the records`() {
    let rule = refuse("count l in licences (l.staff >= 10) > 1")
    #expect(
      unseen(
        rule + """
          test "m" as_of 2026-01-01 given nothing expect unknown R1
          test "1" as_of 2026-01-01
            given licences = [{staff = 9}, {staff = 10}, {staff = 11}] expect refused by R1
          test "2" as_of 2026-01-01 given licences = [{staff = 9}] expect met R1
          """) == ["`R1` `count l in licences (l.staff >= 10) > 1` at k"])
  }

  @Test func `evidence is tried one sample short and just enough`() {
    let gate = """
      gate G en "g" zh "關" at exit require error_rate <= 2% samples >= 10 cite LAW whole
      test "1" as_of 2026-01-01 given error_rate = measured 2% samples 50 expect met G
      test "2" as_of 2026-01-01 given error_rate = measured 2.0001% samples 50 expect refused by G
      test "3" as_of 2026-01-01 given error_rate = measured 1.9999% samples 50 expect met G
      test "4" as_of 2026-01-01 given error_rate = measured 2% samples 9 expect unknown G

      """
    #expect(unseen(gate) == ["`G` `error_rate samples >= 10 window >= 0 days` at k"])
    #expect(
      unseen(
        gate + "test \"5\" as_of 2026-01-01 given error_rate = measured 2% samples 10 expect met G")
        == [])
  }

  @Test func `an exception that holds where nothing is to be excepted was not taken`() {
    let rules = """
      condition C en "c" zh "件" at start when facing cite LAW whole
      except E to C en "e" zh "例" when live cite LAW whole
      test "1" as_of 2026-01-01 given facing = yes, live = no expect fires C
      test "2" as_of 2026-01-01 given facing = no, live = yes expect silent C
      test "3" as_of 2026-01-01 given nothing expect unknown C

      """
    #expect(unseen(rules) == ["`E` taken"])
    #expect(
      unseen(
        rules + "test \"4\" as_of 2026-01-01 given facing = yes, live = yes expect silent C") == [])
  }
}
