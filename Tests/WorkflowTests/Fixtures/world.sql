-- A small world for tests: firms, one person for each role of each remit, policies in force, cohorts;
-- and ways to walk a case to any state by the acts of those persons. Each session's secret is its
-- login. Nothing here is part of the product: it is loaded by tests, as superuser, after schema.sql.

CREATE SCHEMA proof;
SET search_path = proof, sandboxpp, public;

CREATE FUNCTION me(login text) RETURNS void LANGUAGE sql SET search_path = proof, sandboxpp, public AS
$$ SELECT set_config('sandboxpp.session', login, false) $$;

CREATE FUNCTION acc(l text) RETURNS text LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS
$$ SELECT id::text FROM account WHERE login = l $$;

CREATE FUNCTION human(l text) RETURNS uuid LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS
$$ SELECT person FROM account WHERE login = l $$;

-- Free text as a program sends it: marks in its place, and what they stand for kept; here nothing is encrypted.
CREATE FUNCTION marked(name text, words jsonb) RETURNS jsonb LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  plain CONSTANT bytea := convert_to(format('%s %s', name, words #>> '{}'), 'UTF8');
BEGIN
  IF jsonb_typeof(words) = 'array' THEN
    RETURN (SELECT coalesce(jsonb_agg(marked(name, w) ORDER BY n), '[]') FROM jsonb_array_elements(words) WITH ORDINALITY e(w, n));
  ELSIF jsonb_typeof(words) <> 'string' OR length(words #>> '{}') < (CASE name WHEN 'answer' THEN 1 ELSE 3 END) OR words #>> '{}' LIKE 'said:%' THEN
    RETURN words;
  END IF;
  INSERT INTO said VALUES (sha256(plain), decode(repeat('00', 60), 'hex') || plain, (SELECT min(id::text)::uuid FROM subject), (SELECT min(id::text)::uuid FROM subject), gen_random_uuid())
    ON CONFLICT DO NOTHING;
  RETURN to_jsonb('said:' || encode(sha256(plain), 'hex'));
END $$;

CREATE FUNCTION sealed(o jsonb) RETURNS jsonb LANGUAGE sql SET search_path = proof, sandboxpp, public AS $$
  SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY (free_text()) THEN marked(key, value)
                                             WHEN key IN ('detail', 'payload') AND jsonb_typeof(value) = 'object' THEN sealed(value) ELSE value END), '{}')
    FROM jsonb_each(o)
$$;

-- The act as a program does it; it stands before the database's own on the search path.
CREATE FUNCTION act(subject text, event text, expected bigint, detail jsonb DEFAULT '{}', payload jsonb DEFAULT '{}')
RETURNS TABLE (subject_name text, new_state text, new_version bigint) LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
BEGIN
  IF split_part(subject, '/', 1) = ANY (published()) OR jsonb_typeof(detail) <> 'object' OR jsonb_typeof(payload) <> 'object' THEN
    RETURN QUERY SELECT * FROM sandboxpp.act(subject, event, expected, detail, payload);
  ELSE
    RETURN QUERY SELECT * FROM sandboxpp.act(subject, event, expected, sealed(detail), sealed(payload));
  END IF;
END $$;

-- One act by one person; the subject's name comes back.
CREATE FUNCTION done(login text, subject text, event text, detail jsonb DEFAULT '{}', payload jsonb DEFAULT '{}')
RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
BEGIN
  PERFORM me(login);
  RETURN (SELECT subject_name FROM act(subject, event, NULL, detail, payload));
END $$;

-- Firms and people

SELECT register_firm(k, k || ' (sample)', k || '(樣本)', kind) FROM (VALUES
  ('lantern', 'regulated'), ('partner', 'regulated'), ('rival', 'regulated'), ('maker', 'provider'), ('assure', 'assurance')) f(k, kind);

SELECT open_account(login, login, login, 'firm', jsonb_build_array(jsonb_build_object('role', role, 'of', firm))) FROM (VALUES
  ('prep', 'firm_preparer', 'lantern'), ('appr', 'firm_approver', 'lantern'), ('appr2', 'firm_approver', 'lantern'),
  ('partner.appr', 'firm_approver', 'partner'), ('maker.tech', 'technology_provider', 'maker'), ('maker.appr', 'firm_approver', 'maker'),
  ('assure.prov', 'assurance_provider', 'assure'), ('assure.appr', 'firm_approver', 'assure'),
  ('rival.prep', 'firm_preparer', 'rival'), ('rival.appr', 'firm_approver', 'rival')) a(login, role, firm);

SELECT open_account(lower(r) || '.' || k || n, r || k || n, r || k || n, 'officer', jsonb_build_array(jsonb_build_object('role', k, 'of', r)))
  FROM unnest('{HKMA,SVF,SFC,IA,MPFA}'::text[]) r, unnest('{case_officer,approver,supervisor,coordinator,convenor,policy_author}'::text[]) k,
       unnest('{"",2}'::text[]) n WHERE n = '' OR k IN ('case_officer', 'approver');

SELECT open_account(login, login, login, audience, jsonb_build_array(jsonb_build_object('role', role))) FROM (VALUES
  ('panel', 'panel', 'panel_member'), ('op', 'operator', 'compute_operator'), ('checker', 'operator', 'output_checker'),
  ('checker2', 'operator', 'output_checker'), ('auditor', 'auditor', 'auditor'), ('admin', 'operator', 'administrator'),
  ('worker', 'worker', 'worker'), ('tick', 'clockwork', 'system')) a(login, audience, role);

SELECT open_session(id, sha256(convert_to(login, 'UTF8')), 'csrf', 24) FROM account;

-- What everybody has sent already, for acts to make documents of.
INSERT INTO received_file (digest, account, bytes, media, scan)
  SELECT decode(repeat(d, 32), 'hex'), id, 3, 'application/pdf', 'not_scanned' FROM account, unnest('{ab,cd,ef}'::text[]) d;

-- Policies in force: their digest and clocks; what they say is no matter of these tests.
INSERT INTO policy_set (digest, sources) VALUES (sha256('policies'), '[]');
INSERT INTO policy_calendar (effective, digest) VALUES ('2020-01-01', sha256('policies'));
SELECT keep_calendar('{"rest_days": [{"day": "2000-01-01", "weekday": 6, "rest": true, "name_en": "Saturday", "name_zh": "星期六", "source": "a five-day week", "mark": "proposal"},
  {"day": "2000-01-01", "weekday": 7, "rest": true, "name_en": "Sunday", "name_zh": "星期日", "source": "Cap. 149", "mark": "read"}], "closed_days": []}');

