/// What was given to a command, checked against its shape.
///
/// Asking for a name that the shape does not declare is a programmer's error and traps.
struct Arguments: Sendable {
  let shape: CommandShape
  let operands: [String: [String]]
  let options: [String: String]

  /// All values of an operand, in their order; empty if it was left out.
  func operands(_ name: String) -> [String] {
    precondition(shape.operands.contains { $0.name == name }, "undeclared operand \(name)")
    return operands[name, default: []]
  }

  /// The value of an operand that takes exactly one.
  func operand(_ name: String) -> String {
    let values = operands(name)
    precondition(values.count == 1, "operand \(name) does not take exactly one value")
    return values[0]
  }

  /// Whether a flag was given.
  func flag(_ name: String) -> Bool {
    value(name) != nil
  }

  /// The value of an option, or nil if it was neither given nor found in the environment.
  func value(_ name: String) -> String? {
    precondition(shape.options.contains { $0.name == name }, "undeclared option --\(name)")
    return options[name]
  }

  /// The value of an option that the shape calls required.
  func requiredValue(_ name: String) -> String {
    guard let value = value(name) else {
      preconditionFailure("option --\(name) is not declared as required")
    }
    return value
  }

  /// The whole number given for an option.
  ///
  /// - Throws: `CommandError` when it is none, or outside of the range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw CommandError(
        "--\(name) is `\(text)`",
        help: "Give a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// How results are to be printed; text where the command has no `--format`.
  var format: OutputFormat {
    options[OptionShape.format.name].flatMap(OutputFormat.init(rawValue:)) ?? .text
  }
}
