internal import Crypto
public import Policies
internal import Postgres

extension Sandbox {
  /// Tries a draft of a policy on every application on file that reached the author's authority.
  ///
  /// Each application is decided twice, by the policies in force today and by these with the draft in
  /// the place of the version it follows, on its frozen version and as of today.
  ///
  /// - Parameters:
  ///   - draft: the policy's text.
  ///   - stage: rules of this stage and those before are evaluated.
  ///   - lanes: how many shares are tried side by side; as many connections are used.
  ///   - caller: a policy author or an approver.
  /// - Returns: every outcome that would change, counted, with examples.
  /// - Throws: `Refusal` of kind `malformed` when the draft does not compile.
  public func backtest(
    _ draft: SourceFile, stage: Stage, lanes: Int, as caller: Caller
  ) async throws(Refusal) -> BacktestResult {
    let (today, old) = try await policiesToday(as: caller)
    // As if it were activated today: its rules bind.
    let new = try await tried(
      SourceFile(name: draft.name, text: draft.text, adoptedOn: today), as: caller
    ).set
    do {
      return try await withThrowingTaskGroup(of: BacktestResult.self) { group in
        for share in RecordShare.all(lanes) {
          group.addTask {
            try await database.request(role: caller.audience.rawValue, session: caller.secret) {
              connection in
              var backtest = try Backtest(from: old, to: new, stage: stage, asOf: today)
              try await backtest.run(share, on: connection)
              return backtest.result
            }
          }
        }
        return try await group.reduce(into: BacktestResult()) { $0.merge($1) }
      }
    } catch let problem as BacktestProblem {
      throw Refusal(.malformed, problem.description)
    } catch {
      throw Refusal(any: error)
    }
  }

}

extension Backtest {
  /// Tries a share of the applications, streamed on the connection's own thread.
  fileprivate mutating func run(_ share: RecordShare, on connection: isolated Connection)
    async throws
  {
    let vocabulary = vocabulary
    var rows = CopiedRows()
    for try await piece in connection.copyOut(share.statement(vocabulary.digest.hex)) {
      try rows.forEach(in: piece) { fields in
        guard let reference = fields[0].map({ String(decoding: $0, as: UTF8.self) }) else { return }
        let record: PackedRecord? =
          if let document = fields[2] {
            PackedRecord(
              Facts.read(json: String(decoding: document, as: UTF8.self), vocabulary).facts,
              vocabulary)
          } else {
            fields[1].flatMap { PackedRecord(bytes: Array($0), vocabulary) }
          }
        guard let record else { throw BacktestProblem.foreignRecord(reference) }
        try run(record, name: reference)
      }
    }
  }
}

/// A share of all applications: ids after one, up to another.
///
/// Ids are random, so shares are alike.
private struct RecordShare: Sendable {
  let after: String
  let last: String

  /// As many shares as lanes, at most 64.
  static func all(_ count: Int) -> [RecordShare] {
    let count = max(1, min(count, 64))
    return (0..<count).map {
      RecordShare(after: bound($0, of: count), last: bound($0 + 1, of: count))
    }
  }

  private static func bound(_ place: Int, of count: Int) -> String {
    guard place < count else { return "ffffffff-ffff-ffff-ffff-ffffffffffff" }
    let first = String(UInt64(place) << 32 / UInt64(count), radix: 16)
    return String(repeating: "0", count: 8 - first.count) + first + "-0000-0000-0000-000000000000"
  }

  /// Reference and packed record; the document in its place where another vocabulary packed it.
  ///
  /// COPY takes no parameters: what is spliced in are digits that this file made.
  func statement(_ vocabulary: String) -> SQL {
    SQL(
      unsafeSQL: """
        COPY (SELECT reference, packed, CASE WHEN vocabulary <> '\\x\(vocabulary)' THEN document END
                FROM record_on_file WHERE id > '\(after)' AND id <= '\(last)') TO STDOUT (FORMAT binary)
        """)
  }
}
