internal import Postgres
internal import Transparency

extension Sandbox {
  /// Answers a desk's question; the desk's clock runs again once none is open.
  ///
  /// - Parameters:
  ///   - question: the question's id, as the case shows it.
  ///   - answer: the firm's words; they go to the question, the entry holds their SHA-256.
  ///   - key: the key under which it is done once.
  ///   - caller: an approver of the firm.
  /// - Returns: where the review stands, by its subject alone.
  /// - Throws: `Refusal` of kind `notFound` where the question is not the firm's.
  public func answerQuestion(
    _ question: String, _ answer: String, once key: String, as caller: Caller
  ) async throws(Refusal) -> Standing {
    let review = try await read(
      String.self, "SELECT to_jsonb(review_of_question(\(question)::text::uuid))", as: caller)
    return try await fire(
      Act(
        review, "supply_information", detail: ["question": .string(question)],
        payload: ["answer": .string(answer)]), once: key, as: caller)
  }
}
