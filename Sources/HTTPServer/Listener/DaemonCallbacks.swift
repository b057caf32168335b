internal import CMicrohttpd

/// The daemon's calls, each turned into one call of a `Connection`.
///
/// They run on its one thread.
enum DaemonCallbacks {
  static let connection: MHD_NotifyConnectionCallback = { context, pointer, slot, code in
    guard let context = unsafe context, let slot = unsafe slot else { return }
    let core = unsafe Unmanaged<ListenerCore>.fromOpaque(context).takeUnretainedValue()
    if code == MHD_ConnectionNotificationCode.CONNECTION_NOTIFY_STARTED {
      guard let handle = unsafe DaemonConnection(pointer), let socket = handle.descriptor else {
        return
      }
      let made = Connection(core: core, descriptor: socket, peer: handle.peer)
      core.add(made)
      unsafe slot.pointee = Unmanaged.passRetained(made).toOpaque()
    } else if let stored = unsafe slot.pointee {
      unsafe core.remove(Unmanaged<Connection>.fromOpaque(stored).takeRetainedValue())
      unsafe slot.pointee = nil
    }
  }

  /// Before the daemon changes the target's bytes.
  static let target:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?
    ) -> UnsafeMutableRawPointer? = { _, text, pointer in
      if let text = unsafe text {
        unsafe DaemonConnection(pointer)?.owner?.note(target: String(cString: text))
      }
      return nil
    }

  static let access: MHD_AccessHandlerCallback = { _, pointer, _, method, _, upload, size, _ in
    guard let handle = unsafe DaemonConnection(pointer), let connection = handle.owner,
      let size = unsafe size
    else { return .NO }
    if connection.isWaiting {
      let name = unsafe method.map { unsafe String(cString: $0) } ?? ""
      return connection.begin(handle, method: name) ? .YES : .NO
    }
    guard unsafe size.pointee > 0 else { return connection.advance(handle) ? .YES : .NO }
    let bytes = unsafe UnsafeRawBufferPointer(start: upload, count: size.pointee)
    unsafe size.pointee = 0
    return unsafe connection.receive(bytes, on: handle) ? .YES : .NO
  }

  static let completed: MHD_RequestCompletedCallback = { _, pointer, _, _ in
    unsafe DaemonConnection(pointer)?.owner?.finish()
  }
}
