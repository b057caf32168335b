/// What a command has to say: to a person, to a program, and as its exit code.
public struct Report: Sendable {
  /// For a person.
  public let text: String
  /// For a program; one JSON document.
  public let json: String
  /// 0 done, 1 found wrong, 2 could not.
  public let exitCode: Int32
}

/// The commands about policies, as functions of the files' contents.
public enum PolicyCommands {
  /// How many of a thing, in words of the right number.
  static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  static func summary(_ findings: [Finding]) -> String {
    let errors = findings.count { $0.weight == .error }
    return counted(errors, "error", "errors") + ", "
      + counted(findings.count - errors, "warning", "warnings")
  }
}
