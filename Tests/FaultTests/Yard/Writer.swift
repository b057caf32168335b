import Postgres
import Synchronization
import Testing
import Transparency
import Workflow

/// Who fires acts without end, each under a key of its own, again until it is acknowledged.
final class Writer: Sendable {
  /// Fires the act of a key once; returns nil where the same must be tried again.
  typealias Firing = @Sendable (_ key: String) async throws -> Standing?

  private let name: String
  private let fire: Firing
  private let isWanted = Atomic(true)
  private let answers = Mutex<[String: Standing]>([:])

  init(_ name: String, _ fire: @escaping Firing) {
    self.name = name
    self.fire = fire
  }

  /// What each key was answered.
  var acknowledged: [String: Standing] { answers.withLock { $0 } }

  /// Writes until it is told to stop; what is begun then is brought to its end.
  func run() async throws {
    for number in 1... {
      guard isWanted.load(ordering: .relaxed) else { return }
      let key = "\(name), act \(number)"
      let standing = try await persist("\(key) is acknowledged") { try await self.fire(key) }
      answers.withLock { $0[key] = standing }
    }
  }

  func stop() { isWanted.store(false, ordering: .relaxed) }

  /// Waits until this many more acts have been acknowledged than now.
  func advances(by count: Int) async throws {
    let goal = acknowledged.count + count
    try await eventually("\(name) has \(goal) acts acknowledged") { acknowledged.count >= goal }
  }
}

/// Tries until there is an answer.
func persist<Value>(_ what: String, _ attempt: () async throws -> Value?) async throws -> Value {
  var found: Value?
  try await eventually(what) {
    found = try await attempt()
    return found != nil
  }
  return try #require(found)
}

extension Yard {
  /// What the problem of a key is worded; its row tells how often the act happened.
  static func problem(_ key: String) -> Act {
    Act("problem/new", "post", payload: ["wording": .string(key)])
  }

  /// Fires an act once for a key; nil while the database is away.
  func fire(_ act: Act, once key: String) async throws -> Standing? {
    do {
      return try await sandbox.fire(act, once: key, as: Yard.firm)
    } catch  where error.kind == .unavailable {
      return nil
    }
  }

  /// Requests a firm's job, again until the database has it.
  func requestStubbornly(_ command: [String], once key: String) async throws -> Standing {
    try await persist("\(key) is requested") {
      do {
        return try await sandbox.request(
          JobRequest(part: "candidate", command: command, seconds: 60), of: application,
          once: key, as: Yard.firm)
      } catch let refusal as Refusal where refusal.kind == .unavailable {
        return nil
      }
    }
  }

  /// Each act that was acknowledged happened once and has one entry, and none happened twice.
  func expectHappenedOnce(_ acknowledged: [String: Standing]) async throws {
    let doubled = try await owner.query(
      "SELECT wording FROM problem GROUP BY wording HAVING count(*) > 1")
    #expect(try doubled.map { row in try row.decode(String.self) }.isEmpty)
    let rows = try await owner.query(
      """
      SELECT p.wording, s.name, (SELECT count(*) FROM audit_event e
         WHERE e.subject = s.id AND e.type = 'hk.sandboxpp.problem.post.v1')
        FROM problem p JOIN subject s USING (id)
      """)
    var happened: [String: String] = [:]
    for row in rows {
      let (wording, subject, entries) = try row.decode((String.self, String.self, Int.self))
      happened[wording] = subject
      #expect(entries == 1)
    }
    for (key, standing) in acknowledged { #expect(happened[key] == standing.subject) }
  }
}
