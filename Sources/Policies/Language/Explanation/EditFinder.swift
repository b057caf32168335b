/// Finds values that give an atom the wanted truth, nearest to what is stated.
struct EditFinder {
  typealias Slot = SituationDraft.Slot
  typealias Edit = SituationDraft.Edit

  let draft: SituationDraft
  private var set: PolicySet { draft.set }

  /// Several ways to bring a goal about, each a few facts; empty when there is none.
  func edits(for goal: Goal) -> [[Edit]] {
    switch goal {
    case .empty(let list):
      return [[Edit(slot: Slot(place: list), value: .list([]))]]
    case .atom(let atom, _, let wanted, let record):
      return Array(edits(atom, wanted, record).prefix(Limits.candidates))
    }
  }

  private func slot(_ place: Place, _ record: Int?) -> Slot {
    Slot(place: place.plain, record: place.field == nil ? nil : record)
  }

  private func edits(_ atom: Atom, _ wanted: Bool, _ record: Int?) -> [[Edit]] {
    switch atom {
    case .flag(let place):
      return [[Edit(slot: slot(place, record), value: .bool(wanted))]]
    case .members(let place, let test):
      let slot = slot(place, record)
      return masks(slot, test, wanted).map { [Edit(slot: slot, value: .members($0))] }
    case .isNone(let place):
      let slot = slot(place, record)
      if wanted { return [[Edit(slot: slot, value: FactValue.none)]] }
      return plain(place).map { [Edit(slot: slot, value: $0)] }
    case .known(let place):
      return wanted ? plain(place).map { [Edit(slot: slot(place, record), value: $0)] } : []
    case .changed(let place):
      let slot = Slot(place: place.plain, isDifference: true)
      return [[Edit(slot: slot, value: .bool(wanted))]]
    case .enough(let place, let samples, let window):
      return wanted ? evidence(place, samples, window) : []
    case .compare(let left, let comparison, let right):
      return numbers(left, comparison, right, wanted, record)
    case .constant, .setting, .quantified, .counted:
      return []
    }
  }

  /// A value of the type, for where any would do.
  private func plain(_ place: Place) -> [FactValue] {
    let attribute = set.attribute(at: place)
    switch attribute.type {
    case .bool: return [.bool(true), .bool(false)]
    case .text, .digest: return [.text("…")]
    case .member(let members): return members.members.isEmpty ? [] : [.members(1)]
    case .set: return [.members(0)]
    case .list: return [.list([])]
    case .date: return [.number(draft.situation.asOf.day)]
    default:
      return attribute.type.number.map { [.number($0.range.lowerBound)] } ?? []
    }
  }

  // MARK: Members

  private func masks(_ slot: Slot, _ test: MemberTest, _ wanted: Bool) -> [UInt64] {
    let type = set.attribute(at: slot.place).type
    guard let everything = type.enumeration?.everything else { return [] }
    func bits(_ mask: UInt64) -> [UInt64] {
      (0..<UInt64(Limits.members)).map { 1 << $0 }.filter { mask & $0 != 0 }
    }
    if case .member = type { return bits(everything).filter { test.holds($0) == wanted } }
    var stated: UInt64 = 0
    if case .members(let mask)? = draft.value(slot) { stated = mask }
    switch (test, wanted) {
    case (.anyOf(let mask), true): return bits(mask).map { stated | $0 }
    case (.anyOf(let mask), false): return [stated & ~mask]
    case (.allOf(let mask), true): return [stated | mask]
    case (.allOf(let mask), false): return bits(mask).map { stated & ~$0 }
    case (.only(let mask), true): return [stated & mask]
    case (.only(let mask), false): return bits(everything & ~mask).map { stated | $0 }
    }
  }

  // MARK: Numbers

  private func evidence(_ place: Place, _ samples: Int64, _ window: Int64) -> [[Edit]] {
    let edits = [(1, samples), (2, window)].compactMap { offset, least -> Edit? in
      var companion = place.plain
      companion.attribute += offset
      let slot = Slot(place: companion)
      if case .number(let stated)? = draft.value(slot), stated >= least { return nil }
      return Edit(slot: slot, value: .number(least))
    }
    return edits.isEmpty ? [] : [edits]
  }

  /// Changes one number of the comparison after stating the others that are missing.
  private func numbers(
    _ left: Number, _ comparison: Comparison, _ right: Number, _ wanted: Bool, _ record: Int?
  ) -> [[Edit]] {
    let slots = (left.places + right.places).map { slot($0, record) }
    return slots.indices.compactMap { index in
      guard slots.firstIndex(of: slots[index]) == index else { return nil }
      var draft = draft
      var edits: [Edit] = []
      for (other, place) in zip(slots, left.places + right.places) where other != slots[index] {
        let isOpen = draft.value(other) == nil && place.assumed == nil
        guard isOpen || draft.value(other) == FactValue.none,
          !edits.contains(where: { $0.slot == other }), let value = plain(place).first
        else { continue }
        edits.append(Edit(slot: other, value: value))
        draft.apply(Edit(slot: other, value: value))
      }
      let search = NumberSearch(
        draft: draft, slot: slots[index], left: left, right: right, record: record)
      return search.nearest(comparison, wanted).map {
        edits + [Edit(slot: slots[index], value: .number($0))]
      }
    }
  }
}

/// Looks for the value of one fact nearest to what is stated that makes a comparison come out.
///
/// Sums, products, quotients and months added to a date never go up where they went down before, so the sides cross at most
/// once and halving finds where.
private struct NumberSearch {
  let draft: SituationDraft
  let slot: SituationDraft.Slot
  let left: Number
  let right: Number
  let record: Int?

  func nearest(_ comparison: Comparison, _ wanted: Bool) -> Int64? {
    let attribute = draft.set.attribute(at: slot.place)
    guard let range = attribute.type.number?.range else { return nil }
    var stated: Int64?
    if case .number(let value)? = draft.value(slot) { stated = value }
    var candidates = [range.lowerBound, range.upperBound]
    if let stated { candidates += [stated, stated - 1, stated + 1] }
    for side in [Comparison.less, .atMost] {
      if let crossing = crossing(side, range) {
        candidates += (crossing - 1...crossing + 2).map { $0 }
      }
    }
    // Without a stated value, the boundary itself says most.
    let anchor = stated ?? candidates.last ?? range.lowerBound
    return candidates.filter { range.contains($0) && holds(comparison, $0) == wanted }
      .min { abs($0 - anchor) < abs($1 - anchor) }
  }

  private func holds(_ comparison: Comparison, _ value: Int64) -> Bool? {
    var draft = draft
    draft.apply(SituationDraft.Edit(slot: slot, value: .number(value)))
    let list = (left.places + right.places).first { $0.field != nil }
    let fields = list.flatMap { list in record.map { draft.fields(list, $0) } }
    return ReferenceWalk(draft.set, draft.situation)
      .truth(.compare(left, comparison, right), fields).value
  }

  /// The last value before a comparison changes its answer; nil if it never does.
  private func crossing(_ comparison: Comparison, _ range: ClosedRange<Int64>) -> Int64? {
    var (low, high) = (range.lowerBound, range.upperBound)
    let first = holds(comparison, low)
    guard first != holds(comparison, high) else { return nil }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holds(comparison, middle) == first { low = middle } else { high = middle }
    }
    return low
  }
}
