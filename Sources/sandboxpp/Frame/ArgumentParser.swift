/// Reads the words of a command line against a command's shape.
struct ArgumentParser {
  let shape: CommandShape
  let environment: [String: String]

  private var operands: [String] = []
  private var options: [String: String] = [:]

  init(shape: CommandShape, environment: [String: String]) {
    self.shape = shape
    self.environment = environment
  }

  /// Reads all words.
  ///
  /// Options may stand before, between and after operands, as `--name value` or `--name=value`;
  /// `--` ends them, and a single `-` is an operand.
  ///
  /// - Throws: `CommandError` at the first word that does not fit, or for what is left out.
  static func parse(
    _ words: [String], as shape: CommandShape, environment: [String: String]
  ) throws -> Arguments {
    var parser = ArgumentParser(shape: shape, environment: environment)
    try parser.read(words)
    parser.fillFromEnvironment()
    try parser.checkOptions()
    return Arguments(
      shape: shape, operands: try parser.placeOperands(), options: parser.options)
  }

  private mutating func read(_ words: [String]) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      if word.hasPrefix("-") && word != "-" {
        try readOption(word, &rest)
      } else {
        operands.append(word)
      }
    }
  }

  private mutating func readOption(_ word: String, _ rest: inout ArraySlice<String>) throws {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let written = String(parts[0])
    let attached = parts.count > 1 ? String(parts[1]) : nil
    guard let option = shape.options.first(where: { "--\($0.name)" == written }) else {
      let names = shape.options.map { "--\($0.name)" } + ["--help"]
      throw CommandError(
        "there is no option `\(written)`", help: Spelling.suggestion(for: written, among: names))
    }
    guard options[option.name] == nil else {
      throw CommandError("\(written) is given twice", help: "Give it once.")
    }
    guard option.takesValue else {
      guard attached == nil else {
        throw CommandError("\(written) takes no value", help: "Give it alone.")
      }
      options[option.name] = ""
      return
    }
    guard let value = attached ?? rest.popFirst() else {
      throw CommandError("\(written) needs a value", help: "Write \(option.usage).")
    }
    options[option.name] = value
  }

  /// An empty variable counts as none: that is how shells unset one for a single command.
  private mutating func fillFromEnvironment() {
    for option in shape.options where options[option.name] == nil {
      guard let variable = option.environment, let value = environment[variable],
        !value.isEmpty
      else { continue }
      options[option.name] = value
    }
  }

  private func checkOptions() throws {
    for option in shape.options {
      let value = options[option.name]
      if option.isRequired && value == nil {
        let otherwise = option.environment.map { " or set \($0)" } ?? ""
        throw CommandError(
          "--\(option.name) is missing", help: "Write \(option.usage)\(otherwise).")
      }
      guard case .choice(let choices) = option.kind, let value else { continue }
      guard choices.contains(value) else {
        throw CommandError(
          "--\(option.name) cannot be `\(value)`",
          help: Spelling.suggestion(for: value, among: choices))
      }
    }
  }

  /// Gives each operand its values; a shape has at most one that takes several, and it is last.
  private func placeOperands() throws -> [String: [String]] {
    var placed: [String: [String]] = [:]
    var rest = operands[...]
    for operand in shape.operands {
      let takesAll = operand.count == .oneOrMore || operand.count == .any
      let values = takesAll ? rest : rest.prefix(1)
      rest = rest.dropFirst(values.count)
      guard !values.isEmpty || operand.count == .optional || operand.count == .any else {
        throw CommandError("\(operand.name) is missing", help: operand.summary + ".")
      }
      placed[operand.name] = Array(values)
    }
    guard let surplus = rest.first else { return placed }
    throw CommandError(
      "`\(surplus)` is one word too many",
      help: "A value with spaces in it needs quotes around it.")
  }
}
