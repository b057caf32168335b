public import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Where a log is read from: a directory, an address, or anything that gives files by path.
public struct LogSource: Sendable {
  /// Gives a file's bytes; throws ``TransparencyError/missing(path:)`` when the log has no such file.
  public typealias Fetch = @Sendable (String) async throws(TransparencyError) -> [UInt8]

  let fetch: Fetch

  /// Reads through a closure.
  public init(fetch: @escaping Fetch) {
    self.fetch = fetch
  }

  /// Reads a directory.
  public static func directory(_ path: String) -> LogSource {
    let store = TileStore(directory: path)
    return LogSource { path async throws(TransparencyError) in try store.read(path) }
  }

  /// Reads below an http or https address.
  ///
  /// - Parameters:
  ///   - address: the log's address, with or without a last slash.
  ///   - token: sent as a bearer token; bundles may need one.
  /// - Returns: a source that asks for one file at a time.
  public static func address(_ address: URL, token: String? = nil) -> LogSource {
    let session = URLSession(configuration: .ephemeral)
    return LogSource { path async throws(TransparencyError) in
      var request = URLRequest(url: address.appendingPathComponent(path), timeoutInterval: 30)
      if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
      let data: Data
      let response: URLResponse
      do {
        (data, response) = try await session.data(for: request)
      } catch {
        throw .inaccessible(path: path, reason: "the address does not answer")
      }
      let status = (response as? HTTPURLResponse)?.statusCode ?? 0
      guard status != 404 else { throw .missing(path: path) }
      guard status == 200 else {
        throw .inaccessible(path: path, reason: "the answer has status \(status)")
      }
      guard data.count <= Bounds.fetchedBytes else {
        throw .malformed(what: "file \(path)", reason: "it is larger than any file of a log")
      }
      return [UInt8](data)
    }
  }

  /// Reads a location as given on a command line: an address when it begins with http, else a directory.
  public static func location(_ text: String, token: String? = nil) -> LogSource {
    guard text.hasPrefix("http://") || text.hasPrefix("https://"), let address = URL(string: text)
    else { return directory(text) }
    return self.address(address, token: token)
  }

  /// A file, or the full one when the partial is gone because the full one exists.
  func fetch(_ path: TilePath) async throws(TransparencyError) -> (bytes: [UInt8], isFull: Bool) {
    let isFull = path.width == Bounds.tileWidth
    do {
      return (try await fetch(path.description), isFull)
    } catch .missing where !isFull {
      return (try await fetchFull(insteadOf: path), true)
    }
  }

  private func fetchFull(insteadOf path: TilePath) async throws(TransparencyError) -> [UInt8] {
    do {
      return try await fetch(path.full.description)
    } catch .missing {
      throw .missing(path: path.description)
    }
  }
}
