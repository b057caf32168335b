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
    let new = try await tried(draft, as: caller).set
    do {
      return try await withThrowingTaskGroup(of: BacktestResult.self) { group in
        for share in RecordShare.all(lanes) {
          group.addTask {
            let backtest = try Backtest(from: old, to: new, stage: stage, asOf: today)
            return try await run(backtest, on: share, as: caller)
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

  /// Tries a share page by page, each page in a transaction of its own.
  @concurrent
  private func run(
    _ backtest: sending Backtest, on share: RecordShare, as caller: Caller
  ) async throws -> BacktestResult {
    var backtest = backtest
    let vocabulary = backtest.vocabulary
    var after = share.after
    while true {
      let page = try await rows(
        """
        SELECT id::text, reference, packed, document FROM records_on_file(
          \(vocabulary.digest.bytes), \(after)::uuid, \(share.last)::uuid, \(Int32(RecordShare.page)))
        """, as: caller)
      for row in page {
        let (id, reference, packed, document) = try row.decode(
          (String.self, String.self, [UInt8].self, String?.self))
        let record: PackedRecord?
        if let document {
          record = PackedRecord(Facts.read(json: document, vocabulary).facts, vocabulary)
        } else {
          record = PackedRecord(bytes: packed, vocabulary)
        }
        guard let record else { throw BacktestProblem.foreignRecord(reference) }
        try backtest.run(record, name: reference)
        after = id
      }
      if page.count < RecordShare.page { return backtest.result }
    }
  }
}

/// A share of all applications: ids after one, up to another.
///
/// Ids are random, so shares are alike.
private struct RecordShare: Sendable {
  /// Records of one page: a megabyte or two.
  static let page = 1_000

  let after: String
  let last: String

  static func all(_ count: Int) -> [RecordShare] {
    (0..<count).map { RecordShare(after: bound($0, of: count), last: bound($0 + 1, of: count)) }
  }

  private static func bound(_ place: Int, of count: Int) -> String {
    guard place < count else { return "ffffffff-ffff-ffff-ffff-ffffffffffff" }
    let first = String(UInt32(UInt64(place) << 32 / UInt64(count)), radix: 16)
    return String(repeating: "0", count: 8 - first.count) + first + "-0000-0000-0000-000000000000"
  }
}
