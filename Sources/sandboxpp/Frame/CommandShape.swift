/// What a command takes and how it is described; one source for parsing and for help.
struct CommandShape: Sendable {
  /// The word that calls it.
  let name: String
  /// One line, beginning with a verb in the third person, without a full stop.
  let summary: String
  var operands: [OperandShape] = []
  var options: [OptionShape] = []
  /// Further paragraphs and examples for `--help`.
  var details = ""
}

/// A value that is given by its place.
struct OperandShape: Sendable {
  enum Count: Sendable { case one, optional, oneOrMore, any }

  /// In capitals, as usage shows it, for instance `FILE`.
  let name: String
  let summary: String
  var count = Count.one
  /// What it names, if that is something which may not be there.
  var subject: Subject?

  /// A kind of thing that is known by name.
  struct Subject: Sendable {
    /// Such as `application`.
    let noun: String
    /// Where the names are found: a whole sentence.
    let help: String

    /// An application by its reference.
    static let application = Subject(
      noun: "application", help: "`application list` shows those that you may see.")
  }
}

/// A value that is given by its name.
struct OptionShape: Sendable {
  enum Kind: Sendable {
    case flag
    /// Takes any text; the placeholder stands for it in the usage.
    case value(placeholder: String)
    /// Takes one of these; the first is meant when none is given.
    case choice([String])
  }

  /// Without the two dashes.
  let name: String
  let kind: Kind
  let summary: String
  var isRequired = false
  /// The environment variable that is read when the option is not given.
  var environment: String?
}

extension OptionShape {
  /// `--format text|json`, for every command that prints data.
  static let format = OptionShape(
    name: "format", kind: .choice(OutputFormat.allCases.map(\.rawValue)),
    summary: "How results are printed")

  /// `--database`, for every command that works on the database itself.
  static let database = OptionShape(
    name: "database", kind: .value(placeholder: "CONNINFO"),
    summary: "The database, as libpq's connection string", isRequired: true,
    environment: "SANDBOXPP_DATABASE")

  /// `--keystore`, for every command that writes or shows free text.
  static let keystore = OptionShape(
    name: "keystore", kind: .value(placeholder: "FOLDER"),
    summary: "The keys of free text, which the database only holds encrypted",
    environment: "SANDBOXPP_KEYSTORE")

  /// `--url`, for every command that speaks to a running portal.
  static let url = OptionShape(
    name: "url", kind: .value(placeholder: "URL"), summary: "The portal's address",
    isRequired: true, environment: "SANDBOXPP_URL")

  /// The token is a secret, so it has no option: the list of processes shows arguments to all.
  static let tokenVariable = "SANDBOXPP_TOKEN"
}

/// How results are printed.
enum OutputFormat: String, CaseIterable, Sendable {
  case text
  case json
}
