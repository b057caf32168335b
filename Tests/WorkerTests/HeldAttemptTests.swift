import Compute
import Foundation
import Guard
import Testing

@testable import Worker

/// What is said about an attempt, decided without engine and queue.
struct HeldAttemptTests {
  static let held = HeldJob(id: UUID(), token: 7)

  static func attempt() throws -> HeldAttempt {
    HeldAttempt(
      name: try AttemptName(dispatch: held.id.uuidString.lowercased(), token: 7), held: held,
      reference: "J1", part: "candidate")
  }

  static func report(_ ending: Ending) -> AttemptReport {
    var usage = GuardReport.Usage()
    usage.wallMilliseconds = 1_001
    return AttemptReport(ending: ending, startedAt: nil, endedAt: 0, usage: usage)
  }

  @Test func `a beginning is told once`() throws {
    var attempt = try Self.attempt()
    #expect(attempt.start() == [.started(Self.held)])
    #expect(attempt.start().isEmpty)
  }

  @Test func `an end without a known beginning tells both, in order`() throws {
    var attempt = try Self.attempt()
    #expect(attempt.end(Self.report(.exited(code: 0))).map(\.event) == [.start, .succeed])
    #expect(attempt.end(Self.report(.exited(code: 0))).isEmpty)
    #expect(attempt.start().isEmpty)
  }

  @Test func `what never began is refused, not failed`() throws {
    var attempt = try Self.attempt()
    #expect(attempt.end(Self.report(.refused(reason: "x"))).map(\.event) == [.refuse])
  }

  @Test func `nothing is said once the lease is lost`() throws {
    var attempt = try Self.attempt()
    _ = attempt.start()
    attempt.lose()
    #expect(attempt.end(Self.report(.exited(code: 0))).isEmpty)
    #expect(attempt.phase == .ended)
    var entering = try Self.attempt()
    entering.lose()
    #expect(entering.refuse(.lost(Self.held)).isEmpty)
    #expect(entering.phase == .ended)
  }

  @Test func `an end that waits to be delivered is not lost`() throws {
    var attempt = try Self.attempt()
    _ = attempt.end(Self.report(.exited(code: 0)))
    attempt.lose()
    #expect(attempt.phase == .ended)
  }

  @Test(arguments: [
    (Ending.exited(code: 0), News.Event.succeed, true), (.exited(code: 1), .fail, true),
    (.signalled(signal: 9), .fail, true), (.vanished, .fail, true),
    (.failed(reason: "x"), .fail, true), (.refused(reason: "x"), .refuse, true),
    (.stopped(by: .lease, bound: 0), .fail, true), (.stopped(by: .stop, bound: 0), .fail, true),
    (.stopped(by: .worker, bound: 0), .fail, true),
    (.stopped(by: .memory, bound: 1), .fail, false), (.stopped(by: .time, bound: 1), .fail, false),
    (.stopped(by: .output, bound: 1), .fail, false),
  ])
  func `only what may pass is tried again`(ending: Ending, event: News.Event, retry: Bool) {
    let news = News.ended(Self.held, Self.report(ending))
    #expect(news.event == event)
    #expect(news.retry == retry)
    #expect(news.seconds == 2)
  }

  @Test func `news of one job stays in order and none overtakes`() {
    let other = HeldJob(id: UUID(), token: 8)
    var outbox = Outbox()
    let end = News.ended(Self.held, Self.report(.exited(code: 0)))
    for news in [News.started(Self.held), end, .started(other)] { outbox.put(news) }
    #expect(outbox.next(most: 10) == [.started(Self.held), .started(other)])
    #expect(outbox.next(most: 1) == [.started(Self.held)])
    outbox.remove(.started(Self.held))
    #expect(outbox.next(most: 10) == [end, .started(other)])
    outbox.removeAll(of: Self.held)
    outbox.remove(.started(other))
    #expect(outbox.isEmpty)
  }
}
