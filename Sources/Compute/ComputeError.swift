/// What goes wrong around content and engines; how a job ended is a report, not an error.
public enum ComputeError: Error, Equatable, CustomStringConvertible {
  /// A file or folder could not be used; the operation and the system's own words.
  case storage(operation: String, reason: String)
  /// No content of that digest is in the store.
  case missingContent
  /// Content is not what its digest says.
  case alteredContent
  /// Content is longer than allowed.
  case tooLong(limit: Int64)
  /// Another engine works in the folder of attempts.
  case folderInUse
  /// A name is not made of 1 to 64 lower-case letters, digits, dots, dashes or underscores.
  case malformedName

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .storage(let operation, let reason):
      "The content store or the engine's folder failed at \(operation): \(reason)"
    case .missingContent: "The content is not in this node's store; let the intake put it there."
    case .alteredContent:
      "The content in the store is not what its digest says; take it out and let it in again."
    case .tooLong(let limit):
      "The content is longer than \(ByteCount.text(limit)); ask for a larger bound or send less."
    case .folderInUse:
      "Another worker runs its jobs from this folder; stop it, or give this one its own."
    case .malformedName:
      "A name must have 1 to 64 lower-case letters, digits, dots, dashes or underscores."
    }
  }
}
