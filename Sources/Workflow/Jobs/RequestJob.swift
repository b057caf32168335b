public import Crypto
internal import Transparency

extension Sandbox {
  /// How long a validator's job may take and is reserved for, in seconds.
  private static let validatorSeconds = 120

  /// Requests the validator's job on a candidate's predictions: a real measurement in a sandbox.
  ///
  /// - Parameters:
  ///   - subject: the application's subject, in trial.
  ///   - predictions: SHA-256 of the CSV file (id, label, score, group) in the content store; it must be
  ///     in the approved plan.
  ///   - key: the key under which it is done once; a fresh one unless given.
  ///   - caller: somebody of the firm, or of its assurance provider.
  /// - Returns: `job/<id>`, queued.
  /// - Throws: `Refusal` of kind `unmet` when the grant does not allow it or the digest is not in the plan.
  public func requestValidation(
    of subject: String, predictions: Digest, once key: String? = nil, as caller: Caller
  ) async throws(Refusal) -> Standing {
    let digest = CanonicalJSON.string(predictions.hex)
    return try await fire(
      Act(
        "job/new", "request", detail: ["kind": "batch", "part": "validator"],
        payload: [
          "parent": .string(subject), "seconds": .integer(Sandbox.validatorSeconds),
          "inputs": [digest],
          "spec": [
            "command": ["/in/sandboxpp-validator", "/in/predictions.csv"],
            "programs": ["sandboxpp-validator"],
            "inputs": [["name": "predictions.csv", "digest": digest]],
          ],
        ]), once: key ?? Hexadecimal.encode(Random.bytes(16)), as: caller)
  }
}
