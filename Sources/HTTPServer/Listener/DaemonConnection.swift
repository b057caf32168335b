internal import CMicrohttpd
internal import Glibc

/// The daemon's own connection, with the few calls that are made on it.
///
/// The pointer lives from the daemon's notice that a connection has started to the one that it has
/// closed; a suspended connection is not closed. Sendable because resuming is allowed from any
/// thread; everything else is called on the daemon's alone.
@safe struct DaemonConnection: @unchecked Sendable {
  private let pointer: OpaquePointer

  init?(_ pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = pointer
  }

  /// Takes the connection out of the daemon's loop; only inside one of its calls.
  func suspend() { unsafe MHD_suspend_connection(pointer) }

  /// Puts a suspended connection back; never one that is not suspended.
  func resume() { unsafe MHD_resume_connection(pointer) }

  /// Our object of this connection, as the daemon keeps it.
  var owner: Connection? {
    let found = unsafe sandboxpp_http_information(
      pointer, MHD_ConnectionInfoType.CONNECTION_INFO_SOCKET_CONTEXT)
    guard let stored = unsafe found?.pointee.socket_context else { return nil }
    return unsafe Unmanaged<Connection>.fromOpaque(stored).takeUnretainedValue()
  }

  /// The socket.
  var descriptor: Int32? {
    unsafe sandboxpp_http_information(
      pointer, MHD_ConnectionInfoType.CONNECTION_INFO_CONNECTION_FD)?.pointee.connect_fd
  }

  /// The peer's numeric address.
  var peer: String {
    let found = unsafe sandboxpp_http_information(
      pointer, MHD_ConnectionInfoType.CONNECTION_INFO_CLIENT_ADDRESS)
    guard let address = unsafe found?.pointee.client_addr else { return "unknown" }
    let isV6 = unsafe Int32(address.pointee.sa_family) == AF_INET6
    let length = isV6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let failed = unsafe getnameinfo(
      address, socklen_t(length), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
    guard failed == 0 else { return "unknown" }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The request's header fields.
  var headers: Headers {
    var headers = Headers()
    unsafe withUnsafeMutablePointer(to: &headers) { collected in
      _ = unsafe MHD_get_connection_values(pointer, MHD_ValueKind.HEADER_KIND, collect, collected)
    }
    return headers
  }

  /// Hands a response over, with the pump that its stream has; the daemon keeps what it needs.
  ///
  /// - Returns: false when the connection must be closed instead.
  func queue(_ response: Response, pump: StreamPump?) -> Bool {
    var status = UInt32(response.status.code)
    var content = unsafe ResponseContent.make(response.body, pump, self)
    if unsafe content == nil {
      status = 500
      unsafe content = ResponseContent.make(.bytes([]), nil, self)
    }
    guard let content = unsafe content else { return false }
    defer { unsafe MHD_destroy_response(content) }
    for field in response.headers.fields {
      _ = unsafe MHD_add_response_header(content, field.name, field.value)
    }
    return unsafe MHD_queue_response(pointer, status, content) == .YES
  }
}

private let collect: MHD_KeyValueIterator = { context, _, name, value in
  guard let context = unsafe context, let name = unsafe name else { return .YES }
  let text = unsafe value.map { unsafe String(cString: $0) } ?? ""
  unsafe context.assumingMemoryBound(to: Headers.self).pointee.add(String(cString: name), text)
  return .YES
}
