internal import Foundation
internal import Postgres

/// Why something was not done, made to be shown: what, where and what to do.
public struct Refusal: Error, Sendable, CustomStringConvertible {
  /// What kind it is, and so what the caller can do about it.
  public enum Kind: String, Sendable {
    /// The request itself cannot be understood.
    case malformed
    /// Nobody is signed in.
    case notSignedIn
    /// Not this person, or not alone.
    case forbidden
    /// There is no such thing, or it may not be seen.
    case notFound
    /// Not in the present state.
    case wrongState
    /// It changed since the caller looked.
    case conflict
    /// A guard does not hold.
    case unmet
    /// The database cannot be reached now; nothing is lost.
    case unavailable
    /// A fault of the program.
    case fault
  }

  /// The kind.
  public let kind: Kind
  /// One sentence.
  public let sentence: String
  /// The same in Chinese, where it holds sentences of the rules; else whoever shows it words it.
  public let sentenceZh: String?
  /// What to do, where there is something.
  public let advice: String
  /// The guard that does not hold, as the lifecycle names it.
  public let unmetGuard: String?
  /// The events that the caller may fire instead.
  public let allowed: [String]

  /// A refusal with its parts.
  public init(
    _ kind: Kind, _ sentence: String, zh: String? = nil, advice: String = "",
    unmetGuard: String? = nil, allowed: [String] = []
  ) {
    self.kind = kind
    self.sentence = sentence
    sentenceZh = zh
    self.advice = advice
    self.unmetGuard = unmetGuard
    self.allowed = allowed
  }

  /// The sentence, the allowed events and the advice in one line.
  public var description: String {
    let events = allowed.isEmpty ? "" : " Possible now: \(allowed.joined(separator: ", "))."
    return sentence + events + (advice.isEmpty ? "" : " " + advice)
  }
}

extension Refusal {
  /// What the database said, in our words.
  init(_ error: PostgresError) {
    guard error.isOurs, let code = error.sqlState else {
      self = Refusal.ofDatabase(error)
      return
    }
    let facts = error.detail.flatMap { try? JSONDecoder().decode(Facts.self, from: Data($0.utf8)) }
    self.init(
      Refusal.kinds[code] ?? .fault, error.message ?? "It was refused.", zh: facts?.zh,
      advice: error.hint ?? "", unmetGuard: facts?.guard, allowed: facts?.allowed ?? [])
  }

  private static let kinds: [String: Kind] = [
    "SB400": .malformed, "SB401": .notSignedIn, "SB403": .forbidden, "SB404": .notFound,
    "SB405": .wrongState, "SB409": .conflict, "SB422": .unmet,
  ]

  private struct Facts: Decodable {
    let zh: String?
    let `guard`: String?
    let allowed: [String]?
  }

  private static func ofDatabase(_ error: PostgresError) -> Refusal {
    if error.kind == .invalid {
      return Refusal(
        .malformed, "A value holds what cannot be stored.", advice: "Check what was sent.")
    }
    switch error.sqlState?.prefix(2) {
    case "22", "23":
      let place = error.constraint ?? error.column ?? error.table
      return Refusal(
        .malformed, "A value does not fit\(place.map { " (\($0))" } ?? "").",
        advice: "Check what was sent.")
    case "42" where error.sqlState == "42501":
      return Refusal(.forbidden, "This account may not do that.")
    case .some where error.isRetryable:
      return Refusal(.conflict, "Others changed it at the same moment.", advice: "Try again.")
    case .some("57"), .some("53"), .some("08"), .none:
      return Refusal(
        .unavailable, "The database cannot be reached now.",
        advice: "Nothing was lost. Try again in a moment.")
    default:
      return Refusal(.fault, "The program failed: \(error.description).")
    }
  }
}