INSERT INTO clock_rule (policies, name, length, unit)
  SELECT sha256('policies'), n, 10, 'business_days' FROM unnest('{draft,resubmission,completeness,reconsideration,consolidation,decision,
    offer,deferral,onboarding,suspension_review,final_report,exit_report,reconsideration_decision,reinstatement,assignment,first_review,
    answer,variation,incident_notice,proposal,representations,licence_check,periodic_report}'::text[]) n
  UNION ALL SELECT sha256('policies'), 'trial_extension', 3, 'months';

-- What the program composes: the content to freeze, and a run of the rules with nothing against it.
CREATE FUNCTION content(changed text[] DEFAULT '{}', route text[] DEFAULT '{HKMA,SFC}', revision integer DEFAULT 0) RETURNS jsonb
LANGUAGE sql VOLATILE SET search_path = proof, sandboxpp, public AS $$
  SELECT jsonb_build_object('document', jsonb_build_object('n', gen_random_uuid(), 'applicant.licences', '[{"number": "prep-1", "relied_on": true},
      {"number": "partner.appr-1", "relied_on": true}, {"number": "unrelied", "relied_on": false}]'::jsonb)::text,
    'salt', encode(public.gen_random_bytes(16), 'hex'), 'packed', '00', 'vocabulary', encode(sha256('vocabulary'), 'hex'),
    'policies', encode(sha256('policies'), 'hex'), 'route', to_jsonb(route), 'lead', route[1], 'changed', to_jsonb(changed),
    'compute', true, 'trial_months', 6, 'revision', revision, 'columns', '{}'::jsonb,
    'reads', '[{"remit": "HKMA", "attributes": ["model.name"], "documents": ["model_card"]},
               {"remit": "SFC", "attributes": ["users.count"], "documents": []}]'::jsonb)
