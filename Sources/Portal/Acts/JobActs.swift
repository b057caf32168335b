internal import Workflow

/// What a person may do with a job, as its table says: a job is no subject of its own chain.
enum JobActs {
  /// What is wanted in a hurry stands first.
  private static let order = ["stop", "cancel", "release", "hold", "redrive"]

  /// The events that one of some roles may fire at a job in a state.
  static func events(
    in state: String, stopMark: String?, for roles: Set<String>
  ) -> [String] {
    order.filter { event in
      guard let row = Lifecycle.job.row(from: state, event: event) else { return false }
      let isAsked = event == "stop" && stopMark != nil
      return !isAsked && row.who.contains { roles.contains(String($0.prefix { $0 != "@" })) }
    }
  }

  /// Whether no worker will do anything for a job in a state any more.
  static func hasEnded(_ state: String) -> Bool {
    ["succeeded", "failed", "cancelled", "killed"].contains(state)
  }

  /// The roles that a person holds.
  static func roles(of person: SignedIn) -> Set<String> {
    Set(person.roles.map { String($0.prefix { $0 != "@" }) })
  }
}
