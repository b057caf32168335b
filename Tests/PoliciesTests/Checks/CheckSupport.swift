import Policies
import Testing

/// A refusal with a condition, all else in order.
func refuse(_ condition: String, id: String = "R1", at stage: String = "offer") -> String {
  "refuse \(id) en \"No\" zh \"拒\" soft at \(stage) when \(condition) cite LAW para \"1\"\n"
}

/// The codes found in statements under the fixture's header, without notes on unused names.
func codes(_ statements: String) -> [String] {
  Fixture.compile(statements).findings.map(\.code.rawValue).filter { $0 != "R141" }
}

/// The one finding of a code.
func finding(_ code: String, in statements: String) -> Finding? {
  Fixture.compile(statements).findings.first { $0.code.rawValue == code }
}
