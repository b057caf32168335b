-- Trying every event as every person, each try rolled back. Loaded after subjects.sql.
--
-- What a try says goes in (detail, payload) is right for its event, so that only the person, the
-- state and the case decide. What the program tells of the outcome is read here from the entries'
-- bytes, not from the columns beside them.

SET search_path = proof, sandboxpp, public;

CREATE TYPE try AS (event text, login text, code text, message text, facts jsonb, state text, entries jsonb, unexplained text);

-- One act, rolled back: its refusal, or what it wrote.
CREATE FUNCTION tried(login text, subject text, event text, detail jsonb, payload jsonb, expected bigint DEFAULT NULL) RETURNS try
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  r try;
  mark bigint := (SELECT coalesce(max(id), 0) FROM audit_event);
  touched uuid[];
  within text;
BEGIN
  r.event := event;
  r.login := login;
  BEGIN
    PERFORM me(login);
    SELECT new_state INTO r.state FROM act(subject, event, expected, detail, payload);
    SELECT jsonb_agg(convert_from(e.entry, 'UTF8')::jsonb ORDER BY e.id), array_agg(DISTINCT e.subject)
      INTO r.entries, touched FROM audit_event e WHERE e.id > mark;
    r.unexplained := chains_broken(touched);
    within := others_digest(touched);
    RAISE SQLSTATE 'PF000';
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS r.code = RETURNED_SQLSTATE, r.message = MESSAGE_TEXT;
    IF r.code LIKE 'SB%' THEN
      GET STACKED DIAGNOSTICS within = PG_EXCEPTION_DETAIL;
      r.facts := within;
    ELSIF r.code = 'PF000' THEN
      r.code := 'done';
      r.message := NULL;
      IF within IS DISTINCT FROM others_digest(touched) THEN
        r.unexplained := concat_ws(' ', r.unexplained, 'a subject changed without an entry');
      END IF;
    END IF;
  END;
  RETURN r;
END $$;

-- Subjects whose row is not what their entries say.
CREATE FUNCTION chains_broken(ids uuid[]) RETURNS text LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT string_agg(s.name, ' ') FROM subject s
   WHERE s.id = ANY (ids) AND (
     s.seq <> (SELECT count(*) FROM audit_event e WHERE e.subject = s.id)
     OR s.head <> (SELECT sha256('\x00'::bytea || e.entry) FROM audit_event e WHERE e.subject = s.id ORDER BY e.seq DESC LIMIT 1)
     OR s.state IS DISTINCT FROM (SELECT convert_from(e.entry, 'UTF8')::jsonb->'data'->>'to' FROM audit_event e WHERE e.subject = s.id
           AND convert_from(e.entry, 'UTF8')::jsonb->'data' ? 'to' ORDER BY e.seq DESC LIMIT 1))
$$;

-- Of everything but these subjects: states, versions and heads.
CREATE FUNCTION others_digest(ids uuid[]) RETURNS text LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT count(*) || ' ' || sum(seq) || ' ' || sum(hashtextextended(id || coalesce(state, '') || coalesce(prior, '') || encode(head, 'hex'), 0))
    FROM subject WHERE NOT id = ANY (coalesce(ids, '{}'))
$$;

-- What must have happened before an event can succeed in a state that its table has.
CREATE FUNCTION prepare(subject text, event text, app uuid, state text) RETURNS void
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  machine text := split_part(subject, '/', 1);
  own uuid := id_of(subject);
  a text := 'application/' || app;
