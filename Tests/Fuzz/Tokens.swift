/// Bytes as words of the language, so that what is tried gets past the lexer and often past the parser.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let text = bytes.lazy.map { Words.all[Int($0) % Words.all.count] }.joined(separator: " ")
  Subject.examine(Subject.header + text)
  return 0
}

/// Words, and pieces of several words that rarely meet by chance.
enum Words {
  static let all =
    statements + clauses + operators + values + names + ["\n", "# remark\n", "(", ")", "{", "}"]

  private static let statements = [
    "\nrefuse R1 en \"N\" zh \"拒\" soft at offer when", "\nrefuse R2",
    "\nwaive W1 of R1 en \"W\" zh \"免\" approved_by SFC.approver when",
    "\ncondition C1 en \"C\" zh \"件\" at start when", "\nflag F1 en \"F\" zh \"旗\" at review when",
    "\nexcept E1 to C1 en \"E\" zh \"例\" when", "\nexcept E2 to E1, C1", "\nlet a =", "\nlet b =",
    "\nroute J1 to SFC en \"R\" zh \"派\" when", "\nlead L1 is SFC en \"L\" zh \"主\" when",
    "\nlead L2 otherwise choice en \"L\" zh \"主\"", "\nask Q1 users", "\nsuspend S1", "\ngate G1",
    "\ndocument D1 card en \"D\" zh \"文\" at review when", "\napprove A1 by 2 of SFC.approver",
    "\nclock K1 first = 20 business_days en \"K\" zh \"鐘\"", "\n  except K2 = 10 business_days",
    "\nquota U1 gpu = 20 per month en \"U\" zh \"額\"",
    "\nparam p : months 1..9 en \"P\" zh \"參\" from 2020-01-01 = 3 months cite LAW whole",
    "\nparam", "\nrecord one :", "\ntest \"t\" as_of 2026-01-01 given", "\ntest",
    "expect refused by R1", "expect open refusals = {R1}", "; fires C1 within 5 days not suspends",
    "; waived R1 by {W1} soft", "; fires A1 by 2 of SFC.approver", "; fires Q1 about {users}",
    "; quota gpu = 20 per month", "; clock K1 = none",
    "expect", "; met R1", "; fires C1", "; conflict C1 by {E1}", "; lead = SFC", "; route = {SFC}",
    "\nvocabulary application 1", "\ninstrument",
  ]
  private static let clauses = [
    "when", "cite LAW whole", "cite LAW para \"1\" as reported", "cite", "at", "at offer", "hard",
    "shadow", "adopted by SFC on 2026-01-01", "from 2025-01-01", "until 2027-01-01",
    "within 3 days",
    "suspends", "approved_by SFC.approver", "require", "samples >= 5", "samples >= 0",
    "window >= 7 days",
    "applies_to received before 2019-01-01", "en \"E\"", "zh \"中\"", "with", "without", "changed",
    "missing {users}", "by {R1}", "received 2019-01-01",
  ]
  private static let operators = [
    "and", "or", "not", "=", "!=", "<", "<=", ">", ">=", "+", "-", "* 2", "/ 3", "in", "has",
    "any_of", "all_of", "only", "is none", "is not none", "is empty", "some l in licences (",
    "every l in licences (", "no l in licences (", "count l in licences (", ") >= 2", "known(",
    "known(users cite LAW whole)", "changed(users)", "routed SFC", "recorded", "or_assume", ",",
    ";",
    ":", "..", ".",
  ]
  private static let values = [
    "yes", "no", "none", "0", "3", "-5", "1_000", "9_000_000_000_000_000_000", "0.85", "2.50%",
    "HKD 5", "HKD -1_000.50", "2026-03-05", "2026-13-45", "6 months", "20 business_days", "10 days",
    "{acts}", "{before, after}", "{}", "[{class = bank, staff = 3}, {}]", "[", "]", "\"text\"",
    "\"",
    "1.2.3", "measured 3 samples 5", "400_000_000_000_000_000 months",
    "900_000_000_000_000_000 days", "999_999_999_999_999 business_days", "200_000 days",
    "9_000 months", "2_305_843_009_213_693_951", "* 9_000_000_000_000_000",
    "HKD 20_000_000_000_000.00",
  ]
  private static let names = [
    "facing", "kind", "review", "users", "score", "rate", "cap", "start", "kept", "reason",
    "allowed",
    "idle", "licences", "choice", "l.class", "l.since", "l.staff", "a", "b", "p", "one", "as_of",
    "R1", "C1", "K1", "SFC", "acts", "bank", "before", "nothing", "unknown_name", "f\u{430}cing",
    "\u{202E}",
  ]
}
