/// Runs numbered pieces of work side by side, a few at a time, and hands results over in order.
struct ReportWindow<Output: Sendable>: Sendable {
  let work: @Sendable (Int) async -> Output

  init(_ work: @escaping @Sendable (Int) async -> Output) {
    self.work = work
  }

  /// Runs pieces `0..<count`; stops early when `consume` gives false.
  func run(_ count: Int, consume: (Output) async -> Bool) async {
    await withTaskGroup(of: (Int, Output).self) { group in
      var started = 0
      func start() {
        guard started < count else { return }
        let number = started
        group.addTask { (number, await work(number)) }
        started += 1
      }
      for _ in 0..<Bounds.tasksInFlight { start() }
      var waiting: [Int: Output] = [:]
      var next = 0
      while next < count {
        while let output = waiting.removeValue(forKey: next) {
          next += 1
          guard await consume(output) else { return group.cancelAll() }
          start()
        }
        guard next < count, let (number, output) = await group.next() else { return }
        waiting[number] = output
      }
    }
  }
}
