import Foundation
import Glibc

/// Where a command's words go: results to standard output, all else to standard error.
struct Console: Sendable {
  let environment: [String: String]
  /// Progress is shown to a person, never to a file or a pipe.
  let showsProgress: Bool

  /// The console of this process.
  static let process = Console(
    environment: ProcessInfo.processInfo.environment,
    showsProgress: isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 1)

  /// Prints a result.
  func print(_ text: String) {
    write(text + "\n", to: STDOUT_FILENO)
  }

  /// Prints a result for a program to read: one JSON value, keys sorted, on one line.
  func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n", to: STDOUT_FILENO)
  }

  /// Prints what is no result: an error, a warning.
  func note(_ text: String) {
    write(text + "\n", to: STDERR_FILENO)
  }

  /// Shows how far the work is, on a line that the next call writes over.
  ///
  /// An empty text wipes it.
  func progress(_ text: String) {
    guard showsProgress else { return }
    write("\r\u{1B}[K" + text, to: STDERR_FILENO)
  }

  /// Writes all of it.
  ///
  /// A reader that went away (`| head`) is nobody's error, but the command did not finish: it ends
  /// at once with status 2, silently.
  private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
      } else if errno != EINTR {
        exit(ExitStatus.failed.rawValue)
      }
    }
  }
}
