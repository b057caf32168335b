-- A subject in each state of each table, walked there by acts; a state that only a lapse of time
-- leads to is reached by putting a date into the past. Loaded after world.sql.

SET search_path = proof, sandboxpp, public;

CREATE FUNCTION id_of(name text) RETURNS uuid LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS
$$ SELECT id FROM subject s WHERE s.name = $1 $$;

CREATE FUNCTION variation_in(wanted text, case_state text DEFAULT 'trial') RETURNS text
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  app uuid := case_in(case_state);
  v text := done('appr', 'variation/new', 'request', '{"kind": "users"}',
    jsonb_build_object('parent', 'application/' || app, 'content', content('{users.count}'), 'evaluation', run_of_rules('variation')));
BEGIN
  CASE wanted
  WHEN 'requested' THEN NULL;
  WHEN 'approved' THEN
    PERFORM review_to(app, r, 'countersigned') FROM unnest('{HKMA,SFC}'::text[]) r;
    PERFORM done('hkma.approver', v, 'approve');
  WHEN 'refused' THEN PERFORM done('hkma.approver', v, 'refuse', '{"reasons": "too many users"}');
  WHEN 'withdrawn' THEN PERFORM done('appr', v, 'withdraw');
  WHEN 'lapsed' THEN PERFORM done('appr', 'application/' || app, 'end_trial');
  END CASE;
  RETURN v;
END $$;

CREATE FUNCTION proposal_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  app uuid := case_in('consolidation');
  p text := proposed('hkma.coordinator', 'application/' || app, 'decline', '{"reasons": "too risky", "remit": "SFC"}');
BEGIN
  CASE wanted
  WHEN 'proposed' THEN NULL;
  WHEN 'done' THEN PERFORM done('hkma.approver', p, 'confirm');
  WHEN 'refused' THEN PERFORM done('hkma.approver', p, 'refuse', '{"reason": "not so risky"}');
  WHEN 'retracted' THEN PERFORM done('hkma.coordinator', p, 'retract');
  WHEN 'expired' THEN
    PERFORM expired(id_of(p));
    PERFORM done('tick', p, 'expire');
  END CASE;
  RETURN p;
END $$;

CREATE FUNCTION relief_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  app uuid := case_in('in_review');
  r text := done('appr', 'relief/new', 'ask', '{"remit": "SFC", "requirement": "record keeping"}', jsonb_build_object('parent', 'application/' || app));
BEGIN
  CASE wanted
  WHEN 'asked' THEN NULL;
  WHEN 'refused' THEN PERFORM agreed('sfc.case_officer', r, 'refuse', '{sfc.approver}', '{"reasons": "not relaxable"}');
  ELSE
    PERFORM agreed('sfc.case_officer', r, 'grant', '{sfc.approver}', '{"limits": "100 users", "last_day": "2099-01-01"}');
    IF wanted = 'ended' THEN PERFORM done('sfc.approver', r, 'end', '{"reason": "no longer needed"}'); END IF;
  END CASE;
  RETURN r;
END $$;

CREATE FUNCTION condition_of(app uuid, remit text) RETURNS text LANGUAGE sql VOLATILE SET search_path = proof, sandboxpp, public AS
$$ SELECT 'condition/' || c.id FROM condition c WHERE c.application = app AND c.remit = $2 $$;

-- The firm asks for a change, the SFC sets its condition anew with the terms given, the lead offers again.
CREATE FUNCTION offered_again(app uuid, terms jsonb) RETURNS void LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  a text := 'application/' || app;
  v text;
BEGIN
  PERFORM done('appr', a, 'request_change', '{"reason": "the log is too long"}');
  PERFORM done('sfc.approver', a, 'reopen_reviews', '{"remit": "SFC", "remits": ["SFC"], "reason": "a narrower one will do"}');
  v := review_to(app, 'SFC', 'in_progress');
  PERFORM done('sfc.case_officer', v, 'recommend', jsonb_build_object('recommendation', 'approve_with_conditions', 'reasons', 'sound',
    'seen', seen(v)), jsonb_build_object('conditions', terms));
  PERFORM done('sfc.approver', v, 'countersign', jsonb_build_object('seen', seen(v)));
  PERFORM done('hkma.approver', a, 'offer', '{}', jsonb_build_object('evaluation', run_of_rules('offer')));
END $$;

CREATE FUNCTION replaced_condition() RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  app uuid := case_in('offered');
  c text := condition_of(app, 'SFC');
