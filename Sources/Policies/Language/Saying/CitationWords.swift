extension Citation {
  /// The instrument's short name with the place, as officers cite it: `S-LM para 18(b)`.
  public var short: String { place.isEmpty ? instrument : "\(instrument) \(place)" }

  /// The instrument's title with the place, in both languages.
  public var words: Texts { placed(title) }

  /// The instrument's short name with the place, in both languages: where its title stands elsewhere.
  public var briefly: Texts { placed(Texts(en: instrument, zh: "\(instrument) ")) }

  private func placed(_ name: Texts) -> Texts {
    guard !place.isEmpty else { return name }
    let said = placeWords
    return Texts(en: "\(name.en), \(said.en)", zh: "\(name.zh)\(said.zh)")
  }

  /// `para 18(b)` as `第18(b)段`.
  private var placeWords: Texts {
    let parts = place.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return Texts(en: place, zh: "，\(place)") }
    let isLaw = title.zh.contains("條例") || title.zh.contains("規例")
    let words = [
      "para": ("paragraph", "段"), "section": ("section", isLaw ? "條" : "節"),
      "page": ("page", "頁"), "note": ("note", ""),
    ]
    let (english, measure) = words[parts[0]] ?? (parts[0], "")
    // A heading stays as the instrument has it: a place that is left out points at nothing.
    if !parts[1].contains(where: \.isNumber) {
      return Texts(
        en: "\(english) \(parts[1])", zh: "「\(parts[1])」" + (measure.isEmpty ? "" : "一\(measure)"))
    }
    let numbers = parts[1].split(separator: "; ", omittingEmptySubsequences: true).map(String.init)
    let chinese = numbers.map { Self.place($0, parts[0] == "note" ? "註" : "第", measure) }
    let isSchedule = parts[1].hasPrefix("Schedule")
    return Texts(
      en: isSchedule ? parts[1] : "\(english) \(parts[1])",
      zh: chinese.filter { !$0.isEmpty }.joined(separator: "；"))
  }

  /// Numbers in one place: `26 and 27`, `64G and Schedule 1A`.
  private static func place(_ text: String, _ before: String, _ measure: String) -> String {
    text.components(" and ").flatMap { $0.components(", ") }.map { part in
      if let number = part.after("Schedule ") { return "附表\(number)" }
      guard part.contains(where: \.isNumber) else { return "" }
      return part.first?.isNumber == true ? "\(before)\(part)\(measure)" : part
    }.filter { !$0.isEmpty }.joined(separator: "及")
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: true).map(String.init)
  }

  fileprivate func after(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
