import Crypto
import Foundation
import Testing

@testable import Transparency

/// Entries of several subjects with correct chains, made without chance.
struct SampleEntries {
  private(set) var entries: [[UInt8]] = []
  private var tails: [Int: (sequence: Int, hash: Digest)] = [:]

  init(count: Int, subjects: Int) throws {
    for index in 0..<count { try append(subject: index * index % subjects, index: index) }
  }

  private mutating func append(subject: Int, index: Int) throws {
    let tail = tails[subject] ?? (0, .zero)
    let entry = try Self.entry(
      index: index, subject: "application/\(subject)", sequence: tail.sequence + 1,
      previous: tail.hash)
    entries.append(entry)
    tails[subject] = (tail.sequence + 1, MerkleTree.leafHash(entry))
  }

  /// The form in which the database composes an entry.
  static func entry(
    index: Int, subject: String, sequence: Int, previous: Digest, time: String? = nil
  ) throws -> [UInt8] {
    let digits = String(index % 1_000_000)
    let fraction = String(repeating: "0", count: 6 - digits.count) + digits
    let value: CanonicalJSON = [
      "authid": "9c1e", "authtype": "user", "datacontenttype": "application/json",
      "data": [
        "act": .string(SHA256.digest("act \(index)").hex), "from": "submitted",
        "to": "under_review", "role": "officer", "effects": ["clock.started", "機構已通知"],
      ],
      "id": .string(String(SHA256.digest("id \(index)").hex.prefix(32))),
      "prev": .string(previous.hex), "seq": .integer(sequence), "source": "sandboxpp.test",
      "specversion": "1.0", "subject": .string(subject),
      "time": .string(time ?? "2026-11-21T08:00:00.\(fraction)Z"),
      "type": "hk.sandboxpp.application.submit.v1",
    ]
    return try value.encoded()
  }
}

/// A log in a folder of its own, written as the sealer writes it.
struct SampleLog {
  static let origin = "log.sandboxpp.test/main"

  let folder: TemporaryFolder
  let store: TileStore
  let signer: NoteSigner
  private(set) var writer = LogWriter()

  init() throws {
    folder = try TemporaryFolder()
    store = TileStore(directory: folder.path)
    let key = try SigningKey(seed: [UInt8](repeating: 42, count: 32))
    signer = try NoteSigner(name: Self.origin, key: key)
  }

  init(_ entries: [[UInt8]], batch: Int = 97) throws {
    try self.init()
    for begin in stride(from: 0, to: entries.count, by: batch) {
      try seal(Array(entries[begin..<min(begin + batch, entries.count)]))
    }
  }

  var key: VerifierKey { signer.verifierKey }

  mutating func seal(_ entries: [[UInt8]]) throws {
    let batch = try writer.append(entries)
    try store.write(batch.files)
    try publish(batch.head)
  }

  func publish(_ head: TreeHead) throws {
    let note = try Checkpoint(origin: Self.origin, head: head).signed(by: signer)
    try store.write(note.bytes, to: "checkpoint")
  }

  func verify(contents: LogVerifier.Contents = .entries) async -> Verdict {
    await LogVerifier(source: .directory(folder.path), log: key, contents: contents).verify()
  }
}

/// Runs a program and gives its exit status and what it printed.
func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws
  -> (status: Int32, output: String)
{
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