BEGIN
  PERFORM offered_again(app, '[{"rule": "C-SFC", "wording": "keep a short log", "timing": "during"}]');
  RETURN c;
END $$;

CREATE FUNCTION condition_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  c text := condition_of(case_in('trial'), 'SFC');
BEGIN
  IF wanted = 'open' THEN RETURN c; END IF;
  IF wanted = 'breached' THEN PERFORM done('sfc.case_officer', c, 'breach', '{"reason": "no log was kept"}'); RETURN c; END IF;
  IF wanted = 'waived' THEN PERFORM agreed('sfc.case_officer', c, 'waive', '{sfc.approver}', '{"reason": "superseded"}'); RETURN c; END IF;
  IF wanted = 'replaced' THEN RETURN replaced_condition(); END IF;
  PERFORM done('appr', c, 'submit_evidence', '{}', jsonb_build_object('kind', 'evidence', 'digest', repeat('ab', 32)));
  IF wanted = 'satisfied' THEN PERFORM done('sfc.case_officer', c, 'accept'); END IF;
  RETURN c;
END $$;

CREATE FUNCTION cohort_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  key text := 'c-' || left(gen_random_uuid()::text, 13);
  made uuid := new_cohort(CASE WHEN wanted IN ('planned', 'announced') THEN wanted ELSE 'open' END, key);
  c text := 'cohort/' || made;
  app uuid;
BEGIN
  IF wanted IN ('planned', 'announced', 'open') THEN RETURN c; END IF;
  IF wanted = 'cancelled' THEN
    PERFORM agreed('hkma.convenor', c, 'cancel', '{hkma.approver,sfc.approver}', '{"reason": "no capacity"}');
    RETURN c;
  END IF;
  app := case_in('consolidation', key);
  UPDATE cohort SET closes = current_date - 1 WHERE id = made;
  PERFORM done('tick', c, 'close');
  IF wanted = 'assessing' THEN RETURN c; END IF;
  PERFORM agreed('hkma.convenor', c, 'rank', '{hkma.approver,sfc.approver,ia.approver}', '{}', ranking(c));
  IF wanted = 'ranked' THEN RETURN c; END IF;
  PERFORM done('appr', 'application/' || app, 'withdraw');
  PERFORM done('tick', c, 'finish');
  RETURN c;
END $$;

-- Every case of a cohort that can be ranked, in the order of their ids.
CREATE FUNCTION ranking(c text) RETURNS jsonb LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT jsonb_build_object('ranking', coalesce(jsonb_agg(jsonb_build_object('application', a.id, 'above_line', true) ORDER BY a.id), '[]'))
    FROM application a JOIN subject s ON s.id = a.id WHERE a.cohort = id_of(c) AND s.state = 'consolidation'
$$;

CREATE FUNCTION licence_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  l text := done('prep', 'licence/new', 'declare', '{}', jsonb_build_object('remit', 'SFC', 'class', 'type 4', 'number', gen_random_uuid()));
BEGIN
  IF wanted = 'declared' THEN RETURN l; END IF;
  IF wanted = 'rejected' THEN PERFORM done('sfc.case_officer', l, 'reject', '{"reason": "unknown number"}'); RETURN l; END IF;
  PERFORM done('sfc.case_officer', l, 'verify', '{"register_checked": "2026-01-02"}');
  IF wanted = 'suspended' THEN PERFORM done('sfc.approver', l, 'suspend', '{"reason": "inquiry"}'); END IF;
  IF wanted = 'ended' THEN PERFORM done('sfc.approver', l, 'end', '{"ending": "revoked"}'); END IF;
  RETURN l;
END $$;

CREATE FUNCTION policy_in(wanted text, policy_name text DEFAULT 'sfc-' || left(gen_random_uuid()::text, 8), edition text DEFAULT '1.0')
RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  p text := done('sfc.policy_author', 'policy/new', 'publish', '{}', jsonb_build_object('name', policy_name, 'version', edition, 'binds', 'SFC',
    'digest', encode(sha256(convert_to(policy_name || edition, 'UTF8')), 'hex'), 'source', policy_name || edition, 'file', 'sfc.policy'));
