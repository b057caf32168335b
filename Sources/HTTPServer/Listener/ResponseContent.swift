internal import CMicrohttpd
internal import Glibc

/// Makes the daemon's own form of a response's content.
enum ResponseContent {
  /// Nil when a file cannot be opened or memory is short.
  static func make(
    _ body: Response.Body, _ pump: StreamPump?, _ connection: DaemonConnection
  ) -> OpaquePointer? {
    switch body {
    case .bytes(let bytes):
      // Copied by the library: pages are small and the copy is not what takes time.
      return unsafe bytes.withUnsafeBytes { content in
        let start = unsafe UnsafeMutableRawPointer(mutating: content.baseAddress)
        return unsafe MHD_create_response_from_buffer(
          content.count, start, MHD_ResponseMemoryMode.RESPMEM_MUST_COPY)
      }
    case .file(let path): return unsafe file(path)
    case .stream:
      guard let pump else { return nil }
      let source = StreamSource(pump: pump, connection: connection)
      return unsafe MHD_create_response_from_callback(
        UInt64.max, pieceBytes, readStream, Unmanaged.passRetained(source).toOpaque(), closeStream)
    }
  }

  /// Most bytes that one write of a stream takes.
  private static let pieceBytes = 65_536

  private static func file(_ path: String) -> OpaquePointer? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var information = stat()
    guard unsafe fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
      let response = unsafe MHD_create_response_from_fd(Int(information.st_size), descriptor)
    else {
      close(descriptor)
      return nil
    }
    return unsafe response
  }
}

/// What the daemon's stream calls need; lives until the daemon lets go of the response.
private final class StreamSource {
  let pump: StreamPump
  let connection: DaemonConnection

  init(pump: StreamPump, connection: DaemonConnection) {
    self.pump = pump
    self.connection = connection
  }
}

private let readStream: MHD_ContentReaderCallback = { context, _, buffer, capacity in
  guard let context = unsafe context, let buffer = unsafe buffer else { return -2 }
  let source = unsafe Unmanaged<StreamSource>.fromOpaque(context).takeUnretainedValue()
  switch source.pump.take(upTo: capacity, for: source.connection) {
  case .bytes(let piece):
    unsafe UnsafeMutableRawBufferPointer(start: buffer, count: capacity).copyBytes(from: piece)
    return piece.count
  case .suspended: return 0
  // The library defines its two ends as casts, which Swift cannot see: END_OF_STREAM, END_WITH_ERROR.
  case .complete: return -1
  case .broken: return -2
  }
}

private let closeStream: MHD_ContentReaderFreeCallback = { context in
  guard let context = unsafe context else { return }
  unsafe Unmanaged<StreamSource>.fromOpaque(context).takeRetainedValue().pump.close()
}
