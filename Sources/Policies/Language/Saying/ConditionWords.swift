/// Says a condition in words, by the labels of the vocabulary: what the policy language says, for who
/// does not read it.
///
/// A denial is said at the part that it denies, which has the same three values after Kleene.
struct ConditionWords {
  let set: PolicySet
  /// The day whose values parameters have.
  let day: CivilDate

  /// How parts are joined.
  enum Joint { case and, or }

  private var numbers: NumberWords { NumberWords(set: set, day: day) }

  /// A condition, or its denial.
  ///
  /// - Parameters:
  ///   - condition: The condition.
  ///   - isDenied: Whether its opposite is said.
  ///   - outer: How the parts among which it stands are joined: parts that are joined otherwise are
  ///     enclosed.
  /// - Returns: what it says, in both languages.
  func say(_ condition: Condition, isDenied: Bool = false, within outer: Joint? = nil) -> Texts {
    switch condition {
    case .atom(let atom, _): return say(atom, isDenied)
    case .not(let inner): return say(inner, isDenied: !isDenied, within: outer)
    case .all(let parts): return join(parts, isDenied, by: isDenied ? .or : .and, within: outer)
    case .any(let parts):
      if let (evidence, measured) = measured(parts) { return say(measured, evidence, isDenied) }
      return join(parts, isDenied, by: isDenied ? .and : .or, within: outer)
    case .named(let number):
      let named = set.named[number]
      if let label = derived(named.name) { return yesOrNo(label, isDenied) }
      return say(named.condition, isDenied: isDenied, within: outer)
    case .routed(let remit):
      let label = set.remits[remit].label
      return Texts(
        en: (isDenied ? "not reviewed by the " : "reviewed by the ") + label.en,
        zh: (isDenied ? "不由" : "由") + label.zh + "審核")
    }
  }

  /// `yes` or `no`, which is said of most facts.
  private func yesOrNo(_ label: Texts, _ isDenied: Bool) -> Texts {
    label.says(isDenied ? Texts(en: "no", zh: "否") : Texts(en: "yes", zh: "是"))
  }

  /// The label of a derived attribute, which has one where a `let` has none.
  private func derived(_ name: String) -> Texts? {
    for vocabulary in set.vocabularies {
      guard let place = vocabulary.index(of: name) else { continue }
      return vocabulary.attributes[place].isDerived ? vocabulary.attributes[place].label : nil
    }
    return nil
  }

  private func join(
    _ parts: [Condition], _ isDenied: Bool, by joint: Joint, within outer: Joint?
  ) -> Texts {
    guard parts.count > 1 else {
      return parts.first.map { say($0, isDenied: isDenied, within: outer) }
        ?? say(.constant(joint == .and), within: outer)
    }
    let said = parts.map { say($0, isDenied: isDenied, within: joint) }
    let whole =
      joint == .and ? said.joined(en: ", and ", zh: "，而且") : said.joined(en: ", or ", zh: "，或")
    return outer == nil || outer == joint ? whole : whole.enclosed
  }

  /// What a gate asks, and the evidence it asks it on: `(e and c) or not e`.
  private func measured(_ parts: [Condition]) -> (evidence: Condition, condition: Condition)? {
    guard parts.count == 2, case .all(let both) = parts[0], both.count == 2,
      case .not(let evidence) = parts[1], evidence == both[0], case .atom(.enough, _) = evidence
    else { return nil }
    return (evidence, both[1])
  }

  private func say(_ condition: Condition, _ evidence: Condition, _ isDenied: Bool) -> Texts {
    [say(condition, isDenied: isDenied), say(evidence).enclosed].joined(en: " ", zh: "")
  }

  // MARK: Atoms

  private func say(_ atom: Atom, _ isDenied: Bool) -> Texts {
    switch atom {
    case .constant(let value):
      value != isDenied
        ? Texts(en: "always", zh: "在任何情況下") : Texts(en: "never", zh: "在任何情況下均不")
    case .flag(let place): assumed(yesOrNo(label(place), isDenied), place)
    case .setting(let number): yesOrNo(set.parameters[number].label, isDenied)
    case .compare(let left, let comparison, let right): compare(left, comparison, right, isDenied)
    case .members(let place, let test): assumed(members(place, test, isDenied), place)
    case .isNone(let place):
      label(place).says(
        isDenied ? Texts(en: "there is one", zh: "有") : Texts(en: "there is none", zh: "沒有"))
    case .known(let place):
      label(place).says(
        isDenied ? Texts(en: "not stated", zh: "未述明") : Texts(en: "stated", zh: "已述明"))
    case .changed(let place):
      label(place).says(
        isDenied
          ? Texts(en: "as in the approved version", zh: "與已核准的版本相同")
          : Texts(en: "other than in the approved version", zh: "與已核准的版本不同"))
    case .quantified(let quantifier, let list, let body):
      label(list).says(quantified(quantifier, body, isDenied))
    case .counted(let list, let body, let comparison, let bound):
      label(list).says(counted(body, comparison, bound, isDenied))
    case .enough(let place, let samples, let window):
      enough(place, samples, window, isDenied)
    }
  }

