/// A response's status code (RFC 9110 §15).
public struct Status: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// Three digits.
  public let code: Int

  /// A status by its number, 100 to 599.
  public init(integerLiteral code: Int) {
    precondition((100...599).contains(code), "\(code) is not a status code")
    self.code = code
  }

  /// 200: the answer is in the body.
  public static let ok: Status = 200
  /// 201: something was made; `Location` says where.
  public static let created: Status = 201
  /// 202: accepted, not yet done.
  public static let accepted: Status = 202
  /// 204: done, nothing to say.
  public static let noContent: Status = 204
  /// 303: done; read the result there with GET.
  public static let seeOther: Status = 303
  /// 304: what the client has is current.
  public static let notModified: Status = 304
  /// 308: the address has moved for good.
  public static let permanentRedirect: Status = 308
  /// 400: the request cannot be read.
  public static let badRequest: Status = 400
  /// 401: sign in first.
  public static let unauthorized: Status = 401
  /// 403: not allowed to this person.
  public static let forbidden: Status = 403
  /// 404: no such address, or none that this person may know of.
  public static let notFound: Status = 404
  /// 405: the address exists, the method does not.
  public static let methodNotAllowed: Status = 405
  /// 409: against the present state.
  public static let conflict: Status = 409
  /// 412: the version the client saw is no longer current.
  public static let preconditionFailed: Status = 412
  /// 413: the body is larger than the address takes.
  public static let contentTooLarge: Status = 413
  /// 415: the body is of a type the address does not take.
  public static let unsupportedMediaType: Status = 415
  /// 422: readable, but what it says cannot be accepted.
  public static let unprocessableContent: Status = 422
  /// 428: the request must say which version it saw.
  public static let preconditionRequired: Status = 428
  /// 429: too many requests.
  public static let tooManyRequests: Status = 429
  /// 500: our mistake.
  public static let internalServerError: Status = 500
  /// 501: a method no address knows.
  public static let notImplemented: Status = 501
  /// 503: not now; try again.
  public static let serviceUnavailable: Status = 503

  /// The words beside the number, as RFC 9110 names them.
  public var title: String { Status.titles[code] ?? "Status \(code)" }

  private static let titles: [Int: String] = [
    200: "OK", 201: "Created", 202: "Accepted", 204: "No content", 303: "See other",
    304: "Not modified", 308: "Permanent redirect", 400: "Bad request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not found", 405: "Method not allowed", 409: "Conflict",
    412: "Precondition failed", 413: "Content too large", 415: "Unsupported media type",
    422: "Unprocessable content", 428: "Precondition required", 429: "Too many requests",
    500: "Internal server error", 501: "Not implemented", 503: "Service unavailable",
  ]
}