BEGIN
  IF wanted = 'published' THEN RETURN p; END IF;
  IF wanted = 'withdrawn' THEN PERFORM done('sfc.policy_author', p, 'withdraw', '{"reason": "a mistake"}'); RETURN p; END IF;
  PERFORM agreed('sfc.policy_author', p, 'activate', '{sfc.approver}', jsonb_build_object('effective', CASE edition WHEN '1.0' THEN '2026-01-01' ELSE '2026-01-02' END));
  IF wanted = 'superseded' THEN
    PERFORM policy_in('activated', policy_name, '2.0');
    PERFORM done('tick', p, 'supersede');
  END IF;
  RETURN p;
END $$;

CREATE FUNCTION practice_note_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  n text := done('hkma.coordinator', 'practice_note/new', 'draft', '{}', '{"title": "Logs", "wording": "Keep them."}');
BEGIN
  IF wanted = 'drafted' THEN RETURN n; END IF;
  PERFORM agreed('hkma.coordinator', n, 'agree', '{hkma.approver,ia.approver,mpfa.approver,sfc.approver}');
  IF wanted = 'agreed' THEN RETURN n; END IF;
  PERFORM done('hkma.convenor', n, 'publish');
  IF wanted = 'withdrawn' THEN PERFORM done('hkma.convenor', n, 'withdraw', '{"reason": "outdated"}'); END IF;
  RETURN n;
END $$;

CREATE FUNCTION problem_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  p text := done('prep', 'problem/new', 'post', '{}', '{"wording": "How to test a chatbot?"}');
BEGIN
  IF wanted = 'posted' THEN RETURN p; END IF;
  IF wanted = 'closed' THEN PERFORM done('appr', p, 'close'); RETURN p; END IF;
  PERFORM done('appr', p, 'match', '{"provider": "maker"}');
  IF wanted = 'matched' THEN RETURN p; END IF;
  PERFORM done('hkma.convenor', p, 'shape', '{"reason": "the workshop was held"}');
  IF wanted = 'converted' THEN PERFORM done('prep', p, 'convert'); END IF;
  RETURN p;
END $$;

CREATE FUNCTION incident_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  i text := done('prep', 'incident/new', 'report', '{"severity": "low"}', jsonb_build_object('parent', 'application/' || case_in('trial'), 'happened', 'It lied.'));
BEGIN
  IF wanted = 'reported' THEN RETURN i; END IF;
  PERFORM done('sfc.case_officer', i, 'acknowledge');
  IF wanted = 'closed' THEN PERFORM done('sfc.case_officer', i, 'close', '{"cause": "the prompt", "remedy": "a filter"}'); END IF;
  RETURN i;
END $$;

-- A job of a case in trial, moved by the worker's own calls. Its plan holds one digest, 'aaaa'.
CREATE FUNCTION job_in(wanted text, app uuid DEFAULT case_in('trial')) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  j text := done('prep', 'job/new', 'request', '{}', jsonb_build_object('parent', 'application/' || app, 'seconds', 60, 'inputs', '["aaaa"]'::jsonb,
    'spec', '{"command": ["true"]}'::jsonb, 'max_attempts', 1));
  job_id uuid := split_part(j, '/', 2);
BEGIN
  IF wanted = 'queued' THEN RETURN j; END IF;
  IF wanted = 'held' THEN PERFORM done('prep', j, 'hold'); RETURN j; END IF;
  IF wanted = 'cancelled' THEN PERFORM done('prep', j, 'cancel'); RETURN j; END IF;
  PERFORM me('worker');
  PERFORM claim('w1', 'n1', 64, '1 hour');
  IF wanted = 'dispatching' THEN RETURN j; END IF;
  PERFORM told(job_id, 'start');
  CASE wanted
  WHEN 'running' THEN NULL;
  WHEN 'unknown' THEN PERFORM told(job_id, 'lose_contact');
  WHEN 'succeeded' THEN PERFORM told(job_id, 'succeed');
  WHEN 'failed' THEN PERFORM told(job_id, 'fail');
  WHEN 'killed' THEN
    PERFORM done('sfc.approver', 'application/' || app, 'suspend', '{"reason": "drift"}');
    PERFORM me('worker');
    PERFORM told(job_id, 'stopped');
  END CASE;
  RETURN j;
END $$;

-- The worker delivers one piece of news about a job, under its current token.
CREATE FUNCTION told(job_id uuid, event text, worker text DEFAULT 'w1') RETURNS TABLE (accepted boolean, state text)
LANGUAGE sql VOLATILE SET search_path = proof, sandboxpp, public AS $$
  SELECT s.accepted, s.state FROM settle(worker, (SELECT jsonb_build_array(jsonb_build_object('job', j.id, 'token', j.token, 'event', event,
           'seconds', 3, 'result', repeat('cd', 32), 'to', 'running')) FROM job j WHERE j.id = job_id)) s
