/// The tables of states and events that every case, review and job obeys.
///
/// Each machine is written once, as text, in the files beside this one; the database's table, the
/// diagrams and the documentation are made from it. A line reads
///
///     from states | event | to | who | guards | effects
///
/// - `-` as from: the event creates the subject; `*`: any state, and the state stays.
/// - to: one state, or alternatives `a/b` among which an effect chooses; `=` is the from state,
///   `kept` the state before (`suspend` and `lapse` keep it).
/// - `event!` locks the case strongly: it can change the application or what is counted under it.
/// - who: `role@relation`; `confirmed` means only through an act of several persons, `consequence`
///   only as what another act does, `system` that or by the clock.
/// - guards and effects are functions of the database, `guard_<name>` and `effect_<name>`, an
///   argument after a colon; effects marked `>` run after the entry is written.
public enum Lifecycle {
  /// The version stored with each event.
  ///
  /// A release that drops or renames a state raises it and ships a mapping.
  public static let version = 1

  /// Every machine, in the order of the documentation.
  public static let machines: [Machine] = [
    application, review, variation, proposal, relief, condition, cohort, licence, job, jobs, node,
    artefact, incident, problem, practiceNote, policy, supervision, access, system, firm, remit,
    calendar,
  ]

  /// The machine of that name, if there is one.
  public static func machine(_ name: String) -> Machine? {
    machines.first { $0.name == name }
  }
}
