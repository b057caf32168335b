/// Looks until something is so, and says what it waited for when it never is.
///
/// The bound is against hanging: far more than the slowest machine needs.
func eventually(
  _ what: String, within patience: Duration = .seconds(60),
  _ isSo: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + patience
  while try await !isSo() {
    guard ContinuousClock.now < deadline else {
      throw Part.Failure(description: "it never came to this: \(what)")
    }
    try await Task.sleep(for: .milliseconds(10))
  }
}