BEGIN
  IF subject = 'application/new' THEN RETURN; END IF;
  CASE machine || '.' || event
  WHEN 'application.submit', 'application.amend' THEN
    PERFORM done('appr', a, 'consent_given', jsonb_build_object('kind', k)) FROM unnest('{share_regulators,share_cyberport}'::text[]) k;
    PERFORM done('partner.appr', a, 'version_signed');
    IF state IN ('in_review', 'consolidation') THEN
      PERFORM done('hkma.coordinator', a, 'amendment_invited', '{"reason": "the model has a new name"}');
    END IF;
  WHEN 'application.conclude_reviews' THEN
    UPDATE application_remit SET required = false WHERE application = app AND state = 'in_review';
  WHEN 'application.reactivate' THEN
    IF state = 'deferred' THEN PERFORM done('appr', a, 'content_confirmed'); END IF;
  WHEN 'application.start_trial' THEN
    IF state = 'onboarding' THEN PERFORM done('op', a, 'grant_provisioned', '{"seconds": 1000, "slots": 1, "plan": ["aaaa"]}'); END IF;
  WHEN 'application.grant_changed' THEN
    IF state = 'onboarding' THEN PERFORM done('op', a, 'grant_provisioned', '{"seconds": 1000, "slots": 1, "plan": ["aaaa"]}'); END IF;
  WHEN 'application.end_trial' THEN UPDATE application SET trial_last = current_date - 2 WHERE id = app;
  WHEN 'application.sign_exit_report' THEN
    IF state = 'exit_review' THEN PERFORM ready_to_close(app); END IF;
  WHEN 'application.lapse' THEN PERFORM reminded(app), expired(app);
  WHEN 'application.reminder_sent' THEN UPDATE clock SET due_at = now() + interval '1 hour' WHERE clock.subject = app AND NOT ended;
  WHEN 'application.publication_agreed', 'application.publication_withdrawn' THEN
    PERFORM done('appr', a, 'consent_given', '{"kind": "publish_summary"}');
    IF event = 'publication_withdrawn' AND state IN ('onboarding', 'trial', 'paused', 'suspended', 'exit_review', 'closed') THEN
      PERFORM done('appr', a, 'publication_agreed');
    END IF;
  WHEN 'calendar.day_opened' THEN
    PERFORM done('admin', 'calendar/hong-kong', 'day_closed', '{"day": "2026-09-23", "kind": "gale", "source": "the Observatory", "mark": "read"}');
  WHEN 'remit.escalated', 'remit.warned' THEN
    PERFORM licence_in('declared');
    UPDATE clock SET due_at = now() + CASE event WHEN 'warned' THEN interval '1 hour' ELSE '-1 hour' END
     WHERE id = (SELECT c.id FROM clock c WHERE c.name = 'licence_check' AND NOT c.ended LIMIT 1);
  WHEN 'supervision.warned' THEN
    UPDATE clock SET due_at = now() + interval '1 hour' WHERE clock.subject = id_of(review_of(app, 'SFC')) AND name = 'first_review';
  WHEN 'supervision.escalated' THEN
    UPDATE clock SET due_at = now() - interval '1 minute' WHERE clock.subject = id_of(review_of(app, 'SFC')) AND name = 'first_review';
  WHEN 'application.consent_withdrawn' THEN PERFORM done('appr', a, 'consent_given', '{"kind": "publish_summary"}');
  WHEN 'application.party_joined' THEN
    IF state IN ('draft', 'returned') THEN PERFORM done('appr', a, 'party_invited', '{"firm": "rival", "part": "provider"}'); END IF;
  WHEN 'application.document_superseded' THEN
    IF state NOT IN ('closed', 'withdrawn') THEN
      PERFORM done('prep', a, 'document_added', '{}', jsonb_build_object('kind', 'plan', 'digest', repeat('ef', 32)));
    END IF;
  WHEN 'application.legal_hold_released' THEN UPDATE application SET legal_hold = true WHERE id = app;
  WHEN 'review.request_further_information' THEN
    INSERT INTO question (review, application, remit, attributes, documents, wording, due_at, state)
      SELECT own, app, 'SFC', '{model.name}', '{}', 'Which model?', now(), 'answered' FROM generate_series(1, 2) WHERE state <> '';
  WHEN 'review.supply_information' THEN
    IF state NOT IN ('', 'awaiting_information', 'countersigned', 'stood_down') THEN
      INSERT INTO question (review, application, remit, attributes, documents, wording, due_at, state)
        VALUES (own, app, 'SFC', '{model.name}', '{}', 'Which model?', now(), CASE WHEN state IN ('invited', 'assigned') THEN 'open' ELSE 'overdue' END);
    END IF;
  WHEN 'review.information_overdue' THEN UPDATE question SET due_at = now() - interval '1 minute' WHERE review = own;
  WHEN 'variation.approve' THEN
    IF state = 'requested' THEN PERFORM review_to(app, r, 'countersigned') FROM unnest('{HKMA,SFC}'::text[]) r; END IF;
  WHEN 'proposal.expire' THEN PERFORM expired(own);
  WHEN 'condition.breach' THEN UPDATE condition SET due = current_date - 2 WHERE id = own;
  WHEN 'relief.end' THEN UPDATE relief SET last_day = current_date - 2 WHERE id = own AND last_day IS NOT NULL;
  WHEN 'cohort.open' THEN UPDATE cohort SET opens = current_date - 1 WHERE id = own;
  WHEN 'cohort.close' THEN UPDATE cohort SET closes = current_date - 1 WHERE id = own;
  WHEN 'cohort.finish' THEN
    UPDATE cohort SET closes = current_date - 1, kind = 'rolling' WHERE id = own;
    PERFORM done('appr', s.name, 'withdraw') FROM application n JOIN subject s ON s.id = n.id WHERE n.cohort = own AND s.state = 'consolidation';
  WHEN 'policy.supersede' THEN
    IF state = 'activated' THEN PERFORM policy_in('activated', split_part(subject, '/', 2), '2.0'); END IF;
  WHEN 'supervision.words_erased' THEN
    INSERT INTO said VALUES (sha256(convert_to(subject, 'UTF8')), decode(repeat('00', 60), 'hex'), app, coalesce(own, app), gen_random_uuid()) ON CONFLICT DO NOTHING;
  WHEN 'supervision.rule_overridden', 'supervision.rule_waived' THEN
    PERFORM done('hkma.case_officer', a, 'rules_run', '{}', jsonb_build_object('evaluation', run_of_rules('review', unmet('SFC'))));
  WHEN 'application.find_ineligible' THEN
    IF state IN ('submitted', 'in_review', 'consolidation', 'deferred') THEN
      PERFORM done('hkma.case_officer', a, 'rules_run', '{}', jsonb_build_object('evaluation', run_of_rules('review', unmet('HKMA'))));
    END IF;
  WHEN 'artefact.produce' THEN PERFORM job_in('succeeded', app);
  ELSE NULL;
  END CASE;
