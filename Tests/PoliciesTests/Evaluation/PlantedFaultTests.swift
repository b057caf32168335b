import Testing

@testable import Policies

/// An evaluator with a fault is found out by the pairs that the sound one passes.
///
/// The faults are planted in the instructions of the flat form; the engine has no such door.
struct PlantedFaultTests {
  /// A mistake that somebody could make in the flat form.
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let plant: @Sendable (inout ProgramParts) -> Void

    init(_ name: String, _ plant: @escaping @Sendable (inout ProgramParts) -> Void) {
      testDescription = name
      self.plant = plant
    }
  }

  private static let mostPairs = 10_000
  private static let recordsEach = 40

  private static func eachAtom(_ parts: inout ProgramParts, _ change: (inout FlatAtom) -> Void) {
    for index in parts.atoms.indices { change(&parts.atoms[index]) }
    for index in parts.elementAtoms.indices { change(&parts.elementAtoms[index]) }
  }

  private static func confuse(_ wrong: FlatAtom.Operation, for right: FlatAtom.Operation) -> Fault {
    Fault("\(right) is read as \(wrong)") { parts in
      eachAtom(&parts) { if $0.operation == right { $0.operation = wrong } }
    }
  }

  static let faults: [Fault] = [
    confuse(.less, for: .atMost), confuse(.greater, for: .atLeast), confuse(.atMost, for: .less),
    confuse(.equal, for: .atLeast), confuse(.anyOf, for: .allOf), confuse(.allOf, for: .only),
    Fault("what is missing is taken for no") { parts in
      eachAtom(&parts) {
        if $0.answer(RecordLayout.missing) == Kleene.unknown {
          $0.byState |= FlatAtom.answers(missing: Kleene.no, none: 0, stated: 0, yes: 0)
        }
      }
    },
    Fault("a none is taken for missing") { parts in
      eachAtom(&parts) { $0.byState &= ~0xFF00 }
    },
    Fault("an arithmetic comparison is off by the equal case") { parts in
      eachAtom(&parts) {
        if $0.operation == .arithmetic, $0.comparison == .less { $0.comparison = .atMost }
      }
    },
    Fault("months are added as days") { parts in
      for index in parts.numbers.indices where parts.numbers[index].operation == .addMonths {
        parts.numbers[index].operation = .add
      }
    },
    Fault("an assumption is forgotten") { parts in
      for index in parts.numbers.indices { parts.numbers[index].assumes = false }
      eachAtom(&parts) { if $0.operation != .byState { $0.byState &= ~0xFF } }
    },
    Fault("a denial is forgotten") { parts in
      for index in parts.nodes.indices {
        parts.nodes[index].positive |= parts.nodes[index].negative
        parts.nodes[index].negative = 0
      }
    },
    Fault("an or of many parts is read as an and") { parts in
      for index in parts.nodes.indices where parts.nodes[index].positive.nonzeroBitCount > 2 {
        parts.nodes[index].isAny = false
      }
    },
    Fault("every is read as some") { parts in
      for index in parts.quantifiers.indices {
        if case .every = parts.quantifiers[index].kind { parts.quantifiers[index].kind = .some }
      }
    },
    Fault("a count is compared with one more") { parts in
      for index in parts.quantifiers.indices {
        if case .counted(let comparison, let bound) = parts.quantifiers[index].kind {
          parts.quantifiers[index].kind = .counted(comparison, bound + 1)
        }
      }
    },
    Fault("a sample too few is enough") { parts in
      eachAtom(&parts) { if $0.operation == .enough { $0.operand -= 1 } }
    },
    Fault("waivers and exceptions have no effect") { $0.effective = $0.raw },
    Fault("the missing facts of one kind of atom are lost") { parts in
      parts.fixedMissing.removeAll { $0.fact % 7 == 3 }
    },
  ]

  @Test(arguments: faults)
  func `a fault planted in the flat form is found within ten thousand pairs`(fault: Fault) throws {
    var tried = 0
    var seed: UInt64 = 50_000
    while tried < Self.mostPairs {
      let sheet = try Pairs.sheet(seed, records: Self.recordsEach)
      var runner = FlatRunner(sheet.set, fault: fault.plant)
      for situation in sheet.situations {
        tried += 1
        if runner.truths(situation) != ReferenceWalk(sheet.set, situation).truths() {
          print("\(fault.testDescription): found at pair \(tried)")
          return
        }
      }
      seed += 1
    }
    Issue.record("not found in \(tried) pairs")
  }
}