  private func label(_ place: Place) -> Texts { set.attribute(at: place).label }

  /// With what is taken for a fact that is not stated.
  private func assumed(_ words: Texts, _ place: Place) -> Texts {
    guard let value = place.assumed else { return words }
    let attribute = set.attribute(at: place)
    let taken: Texts
    if let enumeration = attribute.type.enumeration {
      taken = Self.labels(enumeration, UInt64(bitPattern: value)).listed(Self.or)
    } else if attribute.type == .bool {
      taken = value == 1 ? Texts(en: "yes", zh: "是") : Texts(en: "no", zh: "否")
    } else {
      taken = NumberWords.literal(value, numbers.measure(.place(place)) ?? .plain)
    }
    return Texts(
      en: "\(words.en) (where not stated: \(taken.en))", zh: "\(words.zh)（未述明則視為\(taken.zh)）")
  }

  private func enough(
    _ place: Place, _ samples: Int64, _ window: Int64, _ isDenied: Bool
  ) -> Texts {
    let count = NumberWords.literal(samples, .plain)
    var words = Texts(en: "on at least \(count.en) samples", zh: "以不少於\(count.zh)個樣本為據")
    if window > 0 {
      let days = NumberWords.literal(window, .days)
      words = Texts(
        en: "\(words.en) over at least \(days.en)", zh: "\(words.zh)，為期不少於\(days.zh)")
    }
    return label(place).says(isDenied ? words.map(en: { "not " + $0 }, zh: { "並非" + $0 }) : words)
  }

  // MARK: Lists

  private func quantified(_ quantifier: Quantifier, _ body: Condition, _ isDenied: Bool) -> Texts {
    let isSome = (quantifier == .some) != (isDenied && quantifier != .every)
    if body == .constant(true), quantifier != .every {
      return isSome
        ? Texts(en: "at least one entry", zh: "至少有一項") : Texts(en: "no entry", zh: "沒有任何一項")
    }
    let said = say(body).enclosed
    switch (quantifier, isSome) {
    case (.every, _):
      return isDenied
        ? Texts(en: "not every entry has \(said.en)", zh: "並非每一項均符合\(said.zh)")
        : Texts(en: "every entry has \(said.en)", zh: "每一項均符合\(said.zh)")
    case (_, true):
      return Texts(en: "at least one entry has \(said.en)", zh: "至少有一項符合\(said.zh)")
    case (_, false):
      return Texts(en: "no entry has \(said.en)", zh: "沒有任何一項符合\(said.zh)")
    }
  }

  private func counted(
    _ body: Condition, _ comparison: Comparison, _ bound: Number, _ isDenied: Bool
  ) -> Texts {
    let said = say(body).enclosed
    let asked = isDenied ? comparison.opposite : comparison
    let limit = numbers.say(bound, as: .plain)
    let words = asked.words(.plain)
    return Texts(
      en: "\(words.en.isEmpty ? "" : words.en + " ")\(limit.en) "
        + (bound == .literal(1) ? "entry has" : "entries have") + " \(said.en)",
      zh: "符合\(said.zh)的項目數\(words.zh)\(limit.zh)")
  }

  // MARK: Comparisons and members

  private func compare(
    _ left: Number, _ comparison: Comparison, _ right: Number, _ isDenied: Bool
  ) -> Texts {
    // The subject comes first: `5 < x` is said of x.
    if case .literal = left, numbers.measure(right) != nil {
      return compare(right, comparison.mirrored, left, isDenied)
    }
    let measure = numbers.measure(left) ?? numbers.measure(right) ?? .plain
    // A comparison with a "none" is false, and so is its opposite: the denial is said as one.
    let places = left.places + right.places
    let isExact = places.contains { set.attribute(at: $0).mayBeNone }
    let asked = isDenied && !isExact ? comparison.opposite : comparison
    let words = asked.words(measure.kind)
    let value = numbers.say(right, as: measure)
    let subject: Texts
    if case .place(let place) = left {
      subject = label(place)
    } else {
      subject = numbers.say(left, as: measure)
    }
    let said = subject.says(
      Texts(en: words.en.isEmpty ? value.en : "\(words.en) \(value.en)", zh: words.zh + value.zh))
    let whole =
      isDenied && isExact ? Texts(en: "not so: \(said.en)", zh: "並非「\(said.zh)」") : said
    return places.reduce(whole) { assumed($0, $1) }
  }

