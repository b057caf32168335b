/// Writes questions as SMT-LIB 2.6 and reads the answers (smt-lib.org, "The SMT-LIB Standard").
///
/// Adding months is not linear, so it is written as a number of its own that is bounded by what the calendar
/// allows, keeps the order of dates, and is exact between the years of `window` and in the months that a
/// wrong answer has named before. "No" under bounds is a proof; "yes" is tried on the reference walk, and
/// where the walk says otherwise its months are added and the question is asked again.
struct SolverScript {
  /// A month of a date to which months are added, in which the sum is to be exact.
  struct ExactMonth: Hashable {
    let sum: Term
    /// First and last day.
    let days: ClosedRange<Int64>
    /// Months added, where they are not fixed.
    let months: Int64
  }

  /// Milliseconds for one question; nobody waits longer for a finding.
  static let questionMilliseconds = 2_000
  /// The years in which sums are exact from the first.
  static let window = (CivilDate("2020-01-01")?.day ?? 0)...(CivilDate("2036-12-31")?.day ?? 0)

  private let table: TermTable
  private let exact: Set<ExactMonth>
  private(set) var text = ""
  /// What each question asks to be told, and by how many checks, in the order of the questions.
  private(set) var questions: [(unknowns: [(name: String, unknown: Unknown)], checks: Int)] = []
  private var written: Set<Term> = []
  private var names: [Term: String] = [:]

  init(_ table: TermTable, exact: Set<ExactMonth>) {
    self.table = table
    self.exact = exact
    text += "(set-option :timeout \(Self.questionMilliseconds))\n(declare-const w Bool)\n"
  }

  /// Asks whether a formula can be true.
  mutating func ask(_ goal: Term) {
    let cone = table.cone(of: goal)
    var uses: [Term: Int] = [:]
    for term in cone { for part in table[term].parts { uses[part, default: 0] += 1 } }
    var unknowns: [(name: String, unknown: Unknown)] = []
    var sums: [Term] = []
    for term in cone {
      switch table[term] {
      case .unknown(let unknown):
        declare(term, unknown.range == nil ? "Bool" : "Int")
        unknowns.append((name(term), unknown))
      case .months, .someMonths:
        declare(term, "Int")
        sums.append(term)
      case .truth, .constant: break
      case let node where uses[term, default: 0] > 1 || node.parts.count > 8:
        define(term, node)
      default: break
      }
    }
    questions.append((unknowns, sums.isEmpty ? 1 : 2))
    text += "(push)\n"
    for (name, unknown) in unknowns {
      guard let range = unknown.range else { continue }
      text +=
        "(assert (<= \(Self.number(range.lowerBound)) \(name) \(Self.number(range.upperBound))))\n"
    }
    for sum in sums { bound(sum) }
    keepOrder(sums)
    text += "(assert \(written(goal)))\n"
    question(unknowns, assuming: sums.isEmpty ? [] : ["w"])
    if !sums.isEmpty { question(unknowns, assuming: ["(not w)"]) }
    text += "(pop)\n"
  }

  private mutating func question(
    _ unknowns: [(name: String, unknown: Unknown)], assuming: [String]
  ) {
    text += "(check-sat-assuming (\(assuming.joined(separator: " "))))\n"
    text += "(get-value (w \(unknowns.map(\.name).joined(separator: " "))))\n"
  }

  // MARK: Formulas

  private func name(_ term: Term) -> String { "t\(term.number)" }

  private mutating func declare(_ term: Term, _ sort: String) {
    guard written.insert(term).inserted else { return }
    names[term] = name(term)
    text += "(declare-const \(name(term)) \(sort))\n"
  }

  private mutating func define(_ term: Term, _ node: Node) {
    guard !written.contains(term) else { return }
    let body = body(node)
    written.insert(term)
    names[term] = name(term)
    let sort =
      switch node {
      case .choose, .sum, .times, .over: "Int"
      default: "Bool"
      }
    text += "(define-fun \(name(term)) () \(sort) \(body))\n"
  }

  private func written(_ term: Term) -> String { names[term] ?? body(table[term]) }

