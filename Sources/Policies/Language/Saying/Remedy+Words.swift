extension PolicySet {
  /// A remedy in words: whose waiver it calls in, what has to be so and who else states it, and what
  /// refuses then.
  ///
  /// - Parameter remedy: A remedy that this set's explanation found.
  /// - Returns: it in both languages.
  public func words(of remedy: Remedy) -> Texts {
    let facts = remedy.changes.map { change in
      change.isByApplicant || !remedy.waivers.isEmpty
        ? change.words : change.words.stated(by: change.author)
    }.joined(en: ", and ", zh: "，而且")
    let waivers = remedy.waivers.map(words).joined(en: ", and ", zh: "，及")
    let whole = remedy.waivers.isEmpty ? facts : waivers.says(facts)
    guard !remedy.raises.isEmpty else { return whole }
    return Texts(
      en: "\(whole.en) – but then \(remedy.raises.joined(separator: ", ")) would refuse",
      zh: "\(whole.zh)（但\(remedy.raises.joined(separator: "、"))將因此拒絕）")
  }

  private func words(of waiver: Remedy.Waiver) -> Texts {
    let remit = remits.first { $0.name == waiver.approver.remit }?.label
    return Texts(
      en: "waiver \(waiver.rule) approved by the \(remit?.en ?? waiver.approver.remit)",
      zh: "由\(remit?.zh ?? waiver.approver.remit)批准豁免\(waiver.rule)")
  }
}

extension Texts {
  /// With who states it, where that is not the applicant.
  fileprivate func stated(by author: Author) -> Texts {
    let name =
      switch author {
      case .firm: Texts(en: "the firm", zh: "公司")
      case .provider: Texts(en: "the provider", zh: "供應商")
      case .officer: Texts(en: "an officer", zh: "主任")
      case .system: Texts(en: "the system", zh: "系統")
      case .panel: Texts(en: "the panel", zh: "評審小組")
      }
    return Texts(en: "\(en) (stated by \(name.en))", zh: "\(zh)（由\(name.zh)述明）")
  }
}
