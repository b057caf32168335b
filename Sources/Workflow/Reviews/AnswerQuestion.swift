internal import Postgres
internal import Transparency

extension Sandbox {
  /// Answers a question of a desk; the firm names the question, never the review.
  ///
  /// - Returns: where the case stands, which is all that a firm may know of it.
  /// - Throws: `Refusal` of kind `notFound` for a question that is not the caller's firm's.
  @discardableResult
  public func answer(
    _ question: String, _ text: String, as caller: Caller
  ) async throws(Refusal) -> Standing {
    let review = try await read(
      String.self, "SELECT to_jsonb(review_of_question(\(question)::text::uuid))", as: caller)
    return try await fire(
      Act(
        review, "supply_information", detail: ["question": .string(question)],
        payload: ["answer": .string(text)]), as: caller)
  }
}
