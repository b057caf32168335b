import Dispatch
import Synchronization

extension PolicyCommands {
  /// What two sets of policies decide differently, for every record, day and stage.
  ///
  /// - Parameters:
  ///   - old: Vocabularies and policies as they are.
  ///   - new: The same as they are to be.
  ///   - prover: A solver; without one boundary values and chance take its place, and the report says so.
  /// - Returns: exit 0 when all is equivalent, 1 when something differs or the files are wrong, 2 when the two
  ///   cannot be compared.
  public static func diff(
    _ old: [SourceFile], _ new: [SourceFile], provedBy prover: Prover?
  ) -> Report {
    let compilations = compiled(old, new)
    guard let before = compilations.0.set else { return wrong(compilations.0) }
    guard let after = compilations.1.set else { return wrong(compilations.1) }
    if let retyped = retyped(before, after) {
      let sentence =
        "`\(retyped)` has another type in the new vocabulary: records cannot be compared"
      return Report(
        text: sentence + "\n",
        json: JSONValue.object([("problem", .string(sentence))]).text(isPretty: true), exitCode: 2)
    }
    let (groups, isProof) = Difference(old: before, new: after, prover: prover).run()
    let notes = [proofNote(isProof: isProof)]
    let isEqual = groups.allSatisfy { $0.verdict == .equivalent && !$0.isUnsettled }
    return Report(
      text: text(groups) + notes.map { $0 + "\n" }.joined(),
      json: JSONValue.object([
        ("equivalent", .bool(isEqual)), ("proved", .bool(isProof)),
        ("groups", .array(groups.map(\.json))), ("notes", .strings(notes)),
      ]).text(isPretty: true), exitCode: isEqual ? 0 : 1)
  }

  /// The two sides side by side, for somebody waits; without their tests, which say nothing of what
  /// is decided and may still name a rule that was dropped.
  private static func compiled(_ old: [SourceFile], _ new: [SourceFile]) -> (
    Compilation, Compilation
  ) {
    let first = Mutex<Compilation?>(nil)
    let beside = DispatchWorkItem {
      first.withLock { $0 = PolicySet.compile(old, isTested: false) }
    }
    DispatchQueue.global().async(execute: beside)
    let second = PolicySet.compile(new, isTested: false)
    beside.wait()
    return (first.withLock { $0 } ?? PolicySet.compile(old, isTested: false), second)
  }

  /// An attribute that both have, with different types.
  private static func retyped(_ old: PolicySet, _ new: PolicySet) -> String? {
    for vocabulary in old.vocabularies {
      guard let same = new.vocabulary(vocabulary.kind), same.digest != vocabulary.digest else {
        continue
      }
      for attribute in vocabulary.attributes {
        guard let index = same.index(of: attribute.name) else { continue }
        let other = same.attributes[index]
        if other.type != attribute.type || other.mayBeNone != attribute.mayBeNone
          || other.isRecorded != attribute.isRecorded
        {
          return attribute.name
        }
      }
    }
    return nil
  }

  private static func text(_ groups: [GroupDifference]) -> String {
    var text = ""
    for group in groups where group.verdict != .equivalent || group.isUnsettled {
      text += "\(group.remit) \(group.kind): \(group.verdict.rawValue)"
      text += (group.isUnsettled ? ", as far as it could be settled" : "") + "\n"
      for witness in group.witnesses {
        text += "  \(witness.direction): \(witness.what)\n"
        for (test, when) in [(witness.before, "before"), (witness.after, "after")] {
          guard let test else { continue }
          text += "    # holds \(when)\n"
          text += test.split(separator: "\n").map { "    \($0)\n" }.joined()
        }
      }
      text += "\n"
    }
    let same = groups.count { $0.verdict == .equivalent && !$0.isUnsettled }
    return text + counted(same, "kind of statement", "kinds of statements") + " equivalent, "
      + "\(groups.count - same) not\n"
  }
}

extension GroupDifference {
  var json: JSONValue {
    .object([
      ("remit", .string(remit)), ("kind", .string(kind)), ("verdict", .string(verdict.rawValue)),
      ("settled", .bool(!isUnsettled)),
      (
        "witnesses",
        .array(
          witnesses.map {
            .object([
              ("direction", .string($0.direction)), ("what", .string($0.what)),
              ("before", $0.before.map(JSONValue.string) ?? .null),
              ("after", $0.after.map(JSONValue.string) ?? .null),
            ])
          })
      ),
    ])
  }
}
