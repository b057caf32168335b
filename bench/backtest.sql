-- The applications that a draft is tried on: :records copies of the frozen versions of the sample
-- cohort, each with an id of its own. Rows alone, as a restore writes them.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET search_path = sandboxpp, public;
SET synchronous_commit = off;
BEGIN;
SET LOCAL session_replication_role = replica;   -- no foreign keys: the copies are of rows that hold
SELECT begin_migration('copies of frozen versions, for a measurement');
ALTER TABLE subject DISABLE TRIGGER guard_state;
ALTER TABLE application_version DISABLE TRIGGER submitter_changed_nothing;
CREATE TEMPORARY TABLE pattern AS
  SELECT row_number() OVER (ORDER BY a.reference) - 1 AS place, a.id, count(*) OVER () AS patterns
    FROM application a WHERE a.version > 0;
CREATE TEMPORARY TABLE copy AS
  SELECT n, gen_random_uuid() AS id, p.id AS pattern
    FROM generate_series(1, :records) n JOIN pattern p ON p.place = n % p.patterns;
INSERT INTO subject (id, machine, name, firm, remit, state)
  SELECT c.id, 'application', 'application/' || c.id, s.firm, s.remit, s.state
    FROM copy c JOIN subject s ON s.id = c.pattern;
INSERT INTO application (id, reference, firm, cohort, title_en, version, facts, policies)
  SELECT c.id, 'COPY-' || c.n, a.firm, a.cohort, 'Copy', a.version, a.facts, a.policies
    FROM copy c JOIN application a ON a.id = c.pattern;
INSERT INTO application_version (application, version, document, salt, digest, packed, vocabulary, changed, submitted_by)
  SELECT c.id, v.version, '{}', v.salt, v.digest, v.packed, v.vocabulary, '{}', v.submitted_by
    FROM copy c JOIN application a ON a.id = c.pattern
    JOIN application_version v ON v.application = a.id AND v.version = a.version;
INSERT INTO application_remit (application, remit, routed) SELECT c.id, 'HKMA', true FROM copy c;
ALTER TABLE subject ENABLE ALWAYS TRIGGER guard_state;
ALTER TABLE application_version ENABLE ALWAYS TRIGGER submitter_changed_nothing;
COMMIT;
VACUUM ANALYZE;
CHECKPOINT;
