import Transparency
import Workflow

/// A command that fires one event at one subject and prints where it then stands.
struct EventCommand: AnsweringCommand {
  let shape: CommandShape
  private let machine: String
  private let event: String

  /// A command on subjects of one table.
  ///
  /// - Parameters:
  ///   - name: the word that calls it.
  ///   - summary: as `CommandShape` has it.
  ///   - operand: the subject, by its name or by what comes after `<machine>/`.
  ///   - machine: the table.
  ///   - event: the event.
  ///   - isReasoned: whether it takes a reason, which stands in the entry.
  ///   - details: further paragraphs for `--help`.
  init(
    _ name: String, _ summary: String, of operand: OperandShape, _ machine: String, _ event: String,
    isReasoned: Bool = false, details: String = ""
  ) {
    shape = CommandShape(
      name: name, summary: summary, operands: [operand],
      options: [.database, .keystore, Domain.actor] + (isReasoned ? [.reason] : []) + [.expect],
      details: details)
    self.machine = machine
    self.event = event
  }

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let name = arguments.operand(shape.operands[0].name)
    let isReasoned = shape.options.contains { $0.name == OptionShape.reason.name }
    let act = Act(
      name.hasPrefix("\(machine)/") ? name : "\(machine)/\(name)", event,
      expected: try arguments.expected,
      detail: isReasoned
        ? ["reason": .string(arguments.requiredValue(OptionShape.reason.name))] : [:])
    let standing = try await Domain.use(arguments, on: console) { try await $0.fire(act, as: $1) }
    return Answer(standing)
  }
}

extension OptionShape {
  /// `--reason`, for every act that asks for one.
  static let reason = OptionShape(
    name: "reason", kind: .value(placeholder: "TEXT"),
    summary: "Why; it stands in the audit entry", isRequired: true)

  /// `--expect`, for every act on what somebody saw before.
  static let expect = OptionShape(
    name: "expect", kind: .value(placeholder: "VERSION"),
    summary: "The version you saw; refused when it has changed since")
}

extension Arguments {
  /// The version given by `--expect`.
  var expected: Int? {
    get throws { try integer(OptionShape.expect.name, in: 0...Int.max) }
  }
}
