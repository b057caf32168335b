internal import Transparency
internal import Workflow

/// What the walk calls a case by: people's word, and the acts'.
struct SampleCase {
  let reference: String
  let subject: String
}

extension SampleWalk {
  private func latestReview(
    _ reference: String, _ desk: String, purpose: String
  ) async throws -> ReviewView? {
    try await sandbox.desk(reference, as: try await cast.caller("\(desk)_officer_1"))
      .reviews.first { $0.remit == desk.uppercased() && $0.purpose == purpose }
  }

  func takeUp(
    _ reference: String, _ desk: String, purpose: String
  ) async throws -> ReviewView? {
    guard let review = try await latestReview(reference, desk, purpose: purpose) else { return nil }
    let officer = "\(desk)_officer_1"
    let account = try await sandbox.whoIs(try await cast.caller(officer)).account
    try await cast.act(
      officer, Act(review.subject, "assign", detail: ["assignee": .string(account)]))
    try await cast.act(officer, Act(review.subject, "begin"))
    return review
  }

  /// One desk's review, from taking it up to the last countersignature that its rules want.
  func review(_ sample: SampleCase, _ desk: String, purpose: String) async throws {
    let reference = sample.reference
    guard try await takeUp(reference, desk, purpose: purpose) != nil else { return }
    let officer = try await cast.caller("\(desk)_officer_1")
    try await sign(reference, desk, as: officer) { review, view in
      let hasConditions = !view.conditions(of: review.remit).isEmpty
      return try await sandbox.recommend(
        review, seeing: view, hasConditions ? "approve_with_conditions" : "approve",
        reasons: "Every rule of this desk is met, waived or made a condition.", as: officer)
    }
    for person in ["approver_1", "approver_2"] {
      if person == "approver_2" { try await declare(sample.subject, desk, [person]) }
      let approver = try await cast.caller("\(desk)_\(person)")
      let standing = try await sign(reference, desk, as: approver) { review, _ in
        try await sandbox.countersign(review, as: approver)
      }
      if standing?.state == "countersigned" { return }
    }
  }

  @discardableResult
  private func sign(
    _ reference: String, _ desk: String, as person: Caller,
    _ act: (ReviewView, DeskView) async throws -> Standing
  ) async throws -> Standing? {
    let view = try await sandbox.desk(reference, as: person)
    guard let review = view.reviews.first(where: { $0.remit == desk.uppercased() }) else {
      return nil
    }
    return try await act(review, view)
  }
}
