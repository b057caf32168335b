-- Random walks of a case by random actors, and what must hold wherever one ends. Loaded after tries.sql.
--
-- A walk picks something of the case, an event, and somebody; mostly what the tables allow, sometimes
-- anything. What is refused is part of the walk: it must leave nothing behind.

SET search_path = proof, sandboxpp, public;

CREATE FUNCTION chance(part double precision) RETURNS boolean LANGUAGE sql VOLATILE AS $$ SELECT random() < part $$;

-- Somebody who is what a row names, or with a small chance anybody.
CREATE FUNCTION somebody(who text[], s subject) RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = proof, sandboxpp, public AS $$
DECLARE
  wanted text := who[1 + floor(random() * cardinality(who))::integer];
  place text;
  found text;
BEGIN
  IF wanted = 'proposer' THEN wanted := CASE WHEN chance(0.5) THEN 'case_officer' ELSE 'coordinator' END; END IF;
  IF wanted = 'confirmer' THEN
    SELECT p.who INTO wanted FROM proposal_place p WHERE p.proposal = s.id ORDER BY random() LIMIT 1;
  END IF;
  IF wanted LIKE '%/%' THEN wanted := split_part(wanted, '/', 1 + floor(random() * 2)::integer); END IF;
  place := CASE split_part(wanted, '@', 2) WHEN 'lead' THEN (SELECT n.remit FROM subject n WHERE n.id = coalesce(s.root, s.id))
    WHEN 'remit' THEN s.remit WHEN 'inside' THEN s.remit WHEN 'named' THEN 'SFC' WHEN 'named_authority' THEN 'SFC' WHEN 'each_named' THEN 'SFC' WHEN 'firm' THEN 'lantern'
    ELSE (SELECT code FROM remit r WHERE r.code = replace(split_part(wanted, '@', 2), 'authority:', '')) END;
  IF NOT chance(0.05) THEN
    SELECT a.login INTO found FROM account a JOIN role_held h ON h.account = a.id
     WHERE h.role = split_part(wanted, '@', 1) AND a.login NOT LIKE 'rival%' ORDER BY (place IS NULL OR h.of = place OR place = 'lantern' AND a.login NOT LIKE '%.%') DESC, random() LIMIT 1;
  END IF;
  RETURN coalesce(found, (SELECT login FROM account WHERE login <> 'worker' ORDER BY random() LIMIT 1));
END $$;

-- One step; what was done, or nothing where it was refused.
CREATE FUNCTION walk_step(app uuid) RETURNS text LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  s subject;
  t transition;
  c collective_act;
  login text;
  name text;
  detail jsonb;
  payload jsonb;
  code text;
BEGIN
  IF chance(0.03) THEN
    -- Time passes for one clock of the case; what is due then is somebody's next step. Sometimes a month
    -- passes for its firm, with both reminders.
    IF chance(0.3) THEN PERFORM reminded(app); END IF;
    UPDATE clock SET due_at = now() - interval '1 minute'
     WHERE id = (SELECT id FROM clock k WHERE k.root = app AND NOT k.ended AND due_at IS NOT NULL ORDER BY random() LIMIT 1);
    UPDATE question SET due_at = now() - interval '1 minute' WHERE application = app AND state = 'open' AND chance(0.5);
    RETURN 'time';
  END IF;
  IF chance(0.03) THEN
    -- A worker takes what is queued, and tells of it.
    PERFORM me('worker');
    IF chance(0.4) THEN PERFORM claim('w1', 'n1', 64, '1 hour');
    ELSE
      PERFORM told(j.id, (ARRAY['start', 'succeed', 'fail', 'lose_contact', 'stopped', 'adopt'])[1 + floor(random() * 6)::integer]) FROM job j WHERE j.application = app;
    END IF;
    RETURN 'worker';
  END IF;
  SELECT n.* INTO s FROM subject n WHERE (n.id = app OR n.root = app) AND n.machine NOT IN ('jobs', 'access')
   ORDER BY random() * CASE n.machine WHEN 'application' THEN 0.4 WHEN 'review' THEN 0.5 WHEN 'proposal' THEN 0.6 ELSE 1 END LIMIT 1;
  IF chance(0.12) THEN
    -- Something new under the case.
    name := (ARRAY['proposal', 'proposal', 'proposal', 'variation', 'relief', 'incident', 'artefact', 'job'])[1 + floor(random() * 8)::integer];
    SELECT x.* INTO t FROM transition x WHERE x.machine = name AND x.from_state = '' ORDER BY random() LIMIT 1;
    name := name || '/new';
  ELSE
    name := s.name;
    SELECT x.* INTO t FROM transition x WHERE x.machine = s.machine AND (chance(0.04) OR x.from_state IN (s.state, '*'))
     ORDER BY random() * CASE x.from_state WHEN '*' THEN 2.5 ELSE 1 END * CASE WHEN x.event IN ('withdraw', 'lapse') THEN 3 ELSE 1 END LIMIT 1;
  END IF;
  IF t.event IS NULL THEN RETURN NULL; END IF;
  IF name = 'proposal/new' THEN
    SELECT k.* INTO c FROM collective_act k WHERE k.machine = s.machine ORDER BY random() LIMIT 1;
    IF c.event IS NULL THEN RETURN NULL; END IF;
    login := somebody(c.proposers, s);
    detail := jsonb_build_object('event', c.event);
    payload := jsonb_build_object('parent', s.name, 'detail', detail_of(s.name, c.event, app, login),
      'payload', payload_of(s.name, c.event, app) - 'parent');
  ELSE
    login := somebody(t.who, s);
    detail := detail_of(name, t.event, app, login);
    payload := payload_of(name, t.event, app);
  END IF;
  PERFORM me(login);
  PERFORM act(name, t.event, NULL, detail, payload);
  RETURN format('%s %s', split_part(name, '/', 1), t.event);
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE;
  IF code LIKE 'SB4%' THEN RETURN NULL; END IF;
  -- Whatever is no refusal is a defect: it ends the walk with its name.
  RAISE EXCEPTION USING ERRCODE = 'PF002', MESSAGE = format('%s %s by %s: %s %s', name, coalesce(c.event, t.event), login, code, SQLERRM);
