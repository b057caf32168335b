import Glibc

/// What a job writes into a pipe, kept in a file up to a bound.
final class CappedStream {
  /// The reading end; nil once the stream has ended.
  private(set) var source: Descriptor?
  /// Bytes kept.
  private(set) var kept: Int64 = 0
  /// Whether there was more than the bound.
  private(set) var isCut = false
  /// Which limit the bound is.
  let limit: Limit

  private let bound: Int64
  private let target: Descriptor

  /// Keeps at most `bound` bytes of `source` in a new file.
  init(_ source: Descriptor, into path: String, bound: Int64, limit: Limit) throws(GuardError) {
    source.answerAtOnce()
    self.source = source
    self.bound = bound
    self.limit = limit
    target = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
  }

  /// Moves what the pipe holds now, at most a few of its lengths, so that a job that never stops
  /// writing does not keep the guard from its other work.
  func move(_ buffer: inout [UInt8]) throws(GuardError) {
    for _ in 0..<8 {
      switch source?.read(&buffer) {
      case .bytes(let bytes): try keep(bytes)
      case .later: return
      case .end, nil: return source = nil
      }
    }
  }

  /// Moves the rest; only when nobody can write any more.
  func drain(_ buffer: inout [UInt8]) throws(GuardError) {
    while source != nil { try move(&buffer) }
  }

  private func keep(_ bytes: ArraySlice<UInt8>) throws(GuardError) {
    let room = bytes.prefix(Int(min(bound - kept, Int64(bytes.count))))
    isCut = isCut || room.count < bytes.count
    try target.write(room)
    kept += Int64(room.count)
  }
}
