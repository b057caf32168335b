/// `version`: which release this is.
struct VersionCommand: AnsweringCommand {
  /// The release.
  ///
  /// CHANGELOG.md begins with the same number; a test holds the two equal.
  static let release = "0.1.0"

  let shape = CommandShape(
    name: "version", summary: "prints which release this is")

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    Answer(["release": Self.release], "sandboxpp \(Self.release)")
  }
}