END $$;

-- The chains of a case, folded: each step is a row of its table and starts where the one before ended;
-- at the end stands what is stored. Empty when all of it holds.
CREATE FUNCTION misfolded(app uuid) RETURNS text LANGUAGE plpgsql STABLE SET search_path = proof, sandboxpp, public AS $$
DECLARE
  s subject;
  e record;
  state text;
  kept text;
  count bigint;
  head bytea;
BEGIN
  FOR s IN SELECT * FROM subject n WHERE n.id = app OR n.root = app LOOP
    SELECT NULL, NULL, 0, decode(repeat('00', 32), 'hex') INTO state, kept, count, head;
    FOR e IN SELECT convert_from(a.entry, 'UTF8')::jsonb AS j, a.entry, a.seq FROM audit_event a WHERE a.subject = s.id ORDER BY a.seq LOOP
      count := count + 1;
      IF e.seq <> count OR (e.j->>'seq')::bigint <> count THEN RETURN s.name || ': a gap at ' || count; END IF;
      IF e.j->>'prev' <> encode(head, 'hex') THEN RETURN s.name || ': not the entry before at ' || count; END IF;
      head := sha256('\x00'::bytea || e.entry);
      CONTINUE WHEN NOT e.j->'data' ? 'to';
      IF coalesce(state, '') <> e.j->'data'->>'from' THEN RETURN s.name || ': starts elsewhere at ' || count; END IF;
      IF NOT EXISTS (SELECT FROM transition t WHERE t.machine = s.machine AND t.from_state = coalesce(state, '')
             AND t.event = split_part(e.j->>'type', '.', 4)
             AND (e.j->'data'->>'to' = ANY (t.to_states) OR (t.to_states = '{kept}' AND e.j->'data'->>'to' = kept))) THEN
        RETURN format('%s: no row %s %s %s', s.name, state, split_part(e.j->>'type', '.', 4), e.j->'data'->>'to');
      END IF;
      IF split_part(e.j->>'type', '.', 4) IN ('suspend', 'lapse') AND state <> 'suspended' THEN kept := state; END IF;
      state := e.j->'data'->>'to';
    END LOOP;
    IF (s.seq, s.head) IS DISTINCT FROM (count, head::digest) THEN RETURN s.name || ': another head'; END IF;
    IF s.state IS DISTINCT FROM state THEN RETURN format('%s: stored %s, replayed %s', s.name, s.state, state); END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- What must hold of a case at any moment; the first thing that does not.
CREATE FUNCTION broken(app uuid) RETURNS text LANGUAGE plpgsql STABLE SET search_path = proof, sandboxpp, public AS $$
DECLARE
  s subject;
  a application;