END $$;

CREATE FUNCTION detail_of(subject text, event text, app uuid, login text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  machine text := split_part(subject, '/', 1);
  own uuid := id_of(subject);
BEGIN
  RETURN CASE machine || '.' || event
  WHEN 'application.start' THEN '{"cohort": "rolling"}'
  WHEN 'application.return_incomplete' THEN '{"defects": ["no plan"]}'
  WHEN 'application.add_remit' THEN '{"remit": "MPFA", "reason": "schemes are sold"}'
  WHEN 'application.release_remit' THEN '{"remit": "IA"}'
  WHEN 'application.reopen_reviews' THEN '{"remit": "SFC", "remits": ["SFC"], "reason": "a new circular"}'
  WHEN 'application.decline' THEN '{"remit": "SFC", "reasons": "too risky"}'
  WHEN 'application.reactivate' THEN '{"cohort": "next"}'
  WHEN 'application.accept_offer' THEN jsonb_build_object('version', 1, 'offer', offers_made(app))
  WHEN 'application.revoke_offer' THEN '{"ground": "licence_lost"}'
  WHEN 'application.not_ready' THEN '{"missing": "the data room"}'
  WHEN 'application.terminate' THEN '{"remit": "SFC", "reasons": "breach", "urgency": "clients are harmed"}'
  WHEN 'application.sign_exit_report' THEN '{"outcome": "objectives_met", "gates_absent": "none ran"}'
  WHEN 'application.uphold' THEN '{"remits": ["SFC"], "reasons": "as before"}'
  WHEN 'application.replace_decision' THEN '{"remits": ["SFC"], "reasons": "the risk was misread"}'
  WHEN 'application.consent_given' THEN '{"kind": "publish_summary"}'
  WHEN 'application.consent_withdrawn' THEN '{"kind": "publish_summary"}'
  WHEN 'application.party_invited' THEN '{"firm": "rival", "part": "provider"}'
  WHEN 'application.document_superseded' THEN jsonb_build_object('document', (SELECT id FROM document WHERE application = app ORDER BY added_at LIMIT 1))
  WHEN 'application.fact_found' THEN '{"remit": "SFC", "attribute": "users.count"}'
  WHEN 'application.lead_reassigned' THEN '{"remit": "SFC", "reason": "most clients are theirs"}'
  WHEN 'application.grant_provisioned' THEN '{"seconds": 1000, "slots": 1, "plan": ["aaaa"]}'
  WHEN 'application.grant_changed' THEN '{"seconds": 2000, "slots": 2, "plan": ["aaaa"]}'
  WHEN 'application.legal_hold_released' THEN '{"remit": "SFC", "reason": "the case is settled"}'
  WHEN 'application.lift_suspension' THEN '{"remit": "SFC"}'
  WHEN 'application.clock_corrected' THEN jsonb_build_object('kind', 'extend', 'by', 2, 'reason', 'a typhoon',
    'clock', (SELECT id FROM clock WHERE root = app AND NOT ended ORDER BY name LIMIT 1))
  WHEN 'application.reminder_sent' THEN coalesce((SELECT reminder_of(c) FROM clock c JOIN subject s ON s.id = c.subject
    WHERE s.id = app AND NOT c.ended AND c.name = lapsing_clock(s.state)), '{}')
  WHEN 'calendar.day_closed' THEN '{"day": "2026-09-24", "kind": "gale", "source": "the Observatory", "mark": "read"}'
  WHEN 'calendar.day_opened' THEN '{"day": "2026-09-23", "reason": "another day was meant", "source": "the Observatory", "mark": "read"}'
  WHEN 'calendar.rest_set' THEN '{"day": "2027-01-01", "weekday": 6, "rest": false, "source": "a notice", "mark": "reported"}'
  WHEN 'remit.escalated' THEN coalesce((SELECT breach_of(c) FROM clock c WHERE c.name = 'licence_check' AND NOT c.ended
    AND c.due_at < now() + interval '2 hours' LIMIT 1), '{}')
  WHEN 'remit.warned' THEN coalesce((SELECT breach_of(c) FROM clock c WHERE c.name = 'licence_check' AND NOT c.ended
    AND c.due_at < now() + interval '2 hours' LIMIT 1), '{}')
  WHEN 'supervision.warned' THEN coalesce((SELECT breach_of(c) FROM clock c
    WHERE c.subject = id_of(review_of(app, 'SFC')) AND NOT c.ended AND c.name = 'first_review'), '{}')
  WHEN 'supervision.escalated' THEN coalesce((SELECT breach_of(c) FROM clock c
    WHERE c.subject = id_of(review_of(app, 'SFC')) AND NOT c.ended AND c.name = 'first_review'), '{}')
  WHEN 'supervision.joint_note_added' THEN '{"gateway": "section 378"}'
  WHEN 'supervision.words_erased' THEN jsonb_build_object('texts', jsonb_build_array(encode(sha256(convert_to(subject, 'UTF8')), 'hex')), 'reason', 'the person asked')
  WHEN 'supervision.alternate_appointed' THEN jsonb_build_object('remit', 'SFC', 'role', 'case_officer', 'account', acc('hkma.case_officer'), 'reason', 'a conflict')
  WHEN 'remit.access_granted' THEN jsonb_build_object('role', 'coordinator', 'account', acc('sfc.case_officer2'), 'reason', 'a colleague has left')
  WHEN 'remit.access_ended' THEN jsonb_build_object('role', 'case_officer', 'account', acc('sfc.case_officer2'), 'reason', 'moves on')
  WHEN 'review.assign' THEN jsonb_build_object('assignee', acc(CASE WHEN login LIKE '%case_officer%' THEN login ELSE 'sfc.case_officer' END))
  WHEN 'review.reassign' THEN jsonb_build_object('assignee', acc('sfc.case_officer2'), 'reason', 'on leave')
  WHEN 'review.request_information' THEN '{"attributes": ["model.name"]}'
  WHEN 'review.request_further_information' THEN '{"attributes": ["model.name"]}'
  WHEN 'review.supply_information' THEN jsonb_build_object('question', (SELECT id FROM question WHERE review = own LIMIT 1))
  WHEN 'review.withdraw_request' THEN jsonb_build_object('question', (SELECT id FROM question WHERE review = own LIMIT 1))
  WHEN 'review.recommend' THEN jsonb_build_object('recommendation', 'approve', 'reasons', 'sound', 'seen', seen_in(own))
  WHEN 'review.take_over' THEN jsonb_build_object('recommendation', 'object', 'reasons', 'unsound', 'seen', seen_in(own))
  WHEN 'review.countersign' THEN jsonb_build_object('seen', seen_in(own))
  WHEN 'variation.request' THEN '{"kind": "users"}'
  WHEN 'relief.ask' THEN '{"remit": "SFC", "requirement": "record keeping"}'
  WHEN 'relief.grant' THEN '{"limits": "100 users", "last_day": "2099-01-01"}'
  WHEN 'incident.report' THEN '{"severity": "low"}'
  WHEN 'incident.close' THEN '{"cause": "the prompt", "remedy": "a filter"}'
  WHEN 'supervision.conflict_declared' THEN '{"conflict": false}'
  WHEN 'supervision.disclosed' THEN '{"authority": "IA", "gateway": "section 378"}'
  WHEN 'supervision.rule_overridden' THEN '{"remit": "SFC", "rule": "S-SFC", "reason": "a pilot of 20"}'
  WHEN 'supervision.rule_waived' THEN '{"remit": "SFC", "rule": "S-SFC", "reason": "a pilot of 20"}'
  WHEN 'supervision.score_entered' THEN '{"criterion": "innovation", "points": 4}'
  WHEN 'cohort.extend_window' THEN jsonb_build_object('closes', current_date + 90)
  WHEN 'licence.verify' THEN '{"register_checked": "2026-01-02"}'
  WHEN 'licence.end' THEN jsonb_build_object('ending', CASE WHEN login LIKE '%approver%' THEN 'revoked' WHEN login = 'tick' THEN 'expired' ELSE 'surrendered' END)
  WHEN 'problem.match' THEN '{"provider": "maker"}'
  WHEN 'policy.activate' THEN '{"effective": "2099-01-01"}'
  WHEN 'job.request' THEN jsonb_build_object('part', CASE WHEN login LIKE 'assure%' THEN 'validator' WHEN login = 'tick' THEN 'monitor' ELSE 'candidate' END)
  WHEN 'artefact.declare' THEN jsonb_build_object('kind', 'model', 'digest', repeat('ab', 32))
  WHEN 'artefact.produce' THEN jsonb_build_object('kind', 'output', 'digest', repeat('ab', 32))
  WHEN 'artefact.receive' THEN jsonb_build_object('digest', (SELECT digest FROM artefact WHERE id = own))
  WHEN 'artefact.erase' THEN '{"attested": "yes"}'
  ELSE '{"reason": "it must be", "reasons": "it must be"}'::jsonb || CASE subject WHEN 'proposal/new' THEN '{"event": "decline"}' ELSE '{}' END::jsonb END;
END $$;

CREATE FUNCTION payload_of(subject text, event text, app uuid) RETURNS jsonb
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  machine text := split_part(subject, '/', 1);
  document jsonb := jsonb_build_object('kind', 'evidence', 'digest', repeat('ab', 32));
  parent jsonb := jsonb_build_object('parent', 'application/' || app);
BEGIN
  IF subject NOT LIKE '%/new' OR (SELECT m.under FROM machine m WHERE m.name = split_part(subject, '/', 1)) = '' THEN
    parent := '{}';
  END IF;
  parent := parent || CASE subject WHEN 'policy/new' THEN '{"binds": "SFC"}' WHEN 'proposal/new' THEN '{"detail": {"reasons": "too risky", "remit": "SFC"}}' ELSE '{}' END::jsonb;
  RETURN parent || CASE machine || '.' || event
  WHEN 'application.start' THEN '{"title_en": "Robo adviser"}'
  WHEN 'application.submit' THEN jsonb_build_object('content', content(), 'evaluation', run_of_rules('submission'))
  WHEN 'application.amend' THEN jsonb_build_object('content', content('{users.count}'), 'evaluation', run_of_rules('submission'))
  WHEN 'application.accept_complete' THEN jsonb_build_object('evaluation', run_of_rules('review'))
  WHEN 'application.rules_run' THEN jsonb_build_object('evaluation', run_of_rules('review'))
  WHEN 'application.reactivate' THEN jsonb_build_object('evaluation', run_of_rules('review', unmet('SFC')))
  WHEN 'application.defer' THEN jsonb_build_object('evaluation', run_of_rules('prioritisation'))
  WHEN 'application.offer' THEN jsonb_build_object('evaluation', run_of_rules('offer'))
  WHEN 'application.start_trial' THEN jsonb_build_object('evaluation', run_of_rules('start'))
  WHEN 'application.lift_suspension' THEN jsonb_build_object('evaluation', run_of_rules('start'))
  WHEN 'application.fact_found' THEN '{"value": 20, "evidence": "seen on site"}'
  WHEN 'application.gates_judged' THEN '{"gates": []}' || run_of_gates()
  WHEN 'review.request_information' THEN '{"wording": "Which model?"}'
  WHEN 'review.request_further_information' THEN '{"wording": "Which model?"}'
  WHEN 'review.supply_information' THEN '{"answer": "That one."}'
  WHEN 'variation.request' THEN jsonb_build_object('content', content('{users.count}'), 'evaluation', run_of_rules('variation'))
  WHEN 'relief.ask' THEN '{}'
  WHEN 'incident.report' THEN '{"happened": "It lied."}'
  WHEN 'incident.update' THEN '{"happened": "It lied again."}'
  WHEN 'supervision.note_added' THEN '{"wording": "The model drifts."}'
  WHEN 'supervision.joint_note_added' THEN '{"wording": "The model drifts everywhere."}'
  WHEN 'cohort.plan' THEN jsonb_build_object('key', 'c-' || left(gen_random_uuid()::text, 8), 'title_en', 'Cohort', 'title_zh', '期',
    'opens', current_date, 'closes', current_date + 60, 'capacity', 5, 'authorities', '["HKMA"]'::jsonb)
  WHEN 'cohort.rank' THEN ranking(subject)
  WHEN 'cohort.amend_rank' THEN ranking(subject)
  WHEN 'licence.declare' THEN '{"remit": "SFC", "class": "type 4", "number": "tried"}'
  WHEN 'problem.post' THEN '{"wording": "How to test a chatbot?"}'
  WHEN 'practice_note.draft' THEN '{"title": "Logs", "wording": "Keep them."}'
  WHEN 'policy.activate' THEN jsonb_build_object('sets', set_of(subject))
  WHEN 'policy.publish' THEN jsonb_build_object('name', 'tried', 'version', '1.0', 'binds', 'SFC', 'digest', encode(sha256('policy'), 'hex'), 'source', 'policy', 'file', 'f')
  WHEN 'job.request' THEN '{"seconds": 60, "inputs": ["aaaa"], "spec": {"command": ["true"]}}'
  WHEN 'artefact.declare' THEN '{}'
  WHEN 'artefact.produce' THEN jsonb_build_object('job', (SELECT id FROM job WHERE application = app ORDER BY requested_at DESC LIMIT 1))
  ELSE document END;
END $$;

-- Every event of a subject's table, by every person. The case is the one it hangs under.
CREATE FUNCTION try_all(subject text, app uuid, logins text[]) RETURNS SETOF try
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  e text;
  l text;
  r try;
  s text := CASE WHEN subject LIKE 'job/%' AND subject <> 'job/new' THEN (SELECT state FROM job WHERE id::text = split_part(subject, '/', 2))
                 ELSE (SELECT state FROM subject n WHERE n.name = subject) END;
BEGIN
  FOR e IN SELECT DISTINCT event FROM transition WHERE machine = split_part(subject, '/', 1) ORDER BY 1 LOOP
    BEGIN
      PERFORM prepare(subject, e, app, coalesce(s, ''));
      FOREACH l IN ARRAY logins LOOP
        r := tried(l, subject, e, detail_of(subject, e, app, l), payload_of(subject, e, app));
        RETURN NEXT r;
      END LOOP;
      RAISE SQLSTATE 'PF001';
    EXCEPTION WHEN SQLSTATE 'PF001' THEN NULL;
    END;
  END LOOP;
END $$;

-- An act of several persons: everybody proposes it; then everybody confirms what the first proposed;
-- then it is carried through by as many as it needs.
CREATE FUNCTION try_together(subject text, app uuid, act_event text, proposer text, confirmers text[], logins text[]) RETURNS SETOF try
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  l text;
  r try;
  p text;
  s text := (SELECT state FROM subject n WHERE n.name = subject);
  asked jsonb;
  given jsonb;
BEGIN
  PERFORM prepare(subject, act_event, app, s);
  given := detail_of(subject, act_event, app, proposer);
  asked := jsonb_build_object('parent', subject, 'detail', given, 'payload', payload_of(subject, act_event, app) - 'parent');
  FOREACH l IN ARRAY logins LOOP
    r := tried(l, 'proposal/new', 'propose', jsonb_build_object('event', act_event), asked);
    RETURN NEXT r;
  END LOOP;
  IF proposer IS NOT NULL THEN
    p := done(proposer, 'proposal/new', 'propose', jsonb_build_object('event', act_event), asked);
    FOREACH l IN ARRAY logins LOOP
      r := tried(l, p, 'confirm', '{}', '{}');
      RETURN NEXT r;
    END LOOP;
    FOR i IN 1 .. cardinality(confirmers) - 1 LOOP
      PERFORM done(confirmers[i], p, 'confirm');
    END LOOP;
    r := tried(confirmers[cardinality(confirmers)], p, 'confirm', '{}', '{}');
    r.event := 'carried';
    RETURN NEXT r;
  END IF;
  RAISE SQLSTATE 'PF001';
EXCEPTION WHEN SQLSTATE 'PF001' THEN NULL;
END $$;

-- The case that a subject hangs under.
CREATE FUNCTION case_of(subject text) RETURNS uuid LANGUAGE sql STABLE SET search_path = proof, sandboxpp, public AS $$
  SELECT coalesce((SELECT CASE WHEN s.machine = 'application' THEN s.id ELSE s.root END FROM subject s WHERE s.name = subject),
                  (SELECT application FROM job WHERE 'job/' || id = subject))
$$;

-- An act with one key of what it says spoilt, by every kind of junk; the key and the junk come back
-- in the message.
CREATE FUNCTION try_spoilt(subject text, act_event text, app uuid, login text) RETURNS SETOF try
LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  detail jsonb;
  payload jsonb;
  key text;
  junk jsonb;
  r try;
  s text := (SELECT state FROM subject n WHERE n.name = subject);
BEGIN
  PERFORM prepare(subject, act_event, app, coalesce(s, ''));
  detail := detail_of(subject, act_event, app, login);
  payload := payload_of(subject, act_event, app);
  FOR junk IN SELECT * FROM unnest(ARRAY['null', 'true', '-1', '0', '1.5', '99999999999999999999', '1e400', '""', '"x"', '"NaN"', '"-infinity"',
      '"9999999999999"', '"2026-99-99"', '"99999-01-01"', '"00000000-0000-0000-0000-000000000000"', '[]', '[1]', '[null]', '["x", "x"]', '[{}]', '{}',
      '{"a": null}', '{"A": 1}', repeat('[', 20) || '1' || repeat(']', 20)]::jsonb[]) LOOP
    FOR key IN SELECT 'detail.' || k FROM jsonb_object_keys(detail || '{"more": 1}') k
               UNION ALL SELECT 'payload.' || k FROM jsonb_object_keys(payload) k LOOP
      r := tried(login, subject, act_event,
        CASE WHEN key LIKE 'detail.%' THEN detail || jsonb_build_object(substr(key, 8), junk) ELSE detail END,
        CASE WHEN key LIKE 'payload.%' THEN payload || jsonb_build_object(substr(key, 9), junk) ELSE payload END);
      r.message := format('%s = %s: %s', key, left(junk::text, 40), r.message);
      RETURN NEXT r;
    END LOOP;
  END LOOP;
  RAISE SQLSTATE 'PF001';
EXCEPTION WHEN SQLSTATE 'PF001' THEN NULL;
END $$;
