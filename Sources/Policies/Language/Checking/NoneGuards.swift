/// Finds comparisons of a value that may be none where nothing else asks for it.
///
/// In `x is none or x > 3` the comparison matters only when `x` is not none, in
/// `x is not none and x > 3` likewise. The order does not matter, as it does not in evaluation.
struct NoneGuards {
  let named: [NamedCondition]
  let mayBeNone: (Place) -> Bool

  /// Places compared without a guard, with the words of the comparison.
  func unguarded(_ condition: Condition, given: Set<Place> = []) -> [(Place, Wording)] {
    switch condition {
    case .atom(let atom, let wording):
      return unguarded(atom, wording, given)
    case .not(let inner):
      return unguarded(inner, given: given)
    case .all(let parts):
      return parts.indices.flatMap {
        unguarded(parts[$0], given: given.union(others($0, parts, true)))
      }
    case .any(let parts):
      return parts.indices.flatMap {
        unguarded(parts[$0], given: given.union(others($0, parts, false)))
      }
    case .named(let number):
      return unguarded(named[number].condition, given: given)
    case .routed:
      return []
    }
  }

  private func unguarded(_ atom: Atom, _ wording: Wording, _ given: Set<Place>)
    -> [(Place, Wording)]
  {
    switch atom {
    case .compare(let left, _, let right):
      let places = left.places + right.places
      return places.map(\.plain).filter { mayBeNone($0) && !given.contains($0) }
        .map { ($0, wording) }
    case .members(let place, _), .flag(let place):
      return mayBeNone(place.plain) && !given.contains(place.plain) ? [(place.plain, wording)] : []
    case .quantified(_, _, let body), .counted(_, let body, _, _):
      return unguarded(body, given: given)
    default:
      return []
    }
  }

  private func others(_ index: Int, _ parts: [Condition], _ value: Bool) -> Set<Place> {
    parts.indices.filter { $0 != index }.reduce(into: []) { places, other in
      places.formUnion(notNone(parts[other], when: value))
    }
  }

  /// Places that are surely not none when the condition has the value.
  private func notNone(_ condition: Condition, when value: Bool) -> Set<Place> {
    switch condition {
    case .atom(.isNone(let place), _):
      return value ? [] : [place.plain]
    case .atom, .routed:
      return []
    case .not(let inner):
      return notNone(inner, when: !value)
    case .all(let parts):
      return value ? parts.reduce(into: []) { $0.formUnion(notNone($1, when: true)) } : []
    case .any(let parts):
      return value ? [] : parts.reduce(into: []) { $0.formUnion(notNone($1, when: false)) }
    case .named(let number):
      return notNone(named[number].condition, when: value)
    }
  }
}

extension Number {
  /// Every place read.
  var places: [Place] {
    switch self {
    case .literal, .parameter, .asOf: []
    case .place(let place): [place]
    case .sum(let first, let second), .difference(let first, let second),
      .adding(months: let first, to: let second):
      first.places + second.places
    case .times(let inner, _), .over(let inner, _): inner.places
    }
  }

  /// Every parameter read.
  var parameters: [Int] {
    switch self {
    case .parameter(let number): [number]
    case .literal, .asOf, .place: []
    case .sum(let first, let second), .difference(let first, let second),
      .adding(months: let first, to: let second):
      first.parameters + second.parameters
    case .times(let inner, _), .over(let inner, _): inner.parameters
    }
  }
}
