internal import Workflow

extension SampleLoader {
  /// Walks each sample application to where the sample leaves it before any job has run.
  ///
  /// The first one stays a draft: it is the walkthrough's.
  ///
  /// - Parameter count: only so many of them, in the order of their files.
  /// - Throws: `Refusal`, for a step that the domain does not let its person take.
  public func walkApplications(first count: Int = .max) async throws {
    for (number, application) in files.applications.prefix(count).enumerated() {
      say("\(application.file): \(application.plannedOutcome)")
      let walk = SampleWalk(application, self)
      let draft = try await walk.write()
      guard number > 0 else { continue }
      try await walk.go(draft)
    }
  }
}
