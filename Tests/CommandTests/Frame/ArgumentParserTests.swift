import Testing

@testable import sandboxpp

struct ArgumentParserTests {
  private let shape = CommandShape(
    name: "sample", summary: "shows every kind of argument",
    operands: [
      OperandShape(name: "LOG", summary: "Where the log is"),
      OperandShape(name: "FILE", summary: "What is read", count: .oneOrMore),
    ],
    options: [
      OptionShape(name: "prove", kind: .flag, summary: "Proves it"),
      OptionShape(name: "as-of", kind: .value(placeholder: "DATE"), summary: "The day"),
      OptionShape(
        name: "key", kind: .value(placeholder: "KEY"), summary: "The key", isRequired: true,
        environment: "SAMPLE_KEY"),
      OptionShape(name: "workers", kind: .value(placeholder: "N"), summary: "How many"),
      .format,
    ])

  private func parse(
    _ words: String..., environment: [String: String] = [:]
  ) throws -> Arguments {
    try ArgumentParser.parse(words, as: shape, environment: environment)
  }

  @Test func `options stand anywhere, with a space or an equals sign`() throws {
    let arguments = try parse("--key", "k", "log", "--as-of=2026-06-01", "a", "--prove", "b")
    #expect(arguments.operand("LOG") == "log")
    #expect(arguments.operands("FILE") == ["a", "b"])
    #expect(arguments.requiredValue("key") == "k")
    #expect(arguments.value("as-of") == "2026-06-01")
    #expect(arguments.flag("prove"))
    #expect(arguments.format == .text)
  }

  @Test func `two dashes end the options and one dash is an operand`() throws {
    let arguments = try parse("--key=k", "-", "--", "--prove", "--")
    #expect(arguments.operand("LOG") == "-")
    #expect(arguments.operands("FILE") == ["--prove", "--"])
    #expect(!arguments.flag("prove"))
  }

  @Test func `a value may be empty, hold an equals sign or begin with dashes`() throws {
    #expect(try parse("--key=", "l", "f").requiredValue("key").isEmpty)
    #expect(try parse("--key=a=b", "l", "f").requiredValue("key") == "a=b")
    #expect(try parse("--key", "--prove", "l", "f").requiredValue("key") == "--prove")
  }

  @Test func `the environment stands in for an option, and what is written wins`() throws {
    let environment = ["SAMPLE_KEY": "from environment"]
    #expect(try parse("l", "f", environment: environment).value("key") == "from environment")
    #expect(try parse("l", "f", "--key", "k", environment: environment).value("key") == "k")
    #expect(throws: CommandError.self) { try parse("l", "f", environment: ["SAMPLE_KEY": ""]) }
  }

  @Test(arguments: [
    (["--prov", "--key=k", "l", "f"], "there is no option `--prov`", "Did you mean `--prove`?"),
    (["--key=k", "--key=k", "l", "f"], "--key is given twice", "Give it once."),
    (["--prove=yes", "--key=k", "l", "f"], "--prove takes no value", "Give it alone."),
    (["l", "f", "--key"], "--key needs a value", "Write --key KEY."),
    (["l", "f"], "--key is missing", "Write --key KEY or set SAMPLE_KEY."),
    (["--key=k"], "LOG is missing", "Where the log is."),
    (["--key=k", "l"], "FILE is missing", "What is read."),
    (["--key=k", "--format=jsno", "l", "f"], "--format cannot be `jsno`", "Did you mean `json`?"),
  ])
  func `what does not fit is named, with what to do`(
    words: [String], what: String, help: String
  ) throws {
    let error = try #require(throws: CommandError.self) {
      try ArgumentParser.parse(words, as: shape, environment: [:])
    }
    #expect(error.what == what)
    #expect(error.help == help)
    #expect(error.status == .failed)
  }

  @Test func `a word too many is named`() throws {
    let bare = CommandShape(name: "bare", summary: "takes nothing")
    let error = try #require(throws: CommandError.self) {
      try ArgumentParser.parse(["more"], as: bare, environment: [:])
    }
    #expect(error.what == "`more` is one word too many")
  }

  @Test(arguments: ["0", "65", "x", "", "1.5", "99999999999999999999"])
  func `a number outside of its range is refused`(text: String) throws {
    let arguments = try parse("--key=k", "--workers=\(text)", "l", "f")
    let error = try #require(throws: CommandError.self) {
      try arguments.integer("workers", in: 1...64)
    }
    #expect(error.help == "Give a whole number from 1 to 64.")
  }

  @Test(arguments: [1, 64])
  func `the ends of the range are inside`(number: Int) throws {
    let arguments = try parse("--key=k", "--workers=\(number)", "l", "f")
    #expect(try arguments.integer("workers", in: 1...64) == number)
  }
}
