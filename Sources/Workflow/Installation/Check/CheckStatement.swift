internal import Postgres

/// A part of the database that one statement checks: it selects where and what for each fault.
struct CheckStatement: Sendable {
  let name: String
  /// The table whose rows are looked at.
  let table: SQL
  let faults: SQL

  static let all = [
    CheckStatement(
      name: "clocks", table: "clock",
      faults: """
        SELECT s.name || ' ' || c.name, concat('it is due ', coalesce(c.due_at::text, 'never'), ', its ledger says ',
                 coalesce(clock_due_at(c.id)::text, 'never'))
          FROM clock c JOIN subject s ON s.id = c.subject WHERE c.due_at IS DISTINCT FROM clock_due_at(c.id)
        UNION ALL
        SELECT s.name || ' ' || c.name, 'whether it has ended is not what its ledger says'
          FROM clock c JOIN subject s ON s.id = c.subject
         WHERE c.ended <> EXISTS (SELECT FROM clock_entry e WHERE e.clock = c.id AND e.kind = 'end')
        UNION ALL
        SELECT s.name || ' ' || c.name, 'its next reminder is not when its ledger says'
          FROM clock c JOIN subject s ON s.id = c.subject
         WHERE NOT c.ended AND c.due_at = clock_due_at(c.id) AND c.remind_at IS DISTINCT FROM next_reminder_at(c)
        UNION ALL
        SELECT s.name || ' ' || c.name, 'the time for an answer is not what its question says'
          FROM clock c JOIN subject s ON s.id = c.subject LEFT JOIN question q ON q.id = c.about
         WHERE c.about IS NOT NULL AND NOT c.ended AND q.due_at IS DISTINCT FROM c.due_at
        """),
    CheckStatement(
      name: "applications", table: "application",
      faults: """
        SELECT a.reference, 'its version or facts are not those frozen last'
          FROM application a LEFT JOIN LATERAL (
            SELECT v.version, v.digest FROM application_version v WHERE v.application = a.id
             ORDER BY v.version DESC LIMIT 1) last ON true
         WHERE a.version <> coalesce(last.version, 0) OR a.facts IS DISTINCT FROM last.digest
        """),
    CheckStatement(
      name: "jobs", table: "job",
      faults: """
        SELECT j.reference, concat('its state is ', j.state, ', its steps say ', coalesce(last.to_state, 'none'))
          FROM job j LEFT JOIN LATERAL (
            SELECT p.to_state FROM job_step p WHERE p.job = j.id ORDER BY p.id DESC LIMIT 1) last ON true
         WHERE j.state IS DISTINCT FROM last.to_state
        UNION ALL
        SELECT j.reference, 'it is cleared, and no run of the rules clears it'
          FROM job j JOIN compute_grant g ON g.application = j.application
         WHERE j.state IN ('queued', 'held') AND j.cleared_by = g.cleared_by AND NOT EXISTS (
           SELECT FROM evaluation e WHERE e.application = j.application AND e.clearance = g.cleared_by
              AND e.about->'job' = job_facts(j.application, j.kind, j.part, j.inputs, g.plan)
              AND standing_against(e.id, e.facts) IS NULL)
        """),
    CheckStatement(
      name: "steps", table: "job_step",
      faults: """
        WITH named AS (
          SELECT e.id, s.name || ' seq ' || e.seq AS place, e.act, s.id AS chain, d.detail,
                 split_part(e.type, '.', 4) AS event
            FROM audit_event e JOIN subject s ON s.id = e.subject AND s.machine = 'jobs',
                 LATERAL (SELECT convert_from(e.entry, 'UTF8')::jsonb->'data'->'detail' AS detail) d
           WHERE d.detail ? 'steps'),
        taken AS (
          SELECT p, p.act, p.id, p.job, p.event, j.reference, g.chain,
                 bool_or(p.event = 'adopt') OVER batch AS adopts,
                 bool_or(p.event NOT IN ('start', 'adopt')) OVER batch AS ends
            FROM job_step p JOIN job j ON j.id = p.job JOIN compute_grant g ON g.application = j.application
          WINDOW batch AS (PARTITION BY p.act, p.job))
        SELECT n.place, 'the steps of its jobs are not those of its digest'
          FROM named n LEFT JOIN taken t ON t.act = n.act AND t.chain = n.chain
                AND CASE WHEN n.detail ? 'job' THEN t.job::text = n.detail->>'job'
                         WHEN n.event = 'adopt' THEN t.adopts WHEN n.event = 'ended' THEN t.ends
                         WHEN n.event IN ('stop', 'cancel') THEN t.event = n.event ELSE true END
         GROUP BY n.id, n.place, n.detail
        HAVING n.detail->>'steps' IS DISTINCT FROM
               encode(sha256(convert_to(string_agg(step_line(t.p), E'\\n' ORDER BY t.id), 'UTF8')), 'hex')
        UNION ALL
        SELECT t.reference, 'a step of it is in no entry' FROM taken t
         WHERE t.event <> 'start' AND NOT EXISTS (SELECT FROM named n WHERE n.act = t.act AND n.chain = t.chain)
        """),
    CheckStatement(
      name: "outcomes", table: "evaluation",
      faults: """
        SELECT concat(a.reference, ' at ', e.stage, ', run ', e.id), f.what
          FROM evaluation e JOIN application a ON a.id = e.application
          LEFT JOIN application_version v ON (v.application, v.version) = (e.application, e.version)
         CROSS JOIN LATERAL (VALUES
           (e.outcomes IS DISTINCT FROM outcomes_digest(ARRAY(SELECT o FROM outcome o WHERE o.evaluation = e.id)),
            'its outcomes are not those of its digest'),
           (e.facts IS DISTINCT FROM v.digest, 'its facts are not those of the version that it names'),
           (NOT EXISTS (SELECT FROM policy_set p WHERE p.digest = e.policies), 'its policies are not kept')) f(wrong, what)
         WHERE f.wrong
        """),
    CheckStatement(
      name: "grants", table: "compute_grant",
      faults: """
        SELECT a.reference, format('%s reserved, %s running, %s used; its jobs come to %s, %s, %s',
                 g.reserved, g.running, g.used, held.reserved, held.running, spent.used)
          FROM compute_grant g JOIN application a ON a.id = g.application
         CROSS JOIN LATERAL (SELECT coalesce(sum(j.seconds), 0) AS reserved, count(*) AS running FROM job j
            WHERE j.application = g.application AND j.state IN ('dispatching', 'running', 'unknown')) held
         CROSS JOIN LATERAL (SELECT coalesce(sum(least(greatest(d.settled, 0), d.reserved)), 0) AS used
            FROM dispatch d JOIN job j ON j.id = d.job WHERE j.application = g.application) spent
         WHERE (g.reserved, g.running, g.used) <> (held.reserved, held.running, spent.used)
        """),
    CheckStatement(
      name: "nodes", table: "node",
      faults: """
        SELECT n.name, 'whether it drains is not what its state says'
          FROM node n LEFT JOIN subject s ON s.name = 'node/' || n.name
         WHERE s.state IS DISTINCT FROM CASE WHEN n.draining THEN 'draining' ELSE 'taking' END
        """),
  ]
}

extension Reading {
  /// Looks at a part by its statement.
  func part(_ statement: CheckStatement) async throws -> CheckReport.Part {
    progress(statement.name)
    var part = CheckReport.Part(statement.name)
    part.looked = try await connection.query("SELECT count(*) FROM \(statement.table)").one()
      .decode(Int.self)
    for row in try await connection.query(statement.faults) {
      let (place, what) = try row.decode((String.self, String.self))
      part.found(place, what)
    }
    return part
  }
}
