/// A request's head as the daemon gives it, with what is wrong with it.
struct RequestHead {
  let request: Request
  /// The length its body will have; nil when the head does not say.
  let declaredLength: Int?
  let refusal: Problem?

  init(method: String, target: String, headers: Headers, peer: String) {
    let knownMethod = Method(rawValue: method)
    let knownTarget = RequestTarget(target)
    request = Request(
      knownMethod ?? .get, knownTarget ?? "/", headers: headers, peer: peer)
    let lengths = headers.values(of: "Content-Length")
    let isChunked = headers["Transfer-Encoding"] != nil
    declaredLength = isChunked ? nil : lengths.first.map { Int($0) ?? .max } ?? 0
    if knownTarget == nil {
      refusal = Problem(.badRequest, "The address is not well-formed.")
    } else if lengths.count + (isChunked ? 1 : 0) > 1 {
      // Two readings of one body are how requests are smuggled past a proxy (RFC 9112 §6.3).
      refusal = Problem(.badRequest, "The request names its length more than once.")
    } else if knownMethod == nil {
      refusal = Problem(
        .notImplemented,
        "This server knows \(Method.allCases.map(\.rawValue).joined(separator: ", ")).")
    } else {
      refusal = nil
    }
  }
}
