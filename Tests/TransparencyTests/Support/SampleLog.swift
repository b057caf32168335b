import Crypto
import Foundation
import Testing

@testable import Transparency

/// Entries of several subjects with correct chains, made without chance.
struct SampleEntries {
  private(set) var entries: [[UInt8]] = []
  private var tails: [Int: (sequence: Int, hash: Digest)] = [:]

  private let prefix: String

  init(count: Int, subjects: Int, prefix: String = "application") throws {
    self.prefix = prefix
    for index in 0..<count { try append(subject: index * index % subjects, index: index) }
  }

  private mutating func append(subject: Int, index: Int) throws {
    let tail = tails[subject] ?? (0, .zero)
    let entry = try Self.entry(
      index: index, subject: "\(prefix)/\(subject)", sequence: tail.sequence + 1,
      previous: tail.hash)
    entries.append(entry)
    tails[subject] = (tail.sequence + 1, MerkleTree.leafHash(entry))
  }

  /// The form in which the database composes an entry.
  static func entry(
    index: Int, subject: String, sequence: Int, previous: Digest, time: String? = nil,
    data: CanonicalJSON? = nil
  ) throws -> [UInt8] {
    let digits = String(index % 1_000_000)
    let fraction = String(repeating: "0", count: 6 - digits.count) + digits
    let value: CanonicalJSON = [
      "authid": "9c1e", "authtype": "user", "datacontenttype": "application/json",
      "data": data ?? [
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
    for file in batch.files { try put(file.bytes, at: "\(file.path)") }
    let note = try checkpoint(batch.head)
    try put(note.bytes, at: "checkpoint")
  }

  /// Writes without waiting for the disk, which thousands of forgeries need not survive.
  func put(_ bytes: [UInt8], at path: String) throws {
    let file = URL(fileURLWithPath: "\(folder.path)/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    // A new file: to truncate an old one makes some file systems wait for the disk.
    try? FileManager.default.removeItem(at: file)
    try Data(bytes).write(to: file)
  }

  /// Seals as the sealer does: everything durable before the checkpoint appears.
  mutating func sealDurably(_ entries: [[UInt8]]) throws {
    let batch = try writer.append(entries)
    try store.write(batch.files)
    try store.write(checkpoint(batch.head).bytes, to: "checkpoint")
    store.removePartials(of: batch.fullPaths)
  }

  func checkpoint(_ head: TreeHead) throws -> SignedNote {
    try Checkpoint(origin: Self.origin, head: head).signed(by: signer)
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
