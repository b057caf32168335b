internal import Crypto
internal import Policies
internal import Transparency

extension Judgement {
  /// The part of a payload that freezes the content as the next version.
  ///
  /// It names the draft's revision that was judged: the database refuses it when the draft has been
  /// saved since.
  ///
  /// - Throws: `Refusal` of kind `unmet` when the facts leave the route or the lead open; it names
  ///   the facts.
  func content() throws(Refusal) -> CanonicalJSON {
    guard decision.route.isDetermined else {
      throw Refusal(
        .unmet, "It is not yet clear which desks must review this.",
        advice: "State: \(decision.route.missing.joined(separator: ", ")).",
        unmetGuard: "route_determined")
    }
    let lead: String
    switch decision.lead {
    case .remit(let remit): lead = remit
    case .undetermined(let missing):
      throw Refusal(
        .unmet, "It is not yet clear which desk leads.",
        advice: "State: \(missing.joined(separator: ", ")).", unmetGuard: "route_determined")
    case .conflict(let rules):
      throw Refusal(
        .unmet, "The rules name two leads: \(rules.joined(separator: ", ")).",
        unmetGuard: "route_determined")
    }
    var content: [String: CanonicalJSON] = [
      "document": .string(try frozen.text()),
      "salt": .string(Hexadecimal.encode(Random.bytes(16))),
      "packed": .string(Hexadecimal.encode(frozen.packed)),
      "vocabulary": .string(frozen.vocabulary.digest.hex), "policies": .string(policies.digest.hex),
      "route": CanonicalJSON(decision.route.certain), "lead": .string(lead),
      "columns": .object(frozen.columns), "reads": .array(reads(lead: lead)),
      "changed": CanonicalJSON(changes()),
      "compute": .boolean((frozen.document["compute.gpu_hours"]?.number ?? 0) > 0),
    ]
    if let revision = record.revision { content["revision"] = .integer(revision) }
    if let months = trialMonths() { content["trial_months"] = .integer(months) }
    return .object(content)
  }

  /// The part of a payload that keeps this run of the rules.
  func evaluation() -> CanonicalJSON {
    let clearances = Dictionary(
      clearances.map { ($0.rule, $0) }, uniquingKeysWith: { first, _ in first })
    var run: [String: CanonicalJSON] = [
      "stage": .string(decision.stage.rawValue), "as_of": .string(decision.asOf.description),
      "policies": .string(policies.digest.hex), "vocabulary": .string(frozen.vocabulary.digest.hex),
      "language": .string(PolicyLanguage.version),
      "outcomes": .array(
        decision.evaluated.map { $0.filed(under: policies, clearedBy: clearances[$0.id]) }),
      "quotas": decision.filedQuotas, "clocks": decision.filedClocks,
    ]
    let about = occasion.about
    if !about.isEmpty { run["about"] = .object(about) }
    run["clearance"] = occasion.clearance.map { .string($0) }
    run["incident"] = occasion.incident.map { .string($0) }
    run["variation"] = (variation?.subject).map { .string($0) }
    if !beside.isEmpty { run["beside"] = .object(beside) }
    if let kept { run["set"] = kept }
    return .object(run)
  }

  /// What would clear each refusal that stands in the way, as `policy explain` finds it.
  var clearances: [Clearance] {
    policies.clearances(of: decision, in: situation) { $0.kind == .refuse }
  }

  /// Whether a fact can be read as a vocabulary has its attribute.
  ///
  /// - Throws: `Refusal` of kind `malformed` that says why not.
  static func checkFinding(
    _ attribute: String, _ value: CanonicalJSON, in policies: PolicySet
  ) throws(Refusal) {
    guard let vocabulary = policies.vocabulary(.application) else { return }
    let fact: String
    do {
      fact = String(
        decoding: try CanonicalJSON.object([attribute: value]).encoded(), as: UTF8.self)
    } catch {
      throw Refusal(any: error)
    }
    _ = try FrozenFacts(json: fact, vocabulary)
  }

  /// For each remit, the attributes and the kinds of documents on which its word on the case rests:
  /// routed ones, and those that a coordinator may have added.
  private func reads(lead: String) -> [CanonicalJSON] {
    policies.remits.map(\.name).map { remit in
      [
        "remit": .string(remit),
        "attributes": CanonicalJSON(policies.attributesRead(by: remit, isLead: remit == lead)),
        "documents": CanonicalJSON(policies.documentsRead(by: remit, isLead: remit == lead)),
      ]
    }
  }

  /// The attributes that differ from the frozen version.
  private func changes() -> [String] {
    guard let earlier = record.document,
      case .object(let before) = try? CanonicalJSON(Array(earlier.utf8))
    else { return frozen.document.keys.sorted() }
    let document = frozen.document
    return Set(before.keys).union(document.keys).filter { before[$0] != document[$0] }.sorted()
  }

  /// The trial's length in whole months, begun ones counted.
  private func trialMonths() -> Int? {
    guard let start = frozen.document["trial.start"]?.text.flatMap(CivilDate.init),
      let end = frozen.document["trial.end"]?.text.flatMap(CivilDate.init), start < end
    else { return nil }
    return Int((end.day - start.day + 30) / 31)
  }
}
