import Postgres

/// A place in the database's work at which whoever comes by is held up, in the middle of COMMIT.
///
/// All is written then and nothing is committed: the one moment at which a client that dies cannot
/// know what has become of its call. Both can be made of it.
struct Gate: Sendable {
  private let connection: Connection
  private let place: String

  /// Makes the gates, all open: one at each step of jobs, called as its event is, one at metrics
  /// (`measured`) and one at the keys that make a repetition harmless (`kept`).
  static func build(_ connection: Connection) async throws {
    try await connection.execute(
      unsafeSQL: """
        CREATE FUNCTION public.gate() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock_shared(
            hashtext(coalesce(TG_ARGV[0], to_jsonb(NEW)->>'event')));
          RETURN NULL;
        END $$;
        SELECT sandboxpp.begin_migration('a gate at the steps of jobs');
        CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON sandboxpp.job_step
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.gate();
        CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON sandboxpp.metric
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.gate('measured');
        CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON sandboxpp.idempotency_key
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.gate('kept');
        """)
  }

  /// Closes a gate: by a lock that all who pass it share.
  static func close(_ place: String, on configuration: Configuration) async throws -> Gate {
    let connection = try await Connection.open(configuration)
    _ = try await connection.query("SELECT pg_advisory_lock(hashtext(\(place)))")
    return Gate(connection: connection, place: place)
  }

  /// Waits until somebody stands before it.
  func reached() async throws {
    try await eventually("somebody stands before the gate \(place)") {
      try await connection.query(
        "SELECT count(*) > 0 FROM pg_locks WHERE \(Gate.isHeldUp)"
      ).one().decode(Bool.self)
    }
  }

  /// Lets all pass: what they wrote is committed, even if nobody is there to hear it.
  func open() async { await connection.close() }

  /// Ends the sessions that stand before it: nothing of what they wrote remains.
  func breakOff() async throws {
    _ = try await connection.query(
      "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE \(Gate.isHeldUp)")
    await connection.close()
  }

  /// Sealer and clockwork wait for locks of their own in another mode.
  private static let isHeldUp: SQL = "locktype = 'advisory' AND mode = 'ShareLock' AND NOT granted"
}
