/// The language itself; its changes stand in `docs/policy-language-changes.md`.
public enum PolicyLanguage {
  /// The version that every decision stores, so that it can be repeated.
  public static let version = "2.0"
}