  private func body(_ node: Node) -> String {
    func joined(_ word: String, _ parts: [Term]) -> String {
      "(\(word) " + parts.map { written($0) }.joined(separator: " ") + ")"
    }
    switch node {
    case .truth(let value): return value ? "true" : "false"
    case .constant(let value): return Self.number(value)
    case .unknown, .months, .someMonths: return ""
    case .not(let inner): return joined("not", [inner])
    case .and(let parts): return joined("and", parts)
    case .or(let parts): return joined("or", parts)
    case .equal(let first, let second): return joined("=", [first, second])
    case .less(let first, let second): return joined("<", [first, second])
    case .choose(let condition, let then, let otherwise):
      return joined("ite", [condition, then, otherwise])
    case .sum(let parts): return joined("+", parts)
    case .times(let inner, let factor): return "(* \(Self.number(factor)) \(written(inner)))"
    case .over(let inner, let divisor):
      let text = written(inner)
      return "(ite (>= \(text) 0) (div \(text) \(divisor)) (- (div (- \(text)) \(divisor))))"
    }
  }

  private static func number(_ value: Int64) -> String {
    value < 0 ? "(- \(value.magnitude))" : String(value)
  }

  // MARK: Months

  private mutating func bound(_ sum: Term) {
    switch table[sum] {
    case .months(let date, let count):
      let days = Calendar.lengths(ofMonths: count)
      text += "(assert (<= (+ \(written(date)) \(Self.number(days.lowerBound))) \(name(sum)) "
      text += "(+ \(written(date)) \(Self.number(days.upperBound)))))\n"
      text += "(assert (=> w (and (<= \(Self.window.lowerBound) \(written(date)) "
      text += "\(Self.window.upperBound)) (= \(name(sum)) "
      text += tree(Calendar.months(of: Self.window)[...], count, written(date)) + "))))\n"
    case .someMonths(let months, let date):
      // A month has 28 to 31 days, and two months or more no less than 30 each but for two.
      let (first, count, last) = (written(date), written(months), name(sum))
      text += "(assert (let ((d (- \(last) \(first)))) (ite (>= \(count) 0) "
      text += "(<= (- (* 30 \(count)) 2) d (* 31 \(count))) "
      text += "(<= (* 31 \(count)) d (+ (* 30 \(count)) 2)))))\n"
    default: break
    }
    for month in exact.filter({ $0.sum == sum }).sorted(by: {
      $0.days.lowerBound < $1.days.lowerBound
    }) {
      refine(sum, month)
    }
  }

  private mutating func refine(_ sum: Term, _ month: ExactMonth) {
    let (date, guardText): (Term, String)
    switch table[sum] {
    case .months(let inner, _): (date, guardText) = (inner, "")
    case .someMonths(let months, let inner):
      (date, guardText) = (inner, "(= \(written(months)) \(Self.number(month.months))) ")
    default: return
    }
    text +=
      "(assert (=> (and \(guardText)(<= \(Self.number(month.days.lowerBound)) \(written(date)) "
    text += "\(Self.number(month.days.upperBound)))) (= \(name(sum)) "
    text += leaf(month.days, month.months, written(date)) + ")))\n"
  }

  /// A later date never gives an earlier sum.
  private mutating func keepOrder(_ sums: [Term]) {
    var byCount: [Int64: [(date: Term, sum: Term)]] = [:]
    for sum in sums {
      if case .months(let date, let count) = table[sum] {
        byCount[count, default: []].append((date, sum))
      }
    }
    for (_, group) in byCount.sorted(by: { $0.key < $1.key }) {
      for (first, second) in zip(group, group.dropFirst()) {
        text += "(assert (=> (<= \(written(first.date)) \(written(second.date))) "
        text += "(<= \(name(first.sum)) \(name(second.sum)))))\n"
        text += "(assert (=> (<= \(written(second.date)) \(written(first.date))) "
        text += "(<= \(name(second.sum)) \(name(first.sum)))))\n"
      }
    }
  }

  /// The sum for a date in some months, found by halving.
  private func tree(_ months: ArraySlice<ClosedRange<Int64>>, _ count: Int64, _ date: String)
    -> String
  {
    guard months.count > 1 else {
      return months.first.map { leaf($0, count, date) } ?? date
    }
    let middle = months.startIndex + months.count / 2
    let bound = Self.number(months[middle].lowerBound)
    return "(ite (< \(date) \(bound)) \(tree(months[..<middle], count, date)) "
      + "\(tree(months[middle...], count, date)))"
  }

  /// Within one month the sum is so many days later, but no later than the last day of the month reached.
  private func leaf(_ days: ClosedRange<Int64>, _ count: Int64, _ date: String) -> String {
    let first = CivilDate.adding(months: count, to: days.lowerBound)
    let last = CivilDate.adding(months: count, to: days.upperBound)
    let shifted = "(+ \(date) \(Self.number(first - days.lowerBound)))"
    if last - first == days.upperBound - days.lowerBound { return shifted }
    return "(ite (< \(shifted) \(Self.number(last))) \(shifted) \(Self.number(last)))"
  }
}
