/// The language itself; its changes stand at the end of `docs/policy-language.md`.
public enum PolicyLanguage {
  /// The version that every decision stores, so that it can be repeated.
  public static let version = "1.0"
}
