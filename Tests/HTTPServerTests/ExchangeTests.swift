import Testing

@testable import HTTPServer

struct ExchangeTests {
  private let start = ContinuousClock.now
  private let limits = ListenerLimits()

  private func begun(
    limit: Int = 10, declared: Int? = 0, headers: Headers = [:]
  ) -> (Exchange, Exchange.Action) {
    var exchange = Exchange(now: start)
    let action = exchange.begin(
      Request(.post, "/", headers: headers), limit: limit, declared: declared, refusal: nil,
      drain: 100, now: start)
    return (exchange, action)
  }

  private func receive(_ count: Int, _ exchange: inout Exchange, hasRoom: Bool = true)
    -> Exchange.Action
  {
    [UInt8](repeating: 1, count: count).withUnsafeBytes {
      exchange.receive($0, drain: 100, hasRoom: hasRoom)
    }
  }

  @Test func `a body arrives in pieces and the request runs whole`() {
    var (exchange, _) = begun(declared: 5)
    _ = receive(2, &exchange)
    _ = receive(3, &exchange)
    guard case .run(let request) = exchange.advance(now: start) else {
      Issue.record("must run")
      return
    }
    #expect(request.body.count == 5)
  }

  @Test func `a body that proves too large is thrown away, then refused`() {
    var (exchange, _) = begun(declared: nil)
    _ = receive(11, &exchange)
    guard case .refuse(let problem, let request) = exchange.advance(now: start) else {
      Issue.record("must refuse")
      return
    }
    #expect(problem.status == .contentTooLarge)
    #expect(request.body.isEmpty)
  }

  @Test func `a body far too large is refused at once, or cut`() {
    guard case (_, .refuse(let problem, _)) = begun(declared: 111) else {
      Issue.record("must refuse")
      return
    }
    #expect(problem.status == .contentTooLarge)
    var (exchange, _) = begun(declared: nil)
    guard case .close = receive(111, &exchange) else {
      Issue.record("must close")
      return
    }
  }

  @Test func `a client that asks first is refused before it sends`() {
    guard case (_, .refuse) = begun(declared: 11, headers: ["Expect": "100-continue"]) else {
      Issue.record("must refuse")
      return
    }
  }

  @Test func `a body for which there is no memory is 503`() {
    var (exchange, _) = begun(declared: 5)
    _ = receive(5, &exchange, hasRoom: false)
    guard case .refuse(let problem, _) = exchange.advance(now: start) else {
      Issue.record("must refuse")
      return
    }
    #expect(problem.status == .serviceUnavailable)
  }

  @Test func `an answer after the exchange was given up goes nowhere`() {
    var (exchange, _) = begun()
    _ = exchange.advance(now: start)
    let first = exchange.answer(.text("first"), now: start)
    let second = exchange.answer(.text("second"), now: start)
    #expect(first && !second)
    guard case .send = exchange.advance(now: start) else {
      Issue.record("must send")
      return
    }
    let third = exchange.answer(.text("third"), now: start)
    #expect(!third)
  }

  @Test func `each phase has its deadline`() {
    var exchange = Exchange(now: start)
    func verdict(_ seconds: Int) -> Exchange.Verdict {
      exchange.verdict(now: start + .seconds(seconds), limits: limits)
    }
    #expect(verdict(9) == .keep)
    #expect(verdict(11) == .close)
    exchange = begun(limit: 1_000_000, declared: nil).0
    #expect(verdict(11) == .close)
    _ = receive(81_920, &exchange)
    #expect(verdict(19) == .keep)
    #expect(verdict(21) == .close)
    _ = exchange.advance(now: start)
    #expect(verdict(59) == .keep)
    #expect(verdict(61) == .giveUp)
    _ = exchange.answer(.text("x"), now: start)
    _ = exchange.advance(now: start)
    #expect(verdict(9) == .keep)
    #expect(verdict(11) == .close)
    exchange.finish(now: start)
    #expect(verdict(59) == .keep)
    #expect(verdict(61) == .close)
  }
}
