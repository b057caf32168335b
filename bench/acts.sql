-- The database that the acts are measured on: one firm with one approver, and :cases applications
-- in trial, each with its open grant. Rows alone, as a restore writes them: how a case really gets
-- there is the walkthrough's matter. Every act on them from here on is a real one.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET search_path = sandboxpp, public;
BEGIN;
SELECT register_firm('bench', 'Bench (invented)', '量度（虛構）') AS firm \gset
SELECT open_account('approver@bench', 'Bench Approver', '量度核准人', 'firm',
                    '[{"role": "firm_approver", "of": "bench"}]') AS account \gset

ALTER TABLE subject DISABLE TRIGGER guard_state;
INSERT INTO subject (id, machine, name, state) VALUES (gen_random_uuid(), 'cohort', 'cohort/bench', 'running')
  RETURNING id AS cohort \gset
INSERT INTO cohort (id, key, title_en, title_zh, kind, opens, closes, capacity, authorities)
  VALUES (:'cohort', 'bench', 'Bench', '量度', 'rolling', current_date - 30, current_date + 300, 1000000, '{HKMA}');
CREATE TEMPORARY TABLE bench_case AS
  SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS chain FROM generate_series(1, :cases) n;
INSERT INTO subject (id, machine, name, firm, remit, state)
  SELECT id, 'application', 'application/' || n, :'firm', 'HKMA', 'trial' FROM bench_case;
INSERT INTO subject (id, machine, name, root, firm, state)
  SELECT chain, 'jobs', 'job/' || id, id, :'firm', 'open' FROM bench_case;
ALTER TABLE subject ENABLE ALWAYS TRIGGER guard_state;
INSERT INTO application (id, reference, firm, cohort, title_en, version, facts, policies, trial_months, trial_start, trial_last)
  SELECT id, 'BENCH-' || n, :'firm', :'cohort', 'Bench', 1, sha256(('facts ' || n)::bytea), sha256('policies'), 6,
         current_date - 30, current_date + 150 FROM bench_case;
INSERT INTO application_remit (application, remit, routed) SELECT id, 'HKMA', true FROM bench_case;
INSERT INTO party SELECT id, :'firm', 'applicant', true FROM bench_case;
INSERT INTO compute_grant (application, chain, open, starts, ends, quota, slots, cleared_by)
  SELECT id, chain, true, current_date - 30, current_date + 150, 100000, 4, not_cleared() FROM bench_case;
UPDATE compute_grant SET cleared_by = clearance(application);

-- The bare statement's table: the same rows and indexes, without the trigger.
CREATE TABLE public.bare (LIKE subject INCLUDING DEFAULTS INCLUDING INDEXES) WITH (fillfactor = 70);
INSERT INTO public.bare SELECT * FROM subject;
COMMIT;
