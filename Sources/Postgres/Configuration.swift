internal import CPostgres

/// How to reach a database, and how long to wait for it.
public struct Configuration: Sendable {
  /// Everything given in the connection string, and the defaults that it did not override.
  private var settings: [String: String]

  /// How long the server lets a statement run; nil for no limit.
  public var statementTimeout: Duration?

  /// Reads a connection string: keywords and values, or a URI (libpq, "Connection Strings").
  ///
  /// - Parameters:
  ///   - connectionString: `host=/run/postgresql dbname=sandboxpp user=portal`
  ///   - applicationName: What the server's lists of connections show, unless the string says so.
  ///   - connectTimeoutSeconds: How long one attempt may take, unless the string says so.
  ///   - statementTimeout: How long a statement may run before the server stops it.
  /// - Throws: `PostgresError` of kind `invalid` when the string cannot be read.
  public init(
    _ connectionString: String, applicationName: String = "sandboxpp",
    connectTimeoutSeconds: Int = 5, statementTimeout: Duration? = nil
  ) throws(PostgresError) {
    settings = [
      "application_name": applicationName,
      "connect_timeout": String(connectTimeoutSeconds),
      // A peer that has vanished without a word is noticed within about ten seconds.
      "keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3",
      "tcp_user_timeout": "10000",
    ]
    self.statementTimeout = statementTimeout
    settings.merge(try Configuration.parse(connectionString)) { _, given in given }
    settings["client_encoding"] = "UTF8"
  }

  /// The same server and settings with another database, user or application name.
  public func with(
    database: String? = nil, user: String? = nil, applicationName: String? = nil
  ) -> Configuration {
    var other = self
    if let database { other.settings["dbname"] = database }
    if let user { other.settings["user"] = user }
    if let applicationName { other.settings["application_name"] = applicationName }
    return other
  }

  /// The connection string, for another process; it holds the password if one was given.
  public var connectionString: String {
    settings.sorted { $0.key < $1.key }.map { key, value in
      let escaped = value.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }
      return "\(key)='\(String(escaped))'"
    }.joined(separator: " ")
  }

  /// What is given to libpq.
  var connectionSettings: [(key: String, value: String)] {
    var all = settings
    if let statementTimeout {
      let option = "-c statement_timeout=\(max(1, milliseconds(statementTimeout)))"
      all["options"] = [settings["options"], option].compactMap { $0 }.joined(separator: " ")
    }
    return all.map { ($0.key, $0.value) }
  }

  /// Milliseconds of silence after which a server that should have answered is gone; -1 for never.
  var silenceLimit: Int32 {
    guard let statementTimeout else { return -1 }
    return Int32(clamping: milliseconds(statementTimeout) + Bounds.silenceMilliseconds)
  }

  /// Host, port and database, for messages.
  var place: String {
    ["host", "port", "dbname"].compactMap { key in settings[key].map { "\(key)=\($0)" } }
      .joined(separator: " ")
  }

  private static func parse(_ text: String) throws(PostgresError) -> [String: String] {
    guard let options = unsafe PQconninfoParse(text, nil) else {
      throw PostgresError(
        .invalid,
        "the connection string cannot be read; it looks like: host=… port=… dbname=… user=…")
    }
    defer { unsafe PQconninfoFree(options) }
    var settings: [String: String] = [:]
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        unsafe settings[String(cString: keyword)] = unsafe String(cString: value)
      }
      unsafe option += 1
    }
    return settings
  }
}

func milliseconds(_ duration: Duration) -> Int {
  Int(duration.components.seconds) * 1_000
    + Int(duration.components.attoseconds / 1_000_000_000_000_000)
}
