public import Guard

/// How an attempt ended, what it used and what it left.
public struct AttemptReport: Equatable, Sendable {
  /// What the guard saw; for an engine without guard, what its accounting tells.
  public let ending: Ending
  /// When the first process began, in microseconds since 1970 UTC; nil if none did.
  public let startedAt: Int64?
  /// When nothing of it was left, in microseconds since 1970 UTC.
  public let endedAt: Int64
  /// What it used.
  public let usage: GuardReport.Usage
  /// The archive (tar) of what the command left in `/out`; nil if it did not leave whole.
  public let results: ContentStore.Stored?
  /// Standard output, cut at its limit.
  public let standardOutput: ContentStore.Stored?
  /// Standard error, cut at its limit.
  public let standardError: ContentStore.Stored?

  /// Describes an attempt's end.
  public init(
    ending: Ending, startedAt: Int64?, endedAt: Int64, usage: GuardReport.Usage,
    results: ContentStore.Stored? = nil, standardOutput: ContentStore.Stored? = nil,
    standardError: ContentStore.Stored? = nil
  ) {
    self.ending = ending
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.usage = usage
    self.results = results
    self.standardOutput = standardOutput
    self.standardError = standardError
  }

  /// Whether the command ended by itself with code 0.
  public var succeeded: Bool { ending == .exited(code: 0) }
}
