/// Lines that arrive through a pipe.
final class LineReader {
  /// The reading end; nil once it has ended, or a line was longer than the bound.
  private(set) var source: Descriptor?
  private var rest: [UInt8] = []
  private let longestLine = 4_096

  init(_ source: Descriptor) {
    source.answerAtOnce()
    self.source = source
  }

  /// The lines that are complete now.
  func lines(_ buffer: inout [UInt8]) -> [String] {
    switch source?.read(&buffer) {
    case .bytes(let bytes): rest += bytes
    case .later: return []
    case .end, nil:
      source = nil
      return []
    }
    var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let last = lines.popLast() ?? []
    if last.count > longestLine { source = nil }
    let complete = lines.map { String(decoding: $0, as: UTF8.self) }
    rest = Array(last)
    return complete
  }
}
