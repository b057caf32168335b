/// Which rules read a name or a dated value, also behind other names.
struct Readers {
  /// Rules by the number of the name.
  private(set) var ofNames: [[Int]]
  /// Rules by the number of the dated value.
  private(set) var ofParameters: [[Int]]

  init(_ set: PolicySet) {
    ofNames = Array(repeating: [], count: set.named.count)
    ofParameters = Array(repeating: [], count: set.parameters.count)
    for (number, rule) in set.rules.enumerated() {
      var names: Set<Int> = []
      var parameters = Set(rule.value?.parameters ?? [])
      rule.condition.forEachAtom(set.named, { names.insert($0) }) { atom in
        switch atom {
        case .compare(let left, _, let right):
          parameters.formUnion(left.parameters + right.parameters)
        case .counted(_, _, _, let bound): parameters.formUnion(bound.parameters)
        case .setting(let parameter): parameters.insert(parameter)
        default: break
        }
      }
      for name in names { ofNames[name].append(number) }
      for parameter in parameters { ofParameters[parameter].append(number) }
    }
  }
}

extension Condition {
  /// Calls for every name and every atom in it, also behind names and in quantifiers.
  func forEachAtom(
    _ named: [NamedCondition], _ name: (Int) -> Void, _ body: (Atom) -> Void
  ) {
    switch self {
    case .atom(let atom, _):
      body(atom)
      switch atom {
      case .quantified(_, _, let inner), .counted(_, let inner, _, _):
        inner.forEachAtom(named, name, body)
      default: break
      }
    case .not(let inner): inner.forEachAtom(named, name, body)
    case .all(let parts), .any(let parts):
      for part in parts { part.forEachAtom(named, name, body) }
    case .named(let number):
      name(number)
      named[number].condition.forEachAtom(named, name, body)
    case .routed: break
    }
  }

  /// Every place it reads, fields of records by themselves.
  func places(_ set: PolicySet) -> [Place] {
    var places: [Place] = []
    forEachAtom(set.named, { _ in }) { atom in
      switch atom {
      case .flag(let place), .members(let place, _), .isNone(let place), .known(let place),
        .changed(let place), .enough(let place, _, _):
        places.append(place)
      case .compare(let left, _, let right): places += left.places + right.places
      case .quantified(_, let list, _): places.append(list)
      case .counted(let list, _, _, let bound): places += [list] + bound.places
      case .constant, .setting: break
      }
    }
    return places
  }
}
