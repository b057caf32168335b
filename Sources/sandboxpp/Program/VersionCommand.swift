/// `version`: which release this is.
struct VersionCommand: Command {
  /// The release.
  ///
  /// CHANGELOG.md begins with the same number; a test holds the two equal.
  static let release = "0.1.0"

  let shape = CommandShape(
    name: "version", summary: "prints which release this is", options: [.format])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    switch arguments.format {
    case .text: console.print("sandboxpp \(Self.release)")
    case .json: try console.print(json: ["release": Self.release])
    }
    return .done
  }
}