  private static let or = Texts(en: "or", zh: "或")
  private static let and = Texts(en: "and", zh: "及")

  private static func labels(_ enumeration: Enumeration, _ mask: UInt64) -> [Texts] {
    enumeration.members.indices.filter { mask >> UInt64($0) & 1 == 1 }
      .map { enumeration.members[$0].label }
  }

  private func members(_ place: Place, _ test: MemberTest, _ isDenied: Bool) -> Texts {
    let attribute = set.attribute(at: place)
    guard let enumeration = attribute.type.enumeration else { return attribute.label }
    let isSet = if case .set = attribute.type { true } else { false }
    return attribute.label.says(
      isSet
        ? Self.chosen(enumeration, test, isDenied) : Self.member(enumeration, test, isDenied))
  }

  /// What is asked of a single member.
  private static func member(
    _ enumeration: Enumeration, _ test: MemberTest, _ isDenied: Bool
  ) -> Texts {
    guard case .anyOf(let mask) = test else { return chosen(enumeration, test, isDenied) }
    if mask == enumeration.everything, !isDenied { return Texts(en: "stated", zh: "已述明") }
    let all = labels(enumeration, mask).listed(or)
    return isDenied ? all.map(en: { "other than \($0)" }, zh: { "並非\($0)" }) : all
  }

  /// What is asked of a set of members.
  private static func chosen(
    _ enumeration: Enumeration, _ test: MemberTest, _ isDenied: Bool
  ) -> Texts {
    switch test {
    case .only(0):
      return isDenied
        ? Texts(en: "at least one chosen", zh: "至少選了一項") : Texts(en: "none chosen", zh: "沒有選任何一項")
    case .anyOf(let mask):
      let all = labels(enumeration, mask).listed(or)
      return isDenied
        ? all.map(en: { "without \($0)" }, zh: { "不包括\($0)" })
        : all.map(en: { "including \($0)" }, zh: { "包括\($0)" })
    case .allOf(let mask):
      let all = labels(enumeration, mask).listed(and)
      return isDenied
        ? all.map(en: { "without all of \($0)" }, zh: { "未同時包括\($0)" })
        : all.map(en: { "including all of \($0)" }, zh: { "同時包括\($0)" })
    case .only(let mask):
      let all = labels(enumeration, mask).listed(and)
      return isDenied
        ? all.map(en: { "more than only \($0)" }, zh: { "不只限於\($0)" })
        : all.map(en: { "only \($0)" }, zh: { "只限於\($0)" })
    }
  }
}

extension Comparison {
  /// What holds where this does not.
  fileprivate var opposite: Comparison {
    switch self {
    case .equal: .different
    case .different: .equal
    case .less: .atLeast
    case .atMost: .greater
    case .greater: .atMost
    case .atLeast: .less
    }
  }

  /// The same said from the other side.
  fileprivate var mirrored: Comparison {
    switch self {
    case .equal, .different: self
    case .less: .greater
    case .atMost: .atLeast
    case .greater: .less
    case .atLeast: .atMost
    }
  }

  /// In words, before the value.
  fileprivate func words(_ kind: NumberKind) -> Texts {
    switch (self, kind == .date) {
    case (.equal, _): Texts(en: "", zh: "等於")
    case (.different, _): Texts(en: "other than", zh: "不等於")
    case (.less, true): Texts(en: "before", zh: "早於")
    case (.atMost, true): Texts(en: "no later than", zh: "不遲於")
    case (.greater, true): Texts(en: "later than", zh: "遲於")
    case (.atLeast, true): Texts(en: "no earlier than", zh: "不早於")
    case (.less, false): Texts(en: "less than", zh: "少於")
    case (.atMost, false): Texts(en: "at most", zh: "不超過")
    case (.greater, false): Texts(en: "more than", zh: "超過")
    case (.atLeast, false): Texts(en: "at least", zh: "不少於")
    }
  }
}
