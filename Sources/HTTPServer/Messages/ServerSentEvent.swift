/// One event of an event stream (WHATWG HTML §9.2).
public struct ServerSentEvent: Sendable, Equatable {
  /// What the browser repeats as `Last-Event-ID` when it reconnects.
  public let id: String?
  /// The event's name; `message` when nil.
  public let name: String?
  /// Its text; may have several lines.
  public let data: String

  /// An event.
  public init(id: String? = nil, name: String? = nil, data: String) {
    self.id = id
    self.name = name
    self.data = data
  }

  /// The bytes on the wire; a line break inside id or name would begin a field and is dropped.
  var bytes: [UInt8] {
    var text = ""
    if let id { text += "id: \(ServerSentEvent.oneLine(id))\n" }
    if let name { text += "event: \(ServerSentEvent.oneLine(name))\n" }
    for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      text += "data: \(line)\n"
    }
    return Array((text + "\n").utf8)
  }

  private static func oneLine(_ text: String) -> String { text.filter { !$0.isNewline } }
}

extension Response {
  /// An open event stream; a comment keeps it alive while nothing happens.
  public static func events(
    _ events: some AsyncSequence<ServerSentEvent, any Error> & Sendable
  ) -> Response {
    var response = Response(
      contentType: "text/event-stream",
      body: .stream(events.map(\.bytes), heartbeat: Array(": still here\n\n".utf8)))
    response.headers["Cache-Control"] = "no-store"
    // A buffering proxy would hold events back.
    response.headers["X-Accel-Buffering"] = "no"
    return response
  }
}