$$;

CREATE FUNCTION run_of_rules(stage text, against jsonb DEFAULT '[]') RETURNS jsonb
LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT jsonb_build_array(jsonb_build_object('stage', stage, 'as_of', day_in_hong_kong(now()), 'policies', encode(sha256('policies'), 'hex'),
    'vocabulary', encode(sha256('vocabulary'), 'hex'), 'language', '1', 'outcomes', against || jsonb_build_array(
      jsonb_build_object('rule', 'R-soft', 'remit', 'SFC', 'kind', 'flag', 'severity', 'soft', 'result', 'not_met', 'sentence_en', 'a',
                         'sentence_zh', 'b', 'explains', '{"waiver": "W1"}'::jsonb))))
$$;

-- The same at dispatch, for each part of a job that reads nothing outside the plan, under the clearance as it is now.
CREATE FUNCTION runs_at_dispatch(app uuid, against jsonb DEFAULT '[]') RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = proof, sandboxpp, public AS $$
BEGIN
  RETURN (SELECT jsonb_agg(run_of_rules('dispatch', against)->0 || jsonb_build_object('clearance', encode(clearance(app), 'hex'),
            'about', jsonb_build_object('job', job_facts(app, 'batch', part, '{}', '{}'))))
    FROM unnest('{candidate,attacker,validator,monitor}'::text[]) part);
END $$;

CREATE FUNCTION run_of_gates() RETURNS jsonb LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT jsonb_build_object('run', jsonb_build_object('policies', encode(sha256('policies'), 'hex'), 'as_of', day_in_hong_kong(now())))
$$;

