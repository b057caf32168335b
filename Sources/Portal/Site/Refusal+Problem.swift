public import HTTPServer
public import Workflow

/// A refusal of the domain is answered as what it is.
extension Refusal: AnswerableError {
  /// The answer; a fault of the program says nothing of its cause.
  public var problem: Problem {
    let sentence = advice.isEmpty ? sentence : "\(sentence) \(advice)"
    switch kind {
    case .malformed: return Problem(.badRequest, sentence, code: "malformed")
    case .notSignedIn: return Problem(.unauthorized, sentence, code: "signed-out")
    case .forbidden: return Problem(.forbidden, sentence, code: "forbidden", members: members)
    case .notFound: return Problem.nothingHere
    case .wrongState: return Problem(.conflict, sentence, code: "wrong-state", members: members)
    case .conflict: return Problem(.conflict, sentence, code: "stale-version")
    case .unmet: return Problem(.unprocessableContent, sentence, code: "unmet", members: members)
    case .unavailable:
      return Problem(
        .serviceUnavailable, sentence, code: "unavailable", headers: ["Retry-After": "5"])
    case .fault:
      return Problem(
        .internalServerError,
        "Something went wrong on our side. Nothing was changed by this request.", code: "fault")
    }
  }

  private var members: [String: any Encodable & Sendable] {
    var members: [String: any Encodable & Sendable] = [:]
    if !allowed.isEmpty { members["allowed"] = allowed }
    if let unmetGuard { members["guard"] = unmetGuard }
    return members
  }
}
