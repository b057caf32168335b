import Foundation
import Postgres

/// What came of one event, one person, one subject; everything it wrote was rolled back.
struct Attempt: Sendable {
  let event: String
  let login: String
  /// `done`, or the refusal's SQLSTATE.
  let code: String
  let message: String
  let facts: Facts
  /// Where the subject stood afterwards.
  let state: String?
  /// The entries that the act appended, read from their bytes.
  let entries: [Entry]
  /// What changed without an entry; nil when nothing did.
  let unexplained: String?

  /// The detail of a refusal.
  struct Facts: Decodable, Sendable {
    var state: String?
    var allowed: [String]?
    var `guard`: String?
  }

  /// What this test reads of an entry.
  struct Entry: Decodable, Sendable {
    let authid: String
    let authtype: String
    let subject: String
    let type: String
    let seq: Int
    let data: Content

    struct Content: Decodable, Sendable {
      let act: String
      let from: String?
      let to: String?
      let role: String
      let remit: String?
      let proposal: String?
    }
  }

  init(_ row: Row) throws {
    event = try row["event", as: String.self]
    login = try row["login", as: String.self]
    code = try row["code", as: String.self]
    message = try row["message", as: String?.self] ?? ""
    state = try row["state", as: String?.self]
    unexplained = try row["unexplained", as: String?.self]
    let decoder = JSONDecoder()
    facts =
      try row["facts", as: JSON?.self].map {
        try decoder.decode(Facts.self, from: Data($0.text.utf8))
      } ?? Facts()
    entries =
      try row["entries", as: JSON?.self].map {
        try decoder.decode([Entry].self, from: Data($0.text.utf8))
      } ?? []
  }
}