$$;

CREATE FUNCTION artefact_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  app uuid := case_in('trial');
  digest text := encode(sha256('model'), 'hex');
  f text := done('prep', 'artefact/new', 'declare', jsonb_build_object('kind', 'model', 'digest', digest), jsonb_build_object('parent', 'application/' || app));
BEGIN
  UPDATE compute_grant SET plan = plan || digest WHERE application = app;
  IF wanted = 'declared' THEN RETURN f; END IF;
  PERFORM done('op', f, 'receive', jsonb_build_object('digest', digest));
  CASE wanted
  WHEN 'quarantined' THEN NULL;
  WHEN 'admitted' THEN PERFORM done('op', f, 'admit');
  WHEN 'refused' THEN PERFORM done('op', f, 'refuse', '{"reason": "the scan found something"}');
  WHEN 'released' THEN PERFORM agreed('checker', f, 'release', '{checker2}');
  WHEN 'erased' THEN PERFORM done('op', f, 'erase', '{"attested": "yes"}');
  END CASE;
  RETURN f;
END $$;

-- The name of a subject of a table in a state; 'new' as state names one to be created.
CREATE FUNCTION node_in(wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  node text := 'n' || left(gen_random_uuid()::text, 8);
BEGIN
  PERFORM see_node(node, 'local', 4) FROM me('worker');
  IF wanted = 'draining' THEN PERFORM done('op', 'node/' || node, 'drain', '{"reason": "maintenance"}'); END IF;
  RETURN 'node/' || node;
END $$;

CREATE FUNCTION subject_in(machine text, wanted text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  app uuid;
BEGIN
  IF wanted = '' THEN RETURN machine || '/new'; END IF;
  CASE machine
  WHEN 'application' THEN RETURN 'application/' || case_in(wanted);
  WHEN 'review' THEN
    app := case_in('in_review');
    IF wanted = 'stood_down' THEN PERFORM done('appr', 'application/' || app, 'withdraw'); RETURN review_of(app, 'SFC'); END IF;
    RETURN review_to(app, 'SFC', wanted);
  WHEN 'variation' THEN RETURN variation_in(wanted);
  WHEN 'proposal' THEN RETURN proposal_in(wanted);
  WHEN 'relief' THEN RETURN relief_in(wanted);
  WHEN 'condition' THEN RETURN condition_in(wanted);
  WHEN 'cohort' THEN RETURN cohort_in(wanted);
  WHEN 'licence' THEN RETURN licence_in(wanted);
  WHEN 'job' THEN RETURN job_in(wanted);
  WHEN 'jobs' THEN app := case_in('trial'); RETURN (SELECT s.name FROM subject s WHERE s.machine = 'jobs' AND s.root = app);
  WHEN 'artefact' THEN RETURN artefact_in(wanted);
  WHEN 'incident' THEN RETURN incident_in(wanted);
  WHEN 'problem' THEN RETURN problem_in(wanted);
  WHEN 'practice_note' THEN RETURN practice_note_in(wanted);
  WHEN 'policy' THEN RETURN policy_in(wanted);
  WHEN 'supervision' THEN RETURN format('supervision/%s/SFC', case_in('in_review'));
  WHEN 'access' THEN RETURN (SELECT 'access/' || n.id FROM session n WHERE n.account::text = acc('hkma.approver'));
  WHEN 'node' THEN RETURN node_in(wanted);
  WHEN 'system' THEN RETURN done('tick', 'system/new', 'open');
  WHEN 'remit' THEN RETURN 'remit/SFC';
  WHEN 'calendar' THEN RETURN 'calendar/hong-kong';
  WHEN 'firm' THEN RETURN (SELECT 'firm/' || f.id FROM firm f WHERE f.key = 'lantern');
  END CASE;
END $$;

-- Two cases that compete for the one place of a rolling cohort; the id of one of them.
CREATE FUNCTION rivals() RETURNS uuid LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  key text := 'c-' || left(gen_random_uuid()::text, 13);
BEGIN
  PERFORM new_cohort('open', key, 'rolling', 1);
  PERFORM case_in('consolidation', key);
  RETURN case_in('consolidation', key);
END $$;

CREATE FUNCTION rival_of(app uuid) RETURNS uuid LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT o.id FROM application a JOIN application o ON o.cohort = a.cohort AND o.id <> a.id WHERE a.id = app
$$;
