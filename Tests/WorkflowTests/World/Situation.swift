/// What a subject of the fixtures is to the people: written down here a second time, apart from the
/// database, so that the two can be compared.
struct Situation: Sendable {
  /// The subject's table.
  let machine: String
  /// Its state; empty for one to be created.
  let state: String
  /// Whose remit it is: of an application the lead's.
  var remit: String?
  /// The remit that the act names.
  var named: String?
  /// Whether it hangs under a case, or is one.
  var isOfCase = true
  /// The case's remits: none before it is submitted.
  var remits = ["HKMA", "SFC", "IA"]
  /// Those of them that must review; nil for all.
  var required: [String]?
  /// The applicant.
  var firm = "lantern"
  /// Parties that have joined, the applicant first.
  var parties = ["lantern", "partner", "maker", "assure"]
  /// Those of them that see the case.
  var seeing = ["lantern", "partner"]
  /// Whom a review is assigned to.
  var assignee: String?
  /// Who first proposed, if it is a proposal.
  var proposer: String?
  /// Who may propose and who fills its places, as `role@relation`.
  var proposers: [String] = []
  var places: [String] = []
  /// Whose session it is.
  var holder: String?
  /// Whether it is the panel's compartment.
  var isOfPanel = false

  private var lead: String { remits.first ?? "" }

  /// Whether a person is `role@relation` to the subject.
  func stands(_ person: Person, as who: String) -> Bool {
    let either = who.split(separator: "/").map(String.init)
    if either.count > 1 { return either.contains { stands(person, as: $0) } }
    let parts = who.split(separator: "@").map(String.init)
    guard parts.count == 2 else { return standsAlone(person, as: who) }
    guard person.role == parts[0] else { return false }
    switch parts[1] {
    case "firm": return person.of == firm || (state.isEmpty && !isOfCase)
    case "party": return parties.contains(person.of)
    case "lead": return person.of == lead && isOfCase
    case "remit": return person.of == remit
    case "host": return state.isEmpty ? !person.of.isEmpty : person.of == remit
    case "binding": return person.of == remit
    case "inside": return !isOfPanel && sameAuthority(person.of, remit)
    case "named_authority": return sameAuthority(person.of, named) && remits.contains(named ?? "")
    case "assignee": return person.login == assignee
    case "required": return (required ?? remits).contains(person.of)
    case "named": return person.of == named && remits.contains(person.of)
    case "cohort": return isOfPanel
    case "each_named": return person.of == named
    case "each_authority": return true
    case "each_required": return (required ?? remits).contains(person.of)
    case "taking_part": return ["HKMA", "SFC"].contains(Person.authority(of: person.of))
    case "with_case": return remits.contains(Person.authority(of: person.of))
    default: return false
    }
  }

  private func standsAlone(_ person: Person, as who: String) -> Bool {
    switch who {
    case "confirmed", "consequence": false
    case "self": person.login == holder
    case "first_person": person.login == proposer
    case "proposer": proposers.contains { stands(person, as: $0) }
    case "confirmer": places.contains { stands(person, as: $0) }
    case "worker" where machine == "job": false  // a worker goes through claim and settle
    default: person.role == who
    }
  }

  private func sameAuthority(_ one: String, _ other: String?) -> Bool {
    guard let other, Person.remits.contains(one) else { return false }
    return Person.authority(of: one) == Person.authority(of: other)
  }

  /// Whether a person may know the subject's state.
  func isKnown(to person: Person) -> Bool {
    if state.isEmpty || person.login == holder { return true }
    switch person.audience {
    case .firm: return isKnown(toFirm: person.of)
    case .officer: return isKnown(toRemit: person.of)
    case .panel:
      return machine == "cohort" || isOfPanel || (machine == "application" && !remits.isEmpty)
    case .operator:
      return ["application", "jobs", "job", "artefact", "cohort", "node", "calendar"]
        .contains(machine)
    case .auditor, .worker, .clockwork: return true
    }
  }

  private func isKnown(toFirm key: String) -> Bool {
    switch machine {
    case "cohort": state != "planned"
    case "application", "condition", "variation", "relief", "incident", "artefact", "jobs", "job":
      seeing.contains(key)
    case "licence", "problem", "firm": key == firm
    default: false
    }
  }

  private func isKnown(toRemit code: String) -> Bool {
    switch machine {
    case "review", "supervision", "proposal", "remit": sameAuthority(code, remit)
    case "access", "system": false
    case _ where isOfCase: remits.contains(code)
    default: true
    }
  }
}