CREATE FUNCTION unmet(remit text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_array(jsonb_build_object('rule', 'S-' || remit, 'remit', remit, 'kind', 'refuse', 'severity', 'soft',
    'result', 'not_met', 'sentence_en', 'a', 'sentence_zh', 'b', 'explains', '{"waiver": "W1"}'::jsonb))
$$;

-- Cohorts, by their own acts

CREATE FUNCTION new_cohort(state text, cohort_key text DEFAULT 'c-' || left(gen_random_uuid()::text, 8), kind text DEFAULT 'window', places integer DEFAULT 5000)
RETURNS uuid LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  c text;
  p text;
BEGIN
  c := done('hkma.convenor', 'cohort/new', 'plan', '{}', jsonb_build_object('key', cohort_key, 'title_en', 'Cohort', 'title_zh', '期',
    'opens', current_date - 10, 'closes', current_date + 60, 'capacity', places, 'kind', kind, 'authorities', '["HKMA", "SFC"]'::jsonb));
  IF state = 'planned' THEN RETURN split_part(c, '/', 2); END IF;
  p := done('hkma.convenor', 'proposal/new', 'propose', '{"event": "announce"}', jsonb_build_object('parent', c));
  PERFORM done('hkma.approver', p, 'confirm');
  PERFORM done('sfc.approver', p, 'confirm');
  IF state = 'announced' THEN RETURN split_part(c, '/', 2); END IF;
  PERFORM done('tick', c, 'open');
  RETURN split_part(c, '/', 2);
END $$;

SELECT new_cohort('open', 'rolling', 'rolling');
SELECT new_cohort('open', 'next');

SELECT done(r || '.case_officer', done(l, 'licence/new', 'declare', '{}', jsonb_build_object('remit', upper(r), 'class', 'licensed', 'number', l || '-1')),
            'verify', '{"register_checked": "2026-01-02"}')
  FROM (VALUES ('prep', 'hkma'), ('partner.appr', 'hkma'), ('rival.prep', 'sfc')) v(l, r);

-- Applications

CREATE FUNCTION declared(app uuid) RETURNS void LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
BEGIN
  PERFORM done(a.login, s.name, 'conflict_declared', '{"conflict": false}')
     FROM subject s JOIN remit o ON o.code = s.remit JOIN remit r ON r.authority = o.authority
     JOIN role_held h ON h.of = r.code AND h.role IN ('case_officer', 'approver', 'supervisor', 'coordinator') JOIN account a ON a.id = h.account
    WHERE s.machine = 'supervision' AND s.root = app AND NOT EXISTS (SELECT FROM declaration d WHERE d.application = app AND d.person = a.person)
    ORDER BY a.login;
  INSERT INTO panel_member SELECT cohort, human('panel'), current_date + 100 FROM application WHERE id = app ON CONFLICT DO NOTHING;
  IF NOT EXISTS (SELECT FROM declaration WHERE application = app AND person = human('panel')) THEN
    PERFORM done('panel', format('supervision/%s/PANEL', app), 'conflict_declared', '{"conflict": false}');
  END IF;
END $$;

CREATE FUNCTION review_of(app uuid, remit text) RETURNS text LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT 'review/' || r.id FROM review r WHERE r.application = app AND r.remit = $2 ORDER BY round DESC LIMIT 1
$$;

-- What a recommendation or countersignature in a review must name.
CREATE FUNCTION seen(review text) RETURNS text LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS
$$ SELECT seen_in(split_part(review, '/', 2)::uuid) $$;

-- Walks a remit's latest review to a state.
CREATE FUNCTION review_to(app uuid, remit text, wanted text, who text DEFAULT '') RETURNS text
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  v text := review_of(app, remit);
  r text := lower(remit);
BEGIN
  IF wanted = 'invited' THEN RETURN v; END IF;
  PERFORM done(r || '.supervisor', v, 'assign', jsonb_build_object('assignee', acc(r || '.case_officer' || who)));
  IF wanted = 'assigned' THEN RETURN v; END IF;
  PERFORM done(r || '.case_officer' || who, v, 'begin');
  IF wanted = 'in_progress' THEN RETURN v; END IF;
  IF wanted = 'awaiting_information' THEN
    PERFORM done(r || '.case_officer' || who, v, 'request_information', '{"attributes": ["model.name"]}', '{"wording": "Which model?"}');
    RETURN v;
  END IF;
  PERFORM done(r || '.case_officer' || who, v, 'recommend', jsonb_build_object('recommendation', 'approve', 'reasons', 'sound', 'seen', seen(v)),
    jsonb_build_object('conditions', jsonb_build_array(jsonb_build_object('rule', 'C-' || remit, 'wording', 'keep a log', 'timing', 'during'))));
  IF wanted = 'recommended' THEN RETURN v; END IF;
  PERFORM done(r || '.approver' || who, v, 'countersign', jsonb_build_object('seen', seen(v)));
  RETURN v;
END $$;

-- What an activation brings into force: the policy alone, or another text in its place, with the
-- clocks of this world.
CREATE FUNCTION set_of(policy text, other text DEFAULT NULL, day text DEFAULT '2099-01-01', adopted text DEFAULT NULL) RETURNS jsonb
LANGUAGE sql SET search_path = proof, sandboxpp, public AS $$
  SELECT jsonb_build_array(jsonb_build_object('effective', day, 'clocks', (SELECT jsonb_agg(to_jsonb(r)) FROM clock_rule r WHERE r.policies = sha256('policies')),
           'sources', jsonb_build_array(jsonb_build_object('name', v.file, 'text', t.text, 'adopted', t.adopted)),
           'digest', encode(sha256(convert_to(concat(v.file, E'\n', octet_length(t.text), ' adopted ', t.adopted, E'\n', t.text), 'UTF8')), 'hex')))
    FROM policy_version v JOIN subject s ON s.id = v.id,
         LATERAL (SELECT coalesce(other, v.source) AS text,
                         coalesce(adopted, to_char(day_in_hong_kong(clock_timestamp()), 'YYYY-MM-DD')) AS adopted) t WHERE s.name = policy
$$;

CREATE FUNCTION proposed(login text, parent text, event text, detail jsonb DEFAULT '{}', payload jsonb DEFAULT '{}')
RETURNS text LANGUAGE sql SET search_path = proof, sandboxpp, public AS $$
  SELECT done(login, 'proposal/new', 'propose', jsonb_build_object('event', event), jsonb_build_object('parent', parent, 'detail', detail, 'payload',
    CASE event WHEN 'activate' THEN jsonb_build_object('sets', set_of(parent, NULL, detail->>'effective')) || payload ELSE payload END))
$$;

-- Proposes and confirms by as many as it needs.
CREATE FUNCTION agreed(login text, parent text, event text, confirmers text[], detail jsonb DEFAULT '{}', payload jsonb DEFAULT '{}')
RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  p text := proposed(login, parent, event, detail, payload);
  c text;
BEGIN
  FOREACH c IN ARRAY confirmers LOOP
    PERFORM done(c, p, 'confirm');
  END LOOP;
  RETURN p;
END $$;

CREATE FUNCTION expired(subject_id uuid) RETURNS void LANGUAGE sql SET search_path = proof, sandboxpp, public AS $$
  UPDATE clock SET due_at = now() - interval '1 minute' WHERE subject = subject_id AND NOT ended
$$;

-- The clock with which a case lapses, as if it had begun forty days ago and the firm been reminded twice.
CREATE FUNCTION reminded(app uuid) RETURNS void LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  c clock;
  made uuid := gen_random_uuid();
BEGIN
  SELECT k.* INTO c FROM clock k JOIN subject s ON s.id = k.subject WHERE s.id = app AND NOT k.ended AND k.name = lapsing_clock(s.state);
  IF c.id IS NULL THEN RETURN; END IF;
  PERFORM clock_write(c.id, 'end', clock_timestamp(), 'test', made);
  INSERT INTO clock (id, subject, root, name, length, unit) VALUES (made, app, app, c.name, c.length, c.unit);
  PERFORM clock_write(made, kind, now() - make_interval(days => ago), 'test', made)
    FROM (VALUES (1, 'start', 40), (2, 'remind', 30), (3, 'remind', 29)) e(place, kind, ago) ORDER BY place;
END $$;

-- A case in the state asked for, walked there by acts. HKMA leads, SFC is routed, IA was added.
CREATE FUNCTION case_in(wanted text, cohort_key text DEFAULT 'rolling') RETURNS uuid
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  a text;
  app uuid;
  f text;
BEGIN
  a := done('prep', 'application/new', 'start', jsonb_build_object('cohort', cohort_key), '{"title_en": "Robo adviser", "facts": {"n": 1}}');
  app := split_part(a, '/', 2);
  FOR f IN SELECT * FROM unnest('{partner:co_applicant,maker:provider,assure:assurance}'::text[]) LOOP
    PERFORM done('appr', a, 'party_invited', jsonb_build_object('firm', split_part(f, ':', 1), 'part', split_part(f, ':', 2)));
    PERFORM done(split_part(f, ':', 1) || '.appr', a, 'party_joined');
  END LOOP;
  IF wanted = 'draft' THEN RETURN app; END IF;
  PERFORM done('appr', a, 'consent_given', jsonb_build_object('kind', k)) FROM unnest('{share_regulators,share_cyberport}'::text[]) k;
  PERFORM done('partner.appr', a, 'version_signed');
  PERFORM done('appr', a, 'submit', '{}', jsonb_build_object('content', content(), 'evaluation', run_of_rules('submission')));
  PERFORM declared(app);
  IF wanted = 'submitted' THEN RETURN app; END IF;
  IF wanted IN ('returned', 'lapsed') THEN
    PERFORM done('hkma.case_officer', a, 'return_incomplete', '{"defects": ["no plan"]}');
    IF wanted = 'returned' THEN RETURN app; END IF;
    PERFORM reminded(app), expired(app);
    PERFORM done('tick', a, 'lapse');
    RETURN app;
  END IF;
  IF wanted IN ('withdrawn') THEN
    PERFORM done('appr', a, 'withdraw');
    RETURN app;
  END IF;
  PERFORM done('hkma.case_officer', a, 'accept_complete', '{}', jsonb_build_object('evaluation', run_of_rules('review')));
  PERFORM done('hkma.coordinator', a, 'add_remit', '{"remit": "IA", "reason": "policies are sold"}');
  PERFORM declared(app);
  IF wanted = 'in_review' THEN RETURN app; END IF;
  PERFORM review_to(app, r, 'countersigned') FROM unnest('{HKMA,SFC,IA}'::text[]) r;
  IF wanted = 'consolidation' THEN RETURN app; END IF;
  IF wanted = 'deferred' THEN
    PERFORM done('hkma.approver', a, 'defer', '{"reason": "not yet ready"}', jsonb_build_object('evaluation', run_of_rules('prioritisation')));
    RETURN app;
  END IF;
  IF wanted IN ('declined', 'reconsideration') THEN
    PERFORM agreed('hkma.coordinator', a, 'decline', '{hkma.approver}', '{"reasons": "too risky", "remit": "SFC"}');
    IF wanted = 'declined' THEN RETURN app; END IF;
    PERFORM done('appr', a, 'request_reconsideration');
    RETURN app;
  END IF;
  PERFORM done('hkma.approver', a, 'offer', '{}', jsonb_build_object('evaluation', run_of_rules('offer')));
  IF wanted = 'offered' THEN RETURN app; END IF;
  PERFORM done('appr', a, 'accept_offer', '{"version": 1, "offer": 1}');
  IF wanted = 'onboarding' THEN RETURN app; END IF;
  PERFORM done('op', a, 'grant_provisioned', '{"seconds": 100000, "slots": 4, "plan": ["aaaa"]}');
  PERFORM done('hkma.coordinator', a, 'start_trial', '{}', jsonb_build_object('evaluation', run_of_rules('start') || runs_at_dispatch(app)));
  IF wanted = 'trial' THEN RETURN app; END IF;
  IF wanted = 'paused' THEN PERFORM done('appr', a, 'pause'); RETURN app; END IF;
  IF wanted = 'suspended' THEN PERFORM done('sfc.approver', a, 'suspend', '{"reason": "drift"}'); RETURN app; END IF;
  PERFORM done('appr', a, 'end_trial');
  IF wanted = 'exit_review' THEN RETURN app; END IF;
  PERFORM ready_to_close(app);
  PERFORM done('hkma.approver', a, 'sign_exit_report', '{"outcome": "objectives_met", "gates_absent": "none ran"}');
  IF wanted <> 'closed' THEN RAISE 'no way to %', wanted; END IF;
  RETURN app;
END $$;

CREATE FUNCTION ready_to_close(app uuid) RETURNS void LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
BEGIN
  PERFORM done('appr', 'application/' || app, 'final_report_received', '{}', jsonb_build_object('kind', 'final_report', 'digest', repeat('ab', 32)));
  PERFORM agreed('op', 'application/' || app, 'erasure_attested', '{checker}');
  PERFORM review_to(app, r, 'countersigned') FROM unnest('{HKMA,SFC,IA}'::text[]) r;
END $$;

-- The so-manieth day from now that the week leaves open, and when a clock would run out by the week alone.
CREATE FUNCTION next_day(n integer) RETURNS date LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT d::date FROM generate_series(day_in_hong_kong(now()) + 1, day_in_hong_kong(now()) + 30, '1 day') d
   WHERE extract(isodow FROM d) < 6 ORDER BY d OFFSET n - 1 LIMIT 1
$$;

CREATE FUNCTION plain(c clock) RETURNS timestamptz LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT end_of_day(d::date) FROM clock_entry e, generate_series(day_in_hong_kong(e.effect_at) + 1, day_in_hong_kong(e.effect_at) + 60, '1 day') d
   WHERE e.clock = c.id AND e.kind = 'start' AND extract(isodow FROM d) < 6 ORDER BY d OFFSET c.length - 1 LIMIT 1
$$;

-- The rule that would set a clock of a case now.
CREATE FUNCTION rule_of_clock(app uuid, clock_name text) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  t attempt;
BEGIN
  SELECT s INTO t.subject FROM subject s WHERE s.id = app;
  SELECT a INTO t.application FROM application a WHERE a.id = app;
  t.root := t.subject;
  RETURN (clock_length(t, clock_name)).rule;
END $$;