BEGIN
  SELECT * INTO s FROM subject WHERE id = app;
  SELECT * INTO a FROM application WHERE id = app;
  RETURN coalesce(misfolded(app),
    (SELECT 'a decision with an open review of ' || r.remit FROM review r JOIN subject n ON n.id = r.id
      WHERE r.application = app AND n.state NOT IN ('countersigned', 'stood_down')
        AND (s.state IN ('offered', 'declined', 'withdrawn', 'lapsed', 'closed') OR (s.state IN ('onboarding', 'trial', 'paused', 'suspended') AND r.purpose <> 'variation')) LIMIT 1),
    (SELECT 'offered without a review of ' || m.remit FROM application_remit m
      WHERE s.state = 'offered' AND m.application = app AND m.required AND NOT EXISTS (
        SELECT FROM review r JOIN subject n ON n.id = r.id WHERE r.application = app AND r.remit = m.remit AND n.state = 'countersigned'
           AND r.valid_for = a.version AND r.recommendation <> 'object'
           AND r.round = (SELECT max(round) FROM review x WHERE x.application = app AND x.remit = m.remit AND x.purpose <> 'variation')) LIMIT 1),
    (SELECT 'recommended and countersigned by one person' FROM review_signature one JOIN review_signature other USING (review, person)
      JOIN review r ON r.id = one.review WHERE r.application = app AND one.kind = 'recommend' AND other.kind = 'countersign' LIMIT 1),
    (SELECT 'case officer and approver by one person' FROM case_part p WHERE p.application = app GROUP BY p.person HAVING count(DISTINCT p.part) > 1 LIMIT 1),
    (SELECT format('the clock %s runs backwards', c.name) FROM clock c JOIN clock_entry one ON one.clock = c.id JOIN clock_entry next ON next.clock = c.id
      WHERE c.root = app AND next.place = one.place + 1 AND (next.at < one.at OR one.kind = 'end' OR next.kind = 'start'
        OR (next.kind = 'resume' AND NOT EXISTS (SELECT FROM clock_entry x WHERE x.clock = c.id AND x.place < next.place AND x.kind = 'stop'))) LIMIT 1),
    (SELECT format('the clock %s is not as its ledger', c.name) FROM clock c WHERE c.root = app
        AND (c.ended <> EXISTS (SELECT FROM clock_entry e WHERE e.clock = c.id AND e.kind = 'end') OR (c.ended AND c.due_at IS NOT NULL)) LIMIT 1),
    (SELECT 'compute is open outside of a trial' FROM compute_grant g WHERE g.application = app AND g.open AND s.state <> 'trial'),
    (SELECT 'a hold on a trial that goes on' FROM hold h WHERE h.application = app AND s.state IN ('trial', 'paused') LIMIT 1),
    (SELECT 'a suspension without a hold' WHERE s.state = 'suspended' AND NOT EXISTS (SELECT FROM hold h WHERE h.application = app)),
    (SELECT 'a job goes on unasked' FROM job j WHERE j.application = app AND j.state IN ('dispatching', 'running', 'unknown') AND j.stop_mark IS NULL
        AND s.state NOT IN ('trial', 'paused') LIMIT 1));
END $$;

-- Walks from one case in a state, each rolled back; a row for what was found, the last for the tally.
CREATE FUNCTION walks(wanted text, walks integer, steps integer, seed double precision)
RETURNS TABLE (trouble text, path text, done integer, reached text[]) LANGUAGE plpgsql SET search_path = proof, sandboxpp, public AS $$
DECLARE
  app uuid := case_in(wanted);
  step text;
  trail text[];
  steps_done integer := 0;
  ends text[] := '{}';
BEGIN
  PERFORM setseed(seed);
  FOR i IN 1 .. walks LOOP
    trail := '{}';
    trouble := NULL;
    BEGIN
      FOR n IN 1 .. steps LOOP
        step := walk_step(app);
        IF step IS NOT NULL THEN
          trail := trail || step;
          IF chance(0.2) OR n = steps THEN
            trouble := broken(app);
            EXIT WHEN trouble IS NOT NULL;
          END IF;
        END IF;
      END LOOP;
      SET CONSTRAINTS ALL IMMEDIATE;
      trouble := coalesce(trouble, broken(app));
      ends := array(SELECT DISTINCT x FROM unnest(ends || (SELECT s.state FROM subject s WHERE s.id = app)) x);
      RAISE SQLSTATE 'PF001';
    EXCEPTION
      WHEN SQLSTATE 'PF001' THEN NULL;
      WHEN OTHERS THEN trouble := SQLERRM;
    END;
    SET CONSTRAINTS ALL DEFERRED;
    steps_done := steps_done + cardinality(trail);
    IF trouble IS NOT NULL THEN
      path := array_to_string(trail, ', ');
      done := cardinality(trail);
      RETURN NEXT;
    END IF;
  END LOOP;
  trouble := NULL;
  path := NULL;
  done := steps_done;
  reached := ends;
  RETURN NEXT;
END $$;
