-- Sandbox++: the whole schema, to be read from top to bottom.
--
--   1  Extensions, roles, vocabulary of values      7  Policies and vocabularies
--   2  Remits, firms, people, sessions              8  Cohorts, licences, applications, reviews
--   3  The tables of the lifecycle                  9  Clocks and calendars
--   4  Subjects and their audit entries            10  Grants, nodes, jobs
--   5  The sealed log                              11  Guards, effects, act, record
--   6  Acts of several persons                     12  Who may read what
--                                                  13  The rows of the lifecycle
--                                                  14  Append-only also against DDL
--
-- How a change is written, and why so, is told in docs/architecture.md. In short: every change of
-- a case is one call of act(), which locks the case first, checks each guard with a snapshot
-- younger than the lock, writes the rows and appends the audit entry. The roles that connect own
-- nothing and may execute act(), record(), claim() and settle() only.

SET client_min_messages = warning;
BEGIN;

-- 1  Extensions, roles, vocabulary of values -----------------------------------------------------

CREATE EXTENSION IF NOT EXISTS pgcrypto;    -- gen_random_bytes: 128 random bits in each entry
CREATE EXTENSION IF NOT EXISTS btree_gist;  -- exclusion of two parts by one person

-- One role per audience, set by SET LOCAL ROLE in each request; one login role per kind of process.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['sandboxpp_owner', 'firm', 'officer', 'panel', 'operator', 'auditor',
                           'worker', 'sealer', 'clockwork', 'visitor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', r);
    END IF;
  END LOOP;
  FOREACH r IN ARRAY ARRAY['portal', 'work', 'seal', 'tick'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', r);
    END IF;
  END LOOP;
  FOREACH r IN ARRAY ARRAY['portal', 'work', 'seal', 'tick'] LOOP
    EXECUTE format('ALTER ROLE %I SET search_path = sandboxpp, public', r);
  END LOOP;
  GRANT firm, officer, panel, operator, auditor, visitor TO portal;
  GRANT worker TO work;
  GRANT sealer TO seal;
  GRANT clockwork TO tick;
EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN
  NULL;  -- another database of this cluster made them at the same moment
END $$;

CREATE SCHEMA sandboxpp AUTHORIZATION sandboxpp_owner;
GRANT CREATE ON SCHEMA public TO sandboxpp_owner;
SET LOCAL search_path = sandboxpp, public;
SET LOCAL ROLE sandboxpp_owner;
-- Nothing is everybody's to call: each function is granted by name, in section 12.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC;

-- Which text of this file the database was made from, or led to.
CREATE TABLE schema_made (
  digest  bytea PRIMARY KEY,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE DOMAIN digest AS bytea CHECK (length(VALUE) = 32);
CREATE DOMAIN sentence AS text CHECK (length(VALUE) BETWEEN 1 AND 4000);

-- The canonical subset of RFC 8785 that entries are made of: objects with ASCII lower-case keys in
-- order, arrays, strings, booleans, integers within 31 bits; no fractions, no null.
CREATE FUNCTION canonical(value jsonb, depth integer DEFAULT 0) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  composed text;
BEGIN
  IF depth > 16 THEN
    RAISE EXCEPTION USING ERRCODE = 'SB400', MESSAGE = 'The detail is nested deeper than 16 levels.',
      DETAIL = '{}', HINT = 'Send it flatter.';
  END IF;
  CASE jsonb_typeof(value)
  WHEN 'string', 'boolean' THEN
    RETURN value::text;
  WHEN 'object' THEN
    SELECT string_agg(to_json(key)::text || ':' || sandboxpp.canonical(member, depth + 1), ','
                      ORDER BY key COLLATE "C")
      INTO composed FROM jsonb_each(value) AS m(key, member);
    IF composed IS NOT NULL AND EXISTS (SELECT FROM jsonb_object_keys(value) k
                                        WHERE k !~ '^[a-z0-9_.]{1,64}$') THEN
      RAISE EXCEPTION USING ERRCODE = 'SB400', MESSAGE = 'A key of the detail is not plain.',
        DETAIL = '{}', HINT = 'Keys are lower-case letters, digits, underscores and points, at most 64.';
    END IF;
    RETURN '{' || coalesce(composed, '') || '}';
  WHEN 'array' THEN
    SELECT string_agg(sandboxpp.canonical(member, depth + 1), ',' ORDER BY place)
      INTO composed FROM jsonb_array_elements(value) WITH ORDINALITY AS m(member, place);
    RETURN '[' || coalesce(composed, '') || ']';
  WHEN 'number' THEN
    IF value::text ~ '^(0|-?[1-9][0-9]{0,9})$' AND value::text::bigint BETWEEN -2147483648 AND 2147483647 THEN
      RETURN value::text;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'SB400',
      MESSAGE = 'A number of the detail is not an integer within 31 bits.',
      DETAIL = '{}', HINT = 'Write decimals and larger numbers as strings.';
  ELSE
    RAISE EXCEPTION USING ERRCODE = 'SB400', MESSAGE = 'The detail holds a null.',
      DETAIL = '{}', HINT = 'Leave out what is not there.';
  END CASE;
END $$;

-- Every refusal that a person is to read: a sentence, the facts as JSON, what to do.
CREATE FUNCTION refuse(code text, message text, facts jsonb DEFAULT '{}', hint text DEFAULT '')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = message, DETAIL = facts::text, HINT = hint;
END $$;

-- 2  Remits, firms, people, sessions -------------------------------------------------------------

CREATE TABLE authority (
  code text PRIMARY KEY CHECK (code ~ '^[A-Z]{2,8}$'),
  name_en text NOT NULL,
  name_zh text NOT NULL
);

CREATE TABLE remit (
  code      text PRIMARY KEY CHECK (code ~ '^[A-Z]{2,8}$'),
  authority text NOT NULL REFERENCES authority,
  name_en   text NOT NULL,
  name_zh   text NOT NULL,
  law       text NOT NULL
);

INSERT INTO authority VALUES
  ('HKMA', 'Hong Kong Monetary Authority', '香港金融管理局'),
  ('SFC', 'Securities and Futures Commission', '證券及期貨事務監察委員會'),
  ('IA', 'Insurance Authority', '保險業監管局'),
  ('MPFA', 'Mandatory Provident Fund Schemes Authority', '強制性公積金計劃管理局');

INSERT INTO remit VALUES
  ('HKMA', 'HKMA', 'Banking', '銀行業', 'Banking Ordinance, Cap. 155'),
  ('SVF', 'HKMA', 'Stored value facilities', '儲值支付工具',
   'Payment Systems and Stored Value Facilities Ordinance, Cap. 584'),
  ('SFC', 'SFC', 'Securities and futures', '證券及期貨', 'Securities and Futures Ordinance, Cap. 571'),
  ('IA', 'IA', 'Insurance', '保險業', 'Insurance Ordinance, Cap. 41'),
  ('MPFA', 'MPFA', 'Mandatory provident fund', '強積金', 'Mandatory Provident Fund Schemes Ordinance, Cap. 485');

CREATE TABLE firm (
  id      uuid PRIMARY KEY,              -- its subject
  key     text NOT NULL UNIQUE,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  kind    text NOT NULL DEFAULT 'regulated' CHECK (kind IN ('regulated', 'provider', 'assurance'))
);

-- A human being. Separation of duties is by person: two accounts of one person are one.
CREATE TABLE person (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name_en text NOT NULL,
  name_zh text NOT NULL
);

CREATE TABLE account (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),  -- the pseudonym that entries name
  person        uuid NOT NULL REFERENCES person,
  login         text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9._@-]{2,120}$'),
  password_hash text,
  audience      text NOT NULL CHECK (audience IN ('firm', 'officer', 'panel', 'operator', 'auditor',
                                                  'worker', 'sealer', 'clockwork')),
  language      text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'zh')),
  disabled_at   timestamptz
);

CREATE TABLE role (
  code text PRIMARY KEY,
  of   text NOT NULL CHECK (of IN ('firm', 'remit', 'remit_or_platform', 'platform'))
);

INSERT INTO role VALUES
  ('firm_preparer', 'firm'), ('firm_approver', 'firm'), ('technology_provider', 'firm'),
  ('assurance_provider', 'firm'), ('case_officer', 'remit'), ('approver', 'remit'),
  ('supervisor', 'remit'), ('coordinator', 'remit'), ('convenor', 'remit'),
  ('policy_author', 'remit'), ('panel_member', 'platform'), ('output_checker', 'platform'),
  ('compute_operator', 'platform'), ('auditor', 'remit_or_platform'), ('log_reader', 'platform'), ('administrator', 'platform'),
  ('worker', 'platform'), ('system', 'platform');

CREATE TABLE role_held (
  account uuid NOT NULL REFERENCES account,
  role    text NOT NULL REFERENCES role,
  of      text NOT NULL DEFAULT '',      -- a remit's code, a firm's id, or nothing
  PRIMARY KEY (account, role, of),
  CONSTRAINT account_of_one_firm EXCLUDE USING gist (account WITH =, of WITH <>)
    WHERE (role IN ('firm_preparer', 'firm_approver', 'technology_provider', 'assurance_provider'))
);

-- A session is known by the hash of its secret; who holds no secret is nobody.
CREATE TABLE session (
  id          uuid PRIMARY KEY,          -- its subject, access/<id>
  secret_hash digest NOT NULL UNIQUE,
  account     uuid NOT NULL REFERENCES account,
  csrf        text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at  timestamptz NOT NULL,
  ended_at    timestamptz
);
CREATE INDEX session_over ON session ((least(ended_at, expires_at)));

CREATE TABLE idempotency_key (
  account    uuid NOT NULL REFERENCES account,
  key        text NOT NULL CHECK (length(key) BETWEEN 8 AND 200),
  request    digest NOT NULL,
  answer     jsonb NOT NULL CHECK (octet_length(answer::text) <= 4096),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (account, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- When the clockwork last did a round: what tells that it lives.
CREATE TABLE heartbeat (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  at     timestamptz NOT NULL
);

-- Who acts, as the session's secret proves it. `roles` holds `role@of`, or `role` for the platform.
CREATE TYPE actor AS (
  session uuid, account uuid, person uuid, audience text, firm uuid, roles text[]
);

-- In plpgsql, as all that every act calls: its plans are kept for the session. A function in SQL
-- that cannot be inlined is parsed and planned anew in each statement that calls it.
CREATE FUNCTION current_actor() RETURNS actor
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  found actor;
BEGIN
  SELECT s.id, a.id, a.person, a.audience INTO found.session, found.account, found.person, found.audience
    FROM session s JOIN account a ON a.id = s.account
   WHERE s.secret_hash = sha256(convert_to(current_setting('sandboxpp.session', true), 'UTF8'))
     AND s.ended_at IS NULL AND s.expires_at > clock_timestamp() AND a.disabled_at IS NULL;
  SELECT array_agg(CASE h.of WHEN '' THEN h.role ELSE h.role || '@' || h.of END), min(h.of) FILTER (WHERE r.of = 'firm')
    INTO found.roles, found.firm FROM role_held h JOIN role r ON r.code = h.role WHERE h.account = found.account;
  found.roles := coalesce(found.roles, '{}');
  RETURN found;
END $$;

CREATE FUNCTION actor_account() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS
$$
BEGIN
  RETURN (SELECT (current_actor()).account);
END $$;

CREATE FUNCTION actor_person() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS
$$
BEGIN
  RETURN (SELECT (current_actor()).person);
END $$;

CREATE FUNCTION actor_firm() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS
$$
BEGIN
  RETURN (SELECT (current_actor()).firm);
END $$;

CREATE FUNCTION actor_remits() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(DISTINCT h.of), '{}')
    FROM role_held h JOIN remit r ON r.code = h.of WHERE h.account = actor_account());
END $$;

CREATE FUNCTION actor_authorities() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(DISTINCT r.authority), '{}')
    FROM role_held h JOIN remit r ON r.code = h.of WHERE h.account = actor_account());
END $$;

-- 3  The tables of the lifecycle -----------------------------------------------------------------

CREATE TABLE machine (
  name text PRIMARY KEY CHECK (name ~ '^[a-z_]{2,20}$'),
  under text NOT NULL                    -- the machine of what it hangs under, '*' for any, '' for none
);

-- One row for each (machine, from, event). from_state '' creates the subject; '*' leaves any state
-- as it is. to_states are the states that the event may lead to; more than one: an effect chooses.
CREATE TABLE transition (
  machine    text NOT NULL REFERENCES machine,
  from_state text NOT NULL,
  event      text NOT NULL CHECK (event ~ '^[a-z_]{2,40}$'),
  to_states  text[] NOT NULL CHECK (cardinality(to_states) > 0),
  who        text[] NOT NULL,
  guards     text[] NOT NULL,
  effects    text[] NOT NULL,
  strong     boolean NOT NULL,           -- locks the case against every other change of it
  PRIMARY KEY (machine, from_state, event)
);

-- The acts of several persons: who may propose, and the places that must be filled.
CREATE TABLE collective_act (
  machine   text NOT NULL REFERENCES machine,
  event     text NOT NULL,
  proposers text[] NOT NULL,
  places    text[] NOT NULL,
  PRIMARY KEY (machine, event)
);

CREATE FUNCTION lifecycle_version() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 1 $$;

-- The rows of these three tables stand in section 13, made from Sources/Workflow/Lifecycle.

-- 4  Subjects and their audit entries ------------------------------------------------------------

-- Whatever has a state and a chain of entries: an application, a review, a licence, a session …
-- The head of the chain stands in the subject's own row, so one UPDATE moves state and chain.
CREATE TABLE subject (
  id         uuid PRIMARY KEY,
  machine    text NOT NULL REFERENCES machine,
  name       text NOT NULL UNIQUE        -- '<compartment>/<id>', as entries name it, unescaped
             CHECK (name ~ '^[a-z_]{2,20}/[A-Za-z0-9._/-]{1,120}$'),
  root       uuid REFERENCES subject,    -- the row that is locked first; itself where null
  firm       uuid,                       -- whose it is, if a firm's
  remit      text REFERENCES remit,      -- the lead of an application, the owner of what hangs under it
  state      text,
  prior      text,                       -- the state before: set by suspend and lapse
  seq        bigint NOT NULL DEFAULT 0,  -- entries so far; the version that callers expect
  head       digest NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
  head_time  timestamptz NOT NULL DEFAULT '-infinity',
  moves      integer NOT NULL DEFAULT 0, -- changes of state so far: a proposal lapses with the next
  last_event text
) WITH (fillfactor = 70);
CREATE INDEX subject_root ON subject (root) WHERE root IS NOT NULL;
CREATE INDEX subject_firm ON subject (firm) WHERE firm IS NOT NULL;

-- No change of state but by a transition of the table, with its entry: the chain moves with it.
CREATE FUNCTION guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.state IS NULL AND NEW.seq = 0 THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.seq, NEW.head) IS DISTINCT FROM (OLD.seq, OLD.head) AND NOT EXISTS (
       SELECT FROM audit_event e WHERE e.subject = NEW.id AND e.seq = NEW.seq AND e.leaf = NEW.head
          AND NEW.seq = OLD.seq + 1 AND e.type = 'hk.sandboxpp.' || NEW.machine || '.' || NEW.last_event || '.v1') THEN
    PERFORM refuse('SB500', 'A chain only moves on with its entry.', jsonb_build_object('machine', NEW.machine));
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.state IS NOT DISTINCT FROM OLD.state THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' OR NEW.seq <> OLD.seq + 1 OR NOT EXISTS (
       SELECT FROM transition t
        WHERE t.machine = NEW.machine AND t.from_state = coalesce(OLD.state, '')
          AND t.event = NEW.last_event
          AND (NEW.state = ANY (t.to_states) OR (t.to_states = '{kept}' AND NEW.state = OLD.prior))) THEN
    PERFORM refuse('SB500', 'A state can only change by an event of its table.',
                   jsonb_build_object('machine', NEW.machine, 'event', NEW.last_event));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_state BEFORE INSERT OR UPDATE ON subject
  FOR EACH ROW EXECUTE FUNCTION guard_state();
ALTER TABLE subject ENABLE ALWAYS TRIGGER guard_state;

CREATE SEQUENCE audit_event_id CACHE 1;   -- drawn after the head is locked: order within a subject

CREATE TABLE audit_event (
  id      bigint PRIMARY KEY DEFAULT nextval('audit_event_id'),
  subject uuid NOT NULL REFERENCES subject,
  seq     bigint NOT NULL,
  act     uuid NOT NULL,                 -- what one call did together
  type    text NOT NULL,
  account uuid,
  at      timestamptz NOT NULL,
  entry   bytea NOT NULL CHECK (length(entry) <= 65535),
  leaf    digest NOT NULL,               -- SHA-256(0x00 ‖ entry), RFC 6962
  UNIQUE (subject, seq)
);

-- What the sealer has still to take into the tree. A set, not a cursor: nothing is ever skipped.
CREATE TABLE unsealed (event bigint PRIMARY KEY);

-- 5  The sealed log ------------------------------------------------------------------------------

CREATE TABLE sealed_leaf (
  leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0),
  event      bigint NOT NULL UNIQUE REFERENCES audit_event
);

-- One row: the tree that the next seal extends.
CREATE TABLE tree_head (
  single  boolean PRIMARY KEY DEFAULT true CHECK (single),
  size    bigint NOT NULL,
  root    digest NOT NULL,
  sealed_at timestamptz NOT NULL
);
INSERT INTO tree_head VALUES (true, 0, sha256(''), now());

-- Append-only: the triggers fire ALWAYS, so session_replication_role does not pass them by.
CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse('SB501', format('Rows of %s are never changed or removed.', TG_TABLE_NAME));
  RETURN NULL;
END $$;

CREATE PROCEDURE make_append_only(name text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON %I
                  FOR EACH ROW EXECUTE FUNCTION keep_history()', name);
  EXECUTE format('CREATE TRIGGER keep_table BEFORE TRUNCATE ON %I
                  FOR EACH STATEMENT EXECUTE FUNCTION keep_history()', name);
  EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER keep_rows', name);
  EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER keep_table', name);
END $$;
CALL make_append_only('audit_event');
CALL make_append_only('sealed_leaf');

-- Free text stands here and nowhere else, encrypted, each under a key of its own that lies outside the database.
-- Where it would stand, in entries and in rows, stands its mark: said: and the SHA-256 of salt, name, 0x00 and words.
-- Who may read a row with a mark may read what it stands for; nobody else can name it.
CREATE TABLE said (
  commitment  bytea PRIMARY KEY CHECK (octet_length(commitment) = 32),
  sealed      bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 58 AND 20000),  -- place of the key (12) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
  root        uuid NOT NULL REFERENCES subject DEFERRABLE INITIALLY DEFERRED,    -- the case, or what else it was said of
  subject     uuid NOT NULL REFERENCES subject DEFERRABLE INITIALLY DEFERRED,    -- in whose chain
  act         uuid NOT NULL
);
CREATE INDEX said_of ON said (root);
CALL make_append_only('said');

-- Texts that two persons had erased. The clockwork destroys their keys, and nothing opens them again.
CREATE TABLE erasure (
  commitment   bytea PRIMARY KEY REFERENCES said,
  subject      uuid NOT NULL REFERENCES subject,  -- where it was agreed
  erased_at    timestamptz NOT NULL,
  destroyed_at timestamptz
);
CREATE INDEX erasure_pending ON erasure (subject) WHERE destroyed_at IS NULL;

-- What the marks in a text stand for, by mark, in hexadecimal; NULL where there is none.
CREATE FUNCTION sealed_in(p_text text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  IF position('said:' IN p_text) > 0 THEN
    RETURN (SELECT jsonb_object_agg('said:' || encode(commitment, 'hex'), encode(sealed, 'hex')) FROM said
             WHERE commitment IN (SELECT decode(m[1], 'hex') FROM regexp_matches(p_text, 'said:([0-9a-f]{64})', 'g') m));
  END IF;
  RETURN NULL;
END $$;

-- The sealer's two calls. It reads a set of events in order of their id, extends the tree, and
-- commits indexes and root together; the compare-and-swap on the head refuses a second sealer.
CREATE FUNCTION seal_next(most integer)
RETURNS TABLE (event bigint, entry bytea, leaf bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT e.id, e.entry, e.leaf::bytea FROM unsealed u JOIN audit_event e ON e.id = u.event
   ORDER BY e.id LIMIT most
$$;

CREATE FUNCTION seal_commit(old_size bigint, events bigint[], new_root bytea) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  taken bigint;
BEGIN
  PERFORM FROM tree_head WHERE size = old_size FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse('SB409', 'The tree has moved on: another sealer is at work.');
  END IF;
  DELETE FROM unsealed WHERE unsealed.event = ANY (events);
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken <> cardinality(events) THEN
    PERFORM refuse('SB409', 'Some of these entries are sealed already.');
  END IF;
  INSERT INTO sealed_leaf SELECT old_size + place - 1, e
    FROM unnest(events) WITH ORDINALITY AS t(e, place);
  UPDATE tree_head SET size = old_size + taken, root = new_root, sealed_at = clock_timestamp();
  RETURN old_size + taken;
END $$;

-- After the checkpoint is published: the log is the outbox, one notice per seal.
CREATE FUNCTION seal_published(first bigint, size bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS
$$
BEGIN
  PERFORM pg_notify('sealed', first || ' ' || size);
END $$;

CREATE FUNCTION seal_read(first bigint, most integer)
RETURNS TABLE (leaf_index bigint, entry bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT l.leaf_index, e.entry FROM sealed_leaf l JOIN audit_event e ON e.id = l.event
   WHERE l.leaf_index >= first ORDER BY l.leaf_index LIMIT most
$$;

CREATE FUNCTION seal_head() RETURNS TABLE (size bigint, root bytea, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS
$$ SELECT size, root::bytea, (SELECT count(*) FROM unsealed) FROM tree_head $$;

-- 6  Acts of several persons ---------------------------------------------------------------------

CREATE TABLE proposal (
  id            uuid PRIMARY KEY REFERENCES subject,
  object        uuid NOT NULL REFERENCES subject,
  event         text NOT NULL,
  object_moves  integer NOT NULL,        -- the act lapses when the object has moved on
  content       integer,                 -- the application's version that the proposer saw
  detail        jsonb NOT NULL,
  payload       jsonb NOT NULL,
  proposed_by   uuid NOT NULL REFERENCES person,
  proposed_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- One row for each person the act needs besides the proposer.
CREATE TABLE proposal_place (
  proposal  uuid NOT NULL REFERENCES proposal,
  place     integer NOT NULL,
  who       text NOT NULL,               -- role@remit, or role@authority:CODE
  person    uuid REFERENCES person,
  taken_at  timestamptz,
  PRIMARY KEY (proposal, place),
  UNIQUE (proposal, person)              -- all different
);

CREATE FUNCTION keep_proposer_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.person = (SELECT proposed_by FROM proposal WHERE id = NEW.proposal) THEN
    PERFORM refuse('SB403', 'The proposer cannot confirm the own proposal.');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_proposer_out BEFORE INSERT OR UPDATE ON proposal_place
  FOR EACH ROW EXECUTE FUNCTION keep_proposer_out();
ALTER TABLE proposal_place ENABLE ALWAYS TRIGGER keep_proposer_out;

-- 7  Policies and vocabularies -------------------------------------------------------------------

CREATE TABLE vocabulary (
  name         text NOT NULL,
  version      integer NOT NULL,
  digest       digest NOT NULL UNIQUE,
  source       text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (name, version)
);
CALL make_append_only('vocabulary');

-- A version of one policy file; its subject is policy/<name>/<version>.
CREATE TABLE policy_version (
  id           uuid PRIMARY KEY REFERENCES subject,
  name         text NOT NULL,
  version      text NOT NULL,
  binds        text NOT NULL,            -- a remit's code, or joint
  digest       digest NOT NULL UNIQUE,
  file         text NOT NULL,            -- the file's name, which findings name
  source       text NOT NULL,
  published_by uuid NOT NULL REFERENCES person,
  activated_by uuid REFERENCES person,
  adopted_on   date,                     -- the day in Hong Kong on which it was activated: its rules bind by that
  effective    date,
  UNIQUE (name, version),
  CONSTRAINT author_does_not_activate CHECK (activated_by <> published_by)
);

-- What rules read of an application, one typed column an attribute; extended when a vocabulary is
-- published. NULL is "not stated"; a column "<name>.none" tells that "none" was the answer.
CREATE TABLE facts_application (
  application uuid NOT NULL,
  version     integer NOT NULL,
  PRIMARY KEY (application, version)
);

-- Adds the columns of a vocabulary's attributes; never renames or retypes one.
-- attributes: [{"name": "control.hitl", "column": "text[]", "none": false}, …]
CREATE FUNCTION publish_vocabulary(p_name text, p_version integer, p_digest bytea, p_source text,
                                   attributes jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  attribute record;
BEGIN
  INSERT INTO vocabulary (name, version, digest, source)
    VALUES (p_name, p_version, p_digest, p_source) ON CONFLICT DO NOTHING;
  IF p_name <> 'application' OR NOT FOUND THEN
    RETURN;
  END IF;
  FOR attribute IN SELECT * FROM jsonb_to_recordset(attributes) AS a(name text, "column" text, "none" boolean) LOOP
    IF attribute.name !~ '^[a-z_][a-z0-9_.]{0,60}$'
       OR attribute."column" NOT IN ('boolean', 'bigint', 'numeric', 'text', 'text[]', 'date', 'jsonb') THEN
      PERFORM refuse('SB400', 'An attribute has a name or type that no column can have.',
                     jsonb_build_object('attribute', attribute.name));
    END IF;
    EXECUTE format('ALTER TABLE facts_application ADD COLUMN IF NOT EXISTS %I %s',
                   attribute.name, attribute."column");
    IF attribute."none" THEN
      EXECUTE format('ALTER TABLE facts_application ADD COLUMN IF NOT EXISTS %I boolean',
                     attribute.name || '.none');
    END IF;
  END LOOP;
END $$;

-- 8  Cohorts, licences, applications, reviews ----------------------------------------------------

CREATE TABLE cohort (
  id         uuid PRIMARY KEY REFERENCES subject,
  key        text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9-]{3,40}$'),
  title_en   text NOT NULL,
  title_zh   text NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('window', 'rolling')),
  opens      date NOT NULL,
  closes     date NOT NULL,
  capacity   integer NOT NULL CHECK (capacity > 0),
  quorum     integer NOT NULL DEFAULT 2,
  weights    jsonb NOT NULL DEFAULT '{}',
  authorities text[] NOT NULL,
  CHECK (closes >= opens)
);

CREATE TABLE licence (
  id     uuid PRIMARY KEY REFERENCES subject,
  firm   uuid NOT NULL REFERENCES firm,
  remit  text NOT NULL REFERENCES remit,
  class  text NOT NULL,
  number text NOT NULL,
  registered boolean NOT NULL DEFAULT false,  -- verified: from then on no other firm can have the number
  UNIQUE (firm, remit, number)
);
CREATE UNIQUE INDEX licence_registered ON licence (remit, number) WHERE registered;
CREATE INDEX licence_firm ON licence (firm);

-- References are short, speakable and tell nothing: year, five letters of an alphabet without
-- look-alikes, a check letter.
CREATE FUNCTION new_reference(year integer) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  alphabet CONSTANT text := '2346789ABCDEFGHJKMNPQRTVWXYZ';
  drawn bytea := public.gen_random_bytes(10);
  letters text := '';
  sum integer := 0;
  value integer;
BEGIN
  FOR i IN 0..4 LOOP
    value := (get_byte(drawn, 2 * i) * 256 + get_byte(drawn, 2 * i + 1)) % 28;
    letters := letters || substr(alphabet, value + 1, 1);
    sum := sum + value * (i + 2);
  END LOOP;
  RETURN format('GS%s-%s-%s', lpad((year % 100)::text, 2, '0'), letters,
                substr(alphabet, sum % 28 + 1, 1));
END $$;

CREATE TABLE application (
  id           uuid PRIMARY KEY REFERENCES subject,
  reference    text NOT NULL UNIQUE,
  firm         uuid NOT NULL REFERENCES firm,
  cohort       uuid NOT NULL REFERENCES cohort,
  title_en     text NOT NULL,
  title_zh     text NOT NULL DEFAULT '',
  version      integer NOT NULL DEFAULT 0,      -- the frozen version in force
  facts        digest,                          -- its digest
  policies     digest,                          -- the policies it is pinned to
  trial_months integer,
  trial_start  date,
  trial_last   date,
  outcome      text,
  change_asked boolean NOT NULL DEFAULT false,
  reconsidered boolean NOT NULL DEFAULT false,
  declined_from text,
  final        boolean NOT NULL DEFAULT false,
  legal_hold   boolean NOT NULL DEFAULT false,
  published_by_firm boolean NOT NULL DEFAULT false,  -- agreed to publish it: published when both have
  published_by_lead boolean NOT NULL DEFAULT false,
  opened_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX application_firm ON application (firm);
CREATE INDEX application_cohort ON application (cohort);

CREATE TABLE party (
  application uuid NOT NULL REFERENCES application,
  firm        uuid NOT NULL REFERENCES firm,
  part        text NOT NULL CHECK (part IN ('applicant', 'co_applicant', 'provider', 'assurance')),
  joined      boolean NOT NULL DEFAULT false,   -- invited only, until its own approver joins
  PRIMARY KEY (application, firm)
);

CREATE TABLE party_signature (
  application uuid NOT NULL REFERENCES application,
  firm        uuid NOT NULL REFERENCES firm,
  version     integer NOT NULL,
  person      uuid NOT NULL REFERENCES person,
  revision    integer NOT NULL,          -- of the draft that was signed: a later change voids it
  PRIMARY KEY (application, firm, version)
);

CREATE TABLE consent (
  application uuid NOT NULL REFERENCES application,
  kind        text NOT NULL CHECK (kind IN ('share_regulators', 'share_cyberport', 'publish_summary')),
  given_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  withdrawn_at timestamptz,
  PRIMARY KEY (application, kind)
);

-- What the firm is writing: the only content that is changed in place.
CREATE TABLE draft (
  application uuid PRIMARY KEY REFERENCES application,
  facts       jsonb NOT NULL DEFAULT '{}' -- of this size a payload that freezes it stays within its bound
              CHECK (jsonb_typeof(facts) = 'object' AND octet_length(facts::text) <= 1048576),
  revision    integer NOT NULL DEFAULT 0,
  updated_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Who changed anything in which coming version: they may not submit it.
CREATE TABLE draft_edit (
  application uuid NOT NULL REFERENCES application,
  version     integer NOT NULL,
  person      uuid NOT NULL REFERENCES person,
  PRIMARY KEY (application, version, person)
);

CALL make_append_only('draft_edit');

CREATE FUNCTION note_editor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  editor uuid := actor_person();
BEGIN
  IF NEW.facts IS NOT DISTINCT FROM OLD.facts THEN
    RETURN NEW;
  END IF;
  IF editor IS NULL THEN
    PERFORM refuse('SB401', 'Sign in to change a draft.');
  END IF;
  NEW.revision := OLD.revision + 1;
  NEW.updated_at := clock_timestamp();
  INSERT INTO draft_edit SELECT NEW.application, a.version + 1, editor
    FROM application a WHERE a.id = NEW.application ON CONFLICT DO NOTHING;
  RETURN NEW;
END $$;
CREATE TRIGGER note_editor BEFORE UPDATE ON draft FOR EACH ROW EXECUTE FUNCTION note_editor();
ALTER TABLE draft ENABLE ALWAYS TRIGGER note_editor;

-- A frozen version: the canonical document is the truth; the packed record is what decisions read.
CREATE TABLE application_version (
  application  uuid NOT NULL REFERENCES application,
  version      integer NOT NULL CHECK (version > 0),
  document     text NOT NULL,
  salt         bytea NOT NULL CHECK (length(salt) = 16),
  digest       digest NOT NULL,          -- SHA-256(salt ‖ document)
  packed       bytea NOT NULL,
  vocabulary   digest NOT NULL,
  changed      text[] NOT NULL,          -- attributes that differ from the version before
  submitted_by uuid NOT NULL REFERENCES person,
  frozen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application, version)
);
CALL make_append_only('application_version');

-- Held by the database too: the submitter changed nothing in that version.
CREATE FUNCTION submitter_changed_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM draft_edit e WHERE e.application = NEW.application
              AND e.version = NEW.version AND e.person = NEW.submitted_by) THEN
    PERFORM refuse('SB403', 'Whoever changed a version cannot submit it.');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER submitter_changed_nothing BEFORE INSERT ON application_version
  FOR EACH ROW EXECUTE FUNCTION submitter_changed_nothing();
ALTER TABLE application_version ENABLE ALWAYS TRIGGER submitter_changed_nothing;

CREATE TABLE application_remit (
  application uuid NOT NULL REFERENCES application,
  remit       text NOT NULL REFERENCES remit,
  required    boolean NOT NULL DEFAULT true,
  routed      boolean NOT NULL,          -- by the policies, else added by the coordinator
  PRIMARY KEY (application, remit)
);

-- What files of a kind may be; '' stands for every kind that is not named.
CREATE TABLE file_form (
  kind        text PRIMARY KEY,
  media       text[] NOT NULL CHECK (cardinality(media) > 0),
  most_bytes  bigint NOT NULL CHECK (most_bytes BETWEEN 1 AND 52428800) -- the most that the portal takes
);
INSERT INTO file_form
  SELECT f.kind, ARRAY(SELECT CASE m WHEN 'pdf' THEN 'application/pdf' WHEN 'png' THEN 'image/png' WHEN 'jpg' THEN 'image/jpeg'
                               WHEN 'docx' THEN 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
                               WHEN 'xlsx' THEN 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
                               WHEN 'csv' THEN 'text/csv' WHEN 'json' THEN 'application/json' WHEN 'txt' THEN 'text/plain'
                               ELSE 'application/octet-stream' END FROM regexp_split_to_table(f.suffixes, ' ') m), f.most_bytes
    FROM (VALUES
      ('', 'pdf png jpg docx xlsx csv json txt', 20971520),
      -- What somebody signed or a board considered is a paper, no table and no picture.
      ('committee_paper', 'pdf docx', 20971520),
      ('processor_contract', 'pdf docx', 20971520),
      ('outsourcing_notice', 'pdf docx', 20971520),
      ('payment_flow', 'pdf png jpg docx', 20971520),
      -- What jobs read: the validator one table, a candidate whatever its code reads.
      ('predictions', 'csv', 20971520),
      ('input', 'pdf png jpg docx xlsx csv json txt bin', 20971520)) f(kind, suffixes, most_bytes);

CREATE FUNCTION form_of_files(p_kind text) RETURNS file_form LANGUAGE sql STABLE AS $$
  SELECT f FROM file_form f WHERE f.kind IN (p_kind, '') ORDER BY f.kind DESC LIMIT 1
$$;

-- A file that somebody sent, as the portal found it: it lies in the content store, and nobody but its sender
-- can make a document of it, for a digest alone proves no possession. A sweep takes what nothing names.
CREATE TABLE received_file (
  digest      digest NOT NULL,
  account     uuid NOT NULL REFERENCES account,
  bytes       bigint NOT NULL CHECK (bytes > 0),
  media       text NOT NULL,
  scan        text NOT NULL CHECK (scan IN ('not_scanned', 'unreachable', 'clean')),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (digest, account)
);
CREATE INDEX received_file_age ON received_file (received_at);

-- While files are swept away none is received and none becomes a document: a name given meanwhile would be
-- of what is just going. Released with the transaction.
CREATE FUNCTION hold_files_still() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtextextended('sandboxpp files', 0)) $$;
CREATE FUNCTION while_files_stand() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock_shared(hashtextextended('sandboxpp files', 0)) $$;

CREATE FUNCTION receive_file(p_digest bytea, p_bytes bigint, p_media text, p_scan text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  IF actor_account() IS NULL THEN
    PERFORM refuse('SB401', 'Sign in to send a file.');
  END IF;
  PERFORM while_files_stand();
  INSERT INTO received_file (digest, account, bytes, media, scan) VALUES (p_digest, actor_account(), p_bytes, p_media, p_scan)
    ON CONFLICT (digest, account) DO UPDATE SET scan = excluded.scan, received_at = clock_timestamp();
END $$;

CREATE TABLE document (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  application uuid NOT NULL REFERENCES application,
  kind        text NOT NULL,
  title       text NOT NULL,
  digest      digest NOT NULL,
  bytes       bigint NOT NULL CHECK (bytes >= 0),
  media       text NOT NULL,             -- what it is by its bytes
  scan        text NOT NULL,             -- what the scanner said when it came
  added_by    uuid NOT NULL REFERENCES person,
  added_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  supersedes  uuid UNIQUE REFERENCES document,
  condition   uuid REFERENCES subject,   -- that it is evidence for
  attribute   text CHECK (attribute ~ '^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)+$') -- the fact that it is evidence for
);
CREATE INDEX document_application ON document (application);
CALL make_append_only('document');

-- One run of the rules on one version at one stage and date.
CREATE TABLE evaluation (
  id          uuid PRIMARY KEY,
  application uuid NOT NULL REFERENCES application,
  version     integer NOT NULL,
  stage       text NOT NULL,
  as_of       date NOT NULL,
  policies    digest NOT NULL,
  vocabulary  digest NOT NULL,
  language    text NOT NULL,             -- the version of the policy language
  facts       digest NOT NULL,
  beside      jsonb NOT NULL,            -- what was read other than the frozen facts say: licences as they stood, facts found
  about       jsonb NOT NULL,            -- what was read beside the application, by vocabulary: the panel's result, a job, an incident, metrics
  outcomes    digest NOT NULL,           -- outcomes_digest of its rows
  quotas      jsonb NOT NULL,            -- [{"name", "rule", "count", "period", "outcome"}]: they bound what may be granted
  clocks      jsonb NOT NULL,            -- [{"name", "remit", "rule", "length", "unit", "outcome"}]: what sets the case's clocks
  variation   uuid REFERENCES subject,   -- of a run on what it asks for: `version` is what that is to become
  incident    uuid REFERENCES subject,   -- of a run on one
  clearance   digest,                    -- of a run at dispatch: the clearance under which it clears jobs such as about.job
  act         uuid NOT NULL,
  made_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX evaluation_application ON evaluation (application, version, made_at DESC);
CREATE INDEX evaluation_clearance ON evaluation (application, clearance) WHERE clearance IS NOT NULL;

-- Whether a run is one that desks look at: of the case itself, not of a job or an incident.
CREATE FUNCTION looked_at(stage text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT stage NOT IN ('dispatch', 'incident')
$$;

CREATE TABLE outcome (
  evaluation uuid NOT NULL REFERENCES evaluation,
  rule       text NOT NULL,
  remit      text NOT NULL,              -- a remit's code, or joint
  kind       text NOT NULL,              -- refuse, document, condition, flag, ask, gate …
  severity   text NOT NULL,              -- hard, soft, shadow, or empty
  result     text NOT NULL CHECK (result IN ('met', 'not_met', 'undetermined', 'conflict', 'waived',
                                             'applies', 'does_not_apply', 'excepted')),
  missing    text[] NOT NULL,
  sentence_en text NOT NULL,
  sentence_zh text NOT NULL,
  source     text NOT NULL,              -- instrument and paragraph
  mark       text NOT NULL,              -- how well attested
  explains   jsonb NOT NULL DEFAULT '{}',  -- atoms with values, what would clear it
  PRIMARY KEY (evaluation, rule)
);
CALL make_append_only('evaluation');
CALL make_append_only('outcome');

-- The rows of a run from what the program sends of it.
CREATE FUNCTION outcomes_of(ran uuid, list jsonb) RETURNS outcome[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(ROW(ran, o->>'rule', o->>'remit', o->>'kind', coalesce(o->>'severity', ''), o->>'result',
           ARRAY(SELECT jsonb_array_elements_text(coalesce(o->'missing', '[]'))), o->>'sentence_en', o->>'sentence_zh',
           coalesce(o->>'source', ''), coalesce(o->>'mark', ''), coalesce(o->'explains', '{}'))::outcome), '{}')
    FROM jsonb_array_elements(list) o
$$;

-- Of each row, in the order of the rules, all but the run's own id.
CREATE FUNCTION outcomes_digest(made outcome[]) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(coalesce(string_agg((to_jsonb(o) - 'evaluation')::text, E'\n' ORDER BY o.rule COLLATE "C"), ''), 'UTF8'))
    FROM unnest(made) o
$$;

-- A soft refusal overridden, or a refusal waived, by an act of two persons of its remit: for the content
-- with that digest, a version or what a variation asks for.
CREATE TABLE override (
  application uuid NOT NULL REFERENCES application,
  facts       digest NOT NULL,
  rule        text NOT NULL,
  remit       text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('overridden', 'waived')),
  reason      text NOT NULL,
  act         uuid NOT NULL,
  PRIMARY KEY (application, facts, rule)
);

CALL make_append_only('override');

-- A fact that a desk found, with its evidence.
CREATE TABLE found_fact (
  application uuid NOT NULL REFERENCES application,
  attribute   text NOT NULL,
  value       jsonb NOT NULL,
  evidence    text NOT NULL,
  remit       text NOT NULL REFERENCES remit,
  act         uuid NOT NULL,
  found_at    timestamptz NOT NULL DEFAULT clock_timestamp(),  -- of one attribute the last finding counts
  PRIMARY KEY (application, attribute, act)
);

CALL make_append_only('found_fact');

-- Declared before the first act on a case; can only be changed for the worse.
CREATE TABLE declaration (
  application uuid NOT NULL REFERENCES application,
  person      uuid NOT NULL REFERENCES person,
  conflict    boolean NOT NULL,
  declared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application, person)
);

-- One person has one part on a case, whatever the remit: who prepares (case officer, coordinator)
-- does not approve, who assigns (supervisor) does neither, and the panel only scores.
CREATE TABLE case_part (
  application uuid NOT NULL REFERENCES application,
  person      uuid NOT NULL REFERENCES person,
  part        text NOT NULL CHECK (part IN ('officer', 'approver', 'supervisor', 'panel')),
  since       timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application, person, part),
  CONSTRAINT one_part_on_a_case
    EXCLUDE USING gist (application WITH =, person WITH =, part WITH <>)
);

-- Where a remit has too few persons free of conflict, its authority appoints one of its other remits for
-- one case: there they act as if the role were theirs.
CREATE TABLE alternate (
  application uuid NOT NULL REFERENCES application,
  account     uuid NOT NULL REFERENCES account,
  role        text NOT NULL REFERENCES role,
  remit       text NOT NULL REFERENCES remit,
  act         uuid NOT NULL,
  PRIMARY KEY (application, account, role, remit)
);
CREATE INDEX alternate_account ON alternate (account);
CALL make_append_only('alternate');

-- Who is still one: as long as the role is theirs in another remit of the authority.
CREATE VIEW standing_alternate WITH (security_invoker) AS
  SELECT l.* FROM alternate l WHERE EXISTS (SELECT FROM role_held h JOIN remit r ON r.code = h.of JOIN remit o ON o.code = l.remit
     WHERE h.account = l.account AND h.role = l.role AND r.authority = o.authority);

-- The roles in which somebody acts on a case: their own, and those as an alternate in it.
CREATE FUNCTION roles_on(a actor, p_case uuid) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN a.roles || ARRAY(SELECT l.role || '@' || l.remit FROM standing_alternate l WHERE l.application = p_case AND l.account = a.account);
END $$;

CREATE TABLE review (
  id          uuid PRIMARY KEY REFERENCES subject,
  application uuid NOT NULL REFERENCES application,
  remit       text NOT NULL REFERENCES remit,
  round       integer NOT NULL CHECK (round > 0),
  purpose     text NOT NULL CHECK (purpose IN ('application', 'variation', 'reconsideration', 'exit')),
  variation   uuid,
  assignee    uuid REFERENCES person,
  valid_for   integer,                   -- the version it speaks for, once countersigned
  recommendation text CHECK (recommendation IN ('approve', 'approve_with_conditions', 'object', 'no_comment')),
  reasons     text,
  conditions  jsonb NOT NULL DEFAULT '[]',
  seen        digest,                    -- of what the recommender saw
  cycle       integer NOT NULL DEFAULT 0,-- recommendations so far
  UNIQUE (application, remit, round)
);
CREATE INDEX review_assignee ON review (assignee);

-- Who recommended and who countersigned. Nobody is both in one review.
CREATE TABLE review_signature (
  review  uuid NOT NULL REFERENCES review,
  cycle   integer NOT NULL,
  person  uuid NOT NULL REFERENCES person,
  kind    text NOT NULL CHECK (kind IN ('recommend', 'countersign')),
  content digest NOT NULL,               -- what its author saw, and what the recommendation then said
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (review, cycle, person, kind),
  CONSTRAINT recommender_does_not_countersign
    EXCLUDE USING gist (review WITH =, person WITH =, kind WITH <>)
);
CALL make_append_only('review_signature');

CREATE TABLE question (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  review      uuid NOT NULL REFERENCES review,
  application uuid NOT NULL REFERENCES application,
  remit       text NOT NULL REFERENCES remit,
  attributes  text[] NOT NULL,
  documents   text[] NOT NULL,
  wording     sentence NOT NULL,
  state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'withdrawn', 'overdue')),
  asked_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at      timestamptz NOT NULL,      -- when its clock runs out, which is about it; the last such day once that has ended
  answer      text,
  answered_at timestamptz,
  late        boolean NOT NULL DEFAULT false,
  CHECK (cardinality(attributes) + cardinality(documents) > 0)
);
CREATE INDEX question_review ON question (review);
CREATE INDEX question_open ON question (application) WHERE state = 'open';

CREATE TABLE variation (
  id          uuid PRIMARY KEY REFERENCES subject,
  application uuid NOT NULL REFERENCES application,
  kind        text NOT NULL CHECK (kind IN ('model', 'data', 'users', 'autonomy', 'provider', 'scope', 'extension')),
  content     jsonb NOT NULL,            -- what becomes the next version when it is approved
  facts       digest,                    -- of that content, as of a version; an extension changes none
  months      integer,
  requested_by uuid NOT NULL REFERENCES person
);

CREATE TABLE relief (
  id          uuid PRIMARY KEY REFERENCES subject,
  application uuid NOT NULL REFERENCES application,
  remit       text NOT NULL REFERENCES remit,
  requirement text NOT NULL,
  limits      text,
  last_day    date
);

CREATE TABLE condition (
  id          uuid PRIMARY KEY REFERENCES subject,
  application uuid NOT NULL REFERENCES application,
  remit       text NOT NULL REFERENCES remit,
  rule        text,
  wording     text NOT NULL,
  wording_zh  text NOT NULL DEFAULT '',  -- empty where only one language was given
  timing      text NOT NULL CHECK (timing IN ('precedent', 'during', 'after')),
  due         date,
  suspends    boolean NOT NULL DEFAULT false,
  term        jsonb NOT NULL             -- as the recommendation set it
);
CREATE INDEX condition_application ON condition (application);

-- A remit's hold on a trial: while one stands, nothing runs.
CREATE TABLE hold (
  application uuid NOT NULL REFERENCES application,
  remit       text NOT NULL REFERENCES remit,
  reason      text NOT NULL,
  reason_zh   text NOT NULL DEFAULT '',  -- empty where only one language was given
  set_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application, remit)
);

CREATE TABLE incident (
  id          uuid PRIMARY KEY REFERENCES subject,
  application uuid NOT NULL REFERENCES application,
  severity    text NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
  happened    text NOT NULL,
  known_at    timestamptz NOT NULL,
  late        boolean                    -- whether the firm's own notice of it came too late; null until it comes
);

-- Notes stay inside their authority; a disclosure names its gateway.
CREATE TABLE note (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  supervision uuid NOT NULL REFERENCES subject,
  application uuid NOT NULL REFERENCES application,
  authority   text NOT NULL REFERENCES authority,
  person      uuid NOT NULL REFERENCES person,
  wording     sentence NOT NULL,
  written_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE note_disclosure (
  note      uuid NOT NULL REFERENCES note,
  authority text NOT NULL REFERENCES authority,
  gateway   text NOT NULL,
  PRIMARY KEY (note, authority)
);

CALL make_append_only('note');
CALL make_append_only('note_disclosure');

CREATE TABLE panel_member (
  cohort uuid NOT NULL REFERENCES cohort,
  person uuid NOT NULL REFERENCES person,
  until  date NOT NULL,
  PRIMARY KEY (cohort, person)
);

CREATE TABLE score (
  application uuid NOT NULL REFERENCES application,
  person      uuid NOT NULL REFERENCES person,
  criterion   text NOT NULL CHECK (criterion IN ('innovation', 'complexity', 'contribution', 'fair_use', 'readiness')),
  points      integer NOT NULL CHECK (points BETWEEN 0 AND 5),
  reason      text NOT NULL DEFAULT '',
  PRIMARY KEY (application, person, criterion)
);

CREATE TABLE rank (
  cohort      uuid NOT NULL REFERENCES cohort,
  application uuid NOT NULL REFERENCES application,
  place       integer NOT NULL CHECK (place > 0),
  above_line  boolean NOT NULL,
  reason      text NOT NULL DEFAULT '',
  PRIMARY KEY (cohort, application),
  UNIQUE (cohort, place)
);

CREATE TABLE problem (
  id uuid PRIMARY KEY REFERENCES subject, firm uuid NOT NULL REFERENCES firm, wording text NOT NULL
);
CREATE TABLE practice_note (
  id uuid PRIMARY KEY REFERENCES subject, title text NOT NULL, wording text NOT NULL
);

-- 9  Clocks and calendars ------------------------------------------------------------------------

-- What the calendar says of days, each with its source and how well that is attested: of one day, or of a day
-- of the week from a day on. A row is never changed: of those that name the same, the last holds.
CREATE TABLE calendar_day (
  place   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day     date NOT NULL,
  weekday integer CHECK (weekday BETWEEN 1 AND 7),  -- ISO 8601: Monday is 1; of a weekly rest from that day on
  closed  boolean NOT NULL,
  kind    text NOT NULL CHECK (kind IN ('weekly_rest', 'general_holiday', 'gale', 'black_rainstorm', 'extreme_conditions')),
  name_en text NOT NULL,
  name_zh text NOT NULL,
  source  text NOT NULL,
  mark    text NOT NULL CHECK (mark IN ('read', 'reported', 'background', 'proposal')),
  act     uuid NOT NULL,                 -- its entry stands in the calendar's chain
  CHECK ((kind = 'weekly_rest') = (weekday IS NOT NULL))
);
CREATE INDEX calendar_day_day ON calendar_day (day, place) WHERE weekday IS NULL;
CREATE INDEX calendar_day_weekday ON calendar_day (weekday, day, place) WHERE weekday IS NOT NULL;
CALL make_append_only('calendar_day');

-- The row that closes a day; null of a business day.
CREATE FUNCTION closed_by(day date) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(
    (SELECT CASE WHEN d.closed THEN d.place END
       FROM (SELECT c.closed, c.place FROM calendar_day c WHERE c.day = $1 AND c.weekday IS NULL ORDER BY c.place DESC LIMIT 1) d),
    (SELECT CASE WHEN w.closed THEN w.place END
       FROM (SELECT c.closed, c.place FROM calendar_day c WHERE c.weekday = extract(isodow FROM $1)::integer AND c.day <= $1
              ORDER BY c.day DESC, c.place DESC LIMIT 1) w));
END $$;

CREATE FUNCTION business_day(day date) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN closed_by(day) IS NULL;
END $$;

-- Who writes a clock counts by the calendar as it stands; who changes the calendar waits for them and counts
-- what they wrote anew. The number is this lock's own.
CREATE FUNCTION calendar_lock() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 5862419073 $$;

-- What the policies in force say of each clock: one row a clock and remit ('' for every remit).
CREATE TABLE clock_rule (
  policies digest NOT NULL,
  name     text NOT NULL,
  remit    text NOT NULL DEFAULT '',
  length   integer NOT NULL CHECK (length BETWEEN 1 AND 3660),
  unit     text NOT NULL CHECK (unit IN ('business_days', 'days', 'months')),
  rule     text NOT NULL DEFAULT '',
  PRIMARY KEY (policies, name, remit)
);
CALL make_append_only('clock_rule');

CREATE TABLE clock (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  subject uuid NOT NULL REFERENCES subject,
  root    uuid NOT NULL REFERENCES subject,
  name    text NOT NULL,
  remit   text REFERENCES remit,
  about   uuid,                          -- of several at once on one subject: the question that it is of
  length  integer NOT NULL,
  unit    text NOT NULL,
  rule    text NOT NULL DEFAULT '',      -- what set its length: the rules,
  policies digest,                       -- of these policies,
  evaluation uuid REFERENCES evaluation, -- in this run on the case; null where their own lengths hold, exceptions apart
  calendar digest,                       -- the head of the calendar's chain by which it was counted last
  due_at  timestamptz,                   -- the ledger's projection; null while stopped or ended
  ended   boolean NOT NULL DEFAULT false,
  remind_at timestamptz                  -- when somebody is told next that it runs out soon; null where nobody is
);
CREATE UNIQUE INDEX clock_running ON clock (subject, name, coalesce(about, subject)) WHERE NOT ended;
CREATE INDEX clock_due ON clock (due_at) WHERE NOT ended AND due_at IS NOT NULL;
CREATE INDEX clock_root ON clock (root);
CREATE INDEX clock_remind ON clock (remind_at) WHERE remind_at IS NOT NULL;

-- A ledger is read by the moments at which its entries took effect, which a correction may set in the past.
CREATE TABLE clock_entry (
  clock  uuid NOT NULL REFERENCES clock,
  place  integer NOT NULL,
  kind   text NOT NULL CHECK (kind IN ('start', 'stop', 'resume', 'extend', 'shorten', 'remind', 'recount', 'end')),
  at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  effect_at timestamptz NOT NULL,
  amount integer NOT NULL DEFAULT 0 CHECK (amount >= 0),  -- of an extension or a shortening, in the clock's unit
  reason text NOT NULL,
  act    uuid NOT NULL,
  PRIMARY KEY (clock, place)
);
CALL make_append_only('clock_entry');

-- The day's last moment in Hong Kong, so that whoever shows it shows the day itself: a business
-- day is used up when that lies in a running interval (after the Interpretation and General Clauses Ordinance, Cap. 1 s.71, to be checked).
CREATE FUNCTION end_of_day(day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (day + 1)::timestamp AT TIME ZONE 'Asia/Hong_Kong' - interval '1 microsecond'
$$;

CREATE FUNCTION day_in_hong_kong(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (at AT TIME ZONE 'Asia/Hong_Kong')::date
$$;

-- How a clock comes to the day on which it runs out, line by line. Of the kinds: `length` and `started`;
-- `extend` and `shorten`; `counted`, `stopped` and `closed` days from the first to the last; `moved`, a last day that
-- is no business day; and how it ends: `due`, `stands` since a day, or `ended` on one.
CREATE TYPE clock_line AS (
  kind text, first date, last date,
  amount integer,                        -- days or units of the line
  entry integer,                         -- place of the ledger's entry that it rests on
  closed bigint,                         -- the calendar's row that closes the day
  due_at timestamptz                     -- in the last line alone, and only while the clock runs
);

CREATE FUNCTION clock_lines(p_clock uuid) RETURNS SETOF clock_line LANGUAGE plpgsql STABLE AS $$
DECLARE
  unit CONSTANT text := (SELECT c.unit FROM clock c WHERE c.id = p_clock);
  wanted integer := (SELECT c.length FROM clock c WHERE c.id = p_clock);
  e clock_entry;
  n clock_line;                          -- the line being made
  used integer := 0;
  day date;
  stops clock_entry[] := '{}';
  resumes timestamptz[] := '{}';         -- one fewer than the stops while it stands
  ending clock_entry;
  until date := 'infinity';              -- the day on which it stands or ended
  kind text;
  entry integer;
  closing bigint;
BEGIN
  RETURN NEXT ('length', NULL, NULL, wanted, NULL, NULL, NULL)::clock_line;
  FOR e IN SELECT * FROM clock_entry l WHERE l.clock = p_clock ORDER BY l.effect_at, l.place LOOP
    CASE e.kind
    WHEN 'start' THEN
      day := day_in_hong_kong(e.effect_at);
      RETURN NEXT ('started', day, day, NULL, e.place, NULL, NULL)::clock_line;
    WHEN 'stop' THEN
      IF cardinality(stops) = cardinality(resumes) THEN stops := stops || e; END IF;
    WHEN 'resume' THEN
      IF cardinality(stops) > cardinality(resumes) THEN resumes := resumes || e.effect_at; END IF;
    WHEN 'extend', 'shorten' THEN
      wanted := wanted + CASE e.kind WHEN 'extend' THEN e.amount ELSE -e.amount END;
      RETURN NEXT (e.kind, NULL, NULL, e.amount, e.place, NULL, NULL)::clock_line;
    WHEN 'end' THEN ending := e;
    WHEN 'recount' THEN RETURN NEXT ('recount', NULL, NULL, NULL, e.place, NULL, NULL)::clock_line;
    ELSE NULL;                             -- a reminder costs no time
    END CASE;
  END LOOP;
  IF ending.place IS NOT NULL THEN
    until := day_in_hong_kong(ending.effect_at);
  ELSIF cardinality(stops) > cardinality(resumes) THEN
    until := day_in_hong_kong(stops[cardinality(stops)].effect_at);
  END IF;
  IF unit = 'months' THEN
    n := ('counted', day + 1, (day + make_interval(months => wanted))::date, wanted, NULL, NULL, NULL)::clock_line;
    RETURN NEXT n;
    day := n.last;
    FOR i IN 1..cardinality(resumes) LOOP
      used := day_in_hong_kong(resumes[i]) - day_in_hong_kong(stops[i].effect_at);
      RETURN NEXT ('stopped', day_in_hong_kong(stops[i].effect_at), day_in_hong_kong(resumes[i]) - 1, used, stops[i].place, NULL, NULL)::clock_line;
      day := day + used;
    END LOOP;
  ELSE
    WHILE used < wanted AND day + 1 < until LOOP
      day := day + 1;
      closing := NULL;
      entry := NULL;
      FOR i IN 1..cardinality(resumes) LOOP
        IF stops[i].effect_at < end_of_day(day) AND resumes[i] >= end_of_day(day) THEN entry := stops[i].place; END IF;
      END LOOP;
      IF entry IS NULL AND unit = 'business_days' THEN
        closing := closed_by(day);
      END IF;
      kind := CASE WHEN entry IS NOT NULL THEN 'stopped' WHEN closing IS NOT NULL THEN 'closed' ELSE 'counted' END;
      used := used + (kind = 'counted')::integer;
      IF (n.kind, n.entry, n.closed) IS NOT DISTINCT FROM (kind, entry, closing) AND closing IS NULL THEN
        n.last := day;
        n.amount := n.amount + 1;
      ELSE
        IF n.kind IS NOT NULL THEN RETURN NEXT n; END IF;
        n := (kind, day, day, 1, entry, closing, NULL)::clock_line;
      END IF;
    END LOOP;
    IF n.kind IS NOT NULL THEN RETURN NEXT n; END IF;
  END IF;
  IF ending.place IS NOT NULL THEN
    RETURN NEXT ('ended', until, until, NULL, ending.place, NULL, NULL)::clock_line;
    RETURN;
  ELSIF until < 'infinity' THEN
    RETURN NEXT ('stands', until, until, NULL, stops[cardinality(stops)].place, NULL, NULL)::clock_line;
    RETURN;
  END IF;
  closing := closed_by(day);
  WHILE closing IS NOT NULL LOOP
    RETURN NEXT ('moved', day, day, NULL, NULL, closing, NULL)::clock_line;
    day := day + 1;
    closing := closed_by(day);
  END LOOP;
  RETURN NEXT ('due', day, day, NULL, NULL, NULL, end_of_day(day))::clock_line;
END $$;

-- When a clock runs out, from its ledger and the calendar: what the last line says.
CREATE FUNCTION clock_due_at(p_clock uuid) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT max(due_at) FROM clock_lines(p_clock));
END $$;

-- Whether a clock runs at a moment: by what took effect until then.
CREATE FUNCTION clock_runs(p_clock uuid, p_at timestamptz DEFAULT 'infinity') RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT e.kind <> 'stop' FROM clock_entry e WHERE e.clock = p_clock AND e.kind IN ('start', 'stop', 'resume') AND e.effect_at <= p_at
           ORDER BY e.effect_at DESC, e.place DESC LIMIT 1);
END $$;

-- The clock of each state in which a case waits for its firm: with it the case lapses.
CREATE FUNCTION lapsing_clock(state text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE state WHEN 'draft' THEN 'draft' WHEN 'returned' THEN 'resubmission' WHEN 'deferred' THEN 'deferral'
                    WHEN 'offered' THEN 'offer' WHEN 'onboarding' THEN 'onboarding' END
$$;

-- When the firm was reminded of the day on which a clock now runs out; what moves that day asks for new reminders.
CREATE FUNCTION reminders_of(p_clock uuid) RETURNS timestamptz[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(e.effect_at ORDER BY e.place), '{}') FROM clock_entry e
           WHERE e.clock = p_clock AND e.kind = 'remind' AND e.place > (
             SELECT max(m.place) FROM clock_entry m WHERE m.clock = p_clock AND m.kind NOT IN ('remind', 'end')));
END $$;

-- What a regulator owes: the remit that answers for a clock, null where it is not a regulator's. Where it
-- runs out nothing is decided: the remit's supervisor is told.
CREATE FUNCTION answerable(c clock) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN c.name = ANY ('{assignment,first_review,completeness,consolidation,decision,variation,suspension_review,exit_report,reconsideration_decision,licence_check}')
              THEN coalesce(c.remit, (SELECT remit FROM subject WHERE id = c.root)) END;
END $$;

-- Where the one who answers for a clock is told of it: inside the authority, of a case or of no case.
CREATE FUNCTION told_in(c clock) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT CASE s.machine WHEN 'application' THEN format('supervision/%s/%s', s.id, r.authority) ELSE 'remit/' || r.code END
            FROM subject s, remit r WHERE s.id = c.root AND r.code = answerable(c));
END $$;

-- What a remit was told of its clocks: before one runs out, and when it did; each once for each day on which it
-- runs out. Kept apart from the ledger, which a firm reads of its case's clocks.
CREATE TABLE escalation (
  clock       uuid NOT NULL REFERENCES clock,
  due_at      timestamptz NOT NULL,
  event       text NOT NULL CHECK (event IN ('warned', 'escalated')),
  application uuid REFERENCES application,  -- null of what is no case's
  remit       text NOT NULL REFERENCES remit,
  act         uuid NOT NULL,
  PRIMARY KEY (clock, due_at, event)
);
CREATE INDEX escalation_remit ON escalation (remit);
CALL make_append_only('escalation');

-- Of a case that lapses, its firm is reminded twice: when two thirds of its time are over, and when the last
-- business day before the day itself begins. A desk is warned once of what it owes, at the first of the two.
-- Null while the clock is stopped, and when all is said.
CREATE FUNCTION next_reminder_at(c clock) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  lapses CONSTANT boolean := c.name = ANY ('{draft,resubmission,deferral,offer,onboarding}');
  sent integer := 0;
  started timestamptz;
  second timestamptz;
  day date := day_in_hong_kong(c.due_at) - 1;
BEGIN
  IF c.ended OR c.due_at IS NULL OR NOT (lapses OR answerable(c) IS NOT NULL) THEN
    RETURN NULL;
  END IF;
  IF lapses THEN
    sent := cardinality(reminders_of(c.id));
  ELSIF EXISTS (SELECT FROM escalation e WHERE (e.clock, e.due_at) = (c.id, c.due_at)) THEN
    RETURN NULL;
  END IF;
  WHILE NOT business_day(day) LOOP
    day := day - 1;
  END LOOP;
  SELECT min(effect_at) INTO started FROM clock_entry WHERE clock = c.id;
  second := greatest(day::timestamp AT TIME ZONE 'Asia/Hong_Kong', started);
  RETURN CASE sent WHEN 0 THEN least(started + (c.due_at - started) * 2 / 3, second) WHEN 1 THEN second END;
END $$;

-- Whether both were sent, the second so that a whole business day was left after the day of it: where
-- reminders came late, the case lapses later.
CREATE FUNCTION reminded_in_time(p_clock uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  told CONSTANT date := day_in_hong_kong((reminders_of(p_clock))[2]);
BEGIN
  RETURN EXISTS (SELECT FROM generate_series(1, day_in_hong_kong(clock_timestamp()) - told) d
                  WHERE business_day(told + d) AND end_of_day(told + d) <= clock_timestamp());
END $$;

-- The next reminder in the words of its entry.
CREATE FUNCTION reminder_of(c clock) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object('clock', c.name, 'number', cardinality(reminders_of(c.id)) + 1,
                            'due', to_char(day_in_hong_kong(c.due_at), 'YYYY-MM-DD'));
END $$;

-- A clock that runs out, or did, in the words of its entry.
CREATE FUNCTION breach_of(c clock) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object('clock', c.id, 'name', c.name, 'remit', answerable(c), 'due', to_char(day_in_hong_kong(c.due_at), 'YYYY-MM-DD'));
END $$;

-- One entry of a clock's ledger, which took effect at a moment; what is projected from the ledger follows.
CREATE FUNCTION clock_write(p_clock uuid, p_kind text, p_effect timestamptz, p_reason text, p_act uuid,
                            p_by integer DEFAULT 0) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c clock;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(calendar_lock());
  INSERT INTO clock_entry (clock, place, kind, effect_at, amount, reason, act)
    SELECT p_clock, coalesce(max(place), 0) + 1, p_kind, p_effect, p_by, p_reason, p_act FROM clock_entry WHERE clock = p_clock;
  SELECT * INTO c FROM clock WHERE id = p_clock;
  c.due_at := clock_due_at(p_clock);
  c.ended := c.ended OR p_kind = 'end';
  UPDATE clock SET due_at = c.due_at, ended = c.ended, remind_at = next_reminder_at(c),
         calendar = (SELECT head FROM subject WHERE name = 'calendar/hong-kong') WHERE id = p_clock;
  UPDATE question SET due_at = c.due_at WHERE id = c.about AND c.due_at IS NOT NULL;
END $$;

-- 10  Grants, nodes, jobs ------------------------------------------------------------------------

-- Vocabularies and policies that stand together, under the digest by which decisions name them: with
-- these texts a decision can be made again. A set by which cases in flight are judged may hold newer
-- versions beside their own: of these count the rules that reach every case received before a day.
CREATE TABLE policy_set (
  digest  digest PRIMARY KEY,
  sources jsonb NOT NULL                 -- [{"name", "text", "adopted"}], "before" of a newer version
);
CALL make_append_only('policy_set');

-- From which day on a set is in force; of one day the last that was put.
CREATE TABLE policy_calendar (
  effective date NOT NULL,
  digest    digest NOT NULL REFERENCES policy_set,
  put_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX policy_calendar_day ON policy_calendar (effective DESC, put_at DESC);
CALL make_append_only('policy_calendar');

CREATE FUNCTION policies_in_force(day date) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT digest::bytea FROM policy_calendar WHERE effective <= day ORDER BY effective DESC, put_at DESC LIMIT 1);
END $$;

-- Keeps a set: {"digest", "sources", "clocks"}. Every text of it is published, and the digest is
-- theirs: of each, in the order of the names, name, length, the day of its adoption, how far a newer
-- version reaches back, and text.
CREATE FUNCTION keep_policies(p_set jsonb) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  named CONSTANT bytea := decode(p_set->>'digest', 'hex');
BEGIN
  IF EXISTS (SELECT FROM policy_set WHERE digest = named) THEN
    RETURN named;
  END IF;
  IF named IS DISTINCT FROM (
       SELECT sha256(string_agg(convert_to(concat(name, E'\n', octet_length(text), ' adopted ' || adopted,
                                              ' received before ' || before, E'\n', text), 'UTF8'), ''::bytea
                                ORDER BY name COLLATE "C", before COLLATE "C" NULLS FIRST, text COLLATE "C"))
         FROM jsonb_to_recordset(p_set->'sources') AS t(name text, text text, adopted text, before text)) THEN
    PERFORM refuse('SB400', 'The digest of these policies is not that of their texts.');
  END IF;
  IF EXISTS (SELECT FROM jsonb_to_recordset(p_set->'sources') AS t(text text, adopted text)
              WHERE NOT EXISTS (SELECT FROM policy_version v WHERE v.digest = sha256(convert_to(t.text, 'UTF8'))
                                   AND to_char(v.adopted_on, 'YYYY-MM-DD') = t.adopted)
                AND NOT EXISTS (SELECT FROM vocabulary v WHERE v.source = t.text AND t.adopted IS NULL)) THEN
    PERFORM refuse('SB422', 'Only activated policies, each with the day of that, and vocabularies come into force.');
  END IF;
  INSERT INTO policy_set (digest, sources) VALUES (named, p_set->'sources');
  INSERT INTO clock_rule SELECT named, c->>'name', coalesce(c->>'remit', ''), (c->>'length')::integer, c->>'unit', coalesce(c->>'rule', '')
    FROM jsonb_array_elements(p_set->'clocks') c ON CONFLICT DO NOTHING;  -- of several that stand under conditions, the first stated
  RETURN named;
END $$;

-- The gate of every claim: suspension, dates, quota, slots and fairness hang on this one row.
CREATE TABLE compute_grant (
  application uuid PRIMARY KEY REFERENCES application,
  chain       uuid NOT NULL UNIQUE REFERENCES subject,  -- job/<application>
  open        boolean NOT NULL DEFAULT false,
  starts      date NOT NULL,
  ends        date NOT NULL,
  quota       bigint NOT NULL CHECK (quota > 0),        -- seconds of one slot
  reserved    bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  used        bigint NOT NULL DEFAULT 0 CHECK (used >= 0),
  slots       integer NOT NULL CHECK (slots > 0),
  running     integer NOT NULL DEFAULT 0 CHECK (running >= 0),
  served_at   timestamptz NOT NULL DEFAULT '-infinity',
  cleared_by  digest NOT NULL,           -- policies, facts, plan and day by which a job must be cleared to be claimed
  cleared_on  date NOT NULL DEFAULT day_in_hong_kong(clock_timestamp()),  -- that day: on no other is anything claimed
  to_judge    boolean NOT NULL DEFAULT false,  -- some waiting job has not been judged by the rules under that
  plan        text[] NOT NULL DEFAULT '{}',  -- approved digests of models and data, lower-case hex
  released    boolean NOT NULL DEFAULT false,
  erased      boolean NOT NULL DEFAULT false
) WITH (fillfactor = 70);

CREATE TABLE node (
  name      text PRIMARY KEY CHECK (name ~ '^[a-z0-9.-]{1,63}$'),
  engine    text NOT NULL CHECK (engine IN ('local', 'slurm')),
  slots     integer NOT NULL CHECK (slots > 0),
  kinds     text[] NOT NULL CHECK (kinds <@ '{batch,service,session}'),   -- of jobs that its engine runs
  draining  boolean NOT NULL DEFAULT false,
  seen_at   timestamptz NOT NULL
);

CREATE SEQUENCE lease_token CACHE 1;      -- grows for ever: the fence of every attempt

CREATE TABLE job (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  reference    text NOT NULL UNIQUE,
  application  uuid NOT NULL REFERENCES application,
  kind         text NOT NULL CHECK (kind IN ('batch', 'service', 'session')),
  part         text NOT NULL CHECK (part IN ('candidate', 'attacker', 'validator', 'monitor')),
  state        text NOT NULL,
  last_event   text NOT NULL,
  priority     integer NOT NULL DEFAULT 100,
  run_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempts     integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL DEFAULT 3 CHECK (max_attempts BETWEEN 1 AND 10),
  token        bigint NOT NULL DEFAULT 0,
  worker       text,
  lease_until  timestamptz,
  stop_mark    text CHECK (stop_mark IN ('cancel', 'kill')),
  seconds      integer NOT NULL CHECK (seconds BETWEEN 1 AND 86400),  -- its time limit and reservation
  spec         jsonb NOT NULL,           -- program, arguments, limits, inputs by digest
  inputs       text[] NOT NULL,
  cleared_by   digest NOT NULL,
  unique_key   text,
  result       digest,                   -- of the outputs
  report       jsonb,
  requested_by uuid REFERENCES account,
  held_by      uuid REFERENCES account,
  requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at     timestamptz
) WITH (fillfactor = 70);
CREATE INDEX job_claimable ON job (application, priority, run_at, id) WHERE state = 'queued';
CREATE INDEX job_leased ON job (lease_until) WHERE state IN ('dispatching', 'running', 'unknown');
CREATE INDEX job_application ON job (application);
CREATE UNIQUE INDEX job_unique ON job (application, unique_key)
  WHERE unique_key IS NOT NULL AND state NOT IN ('failed', 'cancelled', 'killed');

CREATE FUNCTION guard_job_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.state = OLD.state AND NEW.last_event = OLD.last_event THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT FROM transition
                  WHERE machine = 'job' AND event = NEW.last_event AND NEW.state = ANY (to_states)
                    AND from_state = CASE TG_OP WHEN 'INSERT' THEN '' ELSE OLD.state END) THEN
    PERFORM refuse('SB500', 'A job can only change by an event of its table.',
                   jsonb_build_object('event', NEW.last_event, 'to', NEW.state));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_job_state BEFORE INSERT OR UPDATE OF state, last_event ON job
  FOR EACH ROW EXECUTE FUNCTION guard_job_state();
ALTER TABLE job ENABLE ALWAYS TRIGGER guard_job_state;

-- Every step of every attempt; the log holds one entry per flush with the digest of this list.
CREATE TABLE job_step (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job        uuid NOT NULL REFERENCES job,
  token      bigint NOT NULL,
  event      text NOT NULL,
  from_state text NOT NULL,
  to_state   text NOT NULL,
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  worker     text,
  result     digest,                     -- what the job had left by then
  act        uuid NOT NULL
);
CREATE INDEX job_step_job ON job_step (job);
CALL make_append_only('job_step');

-- A step as the digest in the entry has it: of an entry's steps, in their order, a line each.
CREATE FUNCTION step_line(s job_step) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('%s %s %s %s %s', s.job, s.token, s.from_state, s.to_state, coalesce(encode(s.result, 'hex'), '-'))
$$;

-- The intent, written with the claim, before anything is submitted to an engine.
CREATE TABLE dispatch (
  job        uuid NOT NULL REFERENCES job,
  token      bigint NOT NULL,
  node       text NOT NULL,
  worker     text NOT NULL,
  reserved   bigint NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  settled    bigint,                     -- seconds used, once known
  PRIMARY KEY (job, token)
);

CREATE TABLE artefact (
  id          uuid PRIMARY KEY REFERENCES subject,
  application uuid NOT NULL REFERENCES application,
  job         uuid REFERENCES job,
  kind        text NOT NULL CHECK (kind IN ('model', 'data', 'code', 'output')),
  digest      text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  bytes       bigint NOT NULL CHECK (bytes >= 0),
  class       text NOT NULL DEFAULT 'synthetic',
  title       text NOT NULL DEFAULT ''
);
CREATE INDEX artefact_application ON artefact (application);

-- What a validator measured, and what the gates made of it.
CREATE TABLE metric (
  job      uuid NOT NULL REFERENCES job,
  application uuid NOT NULL REFERENCES application,
  name     text NOT NULL,
  value    numeric NOT NULL,
  samples  bigint NOT NULL,
  PRIMARY KEY (job, name)
);
-- A run of the gates, so that it can be made again: by which policies, on which version, of what was measured.
CREATE TABLE gate_run (
  act         uuid PRIMARY KEY,
  application uuid NOT NULL REFERENCES application,
  version     integer NOT NULL,
  policies    digest NOT NULL,
  as_of       date NOT NULL,
  beside      jsonb NOT NULL,            -- as a run of the other rules has it
  job         uuid REFERENCES job,       -- whose metrics; null where nothing is measured yet
  judged_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX gate_run_application ON gate_run (application);

CREATE TABLE gate_result (
  application uuid NOT NULL REFERENCES application,
  rule     text NOT NULL,
  remit    text NOT NULL,
  result   text NOT NULL CHECK (result IN ('met', 'not_met', 'undetermined')),
  sentence_en text NOT NULL,
  sentence_zh text NOT NULL,
  act      uuid NOT NULL,
  judged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application, rule, act)
);
CALL make_append_only('metric');
CALL make_append_only('gate_run');
CALL make_append_only('gate_result');

-- All that the rules at dispatch rest on but the job itself: the policies, the facts with what is judged beside
-- them, the plan and the day.
CREATE FUNCTION clearance(p_application uuid) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
  today CONSTANT date := day_in_hong_kong(clock_timestamp());
BEGIN
  RETURN (SELECT sha256(convert_to(jsonb_build_array(today, encode(a.policies, 'hex'), encode(policies_in_force(today), 'hex'),
      encode(a.facts, 'hex'), g.plan,
      (SELECT jsonb_agg(concat(l.number, ' ', s.state) ORDER BY l.number, l.id) FROM licence l JOIN subject s ON s.id = l.id
        WHERE l.firm IN (SELECT p.firm FROM party p WHERE p.application = a.id AND p.joined)),
      (SELECT jsonb_agg(c.kind ORDER BY c.kind) FROM consent c WHERE c.application = a.id AND c.withdrawn_at IS NULL),
      (SELECT jsonb_agg(concat(f.attribute, ' ', f.act) ORDER BY f.found_at) FROM found_fact f WHERE f.application = a.id),
      (SELECT jsonb_agg(concat(v.rule, ' ', v.kind) ORDER BY v.rule) FROM override v WHERE v.application = a.id AND v.facts = a.facts)
    )::text, 'UTF8')) FROM application a JOIN compute_grant g ON g.application = a.id WHERE a.id = p_application);
END $$;

-- What the rules read of a job. What it reads is a model where the case declared it as one.
CREATE FUNCTION job_facts(p_application uuid, p_kind text, p_part text, p_inputs text[], p_plan text[]) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('job.kind', p_kind, 'job.part', p_part,
           'job.model_in_plan', coalesce(bool_and(i.in_plan) FILTER (WHERE i.is_model), true),
           'job.inputs_in_plan', coalesce(bool_and(i.in_plan) FILTER (WHERE NOT i.is_model), true))
    FROM (SELECT d = ANY (p_plan) AS in_plan,
                 d <> ALL (p_plan) AND EXISTS (SELECT FROM artefact f WHERE f.application = p_application AND f.digest = d AND f.kind IN ('model', 'code')) AS is_model
            FROM unnest(p_inputs) d) i
$$;

-- The run of the rules on file for such a job under a clearance.
CREATE FUNCTION run_at_dispatch(p_application uuid, p_clearance bytea, p_job jsonb) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT e.id FROM evaluation e WHERE e.application = p_application AND e.clearance = p_clearance AND e.about->'job' = p_job
$$;

-- What the rules have still to be run on, so that the waiting jobs of a case can be cleared.
CREATE FUNCTION jobs_to_judge(p_application uuid, p_clearance bytea) RETURNS SETOF jsonb LANGUAGE sql STABLE AS $$
  SELECT DISTINCT f.facts FROM compute_grant g JOIN job j ON j.application = g.application,
         LATERAL (SELECT job_facts(j.application, j.kind, j.part, j.inputs, g.plan) AS facts) f
   WHERE g.application = p_application AND j.ended_at IS NULL AND j.cleared_by <> p_clearance
     AND run_at_dispatch(p_application, p_clearance, f.facts) IS NULL
$$;

-- The mark of what no rules have cleared.
CREATE FUNCTION not_cleared() RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT decode(repeat('00', 32), 'hex') $$;

-- 11  Guards, effects, act, record ---------------------------------------------------------------

-- One attempt to change one subject: who, what, on which rows.
CREATE TYPE attempt AS (
  act         uuid,
  actor       actor,
  subject     subject,
  root        subject,
  application application,     -- of the root, if that is one
  event       text,
  from_state  text,
  detail      jsonb,           -- what the caller says; stands in the entry
  payload     jsonb,           -- what is written to rows; only its digest stands in the entry
  words       jsonb,           -- the free text of both, sealed: a list of mark and sealed
  role        text,
  remit       text,
  object      uuid,            -- of a proposal: what the act is to happen to
  proposal    uuid,
  as_system   boolean
);

-- Keeps what an act says, and nothing that it says in the clear.
CREATE FUNCTION keep_words(t attempt, p_root uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO said SELECT decode(substr(w->>'mark', 6), 'hex'), decode(w->>'sealed', 'hex'), p_root, coalesce((t.subject).id, p_root), t.act
    FROM jsonb_array_elements(t.words) w ON CONFLICT DO NOTHING;
  IF (t.actor).audience NOT IN ('worker', 'clockwork', 'sealer') AND (t.subject).machine <> ALL (published()) AND EXISTS (
       SELECT FROM unnest(free_text()) n, LATERAL jsonb_path_query(t.detail->n, '$[*]') v
        WHERE NOT EXISTS (SELECT FROM said WHERE 'said:' || encode(commitment, 'hex') = v #>> '{}')) THEN
    PERFORM refuse('SB422', 'What is said in words is sealed, and has three characters at least.', '{}',
                   'Say more; a program seals it before it sends it.');
  END IF;
END $$;

-- Appends the entry of an event to its subject's chain and moves state and head in one UPDATE.
-- The database composes the canonical bytes; of the caller only `detail` goes in.
CREATE FUNCTION append(t attempt, p_state text, p_effects text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  s subject;
  moment timestamptz;
  body text;
  entry bytea;
  leaf_hash bytea;
  event_id bigint;
  event_type text;
BEGIN
  SELECT * INTO s FROM subject WHERE id = (t.subject).id FOR NO KEY UPDATE;
  moment := greatest(clock_timestamp(), s.head_time + interval '1 microsecond');
  event_type := 'hk.sandboxpp.' || s.machine || '.' || t.event || '.v1';
  body := '{"act":"' || t.act || '"';
  IF t.detail <> '{}' THEN
    body := body || ',"detail":' || canonical(t.detail);
  END IF;
  IF cardinality(p_effects) > 0 THEN       -- names of the table: nothing in them to escape
    body := body || ',"effects":["' || array_to_string(p_effects, '","') || '"]';
  END IF;
  IF (t.application).facts IS NOT NULL THEN
    body := body || ',"facts":"' || encode((t.application).facts, 'hex') || '"';
  END IF;
  IF p_state IS NOT NULL THEN
    body := body || ',"from":"' || coalesce(s.state, '') || '"';
  END IF;
  body := body || ',"lifecycle":' || lifecycle_version();
  IF t.payload <> '{}' THEN
    body := body || ',"payload":"' || encode(sha256(convert_to(t.payload::text, 'UTF8')), 'hex') || '"';
  END IF;
  IF (t.application).policies IS NOT NULL THEN
    body := body || ',"policies":"' || encode((t.application).policies, 'hex') || '"';
  END IF;
  IF t.proposal IS NOT NULL THEN
    body := body || ',"proposal":"' || t.proposal || '"';
  END IF;
  IF t.remit <> '' THEN
    body := body || ',"remit":"' || t.remit || '"';
  END IF;
  body := body || ',"role":"' || t.role || '"';
  IF p_state IS NOT NULL THEN
    body := body || ',"to":"' || p_state || '"';
  END IF;
  entry := convert_to(
    '{"authid":"' || CASE WHEN t.as_system THEN 'act' ELSE (t.actor).account::text END
    || '","authtype":"' || CASE WHEN t.as_system OR (t.actor).audience IN ('worker', 'clockwork', 'sealer')
                                THEN 'system' ELSE 'user' END
    || '","data":' || body || '},"datacontenttype":"application/json","id":"'
    || encode(public.gen_random_bytes(16), 'hex')
    || '","prev":"' || encode(s.head, 'hex') || '","seq":' || s.seq + 1
    || ',"source":"hk.sandboxpp","specversion":"1.0","subject":"' || s.name
    || '","time":"' || to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","type":"' || event_type || '"}', 'UTF8');
  leaf_hash := sha256('\x00'::bytea || entry);
  event_id := nextval('audit_event_id');
  INSERT INTO audit_event (id, subject, seq, act, type, account, at, entry, leaf)
    VALUES (event_id, s.id, s.seq + 1, t.act, event_type,
            CASE WHEN t.as_system THEN NULL ELSE (t.actor).account END, moment, entry, leaf_hash);
  INSERT INTO unsealed VALUES (event_id);
  UPDATE subject
     SET state = coalesce(p_state, s.state),
         prior = CASE WHEN t.event IN ('suspend', 'lapse') AND s.state <> 'suspended' THEN s.state ELSE s.prior END,
         moves = s.moves + CASE WHEN p_state <> s.state THEN 1 ELSE 0 END,
         seq = s.seq + 1, head = leaf_hash, head_time = moment, last_event = t.event
   WHERE id = s.id;
END $$;

CREATE FUNCTION new_subject(p_machine text, p_name text, p_id uuid, p_root uuid, p_firm uuid, p_remit text)
RETURNS subject LANGUAGE plpgsql AS $$
DECLARE
  s subject;
BEGIN
  INSERT INTO subject (id, machine, name, root, firm, remit)
    VALUES (p_id, p_machine, coalesce(p_name, p_machine || '/' || p_id), p_root, p_firm, p_remit)
    RETURNING * INTO s;
  RETURN s;
END $$;

-- Whether the actor of this attempt is `who` (role@relation) to its subject: `role@remit` as they
-- act, with an empty remit where there is none; null if they are not.
CREATE FUNCTION qualifies(t attempt, who text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  wanted text := split_part(who, '@', 1);
  relation text := split_part(who, '@', 2);
  held CONSTANT text[] := (t.actor).roles;
  found text;
BEGIN
  CASE relation
  WHEN '' THEN
    CASE wanted
    WHEN 'proposer' THEN RETURN qualifies_as_proposer(t);
    WHEN 'confirmer' THEN RETURN qualifies_as_confirmer(t);
    WHEN 'first_person' THEN
      RETURN (SELECT 'proposer@' FROM proposal WHERE id = (t.subject).id AND proposed_by = (t.actor).person);
    WHEN 'self' THEN RETURN CASE WHEN (t.subject).id = (t.actor).session THEN 'self@' END;
    WHEN 'confirmed', 'consequence' THEN RETURN NULL;
    ELSE found := any_remit(held, wanted);
    END CASE;
  WHEN 'firm' THEN
    RETURN CASE WHEN wanted || '@' || coalesce((t.root).firm, (t.actor).firm) = ANY (held) THEN wanted || '@' END;
  WHEN 'party' THEN
    RETURN (SELECT wanted || '@' FROM party p WHERE p.application = (t.root).id
              AND (p.joined OR t.event = 'party_joined') AND wanted || '@' || p.firm = ANY (held) LIMIT 1);
  WHEN 'lead' THEN found := (t.root).remit;
  WHEN 'remit' THEN found := (t.subject).remit;
  WHEN 'host' THEN                          -- a cohort being planned has the convenor's remit
    found := CASE WHEN (t.subject).state IS NULL THEN any_remit(held, wanted) ELSE (t.subject).remit END;
  WHEN 'binding' THEN                       -- a joint policy is every author's
    found := CASE WHEN (t.subject).state IS NULL THEN nullif(t.payload->>'binds', 'joint') ELSE (t.subject).remit END;
    IF found IS NULL THEN
      found := any_remit(held, wanted);
    END IF;
  WHEN 'inside', 'named_authority' THEN     -- any remit of the authority
    SELECT r.code INTO found FROM remit r JOIN remit n ON n.authority = r.authority
     WHERE n.code = CASE relation WHEN 'inside' THEN (t.subject).remit ELSE t.detail->>'remit' END
       AND (relation = 'inside' OR EXISTS (SELECT FROM application_remit m WHERE m.application = (t.root).id AND m.remit = n.code))
       AND wanted || '@' || r.code = ANY (held) LIMIT 1;
  WHEN 'assignee' THEN
    found := (SELECT r.remit FROM review r WHERE r.id = (t.subject).id AND r.assignee = (t.actor).person);
  WHEN 'required' THEN
    SELECT m.remit INTO found FROM application_remit m WHERE m.application = (t.root).id AND m.required
       AND wanted || '@' || m.remit = ANY (held) ORDER BY (m.remit = t.detail->>'remit') IS TRUE DESC, m.remit LIMIT 1;
  WHEN 'named' THEN
    SELECT m.remit INTO found FROM application_remit m WHERE m.application = (t.root).id AND m.remit = t.detail->>'remit';
  WHEN 'cohort' THEN
    RETURN (SELECT wanted || '@' FROM panel_member p WHERE p.cohort = (t.application).cohort AND (t.subject).name LIKE '%/PANEL'
              AND p.person = (t.actor).person AND p.until >= day_in_hong_kong(clock_timestamp()) AND wanted = ANY (held));
  END CASE;
  RETURN CASE WHEN (wanted || CASE found WHEN '' THEN '' ELSE '@' || found END) = ANY (held) THEN wanted || '@' || found END;
END $$;

-- The first remit in which a role is held, empty for a role of the platform.
CREATE FUNCTION any_remit(held text[], wanted text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  h text;
BEGIN
  FOREACH h IN ARRAY held LOOP
    IF split_part(h, '@', 1) = wanted THEN
      RETURN split_part(h, '@', 2);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;


CREATE FUNCTION qualifies_as_proposer(t attempt) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  object attempt := t;
  found text;
BEGIN
  SELECT row INTO object.subject FROM subject row WHERE id = t.object;
  object.event := t.detail->>'event';
  object.detail := coalesce(t.payload->'detail', '{}');
  SELECT qualifies(object, p) INTO found
    FROM collective_act c, unnest(c.proposers) WITH ORDINALITY AS o(p, place)
   WHERE c.machine = (object.subject).machine AND c.event = object.event
     AND qualifies(object, p) IS NOT NULL ORDER BY place LIMIT 1;
  RETURN found;
END $$;

-- The role, of these, that fills a place `role@remit`, `role@authority:CODE` or `role/role`; null if none does.
CREATE FUNCTION role_for(place text, roles text[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF place LIKE '%@authority:%' THEN
    RETURN (SELECT wanted || '@' || r.code FROM split_part(place, '@', 1) wanted, remit r
             WHERE r.authority = split_part(place, ':', 2) AND wanted || '@' || r.code = ANY (roles) ORDER BY r.code LIMIT 1);
  END IF;
  RETURN (SELECT w FROM unnest(string_to_array(place, '/')) w WHERE w = ANY (roles) LIMIT 1);
END $$;

-- A place that is open and that the actor can take.
CREATE FUNCTION fitting_place(t attempt) RETURNS proposal_place LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT p FROM proposal_place p
   WHERE p.proposal = (t.subject).id AND p.person IS NULL AND role_for(p.who, (t.actor).roles) IS NOT NULL
   ORDER BY p.place LIMIT 1);
END $$;

CREATE FUNCTION qualifies_as_confirmer(t attempt) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  filled CONSTANT text := role_for((fitting_place(t)).who, (t.actor).roles);
BEGIN
  RETURN split_part(filled, '@', 1) || '@' || split_part(filled, '@', 2);
END $$;

-- A person of a regulator or the panel declares before the first act on a case.
CREATE FUNCTION check_declaration(t attempt) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  declared boolean;
BEGIN
  IF (t.actor).audience NOT IN ('officer', 'panel') OR (t.root).machine <> 'application'
     OR t.event = 'conflict_declared' THEN
    RETURN;
  END IF;
  SELECT conflict INTO declared FROM declaration
   WHERE application = (t.root).id AND person = (t.actor).person;
  IF declared IS NULL THEN
    PERFORM refuse('SB403', 'Declare first whether you have a conflict of interest in this case.',
                   '{"guard": "declared"}', 'Record conflict_declared with conflict true or false.');
  ELSIF declared AND t.event <> 'recuse' THEN
    PERFORM refuse('SB403', 'You declared a conflict of interest in this case and cannot act on it.',
                   '{"guard": "declared"}', 'Recuse yourself; your supervisor can reassign the review.');
  END IF;
END $$;

-- The part on a case that goes with a role.
CREATE FUNCTION part_of(role text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE role WHEN 'case_officer' THEN 'officer' WHEN 'coordinator' THEN 'officer' WHEN 'approver' THEN 'approver'
                   WHEN 'supervisor' THEN 'supervisor' WHEN 'panel_member' THEN 'panel' END;
END $$;

-- The role in which the actor does this: the first that the table names, that they hold, and that
-- does not make them a second part on the case.
CREATE FUNCTION take_role(t attempt, n transition) RETURNS attempt LANGUAGE plpgsql AS $$
DECLARE
  w text;
  found text;
  barred boolean := false;
BEGIN
  FOREACH w IN ARRAY n.who LOOP
    found := qualifies(t, w);
    CONTINUE WHEN found IS NULL;
    t.role := split_part(found, '@', 1);
    t.remit := split_part(found, '@', 2);
    IF (t.root).machine <> 'application' OR part_of(t.role) IS NULL OR t.event = 'conflict_declared' OR NOT EXISTS (
         SELECT FROM case_part p WHERE p.application = (t.root).id AND p.person = (t.actor).person AND p.part <> part_of(t.role)) THEN
      RETURN t;
    END IF;
    barred := true;
  END LOOP;
  IF barred THEN
    PERFORM refuse('SB403', 'You already have another part on this case: nobody is both who prepares and who approves.',
                   '{"guard": "one_part"}', 'Ask a colleague who has had no part in it.');
  END IF;
  PERFORM refuse('SB403', CASE WHEN n.who = '{confirmed}' AND knows(t.actor, t.subject) THEN format('%s needs several persons: propose it.', t.event)
                               ELSE format('%s is not yours to do here.', t.event) END, allowed_now(t));
END $$;

-- Noted with each act as a part, so that the exclusion constraint holds it.
CREATE FUNCTION take_part(t attempt) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO case_part SELECT (t.root).id, (t.actor).person, part_of(t.role)
   WHERE (t.root).machine = 'application' AND part_of(t.role) IS NOT NULL AND t.event <> 'conflict_declared'
  ON CONFLICT ON CONSTRAINT case_part_pkey DO NOTHING;
END $$;

-- Guards. Each returns null when it holds, else a sentence that says what is missing.

CREATE FUNCTION guard_reason_given(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.detail->>'reason', '')) < 3 THEN 'Give a reason.' END;
END $$;

CREATE FUNCTION guard_reasons_given(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.detail->>'reasons', t.detail->>'reason', '')) < 3 THEN 'Give the reasons.' END;
END $$;

CREATE FUNCTION guard_reasons_tied(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.detail->>'reasons', '')) < 3
                OR NOT coalesce(t.detail->>'remit' = ANY (SELECT code FROM remit) OR t.detail->>'remit' = 'ranking', false)
              THEN 'Give the reasons, tied to a remit or to the ranking.' END;
END $$;

CREATE FUNCTION guard_licence_active(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM licence l JOIN subject s ON s.id = l.id
                                WHERE l.firm = (t.actor).firm AND s.state = 'active')
              THEN 'The firm has no licence that its regulator has verified as active.' END;
END $$;

-- The licences on which the version in force relies: the applicant's and its co-applicants', by number.
CREATE FUNCTION relied_on(p_application uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT l.id FROM application a JOIN application_version v ON (v.application, v.version) = (a.id, a.version),
         jsonb_path_query(v.document::jsonb, '$."applicant.licences"[*] ? (@.relied_on == true)') d
    JOIN licence l ON l.number = d->>'number'
   WHERE a.id = p_application AND (l.firm = a.firm OR EXISTS (SELECT FROM party y
           WHERE y.application = a.id AND y.firm = l.firm AND y.part = 'co_applicant' AND y.joined))
$$;

CREATE FUNCTION guard_licences_stand(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM subject s WHERE s.id IN (SELECT relied_on((t.application).id)) AND s.state <> 'active')
              THEN 'A licence relied on is not active: nothing advances before its regulator was consulted.' END;
END $$;

CREATE FUNCTION guard_cohort_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM cohort c JOIN subject s ON s.id = c.id
                                WHERE c.key = t.detail->>'cohort' AND s.state IN ('announced', 'open'))
              THEN 'Name a cohort that is announced or open.' END;
END $$;

CREATE FUNCTION guard_submitter_changed_nothing(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM draft_edit e
                            WHERE e.application = (t.application).id AND e.person = (t.actor).person
                              AND e.version = (t.application).version + 1)
              THEN 'You changed this version yourself: another approver of the firm must submit it.' END;
END $$;

CREATE FUNCTION guard_parties_signed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM party p
      WHERE p.application = (t.application).id AND p.part = 'co_applicant'
        AND NOT EXISTS (SELECT FROM party_signature g JOIN draft d ON d.application = g.application AND d.revision = g.revision
                         WHERE g.application = p.application AND g.firm = p.firm AND g.version = (t.application).version + 1))
    THEN 'A co-applicant has not signed this version yet.' END;
END $$;

CREATE FUNCTION consented(p_application uuid, p_kind text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM consent WHERE application = p_application AND kind = p_kind AND withdrawn_at IS NULL));
END $$;

CREATE FUNCTION guard_consents_given(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  authorities integer;
BEGIN
  SELECT count(DISTINCT r.authority) INTO authorities
    FROM jsonb_array_elements_text(t.payload->'content'->'route') m JOIN remit r ON r.code = m;
  IF authorities > 1 AND NOT consented((t.application).id, 'share_regulators') THEN
    RETURN 'More than one authority must see this application: the consent to share it among them is missing.';
  END IF;
  IF (t.payload->'content'->>'compute')::boolean AND NOT consented((t.application).id, 'share_cyberport') THEN
    RETURN 'The application asks for compute: the consent to share what the operator must know is missing.';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_window_open(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF t.from_state = 'returned' THEN
    RETURN CASE WHEN NOT EXISTS (SELECT FROM clock WHERE subject = (t.subject).id AND name = 'resubmission'
                                  AND NOT ended AND due_at > clock_timestamp())
                THEN 'The time to resubmit has passed.' END;
  END IF;
  RETURN CASE WHEN NOT EXISTS (SELECT FROM cohort c JOIN subject s ON s.id = c.id
                                WHERE c.id = (t.application).cohort AND s.state = 'open')
              THEN 'The cohort''s window is not open.' END;
END $$;

CREATE FUNCTION guard_route_determined(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF t.payload->'content' IS NULL THEN
    RETURN 'The content is missing.';
  END IF;
  IF jsonb_array_length(coalesce(t.payload->'content'->'route', '[]')) = 0 THEN
    RETURN 'No remit is named by the routing rules.';
  END IF;
  IF NOT (t.payload->'content'->'route' ? coalesce(t.payload->'content'->>'lead', '')) THEN
    RETURN 'The lead is not determined.';
  END IF;
  RETURN NULL;
END $$;

-- What of a run stands against approval, neither waived nor overridden for that content: refusals that bind, unmet
-- or undetermined, and conditions of an approval of which it is not known whether they apply; of one remit, of the
-- joint rules, or of all where none is named.
CREATE FUNCTION outcomes_against(ran uuid, p_facts bytea, p_remit text DEFAULT NULL) RETURNS SETOF outcome LANGUAGE sql STABLE AS $$
  SELECT o.* FROM outcome o JOIN evaluation e ON e.id = o.evaluation
   WHERE o.evaluation = ran AND o.remit = coalesce(p_remit, o.remit)
     AND (o.kind = 'refuse' AND o.severity IN ('hard', 'soft') AND o.result NOT IN ('met', 'waived')
       OR o.kind = 'condition' AND o.severity <> 'shadow' AND o.result IN ('undetermined', 'conflict') AND e.stage IN ('review', 'offer', 'variation'))
     AND NOT EXISTS (SELECT FROM override v WHERE v.application = e.application AND v.facts = p_facts AND v.rule = o.rule
                       AND (v.kind = 'waived' OR o.severity = 'soft' OR o.kind = 'condition'))
$$;

-- The conditions that a run sets for an approval and that are not among those carried, nor overridden for that content.
CREATE FUNCTION conditions_left_out(ran uuid, p_facts bytea, remits text[], carried text[]) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(o.rule, ', ' ORDER BY o.rule) FROM outcome o JOIN evaluation e ON e.id = o.evaluation
   WHERE o.evaluation = ran AND o.kind = 'condition' AND o.severity <> 'shadow' AND o.result = 'applies' AND o.remit = ANY (remits)
     AND o.rule <> ALL (carried)
     AND NOT EXISTS (SELECT FROM override v WHERE v.application = e.application AND v.facts = p_facts AND v.rule = o.rule)
$$;

CREATE FUNCTION standing_against(ran uuid, p_facts bytea, p_remit text DEFAULT NULL) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(o.rule || ' ' || replace(o.result, '_', ' '), ', ' ORDER BY o.rule) FROM outcomes_against(ran, p_facts, p_remit) o
$$;

-- The rules at a stage, run in this very act: none may stand against it.
CREATE FUNCTION guard_rules_clear(t attempt, stage text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  against text;
  ran uuid;
BEGIN
  SELECT id INTO ran FROM evaluation e
   WHERE e.application = (t.application).id AND e.stage = guard_rules_clear.stage AND e.act = t.act;
  IF ran IS NULL THEN
    RETURN format('The rules at %s have not been run for this act.', stage);
  END IF;
  against := standing_against(ran, (t.application).facts);
  IF against IS NOT NULL THEN
    RETURN format('Rules stand against it: %s.', against);
  END IF;
  against := CASE stage WHEN 'offer' THEN conditions_left_out(ran, (t.application).facts, ARRAY(SELECT code FROM remit) || 'joint'::text,
    ARRAY(SELECT coalesce(term->>'rule', '') FROM conditions_set((t.application).id))) END;
  RETURN CASE WHEN against IS NOT NULL
              THEN format('No desk carries the conditions that the rules set: %s. Reopen its review, or have them overridden.', against) END;
END $$;

-- The refusals that are the case in the latest run of the rules on the version in force, and that
-- nobody waived or overrode.
CREATE FUNCTION standing_refusals(p_application uuid) RETURNS SETOF outcome LANGUAGE sql STABLE AS $$
  SELECT o.* FROM application a
    JOIN LATERAL (SELECT e.id FROM evaluation e WHERE e.application = a.id AND e.facts = a.facts AND looked_at(e.stage)
                   ORDER BY e.made_at DESC LIMIT 1) ran ON true
    JOIN outcome o ON o.evaluation = ran.id
   WHERE a.id = p_application AND o.kind = 'refuse' AND o.severity IN ('hard', 'soft') AND o.result = 'not_met'
     AND NOT EXISTS (SELECT FROM override v WHERE v.application = a.id AND v.facts = a.facts AND v.rule = o.rule
                       AND (v.kind = 'waived' OR o.severity = 'soft'))
   ORDER BY o.rule
$$;

CREATE FUNCTION guard_rule_stands(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM standing_refusals((t.application).id))
              THEN 'No rule stands against the case in the latest run of the rules.' END;
END $$;

CREATE FUNCTION guard_defects_listed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN jsonb_typeof(t.detail->'defects') IS DISTINCT FROM 'array' OR t.detail->'defects' = '[]'
              THEN 'List at least one defect.' END;
END $$;

-- Each required remit's latest review for its purpose is countersigned and valid for this version.
CREATE FUNCTION guard_reviews_complete(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  lacking text;
BEGIN
  SELECT string_agg(m.remit, ', ' ORDER BY m.remit) INTO lacking
    FROM application_remit m
   WHERE m.application = (t.application).id AND m.required
     AND NOT EXISTS (
       SELECT FROM review r JOIN subject s ON s.id = r.id
        WHERE r.application = m.application AND r.remit = m.remit AND s.state = 'countersigned'
          AND r.purpose IN ('application', 'reconsideration') AND r.valid_for = (t.application).version
          AND r.round = (SELECT max(n.round) FROM review n WHERE n.application = m.application
                          AND n.remit = m.remit AND n.purpose IN ('application', 'reconsideration')));
  RETURN CASE WHEN lacking IS NOT NULL
              THEN format('The review is not countersigned for this version: %s.', lacking) END;
END $$;

CREATE FUNCTION guard_no_question_open(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM question q WHERE q.application = (t.application).id AND q.state = 'open')
              THEN 'A question to the firm is still open.' END;
END $$;

CREATE FUNCTION guard_none_objects(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  against text;
BEGIN
  SELECT string_agg(r.remit, ', ' ORDER BY r.remit) INTO against
    FROM review r JOIN subject s ON s.id = r.id
    JOIN application_remit m ON m.application = r.application AND m.remit = r.remit AND m.required
   WHERE r.application = (t.application).id AND s.state = 'countersigned' AND r.recommendation = 'object'
     AND r.valid_for = (t.application).version
     AND r.round = (SELECT max(n.round) FROM review n WHERE n.application = r.application AND n.remit = r.remit
                     AND n.purpose IN ('application', 'reconsideration'));
  RETURN CASE WHEN against IS NOT NULL THEN format('A required remit objects: %s.', against) END;
END $$;

CREATE FUNCTION guard_amendment_invited(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  frozen timestamptz := (SELECT frozen_at FROM application_version v WHERE v.application = (t.application).id AND v.version = (t.application).version);
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM question q WHERE q.application = (t.application).id
                                AND (q.state IN ('open', 'overdue') OR q.answered_at > frozen))
                AND NOT EXISTS (SELECT FROM audit_event e WHERE e.subject = (t.subject).id AND e.at > frozen
                                 AND e.type = 'hk.sandboxpp.application.amendment_invited.v1')
              THEN 'The content can be amended to answer a question or when the coordinator invites it.' END;
END $$;

CREATE FUNCTION guard_remit_not_required(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM remit WHERE code = t.detail->>'remit') THEN
    RETURN 'Name a remit.';
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM application_remit m WHERE m.application = (t.application).id
                            AND m.remit = t.detail->>'remit' AND m.required)
              THEN 'That remit is required already.' END;
END $$;

CREATE FUNCTION guard_remit_required(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM application_remit m WHERE m.application = (t.application).id
                                AND m.remit = t.detail->>'remit' AND m.required)
              THEN 'That remit is not required in this case.' END;
END $$;

CREATE FUNCTION guard_remit_released(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM application_remit m WHERE m.application = (t.application).id
                                AND m.remit = t.detail->>'remit' AND m.required AND NOT m.routed)
              THEN 'The routing rules require that remit, or it is not in this case.' END;
END $$;

CREATE FUNCTION guard_remits_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_typeof(t.detail->'remits') IS DISTINCT FROM 'array' OR t.detail->'remits' = '[]' THEN
    RETURN 'Name the remits to reopen.';
  END IF;
  IF EXISTS (SELECT FROM jsonb_array_elements_text(t.detail->'remits') n
              WHERE NOT EXISTS (SELECT FROM application_remit m WHERE m.application = (t.application).id
                                  AND m.remit = n AND m.required)) THEN
    RETURN 'Only required remits of this case can be reopened.';
  END IF;
  RETURN CASE WHEN (t.remit <> (t.root).remit OR t.role <> 'coordinator') AND t.detail->'remits' <> jsonb_build_array(t.remit)
              THEN 'An approver can reopen the own remit only.' END;
END $$;

CREATE FUNCTION guard_place_in_cohort(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  c cohort;
  cohort_state text;
BEGIN
  SELECT state INTO cohort_state FROM subject WHERE id = (t.application).cohort FOR NO KEY UPDATE;
  SELECT * INTO c FROM cohort WHERE id = (t.application).cohort;
  IF c.kind = 'rolling' THEN
    RETURN CASE WHEN cohort_state <> 'open' THEN 'The cohort is not open.'
                WHEN places_taken(c.id) >= c.capacity THEN 'The cohort has no place left.' END;
  END IF;
  IF cohort_state <> 'ranked' THEN
    RETURN 'The cohort is not ranked yet.';
  END IF;
  RETURN CASE WHEN NOT EXISTS (SELECT FROM rank k WHERE k.cohort = c.id AND k.application = (t.application).id AND k.above_line)
              THEN 'The case is not above the line of its cohort''s ranking.' END;
END $$;

CREATE FUNCTION holds_place(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT state = ANY ('{offered,onboarding,trial,paused,suspended,exit_review,closed}')
$$;

-- Cases of a cohort that hold one of its places; counted under the lock of the cohort's subject.
CREATE FUNCTION places_taken(p_cohort uuid) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT count(*) FROM application n JOIN subject s ON s.id = n.id WHERE n.cohort = p_cohort AND holds_place(s.state));
END $$;

CREATE FUNCTION guard_no_condition_conflict(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  twice text;
BEGIN
  -- Two remits that set the same rule's condition with different words or timing contradict each other.
  SELECT string_agg(DISTINCT x.rule, ', ') INTO twice
    FROM (SELECT d->>'rule' AS rule FROM review r JOIN subject s ON s.id = r.id, jsonb_array_elements(r.conditions) d
           WHERE r.application = (t.application).id AND s.state = 'countersigned' AND r.valid_for = (t.application).version
             AND r.round = (SELECT max(n.round) FROM review n WHERE n.application = r.application AND n.remit = r.remit
                               AND n.purpose IN ('application', 'reconsideration'))
             AND d->>'rule' IS NOT NULL
           GROUP BY d->>'rule' HAVING count(DISTINCT d) > 1) x;
  RETURN CASE WHEN twice IS NOT NULL THEN format('Conditions of two remits conflict: %s.', twice) END;
END $$;

CREATE FUNCTION guard_relief_decided(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM relief r JOIN subject s ON s.id = r.id
                            WHERE r.application = (t.application).id AND s.state = 'asked')
              THEN 'A relief is asked for and not decided.' END;
END $$;

CREATE FUNCTION guard_content_confirmed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  deferred bigint := (SELECT max(e.seq) FROM audit_event e WHERE e.subject = (t.subject).id AND e.type IN (
    'hk.sandboxpp.application.defer.v1', 'hk.sandboxpp.application.not_ready.v1', 'hk.sandboxpp.application.reinstate.v1'));
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM audit_event e WHERE e.subject = (t.subject).id AND e.seq > deferred AND e.type IN (
                'hk.sandboxpp.application.amend.v1', 'hk.sandboxpp.application.content_confirmed.v1'))
              THEN 'The firm has neither confirmed nor amended the content since the case was deferred.' END;
END $$;

CREATE FUNCTION guard_next_cohort_open(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM cohort c JOIN subject s ON s.id = c.id
                                WHERE s.state = 'open' AND (c.key = t.detail->>'cohort' OR (NOT t.detail ? 'cohort' AND c.id = (t.application).cohort)))
              THEN 'Name a cohort whose window is open.' END;
END $$;

-- The cohort of a draft has closed its window, or that of a case before its offer is cancelled: the
-- next announced one takes it. Where there is none, the case's own clock decides.
CREATE FUNCTION next_cohort(p_application uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT n.id FROM application a JOIN subject s ON s.id = a.id JOIN subject cs ON cs.id = a.cohort,
                 cohort n JOIN subject ns ON ns.id = n.id
           WHERE a.id = p_application AND ns.state IN ('announced', 'open') AND n.id <> a.cohort
             AND ((s.state = 'draft' AND cs.state IN ('assessing', 'ranked', 'finished', 'cancelled'))
                  OR (s.state IN ('returned', 'submitted', 'in_review', 'consolidation', 'deferred') AND cs.state = 'cancelled'))
           ORDER BY n.closes, n.key LIMIT 1);
END $$;

CREATE FUNCTION guard_cohort_left_behind(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN next_cohort((t.subject).id) IS NULL THEN 'The case stays in its cohort.' END;
END $$;

CREATE FUNCTION guard_deferred_case(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.subject).state <> 'deferred' THEN 'The content of a deferred case is confirmed.' END;
END $$;

CREATE FUNCTION guard_suspended_case(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.subject).state <> 'suspended' THEN 'The trial is not suspended.' END;
END $$;

-- The remits named are required ones, and the one that the decision was tied to is among them.
CREATE FUNCTION guard_remits_of_decision(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  tied text := (SELECT convert_from(e.entry, 'UTF8')::jsonb->'data'->'detail'->>'remit' FROM audit_event e
                 WHERE e.subject = (t.subject).id AND e.type IN ('hk.sandboxpp.application.find_ineligible.v1',
                   'hk.sandboxpp.application.decline.v1', 'hk.sandboxpp.application.revoke_offer.v1') ORDER BY e.seq DESC LIMIT 1);
BEGIN
  IF jsonb_typeof(t.detail->'remits') IS DISTINCT FROM 'array' OR t.detail->'remits' = '[]' OR EXISTS (
       SELECT FROM jsonb_array_elements_text(t.detail->'remits') n WHERE NOT EXISTS (
         SELECT FROM application_remit m WHERE m.application = (t.application).id AND m.remit = n AND m.required)) THEN
    RETURN 'Name in remits the required remits whose reasons are judged again.';
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM remit WHERE code = tied) AND NOT t.detail->'remits' ? tied
              THEN format('The decision was tied to %s: that remit judges again.', tied) END;
END $$;

CREATE FUNCTION guard_party_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (t.subject).state NOT IN ('draft', 'returned') THEN
    RETURN 'Parties are invited while the content is being written.';
  END IF;
  RETURN CASE WHEN NOT coalesce(t.detail->>'part' = ANY ('{co_applicant,provider,assurance}'), false)
                OR NOT EXISTS (SELECT FROM firm f WHERE f.key = t.detail->>'firm' AND NOT EXISTS (
                     SELECT FROM party p WHERE p.application = (t.application).id AND p.firm = f.id))
              THEN 'Name a firm that is not yet a party, and its part: co_applicant, provider or assurance.' END;
END $$;

CREATE FUNCTION guard_party_invited(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM party p WHERE p.application = (t.application).id AND p.firm = (t.actor).firm AND NOT p.joined)
              THEN 'Your firm is not invited, or has joined already.' END;
END $$;

CREATE FUNCTION guard_party_free_to_leave(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.subject).state NOT IN ('draft', 'returned')
                OR EXISTS (SELECT FROM party p WHERE p.application = (t.application).id AND p.firm = (t.actor).firm AND p.part = 'applicant')
              THEN 'A party leaves while the content is being written, later by an amendment or a variation; the applicant withdraws.' END;
END $$;

-- How often an offer was made: only an offer sets or replaces conditions, so its number says which they are.
CREATE FUNCTION offers_made(p_application uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM audit_event e WHERE e.subject = p_application AND e.type = 'hk.sandboxpp.application.offer.v1'
$$;

CREATE FUNCTION guard_offer_as_seen(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.detail->>'version')::integer IS DISTINCT FROM (t.application).version
                OR (t.detail->>'offer')::bigint IS DISTINCT FROM offers_made((t.subject).id)
              THEN 'Name the version that is offered and the number of the offer, whose conditions you accept.' END;
END $$;

CREATE FUNCTION guard_change_not_yet_asked(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.application).change_asked THEN 'A change of the offer was asked for once already.' END;
END $$;

CREATE FUNCTION guard_revocation_ground(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT coalesce(t.detail->>'ground', '') = ANY ('{licence_lost,false_information,precedent_failed,capacity_lost}')
              THEN 'Name the ground: licence_lost, false_information, precedent_failed or capacity_lost.' END;
END $$;

CREATE FUNCTION guard_missing_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.detail->>'missing', '')) < 3 THEN 'Name what is missing.' END;
END $$;

CREATE FUNCTION guard_conditions_precedent_met(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  open_ones text;
BEGIN
  SELECT string_agg(coalesce(c.rule, c.wording), ', ') INTO open_ones FROM condition c JOIN subject s ON s.id = c.id
   WHERE c.application = (t.application).id AND c.timing = 'precedent' AND s.state NOT IN ('satisfied', 'waived', 'replaced');
  RETURN CASE WHEN open_ones IS NOT NULL THEN format('Conditions precedent are not satisfied: %s.', open_ones) END;
END $$;

CREATE FUNCTION guard_grant_provisioned(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM compute_grant g WHERE g.application = (t.application).id AND NOT g.released)
              THEN 'The operator has not provisioned the compute grant.' END;
END $$;

CREATE FUNCTION guard_trial_days_left(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.application).trial_last < day_in_hong_kong(clock_timestamp()) THEN 'The trial''s last day has passed.' END;
END $$;

CREATE FUNCTION guard_no_hold(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM hold h WHERE h.application = (t.application).id)
              THEN 'A regulator''s hold stands on this trial.' END;
END $$;

CREATE FUNCTION guard_hold_stands(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM hold h WHERE h.application = (t.application).id AND h.remit = t.detail->>'remit')
              THEN 'That remit holds no hold on this trial.' END;
END $$;

CREATE FUNCTION guard_trial_ended(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN t.role = 'system' AND (t.application).trial_last >= day_in_hong_kong(clock_timestamp())
                 AND coalesce(t.detail->>'reason', '') <> 'consent withdrawn'
              THEN 'The trial''s last day is not over.' END;
END $$;

CREATE FUNCTION guard_termination_ground(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF length(coalesce(t.detail->>'reasons', '')) < 3 THEN
    RETURN 'Give the reasons.';
  END IF;
  RETURN CASE WHEN NOT (t.detail ? 'urgency') AND NOT EXISTS (
      SELECT FROM clock c WHERE c.subject = (t.subject).id AND c.name = 'representations' AND (c.ended OR c.due_at < clock_timestamp()))
    THEN 'Give notice and wait for representations, or state the urgency.' END;
END $$;

CREATE FUNCTION guard_exit_parts_signed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  lacking text;
BEGIN
  SELECT string_agg(m.remit, ', ' ORDER BY m.remit) INTO lacking FROM application_remit m
   WHERE m.application = (t.application).id AND m.required
     AND NOT EXISTS (SELECT FROM review r JOIN subject s ON s.id = r.id
                      WHERE r.application = m.application AND r.remit = m.remit AND r.purpose = 'exit' AND s.state = 'countersigned');
  RETURN CASE WHEN lacking IS NOT NULL THEN format('A remit has not countersigned its part of the exit report: %s.', lacking) END;
END $$;

CREATE FUNCTION guard_final_report_settled(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT (t.detail ? 'report_absent') AND NOT EXISTS (
      SELECT FROM document d WHERE d.application = (t.application).id AND d.kind = 'final_report')
    THEN 'The firm''s final report is not in; state its absence if it will not come.' END;
END $$;

CREATE FUNCTION guard_gates_stated(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT (t.detail ? 'gates_absent') AND NOT EXISTS (
      SELECT FROM gate_result g WHERE g.application = (t.application).id)
    THEN 'The exit gates have not been judged; state why if they cannot be.' END;
END $$;

CREATE FUNCTION guard_grant_idle(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM job j WHERE j.application = (t.application).id
                            AND j.state IN ('queued', 'held', 'dispatching', 'running', 'unknown'))
              THEN 'A job has not ended yet.' END;
END $$;

CREATE FUNCTION guard_erasure_settled(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT (t.detail ? 'erasure_held') AND NOT EXISTS (
      SELECT FROM compute_grant g WHERE g.application = (t.application).id AND g.erased)
    THEN 'The operator has not attested the erasure; say under which hold it stays, if it must.' END;
END $$;

CREATE FUNCTION guard_outcome_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT coalesce(t.detail->>'outcome', '') = ANY (
      '{objectives_met,objectives_partly_met,objectives_not_met,moved_to_production,moved_to_another_sandbox,discontinued_by_firm,risk_outweighs_benefit,expired,terminated_breach,terminated_false_information,terminated_licence_lost,terminated_risk}')
    THEN 'Name the outcome of the trial.' END;
END $$;

CREATE FUNCTION guard_reconsideration_open(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (t.application).final OR (t.application).reconsidered THEN
    RETURN 'The decision has been reconsidered once already.';
  END IF;
  RETURN CASE WHEN NOT EXISTS (SELECT FROM clock c WHERE c.subject = (t.subject).id AND c.name = 'reconsideration'
                                AND NOT c.ended AND c.due_at > clock_timestamp())
              THEN 'The time to ask for a reconsideration has passed.' END;
END $$;

CREATE FUNCTION guard_clock_run_out(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  wanted CONSTANT text := lapsing_clock(t.from_state);
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM clock c WHERE c.subject = (t.subject).id AND c.name = wanted
                                AND NOT c.ended AND c.due_at <= clock_timestamp())
              THEN format('The clock %s has not run out.', wanted) END;
END $$;

CREATE FUNCTION guard_reminders_sent(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM clock c WHERE c.subject = (t.subject).id AND c.name = lapsing_clock(t.from_state)
                                AND NOT c.ended AND reminded_in_time(c.id))
              THEN 'The firm was not reminded twice, with a business day left.' END;
END $$;

CREATE FUNCTION guard_reminder_due(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM clock c WHERE c.subject = (t.subject).id AND c.name = lapsing_clock((t.subject).state)
                                AND NOT c.ended AND next_reminder_at(c) <= clock_timestamp() AND t.detail = reminder_of(c))
              THEN 'No such reminder is due.' END;
END $$;

CREATE FUNCTION guard_clock_breached(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM clock c WHERE c.id::text = t.detail->>'clock' AND NOT c.ended AND c.due_at <= clock_timestamp()
                                  AND t.detail = breach_of(c) AND (t.subject).name = told_in(c)
                                  AND NOT EXISTS (SELECT FROM escalation e WHERE (e.clock, e.due_at, e.event) = (c.id, c.due_at, t.event)))
              THEN 'Name a clock of this authority that ran out and was not told yet.' END;
END $$;

CREATE FUNCTION guard_clock_soon_out(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM clock c WHERE c.id::text = t.detail->>'clock' AND c.due_at > clock_timestamp()
                                  AND next_reminder_at(c) <= clock_timestamp() AND t.detail = breach_of(c) AND (t.subject).name = told_in(c))
              THEN 'Name a clock of this authority that runs out soon and was not told yet.' END;
END $$;

CREATE FUNCTION guard_within_reinstatement(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (t.subject).prior NOT IN ('returned', 'deferred', 'offered', 'onboarding') THEN
    RETURN 'A lapsed draft is final; copy its content into a new one.';
  END IF;
  RETURN CASE WHEN NOT EXISTS (SELECT FROM clock c WHERE c.subject = (t.subject).id AND c.name = 'reinstatement'
                                AND NOT c.ended AND c.due_at > clock_timestamp())
              THEN 'The time to reinstate has passed.' END;
END $$;

CREATE FUNCTION guard_place_left(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF NOT holds_place((t.subject).prior) THEN
    RETURN NULL;
  END IF;
  PERFORM FROM subject WHERE id = (t.application).cohort FOR NO KEY UPDATE;
  RETURN CASE WHEN places_taken((t.application).cohort) >= (SELECT capacity FROM cohort WHERE id = (t.application).cohort)
              THEN 'The cohort has no place left.' END;
END $$;

CREATE FUNCTION guard_consent_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT coalesce(t.detail->>'kind', '') = ANY ('{share_regulators,share_cyberport,publish_summary}')
              THEN 'Name the consent: share_regulators, share_cyberport or publish_summary.' END;
END $$;

CREATE FUNCTION guard_consent_stands(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT consented((t.application).id, coalesce(t.detail->>'kind', '')) THEN 'Name a consent that stands.' END;
END $$;

-- A case is published while it takes part or has done so; either side can take it back.
CREATE FUNCTION guard_publication_due(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (t.subject).state <> ALL ('{onboarding,trial,paused,suspended,exit_review,closed}') OR NOT consented((t.application).id, 'publish_summary') THEN
    RETURN 'A case is published from onboarding on, with its firm''s consent to publish.';
  END IF;
  RETURN CASE WHEN CASE (t.actor).audience WHEN 'firm' THEN (t.application).published_by_firm ELSE (t.application).published_by_lead END
              THEN 'Your side has agreed already.' END;
END $$;

CREATE FUNCTION guard_publication_stands(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT ((t.application).published_by_firm OR (t.application).published_by_lead) THEN 'Nobody has agreed to publish this case.' END;
END $$;

CREATE FUNCTION guard_document_stands(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM document d WHERE d.application = (t.application).id AND d.id::text = t.detail->>'document') THEN
    RETURN 'Name the document that is superseded.';
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM document d WHERE d.supersedes::text = t.detail->>'document')
              THEN 'That document is superseded already: supersede the one that stands in its place.' END;
END $$;

CREATE FUNCTION guard_legal_hold_stands(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT (t.application).legal_hold THEN 'No legal hold stands on this case.' END;
END $$;

-- Only of this case, and only what the person may read where it was said.
CREATE FUNCTION guard_texts_erasable(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN coalesce(jsonb_typeof(t.detail->'texts'), '') <> 'array' OR t.detail->'texts' = '[]' OR jsonb_array_length(t.detail->'texts') > 200
                OR EXISTS (SELECT FROM jsonb_array_elements_text(t.detail->'texts') x
                            WHERE x !~ '^[0-9a-f]{64}$' OR NOT EXISTS (
                              SELECT FROM texts_kept(t.actor, (t.root).id) k WHERE k.commitment = x))
              THEN 'Name texts of this case that you may read and that are not erased.' END;
END $$;

CREATE FUNCTION guard_no_legal_hold(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.application).legal_hold THEN 'A legal hold stands on this case: nothing is erased.' END;
END $$;

CREATE FUNCTION guard_grant_absent(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM compute_grant g WHERE g.application = (t.application).id AND NOT g.released)
              THEN 'The grant is provisioned already: a change of it is an act of two persons.' END;
END $$;

CREATE FUNCTION guard_clock_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM clock c WHERE c.root = (t.root).id AND c.id::text = t.detail->>'clock' AND NOT c.ended)
              THEN 'Name a running clock of this case.' END;
END $$;

-- A moment as somebody names it: with its hour and zone, or a day, which begins at midnight in Hong Kong. Null for
-- what is neither, a day that does not exist among them.
CREATE FUNCTION moment_named(said text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF said ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
    RETURN said::timestamp AT TIME ZONE 'Asia/Hong_Kong';
  ELSIF said ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})$' THEN
    RETURN said::timestamptz;
  END IF;
  RETURN NULL;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
  RETURN NULL;
END $$;

-- What is corrected lies inside the clock's run, changes something, and leaves it time to run.
CREATE FUNCTION guard_correction_fits(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  kind CONSTANT text := t.detail->>'kind';
  c clock;
  since timestamptz;
  moment timestamptz;
BEGIN
  SELECT * INTO c FROM clock WHERE id::text = t.detail->>'clock';
  IF kind IN ('extend', 'shorten') THEN
    IF coalesce(t.detail->>'by', '') !~ '^[1-9][0-9]{0,2}$' OR (t.detail->>'by')::integer > 366 THEN
      RETURN 'Say by how many of its units, from 1 to 366.';
    END IF;
    RETURN CASE WHEN kind = 'shorten' AND (t.detail->>'by')::integer >= c.length + (
                  SELECT coalesce(sum(CASE e.kind WHEN 'extend' THEN e.amount ELSE -e.amount END), 0)
                    FROM clock_entry e WHERE e.clock = c.id AND e.kind IN ('extend', 'shorten'))
                THEN 'That leaves the clock no time at all.' END;
  ELSIF coalesce(kind, '') NOT IN ('stop', 'resume') THEN
    RETURN 'Say what is corrected: stop, resume, extend or shorten.';
  ELSIF c.about IS NOT NULL THEN
    RETURN 'The time for an answer is extended or shortened, not stopped.';
  END IF;
  SELECT effect_at INTO since FROM clock_entry e WHERE e.clock = c.id AND e.kind = 'start';
  moment := moment_named(t.detail->>'effect');
  IF moment IS NULL OR moment <= since OR moment > clock_timestamp() THEN
    RETURN 'Name the moment at which it took effect, after the clock began and not in the future.';
  END IF;
  RETURN CASE WHEN clock_runs(c.id, moment) = (kind = 'resume')
              THEN CASE kind WHEN 'resume' THEN 'The clock ran at that moment already.' ELSE 'The clock stood still at that moment already.' END END;
END $$;

-- A day of the calendar: what it is, on what source, how well attested.
CREATE FUNCTION guard_day_stated(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  stated CONSTANT date := day_in_hong_kong(moment_named(t.detail->>'day'));
  is_closed boolean;
BEGIN
  IF stated IS NULL OR extract(year FROM stated) NOT BETWEEN 2000 AND 2100 THEN
    RETURN 'Name a day, such as 2026-12-25.';
  ELSIF length(coalesce(t.detail->>'source', '')) NOT BETWEEN 3 AND 500 THEN
    RETURN 'Name the source of it.';
  ELSIF coalesce(t.detail->>'mark', '') NOT IN ('read', 'reported', 'background', 'proposal') THEN
    RETURN 'Say how well it is attested: read, reported, background or proposal.';
  ELSIF a = 'weekday' THEN
    RETURN CASE WHEN coalesce(t.detail->>'weekday', '') !~ '^[1-7]$' OR jsonb_typeof(t.detail->'rest') IS DISTINCT FROM 'boolean'
                THEN 'Name a day of the week, from 1 for Monday to 7, and whether it is a day of rest.' END;
  END IF;
  SELECT closed INTO is_closed FROM calendar_day c WHERE c.day = stated AND c.weekday IS NULL ORDER BY c.place DESC LIMIT 1;
  IF t.event = 'day_opened' THEN
    RETURN CASE WHEN NOT coalesce(is_closed, false) THEN 'No entry of the calendar closes that day.' END;
  ELSIF coalesce(t.detail->>'kind', '') NOT IN ('general_holiday', 'gale', 'black_rainstorm', 'extreme_conditions') THEN
    RETURN 'Say why it is closed: general_holiday, gale, black_rainstorm or extreme_conditions.';
  ELSIF t.detail->>'kind' = 'general_holiday' AND (length(coalesce(t.detail->>'name_en', '')) < 3 OR length(coalesce(t.detail->>'name_zh', '')) < 2) THEN
    RETURN 'Name the holiday in both languages.';
  END IF;
  RETURN CASE WHEN is_closed THEN 'The calendar closes that day already.' END;
END $$;

CREATE FUNCTION guard_before_closed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.subject).state IN ('closed', 'withdrawn') THEN 'The case is closed.' END;
END $$;

CREATE FUNCTION guard_closed_case(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.subject).state <> 'closed' THEN 'The case is not closed.' END;
END $$;

CREATE FUNCTION guard_after_trial(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.subject).state <> 'exit_review' THEN 'That is done in the exit review.' END;
END $$;

-- A document goes on being what the one was that it supersedes; a report is one by its event.
CREATE FUNCTION kind_of_document(t attempt) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE t.event WHEN 'final_report_received' THEN 'final_report' WHEN 'periodic_report_received' THEN 'periodic_report'
           WHEN 'document_superseded' THEN (SELECT d.kind FROM document d WHERE d.id::text = t.detail->>'document')
           ELSE t.payload->>'kind' END
$$;

CREATE FUNCTION guard_document_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  kind text := coalesce(kind_of_document(t), '');
  sent received_file;
  form file_form := form_of_files(kind);
BEGIN
  IF coalesce(t.payload->>'digest', '') !~ '^[0-9a-f]{64}$' OR kind = '' THEN
    RETURN 'Name the document''s kind and its SHA-256.';
  END IF;
  SELECT * INTO sent FROM received_file f WHERE f.digest = decode(t.payload->>'digest', 'hex') AND f.account = (t.actor).account;
  IF NOT FOUND THEN
    RETURN 'Send the file itself first: none with this SHA-256 has come from you.';
  END IF;
  RETURN CASE WHEN sent.media <> ALL (form.media) OR sent.bytes > form.most_bytes
              THEN 'A document of this kind may not be a file of this type or size.' END;
END $$;

CREATE FUNCTION guard_report_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (t.subject).state NOT IN ('trial', 'paused', 'suspended', 'exit_review') THEN
    RETURN 'Reports are taken during the trial and its exit review.';
  END IF;
  RETURN guard_document_named(t, a);
END $$;

CREATE FUNCTION guard_evidence_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN RETURN guard_document_named(t, a); END $$;

CREATE FUNCTION guard_evaluation_given(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM evaluation WHERE act = t.act) THEN 'The outcomes are missing.' END;
END $$;

-- A rule is overridden or waived by its own remit, a joint one by the lead, in that authority's compartment.
CREATE FUNCTION rules_on(t attempt, of_remit text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT t.detail->>'remit' = CASE of_remit WHEN 'joint' THEN (t.root).remit ELSE of_remit END
     AND EXISTS (SELECT FROM remit r WHERE r.code = t.detail->>'remit' AND (t.subject).name LIKE '%/' || r.authority));
END $$;

-- The content at hand: the version in force and what an open variation asks for.
CREATE FUNCTION facts_at_hand(p_application uuid) RETURNS SETOF bytea LANGUAGE sql STABLE AS $$
  SELECT a.facts::bytea FROM application a WHERE a.id = p_application
  UNION SELECT v.facts FROM variation v JOIN subject s ON s.id = v.id WHERE v.application = p_application AND s.state = 'requested'
$$;

CREATE FUNCTION guard_rule_soft(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF length(coalesce(t.detail->>'reason', '')) < 3 THEN
    RETURN 'Give a reason.';
  END IF;
  RETURN CASE WHEN NOT EXISTS (SELECT FROM outcome o JOIN evaluation e ON e.id = o.evaluation
      WHERE e.application = (t.application).id AND e.facts IN (SELECT facts_at_hand((t.application).id))
        AND o.rule = t.detail->>'rule' AND rules_on(t, o.remit)
        AND (o.kind = 'refuse' AND o.severity = 'soft' AND o.result IN ('not_met', 'undetermined')
          OR o.kind = 'condition' AND o.result IN ('applies', 'undetermined', 'conflict')))
    THEN 'Name a soft rule of your remit that stands against this version, or a condition that it sets.' END;
END $$;

CREATE FUNCTION guard_waiver_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF length(coalesce(t.detail->>'reason', '')) < 3 THEN
    RETURN 'Give a reason.';
  END IF;
  RETURN CASE WHEN NOT EXISTS (SELECT FROM outcome o JOIN evaluation e ON e.id = o.evaluation
      WHERE e.application = (t.application).id AND e.facts IN (SELECT facts_at_hand((t.application).id))
        AND o.rule = t.detail->>'rule' AND rules_on(t, o.remit) AND o.explains ? 'waiver')
    THEN 'Name a rule of your remit for which its policy has a waiver.' END;
END $$;

CREATE FUNCTION guard_fact_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN t.payload->'value' IS NULL OR coalesce(t.detail->>'attribute', '') = ''
                OR length(coalesce(t.payload->>'evidence', '')) < 3
              THEN 'Name the fact, its value and the evidence.' END;
END $$;

CREATE FUNCTION guard_before_ranked(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (SELECT state FROM subject WHERE id = (t.application).cohort) IN ('ranked', 'finished', 'cancelled')
              THEN 'The cohort is ranked: scores are final.' END;
END $$;

CREATE FUNCTION guard_score_given(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT coalesce(t.detail->>'criterion', '') = ANY ('{innovation,complexity,contribution,fair_use,readiness}')
                OR coalesce(t.detail->>'points', '') !~ '^[0-5]$'
              THEN 'Name a criterion and 0 to 5 points.' END;
END $$;

CREATE FUNCTION guard_grant_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (t.subject).state NOT IN ('onboarding', 'trial', 'paused', 'suspended') THEN
    RETURN 'A grant is provisioned in onboarding and changed during the trial.';
  END IF;
  RETURN CASE WHEN coalesce(t.detail->>'seconds', '') !~ '^[1-9][0-9]{0,9}$' OR coalesce(t.detail->>'slots', '') !~ '^[1-9][0-9]{0,3}$'
              THEN 'Name the seconds and slots of the grant.' END;
END $$;

-- What the policies allow a trial in all, by the last run of the rules on it; they bound what an operator grants.
CREATE FUNCTION guard_within_quota(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  today CONSTANT date := day_in_hong_kong(clock_timestamp());
  months CONSTANT integer := coalesce((t.application).trial_months, 6);
  days CONSTANT integer := (today + make_interval(months => months))::date - today;
  q record;
  most bigint;
BEGIN
  FOR q IN SELECT n.name, n.rule, n.count, n.period, n.outcome
             FROM evaluation e, jsonb_to_recordset(e.quotas) AS n(name text, rule text, count bigint, period text, outcome text)
            WHERE e.id = last_run((t.application).id, (t.application).facts) AND n.name IN ('gpu_hours', 'gpu_peak') ORDER BY n.name LOOP
    IF q.outcome <> 'applies' THEN
      PERFORM refuse('SB422', format('What the policies allow is not determined: %s, %s.', q.rule, q.name),
        jsonb_build_object('guard', 'within_quota', 'zh', format('未能確定政策容許的上限：%s，%s。', q.rule, q.name)));
    END IF;
    IF q.name = 'gpu_peak' AND (t.detail->>'slots')::bigint > q.count THEN
      PERFORM refuse('SB422', format('The policies allow at most %s slots at one time: %s.', q.count, q.rule),
        jsonb_build_object('guard', 'within_quota', 'zh', format('政策只容許同一時間最多 %s 個算力位：%s。', q.count, q.rule)));
    END IF;
    most := q.count * 3600 * CASE q.period WHEN 'month' THEN months WHEN 'week' THEN days / 7 WHEN 'day' THEN days ELSE 1 END;
    IF q.name = 'gpu_hours' AND (t.detail->>'seconds')::bigint > most THEN
      PERFORM refuse('SB422', format('The policies allow this trial at most %s seconds: %s, %s hours per %s.', most, q.rule, q.count, q.period),
        jsonb_build_object('guard', 'within_quota', 'zh', format('政策只容許本測試最多 %s 秒：%s，每%s %s 小時。', most, q.rule,
          CASE q.period WHEN 'month' THEN '月' WHEN 'week' THEN '星期' WHEN 'day' THEN '日' ELSE '次測試' END, q.count)));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_metrics_given(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN jsonb_typeof(t.payload->'gates') IS DISTINCT FROM 'array' OR NOT coalesce(t.payload->'run' ?& '{policies,as_of}', false)
              THEN 'The gates'' results are missing.' END;
END $$;

-- Reviews

CREATE FUNCTION guard_assignee_fit(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  assignee uuid := (t.detail->>'assignee')::uuid;
  officer uuid := (SELECT person FROM account WHERE id = assignee);
BEGIN
  IF NOT EXISTS (SELECT FROM role_held WHERE account = assignee AND role = 'case_officer' AND of = (t.subject).remit)
     AND NOT EXISTS (SELECT FROM standing_alternate l WHERE (l.application, l.account, l.role, l.remit) = ((t.root).id, assignee, 'case_officer', (t.subject).remit)) THEN
    RETURN 'Name a case officer of this remit.';
  END IF;
  IF t.role = 'case_officer' AND assignee <> (t.actor).account THEN
    RETURN 'A case officer can take a review, not give it to another.';
  END IF;
  IF NOT EXISTS (SELECT FROM declaration d WHERE d.application = (t.root).id AND d.person = officer AND NOT d.conflict) THEN
    RETURN 'The officer has not declared to be free of conflict in this case.';
  END IF;
  IF NOT fresh_eyes(t, officer) THEN
    RETURN 'A reconsideration is reviewed by persons who took no part before.';
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM case_part c WHERE c.application = (t.root).id AND c.person = officer AND c.part <> 'officer')
              THEN 'That person already has another part on this case.' END;
END $$;

-- In a reconsideration only persons act who had no part on the case before it was asked for.
CREATE FUNCTION fresh_eyes(t attempt, p_person uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT NOT EXISTS (SELECT FROM review WHERE id = (t.subject).id AND purpose = 'reconsideration')
      OR NOT EXISTS (SELECT FROM case_part c WHERE c.application = (t.root).id AND c.person = p_person AND c.since < (
           SELECT max(e.at) FROM audit_event e WHERE e.subject = (t.root).id
              AND e.type = 'hk.sandboxpp.application.request_reconsideration.v1')));
END $$;

CREATE FUNCTION guard_fresh_eyes(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT fresh_eyes(t, (t.actor).person) THEN 'A reconsideration is reviewed by persons who took no part before.' END;
END $$;

CREATE FUNCTION guard_conditions_described(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_typeof(coalesce(t.payload->'conditions', '[]')) <> 'array' THEN
    RETURN 'The conditions are a list.';
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM jsonb_array_elements(coalesce(t.payload->'conditions', '[]')) c
       WHERE jsonb_typeof(c) <> 'object' OR length(coalesce(c->>'wording', '')) NOT BETWEEN 3 AND 4000
          OR length(coalesce(c->>'wording_zh', '')) > 4000
          OR NOT coalesce(c->>'timing', 'precedent') = ANY ('{precedent,during,after}') OR (c->>'due')::date IS NULL AND c ? 'due'
          OR coalesce(c->>'within', '1 days') !~ '^[0-9]{1,4} (days|business_days|months)$'
          OR jsonb_typeof(coalesce(c->'suspends', 'false')) <> 'boolean')
              THEN 'Each condition has a wording, a timing (precedent, during, after) and, if any, a due day.' END;
END $$;

CREATE FUNCTION guard_question_names_something(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN coalesce(jsonb_array_length(t.detail->'attributes'), 0) + coalesce(jsonb_array_length(t.detail->'documents'), 0) = 0
                OR length(coalesce(t.payload->>'wording', '')) < 3
              THEN 'A question names at least one fact or document and says what is wanted.' END;
END $$;

-- Two questions an officer asks alone; from the third on an approver of the remit confirms.
CREATE FUNCTION guard_question_left(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (SELECT count(*) FROM question q WHERE q.review = (t.subject).id) >= 2
              THEN 'Two questions have been asked: propose a further one to an approver of the remit.' END;
END $$;

CREATE FUNCTION guard_questions_used(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (SELECT count(*) FROM question q WHERE q.review = (t.subject).id) < 2
              THEN 'The first two questions need no approver: ask.' END;
END $$;

CREATE FUNCTION guard_question_open(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM question q WHERE q.id::text = t.detail->>'question'
                                AND q.review = (t.subject).id AND q.state = 'open')
              THEN 'Name a question of this review that is open.' END;
END $$;

CREATE FUNCTION guard_question_unanswered(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF length(coalesce(t.payload->>'answer', '')) < 1 THEN
    RETURN 'Write the answer.';
  END IF;
  RETURN CASE WHEN NOT EXISTS (SELECT FROM question q WHERE q.id::text = t.detail->>'question'
                                AND q.review = (t.subject).id AND q.state IN ('open', 'overdue'))
              THEN 'Name a question of this review that has no answer yet.' END;
END $$;

CREATE FUNCTION guard_question_overdue(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM question q WHERE q.review = (t.subject).id AND q.state = 'open' AND q.due_at > clock_timestamp())
                OR NOT EXISTS (SELECT FROM question q WHERE q.review = (t.subject).id AND q.state = 'open')
              THEN 'No question of this review is overdue.' END;
END $$;

-- The content that a review is about: what its variation asks for, else the version in force.
CREATE FUNCTION facts_under(p_application uuid, p_variation uuid) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT v.facts::bytea FROM variation v WHERE v.id = p_variation), a.facts) FROM application a WHERE a.id = p_application
$$;

-- The last run of the rules on content, at review or later.
CREATE FUNCTION last_run(p_application uuid, p_facts bytea) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT e.id FROM evaluation e
   WHERE e.application = p_application AND e.facts = p_facts AND e.stage NOT IN ('submission', 'completeness') AND looked_at(e.stage)
   ORDER BY e.made_at DESC LIMIT 1
$$;

-- What a desk looks at: content, policies, outcomes, overrides.
CREATE FUNCTION seen_digest(p_application uuid, p_variation uuid DEFAULT NULL) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  content bytea := facts_under(p_application, p_variation);
BEGIN
  RETURN (SELECT encode(sha256(convert_to(concat_ws(' ', encode(content, 'hex'), encode(a.policies, 'hex'), a.version,
           (SELECT encode(e.outcomes, 'hex') FROM evaluation e
             WHERE e.application = a.id AND e.facts = content AND looked_at(e.stage) ORDER BY e.made_at DESC LIMIT 1),
           (SELECT string_agg(v.rule || v.kind, ',' ORDER BY v.rule) FROM override v
             WHERE v.application = a.id AND v.facts = content)), 'UTF8')), 'hex')
    FROM application a WHERE a.id = p_application);
END $$;

-- What the author of a recommendation or countersignature saw: that, and what is recommended.
CREATE FUNCTION seen_in(p_review uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT CASE WHEN s.state <> 'recommended' THEN d.seen ELSE
            encode(sha256(convert_to(jsonb_build_array(d.seen, r.cycle, r.recommendation, r.reasons, r.conditions)::text, 'UTF8')), 'hex') END
    FROM review r JOIN subject s ON s.id = r.id, LATERAL (SELECT seen_digest(r.application, r.variation) AS seen) d
   WHERE r.id = p_review);
END $$;

CREATE FUNCTION guard_saw_current(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF t.event = 'countersign' AND EXISTS (SELECT FROM review r WHERE r.id = (t.subject).id
       AND encode(r.seen, 'hex') IS DISTINCT FROM seen_digest(r.application, r.variation)) THEN
    RETURN 'The recommendation was made on another state of the case: send it back to the officer.';
  END IF;
  RETURN CASE WHEN t.detail->>'seen' IS DISTINCT FROM seen_in((t.subject).id)
              THEN 'The case or the recommendation has changed since you looked: look at the difference and decide again.' END;
END $$;

CREATE FUNCTION guard_recommendation_allowed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  wanted text;
  content bytea;
  ran uuid;
  r review;
  against text;
BEGIN
  SELECT * INTO r FROM review WHERE id = (t.subject).id;
  wanted := CASE t.event WHEN 'countersign' THEN r.recommendation ELSE t.detail->>'recommendation' END;
  IF wanted IS NULL OR wanted NOT IN ('approve', 'approve_with_conditions', 'object', 'no_comment') THEN
    RETURN 'Recommend one of: approve, approve_with_conditions, object, no_comment.';
  END IF;
  IF wanted = 'object' OR r.purpose = 'exit' THEN
    RETURN NULL;
  END IF;
  content := facts_under(r.application, r.variation);
  ran := last_run(r.application, content);
  IF ran IS NULL THEN
    RETURN 'The rules at review have not been run on this version: run them first.';
  END IF;
  against := standing_against(ran, content, (t.subject).remit);
  IF against IS NOT NULL THEN
    RETURN format('Rules of this remit are not met: %s. You can ask, object, or have them overridden.', against);
  END IF;
  against := conditions_left_out(ran, content,
    ARRAY[(t.subject).remit, CASE WHEN (t.root).remit = (t.subject).remit THEN 'joint' END],   -- what no desk alone sets, the lead carries
    ARRAY(SELECT coalesce(c->>'rule', '') FROM jsonb_array_elements(CASE t.event WHEN 'countersign' THEN r.conditions
            ELSE coalesce(t.payload->'conditions', '[]') END) c));
  RETURN CASE WHEN against IS NOT NULL
              THEN format('The recommendation leaves out conditions that the rules set: %s. Carry them, or have them overridden.', against) END;
END $$;

CREATE FUNCTION guard_recommendation_differs(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN t.detail->>'recommendation' = (SELECT recommendation FROM review WHERE id = (t.subject).id)
              THEN 'That is the recommendation already: countersign it or send it back.' END;
END $$;

CREATE FUNCTION guard_not_recommender(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM review_signature g WHERE g.review = (t.subject).id AND g.person = (t.actor).person AND g.kind = 'recommend')
              THEN 'You recommended in this review: another person must countersign.' END;
END $$;

CREATE FUNCTION guard_not_countersigner(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM review_signature g WHERE g.review = (t.subject).id AND g.person = (t.actor).person AND g.kind = 'countersign')
              THEN 'You countersigned in this review and cannot recommend in it.' END;
END $$;

CREATE FUNCTION guard_not_twice(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM review_signature g JOIN review r ON r.id = g.review AND r.cycle = g.cycle
                            WHERE g.review = (t.subject).id AND g.person = (t.actor).person AND g.kind = 'countersign')
              THEN 'You signed this recommendation already: another approver is needed.' END;
END $$;

-- Acts of several persons

CREATE FUNCTION guard_object_ready(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  object subject;
BEGIN
  SELECT * INTO object FROM subject WHERE id = t.object;
  RETURN CASE WHEN NOT coalesce('confirmed' = ANY ((transition_of(object, t.detail->>'event')).who), false)
              THEN 'That act is not possible in the present state, or needs no second person.' END;
END $$;

CREATE FUNCTION guard_not_proposer(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM proposal p WHERE p.id = (t.subject).id AND p.proposed_by = (t.actor).person) THEN
    RETURN 'You proposed it: another person must decide on it.';
  END IF;
  IF EXISTS (SELECT FROM proposal p JOIN policy_version v ON v.id = p.object
              WHERE p.id = (t.subject).id AND p.event = 'activate' AND v.published_by = (t.actor).person) THEN
    RETURN 'Whoever published a policy cannot activate it.';
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM proposal_place p WHERE p.proposal = (t.subject).id AND p.person = (t.actor).person)
              THEN 'You confirmed it already.' END;
END $$;

CREATE FUNCTION guard_object_unmoved(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM proposal p JOIN subject o ON o.id = p.object WHERE p.id = (t.subject).id
                            AND (o.moves <> p.object_moves OR p.content IS DISTINCT FROM (t.application).version))
              THEN 'The case has moved on since this was proposed: it lapses.' END;
END $$;

CREATE FUNCTION guard_proposal_over(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN guard_object_unmoved(t, a) IS NULL AND NOT proposal_overdue((t.subject).id) THEN 'The proposal still stands.' END;
END $$;

-- Its clock ran out; before any policy states one, a proposal stands for seven days.
CREATE FUNCTION proposal_overdue(p_proposal uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce((SELECT c.due_at <= clock_timestamp() FROM clock c WHERE c.subject = p_proposal AND c.name = 'proposal' AND NOT c.ended),
                  (SELECT proposed_at < clock_timestamp() - interval '7 days' FROM proposal WHERE id = p_proposal)));
END $$;

CREATE FUNCTION guard_took_no_part(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM proposal p JOIN case_part c ON c.application = p.object AND c.person = (t.actor).person
                            WHERE p.id = (t.subject).id AND p.event IN ('uphold', 'replace_decision'))
              THEN 'A reconsideration is decided by persons who took no part before.' END;
END $$;

-- What hangs under a case, cohorts, licences and the rest

CREATE FUNCTION guard_in_trial_states(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (t.root).state NOT IN ('onboarding', 'trial', 'paused', 'suspended')
              THEN 'A variation can be asked for from onboarding to the end of the trial.' END;
END $$;

CREATE FUNCTION guard_one_open_variation(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM variation v JOIN subject s ON s.id = v.id
                            WHERE v.application = (t.root).id AND s.state = 'requested')
              THEN 'One variation is open already.' END;
END $$;

CREATE FUNCTION guard_variation_described(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF NOT coalesce(t.detail->>'kind', '') = ANY ('{model,data,users,autonomy,provider,scope,extension}') THEN
    RETURN 'Name what changes: model, data, users, autonomy, provider, scope or extension.';
  END IF;
  IF NOT EXISTS (SELECT FROM evaluation e WHERE e.act = t.act AND e.stage = 'variation') THEN
    RETURN format('The rules at %s have not been run for this act.', 'variation');
  END IF;
  IF t.detail->>'kind' <> 'extension' THEN
    RETURN CASE WHEN guard_route_determined(t, a) IS NOT NULL THEN 'Give the content as it is to become, with its route.' END;
  END IF;
  RETURN CASE WHEN coalesce(t.detail->>'months', '') !~ '^([1-9]|1[0-9]|2[0-4])$' THEN 'Say by how many months, from 1 to 24.' END;
END $$;

-- Each desk answers for its own rules when it signs; nobody but the lead for the joint ones.
CREATE FUNCTION guard_variation_reviewed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  content bytea := facts_under((t.root).id, (t.subject).id);
  against text := standing_against(last_run((t.root).id, content), content, 'joint');
BEGIN
  IF NOT EXISTS (SELECT FROM review r WHERE r.variation = (t.subject).id)
     OR EXISTS (SELECT FROM review r JOIN subject s ON s.id = r.id WHERE r.variation = (t.subject).id
                 AND (s.state <> 'countersigned' OR r.recommendation = 'object')) THEN
    RETURN 'A review of this variation is open or objects.';
  END IF;
  RETURN CASE WHEN against IS NOT NULL THEN format('Rules stand against it: %s.', against) END;
END $$;

CREATE FUNCTION guard_requirement_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (t.root).state NOT IN ('draft', 'returned', 'in_review', 'consolidation', 'deferred') THEN
    RETURN 'A relief is asked for before the offer.';
  END IF;
  RETURN CASE WHEN length(coalesce(t.detail->>'requirement', '')) < 3
                OR NOT EXISTS (SELECT FROM remit r WHERE r.code = t.detail->>'remit' AND ((t.root).state IN ('draft', 'returned') OR EXISTS (
                     SELECT FROM application_remit m WHERE m.application = (t.root).id AND m.remit = r.code AND m.required)))
              THEN 'Name the requirement and the remit that owns it.' END;
END $$;

-- What the clock does by itself is due: a condition's day, a relief's last day.
CREATE FUNCTION guard_day_has_come(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN t.role = 'system' AND NOT t.as_system AND coalesce(
      (SELECT due FROM condition WHERE id = (t.subject).id), (SELECT last_day FROM relief WHERE id = (t.subject).id), 'infinity')
        >= day_in_hong_kong(clock_timestamp()) THEN 'Its day has not passed.' END;
END $$;

CREATE FUNCTION guard_conflict_stated(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN jsonb_typeof(t.detail->'conflict') IS DISTINCT FROM 'boolean' THEN 'Say whether there is a conflict: true or false.' END;
END $$;

CREATE FUNCTION guard_note_written(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.payload->>'wording', '')) NOT BETWEEN 3 AND 4000 THEN 'Write the note, in at most 4,000 characters.' END;
END $$;

CREATE FUNCTION guard_gateway_stated(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.detail->>'gateway', '')) < 3 THEN 'Name the gateway: the consent or the section of law.' END;
END $$;

-- Somebody who has the role in another remit of the same authority, and has nothing to do with the case yet.
CREATE FUNCTION guard_alternate_fit(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  chosen account;
BEGIN
  SELECT u.* INTO chosen FROM account u WHERE u.id::text = t.detail->>'account' AND u.disabled_at IS NULL;
  IF NOT EXISTS (SELECT FROM application_remit m JOIN remit r ON r.code = m.remit JOIN remit o ON o.authority = r.authority AND o.code <> r.code
                   JOIN role_held h ON h.account = chosen.id AND h.of = o.code AND h.role = t.detail->>'role'
                  WHERE m.application = (t.root).id AND m.required AND m.remit = t.detail->>'remit' AND (t.subject).name LIKE '%/' || r.authority
                    AND h.role = ANY ('{case_officer,approver,supervisor,coordinator}')
                    AND NOT EXISTS (SELECT FROM role_held own WHERE (own.account, own.role, own.of) = (chosen.id, h.role, m.remit))) THEN
    RETURN 'Name a required remit of this authority, a role, and an account that has that role in another of its remits.';
  END IF;
  IF EXISTS (SELECT FROM declaration d WHERE d.application = (t.root).id AND d.person = chosen.person AND d.conflict)
     OR EXISTS (SELECT FROM case_part c WHERE c.application = (t.root).id AND c.person = chosen.person AND c.part <> part_of(t.detail->>'role')) THEN
    RETURN 'That person has a conflict of interest or another part on this case.';
  END IF;
  RETURN NULL;
END $$;

-- Nobody proposes or confirms what they themselves are given.
CREATE FUNCTION guard_not_for_oneself(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM account u WHERE u.id::text = t.detail->>'account'
                            AND u.person IN ((t.actor).person, (SELECT proposed_by FROM proposal WHERE id = t.proposal)))
              THEN 'Nobody is given a role by themselves.' END;
END $$;

-- An account of the regulators, or an auditor's for that role, whose person sits in no other authority.
CREATE FUNCTION guard_access_fit(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM account u JOIN role n ON n.code = t.detail->>'role' AND n.of LIKE 'remit%'
                  WHERE u.id::text = t.detail->>'account' AND u.disabled_at IS NULL
                    AND u.audience = CASE n.code WHEN 'auditor' THEN 'auditor' ELSE 'officer' END
                    AND NOT EXISTS (SELECT FROM account o JOIN role_held h ON h.account = o.id JOIN remit r ON r.code = h.of
                                     WHERE o.person = u.person AND r.authority <> (SELECT authority FROM remit WHERE code = (t.subject).remit))
                    AND NOT EXISTS (SELECT FROM account o WHERE o.person = u.person AND o.audience = 'firm')) THEN
    RETURN 'Name a role of a remit, and an account for it whose person has none in another authority or in a firm.';
  END IF;
  RETURN CASE WHEN guard_access_held(t, a) IS NULL THEN 'That account has that role already.' END;
END $$;

CREATE FUNCTION guard_access_held(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM role_held h WHERE h.account::text = t.detail->>'account' AND h.role = t.detail->>'role' AND h.of = (t.subject).remit)
              THEN 'Name an account and a role that it has in this remit.' END;
END $$;

CREATE FUNCTION guard_limits_given(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.detail->>'limits', '')) < 3 OR coalesce(t.detail->>'last_day', '') !~ '^\d{4}-\d\d-\d\d$'
              THEN 'Give the limits and the last day of the relief.' END;
END $$;

CREATE FUNCTION guard_incident_described(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.payload->>'happened', '')) < 3
                OR (t.event = 'report' AND NOT coalesce(t.detail->>'severity', '') = ANY ('{low,medium,high}'))
              THEN 'Say what happened, and how severe it is: low, medium or high.' END;
END $$;

CREATE FUNCTION guard_cause_and_remedy(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.detail->>'cause', '')) < 3 OR length(coalesce(t.detail->>'remedy', '')) < 3
              THEN 'Give the cause and the remedy.' END;
END $$;

CREATE FUNCTION guard_gateway_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.detail->>'gateway', '')) < 3
                OR NOT EXISTS (SELECT FROM authority WHERE code = t.detail->>'authority')
              THEN 'Name the authority and the gateway: the consent or the section of law.' END;
END $$;

CREATE FUNCTION guard_cohort_described(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN coalesce(t.payload->>'key', '') !~ '^[a-z0-9-]{3,40}$' OR coalesce(t.payload->>'title_en', '') = ''
                OR coalesce(t.payload->>'title_zh', '') = '' OR NOT coalesce(t.payload->>'kind', 'window') = ANY ('{window,rolling}')
                OR coalesce(t.payload->>'opens', '') !~ '^\d{4}-\d\d-\d\d$' OR coalesce(t.payload->>'closes', '') !~ '^\d{4}-\d\d-\d\d$'
                OR t.payload->>'closes' < t.payload->>'opens' OR coalesce(t.payload->>'capacity', '') !~ '^[1-9][0-9]{0,4}$'
                OR jsonb_typeof(t.payload->'authorities') IS DISTINCT FROM 'array' OR t.payload->'authorities' = '[]'
                OR EXISTS (SELECT FROM jsonb_array_elements_text(t.payload->'authorities') n WHERE NOT EXISTS (SELECT FROM authority WHERE code = n))
              THEN 'Name the cohort''s key, titles, kind, window, capacity and the authorities that take part.' END;
END $$;

CREATE FUNCTION guard_dates_set(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (SELECT closes FROM cohort WHERE id = (t.subject).id) < day_in_hong_kong(clock_timestamp())
              THEN 'The window would already be over.' END;
END $$;

CREATE FUNCTION guard_opening_due(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN (SELECT opens FROM cohort WHERE id = (t.subject).id) > day_in_hong_kong(clock_timestamp())
              THEN 'The opening date has not come.' END;
END $$;

CREATE FUNCTION guard_closing_due(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM cohort WHERE id = (t.subject).id AND (closes >= day_in_hong_kong(clock_timestamp()) OR kind = 'rolling'))
              THEN 'The window is not over.' END;
END $$;

CREATE FUNCTION guard_not_backwards(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN coalesce(t.detail->>'closes', '') !~ '^\d{4}-\d\d-\d\d$'
                OR (t.detail->>'closes')::date <= (SELECT closes FROM cohort WHERE id = (t.subject).id)
              THEN 'A window can only be extended: name a later closing date.' END;
END $$;

CREATE FUNCTION guard_ranking_whole(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  ranked uuid[];
  above uuid[];
BEGIN
  IF jsonb_typeof(t.payload->'ranking') IS DISTINCT FROM 'array' OR t.payload->'ranking' = '[]' THEN
    RETURN 'Give the ranking.';
  END IF;
  SELECT array_agg((r->>'application')::uuid), array_agg((r->>'application')::uuid) FILTER (WHERE (r->>'above_line')::boolean)
    INTO ranked, above FROM jsonb_array_elements(t.payload->'ranking') r;
  IF (SELECT count(DISTINCT r) FROM unnest(ranked) r) <> cardinality(ranked) THEN
    RETURN 'A case stands in the ranking twice.';
  END IF;
  IF cardinality(above) > (SELECT capacity FROM cohort WHERE id = (t.subject).id) THEN
    RETURN 'More cases stand above the line than the cohort has places.';
  END IF;
  IF EXISTS (SELECT FROM application n JOIN subject s ON s.id = n.id WHERE n.cohort = (t.subject).id
              AND holds_place(s.state) AND NOT coalesce(n.id = ANY (above), false)) THEN
    RETURN 'A case that holds a place would lose it: only free places are given.';
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM unnest(ranked) r WHERE NOT EXISTS (
                SELECT FROM application n JOIN subject s ON s.id = n.id WHERE n.id = r AND n.cohort = (t.subject).id
                   AND (s.state IN ('consolidation', 'deferred') OR holds_place(s.state))))
              THEN 'A case in the ranking is not of this cohort, or its reviews are not concluded.' END;
END $$;

CREATE FUNCTION guard_no_open_case(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM application n JOIN subject s ON s.id = n.id WHERE n.cohort = (t.subject).id
                            AND s.state NOT IN ('closed', 'withdrawn', 'lapsed', 'declined'))
              THEN 'A case of this cohort is open.' END;
END $$;

CREATE FUNCTION guard_rolling_over(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM cohort WHERE id = (t.subject).id AND (kind <> 'rolling' OR closes >= day_in_hong_kong(clock_timestamp())))
              THEN 'Only a rolling cohort whose last day is over finishes from open.' END;
END $$;

CREATE FUNCTION guard_licence_described(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM remit WHERE code = t.payload->>'remit')
                OR coalesce(t.payload->>'class', '') = '' OR coalesce(t.payload->>'number', '') = ''
              THEN 'Name the licence''s remit, class and number.' END;
END $$;

CREATE FUNCTION guard_register_checked(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN coalesce(t.detail->>'register_checked', '') !~ '^\d{4}-\d\d-\d\d$' THEN 'Give the day on which the register was checked.' END;
END $$;

CREATE FUNCTION guard_ending_kind(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  wanted text := CASE WHEN t.as_system OR t.role = 'system' THEN 'expired' WHEN t.role = 'approver' THEN 'revoked' ELSE 'surrendered' END;
BEGIN
  RETURN CASE WHEN t.detail->>'ending' IS DISTINCT FROM wanted THEN format('Name the ending: %s.', wanted) END;
END $$;

CREATE FUNCTION guard_problem_described(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.payload->>'wording', '')) < 3 THEN 'Describe the problem.' END;
END $$;

CREATE FUNCTION guard_note_described(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN length(coalesce(t.payload->>'title', '')) < 3 OR length(coalesce(t.payload->>'wording', '')) < 3
              THEN 'Give the note''s title and text.' END;
END $$;

CREATE FUNCTION guard_provider_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM firm WHERE key = t.detail->>'provider' AND kind = 'provider') THEN 'Name the provider that offered.' END;
END $$;

CREATE FUNCTION guard_policy_checked(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN coalesce(t.payload->>'name', '') = '' OR coalesce(t.payload->>'version', '') = ''
                OR coalesce(t.payload->>'digest', '') !~ '^[0-9a-f]{64}$' OR coalesce(t.payload->>'source', '') = '' OR coalesce(t.payload->>'file', '') = ''
                OR NOT (t.payload->>'binds' = 'joint' OR EXISTS (SELECT FROM remit WHERE code = t.payload->>'binds')) IS TRUE
              THEN 'Give the policy''s name, version, digest, file, source and the remit it binds, or joint.'
              WHEN t.payload->>'digest' <> encode(sha256(convert_to(t.payload->>'source', 'UTF8')), 'hex')
              THEN 'The digest is not that of the policy''s text.' END;
END $$;

CREATE FUNCTION guard_effect_dated(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN coalesce(t.detail->>'effective', '') !~ '^\d{4}-\d\d-\d\d$' THEN 'Give the date of effect.' END;
END $$;

CREATE FUNCTION guard_artefact_described(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN coalesce(t.detail->>'digest', '') !~ '^[0-9a-f]{64}$' OR NOT coalesce(t.detail->>'kind', '') = ANY ('{model,data,code,output}')
              THEN 'Give the artefact''s kind and SHA-256.' END;
END $$;

CREATE FUNCTION guard_digest_recomputed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN t.detail->>'digest' IS DISTINCT FROM (SELECT digest FROM artefact WHERE id = (t.subject).id)
              THEN 'The recomputed digest is not the declared one.' END;
END $$;

CREATE FUNCTION guard_digest_in_plan(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM compute_grant g JOIN artefact f ON f.application = g.application
                                WHERE f.id = (t.subject).id AND f.digest = ANY (g.plan))
              THEN 'The digest is not in the approved plan.' END;
END $$;

CREATE FUNCTION guard_attested(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN t.detail->>'attested' IS DISTINCT FROM 'yes' THEN 'Attest the erasure.' END;
END $$;

-- An output is not released or refused by whoever asked for the job that made it.
CREATE FUNCTION guard_not_requester(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM artefact f JOIN job j ON j.id = f.job JOIN account c ON c.id = j.requested_by
                            WHERE f.id = (t.subject).id
                              AND c.person IN ((t.actor).person, (SELECT proposed_by FROM proposal WHERE id = t.proposal)))
              THEN 'Whoever requested the job does not check its outputs.' END;
END $$;

CREATE FUNCTION guard_produced_by_job(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT EXISTS (SELECT FROM job j WHERE j.id::text = t.payload->>'job' AND j.application = (t.root).id
                                AND j.state IN ('running', 'succeeded', 'failed'))
              THEN 'Name the job of this case that produced it.' END;
END $$;

CREATE FUNCTION guard_newer_in_force(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT superseded((t.subject).id) THEN 'No newer version of this policy is in force.' END;
END $$;

CREATE FUNCTION superseded(p_policy uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM policy_version v JOIN subject vs ON vs.id = v.id
                   JOIN policy_version n ON n.name = v.name JOIN subject ns ON ns.id = n.id AND ns.state = 'activated'
                  WHERE v.id = p_policy AND n.effective <= day_in_hong_kong(clock_timestamp())
                    AND (n.effective, ns.head_time) > (v.effective, vs.head_time)));
END $$;

-- The kinds of jobs that somebody runs: what the engines of the nodes say of themselves, and batch jobs,
-- which every engine runs and which wait for a node.
CREATE FUNCTION offered_kinds() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(DISTINCT kind) FROM (SELECT 'batch' AS kind UNION ALL SELECT unnest(kinds) FROM node WHERE NOT draining) k
$$;

-- Firms run candidates and attackers, assurance providers validators, the clockwork monitors.
CREATE FUNCTION guard_part_fits(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT coalesce(t.detail->>'part', 'candidate') = ANY (CASE t.role WHEN 'assurance_provider' THEN '{validator}'::text[]
                WHEN 'system' THEN '{monitor}' ELSE '{candidate,attacker}' END)
              THEN 'A firm requests candidates and attackers, an assurance provider validators.'
              WHEN NOT coalesce(t.detail->>'kind', 'batch') = ANY (offered_kinds())
              THEN 'No node here runs jobs of this kind: request a batch job.' END;
END $$;

CREATE FUNCTION guard_held_by_own_side(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN t.role <> 'compute_operator' AND (SELECT c.audience FROM job j JOIN account c ON c.id = j.held_by WHERE j.id = t.object)
                     IS DISTINCT FROM (t.actor).audience
              THEN 'The operator holds this job: only the operator releases it.' END;
END $$;

CREATE FUNCTION guard_grant_allows(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  g compute_grant;
BEGIN
  SELECT * INTO g FROM compute_grant WHERE application = (t.root).id;
  IF NOT FOUND OR g.released THEN
    RETURN 'The case has no compute grant.';
  END IF;
  IF (t.root).state <> 'trial' THEN
    RETURN 'Jobs are taken while the trial runs.';
  END IF;
  RETURN CASE WHEN g.used + g.reserved + coalesce((t.payload->>'seconds')::bigint, (SELECT seconds FROM job WHERE id = t.object), 0) > g.quota THEN 'The grant''s quota does not cover it.' END;
END $$;

-- A job against which a rule stands is not taken. One on which the rules have not been run is: it waits for them.
CREATE FUNCTION guard_rules_at_dispatch(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  ran uuid := run_for_request(t);
  stands record;
BEGIN
  SELECT * INTO stands FROM against_in_words(ran, (t.application).facts);
  IF stands.en IS NOT NULL THEN
    PERFORM refuse('SB422', stands.en, jsonb_build_object('guard', 'rules_at_dispatch', 'zh', stands.zh));
  END IF;
  RETURN NULL;
END $$;

-- The run of the rules for a job that is being requested.
CREATE FUNCTION run_for_request(t attempt) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT run_at_dispatch(g.application, g.cleared_by, job_facts(g.application, coalesce(t.detail->>'kind', 'batch'), coalesce(t.detail->>'part', 'candidate'),
           ARRAY(SELECT jsonb_array_elements_text(coalesce(t.payload->'inputs', '[]'))), g.plan))
    FROM compute_grant g WHERE g.application = (t.root).id
$$;

-- What stands against a job, with the rules' sentences.
CREATE FUNCTION against_in_words(ran uuid, p_facts bytea) RETURNS TABLE (en text, zh text) LANGUAGE sql STABLE AS $$
  SELECT format('The rules do not let this job run: %s', string_agg(concat(o.rule, ', ', o.sentence_en, CASE o.result WHEN 'undetermined'
                  THEN ' (not known: ' || array_to_string(o.missing, ', ') || ')' END), '; ' ORDER BY o.rule) || '.'),
         format('規則不容許此作業執行：%s', string_agg(concat(o.rule, '，', o.sentence_zh, CASE o.result WHEN 'undetermined'
                  THEN '（未知：' || array_to_string(o.missing, '、') || '）' END), '；' ORDER BY o.rule) || '。')
    FROM outcomes_against(ran, p_facts) o HAVING count(*) > 0
$$;

CREATE FUNCTION guard_plan_covers_job(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  strange text;
BEGIN
  SELECT string_agg(i, ', ') INTO strange FROM jsonb_array_elements_text(coalesce(t.payload->'inputs', '[]')) i
   WHERE NOT i = ANY (SELECT unnest(plan) FROM compute_grant WHERE application = (t.root).id);
  IF strange IS NOT NULL THEN
    RETURN format('Not in the approved plan: %s.', strange);
  END IF;
  RETURN CASE WHEN jsonb_typeof(t.payload->'spec') IS DISTINCT FROM 'object' OR coalesce(t.payload->>'seconds', '') !~ '^[1-9][0-9]{0,4}$'
              THEN 'Say what the job runs and for how long at most.' END;
END $$;

-- Effects. Each writes the rows of its event; one that chooses among several states returns it.

CREATE FUNCTION effect_open_application(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  drawn text;
BEGIN
  LOOP
    drawn := new_reference(extract(year FROM day_in_hong_kong(clock_timestamp()))::integer);
    EXIT WHEN NOT EXISTS (SELECT FROM application WHERE reference = drawn);
  END LOOP;
  INSERT INTO application (id, reference, firm, cohort, title_en, title_zh)
    SELECT (t.subject).id, drawn, (t.actor).firm, c.id, coalesce(nullif(t.payload->>'title_en', ''), 'Untitled'),
           coalesce(t.payload->>'title_zh', '')
      FROM cohort c WHERE c.key = t.detail->>'cohort';
  INSERT INTO party VALUES ((t.subject).id, (t.actor).firm, 'applicant', true);
  INSERT INTO draft (application, facts) VALUES ((t.subject).id, coalesce(t.payload->'facts', '{}'));
  IF coalesce(t.payload->'facts', '{}') <> '{}' THEN
    INSERT INTO draft_edit VALUES ((t.subject).id, 1, (t.actor).person);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_reopen_draft(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE draft SET updated_at = clock_timestamp() WHERE application = (t.subject).id;
  RETURN NULL;
END $$;

-- The content that the program judged is the draft as it stands, looked at under the draft's lock:
-- what somebody saves meanwhile is never left out in silence.
CREATE FUNCTION hold_draft(p_application uuid, content jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  now_at integer;
BEGIN
  SELECT revision INTO now_at FROM draft WHERE application = p_application FOR NO KEY UPDATE;
  IF now_at::text IS DISTINCT FROM content->>'revision' THEN
    PERFORM refuse('SB409', 'The draft was changed meanwhile: what the rules were run on is not what it says now.',
                   jsonb_build_object('revision', now_at), 'Look at the draft again, then send it once more.');
  END IF;
END $$;

-- The digest by which content is known: SHA-256(salt ‖ document).
CREATE FUNCTION facts_of(content jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(decode(content->>'salt', 'hex') || convert_to(content->>'document', 'UTF8'))
$$;

-- Freezes content as the next version of the case and takes its route and lead.
CREATE FUNCTION freeze(p_application uuid, content jsonb, p_person uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  next integer := (SELECT version + 1 FROM application WHERE id = p_application);
  salt bytea := decode(content->>'salt', 'hex');
  frozen bytea := facts_of(content);
BEGIN
  INSERT INTO application_version (application, version, document, salt, digest, packed, vocabulary, changed, submitted_by)
    VALUES (p_application, next, content->>'document', salt, frozen, decode(content->>'packed', 'hex'),
            decode(content->>'vocabulary', 'hex'),
            ARRAY(SELECT jsonb_array_elements_text(coalesce(content->'changed', '[]'))), p_person);
  INSERT INTO facts_application
    SELECT * FROM jsonb_populate_record(NULL::facts_application, coalesce(content->'columns', '{}')
             || jsonb_build_object('application', p_application, 'version', next));
  UPDATE application SET version = next, facts = frozen,
         policies = decode(content->>'policies', 'hex'),
         title_en = coalesce(nullif(content->>'title_en', ''), title_en), title_zh = coalesce(content->>'title_zh', title_zh),
         trial_months = coalesce((content->>'trial_months')::integer, trial_months)
   WHERE id = p_application;
  UPDATE subject SET remit = content->>'lead' WHERE id = p_application AND remit IS DISTINCT FROM content->>'lead';
  INSERT INTO application_remit (application, remit, required, routed)
    SELECT DISTINCT p_application, m, true, true FROM jsonb_array_elements_text(content->'route') m
    ON CONFLICT (application, remit) DO UPDATE SET required = true, routed = true;
  UPDATE application_remit SET routed = false
   WHERE application = p_application AND routed AND NOT content->'route' ? remit;
END $$;

CREATE FUNCTION effect_freeze_version(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_draft((t.subject).id, t.payload->'content');
  PERFORM freeze((t.subject).id, t.payload->'content', (t.actor).person);
  -- What is to be published was agreed of other content.
  UPDATE application SET published_by_firm = false, published_by_lead = false WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_move_to_cohort(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE application SET cohort = (SELECT id FROM cohort WHERE key = t.detail->>'cohort')
   WHERE id = (t.subject).id AND t.detail ? 'cohort';
  RETURN NULL;
END $$;

CREATE FUNCTION effect_move_to_next_cohort(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE application SET cohort = next_cohort(id) WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_invite_party(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO party (application, firm, part) SELECT (t.subject).id, id, t.detail->>'part' FROM firm WHERE key = t.detail->>'firm';
  RETURN NULL;
END $$;

CREATE FUNCTION effect_join_party(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE party SET joined = true WHERE application = (t.subject).id AND firm = (t.actor).firm; RETURN NULL; END $$;

CREATE FUNCTION effect_leave_party(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN DELETE FROM party WHERE application = (t.subject).id AND firm = (t.actor).firm; RETURN NULL; END $$;

-- The policies that a case was judged by last, which newer versions may have reached since it came under
-- others; before its first judging those in force.
CREATE FUNCTION policies_of(a application) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce((SELECT e.policies::bytea FROM evaluation e WHERE e.application = a.id AND a.policies IS NOT NULL
                    ORDER BY e.made_at DESC LIMIT 1),
                  a.policies, policies_in_force(day_in_hong_kong(clock_timestamp())));
END $$;

-- What sets a clock's length.
CREATE TYPE clock_setting AS (remit text, rule text, length integer, unit text, policies bytea, evaluation uuid);

-- A clock's length: as the rules, with their exceptions, came out when they were run last on what the clock is
-- about; where nothing was run, or what excepts it is not determined, the rule's own length under the policies
-- that the case is judged by, or those in force. A remit's own clock is set by its policy before the joint one;
-- of a case's clock, which every desk may set, the shorter counts for what regulators owe, the longer for what
-- the firm owes. Null where no policy states it.
CREATE FUNCTION clock_length(t attempt, p_name text) RETURNS clock_setting LANGUAGE plpgsql STABLE AS $$
DECLARE
  own text;                              -- the remit whose clock it is
  about_variation CONSTANT uuid := CASE (t.subject).machine WHEN 'variation' THEN (t.subject).id
                                     ELSE (SELECT r.variation FROM review r WHERE r.id = (t.subject).id) END;
  is_firms CONSTANT boolean := p_name = ANY ('{draft,resubmission,deferral,offer,onboarding,reinstatement,answer,incident_notice,periodic_report,final_report,representations,reconsideration}');
  run evaluation;
  stated bytea := policies_of(t.application);
  s clock_setting;
BEGIN
  SELECT CASE WHEN n.machine IN ('review', 'licence') THEN n.remit END INTO own FROM subject n WHERE n.id = (t.subject).id;
  SELECT * INTO run FROM evaluation e
   WHERE e.application = (t.application).id AND (looked_at(e.stage) OR e.incident = (t.subject).id)
     AND (e.variation IS NULL OR e.variation = about_variation)
   ORDER BY (e.incident IS NOT NULL) DESC, (e.variation IS NOT NULL) DESC, e.made_at DESC LIMIT 1;
  stated := coalesce(run.policies, stated);
  SELECT c.remit, coalesce(r.rule, c.rule), coalesce(r.length, c.length), coalesce(r.unit, c.unit), stated, r.evaluation INTO s
    FROM (SELECT remit, rule, length, unit FROM clock_rule WHERE policies = stated AND name = p_name) c
    FULL JOIN (SELECT coalesce(nullif(x.remit, 'joint'), '') AS remit, x.rule, x.length, x.unit, run.id AS evaluation
                 FROM jsonb_to_recordset(run.clocks) AS x(name text, remit text, rule text, length integer, unit text, outcome text)
                WHERE x.name = p_name AND x.outcome = 'applies' AND x.length BETWEEN 1 AND 3660) r USING (remit)
    CROSS JOIN LATERAL (SELECT last_day_within(format('%s %s', coalesce(r.length, c.length), coalesce(r.unit, c.unit))) AS runs_to) l
   WHERE coalesce(c.remit, r.remit) IN ('', own) OR own IS NULL AND (coalesce(c.remit, r.remit) = (t.root).remit OR EXISTS (
           SELECT FROM application_remit m WHERE m.application = (t.root).id AND m.required AND m.remit = coalesce(c.remit, r.remit)))
   ORDER BY coalesce(c.remit, r.remit) = own DESC NULLS LAST, CASE WHEN is_firms THEN -(l.runs_to - DATE '2000-01-01') ELSE l.runs_to - DATE '2000-01-01' END,
            coalesce(c.remit, r.remit) LIMIT 1;
  RETURN s;
END $$;

-- Begins a clock, unless it runs already; before any policy is in force none states one, and none runs: the first
-- policy must be activated all the same.
CREATE FUNCTION start_clock(t attempt, clock_name text, p_about uuid DEFAULT NULL) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  set_by CONSTANT clock_setting := clock_length(t, clock_name);
  made uuid;
BEGIN
  IF set_by.length IS NULL THEN
    IF policies_of(t.application) IS NULL THEN
      RETURN NULL;
    END IF;
    PERFORM refuse('SB422', format('No policy in force states the clock %s.', clock_name), '{"guard": "clock"}',
                   'Publish and activate a policy that states it.');
  END IF;
  IF EXISTS (SELECT FROM clock c WHERE c.subject = (t.subject).id AND c.name = clock_name AND c.about IS NOT DISTINCT FROM p_about AND NOT c.ended) THEN
    RETURN NULL;
  END IF;
  INSERT INTO clock (subject, root, name, about, remit, length, unit, rule, policies, evaluation)
    SELECT (t.subject).id, (t.root).id, clock_name, p_about, CASE WHEN n.machine IN ('review', 'licence') THEN n.remit END,
           set_by.length, set_by.unit, set_by.rule, set_by.policies, set_by.evaluation FROM subject n WHERE n.id = (t.subject).id
    RETURNING id INTO made;
  PERFORM clock_write(made, 'start', coalesce((SELECT i.known_at FROM incident i WHERE i.id = (t.subject).id), clock_timestamp()), t.event, t.act);
  RETURN (SELECT due_at FROM clock WHERE id = made);
END $$;

CREATE FUNCTION effect_clock_start(t attempt, clock_name text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN PERFORM start_clock(t, clock_name); RETURN NULL; END $$;

CREATE FUNCTION write_clock(t attempt, clock_name text, kind text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c clock;
BEGIN
  SELECT * INTO c FROM clock WHERE subject = (t.subject).id AND name = clock_name AND about IS NULL AND NOT ended;
  IF NOT FOUND OR kind = (CASE WHEN clock_runs(c.id) THEN 'resume' ELSE 'stop' END) THEN
    RETURN;                                -- a clock stops once
  END IF;
  PERFORM clock_write(c.id, kind, clock_timestamp(), t.event, t.act);
END $$;

CREATE FUNCTION effect_clock_stop(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN PERFORM write_clock(t, a, 'stop'); RETURN NULL; END $$;

CREATE FUNCTION effect_clock_resume(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN PERFORM write_clock(t, a, 'resume'); RETURN NULL; END $$;

CREATE FUNCTION effect_clock_end(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN PERFORM write_clock(t, a, 'end'); RETURN NULL; END $$;

-- What is due again each time that it came: from the day on which it came.
CREATE FUNCTION effect_clock_again(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM clock WHERE subject = (t.subject).id AND name = a AND NOT ended) THEN
    PERFORM write_clock(t, a, 'end');
    PERFORM start_clock(t, a);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_clock_end_all(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  n text;
BEGIN
  FOR n IN SELECT name FROM clock WHERE subject = (t.subject).id AND NOT ended ORDER BY name LOOP
    PERFORM write_clock(t, n, 'end');
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_correct_clock(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM clock_write((t.detail->>'clock')::uuid, t.detail->>'kind',
                      CASE WHEN t.detail->>'kind' IN ('stop', 'resume') THEN moment_named(t.detail->>'effect') ELSE clock_timestamp() END,
                      t.detail->>'reason', t.act, coalesce((t.detail->>'by')::integer, 0));
  RETURN NULL;
END $$;

-- The calendar says something new of a day, or of a day of the week from a day on.
CREATE FUNCTION effect_set_day(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  kind CONSTANT text := CASE t.event WHEN 'rest_set' THEN 'weekly_rest' WHEN 'day_closed' THEN t.detail->>'kind' ELSE
    (SELECT c.kind FROM calendar_day c WHERE c.day = (t.detail->>'day')::date AND c.weekday IS NULL ORDER BY c.place DESC LIMIT 1) END;
BEGIN
  INSERT INTO calendar_day (day, weekday, closed, kind, name_en, name_zh, source, mark, act)
    VALUES ((t.detail->>'day')::date, CASE kind WHEN 'weekly_rest' THEN (t.detail->>'weekday')::integer END,
            CASE t.event WHEN 'day_closed' THEN true WHEN 'day_opened' THEN false ELSE (t.detail->>'rest')::boolean END,
            kind, coalesce(t.detail->>'name_en', ''), coalesce(t.detail->>'name_zh', ''), t.detail->>'source', t.detail->>'mark', t.act);
  RETURN NULL;
END $$;

-- Counts every running clock anew that a day can move: what ran out before it cannot. A ledger keeps that its
-- day was moved, which asks for new reminders.
CREATE FUNCTION effect_count_anew(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  c clock;
BEGIN
  PERFORM pg_advisory_xact_lock(calendar_lock());
  FOR c IN SELECT * FROM clock k WHERE NOT k.ended AND k.due_at >= (t.detail->>'day')::timestamp AT TIME ZONE 'Asia/Hong_Kong' ORDER BY k.id LOOP
    IF clock_due_at(c.id) <> c.due_at THEN
      PERFORM clock_write(c.id, 'recount', clock_timestamp(), t.event, t.act);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- A lapsed case that comes back gets the clock of the state it returns to, afresh.
CREATE FUNCTION effect_restart_kept_clock(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM start_clock(t, lapsing_clock((t.subject).prior));
  RETURN NULL;
END $$;

CREATE FUNCTION effect_remind(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM clock_write(c.id, 'remind', clock_timestamp(), t.event, t.act) FROM clock c
    WHERE c.subject = (t.subject).id AND c.name = t.detail->>'clock' AND NOT c.ended;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_escalate(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO escalation SELECT c.id, c.due_at, t.event, (t.application).id, t.detail->>'remit', t.act FROM clock c WHERE c.id = (t.detail->>'clock')::uuid;
  UPDATE clock c SET remind_at = next_reminder_at(c) WHERE id = (t.detail->>'clock')::uuid;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_require_remit(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO application_remit VALUES ((t.subject).id, t.detail->>'remit', true, false)
    ON CONFLICT (application, remit) DO UPDATE SET required = true;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_drop_remit(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE application_remit SET required = false WHERE application = (t.subject).id AND remit = t.detail->>'remit';
  RETURN NULL;
END $$;

CREATE FUNCTION effect_mark_change_asked(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE application SET change_asked = true WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_mark_reconsidered(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE application SET reconsidered = true WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_mark_final(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE application SET final = true WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_back_from_declined(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT e.type FROM audit_event e WHERE e.subject = (t.subject).id
       AND e.type IN ('hk.sandboxpp.application.find_ineligible.v1', 'hk.sandboxpp.application.decline.v1',
                      'hk.sandboxpp.application.revoke_offer.v1') ORDER BY e.seq DESC LIMIT 1)
     = 'hk.sandboxpp.application.find_ineligible.v1' THEN
    PERFORM start_clock(t, 'completeness');
    RETURN 'submitted';
  END IF;
  RETURN 'in_review';
END $$;

CREATE FUNCTION effect_declare_conflict(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  conflicted boolean := t.event = 'recuse' OR (t.detail->>'conflict')::boolean;
BEGIN
  INSERT INTO declaration (application, person, conflict) VALUES ((t.root).id, (t.actor).person, conflicted)
    ON CONFLICT (application, person) DO UPDATE SET conflict = declaration.conflict OR excluded.conflict;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_give_consent(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO consent (application, kind) VALUES ((t.subject).id, t.detail->>'kind')
    ON CONFLICT (application, kind) DO UPDATE SET given_at = clock_timestamp(), withdrawn_at = NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_withdraw_consent(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE consent SET withdrawn_at = clock_timestamp() WHERE application = (t.subject).id AND kind = t.detail->>'kind';
  RETURN NULL;
END $$;

CREATE FUNCTION effect_agree_publication(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE application SET published_by_firm = published_by_firm OR (t.actor).audience = 'firm',
         published_by_lead = published_by_lead OR (t.actor).audience = 'officer' WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_withdraw_publication(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE application SET published_by_firm = false, published_by_lead = false WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_sign_version(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO party_signature SELECT (t.subject).id, (t.actor).firm, (t.application).version + 1, (t.actor).person, d.revision
    FROM draft d WHERE d.application = (t.subject).id
    ON CONFLICT (application, firm, version) DO UPDATE SET person = excluded.person, revision = excluded.revision;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_add_document(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  sent received_file;
  before document;
BEGIN
  PERFORM while_files_stand();
  SELECT * INTO sent FROM received_file f WHERE f.digest = decode(t.payload->>'digest', 'hex') AND f.account = (t.actor).account;
  IF NOT FOUND THEN
    PERFORM refuse('SB422', 'Send the file itself first: none with this SHA-256 has come from you.');
  END IF;
  IF t.event = 'document_superseded' THEN
    SELECT * INTO before FROM document WHERE id = (t.detail->>'document')::uuid;
  END IF;
  INSERT INTO document (application, kind, title, digest, bytes, media, scan, added_by, supersedes, condition, attribute)
    VALUES ((t.root).id, kind_of_document(t), coalesce(nullif(t.payload->>'title', ''), before.title, ''), sent.digest, sent.bytes,
            sent.media, sent.scan, (t.actor).person, before.id,
            CASE (t.subject).machine WHEN 'condition' THEN (t.subject).id ELSE before.condition END,
            coalesce(before.attribute, nullif(t.payload->>'attribute', '')));
  RETURN NULL;
END $$;

CREATE FUNCTION effect_override_rule(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO override
    SELECT DISTINCT (t.root).id, e.facts, o.rule, t.detail->>'remit', replace(t.event, 'rule_', ''), t.detail->>'reason', t.act
      FROM outcome o JOIN evaluation e ON e.id = o.evaluation
     WHERE e.application = (t.root).id AND e.facts IN (SELECT facts_at_hand((t.root).id)) AND o.rule = t.detail->>'rule'
       AND NOT EXISTS (SELECT FROM override v WHERE (v.application, v.facts, v.rule) = (e.application, e.facts, o.rule));
  IF NOT FOUND THEN
    PERFORM refuse('SB409', 'That rule was overridden or waived already.', '{"guard": "override_standing"}');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_find_fact(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO found_fact VALUES ((t.subject).id, t.detail->>'attribute', t.payload->'value', t.payload->>'evidence',
                                 t.detail->>'remit', t.act);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_set_lead(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE subject SET remit = t.detail->>'remit' WHERE id = (t.subject).id;
  UPDATE application SET published_by_lead = false WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_enter_score(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO score VALUES ((t.root).id, (t.actor).person, t.detail->>'criterion', (t.detail->>'points')::integer,
                            coalesce(t.payload->>'reason', ''))
    ON CONFLICT (application, person, criterion) DO UPDATE SET points = excluded.points, reason = excluded.reason;
  RETURN NULL;
END $$;

-- What the rules read of the panel: the scores of its members who have declared to be free of conflict. The mean is
-- unknown until one of them has scored.
CREATE FUNCTION panel_facts(p_application uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH counted AS (
    SELECT s.person, s.criterion, s.points FROM application a
      JOIN score s ON s.application = a.id
      JOIN panel_member m ON m.cohort = a.cohort AND m.person = s.person
      JOIN declaration d ON d.application = a.id AND d.person = s.person AND NOT d.conflict
     WHERE a.id = p_application)
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'panel.fair_use_mean', (SELECT round(avg(points), 2)::text FROM counted WHERE criterion = 'fair_use'),
    'panel.quorum_met', (SELECT count(*) FROM (SELECT person FROM counted GROUP BY person HAVING count(*) = 5) whole)
                        >= (SELECT c.quorum FROM application a JOIN cohort c ON c.id = a.cohort WHERE a.id = p_application)))
$$;

CREATE FUNCTION effect_erase_words(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO erasure SELECT DISTINCT decode(x, 'hex'), (t.subject).id, clock_timestamp() FROM jsonb_array_elements_text(t.detail->'texts') x;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_keys_are_destroyed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE erasure SET destroyed_at = clock_timestamp() WHERE subject = (t.subject).id AND destroyed_at IS NULL
     AND encode(commitment, 'hex') IN (SELECT jsonb_array_elements_text(t.detail->'texts'));
  RETURN NULL;
END $$;

CREATE FUNCTION effect_set_legal_hold(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE application SET legal_hold = true WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_release_legal_hold(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE application SET legal_hold = false WHERE id = (t.subject).id; RETURN NULL; END $$;

-- Grants

-- What was cleared by other policies, facts or another plan, or on another day, is cleared no more. The row's lock
-- comes first: what is read then is younger.
CREATE FUNCTION renew_clearance(p_application uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  now_by bytea;
BEGIN
  PERFORM FROM compute_grant WHERE application = p_application FOR NO KEY UPDATE;
  now_by := clearance(p_application);
  UPDATE compute_grant SET cleared_by = now_by, cleared_on = day_in_hong_kong(clock_timestamp()), to_judge = true
   WHERE application = p_application AND cleared_by <> now_by;
END $$;

CREATE FUNCTION effect_renew_clearance(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN PERFORM clear_jobs((t.root).id); RETURN NULL; END $$;

-- The same for every trial, in the order of their ids: of a firm whose licence has changed, or of all.
CREATE FUNCTION effect_renew_clearances(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  n uuid;
BEGIN
  FOR n IN SELECT g.application FROM compute_grant g WHERE NOT g.released
              AND (a = 'all' OR EXISTS (SELECT FROM party p WHERE p.application = g.application AND p.firm = (t.subject).firm AND p.joined))
            ORDER BY g.application LOOP
    PERFORM clear_jobs(n);
  END LOOP;
  RETURN NULL;
END $$;

-- Clears the jobs against which nothing stands in the run of the rules on file; the others wait. None is cleared
-- that reads what is not in the plan, whatever a run says.
CREATE FUNCTION clear_jobs(p_application uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM renew_clearance(p_application);
  IF NOT EXISTS (SELECT FROM compute_grant WHERE application = p_application AND to_judge) THEN
    RETURN;
  END IF;
  UPDATE job j SET cleared_by = g.cleared_by FROM compute_grant g
   WHERE g.application = p_application AND j.application = p_application AND j.ended_at IS NULL AND j.cleared_by <> g.cleared_by AND j.inputs <@ g.plan
     AND job_facts(j.application, j.kind, j.part, j.inputs, g.plan) IN (
           SELECT e.about->'job' FROM evaluation e WHERE e.application = p_application AND e.clearance = g.cleared_by
              AND standing_against(e.id, e.facts) IS NULL);
  UPDATE compute_grant SET to_judge = EXISTS (SELECT FROM jobs_to_judge(p_application, cleared_by)) WHERE application = p_application;
END $$;

CREATE FUNCTION effect_clear_jobs(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM clear_jobs((t.root).id);
  IF EXISTS (SELECT FROM job j JOIN compute_grant g USING (application) WHERE application = (t.root).id AND g.open
              AND j.state = 'queued' AND j.cleared_by = g.cleared_by) THEN
    PERFORM pg_notify('jobs', '');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_provision_grant(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  chain uuid;
  approved text[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(t.detail->'plan', '[]')));
BEGIN
  IF EXISTS (SELECT FROM compute_grant WHERE application = (t.subject).id) THEN
    UPDATE compute_grant SET quota = (t.detail->>'seconds')::bigint, slots = (t.detail->>'slots')::integer, released = false, plan = approved
     WHERE application = (t.subject).id;
  ELSE
    chain := (new_subject('jobs', 'job/' || (t.subject).id, gen_random_uuid(), (t.subject).id, (t.root).firm, NULL)).id;
    PERFORM follow(t, chain, 'open');
    INSERT INTO compute_grant (application, chain, starts, ends, quota, slots, cleared_by, plan)
      VALUES ((t.subject).id, chain, day_in_hong_kong(clock_timestamp()), day_in_hong_kong(clock_timestamp()),
              (t.detail->>'seconds')::bigint, (t.detail->>'slots')::integer, not_cleared(), approved);
  END IF;
  PERFORM clear_jobs((t.subject).id);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_fix_last_day(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE application SET trial_start = day_in_hong_kong(clock_timestamp()),
         trial_last = (day_in_hong_kong(clock_timestamp()) + make_interval(months => coalesce(trial_months, 6)))::date
   WHERE id = (t.subject).id;
  UPDATE compute_grant g SET starts = n.trial_start, ends = n.trial_last
    FROM application n WHERE n.id = g.application AND n.id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_open_grant(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE compute_grant SET open = true WHERE application = (t.subject).id AND NOT released;
  -- Whoever notifies commits alone in the whole server: only when a worker has something to do.
  IF EXISTS (SELECT FROM job j WHERE j.application = (t.subject).id AND j.state = 'queued') THEN
    PERFORM pg_notify('jobs', '');
  END IF;
  RETURN NULL;
END $$;

-- The row lock waits for a claim in flight; what it claimed is stopped by the next statement.
CREATE FUNCTION effect_close_grant(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE compute_grant SET open = false WHERE application = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_release_grant(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE compute_grant SET open = false, released = true WHERE application = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_attest_erasure(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE compute_grant SET erased = true WHERE application = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_set_hold(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO hold VALUES ((t.subject).id, coalesce(nullif(t.remit, ''), t.detail->>'remit', (t.root).remit), t.detail->>'reason',
                           coalesce(t.detail->>'reason_zh', ''))
    ON CONFLICT (application, remit) DO UPDATE SET reason = excluded.reason, reason_zh = excluded.reason_zh;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_lift_hold(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM hold WHERE application = (t.subject).id AND remit = t.detail->>'remit';
  IF EXISTS (SELECT FROM hold WHERE application = (t.subject).id) THEN
    RETURN 'suspended';
  END IF;
  IF (t.subject).prior = 'trial' THEN
    PERFORM effect_open_grant(t, a);
  END IF;
  PERFORM write_clock(t, 'suspension_review', 'end');
  RETURN (t.subject).prior;
END $$;

CREATE FUNCTION effect_judge_gates(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  run CONSTANT jsonb := t.payload->'run';
BEGIN
  IF run ? 'set' THEN
    PERFORM keep_policies(run->'set');
  END IF;
  INSERT INTO gate_run (act, application, version, policies, as_of, beside, job)
    VALUES (t.act, (t.subject).id, (t.application).version, decode(run->>'policies', 'hex'), (run->>'as_of')::date,
            coalesce(run->'beside', '{}'), (run->>'job')::uuid);
  INSERT INTO gate_result (application, rule, remit, result, sentence_en, sentence_zh, act)
    SELECT (t.subject).id, g->>'rule', g->>'remit', g->>'result', g->>'sentence_en', g->>'sentence_zh', t.act
      FROM jsonb_array_elements(t.payload->'gates') g;
  RETURN NULL;
END $$;

-- What the countersigned reviews set: of the version in force, or of a variation.
CREATE FUNCTION conditions_set(p_application uuid, p_variation uuid DEFAULT NULL) RETURNS TABLE (remit text, term jsonb) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT r.remit, d FROM application a JOIN review r ON r.application = a.id JOIN subject s ON s.id = r.id, jsonb_array_elements(r.conditions) d
   WHERE a.id = p_application AND s.state = 'countersigned'
     AND CASE WHEN p_variation IS NOT NULL THEN r.variation = p_variation
              ELSE r.valid_for = a.version AND r.round = (
                     SELECT max(n.round) FROM review n WHERE n.application = r.application AND n.remit = r.remit
                        AND n.purpose IN ('application', 'reconsideration')) END
$$;

-- Of that, what no offer has carried yet: what an offer made now would carry.
CREATE FUNCTION conditions_to_carry(p_application uuid, p_variation uuid DEFAULT NULL) RETURNS TABLE (remit text, term jsonb) LANGUAGE sql STABLE AS $$
  SELECT d.remit, d.term FROM conditions_set(p_application, p_variation) d
   WHERE NOT EXISTS (SELECT FROM condition c JOIN subject s ON s.id = c.id
                      WHERE c.application = p_application AND c.remit = d.remit AND c.term = d.term AND s.state <> 'replaced')
   ORDER BY d.remit, d.term
$$;

-- What an earlier offer carried and its remit no longer sets is replaced, and by a variation what it words
-- anew: never two wordings of one rule.
CREATE FUNCTION effect_carry_conditions(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  asked uuid := CASE (t.subject).machine WHEN 'variation' THEN (t.subject).id END;
  former uuid;
  set_one record;
  child attempt;
BEGIN
  FOR former IN SELECT c.id FROM condition c WHERE c.application = (t.root).id
                   AND NOT EXISTS (SELECT FROM conditions_set(c.application, asked) d WHERE d.remit = c.remit AND d.term = c.term)
                   AND (asked IS NULL OR EXISTS (SELECT FROM conditions_set(c.application, asked) d
                                                  WHERE d.remit = c.remit AND d.term->>'rule' = c.rule))
                 ORDER BY c.id LOOP
    PERFORM follow(t, former, 'replace');
  END LOOP;
  FOR set_one IN SELECT * FROM conditions_to_carry((t.root).id, asked) LOOP
    child := t;
    child.payload := set_one.term;
    child.detail := '{}';
    PERFORM follow_new(child, 'condition', set_one.remit, 'set');
  END LOOP;
  RETURN NULL;
END $$;

-- The last day of a length that begins today, or on another day, such as '60 business_days'; a day that is no
-- business day moves on.
CREATE FUNCTION last_day_within(within text, beginning date DEFAULT day_in_hong_kong(clock_timestamp())) RETURNS date
LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
  day date := beginning;
  left_over integer := split_part(within, ' ', 1)::integer;
BEGIN
  CASE split_part(within, ' ', 2)
  WHEN 'months' THEN day := (day + make_interval(months => left_over))::date;
  WHEN 'days' THEN day := day + left_over;
  ELSE
    WHILE left_over > 0 LOOP
      day := day + 1;
      left_over := left_over - business_day(day)::integer;
    END LOOP;
  END CASE;
  WHILE NOT business_day(day) LOOP
    day := day + 1;
  END LOOP;
  RETURN day;
END $$;

CREATE FUNCTION effect_open_condition(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO condition (id, application, remit, rule, wording, wording_zh, timing, due, suspends, term)
    VALUES ((t.subject).id, (t.root).id, (t.subject).remit, t.payload->>'rule', t.payload->>'wording',
            coalesce(t.payload->>'wording_zh', ''), coalesce(t.payload->>'timing', 'precedent'),
            coalesce((t.payload->>'due')::date, last_day_within(t.payload->>'within')),
            coalesce((t.payload->>'suspends')::boolean, false), t.payload);
  RETURN NULL;
END $$;

-- Reviews

CREATE FUNCTION effect_set_assignee(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE review SET assignee = (SELECT person FROM account WHERE id = (t.detail->>'assignee')::uuid) WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_clear_assignee(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE review SET assignee = NULL WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_choose_by_questions(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM question q WHERE q.review = (t.subject).id AND q.state = 'open')
              THEN 'awaiting_information' ELSE 'in_progress' END;
END $$;

-- The time for its answer is a clock of its own, so the calendar and a correction move it as any other.
CREATE FUNCTION effect_open_question(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  made CONSTANT uuid := gen_random_uuid();
BEGIN
  INSERT INTO question (id, review, application, remit, attributes, documents, wording, due_at)
    VALUES (made, (t.subject).id, (t.root).id, (t.subject).remit,
            ARRAY(SELECT jsonb_array_elements_text(coalesce(t.detail->'attributes', '[]'))),
            ARRAY(SELECT jsonb_array_elements_text(coalesce(t.detail->'documents', '[]'))),
            t.payload->>'wording', start_clock(t, 'answer', made));
  RETURN NULL;
END $$;

-- The clocks of questions that wait no more: of one, or of all of a review.
CREATE FUNCTION end_answer_clocks(t attempt, p_question uuid DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM clock_write(c.id, 'end', clock_timestamp(), t.event, t.act) FROM clock c
    WHERE c.subject = (t.subject).id AND c.name = 'answer' AND NOT c.ended AND coalesce(p_question, c.about) = c.about;
END $$;

CREATE FUNCTION effect_answer_question(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE question SET late = state = 'overdue', state = 'answered', answer = t.payload->>'answer', answered_at = clock_timestamp()
   WHERE id = (t.detail->>'question')::uuid;
  PERFORM end_answer_clocks(t, (t.detail->>'question')::uuid);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_withdraw_question(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE question SET state = 'withdrawn' WHERE id = (t.detail->>'question')::uuid;
  PERFORM end_answer_clocks(t, (t.detail->>'question')::uuid);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_expire_questions(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE question SET state = CASE t.event WHEN 'stand_down' THEN 'withdrawn' ELSE 'overdue' END
   WHERE review = (t.subject).id AND state = 'open';
  PERFORM end_answer_clocks(t);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_resume_if_answered(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM question q WHERE q.review = (t.subject).id AND q.state = 'open') THEN
    PERFORM write_clock(t, 'first_review', 'resume');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_sign_recommend(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE review SET recommendation = t.detail->>'recommendation', reasons = coalesce(t.payload->>'reasons', t.detail->>'reasons'),
         conditions = coalesce(t.payload->'conditions', '[]'), seen = decode(seen_digest(application, variation), 'hex'), cycle = cycle + 1
   WHERE id = (t.subject).id;
  INSERT INTO review_signature (review, cycle, person, kind, content)
    SELECT id, cycle, (t.actor).person, 'recommend', sha256(convert_to(t.detail::text || t.payload::text, 'UTF8'))
      FROM review WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_sign_countersign(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO review_signature (review, cycle, person, kind, content)
    SELECT id, cycle, (t.actor).person, 'countersign',
           decode(t.detail->>'seen', 'hex')
      FROM review WHERE id = (t.subject).id;
  UPDATE review SET valid_for = (t.application).version WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

-- How many approvers the pinned policies want of a remit; one where they say nothing.
CREATE FUNCTION approvers_needed(p_application uuid, p_remit text, p_variation uuid DEFAULT NULL) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(max((o.explains->>'count')::integer), 1) FROM outcome o
   WHERE o.kind = 'approve' AND o.remit = p_remit AND o.result IN ('applies', 'undetermined')
     AND o.evaluation = (SELECT e.id FROM evaluation e WHERE e.application = p_application
                            AND e.facts = facts_under(p_application, p_variation) AND looked_at(e.stage) ORDER BY e.made_at DESC LIMIT 1));
END $$;

CREATE FUNCTION effect_choose_by_signatures(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  signed integer;
BEGIN
  SELECT count(*) INTO signed FROM review_signature g JOIN review r ON r.id = g.review AND r.cycle = g.cycle
   WHERE g.review = (t.subject).id AND g.kind = 'countersign';
  IF signed >= approvers_needed((t.root).id, (t.subject).remit, (SELECT variation FROM review WHERE id = (t.subject).id)) THEN
    PERFORM write_clock(t, 'first_review', 'end');
    RETURN 'countersigned';
  END IF;
  RETURN 'recommended';
END $$;

-- Acts of several persons

CREATE FUNCTION resolve_places(o subject, r subject, p_event text, p_detail jsonb) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
  places text[] := '{}';
  place text;
BEGIN
  FOR place IN SELECT unnest(c.places) FROM collective_act c WHERE c.machine = o.machine AND c.event = p_event LOOP
    CASE split_part(place, '@', 2)
    WHEN '' THEN places := places || place;
    WHEN 'lead' THEN places := places || (split_part(place, '@', 1) || '@' || r.remit);
    WHEN 'remit' THEN places := places || (split_part(place, '@', 1) || '@' || o.remit);
    WHEN 'named' THEN places := places || (split_part(place, '@', 1) || '@' || (p_detail->>'remit'));
    WHEN 'binding' THEN
      IF o.remit IS NOT NULL THEN
        places := places || (split_part(place, '@', 1) || '@' || o.remit);
      ELSE
        places := places || ARRAY(SELECT 'approver@authority:' || code FROM authority ORDER BY code);
      END IF;
    WHEN 'inside' THEN
      places := places || ARRAY(SELECT split_part(place, '@', 1) || '@authority:' || authority FROM remit WHERE code = o.remit);
    WHEN 'each_required' THEN
      places := places || ARRAY(SELECT split_part(place, '@', 1) || '@' || m.remit FROM application_remit m
                                 WHERE m.application = r.id AND m.required ORDER BY m.remit);
    WHEN 'each_named' THEN
      places := places || ARRAY(SELECT DISTINCT split_part(place, '@', 1) || '@' || n FROM jsonb_array_elements_text(p_detail->'remits') n ORDER BY 1);
    WHEN 'each_authority' THEN
      places := places || ARRAY(SELECT 'approver@authority:' || code FROM authority ORDER BY code);
    WHEN 'taking_part' THEN
      places := places || ARRAY(SELECT 'approver@authority:' || n FROM cohort c, unnest(c.authorities) n WHERE c.id = o.id ORDER BY n);
    WHEN 'with_case' THEN
      places := places || ARRAY(SELECT DISTINCT 'approver@authority:' || m.authority FROM application a
                                  JOIN application_remit ar ON ar.application = a.id AND ar.required JOIN remit m ON m.code = ar.remit
                                  JOIN subject s ON s.id = a.id AND (s.state IN ('submitted', 'in_review', 'consolidation', 'deferred') OR holds_place(s.state))
                                 WHERE a.cohort = o.id ORDER BY 1);
    END CASE;
  END LOOP;
  RETURN places;
END $$;

CREATE FUNCTION effect_open_proposal(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  o subject;
  places text[];
BEGIN
  SELECT * INTO o FROM subject WHERE id = t.object;
  places := resolve_places(o, t.root, t.detail->>'event', coalesce(t.payload->'detail', '{}'));
  IF cardinality(places) = 0 OR array_position(places, NULL) IS NOT NULL THEN
    PERFORM refuse('SB422', 'Nobody is named to confirm this act.', '{"guard": "places"}');
  END IF;
  INSERT INTO proposal (id, object, event, object_moves, content, detail, payload, proposed_by)
    VALUES ((t.subject).id, o.id, t.detail->>'event', o.moves, (t.application).version,
            coalesce(t.payload->'detail', '{}'), coalesce(t.payload->'payload', '{}'), (t.actor).person);
  INSERT INTO proposal_place (proposal, place, who)
    SELECT (t.subject).id, place, who FROM unnest(places) WITH ORDINALITY AS p(who, place);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_take_place(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  fitting proposal_place := fitting_place(t);
BEGIN
  UPDATE proposal_place SET person = (t.actor).person, taken_at = clock_timestamp()
   WHERE proposal = fitting.proposal AND proposal_place.place = fitting.place;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_choose_by_places(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM proposal_place WHERE proposal = (t.subject).id AND person IS NULL) THEN
    RETURN 'proposed';
  END IF;
  PERFORM write_clock(t, 'proposal', 'end');
  RETURN 'done';
END $$;

-- The rest

CREATE FUNCTION effect_open_variation(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF t.payload ? 'content' THEN
    PERFORM hold_draft((t.root).id, t.payload->'content');
  END IF;
  INSERT INTO variation (id, application, kind, content, facts, months, requested_by)
    VALUES ((t.subject).id, (t.root).id, t.detail->>'kind', coalesce(t.payload->'content', '{}'), facts_of(t.payload->'content'),
            (t.detail->>'months')::integer, (t.actor).person);
  RETURN NULL;
END $$;

-- The version and the grant change in the same call.
CREATE FUNCTION effect_apply_variation(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v variation;
BEGIN
  SELECT * INTO v FROM variation WHERE id = (t.subject).id;
  IF v.kind = 'extension' THEN
    UPDATE application SET trial_last = (trial_last + make_interval(months => v.months))::date,
           trial_months = trial_months + v.months WHERE id = v.application;
    UPDATE compute_grant g SET ends = n.trial_last FROM application n
     WHERE n.id = g.application AND n.id = v.application AND n.trial_last IS NOT NULL;
  ELSE
    PERFORM freeze(v.application, v.content, v.requested_by);
  END IF;
  PERFORM clear_jobs(v.application);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_open_relief(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO relief (id, application, remit, requirement) VALUES ((t.subject).id, (t.root).id, t.detail->>'remit', t.detail->>'requirement');
  UPDATE subject SET remit = t.detail->>'remit' WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_set_relief(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE relief SET limits = t.detail->>'limits', last_day = (t.detail->>'last_day')::date WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_open_incident(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO incident VALUES ((t.subject).id, (t.root).id, t.detail->>'severity', t.payload->>'happened',
                               least(CASE WHEN t.role LIKE 'firm_%' THEN (t.payload->>'known_at')::timestamptz END, clock_timestamp()));
  RETURN NULL;
END $$;

-- What the firm owes is its own notice: with that the clock ends, which began when it knew.
CREATE FUNCTION effect_take_notice(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF t.role IN ('firm_preparer', 'firm_approver') THEN
    UPDATE incident SET late = notice_overdue(id) WHERE id = (t.subject).id AND late IS NULL;
    PERFORM write_clock(t, 'incident_notice', 'end');
  END IF;
  RETURN NULL;
END $$;

-- Whether the firm's notice of an incident came too late, or is overdue.
CREATE FUNCTION notice_overdue(p_incident uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(i.late, EXISTS (SELECT FROM clock c WHERE c.subject = i.id AND c.name = 'incident_notice' AND NOT c.ended
                                     AND c.due_at <= clock_timestamp()))
    FROM incident i WHERE i.id = p_incident
$$;

-- What the rules read of an incident.
CREATE FUNCTION incident_facts(p_incident uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('incident.severity', i.severity, 'incident.report_overdue', notice_overdue(i.id))
    FROM incident i WHERE i.id = p_incident
$$;

-- A suspension that a rule says, in the name of the rule's remit, a joint one's in the lead's: in this act's runs,
-- where the run before on the same thing did not say it already. Whoever lifts it has seen it.
CREATE FUNCTION effect_suspend_by_rule(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  said record;
BEGIN
  IF EXISTS (SELECT FROM evaluation e WHERE e.act = t.act AND e.incident IS NOT NULL AND e.about->'incident' <> incident_facts(e.incident)) THEN
    PERFORM refuse('SB409', 'What is known of the incident has changed meanwhile.', '{}', 'Look at it again, then send it once more.');
  END IF;
  FOR said IN SELECT o.rule, o.sentence_en, o.sentence_zh, CASE o.remit WHEN 'joint' THEN (t.root).remit ELSE o.remit END AS remit
                FROM evaluation e JOIN outcome o ON o.evaluation = e.id
               WHERE e.act = t.act AND e.application = (t.root).id AND o.kind = 'suspend' AND o.severity <> 'shadow' AND o.result = 'applies'
                 AND coalesce((SELECT b.result FROM evaluation f LEFT JOIN outcome b ON b.evaluation = f.id AND b.rule = o.rule
                                WHERE f.application = e.application AND f.stage = e.stage AND f.act <> e.act
                                  AND f.incident IS NOT DISTINCT FROM e.incident AND f.variation IS NOT DISTINCT FROM e.variation
                                ORDER BY f.made_at DESC LIMIT 1), '') <> 'applies'
               ORDER BY o.rule LOOP
    PERFORM follow(t, (t.root).id, 'suspend', jsonb_build_object('remit', said.remit, 'rule', said.rule,
      'reason', format('%s: %s', said.rule, said.sentence_en), 'reason_zh', format('%s：%s', said.rule, said.sentence_zh)));
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_add_note(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO note (supervision, application, authority, person, wording)
    SELECT (t.subject).id, (t.root).id, r.authority, (t.actor).person, t.payload->>'wording'
      FROM remit r WHERE r.code = (t.subject).remit;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_disclose_note(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO note_disclosure SELECT n.id, t.detail->>'authority', t.detail->>'gateway' FROM note n
   WHERE n.supervision = (t.subject).id ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- A note of all desks, in the hand of who proposed it: it stands in that authority's compartment and is
-- disclosed to the others at once, each of which is told in its own.
CREATE FUNCTION effect_add_joint_note(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  made uuid;
BEGIN
  INSERT INTO note (supervision, application, authority, person, wording)
    SELECT (t.subject).id, (t.root).id, r.authority, p.proposed_by, t.payload->>'wording'
      FROM remit r, proposal p WHERE r.code = (t.subject).remit AND p.id = t.proposal RETURNING id INTO made;
  INSERT INTO note_disclosure SELECT made, s.authority, t.detail->>'gateway' FROM sharing(t) s;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_tell_authorities(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  o record;
BEGIN
  FOR o IN SELECT * FROM sharing(t) LOOP
    PERFORM follow(t, o.compartment, 'joint_note_shared', jsonb_build_object('gateway', t.detail->>'gateway', 'from', split_part((t.subject).name, '/', 3)));
  END LOOP;
  RETURN NULL;
END $$;

-- The other authorities whose desks the case requires, each with its compartment.
CREATE FUNCTION sharing(t attempt) RETURNS TABLE (authority text, compartment uuid) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT r.authority, s.id FROM application_remit m JOIN remit r ON r.code = m.remit
    JOIN subject s ON s.name = format('supervision/%s/%s', m.application, r.authority)
   WHERE m.application = (t.root).id AND m.required AND s.id <> (t.subject).id ORDER BY r.authority
$$;

CREATE FUNCTION effect_appoint_alternate(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO alternate VALUES ((t.root).id, (t.detail->>'account')::uuid, t.detail->>'role', t.detail->>'remit', t.act);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_grant_access(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN INSERT INTO role_held VALUES ((t.detail->>'account')::uuid, t.detail->>'role', (t.subject).remit); RETURN NULL; END $$;

CREATE FUNCTION effect_end_access(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM role_held WHERE account = (t.detail->>'account')::uuid AND role = t.detail->>'role' AND of = (t.subject).remit;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_open_cohort(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO cohort (id, key, title_en, title_zh, kind, opens, closes, capacity, quorum, weights, authorities)
    VALUES ((t.subject).id, t.payload->>'key', t.payload->>'title_en', t.payload->>'title_zh', coalesce(t.payload->>'kind', 'window'),
            (t.payload->>'opens')::date, (t.payload->>'closes')::date, (t.payload->>'capacity')::integer,
            coalesce((t.payload->>'quorum')::integer, 2), coalesce(t.payload->'weights', '{}'),
            ARRAY(SELECT jsonb_array_elements_text(t.payload->'authorities')));
  UPDATE subject SET remit = t.remit WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_move_window(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE cohort SET closes = (t.detail->>'closes')::date WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_set_ranks(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM rank WHERE cohort = (t.subject).id;
  INSERT INTO rank SELECT (t.subject).id, (r->>'application')::uuid, place, (r->>'above_line')::boolean, coalesce(r->>'reason', '')
    FROM jsonb_array_elements(t.payload->'ranking') WITH ORDINALITY AS n(r, place);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_open_licence(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO licence VALUES ((t.subject).id, (t.actor).firm, t.payload->>'remit', t.payload->>'class', t.payload->>'number', false);
  UPDATE subject SET remit = t.payload->>'remit', firm = (t.actor).firm WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_enter_register(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE licence SET registered = true WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_leave_register(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN UPDATE licence SET registered = false WHERE id = (t.subject).id; RETURN NULL; END $$;

CREATE FUNCTION effect_open_problem(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN INSERT INTO problem VALUES ((t.subject).id, (t.actor).firm, t.payload->>'wording'); RETURN NULL; END $$;

CREATE FUNCTION effect_open_note(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN INSERT INTO practice_note VALUES ((t.subject).id, t.payload->>'title', t.payload->>'wording'); RETURN NULL; END $$;

CREATE FUNCTION effect_store_policy(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO policy_version (id, name, version, binds, digest, file, source, published_by)
    VALUES ((t.subject).id, t.payload->>'name', t.payload->>'version', t.payload->>'binds', decode(t.payload->>'digest', 'hex'),
            t.payload->>'file', t.payload->>'source', (t.actor).person);
  UPDATE subject SET remit = (SELECT code FROM remit WHERE code = t.payload->>'binds') WHERE id = (t.subject).id;
  RETURN NULL;
END $$;

-- One set for the day on which it takes effect, and one for each later day on which others do.
CREATE FUNCTION effect_put_in_force(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE policy_version SET activated_by = (t.actor).person, adopted_on = day_in_hong_kong(clock_timestamp()),
         effective = (t.detail->>'effective')::date WHERE id = (t.subject).id;
  INSERT INTO policy_calendar (effective, digest)
    SELECT (s->>'effective')::date, keep_policies(s) FROM jsonb_array_elements(t.payload->'sets') s;
  IF NOT EXISTS (SELECT FROM policy_calendar c JOIN policy_set p USING (digest),
                      jsonb_to_recordset(p.sources) AS s(name text, text text, before text)
                  JOIN policy_version v ON v.digest = sha256(convert_to(s.text, 'UTF8'))
                  WHERE v.id = (t.subject).id AND c.effective = v.effective AND s.before IS NULL) THEN
    PERFORM refuse('SB422', 'Give the set of policies that is in force from that day on, this version in it.', '{"guard": "in_force"}');
  END IF;
  RETURN effect_renew_clearances(t, 'all');
END $$;

CREATE FUNCTION effect_open_artefact(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO artefact (id, application, job, kind, digest, bytes, class, title)
    VALUES ((t.subject).id, (t.root).id, (t.payload->>'job')::uuid, t.detail->>'kind', t.detail->>'digest',
            coalesce((t.payload->>'bytes')::bigint, 0), coalesce(t.payload->>'class', 'synthetic'), coalesce(t.payload->>'title', ''));
  RETURN NULL;
END $$;

-- Consequences: what one act does to other subjects, as the system, under the same act.

-- The row of the table for an event at a subject as it stands; null where there is none.
CREATE FUNCTION transition_of(s subject, p_event text) RETURNS transition LANGUAGE plpgsql STABLE AS $$
DECLARE
  n transition;
BEGIN
  SELECT * INTO n FROM transition x WHERE x.machine = s.machine AND x.event = p_event
     AND (x.from_state = coalesce(s.state, '') OR (x.from_state = '*' AND s.state IS NOT NULL));
  RETURN n;
END $$;

-- Performs a transition on a subject that is locked: guards, effects, entry, what follows.
CREATE FUNCTION perform(t attempt, n transition) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  name text;
  lacking text;
  chosen text;
  target text;
  written text[] := '{}';
BEGIN
  FOREACH name IN ARRAY n.guards LOOP
    lacking := guard(split_part(name, ':', 1), t, split_part(name, ':', 2));
    IF lacking IS NOT NULL THEN
      PERFORM refuse('SB422', lacking, jsonb_build_object('guard', name, 'event', t.event, 'subject', (t.subject).name));
    END IF;
  END LOOP;
  IF NOT t.as_system THEN
    PERFORM take_part(t);
  END IF;
  FOREACH name IN ARRAY n.effects LOOP
    IF name NOT LIKE '>%' THEN
      chosen := coalesce(effect(split_part(name, ':', 1), t, split_part(name, ':', 2)), chosen);
      written := written || name;
    END IF;
  END LOOP;
  IF n.from_state <> '*' THEN
    target := CASE WHEN cardinality(n.to_states) > 1 THEN chosen
                   WHEN n.to_states = '{kept}' THEN (t.subject).prior ELSE n.to_states[1] END;
    IF target IS NULL THEN
      PERFORM refuse('SB500', 'No effect chose the state.', jsonb_build_object('event', t.event));
    END IF;
  END IF;
  IF (t.application).id IS NOT NULL THEN
    SELECT row INTO t.application FROM application row WHERE id = (t.application).id;
  ELSIF (t.root).machine = 'application' THEN
    SELECT row INTO t.application FROM application row WHERE id = (t.root).id;
  END IF;
  PERFORM append(t, target, written);
  FOREACH name IN ARRAY n.effects LOOP
    IF name LIKE '>%' THEN
      PERFORM effect(split_part(substr(name, 2), ':', 1), t, split_part(name, ':', 2));
    END IF;
  END LOOP;
  RETURN target;
END $$;

CREATE FUNCTION as_consequence(t attempt, p_event text, p_detail jsonb) RETURNS attempt LANGUAGE plpgsql AS $$
BEGIN
  t.event := p_event;
  t.detail := p_detail;
  t.role := 'system';
  t.remit := coalesce(p_detail->>'remit', (t.subject).remit, '');
  t.as_system := true;
  t.proposal := NULL;
  RETURN t;
END $$;

-- The same act moves another subject of the case; nothing happens if its table has no such row.
CREATE FUNCTION follow(t attempt, p_subject uuid, p_event text, p_detail jsonb DEFAULT '{}', p_payload jsonb DEFAULT '{}')
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  n transition;
BEGIN
  SELECT row INTO t.subject FROM subject row WHERE id = p_subject FOR NO KEY UPDATE;
  IF (t.subject).root IS NULL AND (t.root).id <> p_subject THEN
    t.root := t.subject;
    SELECT row INTO t.application FROM application row WHERE id = p_subject;
  END IF;
  n := transition_of(t.subject, p_event);
  IF NOT coalesce(n.who && '{system,consequence}', false) THEN
    RETURN false;
  END IF;
  t := as_consequence(t, p_event, p_detail);
  t.from_state := n.from_state;
  t.payload := p_payload;
  PERFORM perform(t, n);
  RETURN true;
END $$;

-- The same act opens a child of the case, its row written by the caller where the event has no effect for it.
CREATE FUNCTION follow_new(t attempt, p_machine text, p_remit text, p_event text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  child subject := new_subject(p_machine, NULL, gen_random_uuid(), (t.root).id, (t.root).firm, p_remit);
BEGIN
  PERFORM follow(t, child.id, p_event, t.detail, t.payload);
  RETURN child.id;
END $$;

CREATE FUNCTION invite(t attempt, p_remit text, p_purpose text, p_variation uuid DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  child subject;
  next integer;
BEGIN
  SELECT coalesce(max(round), 0) + 1 INTO next FROM review WHERE application = (t.root).id AND remit = p_remit;
  child := new_subject('review', NULL, gen_random_uuid(), (t.root).id, (t.root).firm, p_remit);
  INSERT INTO review (id, application, remit, round, purpose, variation)
    VALUES (child.id, (t.root).id, p_remit, next, p_purpose, p_variation);
  PERFORM follow(t, child.id, 'invite', jsonb_build_object('round', next, 'purpose', p_purpose));
END $$;

-- Each authority of the case, and the panel, gets its compartment.
CREATE FUNCTION effect_open_supervision(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  o record;
BEGIN
  FOR o IN SELECT DISTINCT ON (authority) r.authority, r.code FROM application_remit m JOIN remit r ON r.code = m.remit
            WHERE m.application = (t.root).id AND NOT EXISTS (SELECT FROM subject WHERE name = format('supervision/%s/%s', (t.root).id, r.authority))
           UNION ALL SELECT 'PANEL', NULL WHERE NOT EXISTS (SELECT FROM subject WHERE name = format('supervision/%s/PANEL', (t.root).id))
           ORDER BY authority, code LOOP
    PERFORM follow(t, (new_subject('supervision', format('supervision/%s/%s', (t.root).id, o.authority), gen_random_uuid(),
                                   (t.root).id, (t.root).firm, o.code)).id, 'open');
  END LOOP;
  RETURN NULL;
END $$;

-- Opens a review for each required remit that has none open and none valid for this version.
CREATE FUNCTION effect_open_reviews(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m text;
BEGIN
  FOR m IN SELECT ar.remit FROM application_remit ar
            WHERE ar.application = (t.root).id AND ar.required
              AND NOT EXISTS (SELECT FROM review r JOIN subject s ON s.id = r.id
                               WHERE r.application = ar.application AND r.remit = ar.remit AND r.purpose IN ('application', 'reconsideration')
                                 AND (s.state NOT IN ('countersigned', 'stood_down')
                                      OR (s.state = 'countersigned' AND r.valid_for = (t.application).version)))
            ORDER BY ar.remit LOOP
    PERFORM invite(t, m, 'application');
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION open_reviews_of(p_application uuid) RETURNS TABLE (id uuid, remit text, state text)
LANGUAGE sql STABLE AS $$
  SELECT r.id, r.remit, s.state FROM review r JOIN subject s ON s.id = r.id
   WHERE r.application = p_application AND s.state NOT IN ('countersigned', 'stood_down') ORDER BY r.id
$$;

CREATE FUNCTION effect_stand_down_reviews(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  o record;
BEGIN
  FOR o IN SELECT * FROM open_reviews_of((t.root).id) LOOP
    PERFORM follow(t, o.id, 'stand_down');
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_stand_down_named(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  o record;
BEGIN
  FOR o IN SELECT * FROM open_reviews_of((t.root).id) v WHERE v.remit = t.detail->>'remit' LOOP
    PERFORM follow(t, o.id, 'stand_down');
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION conclude_if_complete(t attempt) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  SELECT row INTO t.subject FROM subject row WHERE id = (t.root).id;
  IF (t.subject).state = 'in_review' AND guard_reviews_complete(t, '') IS NULL AND guard_no_question_open(t, '') IS NULL THEN
    RETURN follow(t, (t.root).id, 'conclude_reviews');
  END IF;
  RETURN false;
END $$;

CREATE FUNCTION effect_conclude_if_complete(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN PERFORM conclude_if_complete(t); RETURN NULL; END $$;

-- The firm may know that something happened at a desk, never what was recommended.
CREATE FUNCTION effect_tell_firm(t attempt, event_name text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  told jsonb := jsonb_build_object('desk', (t.subject).remit);
BEGIN
  IF (SELECT purpose FROM review WHERE id = (t.subject).id) = 'variation' OR (t.root).machine <> 'application' THEN
    RETURN NULL;
  END IF;
  IF t.detail ? 'attributes' THEN told := told || jsonb_build_object('attributes', t.detail->'attributes'); END IF;
  IF t.detail ? 'documents' THEN told := told || jsonb_build_object('documents', t.detail->'documents'); END IF;
  IF t.detail ? 'question' THEN told := told || jsonb_build_object('question', t.detail->'question'); END IF;
  PERFORM follow(t, (t.root).id, event_name, told);
  RETURN NULL;
END $$;

-- After a countersignature: the last one concludes the reviews in the same call; else the desk is done.
CREATE FUNCTION effect_tell_or_conclude(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM subject WHERE id = (t.subject).id) = 'countersigned' AND NOT conclude_if_complete(t) THEN
    RETURN effect_tell_firm(t, 'review_done');
  END IF;
  RETURN NULL;
END $$;

-- Whether content changes a fact on which a remit's word rests; what that is, the program reads in
-- the policies (`attributesRead`).
CREATE FUNCTION touches(content jsonb, p_remit text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT FROM jsonb_array_elements(content->'reads') r, jsonb_array_elements_text(r->'attributes') name
                  WHERE r->>'remit' = p_remit AND content->'changed' ? name)
$$;

-- The kinds of documents that a remit's rules name and that came after the review was recommended: what
-- it rests on is not what its signatures saw.
CREATE FUNCTION documents_since(content jsonb, p_review uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT d.kind ORDER BY d.kind), '{}') FROM review r JOIN document d ON d.application = r.application
   WHERE r.id = p_review
     AND d.kind IN (SELECT jsonb_array_elements_text(coalesce(x->'documents', '[]')) FROM jsonb_array_elements(content->'reads') x
                     WHERE x->>'remit' = r.remit)
     AND d.added_at > (SELECT min(g.signed_at) FROM review_signature g WHERE g.review = r.id AND g.cycle = r.cycle)
$$;

-- After an amendment: open reviews go on with the new version, recommended ones go back, a
-- countersigned review of a remit that reads a changed fact or document gets a next round, others are
-- carried.
CREATE FUNCTION effect_renew_reviews(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  o record;
BEGIN
  FOR o IN SELECT * FROM open_reviews_of((t.root).id) v WHERE v.state = 'recommended' LOOP
    PERFORM follow(t, o.id, 'version_changed');
  END LOOP;
  FOR o IN
    SELECT DISTINCT ON (r.remit) r.id, r.remit, s.state FROM review r JOIN subject s ON s.id = r.id
      JOIN application_remit ar ON ar.application = r.application AND ar.remit = r.remit AND ar.required
     WHERE r.application = (t.root).id AND r.purpose IN ('application', 'reconsideration')
     ORDER BY r.remit, r.round DESC LOOP
    IF o.state = 'countersigned' AND NOT touches(t.payload->'content', o.remit)
       AND documents_since(t.payload->'content', o.id) = '{}' THEN
      UPDATE review SET valid_for = (t.application).version WHERE id = o.id;
      PERFORM follow(t, o.id, 'carried', jsonb_build_object('version', (t.application).version,
                                                            'changed', coalesce(t.payload->'content'->'changed', '[]')));
    END IF;
  END LOOP;
  PERFORM effect_open_reviews(t, a);
  PERFORM conclude_if_complete(t);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_next_rounds(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m text;
BEGIN
  FOR m IN SELECT DISTINCT jsonb_array_elements_text(t.detail->'remits') ORDER BY 1 LOOP
    PERFORM invite(t, m, 'application');
  END LOOP;
  RETURN NULL;
END $$;

-- Back from deferral: a next round for each remit whose outcomes or facts changed since it signed.
CREATE FUNCTION effect_next_rounds_changed(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m text;
BEGIN
  FOR m IN SELECT ar.remit FROM application_remit ar
            WHERE ar.application = (t.root).id AND ar.required AND NOT EXISTS (
              SELECT FROM review r JOIN subject s ON s.id = r.id
               WHERE r.application = ar.application AND r.remit = ar.remit AND s.state = 'countersigned'
                 AND r.valid_for = (t.application).version AND encode(r.seen, 'hex') = seen_digest((t.root).id))
            ORDER BY ar.remit LOOP
    PERFORM invite(t, m, 'application');
  END LOOP;
  PERFORM conclude_if_complete(t);
  RETURN NULL;
END $$;

CREATE FUNCTION effect_next_rounds_reconsidered(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m text;
BEGIN
  IF (SELECT state FROM subject WHERE id = (t.subject).id) = 'in_review' THEN
    FOR m IN SELECT ar.remit FROM application_remit ar
              WHERE ar.application = (t.root).id AND ar.required
                AND t.detail->'remits' ? ar.remit ORDER BY ar.remit LOOP
      PERFORM invite(t, m, 'reconsideration');
    END LOOP;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_open_exit_reviews(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m text;
BEGIN
  PERFORM effect_stand_down_reviews(t, a);
  FOR m IN SELECT remit FROM application_remit WHERE application = (t.root).id AND required ORDER BY remit LOOP
    PERFORM invite(t, m, 'exit');
  END LOOP;
  RETURN NULL;
END $$;

-- A variation is reviewed by the lead and by each remit that reads what changes; an extension by all.
-- A trial is extended once within the policies' limit; what goes beyond is every required desk's to review.
CREATE FUNCTION beyond_limit(t attempt) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  most CONSTANT clock_setting := clock_length(t, 'trial_extension');
  today CONSTANT date := day_in_hong_kong(clock_timestamp());
BEGIN
  RETURN today + make_interval(months => (t.detail->>'months')::integer) > CASE most.unit
           WHEN 'months' THEN today + make_interval(months => most.length) ELSE last_day_within(format('%s %s', most.length, most.unit)) END
      OR EXISTS (SELECT FROM variation v JOIN subject s ON s.id = v.id
                  WHERE v.application = (t.root).id AND v.kind = 'extension' AND s.state = 'approved');
END $$;

CREATE FUNCTION effect_open_variation_reviews(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m text;
BEGIN
  FOR m IN SELECT remit FROM application_remit ar WHERE ar.application = (t.root).id AND ar.required
              AND (t.detail->>'kind' = 'extension' AND coalesce(beyond_limit(t), true) OR touches(t.payload->'content', ar.remit) OR ar.remit = (t.root).remit)
            ORDER BY remit LOOP
    PERFORM invite(t, m, 'variation', (t.subject).id);
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_stand_down_variation(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  o record;
BEGIN
  FOR o IN SELECT v.id FROM open_reviews_of((t.root).id) v JOIN review r ON r.id = v.id WHERE r.variation = (t.subject).id LOOP
    PERFORM follow(t, o.id, 'stand_down');
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_lapse_variations(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v uuid;
BEGIN
  FOR v IN SELECT n.id FROM variation n JOIN subject s ON s.id = n.id WHERE n.application = (t.root).id AND s.state = 'requested' LOOP
    PERFORM follow(t, v, 'lapse');
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_end_reliefs(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v uuid;
BEGIN
  FOR v IN SELECT n.id FROM relief n JOIN subject s ON s.id = n.id WHERE n.application = (t.root).id AND s.state = 'granted' LOOP
    PERFORM follow(t, v, 'end', '{"reason": "the trial ended"}');
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_act_on_consent(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF t.detail->>'kind' = 'share_cyberport' THEN
    PERFORM effect_close_grant(t, a);
    PERFORM effect_stop_jobs(t, a);
    PERFORM effect_release_grant(t, a);
  ELSIF t.detail->>'kind' = 'share_regulators'
     AND (SELECT count(DISTINCT r.authority) FROM application_remit m JOIN remit r ON r.code = m.remit
           WHERE m.application = (t.root).id AND m.required) > 1 THEN
    IF (t.subject).state IN ('trial', 'paused', 'suspended') THEN
      PERFORM follow(t, (t.root).id, 'end_trial', '{"reason": "consent withdrawn"}');
    ELSE
      PERFORM follow(t, (t.root).id, 'withdraw', '{"reason": "consent withdrawn"}');
    END IF;
  ELSIF t.detail->>'kind' = 'publish_summary' AND ((t.application).published_by_firm OR (t.application).published_by_lead) THEN
    PERFORM follow(t, (t.root).id, 'publication_withdrawn', '{"reason": "consent withdrawn"}');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_suspend_if_marked(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT suspends FROM condition WHERE id = (t.subject).id) THEN
    PERFORM follow(t, (t.root).id, 'suspend', jsonb_build_object('reason', 'a condition is breached', 'remit', (t.subject).remit));
  END IF;
  RETURN NULL;
END $$;

-- A licence that leaves `active`: trials that rely on it are suspended in its remit's name. Before
-- a trial nothing advances (`guard_licences_stand`).
CREATE FUNCTION effect_suspend_relying_cases(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  n uuid;
  relying CONSTANT uuid[] := ARRAY(SELECT s.id FROM application p JOIN subject s ON s.id = p.id
    WHERE s.state IN ('trial', 'paused')
      AND (p.firm = (t.subject).firm OR EXISTS (SELECT FROM party y WHERE y.application = p.id AND y.firm = (t.subject).firm AND y.joined))
      AND (t.subject).id IN (SELECT relied_on(p.id)) ORDER BY s.id FOR NO KEY UPDATE OF s);
BEGIN
  -- All cases first, then all grants that this act touches, each by id: nobody holds one and wants an earlier one.
  PERFORM FROM compute_grant g WHERE NOT g.released
      AND EXISTS (SELECT FROM party p WHERE p.application = g.application AND p.firm = (t.subject).firm AND p.joined) ORDER BY g.application FOR NO KEY UPDATE;
  FOREACH n IN ARRAY relying LOOP
    PERFORM follow(t, n, 'suspend', jsonb_build_object('reason', 'a licence relied on is no longer active', 'remit', (t.subject).remit));
  END LOOP;
  RETURN NULL;
END $$;

-- The act that several persons agreed on, in the call of the last of them.
CREATE FUNCTION effect_carry_out(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  p proposal;
  n transition;
BEGIN
  IF EXISTS (SELECT FROM proposal_place WHERE proposal = (t.subject).id AND person IS NULL) THEN
    RETURN NULL;
  END IF;
  SELECT * INTO p FROM proposal WHERE id = (t.subject).id;
  SELECT row INTO t.subject FROM subject row WHERE id = p.object FOR NO KEY UPDATE;
  n := transition_of(t.subject, p.event);
  IF NOT coalesce('confirmed' = ANY (n.who), false) THEN
    PERFORM refuse('SB409', 'The case has moved on since this was proposed.', '{"guard": "object_unmoved"}');
  END IF;
  t.event := p.event;
  t.from_state := n.from_state;
  t.detail := p.detail;
  -- What all agreed to, with what the program composes at the moment of the act; no more of the last person.
  t.payload := p.payload || coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(t.payload)
                                       WHERE key IN ('evaluation', 'sets')), '{}');
  t.proposal := p.id;
  PERFORM keep_evaluation(t, n);
  PERFORM perform(t, n);
  RETURN NULL;
END $$;

-- Jobs

CREATE FUNCTION log_jobs(p_act uuid, p_actor actor, p_application uuid, p_event text, p_jobs uuid[], p_detail jsonb DEFAULT '{}',
                         p_system boolean DEFAULT false, p_role text DEFAULT 'worker') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t attempt;
BEGIN
  SELECT s INTO t.subject FROM compute_grant g JOIN subject s ON s.id = g.chain WHERE g.application = p_application;
  t.root := t.subject;
  t.act := p_act;
  t.actor := p_actor;
  t.event := p_event;
  t.payload := '{}';
  t.role := p_role;
  t.remit := '';
  t.as_system := p_system;
  t.detail := p_detail || jsonb_build_object('count', cardinality(p_jobs), 'steps', (
    SELECT encode(sha256(convert_to(string_agg(step_line(s), E'\n' ORDER BY s.id), 'UTF8')), 'hex')
      FROM job_step s WHERE s.act = p_act AND s.job = ANY (p_jobs) AND p_event <> 'stale_refused'));
  IF t.detail->'steps' = 'null' THEN
    t.detail := t.detail - 'steps';
  END IF;
  PERFORM append(t, NULL, '{}');
END $$;

-- Moves jobs by one event and notes each step.
CREATE FUNCTION step_jobs(p_act uuid, p_jobs uuid[], p_event text, p_to text, p_worker text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH before AS (SELECT id, state, token FROM job WHERE id = ANY (p_jobs)),
       moved AS (UPDATE job SET state = p_to, last_event = p_event,
                        ended_at = CASE WHEN p_to IN ('succeeded', 'failed', 'cancelled', 'killed') THEN clock_timestamp() END
                  WHERE id = ANY (p_jobs) RETURNING id, result)
  INSERT INTO job_step (job, token, event, from_state, to_state, worker, result, act)
    SELECT b.id, b.token, p_event, b.state, p_to, p_worker, moved.result, p_act FROM before b JOIN moved USING (id) ORDER BY b.id;
END $$;

CREATE FUNCTION effect_stop_jobs(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  marked uuid[];
BEGIN
  WITH stopped AS (
    UPDATE job SET stop_mark = 'kill', last_event = 'stop'
     WHERE application = (t.root).id AND state IN ('dispatching', 'running', 'unknown') AND stop_mark IS NULL RETURNING id)
  SELECT array_agg(id ORDER BY id) INTO marked FROM stopped;
  IF marked IS NOT NULL THEN
    INSERT INTO job_step (job, token, event, from_state, to_state, result, act)
      SELECT id, token, 'stop', state, state, result, t.act FROM job WHERE id = ANY (marked) ORDER BY id;
    PERFORM log_jobs(t.act, t.actor, (t.root).id, 'stop', marked, '{"mark": "kill"}', true, 'system');
    PERFORM pg_notify('stops', '');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_cancel_jobs(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  waiting uuid[];
BEGIN
  SELECT array_agg(id ORDER BY id) INTO waiting FROM job WHERE application = (t.root).id AND state IN ('queued', 'held');
  IF waiting IS NOT NULL THEN
    PERFORM step_jobs(t.act, waiting, 'cancel', 'cancelled', NULL);
    PERFORM log_jobs(t.act, t.actor, (t.root).id, 'cancel', waiting, '{}', true, 'system');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION effect_set_draining(t attempt, a text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE node SET draining = t.event = 'drain' WHERE 'node/' || name = (t.subject).name;
  RETURN NULL;
END $$;

-- Which function a name of the table calls: made from the functions above, so that none is missed.
DO $$
DECLARE
  kind text;
BEGIN
  FOREACH kind IN ARRAY ARRAY['guard', 'effect'] LOOP
    EXECUTE format($f$
      CREATE FUNCTION %1$I(name text, t attempt, argument text) RETURNS text LANGUAGE plpgsql AS $body$
      BEGIN
        CASE name %2$s
        ELSE PERFORM refuse('SB500', 'The lifecycle names a function that is not there.', jsonb_build_object('name', name));
        END CASE;
        RETURN NULL;
      END $body$ $f$, kind,
      (SELECT string_agg(format('WHEN %L THEN RETURN %I(t, argument);', substr(proname, length(kind) + 2), proname), ' ')
         FROM pg_proc WHERE pronamespace = 'sandboxpp'::regnamespace AND proname LIKE kind || '\_%' AND pronargs = 2));
  END LOOP;
END $$;

-- What a run was made on: the content that the act brings, what an open variation asks for, or the version in force.
CREATE FUNCTION content_judged(t attempt, run jsonb) RETURNS evaluation LANGUAGE plpgsql AS $$
DECLARE
  made evaluation;
  asked variation;
BEGIN
  made.id := gen_random_uuid();
  made.version := (t.application).version;
  made.facts := (t.application).facts;
  made.variation := CASE (t.subject).machine WHEN 'variation' THEN (t.subject).id END;
  IF t.payload ? 'content' THEN
    made.version := made.version + 1;
    made.facts := facts_of(t.payload->'content');
  ELSIF run ? 'variation' THEN
    SELECT v.* INTO asked FROM variation v JOIN subject s ON s.id = v.id
     WHERE v.application = (t.application).id AND s.state = 'requested' AND s.name = run->>'variation' AND v.facts IS NOT NULL;
    made.version := made.version + 1;
    made.facts := asked.facts;
    made.variation := asked.id;
  END IF;
  RETURN made;
END $$;

-- Whether the runs of the rules that come with an act are kept: where its guards judge by them, or its effects do.
CREATE FUNCTION keeps_runs(n transition) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT FROM unnest(n.guards) g WHERE split_part(g, ':', 1) IN (
           'rules_clear', 'evaluation_given', 'content_confirmed', 'variation_described', 'rules_at_dispatch'))
      OR '>suspend_by_rule' = ANY (n.effects)
$$;

-- An act that judges by the rules carries their runs, made now by the program: they are stored first, in
-- their order, so that guards read them. With other acts they are not looked at.
CREATE FUNCTION keep_evaluation(t attempt, n transition) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  e jsonb;
  made evaluation;
  found outcome[];
BEGIN
  IF (t.application).id IS NULL OR NOT keeps_runs(n) THEN
    RETURN;
  END IF;
  IF 'rules_at_dispatch' = ANY (n.guards) OR 'clear_jobs' = ANY (n.effects) THEN
    PERFORM renew_clearance((t.application).id);  -- with each day it changes, and nobody's act
  END IF;
  FOR e IN SELECT jsonb_array_elements(t.payload->'evaluation') LOOP
    IF e ? 'set' THEN
      PERFORM keep_policies(e->'set');
    END IF;
    made := content_judged(t, e);
    CONTINUE WHEN made.facts IS NULL;        -- nothing is frozen yet: there is nothing to judge
    made.about := coalesce(e->'about', '{}');
    IF made.about ? 'panel' AND made.about->'panel' <> panel_facts((t.application).id) THEN
      PERFORM refuse('SB409', 'The panel''s scores were changed meanwhile.', '{}', 'Look at them again, then send it once more.');
    END IF;
    IF e->>'stage' = 'dispatch' THEN         -- of each kind of job one, under the clearance that it was made for
      SELECT g.cleared_by INTO made.clearance FROM compute_grant g
       WHERE g.application = (t.application).id AND encode(g.cleared_by, 'hex') = e->>'clearance';
      CONTINUE WHEN made.clearance IS NULL OR NOT made.about ? 'job'
                 OR run_at_dispatch((t.application).id, made.clearance, made.about->'job') IS NOT NULL;
    ELSIF e->>'stage' = 'incident' THEN
      made.incident := coalesce((SELECT s.id FROM subject s WHERE s.name = e->>'incident' AND s.machine = 'incident' AND s.root = (t.application).id),
                                CASE (t.subject).machine WHEN 'incident' THEN (t.subject).id END);
      CONTINUE WHEN made.incident IS NULL OR NOT made.about ? 'incident';
    END IF;
    found := outcomes_of(made.id, e->'outcomes');
    INSERT INTO evaluation (id, application, version, stage, as_of, policies, vocabulary, language, facts, beside, about, outcomes, quotas,
                            clocks, variation, incident, clearance, act)
      VALUES (made.id, (t.application).id, made.version, e->>'stage', (e->>'as_of')::date, decode(e->>'policies', 'hex'),
              decode(e->>'vocabulary', 'hex'), e->>'language', made.facts, coalesce(e->'beside', '{}'), made.about, outcomes_digest(found),
              coalesce(e->'quotas', '[]'), coalesce(e->'clocks', '[]'), made.variation, made.incident, made.clearance, t.act);
    INSERT INTO outcome SELECT * FROM unnest(found);
  END LOOP;
END $$;

-- Whether the actor may know that subject's state and version: as row-level security shows it.
CREATE FUNCTION knows(a actor, s subject) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  case_id uuid := coalesce(s.root, s.id);
BEGIN
  IF s.state IS NULL OR s.id = a.session THEN
    RETURN s.id IS NOT NULL;
  END IF;
  CASE a.audience
  WHEN 'firm' THEN
    IF s.machine = 'cohort' THEN
      RETURN s.state <> 'planned';
    ELSIF NOT firms_may_see(s.machine) THEN
      RETURN false;
    ELSIF s.firm = a.firm THEN
      RETURN true;
    END IF;
    RETURN EXISTS (SELECT FROM party p WHERE p.application = case_id AND p.firm = a.firm AND p.joined AND p.part IN ('applicant', 'co_applicant'));
  WHEN 'officer' THEN
    RETURN CASE WHEN s.machine IN ('review', 'supervision', 'remit') THEN s.remit = ANY (authority_remits(a.roles))
                WHEN s.machine = 'proposal' THEN officer_sees_proposal(s.id)
                WHEN s.machine IN ('access', 'system') THEN false
                WHEN s.machine <> 'application' AND s.root IS NULL THEN true
                ELSE EXISTS (SELECT FROM application_remit m, unnest(roles_on(a, case_id)) h
                              WHERE m.application = case_id AND split_part(h, '@', 2) = m.remit) END;
  WHEN 'panel' THEN
    RETURN CASE WHEN s.machine = 'cohort' THEN true
                WHEN s.machine = 'application' THEN panel_sees(s.id)
                ELSE s.name LIKE 'supervision/%/PANEL' AND panel_sees(case_id) END;
  WHEN 'operator' THEN
    RETURN s.machine IN ('application', 'jobs', 'artefact', 'cohort', 'node', 'calendar') OR s.machine = 'proposal' AND operator_sees_proposal(s.id);
  WHEN 'auditor' THEN
    RETURN auditor_of_all() OR auditor_sees_subject(s.id);
  ELSE RETURN true;
  END CASE;
END $$;

CREATE FUNCTION firms_may_see(machine text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT machine = ANY ('{application,licence,condition,variation,relief,incident,artefact,problem,firm,jobs}')
$$;

-- All remits of the authorities in which somebody with these roles holds one.
CREATE FUNCTION authority_remits(roles text[]) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(code), '{}') FROM remit
   WHERE authority IN (SELECT r.authority FROM remit r, unnest(roles) h WHERE r.code = split_part(h, '@', 2)));
END $$;

-- The state, if the actor may know it, and the events that they may fire now: named in every refusal.
CREATE FUNCTION allowed_now(t attempt) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  w text;
  mine text[] := '{}';
  allowed jsonb;
BEGIN
  FOR w IN SELECT DISTINCT unnest(n.who) FROM transition n WHERE n.machine = (t.subject).machine
              AND (n.from_state = coalesce((t.subject).state, '') OR (n.from_state = '*' AND (t.subject).state IS NOT NULL)) LOOP
    IF qualifies(t, w) IS NOT NULL THEN
      mine := mine || w;
    END IF;
  END LOOP;
  SELECT coalesce(jsonb_agg(DISTINCT n.event ORDER BY n.event), '[]') INTO allowed FROM transition n
   WHERE n.machine = (t.subject).machine AND n.who && mine
     AND (n.from_state = coalesce((t.subject).state, '') OR (n.from_state = '*' AND (t.subject).state IS NOT NULL));
  RETURN CASE WHEN knows(t.actor, t.subject) THEN jsonb_build_object('state', coalesce((t.subject).state, 'new')) ELSE '{}' END
      || jsonb_build_object('allowed', allowed);
END $$;

-- The texts of a case that somebody may read where they were said, and that are not erased.
CREATE FUNCTION texts_kept(a actor, p_root uuid) RETURNS TABLE (commitment text, said_at timestamptz) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT encode(x.commitment, 'hex'), (SELECT min(e.at) FROM audit_event e WHERE e.subject = x.subject AND e.act = x.act)
      FROM said x JOIN subject o ON o.id = x.subject
     WHERE x.root = p_root AND knows(a, o) AND NOT EXISTS (SELECT FROM erasure r WHERE r.commitment = x.commitment);
END $$;

CREATE FUNCTION texts_of(p_case uuid) RETURNS TABLE (commitment text, said_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  IF officer_reads(p_case) THEN
    RETURN QUERY SELECT * FROM texts_kept(current_actor(), p_case);
  END IF;
END $$;

-- What the caller may do with a subject now, and what still stands against it. Guards that judge
-- what the caller says are left to the act itself.
CREATE FUNCTION possible_acts(p_subject text) RETURNS TABLE (event text, way text, role text, lacking text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
#variable_conflict use_column
DECLARE
  t attempt;
  n transition;
  w text;
  matched text;
  g text;
  by_state CONSTANT text[] := '{
    after_trial,
    amendment_invited,
    before_closed,
    change_not_yet_asked,
    clock_run_out,
    closed_case,
    conditions_precedent_met,
    content_confirmed,
    deferred_case,
    erasure_settled,
    exit_parts_signed,
    final_report_settled,
    fresh_eyes,
    gates_stated,
    grant_absent,
    grant_idle,
    grant_provisioned,
    in_trial_states,
    legal_hold_stands,
    licences_stand,
    no_condition_conflict,
    no_hold,
    no_legal_hold,
    no_question_open,
    none_objects,
    not_countersigner,
    not_proposer,
    not_recommender,
    not_twice,
    object_unmoved,
    one_open_variation,
    parties_signed,
    party_free_to_leave,
    party_invited,
    place_in_cohort,
    publication_due,
    publication_stands,
    question_left,
    questions_used,
    reconsideration_open,
    relief_decided,
    reminders_sent,
    reviews_complete,
    rule_stands,
    submitter_changed_nothing,
    suspended_case,
    took_no_part,
    trial_days_left,
    window_open}';
BEGIN
  t.actor := current_actor();
  SELECT s INTO t.subject FROM subject s WHERE s.name = p_subject;
  IF (t.actor).account IS NULL OR (t.subject).id IS NULL OR NOT knows(t.actor, t.subject) THEN
    RETURN;
  END IF;
  SELECT s INTO t.root FROM subject s WHERE s.id = coalesce((t.subject).root, (t.subject).id);
  SELECT a INTO t.application FROM application a WHERE a.id = (t.root).id;
  t.actor.roles := roles_on(t.actor, (t.root).id);
  t.detail := '{}';
  t.payload := '{}';
  FOR n IN SELECT * FROM transition x WHERE x.machine = (t.subject).machine
             AND x.from_state IN ((t.subject).state, '*') ORDER BY x.from_state = '*', x.event LOOP
    t.event := n.event;
    t.from_state := n.from_state;
    matched := NULL;
    way := 'act';
    FOREACH w IN ARRAY n.who LOOP
      IF w = 'confirmed' THEN
        SELECT p INTO matched FROM collective_act c, unnest(c.proposers) p
         WHERE c.machine = n.machine AND c.event = n.event
           AND qualifies(t, replace(replace(p, '@named_authority', '@required'), '@named', '@required')) IS NOT NULL LIMIT 1;
        way := 'propose';
      ELSIF qualifies(t, w) IS NOT NULL THEN
        matched := w;
      END IF;
      EXIT WHEN matched IS NOT NULL;
    END LOOP;
    CONTINUE WHEN matched IS NULL;
    event := n.event;
    role := split_part(matched, '@', 1);
    lacking := NULL;
    FOREACH g IN ARRAY n.guards LOOP
      IF lacking IS NULL AND split_part(g, ':', 1) = ANY (by_state) THEN
        lacking := guard(split_part(g, ':', 1), t, split_part(g, ':', 2));
      END IF;
    END LOOP;
    RETURN NEXT;
  END LOOP;
END $$;

-- Finds and locks: the case first, then what hangs under it; a new subject gets its row.
CREATE FUNCTION locate(t attempt, p_subject text) RETURNS attempt LANGUAGE plpgsql AS $$
DECLARE
  found subject;
  strong_lock boolean;
BEGIN
  IF p_subject LIKE '%/new' THEN
    RETURN locate_new(t, split_part(p_subject, '/', 1));
  END IF;
  SELECT * INTO found FROM subject WHERE name = p_subject;
  IF found.id IS NULL THEN
    PERFORM refuse('SB404', 'There is no such subject.', jsonb_build_object('subject', p_subject));
  END IF;
  IF found.root IS NOT NULL THEN
    SELECT coalesce(bool_or(strong), false) INTO strong_lock FROM transition WHERE machine = found.machine AND event = t.event;
    IF strong_lock THEN
      SELECT row INTO t.root FROM subject row WHERE id = found.root FOR NO KEY UPDATE;
    ELSE
      SELECT row INTO t.root FROM subject row WHERE id = found.root FOR SHARE;
    END IF;
  END IF;
  SELECT row INTO t.subject FROM subject row WHERE id = found.id FOR NO KEY UPDATE;
  IF found.root IS NULL THEN
    t.root := t.subject;
  ELSIF (t.root).machine = 'application' THEN
    SELECT row INTO t.application FROM application row WHERE id = (t.root).id;
  END IF;
  IF (t.subject).machine = 'application' THEN
    SELECT row INTO t.application FROM application row WHERE id = (t.subject).id;
  END IF;
  RETURN t;
END $$;

-- A new subject gets its row, under the locked case that payload.parent names if its table hangs
-- under one. Nothing of it stays if the act is refused.
CREATE FUNCTION locate_new(t attempt, wanted text) RETURNS attempt LANGUAGE plpgsql AS $$
DECLARE
  m machine;
  parent subject;
  made uuid := gen_random_uuid();
BEGIN
  SELECT * INTO m FROM machine WHERE name = wanted;
  IF NOT FOUND THEN
    PERFORM refuse('SB404', 'There is no such kind of subject.', jsonb_build_object('subject', wanted));
  END IF;
  IF m.under <> '' THEN
    SELECT * INTO parent FROM subject WHERE name = t.payload->>'parent' AND (m.under = '*' OR machine = m.under);
    IF NOT FOUND THEN
      PERFORM refuse('SB404', 'There is no such case.', jsonb_build_object('parent', t.payload->>'parent'),
                     'Name in payload.parent what it hangs under.');
    END IF;
    SELECT row INTO t.root FROM subject row WHERE id = coalesce(parent.root, parent.id) FOR NO KEY UPDATE;
    t.object := parent.id;
    IF (t.root).machine = 'application' THEN
      SELECT row INTO t.application FROM application row WHERE id = (t.root).id;
    END IF;
  END IF;
  t.payload := t.payload - 'parent';
  IF wanted = 'policy' AND t.event = 'publish' AND (coalesce(t.payload->>'name', '') !~ '^[a-z][a-z0-9_-]{1,39}$' OR t.payload->>'name' = 'new'
                            OR coalesce(t.payload->>'version', '') !~ '^[0-9][0-9A-Za-z.-]{0,19}$') THEN
    PERFORM refuse('SB422', 'Give the policy''s name and version.', '{"guard": "policy_checked"}');
  END IF;
  IF wanted = 'policy' AND t.event = 'publish' AND EXISTS (SELECT FROM policy_version v WHERE v.name = t.payload->>'name' AND v.version = t.payload->>'version') THEN
    PERFORM refuse('SB409', 'That version of the policy is published already; versions are immutable.', '{"guard": "policy_version"}',
                   'Raise the version in the policy''s first line.');
  END IF;
  t.subject := new_subject(wanted, CASE WHEN wanted = 'policy' AND t.event = 'publish' THEN format('policy/%s/%s', t.payload->>'name', t.payload->>'version') END,
                           made, (t.root).id, coalesce((t.root).firm, (t.actor).firm),
                           CASE WHEN m.under <> '' THEN (t.root).remit END);
  IF m.under = '' THEN
    t.root := t.subject;
  END IF;
  RETURN t;
END $$;

-- Fires an event at a subject. `subject` is '<machine>/<id>', or '<machine>/new' for an event that
-- creates one (payload.parent names the case it hangs under). `expected` is the version the caller
-- saw, null where the event names what it is about. `detail` stands in the entry; `payload` goes to
-- the rows and stands in the entry by its SHA-256. Whoever may not know the subject itself, as a
-- firm a review, is answered by the case: its state and version, never the subject's.
-- Refusals: SB400 malformed, SB401 nobody, SB403 not this person, SB404 no subject, SB405 not in this
-- state, SB409 changed meanwhile, SB422 a guard.
CREATE FUNCTION act(p_subject text, p_event text, p_expected bigint, p_detail jsonb DEFAULT '{}', p_payload jsonb DEFAULT '{}')
RETURNS TABLE (subject_name text, new_state text, new_version bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  t attempt;
  n transition;
  shown subject;
  broken text;
BEGIN
  t := attempt_by(current_actor(), p_event, p_detail, p_payload);
  IF p_subject LIKE 'job/%' THEN
    RETURN QUERY SELECT * FROM act_on_job(t, p_subject, p_expected);
    RETURN;
  END IF;
  t := locate(t, p_subject);
  t.actor.roles := roles_on(t.actor, (t.root).id);
  shown := CASE WHEN knows(t.actor, t.subject) THEN t.subject WHEN knows(t.actor, t.root) THEN t.root END;
  IF p_expected <> shown.seq THEN
    PERFORM refuse('SB409', 'It has changed since you looked.',
                   jsonb_build_object('expected', p_expected, 'version', shown.seq, 'state', shown.state),
                   'Look at what changed and decide again.');
  END IF;
  n := transition_of(t.subject, p_event);
  IF n.event IS NULL THEN
    PERFORM refuse_event(t);
  END IF;
  t := take_role(t, n);
  PERFORM check_declaration(t);
  t.from_state := n.from_state;
  PERFORM keep_words(t, coalesce((t.root).id, (t.subject).id));
  PERFORM keep_evaluation(t, n);
  PERFORM perform(t, n);
  RETURN QUERY SELECT s.name, s.state, s.seq FROM subject s WHERE s.id = coalesce(shown.id, (t.subject).id);
EXCEPTION
  WHEN integrity_constraint_violation OR data_exception OR program_limit_exceeded THEN
    GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
    PERFORM refuse_broken(SQLSTATE, broken);
END $$;

-- Guards read in statements younger than the lock, which see what others have just committed only at
-- READ COMMITTED: at the others the whole transaction sees what was there when it began.
CREATE FUNCTION see_the_latest() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM refuse('SB400', 'Acts are done at the isolation level READ COMMITTED.', '{}',
                   'Begin the transaction at READ COMMITTED.');
  END IF;
END $$;

CREATE FUNCTION attempt_by(a actor, p_event text, p_detail jsonb, p_payload jsonb) RETURNS attempt LANGUAGE plpgsql AS $$
DECLARE
  t attempt;
BEGIN
  PERFORM see_the_latest();
  IF a.account IS NULL THEN
    PERFORM refuse('SB401', 'Nobody is signed in.', '{}', 'Sign in and try again.');
  END IF;
  t.actor := a;
  t.act := gen_random_uuid();
  t.event := p_event;
  t.detail := coalesce(p_detail, '{}');
  t.words := coalesce(p_payload->'sealed', '[]');
  t.payload := coalesce(p_payload - 'sealed', '{}');
  t.as_system := false;
  IF jsonb_typeof(t.detail) <> 'object' OR jsonb_typeof(t.payload) <> 'object'
     OR octet_length(t.detail::text) > 16384 OR octet_length(t.payload::text) > 4194304 THEN
    PERFORM refuse('SB400', 'Detail and payload are JSON objects of at most 16 kB and 4 MB.');
  END IF;
  RETURN t;
END $$;

-- The table has no such row. Whoever may not know the state must not learn it from the answer.
CREATE FUNCTION refuse_event(t attempt) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF knows(t.actor, t.subject) THEN
    PERFORM refuse('SB405', format('%s cannot happen in the state %s.', t.event, coalesce((t.subject).state, 'new')), allowed_now(t));
  ELSIF EXISTS (SELECT FROM transition n, unnest(n.who) w
                 WHERE n.machine = (t.subject).machine AND n.event = t.event AND n.from_state <> '' AND qualifies(t, w) IS NOT NULL) THEN
    PERFORM refuse('SB405', format('%s cannot happen any more.', t.event), allowed_now(t));
  END IF;
  PERFORM refuse('SB403', format('%s is not yours to do here.', t.event), allowed_now(t));
END $$;

-- What a constraint of the schema holds, in words; the values stay out of it.
CREATE FUNCTION refuse_broken(state text, broken text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  CASE broken
  WHEN 'one_part_on_a_case' THEN
    PERFORM refuse('SB403', 'You already have another part on this case.', '{"guard": "one_part"}');
  WHEN 'recommender_does_not_countersign' THEN
    PERFORM refuse('SB403', 'You recommended in this review: another person must countersign.', '{"guard": "not_recommender"}');
  WHEN 'review_signature_pkey' THEN
    PERFORM refuse('SB403', 'You signed this recommendation already: another approver is needed.', '{"guard": "not_twice"}');
  WHEN 'author_does_not_activate' THEN
    PERFORM refuse('SB403', 'Whoever published a policy cannot activate it.', '{"guard": "author_does_not_activate"}');
  ELSE
    PERFORM refuse(CASE WHEN state = '23505' THEN 'SB409' ELSE 'SB400' END,
                   CASE WHEN state = '23505' THEN 'That is there already.' ELSE 'A value is missing or cannot be what it should be.' END,
                   jsonb_strip_nulls(jsonb_build_object('constraint', nullif(broken, ''), 'sqlstate', state)),
                   'Check what was sent.');
  END CASE;
END $$;

-- Records an event that leaves the state as it is; its rows of the table have '*' as from.
CREATE FUNCTION record(p_subject text, p_event text, p_expected bigint, p_detail jsonb DEFAULT '{}', p_payload jsonb DEFAULT '{}')
RETURNS TABLE (subject_name text, new_state text, new_version bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM transition WHERE event = p_event AND from_state = '*') THEN
    PERFORM refuse('SB405', format('%s is not an event that leaves the state as it is.', p_event), '{}', 'Use act.');
  END IF;
  RETURN QUERY SELECT * FROM act(p_subject, p_event, p_expected, p_detail, p_payload);
END $$;

-- A new job is cleared by the run of the rules on file for such a job, which let it be taken; where there is none,
-- it waits for the clockwork to have them run.
CREATE FUNCTION clear_requested(j job) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  g compute_grant;
BEGIN
  SELECT * INTO g FROM compute_grant WHERE application = j.application;
  IF run_at_dispatch(j.application, g.cleared_by, job_facts(j.application, j.kind, j.part, j.inputs, g.plan)) IS NULL THEN
    UPDATE compute_grant SET to_judge = true WHERE application = j.application;
  ELSIF g.to_judge THEN
    PERFORM clear_jobs(j.application);
  ELSE
    UPDATE job SET cleared_by = g.cleared_by WHERE id = j.id;
  END IF;
END $$;

-- People and jobs: request, hold, release, cancel, stop, redrive. A job's own row holds its state;
-- its entries stand in the chain job/<application>.
CREATE FUNCTION act_on_job(t attempt, p_subject text, p_expected bigint)
RETURNS TABLE (subject_name text, new_state text, new_version bigint) LANGUAGE plpgsql AS $$
DECLARE
  j job;
  n transition;
  w text;
  g compute_grant;
  lacking text;
  target text;
  known boolean;
  allowed jsonb;
BEGIN
  IF p_subject <> 'job/new' THEN
    SELECT * INTO j FROM job WHERE id::text = split_part(p_subject, '/', 2);
    IF NOT FOUND THEN
      PERFORM refuse('SB404', 'There is no such job.');
    END IF;
  END IF;
  SELECT s INTO t.root FROM subject s WHERE s.id = coalesce(j.application,
    (SELECT id FROM subject WHERE name = t.payload->>'parent' AND machine = 'application')) FOR NO KEY UPDATE;
  IF (t.root).id IS NULL THEN
    PERFORM refuse('SB404', 'There is no such case.', jsonb_build_object('parent', t.payload->>'parent'),
                   'Name in payload.parent the case of the job.');
  END IF;
  t.payload := t.payload - 'parent';
  t.subject := t.root;
  SELECT row INTO t.application FROM application row WHERE id = (t.root).id;
  SELECT * INTO g FROM compute_grant WHERE application = (t.root).id FOR NO KEY UPDATE;
  SELECT * INTO j FROM job WHERE id = j.id FOR UPDATE;
  t.object := j.id;
  known := j.id IS NULL OR knows(t.actor, (SELECT s FROM subject s WHERE s.id = g.chain));
  IF known AND p_expected <> j.token THEN
    PERFORM refuse('SB409', 'It has changed since you looked.', jsonb_build_object('expected', p_expected, 'version', j.token, 'state', j.state),
                   'Look at what changed and decide again.');
  END IF;
  SELECT coalesce(jsonb_agg(m.event ORDER BY m.event), '[]') INTO allowed FROM transition m
   WHERE m.machine = 'job' AND m.from_state = coalesce(j.state, '')
     AND EXISTS (SELECT FROM unnest(m.who) h WHERE h <> 'worker' AND qualifies(t, h) IS NOT NULL);
  SELECT * INTO n FROM transition m WHERE m.machine = 'job' AND m.event = t.event AND m.from_state = coalesce(j.state, '');
  IF NOT FOUND AND known THEN
    PERFORM refuse('SB405', format('%s cannot happen to a job in the state %s.', t.event, coalesce(j.state, 'new')),
                   jsonb_build_object('state', coalesce(j.state, 'new'), 'allowed', allowed));
  END IF;
  FOREACH w IN ARRAY coalesce(n.who, '{}') LOOP
    CONTINUE WHEN w = 'worker';              -- a worker goes through claim and settle
    t.role := split_part(qualifies(t, w), '@', 1);
    EXIT WHEN t.role IS NOT NULL;
  END LOOP;
  IF t.role IS NULL THEN
    PERFORM refuse('SB403', format('%s is not yours to do here.', t.event),
                   CASE WHEN known THEN jsonb_build_object('state', coalesce(j.state, 'new')) ELSE '{}' END || jsonb_build_object('allowed', allowed));
  END IF;
  t.remit := '';
  PERFORM keep_words(t, (t.root).id);
  IF t.event = 'request' THEN
    PERFORM keep_evaluation(t, n);
  END IF;
  FOREACH lacking IN ARRAY n.guards LOOP
    target := guard(lacking, t, '');
    IF target IS NOT NULL THEN
      PERFORM refuse('SB422', target, jsonb_build_object('guard', lacking));
    END IF;
  END LOOP;
  IF t.event = 'request' THEN
    SELECT * INTO j FROM job WHERE application = (t.root).id AND unique_key = t.payload->>'unique_key'
       AND state NOT IN ('failed', 'cancelled', 'killed');
    IF NOT FOUND THEN
      INSERT INTO job (reference, application, kind, part, state, last_event, priority, max_attempts, seconds, spec, inputs,
                       cleared_by, unique_key, requested_by)
        VALUES ('J' || upper(encode(public.gen_random_bytes(5), 'hex')), (t.root).id, coalesce(t.detail->>'kind', 'batch'),
                coalesce(t.detail->>'part', 'candidate'), 'queued', 'request', coalesce((t.payload->>'priority')::integer, 100),
                coalesce((t.payload->>'max_attempts')::integer, 3), (t.payload->>'seconds')::integer, t.payload->'spec',
                ARRAY(SELECT jsonb_array_elements_text(coalesce(t.payload->'inputs', '[]'))), not_cleared(),
                t.payload->>'unique_key', (t.actor).account)
        RETURNING * INTO j;
      INSERT INTO job_step (job, token, event, from_state, to_state, act) VALUES (j.id, 0, 'request', '', 'queued', t.act);
      PERFORM clear_requested(j);
      PERFORM log_jobs(t.act, t.actor, (t.root).id, 'requested', ARRAY[j.id], jsonb_build_object('job', j.id), false, t.role);
      PERFORM pg_notify('jobs', '');
    END IF;
  ELSE
    IF t.event = 'stop' THEN
      UPDATE job SET stop_mark = coalesce(stop_mark, CASE t.role WHEN 'system' THEN 'kill' ELSE 'cancel' END), last_event = 'stop' WHERE id = j.id;
      INSERT INTO job_step (job, token, event, from_state, to_state, result, act)
        VALUES (j.id, j.token, 'stop', j.state, j.state, j.result, t.act);
      PERFORM pg_notify('stops', '');
    ELSE
      UPDATE job SET attempts = 0, run_at = clock_timestamp(), ended_at = NULL, result = NULL WHERE id = j.id AND t.event = 'redrive';
      UPDATE job SET held_by = (t.actor).account WHERE id = j.id AND t.event = 'hold';
      PERFORM step_jobs(t.act, ARRAY[j.id], t.event, n.to_states[1], NULL);
      IF t.event = 'redrive' THEN
        UPDATE compute_grant SET to_judge = true WHERE application = (t.root).id;
        PERFORM clear_jobs((t.root).id);
      END IF;
    END IF;
    PERFORM log_jobs(t.act, t.actor, (t.root).id, t.event, ARRAY[j.id], t.detail || jsonb_build_object('job', j.id), false, t.role);
  END IF;
  RETURN QUERY SELECT 'job/' || i.id, i.state, i.token FROM job i WHERE i.id = j.id;
END $$;

CREATE FUNCTION worker_actor() RETURNS actor LANGUAGE plpgsql AS $$
DECLARE
  a actor := current_actor();
BEGIN
  PERFORM see_the_latest();
  IF a.account IS NULL OR a.audience NOT IN ('worker', 'clockwork') THEN
    PERFORM refuse('SB401', 'Only a worker may do this.');
  END IF;
  RETURN a;
END $$;

CREATE FUNCTION see_node(p_name text, p_engine text, p_slots integer, p_kinds text[] DEFAULT '{batch}') RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  made uuid := gen_random_uuid();
BEGIN
  PERFORM worker_actor();
  INSERT INTO node (name, engine, slots, kinds, seen_at) VALUES (p_name, p_engine, p_slots, p_kinds, clock_timestamp())
    ON CONFLICT (name) DO UPDATE SET engine = excluded.engine, slots = excluded.slots, kinds = excluded.kinds,
                                     seen_at = excluded.seen_at;
  IF NOT EXISTS (SELECT FROM subject WHERE name = 'node/' || p_name) THEN
    PERFORM new_subject('node', 'node/' || p_name, made, NULL, NULL, NULL);
    PERFORM happened(made, 'join', jsonb_build_object('engine', p_engine));
  END IF;
  RETURN (SELECT draining FROM node WHERE name = p_name);
END $$;

-- How long a lease may be: whoever asks for more would keep a job from its rescue.
CREATE FUNCTION lease_end(lease interval) RETURNS timestamptz LANGUAGE plpgsql AS $$
BEGIN
  RETURN clock_timestamp() + least(lease, interval '1 hour');
END $$;

-- Claims up to `most` jobs for a worker. Open grants are served in turn, their rows skipped when
-- another holds them; a suspension takes the same row, so what it closed is not claimed.
CREATE FUNCTION claim(p_worker text, p_node text, most integer, lease interval DEFAULT '5 seconds')
RETURNS TABLE (id uuid, reference text, token bigint, application uuid, part text, spec jsonb, inputs text[], seconds integer,
               attempt integer, lease_until timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
#variable_conflict use_column
DECLARE
  a actor := worker_actor();
  g compute_grant;
  this_act uuid;
  picked uuid[];
  cost bigint;
  left_over integer := least(most, 64);
  moment CONSTANT timestamptz := clock_timestamp();
  today CONSTANT date := day_in_hong_kong(moment);
BEGIN
  IF EXISTS (SELECT FROM node WHERE name = p_node AND draining) THEN
    RETURN;
  END IF;
  FOR g IN SELECT * FROM compute_grant c
            WHERE c.open AND today BETWEEN c.starts AND c.ends AND c.cleared_on = today AND c.running < c.slots AND c.used + c.reserved < c.quota
              AND EXISTS (SELECT FROM job q WHERE q.application = c.application AND q.state = 'queued' AND q.run_at <= moment
                            AND q.cleared_by = c.cleared_by)
            ORDER BY c.served_at LIMIT left_over FOR NO KEY UPDATE SKIP LOCKED LOOP
    EXIT WHEN left_over <= 0;
    SELECT array_agg(r.id ORDER BY r.place), sum(r.seconds) INTO picked, cost FROM (
      SELECT q.id, q.seconds, row_number() OVER w AS place, sum(q.seconds) OVER w AS total
        FROM (SELECT b.id, b.seconds, b.priority, b.run_at FROM job b
               WHERE b.application = g.application AND b.state = 'queued' AND b.run_at <= moment AND b.cleared_by = g.cleared_by
               ORDER BY b.priority, b.run_at, b.id LIMIT least(left_over, g.slots - g.running) FOR UPDATE SKIP LOCKED) q
      WINDOW w AS (ORDER BY q.priority, q.run_at, q.id)) r
     WHERE g.used + g.reserved + r.total <= g.quota;
    CONTINUE WHEN picked IS NULL;
    this_act := gen_random_uuid();
    UPDATE compute_grant SET reserved = reserved + cost, running = running + cardinality(picked), served_at = clock_timestamp()
     WHERE application = g.application;
    UPDATE job SET token = nextval('lease_token'), worker = p_worker, lease_until = lease_end(lease), attempts = attempts + 1
     WHERE job.id = ANY (picked);
    PERFORM step_jobs(this_act, picked, 'claim', 'dispatching', p_worker);
    INSERT INTO dispatch (job, token, node, worker, reserved)
      SELECT j.id, j.token, p_node, p_worker, j.seconds FROM job j WHERE j.id = ANY (picked);
    PERFORM log_jobs(this_act, a, g.application, 'dispatched', picked);
    left_over := left_over - cardinality(picked);
    RETURN QUERY SELECT j.id, j.reference, j.token, j.application, j.part, j.spec, j.inputs, j.seconds, j.attempts, j.lease_until
                   FROM job j WHERE j.id = ANY (picked) ORDER BY j.priority, j.run_at, j.id;
  END LOOP;
END $$;

-- Renews the leases that this worker still holds; what is not returned is lost. `stop` is the mark.
CREATE FUNCTION renew(p_worker text, jobs uuid[], tokens bigint[], lease interval DEFAULT '5 seconds')
RETURNS TABLE (id uuid, token bigint, stop text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  UPDATE job j SET lease_until = lease_end(lease)
    FROM unnest(jobs, tokens) AS held(id, token)
   WHERE j.id = held.id AND j.token = held.token AND j.worker = p_worker AND j.state IN ('dispatching', 'running')
     AND (worker_actor()).account IS NOT NULL
  RETURNING j.id, j.token, j.stop_mark
$$;

-- Delivers what happened to attempts, each fenced by its token. news: [{"job", "token", "event":
-- start|succeed|fail|refuse|lose_contact|stopped|adopt, "seconds", "result", "report", "retry",
-- "to": what an adopted attempt was found to be}].
-- A piece of news whose token is no longer current changes nothing and is logged as stale.
CREATE FUNCTION settle(p_worker text, news jsonb) RETURNS TABLE (id uuid, accepted boolean, state text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
#variable_conflict use_column
DECLARE
  a actor := worker_actor();
  item record;
  this_act uuid := gen_random_uuid();
  applications uuid[];
  one uuid;
  ended uuid[];
  adopted uuid[];
BEGIN
  IF jsonb_array_length(news) > 1000 THEN
    PERFORM refuse('SB400', 'At most 1,000 pieces of news at once.');
  END IF;
  SELECT array_agg(DISTINCT j.application ORDER BY j.application) INTO applications
    FROM jsonb_to_recordset(news) AS n(job uuid) JOIN job j ON j.id = n.job;
  PERFORM FROM compute_grant WHERE application = ANY (applications) ORDER BY application FOR NO KEY UPDATE;
  FOR item IN SELECT n.*, j.application FROM jsonb_to_recordset(news)
                AS n(job uuid, token bigint, event text, seconds integer, result text, report jsonb, metrics jsonb, retry boolean, "to" text)
                JOIN job j ON j.id = n.job ORDER BY j.id LOOP
    RETURN QUERY SELECT item.job, s.accepted, s.state
                   FROM settle_one(this_act, a, p_worker, item.job, item.token, item.event, item.seconds, item.result, item.report,
                                   coalesce(item.metrics, '[]'), coalesce(item.retry, true), item."to") s;
  END LOOP;
  FOREACH one IN ARRAY coalesce(applications, '{}') LOOP
    SELECT array_agg(s.job ORDER BY s.id) FILTER (WHERE s.event NOT IN ('start', 'adopt')),
           array_agg(s.job ORDER BY s.id) FILTER (WHERE s.event = 'adopt') INTO ended, adopted
      FROM job_step s JOIN job j ON j.id = s.job WHERE s.act = this_act AND j.application = one;
    IF adopted IS NOT NULL THEN
      PERFORM log_jobs(this_act, a, one, 'adopt', adopted);
    END IF;
    IF ended IS NOT NULL THEN
      PERFORM log_jobs(this_act, a, one, 'ended', ended);
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION settle_one(p_act uuid, a actor, p_worker text, p_job uuid, p_token bigint, p_event text, p_seconds integer,
                           p_result text, p_report jsonb, p_metrics jsonb, p_retry boolean, p_to text)
RETURNS TABLE (accepted boolean, state text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  j job;
  event_now text := p_event;
  target text;
  allowed text[];
BEGIN
  SELECT * INTO j FROM job WHERE job.id = p_job FOR UPDATE;
  -- An attempt that nobody knows of may be found by another worker than the one that lost it.
  IF j.token IS DISTINCT FROM p_token OR j.state NOT IN ('dispatching', 'running', 'unknown')
     OR (j.worker IS DISTINCT FROM p_worker AND NOT (j.state = 'unknown' AND p_event IN ('adopt', 'stopped'))) THEN
    PERFORM log_jobs(p_act, a, j.application, 'stale_refused', ARRAY[p_job], jsonb_build_object('job', p_job, 'event', p_event));
    RETURN QUERY SELECT false, j.state;
    RETURN;
  END IF;
  IF p_event = 'start' AND j.state = 'running' THEN
    RETURN QUERY SELECT true, j.state;     -- delivered twice
    RETURN;
  END IF;
  SELECT to_states INTO allowed FROM transition
   WHERE machine = 'job' AND from_state = j.state AND event = p_event AND 'worker' = ANY (who)
     AND (p_event <> 'stopped' OR j.stop_mark IS NOT NULL) AND (p_event <> 'adopt' OR p_to = ANY (to_states));
  IF allowed IS NULL THEN
    RETURN QUERY SELECT false, j.state;
    RETURN;
  END IF;
  IF j.stop_mark IS NOT NULL AND (p_event IN ('succeed', 'fail', 'refuse') OR (p_event = 'adopt' AND p_to IN ('succeeded', 'failed'))) THEN
    event_now := 'stopped';                -- the mark is sticky: no success and no retry undoes it
  END IF;
  target := CASE event_now
    WHEN 'stopped' THEN CASE j.stop_mark WHEN 'kill' THEN 'killed' ELSE 'cancelled' END
    WHEN 'fail' THEN CASE WHEN p_retry AND j.attempts < j.max_attempts THEN 'queued' ELSE 'failed' END
    WHEN 'refuse' THEN CASE WHEN p_retry AND j.attempts < j.max_attempts THEN 'queued' ELSE 'failed' END
    WHEN 'adopt' THEN p_to
    ELSE allowed[1] END;
  UPDATE job SET result = decode(p_result, 'hex'), report = coalesce(p_report, job.report),
         run_at = CASE target WHEN 'queued' THEN clock_timestamp() + least(interval '1 second' * 2 ^ j.attempts, interval '5 minutes') ELSE job.run_at END,
         worker = CASE event_now WHEN 'adopt' THEN p_worker ELSE job.worker END,
         lease_until = CASE event_now WHEN 'adopt' THEN clock_timestamp() + interval '5 seconds' ELSE job.lease_until END
   WHERE job.id = p_job;
  PERFORM step_jobs(p_act, ARRAY[p_job], event_now, target, p_worker);
  IF target = 'succeeded' THEN
    INSERT INTO metric (job, application, name, value, samples)
      SELECT p_job, j.application, m.name, m.value, m.samples
        FROM jsonb_to_recordset(p_metrics) AS m(name text, value numeric, samples bigint);
  END IF;
  IF target NOT IN ('dispatching', 'running', 'unknown') THEN
    PERFORM return_reservation(j, p_seconds);
  END IF;
  RETURN QUERY SELECT true, target;
END $$;

-- What was reserved goes back; what was used stays.
CREATE FUNCTION return_reservation(j job, p_seconds integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE compute_grant SET reserved = reserved - j.seconds, running = running - 1,
         used = used + least(greatest(coalesce(p_seconds, 0), 0), j.seconds)
   WHERE application = j.application;
  UPDATE dispatch SET settled = coalesce(p_seconds, 0) WHERE job = j.id AND token = j.token;
  UPDATE job SET worker = NULL, lease_until = NULL WHERE id = j.id;
END $$;

-- Jobs whose worker is silent past its lease. A guard ends the attempt at the lease's end, so two
-- seconds later the local engine surely has nothing left of it: the job goes back, or ends.
CREATE FUNCTION rescue() RETURNS TABLE (id uuid, state text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
#variable_conflict use_column
DECLARE
  a actor := worker_actor();
  g record;
  j job;
  this_act uuid;
  target text;
  touched uuid[];
  grace CONSTANT interval := '2 seconds';
BEGIN
  FOR g IN SELECT DISTINCT application FROM job
            WHERE state IN ('dispatching', 'running', 'unknown') AND lease_until < clock_timestamp() - grace
            ORDER BY application LIMIT 100 LOOP
    PERFORM FROM compute_grant WHERE application = g.application FOR NO KEY UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    this_act := gen_random_uuid();
    touched := '{}';
    FOR j IN SELECT * FROM job WHERE application = g.application AND state IN ('dispatching', 'running', 'unknown')
               AND lease_until < clock_timestamp() - grace ORDER BY id FOR UPDATE SKIP LOCKED LOOP
      IF j.state <> 'unknown' THEN
        PERFORM step_jobs(this_act, ARRAY[j.id], 'lose_contact', 'unknown', j.worker);
      END IF;
      target := CASE WHEN j.stop_mark = 'kill' THEN 'killed' WHEN j.stop_mark = 'cancel' THEN 'cancelled'
                     WHEN j.attempts < j.max_attempts THEN 'queued' ELSE 'failed' END;
      PERFORM step_jobs(this_act, ARRAY[j.id], CASE WHEN j.stop_mark IS NULL THEN 'requeue' ELSE 'stopped' END, target, j.worker);
      PERFORM return_reservation(j, j.seconds);
      touched := touched || j.id;
      RETURN QUERY SELECT j.id, target;
    END LOOP;
    IF cardinality(touched) > 0 THEN
      PERFORM log_jobs(this_act, a, g.application, 'rescued', touched, '{}', true, 'system');
    END IF;
  END LOOP;
  IF touched IS NOT NULL THEN
    PERFORM pg_notify('jobs', '');
  END IF;
END $$;

-- What `tick` has to do now, a kind a function; each is done through act(), one by one.
CREATE TYPE due AS (subject_name text, event text, detail jsonb);

CREATE FUNCTION due_lapse() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'lapse', '{}'::jsonb FROM clock c JOIN subject s ON s.id = c.subject
   WHERE NOT c.ended AND c.due_at <= now() AND s.machine = 'application' AND c.name = lapsing_clock(s.state)
     AND reminded_in_time(c.id)
$$;

CREATE FUNCTION due_reminder() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'reminder_sent', reminder_of(c) FROM clock c JOIN subject s ON s.id = c.subject
   WHERE c.remind_at <= now() AND c.name = lapsing_clock(s.state)
$$;

CREATE FUNCTION due_escalation() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'escalated', breach_of(c) FROM clock c JOIN subject s ON s.name = told_in(c)
   WHERE NOT c.ended AND c.due_at <= now() AND NOT EXISTS (SELECT FROM escalation e WHERE (e.clock, e.due_at, e.event) = (c.id, c.due_at, 'escalated'))
$$;

CREATE FUNCTION due_warning() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'warned', breach_of(c) FROM clock c JOIN subject s ON s.name = told_in(c)
   WHERE c.remind_at <= now() AND c.due_at > now()
$$;

CREATE FUNCTION due_information() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'information_overdue', '{}'::jsonb FROM subject s
   WHERE s.machine = 'review' AND s.state = 'awaiting_information'
     AND EXISTS (SELECT FROM question q WHERE q.review = s.id AND q.state = 'open')
     AND NOT EXISTS (SELECT FROM question q WHERE q.review = s.id AND q.state = 'open' AND q.due_at > now())
$$;

CREATE FUNCTION due_end_of_trial() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'end_trial', '{}'::jsonb FROM application a JOIN subject s ON s.id = a.id
   WHERE s.state IN ('trial', 'paused', 'suspended') AND a.trial_last < day_in_hong_kong(now())
$$;

CREATE FUNCTION due_window() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, CASE s.state WHEN 'announced' THEN 'open' WHEN 'open' THEN CASE c.kind WHEN 'rolling' THEN 'finish' ELSE 'close' END
                              ELSE 'finish' END, '{}'::jsonb
    FROM cohort c JOIN subject s ON s.id = c.id
   WHERE (s.state = 'announced' AND c.opens <= day_in_hong_kong(now())) OR (s.state = 'open' AND c.closes < day_in_hong_kong(now()))
      OR (s.state = 'ranked' AND NOT EXISTS (SELECT FROM application n JOIN subject ns ON ns.id = n.id WHERE n.cohort = c.id
            AND ns.state NOT IN ('closed', 'withdrawn', 'lapsed', 'declined')))
$$;

CREATE FUNCTION due_expiry() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'expire', '{}'::jsonb FROM proposal p JOIN subject s ON s.id = p.id JOIN subject o ON o.id = p.object
   WHERE s.state = 'proposed' AND (proposal_overdue(p.id) OR o.moves <> p.object_moves)
$$;

CREATE FUNCTION due_cohort_move() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'cohort_moved', '{}'::jsonb FROM application a JOIN subject s ON s.id = a.id JOIN subject cs ON cs.id = a.cohort
   WHERE s.state IN ('draft', 'returned', 'submitted', 'in_review', 'consolidation', 'deferred')
     AND cs.state IN ('assessing', 'ranked', 'finished', 'cancelled') AND next_cohort(a.id) IS NOT NULL
$$;

CREATE FUNCTION due_breach() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'breach', '{"reason": "its due day has passed"}'::jsonb FROM condition c JOIN subject s ON s.id = c.id
   WHERE s.state = 'open' AND c.due < day_in_hong_kong(now())
$$;

CREATE FUNCTION due_end_of_relief() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'end', '{"reason": "its last day has passed"}'::jsonb FROM relief r JOIN subject s ON s.id = r.id
   WHERE s.state = 'granted' AND r.last_day < day_in_hong_kong(now())
$$;

CREATE FUNCTION due_clearance() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'rules_run', '{"about": "jobs"}'::jsonb FROM compute_grant g JOIN subject s ON s.id = g.application
   WHERE g.open AND (g.to_judge OR g.cleared_on <> day_in_hong_kong(now()))
     AND EXISTS (SELECT FROM job j WHERE j.application = g.application AND j.state = 'queued')
     AND EXISTS (SELECT FROM jobs_to_judge(g.application, clearance(g.application)))
$$;

CREATE FUNCTION due_incident_run() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'rules_run', jsonb_build_object('about', o.name)
    FROM incident i JOIN subject o ON o.id = i.id JOIN subject s ON s.id = i.application
   WHERE o.state <> 'closed' AND s.state IN ('trial', 'paused', 'suspended') AND notice_overdue(i.id)
     AND NOT EXISTS (SELECT FROM evaluation e WHERE e.application = i.application AND e.incident = i.id
                        AND (e.about->'incident'->>'incident.report_overdue')::boolean)
$$;

CREATE FUNCTION due_supersession() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'supersede', '{}'::jsonb FROM policy_version v JOIN subject s ON s.id = v.id
   WHERE s.state = 'activated' AND superseded(v.id)
$$;

CREATE FUNCTION due_destruction() RETURNS SETOF due LANGUAGE sql STABLE AS $$
  SELECT s.name, 'keys_destroyed', jsonb_build_object('texts', jsonb_agg(encode(e.commitment, 'hex') ORDER BY e.commitment))
    FROM subject s, LATERAL (SELECT x.commitment FROM erasure x WHERE x.subject = s.id AND x.destroyed_at IS NULL ORDER BY 1 LIMIT 200) e
   WHERE s.id IN (SELECT subject FROM erasure WHERE destroyed_at IS NULL) GROUP BY s.name
$$;

-- Where the keys of erased texts lie, for the clockwork that destroys them.
CREATE FUNCTION places_of_keys(texts text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT encode(substr(s.sealed, 1, 12), 'hex') FROM erasure e JOIN said s USING (commitment)
   WHERE e.destroyed_at IS NULL AND encode(e.commitment, 'hex') = ANY (texts)
$$;

-- All of it, at most so many of a kind, without the events that failed just now: made from the functions above,
-- so that none is missed. The detail is in the entries' own form.
DO $$
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION due_events(most integer DEFAULT 50, put_off text[] DEFAULT '{}')
    RETURNS TABLE (subject_name text, event text, detail text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $body$ %s $body$ $f$,
    (SELECT string_agg(format('(SELECT d.subject_name, d.event, canonical(d.detail) FROM %I() d '
                              'WHERE d.subject_name || '' '' || d.event <> ALL (put_off) LIMIT most)', proname), ' UNION ALL ' ORDER BY oid)
       FROM pg_proc WHERE pronamespace = 'sandboxpp'::regnamespace AND prorettype = 'due'::regtype));
END $$;

-- The clockwork lives, and how far the log is: asked each second, and one small row written.
CREATE FUNCTION pulse() RETURNS TABLE (size bigint, waiting bigint, moment timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  PERFORM worker_actor();
  INSERT INTO heartbeat VALUES (true, clock_timestamp()) ON CONFLICT (single) DO UPDATE SET at = excluded.at;
  RETURN QUERY SELECT h.size, h.waiting, clock_timestamp() FROM seal_head() h;
END $$;

-- Whether those who must keep up do: seconds since the clockwork's last round, and for how long
-- entries have waited without any seal; null for never, 0 where none waits.
CREATE FUNCTION readiness() RETURNS TABLE (size bigint, waiting bigint, unsealed_seconds double precision, tick_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT h.size, h.waiting,
         coalesce((SELECT extract(epoch FROM clock_timestamp() - greatest(e.at, t.sealed_at))::double precision
                     FROM audit_event e, tree_head t WHERE e.id = (SELECT min(event) FROM unsealed)), 0),
         (SELECT extract(epoch FROM clock_timestamp() - b.at)::double precision FROM heartbeat b)
    FROM seal_head() h
$$;

-- Removes what is of no use any more, and no history: keys of acts after a day, and the secrets of
-- sessions a day after their end. What was done under a session stays in its chain, access/<id>.
CREATE FUNCTION prune(most integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  old CONSTANT timestamptz := clock_timestamp() - interval '24 hours';
  keys integer;
  sessions integer;
BEGIN
  PERFORM worker_actor();
  DELETE FROM idempotency_key WHERE (account, key) IN (
    SELECT k.account, k.key FROM idempotency_key k WHERE k.created_at < old ORDER BY k.created_at LIMIT most FOR UPDATE SKIP LOCKED);
  GET DIAGNOSTICS keys = ROW_COUNT;
  DELETE FROM session WHERE id IN (
    SELECT o.id FROM session o WHERE least(o.ended_at, o.expires_at) < old
     ORDER BY least(o.ended_at, o.expires_at) LIMIT most FOR UPDATE SKIP LOCKED);
  GET DIAGNOSTICS sessions = ROW_COUNT;
  RETURN keys + sessions;
END $$;

-- Sessions. The portal verifies the password; the database makes the session and its chain.
CREATE FUNCTION account_for_sign_in(p_login text) RETURNS TABLE (account uuid, password_hash text, audience text, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT id, password_hash, audience, language FROM account WHERE login = p_login AND disabled_at IS NULL
$$;

CREATE FUNCTION open_session(p_account uuid, p_secret_hash bytea, p_csrf text, hours integer) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  t attempt;
  n transition;
BEGIN
  t.subject := new_subject('access', NULL, gen_random_uuid(), NULL, NULL, NULL);
  INSERT INTO session (id, secret_hash, account, csrf, expires_at)
    SELECT (t.subject).id, p_secret_hash, a.id, p_csrf, clock_timestamp() + make_interval(hours => least(hours, 24))
      FROM account a WHERE a.id = p_account AND a.disabled_at IS NULL
       AND CASE session_user WHEN 'portal' THEN a.audience IN ('firm', 'officer', 'panel', 'operator', 'auditor')
                             WHEN 'work' THEN a.audience = 'worker'
                             WHEN 'tick' THEN a.audience = 'clockwork' ELSE true END;
  IF NOT FOUND THEN
    PERFORM refuse('SB401', 'There is no such account, or it is disabled.');
  END IF;
  t.root := t.subject;
  t.act := gen_random_uuid();
  SELECT ((t.subject).id, a.id, a.person, a.audience, NULL, '{}'::text[])::actor INTO t.actor FROM account a WHERE a.id = p_account;
  t.event := 'open';
  t.from_state := '';
  t.detail := '{}';
  t.payload := '{}';
  t.role := 'self';
  t.remit := '';
  t.as_system := false;
  SELECT * INTO n FROM transition WHERE machine = 'access' AND event = 'open';
  PERFORM perform(t, n);
  RETURN (t.subject).id;
END $$;

-- The account of a process, by its login; a process proves itself by its database role.
CREATE FUNCTION service_account(p_login text) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT id FROM account WHERE login = p_login AND disabled_at IS NULL AND audience IN ('worker', 'clockwork', 'sealer'));
END $$;

CREATE FUNCTION end_session() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  ended uuid;
BEGIN
  UPDATE session SET ended_at = clock_timestamp() WHERE id = (current_actor()).session RETURNING id INTO ended;
  IF ended IS NOT NULL THEN
    PERFORM happened(ended, 'signed_out');
  END IF;
END $$;

-- An event that no person's act caused through act(): by an installation's command or a process.
CREATE FUNCTION happened(p_subject uuid, p_event text, p_detail jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t attempt;
BEGIN
  t.act := gen_random_uuid();
  SELECT row INTO t.root FROM subject row WHERE id = p_subject;
  PERFORM follow(t, p_subject, p_event, p_detail);
END $$;

-- Who is signed in, for the portal's shell.
CREATE FUNCTION whoami() RETURNS TABLE (account uuid, person uuid, name_en text, name_zh text, audience text, language text,
                                        firm uuid, firm_en text, firm_zh text, roles text[], csrf text, session uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT a.id, p.id, p.name_en, p.name_zh, a.audience, a.language, f.id, f.name_en, f.name_zh, (c).roles, s.csrf, s.id
    FROM current_actor() c JOIN account a ON a.id = c.account JOIN person p ON p.id = a.person
    JOIN session s ON s.id = c.session LEFT JOIN firm f ON f.id = c.firm
$$;

-- Administration: firms, people, accounts. For the installation and the administrator.
CREATE FUNCTION register_firm(p_key text, p_name_en text, p_name_zh text, p_kind text DEFAULT 'regulated') RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  made uuid := (SELECT id FROM firm WHERE key = p_key);
BEGIN
  IF made IS NOT NULL THEN
    RETURN made;
  END IF;
  made := gen_random_uuid();
  PERFORM new_subject('firm', NULL, made, NULL, made, NULL);
  INSERT INTO firm VALUES (made, p_key, p_name_en, p_name_zh, p_kind);
  PERFORM happened(made, 'register', jsonb_build_object('kind', p_kind));
  RETURN made;
END $$;

CREATE FUNCTION open_account(p_login text, p_name_en text, p_name_zh text, p_audience text, p_roles jsonb, p_password_hash text DEFAULT NULL,
                             p_person uuid DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  human uuid := p_person;
  made uuid;
  lacking text;
BEGIN
  IF EXISTS (SELECT FROM account WHERE login = p_login) THEN
    PERFORM refuse('SB409', 'There is an account with that sign-in name already.');
  END IF;
  SELECT string_agg(r->>'role', ', ') INTO lacking FROM jsonb_array_elements(p_roles) r LEFT JOIN role d ON d.code = r->>'role'
   WHERE CASE d.of WHEN 'firm' THEN NOT EXISTS (SELECT FROM firm WHERE key = r->>'of')
                   WHEN 'remit' THEN NOT EXISTS (SELECT FROM remit WHERE code = r->>'of')
                   WHEN 'remit_or_platform' THEN coalesce(r->>'of', '') <> '' AND NOT EXISTS (SELECT FROM remit WHERE code = r->>'of')
                   WHEN 'platform' THEN coalesce(r->>'of', '') <> '' ELSE true END;
  IF lacking IS NOT NULL THEN
    PERFORM refuse('SB422', format('There is no such role, or it is of no firm or remit that is there: %s.', lacking));
  END IF;
  IF human IS NULL THEN
    INSERT INTO person (name_en, name_zh) VALUES (p_name_en, p_name_zh) RETURNING id INTO human;
  END IF;
  INSERT INTO account (person, login, password_hash, audience) VALUES (human, p_login, p_password_hash, p_audience) RETURNING id INTO made;
  INSERT INTO role_held (account, role, of)
    SELECT made, r->>'role', CASE WHEN d.of = 'firm' THEN (SELECT id::text FROM firm WHERE key = r->>'of') ELSE coalesce(r->>'of', '') END
      FROM jsonb_array_elements(p_roles) r JOIN role d ON d.code = r->>'role';
  PERFORM open_remit(r->>'of') FROM jsonb_array_elements(p_roles) r ORDER BY r->>'of';
  PERFORM note_account(made, 'account_opened');
  RETURN made;
END $$;

-- Takes over the days of a calendar's file that the installation does not know: what an administrator has said of
-- one since, stands. {"rest_days": […], "closed_days": […]}, each with the detail of its entry; how many were new.
CREATE FUNCTION keep_calendar(p_calendar jsonb) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  t attempt;
  chain uuid := (SELECT id FROM subject WHERE name = 'calendar/hong-kong');
  one record;
  taken integer := 0;
BEGIN
  IF chain IS NULL THEN
    chain := gen_random_uuid();
    PERFORM new_subject('calendar', 'calendar/hong-kong', chain, NULL, NULL, NULL);
    PERFORM happened(chain, 'open');
  END IF;
  t.act := gen_random_uuid();
  SELECT row INTO t.root FROM subject row WHERE id = chain;
  FOR one IN SELECT 'rest_set' AS event, d FROM jsonb_array_elements(p_calendar->'rest_days') d
              WHERE NOT EXISTS (SELECT FROM calendar_day c WHERE c.weekday = (d->>'weekday')::integer)
             UNION ALL
             SELECT 'day_closed', d FROM jsonb_array_elements(p_calendar->'closed_days') d
              WHERE NOT EXISTS (SELECT FROM calendar_day c WHERE c.day = (d->>'day')::date AND c.weekday IS NULL) LOOP
    PERFORM follow(t, chain, one.event, one.d);
    taken := taken + 1;
  END LOOP;
  RETURN taken;
END $$;

-- The chain of a remit, where who is given its roles stands, begins with its first account.
CREATE FUNCTION open_remit(p_code text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  made uuid := gen_random_uuid();
BEGIN
  IF EXISTS (SELECT FROM remit WHERE code = p_code) AND NOT EXISTS (SELECT FROM subject WHERE name = 'remit/' || p_code) THEN
    PERFORM new_subject('remit', 'remit/' || p_code, made, NULL, NULL, p_code);
    PERFORM happened(made, 'open');
  END IF;
END $$;

-- What becomes of a firm's account stands in the firm's chain, of any other in one of their own.
CREATE FUNCTION note_account(p_account uuid, p_event text, p_detail jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  detail CONSTANT jsonb := p_detail || jsonb_build_object('account', p_account);
  chain uuid := (SELECT f.id FROM firm f JOIN role_held h ON h.of = f.id::text WHERE h.account = p_account LIMIT 1);
BEGIN
  IF chain IS NOT NULL THEN
    PERFORM happened(chain, p_event, detail);
    RETURN;
  END IF;
  chain := (SELECT id FROM subject WHERE name = 'system/accounts');
  IF chain IS NULL THEN
    chain := gen_random_uuid();
    PERFORM new_subject('system', 'system/accounts', chain, NULL, NULL, NULL);
    PERFORM happened(chain, 'open');
  END IF;
  PERFORM happened(chain, 'noted', detail || jsonb_build_object('event', p_event));
END $$;

-- Nobody signs in by the account any more, and whoever is signed in by it no longer is.
CREATE FUNCTION close_account(p_login text, p_reason text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  closed uuid;
  one uuid;
  ended integer := 0;
BEGIN
  UPDATE account SET disabled_at = clock_timestamp() WHERE login = p_login AND disabled_at IS NULL RETURNING id INTO closed;
  IF closed IS NULL THEN
    PERFORM refuse('SB404', 'There is no such account, or it is disabled already.');
  END IF;
  FOR one IN UPDATE session SET ended_at = clock_timestamp()
              WHERE account = closed AND ended_at IS NULL AND expires_at > clock_timestamp() RETURNING id LOOP
    PERFORM happened(one, 'signed_out', '{"reason": "the account was disabled"}');
    ended := ended + 1;
  END LOOP;
  PERFORM note_account(closed, 'account_closed', jsonb_build_object('reason', p_reason, 'sessions', ended));
  RETURN ended;
END $$;

-- 12  Who may read what --------------------------------------------------------------------------

-- A policy is written TO one role each. Who sees a case is asked of owner's functions, for the
-- tables that they read are themselves under policies.
CREATE FUNCTION firm_sees(p_application uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM party p WHERE p.application = p_application AND p.firm = actor_firm() AND p.joined
                   AND p.part IN ('applicant', 'co_applicant')));
END $$;

CREATE FUNCTION officer_sees(p_application uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM application_remit m WHERE m.application = p_application AND m.remit = ANY (actor_remits()))
      OR EXISTS (SELECT FROM standing_alternate l WHERE l.application = p_application AND l.account = actor_account()));
END $$;

CREATE FUNCTION panel_sees(p_application uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM application a JOIN panel_member p ON p.cohort = a.cohort
                  WHERE a.id = p_application AND a.version > 0 AND p.person = actor_person()
                    AND p.until >= day_in_hong_kong(clock_timestamp())));
END $$;

-- Whether the caller declared to be free of conflict in this case, or it is no case.
CREATE FUNCTION open_to_actor(p_case uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM declaration d WHERE d.application = p_case AND d.person = actor_person() AND NOT d.conflict)
      OR NOT EXISTS (SELECT FROM application a WHERE a.id = p_case));
END $$;

-- Whether an officer or a member of the panel has yet to declare, or declared a conflict; nobody else declares.
CREATE FUNCTION closed_to_actor(p_case uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT audience FROM current_actor()) IN ('officer', 'panel') AND NOT open_to_actor(p_case);
END $$;

-- Who sees that there is a case reads what it says once they have declared to be free of conflict.
CREATE FUNCTION officer_reads(p_application uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN officer_sees(p_application) AND open_to_actor(p_application);
END $$;

CREATE FUNCTION panel_reads(p_application uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN panel_sees(p_application) AND open_to_actor(p_application);
END $$;

-- The clockwork has the rules run on cases in trial, and reads of those what the rules read.
CREATE FUNCTION in_trial_for_clockwork(p_application uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN actor_is('clockwork') AND EXISTS (SELECT FROM subject s WHERE s.id = p_application AND s.machine = 'application'
                                              AND s.state IN ('trial', 'paused', 'suspended'));
END $$;

-- Whether a person has a role in the caller's own authority.
CREATE FUNCTION colleague(p_person uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM account a JOIN role_held h ON h.account = a.id
                          WHERE a.person = p_person AND h.of = ANY (actor_authority_remits())));
END $$;

CREATE FUNCTION officer_sees_proposal(p_proposal uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM proposal p JOIN account a ON a.person = p.proposed_by JOIN role_held h ON h.account = a.id
                   JOIN remit r ON r.code = h.of WHERE p.id = p_proposal AND r.authority = ANY (actor_authorities()))
      OR EXISTS (SELECT FROM proposal_place p JOIN remit r ON p.who LIKE '%@' || r.code OR p.who = 'approver@authority:' || r.authority
                  WHERE p.proposal = p_proposal AND r.code = ANY (actor_remits()))
      OR EXISTS (SELECT FROM subject s JOIN standing_alternate l ON l.application = s.root AND l.account = actor_account()
                   JOIN proposal_place p ON p.proposal = s.id AND p.who = l.role || '@' || l.remit WHERE s.id = p_proposal));
END $$;

-- What somebody of the centre proposed or can confirm: of other acts of several persons they know nothing.
CREATE FUNCTION operator_sees_proposal(p_proposal uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  reader CONSTANT actor := current_actor();
BEGIN
  RETURN coalesce(reader.audience = 'operator', false) AND EXISTS (
    SELECT FROM proposal p JOIN proposal_place l ON l.proposal = p.id
     WHERE p.id = p_proposal AND (p.proposed_by = reader.person OR role_for(l.who, reader.roles) IS NOT NULL));
END $$;

CREATE FUNCTION actor_authority_remits() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS
$$
BEGIN
  RETURN (SELECT coalesce(array_agg(code), '{}') FROM remit WHERE authority = ANY (actor_authorities()));
END $$;

-- A session can take a role that is not its account's: the role alone shows nothing.
CREATE FUNCTION actor_is(p_audience text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS
$$
BEGIN
  RETURN (SELECT coalesce((current_actor()).audience = p_audience, false));
END $$;

-- An auditor of a remit reads what its authority has, one of no remit reads everything.
CREATE FUNCTION auditor_of_all() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  reader CONSTANT actor := current_actor();
BEGIN
  RETURN coalesce(reader.audience = 'auditor' AND 'auditor' = ANY (reader.roles), false);
END $$;

CREATE FUNCTION auditor_sees(p_application uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN actor_is('auditor') AND EXISTS (SELECT FROM application_remit m WHERE m.application = p_application AND m.remit = ANY (actor_authority_remits()));
END $$;

-- What an auditor of one remit reads of the trail: as an officer of it does, whatever was declared.
CREATE FUNCTION auditor_sees_subject(p_subject uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  s subject;
BEGIN
  SELECT * INTO s FROM subject WHERE id = p_subject;
  RETURN actor_is('auditor') AND CASE
    WHEN s.machine IN ('review', 'supervision', 'remit') THEN s.remit = ANY (actor_authority_remits())
    WHEN s.machine = 'proposal' THEN officer_sees_proposal(s.id)
    WHEN s.machine IN ('access', 'system') THEN s.id = (current_actor()).session
    WHEN s.machine <> 'application' AND s.root IS NULL THEN true
    ELSE auditor_sees(coalesce(s.root, s.id)) END;
END $$;

-- What anybody on the case may know of each desk: not yet begun, reading, waiting for the firm or
-- for another desk, done. Never the recommendation, and `recommended` looks like `in_progress`.
CREATE FUNCTION desk_progress(p_application uuid) RETURNS TABLE (remit text, progress text, round integer, due_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT DISTINCT ON (m.remit) m.remit,
         CASE WHEN s.state IS NULL OR s.state IN ('invited', 'assigned') THEN 'not_begun'
              WHEN s.state = 'stood_down' THEN 'stood_down'
              WHEN s.state = 'countersigned' THEN 'done'
              WHEN EXISTS (SELECT FROM question q WHERE q.review = r.id AND q.state = 'open') THEN 'waiting_for_firm'
              ELSE 'reading' END, r.round,
         (SELECT c.due_at FROM clock c WHERE c.subject = r.id AND c.name = 'first_review' AND NOT c.ended)
    FROM application_remit m LEFT JOIN review r ON r.application = m.application AND r.remit = m.remit
    LEFT JOIN subject s ON s.id = r.id
   WHERE m.application = p_application AND m.required
     AND (firm_sees(p_application) OR officer_sees(p_application) OR auditor_of_all() OR auditor_sees(p_application))
   -- A variation that was taken back undoes nothing that a desk has done.
   ORDER BY m.remit, (r.purpose = 'variation' AND s.state = 'stood_down'), r.round DESC NULLS LAST
$$;

-- Why a case was found ineligible, for its firm: the sentences of the rules that stood against it.
CREATE FUNCTION grounds_of_refusal(p_application uuid) RETURNS TABLE (rule text, remit text, sentence_en text, sentence_zh text, source text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT o.rule, o.remit, o.sentence_en, o.sentence_zh, o.source FROM subject s, standing_refusals(s.id) o
   WHERE s.id = p_application AND firm_sees(p_application) AND s.state IN ('declined', 'reconsideration')
     AND (SELECT e.type FROM audit_event e
           WHERE e.subject = s.id AND e.type IN ('hk.sandboxpp.application.find_ineligible.v1', 'hk.sandboxpp.application.decline.v1',
                                                 'hk.sandboxpp.application.revoke_offer.v1') ORDER BY e.seq DESC LIMIT 1)
         = 'hk.sandboxpp.application.find_ineligible.v1'
$$;

-- What an offer would carry, for who weighs the offer: before it, no desk sees another's conditions.
CREATE FUNCTION coming_conditions(p_application uuid) RETURNS TABLE (remit text, term jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT c.remit, c.term FROM subject s, conditions_to_carry(p_application) c
   WHERE s.id = p_application AND s.state = 'consolidation' AND officer_reads(p_application)
$$;

-- All that is shown of a case before its reader has declared: whose it is, and where it stands. Its
-- title is a part of what it says. A case is named by its reference or as a subject.
CREATE FUNCTION case_sheet(p_case text DEFAULT NULL) RETURNS TABLE (id uuid, reference text, subject text, title_en text, title_zh text,
  firm_en text, firm_zh text, cohort uuid, version integer, state text, lead text, changed_at timestamptz, conflict boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  reader CONSTANT actor := current_actor();
  remits CONSTANT text[] := actor_remits();
  wanted CONSTANT uuid := (SELECT a.id FROM application a WHERE a.reference = p_case UNION SELECT s.id FROM subject s WHERE s.name = p_case);
BEGIN
  RETURN QUERY
    SELECT a.id, a.reference, s.name, CASE WHEN NOT d.conflict THEN a.title_en ELSE '' END, CASE WHEN NOT d.conflict THEN a.title_zh ELSE '' END,
           f.name_en, f.name_zh, a.cohort, a.version, s.state, s.remit, s.head_time, d.conflict
      FROM application a JOIN subject s ON s.id = a.id JOIN firm f ON f.id = a.firm
      LEFT JOIN declaration d ON d.application = a.id AND d.person = reader.person
     WHERE (p_case IS NULL OR a.id = wanted)
       AND CASE reader.audience WHEN 'officer' THEN a.id IN (SELECT m.application FROM application_remit m WHERE m.remit = ANY (remits)
                                                             UNION SELECT l.application FROM standing_alternate l WHERE l.account = reader.account)
                                WHEN 'panel' THEN panel_sees(a.id) ELSE false END;
END $$;

-- What waits for a person of a desk, the soonest first, what stands still last: what is theirs to do by
-- assignment or by role, or all of their desks. A review waits for its assignee, an act of several for
-- whoever may take a place in it.
CREATE FUNCTION inbox(p_whole boolean, p_most integer) RETURNS TABLE (reference text, proposal text, title_en text, title_zh text,
  firm_en text, firm_zh text, need text, remit text, state text, due_at timestamptz, mine boolean, conflict boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
#variable_conflict use_column
DECLARE
  reader CONSTANT actor := current_actor();
  remits CONSTANT text[] := actor_remits();
BEGIN
  IF reader.audience IS DISTINCT FROM 'officer' THEN
    RETURN;
  END IF;
  RETURN QUERY
    WITH seat AS (                           -- cases in which the reader is an alternate
      SELECT l.application, l.role, l.remit FROM standing_alternate l WHERE l.account = reader.account
    ), place_open AS (
      SELECT p.id, p.object, p.event, ps.name FROM proposal p JOIN subject ps ON ps.id = p.id
       WHERE ps.state = 'proposed' AND p.proposed_by <> reader.person
         AND NOT EXISTS (SELECT FROM proposal_place t WHERE t.proposal = p.id AND t.person = reader.person)
         AND EXISTS (SELECT FROM proposal_place l WHERE l.proposal = p.id AND l.person IS NULL
                      AND role_for(l.who, reader.roles || ARRAY(SELECT a.role || '@' || a.remit FROM seat a WHERE a.application = ps.root)) IS NOT NULL)
    ), waits AS (
      SELECT r.application, CASE s.state WHEN 'invited' THEN 'assign' WHEN 'recommended' THEN 'countersign' ELSE 'review' END AS need,
             r.remit, s.state, s.id AS subject, r.assignee = reader.person AS assigned
        FROM (SELECT v.* FROM review v WHERE v.remit = ANY (remits)
              UNION ALL SELECT v.* FROM (SELECT DISTINCT application, remit FROM seat) a JOIN review v ON (v.application, v.remit) = (a.application, a.remit)) r JOIN subject s ON s.id = r.id
       WHERE s.state NOT IN ('countersigned', 'stood_down')
      UNION ALL
      -- Clocks of the desk that ran out or soon will, for who answers for its load; the latter for its assignee too.
      SELECT e.application, CASE e.event WHEN 'warned' THEN 'soon' ELSE 'overdue' END, e.remit, c.name, c.subject,
             (SELECT r.assignee = reader.person FROM review r WHERE r.id = c.subject)
        FROM escalation e JOIN clock c ON (c.id, c.due_at) = (e.clock, e.due_at)
       WHERE e.remit = ANY (remits) AND NOT c.ended AND (e.event = 'escalated' OR c.due_at > clock_timestamp())
      UNION ALL
      -- Reviews that speak for a version that nobody signed: their approvers may have them reopened.
      SELECT r.application, 'carried', r.remit, s.state, NULL, NULL
        FROM review r JOIN subject s ON s.id = r.id JOIN application a ON a.id = r.application JOIN subject o ON o.id = a.id
       WHERE r.remit = ANY (remits) AND s.state = 'countersigned' AND s.last_event = 'carried' AND r.valid_for = a.version
         AND o.state IN ('in_review', 'consolidation')
      UNION ALL
      SELECT s.id, CASE s.state WHEN 'submitted' THEN 'completeness' WHEN 'exit_review' THEN 'exit' ELSE s.state END, s.remit, s.state, s.id, NULL
        FROM subject s WHERE s.machine = 'application' AND s.remit = ANY (remits)
         AND s.state IN ('submitted', 'consolidation', 'onboarding', 'exit_review', 'reconsideration')
      UNION ALL
      -- What belongs to no desk of its own waits for all that the case requires.
      SELECT s.root, n.need, r.code, s.state, s.id, NULL
        FROM (VALUES ('condition', 'evidence_in', 'evidence'), ('relief', 'asked', 'relief'),
                     ('variation', 'requested', 'variation'), ('incident', 'reported', 'incident')) AS n(machine, state, need)
        JOIN subject s ON s.machine = n.machine AND s.state = n.state JOIN subject o ON o.id = s.root
        JOIN remit r ON r.code = ANY (remits) AND CASE n.machine
               WHEN 'condition' THEN r.code = s.remit WHEN 'variation' THEN r.code = o.remit
               WHEN 'relief' THEN r.code = coalesce(s.remit, o.remit)
               ELSE EXISTS (SELECT FROM application_remit m WHERE m.application = o.id AND m.remit = r.code AND m.required) END
      UNION ALL
      SELECT c.id, 'confirm', c.remit, w.event, NULL, NULL
        FROM place_open w JOIN subject o ON o.id = w.object JOIN subject c ON c.id = coalesce(o.root, o.id) AND c.machine = 'application'
    ), items AS (
      SELECT a.reference, NULL::text AS proposal, CASE WHEN NOT d.conflict THEN a.title_en ELSE '' END AS title_en,
             CASE WHEN NOT d.conflict THEN a.title_zh ELSE '' END AS title_zh, f.name_en AS firm_en, f.name_zh AS firm_zh, w.need, w.remit, w.state,
             (SELECT min(c.due_at) FROM clock c WHERE c.subject = w.subject AND c.about IS NULL AND NOT c.ended) AS due_at,
             w.need = 'confirm' OR coalesce(w.assigned, false) AND w.need IN ('review', 'soon') OR EXISTS (
               SELECT FROM (VALUES ('completeness', 'case_officer'), ('assign', 'supervisor'), ('assign', 'case_officer'), ('countersign', 'approver'),
                                   ('carried', 'approver'), ('consolidation', 'approver'), ('consolidation', 'coordinator'), ('onboarding', 'coordinator'),
                                   ('evidence', 'case_officer'), ('relief', 'case_officer'), ('variation', 'approver'), ('incident', 'case_officer'),
                                   ('exit', 'approver'), ('reconsideration', 'approver'), ('overdue', 'supervisor'),
                                   ('soon', 'supervisor')) AS does(need, role)
                WHERE does.need = w.need AND (does.role || '@' || w.remit = ANY (reader.roles)
                       OR (w.application, does.role, w.remit) IN (SELECT * FROM seat))) AS mine, d.conflict
        FROM waits w JOIN application a ON a.id = w.application JOIN firm f ON f.id = a.firm
        LEFT JOIN declaration d ON d.application = a.id AND d.person = reader.person
      UNION ALL
      SELECT o.name, w.name, coalesce(k.title_en, v.name || ' ' || v.version, m.name_en),
             coalesce(k.title_zh, v.name || ' ' || v.version, m.name_zh), '', '',
             'confirm_' || o.machine, o.remit, w.event, NULL, true, NULL
        FROM place_open w JOIN subject o ON o.id = w.object AND o.machine IN ('policy', 'cohort', 'remit')
        LEFT JOIN cohort k ON k.id = o.id LEFT JOIN policy_version v ON v.id = o.id LEFT JOIN remit m ON m.code = o.remit
    )
    SELECT i.* FROM items i WHERE p_whole OR i.mine ORDER BY i.due_at NULLS LAST, i.reference, i.need LIMIT least(p_most, 1000);
END $$;

-- All that an operator sees of an application.
-- What must be judged at dispatch under which clearance: of one job to be requested, {"kind", "part", "inputs"}, or
-- of all that wait; null for who may not know the case.
CREATE FUNCTION asked_at_dispatch(p_case text, p_job jsonb DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  s subject;
  g compute_grant;
  now_by bytea;
  asked jsonb;
BEGIN
  SELECT * INTO s FROM subject WHERE name = p_case AND machine = 'application';
  SELECT * INTO g FROM compute_grant WHERE application = s.id;
  IF g.application IS NULL OR NOT knows(current_actor(), s) OR closed_to_actor(s.id) THEN
    RETURN NULL;
  END IF;
  now_by := clearance(s.id);
  IF p_job IS NULL THEN
    asked := (SELECT coalesce(jsonb_agg(f::text), '[]') FROM jobs_to_judge(s.id, now_by) f);
  ELSE
    asked := (SELECT coalesce(jsonb_agg(f.facts::text), '[]') FROM (SELECT job_facts(s.id, p_job->>'kind', p_job->>'part',
                ARRAY(SELECT jsonb_array_elements_text(p_job->'inputs')), g.plan) AS facts) f
               WHERE run_at_dispatch(s.id, now_by, f.facts) IS NULL);
  END IF;
  RETURN jsonb_build_object('clearance', encode(now_by, 'hex'), 'jobs', asked);
END $$;

-- Why no worker takes a job that waits: what the rules say; an operator reads only that they do. No row for another.
CREATE FUNCTION why_waiting(p_job uuid) RETURNS TABLE (en text, zh text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  reader CONSTANT actor := current_actor();
  j job;
  g compute_grant;
  ran uuid;
BEGIN
  SELECT * INTO j FROM job WHERE id = p_job;
  SELECT * INTO g FROM compute_grant WHERE application = j.application;
  IF coalesce(j.state, '') NOT IN ('queued', 'held') OR NOT knows(reader, (SELECT s FROM subject s WHERE s.id = g.chain)) OR closed_to_actor(j.application)
     OR (j.cleared_by = g.cleared_by AND g.cleared_on = day_in_hong_kong(clock_timestamp())) THEN
    RETURN;
  END IF;
  ran := run_at_dispatch(j.application, clearance(j.application), job_facts(j.application, j.kind, j.part, j.inputs, g.plan));
  IF ran IS NULL THEN
    RETURN QUERY SELECT 'The rules are run on it before it is taken.', '須先執行規則，方可派發。';
  ELSIF reader.audience = 'operator' THEN
    RETURN QUERY SELECT 'The rules do not let this job run.', '規則不容許此作業執行。';
  ELSE
    RETURN QUERY SELECT w.en, w.zh FROM against_in_words(ran, (SELECT e.facts FROM evaluation e WHERE e.id = ran)) w;
  END IF;
END $$;

-- What the rules read of an incident that is being reported, which the firm has known of since then.
CREATE FUNCTION facts_of_report(p_case text, p_severity text, p_known_at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT jsonb_build_object('incident.severity', p_severity, 'incident.report_overdue',
           end_of_day(last_day_within(format('%s %s', r.length, r.unit), day_in_hong_kong(least(
             CASE WHEN (SELECT audience FROM current_actor()) = 'firm' THEN p_known_at END, clock_timestamp())))) <= clock_timestamp())
    FROM subject s JOIN application a ON a.id = s.id JOIN clock_rule r ON r.policies = policies_of(a) AND r.name = 'incident_notice'
   WHERE s.name = p_case AND r.remit IN ('', coalesce(s.remit, '')) AND knows(current_actor(), s) ORDER BY r.remit DESC LIMIT 1
$$;

-- What the rules read of an incident on file.
CREATE FUNCTION facts_of_incident(p_incident text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT incident_facts(s.id) FROM subject s WHERE s.name = p_incident AND s.machine = 'incident' AND knows(current_actor(), s)
     AND NOT closed_to_actor(s.root)
$$;

-- What the rules read of the panel: for officers who read the case, and the clockwork.
CREATE FUNCTION result_of_panel(p_application uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT panel_facts(p_application) WHERE officer_reads(p_application) OR in_trial_for_clockwork(p_application)
$$;

CREATE FUNCTION compute_sheet() RETURNS TABLE (id uuid, reference text, state text, trial_start date, trial_last date, firm_en text,
  firm_zh text, open boolean, quota bigint, reserved bigint, used bigint, slots integer, running integer, plan text[], released boolean, asked jsonb,
  waiting jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT a.id, a.reference, s.state, a.trial_start, a.trial_last, f.name_en, f.name_zh, coalesce(g.open, false), g.quota, g.reserved, g.used,
         g.slots, g.running, g.plan, coalesce(g.released, false),
         (SELECT jsonb_agg(jsonb_build_object('name', f.key, 'value', f.value) ORDER BY f.key)
            FROM application_version v, jsonb_each_text(v.document::jsonb) f
           WHERE v.application = a.id AND v.version = a.version AND f.key LIKE 'compute.%'),
         (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', ps.name, 'event', p.event) ORDER BY p.proposed_at), '[]')
            FROM proposal p JOIN subject ps ON ps.id = p.id AND ps.state = 'proposed'
           WHERE p.object = a.id AND p.proposed_by <> (SELECT actor_person()) AND EXISTS (
             SELECT FROM proposal_place l WHERE l.proposal = p.id AND l.person IS NULL
                AND role_for(l.who, (SELECT (current_actor()).roles)) IS NOT NULL))
    FROM application a JOIN subject s ON s.id = a.id JOIN firm f ON f.id = a.firm LEFT JOIN compute_grant g ON g.application = a.id
   WHERE (s.state IN ('onboarding', 'trial', 'paused', 'suspended', 'exit_review') OR g.application IS NOT NULL)
     AND (current_actor()).audience = 'operator'
   ORDER BY a.reference
$$;

-- What a backtest reads: the frozen version of each case that reached a desk of the author's authority.
-- With the owner's rights, so that who may read is asked once and not of each of a million rows. Nobody
-- declares on each of them; a case in which the author declared a conflict is left out.
CREATE VIEW record_on_file WITH (security_barrier) AS
  SELECT a.id, a.reference, v.packed, v.document, v.vocabulary
    FROM application a JOIN application_version v ON v.application = a.id AND v.version = a.version
   WHERE (SELECT (current_actor()).roles && ARRAY(SELECT held || '@' || code FROM remit, unnest('{policy_author,approver}'::text[]) held))
     AND EXISTS (SELECT FROM application_remit m WHERE m.application = a.id
                  AND m.remit = ANY ((SELECT actor_authority_remits())::text[]))
     AND NOT EXISTS (SELECT FROM declaration d WHERE d.application = a.id AND d.person = (SELECT actor_person()) AND d.conflict);

-- The review that a question stands in, for the firm's answer: the one thing of it a firm can name.
CREATE FUNCTION review_of_question(p_question uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT 'review/' || q.review FROM question q WHERE q.id = p_question AND firm_sees(q.application));
END $$;

-- The cases of others in which a firm takes part: all that a provider sees of them here.
CREATE FUNCTION party_sheet() RETURNS TABLE (reference text, subject text, version bigint, title_en text, title_zh text, firm_en text,
  firm_zh text, state text, part text, joined boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
  SELECT a.reference, s.name, s.seq, a.title_en, a.title_zh, f.name_en, f.name_zh, s.state, p.part, p.joined
    FROM party p JOIN application a ON a.id = p.application JOIN subject s ON s.id = a.id JOIN firm f ON f.id = a.firm
   WHERE p.firm = actor_firm() AND (p.part IN ('provider', 'assurance') OR NOT p.joined)
   ORDER BY s.head_time DESC
$$;

GRANT USAGE ON SCHEMA sandboxpp TO firm, officer, panel, operator, auditor, worker, sealer, clockwork, visitor, portal, work, seal, tick;
GRANT EXECUTE ON FUNCTION sealed_in TO firm, officer, panel, operator, auditor, worker, clockwork, visitor;
GRANT EXECUTE ON FUNCTION act, record, possible_acts TO firm, officer, panel, operator, auditor, worker, clockwork;
GRANT EXECUTE ON FUNCTION claim, renew, settle, see_node TO worker;
GRANT EXECUTE ON FUNCTION rescue, due_events, pulse, prune, places_of_keys, in_trial_for_clockwork TO clockwork;
GRANT EXECUTE ON FUNCTION asked_at_dispatch, facts_of_incident TO firm, officer, clockwork;
GRANT EXECUTE ON FUNCTION facts_of_report, receive_file TO firm;
GRANT EXECUTE ON FUNCTION result_of_panel TO officer, clockwork;
GRANT EXECUTE ON FUNCTION why_waiting TO firm, officer, auditor, operator;
GRANT EXECUTE ON FUNCTION seal_next, seal_commit, seal_published, seal_read, seal_head TO sealer;
GRANT EXECUTE ON FUNCTION seal_head TO auditor, officer, firm;
GRANT EXECUTE ON FUNCTION readiness TO visitor;
GRANT EXECUTE ON FUNCTION account_for_sign_in TO visitor;
GRANT EXECUTE ON FUNCTION service_account TO work, tick, seal;
GRANT EXECUTE ON FUNCTION open_session TO visitor, worker, clockwork;
GRANT EXECUTE ON FUNCTION whoami, end_session, actor_account, actor_person, actor_firm, actor_remits, actor_authorities,
  actor_authority_remits, actor_is, current_actor TO firm, officer, panel, operator, auditor, worker, clockwork, visitor;
GRANT EXECUTE ON FUNCTION firm_sees, grounds_of_refusal, party_sheet, firms_may_see, review_of_question TO firm;
GRANT EXECUTE ON FUNCTION offers_made TO firm, officer, auditor;
GRANT SELECT ON record_on_file TO officer;
GRANT EXECUTE ON FUNCTION officer_sees, officer_sees_proposal, looked_at, seen_digest, seen_in, facts_under, approvers_needed, coming_conditions
  TO officer, auditor;
GRANT EXECUTE ON FUNCTION officer_reads, colleague, inbox, texts_of TO officer;
GRANT EXECUTE ON FUNCTION auditor_of_all, auditor_sees, auditor_sees_subject TO auditor;
GRANT EXECUTE ON FUNCTION panel_sees, panel_reads TO panel;
GRANT EXECUTE ON FUNCTION open_to_actor, case_sheet TO officer, panel;
GRANT EXECUTE ON FUNCTION desk_progress TO firm, officer, auditor;
GRANT EXECUTE ON FUNCTION compute_sheet, operator_sees_proposal TO operator;
GRANT EXECUTE ON FUNCTION policies_in_force, business_day, closed_by, day_in_hong_kong, end_of_day, consented, clock_due_at, clock_lines, form_of_files TO firm, officer, panel, operator, auditor, clockwork, visitor;

-- What is the same for everybody.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['authority', 'remit', 'role', 'machine', 'transition', 'collective_act', 'calendar_day', 'clock_rule',
                              'policy_set', 'policy_calendar', 'policy_version', 'vocabulary', 'cohort', 'tree_head',
                              'file_form'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO firm, officer, panel, operator, auditor, worker, sealer, clockwork, visitor', name);
  END LOOP;
END $$;

-- What hangs under a case is read by who reads the case; who takes part in it, by who sees it.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
      'application_remit',
      'application_version',
      'artefact',
      'case_part',
      'compute_grant',
      'condition',
      'consent',
      'declaration',
      'document',
      'draft',
      'draft_edit',
      'evaluation',
      'facts_application',
      'found_fact',
      'gate_result',
      'gate_run',
      'hold',
      'incident',
      'job',
      'metric',
      'override',
      'party',
      'party_signature',
      'question',
      'rank',
      'relief',
      'score',
      'variation'
    ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('GRANT SELECT ON %I TO officer, auditor', name);
    EXECUTE format('CREATE POLICY auditor_reads ON %I FOR SELECT TO auditor USING ((SELECT auditor_of_all()) OR auditor_sees(application))', name);
    IF name <> ALL ('{draft,draft_edit,declaration}') THEN
      EXECUTE format('CREATE POLICY officer_reads ON %I FOR SELECT TO officer USING (%I(application))', name,
                     CASE WHEN name IN ('application_remit', 'party') THEN 'officer_sees' ELSE 'officer_reads' END);
    END IF;
    IF name <> ALL ('{declaration,case_part,override,found_fact,evaluation,score,rank,application_remit}') THEN
      EXECUTE format('GRANT SELECT ON %I TO firm', name);
      EXECUTE format('CREATE POLICY firm_reads ON %I FOR SELECT TO firm USING (firm_sees(application))', name);
    END IF;
  END LOOP;
END $$;

-- What somebody declared, their own authority knows.
CREATE POLICY officer_reads ON declaration FOR SELECT TO officer
  USING (person = (SELECT actor_person()) OR officer_sees(application) AND colleague(person));

-- Of a trial, the clockwork reads what the rules read.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['application_version', 'party', 'consent', 'found_fact', 'variation'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO clockwork', name);
    EXECUTE format('CREATE POLICY clockwork_reads ON %I FOR SELECT TO clockwork USING (in_trial_for_clockwork(application))', name);
  END LOOP;
END $$;

-- What a desk found, the firm is shown; on what evidence, it is not.
GRANT SELECT (application, attribute, value, found_at) ON found_fact TO firm;
CREATE POLICY firm_reads ON found_fact FOR SELECT TO firm USING (firm_sees(application));

GRANT UPDATE (facts) ON draft TO firm;
CREATE POLICY firm_writes ON draft FOR UPDATE TO firm USING (firm_sees(application)) WITH CHECK (firm_sees(application));

ALTER TABLE application ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON application TO firm, officer, panel, auditor, clockwork;
CREATE POLICY clockwork_reads ON application FOR SELECT TO clockwork USING (in_trial_for_clockwork(id));
CREATE POLICY firm_reads ON application FOR SELECT TO firm USING (firm = (SELECT actor_firm()) OR firm_sees(id));
CREATE POLICY officer_reads ON application FOR SELECT TO officer USING (officer_reads(id));
CREATE POLICY panel_reads ON application FOR SELECT TO panel USING (panel_reads(id));
CREATE POLICY auditor_reads ON application FOR SELECT TO auditor USING ((SELECT auditor_of_all()) OR auditor_sees(id));

GRANT SELECT ON application_version, score, declaration, document TO panel;
-- The papers of the application itself: neither evidence for conditions nor what a trial brought.
CREATE POLICY panel_reads ON document FOR SELECT TO panel
  USING (condition IS NULL AND kind NOT IN ('periodic_report', 'final_report', 'representations') AND panel_reads(application));
CREATE POLICY panel_reads ON application_version FOR SELECT TO panel USING (panel_reads(application));
CREATE POLICY panel_reads ON score FOR SELECT TO panel USING (person = (SELECT actor_person()) AND panel_reads(application));
CREATE POLICY panel_reads ON declaration FOR SELECT TO panel USING (person = (SELECT actor_person()));

GRANT SELECT ON job, artefact TO operator;
GRANT SELECT ON node TO operator, officer, auditor, worker, clockwork;
CREATE POLICY operator_reads ON job FOR SELECT TO operator USING ((SELECT actor_is('operator')));
CREATE POLICY operator_reads ON artefact FOR SELECT TO operator USING ((SELECT actor_is('operator')));
ALTER TABLE job_step ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON job_step TO firm, officer, auditor, operator;
CREATE POLICY by_job ON job_step FOR SELECT TO firm, officer, auditor, operator USING (EXISTS (SELECT FROM job j WHERE j.id = job));

ALTER TABLE outcome ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON outcome TO officer, auditor;
CREATE POLICY by_evaluation ON outcome FOR SELECT TO officer, auditor USING (EXISTS (SELECT FROM evaluation e WHERE e.id = evaluation));

ALTER TABLE review ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON review TO officer, auditor;
CREATE POLICY officer_reads ON review FOR SELECT TO officer
  USING (remit = ANY ((SELECT actor_authority_remits())::text[]) AND open_to_actor(application));
CREATE POLICY auditor_reads ON review FOR SELECT TO auditor USING ((SELECT auditor_of_all())
  OR remit = ANY ((SELECT actor_authority_remits())::text[]) AND auditor_sees(application));
ALTER TABLE review_signature ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON review_signature TO officer, auditor;
CREATE POLICY by_review ON review_signature FOR SELECT TO officer, auditor USING (EXISTS (SELECT FROM review r WHERE r.id = review));

ALTER TABLE note ENABLE ROW LEVEL SECURITY;
ALTER TABLE note_disclosure ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON note, note_disclosure TO officer;
CREATE POLICY officer_reads ON note_disclosure FOR SELECT TO officer USING (authority = ANY ((SELECT actor_authorities())::text[]));
CREATE POLICY officer_reads ON note FOR SELECT TO officer USING ((authority = ANY ((SELECT actor_authorities())::text[])
  OR EXISTS (SELECT FROM note_disclosure d WHERE d.note = id)) AND open_to_actor(application));

-- Who stands in, and what ran out, is each authority's own.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['alternate', 'escalation'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('GRANT SELECT ON %I TO officer, auditor', name);
    EXECUTE format('CREATE POLICY officer_reads ON %I FOR SELECT TO officer
                    USING (remit = ANY ((SELECT actor_authority_remits())::text[]) AND (application IS NULL OR officer_sees(application)))', name);
    EXECUTE format('CREATE POLICY auditor_reads ON %I FOR SELECT TO auditor USING ((SELECT auditor_of_all())
                    OR remit = ANY ((SELECT actor_authority_remits())::text[]) AND (application IS NULL OR auditor_sees(application)))', name);
  END LOOP;
END $$;

ALTER TABLE proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE proposal_place ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON proposal, proposal_place TO officer, auditor, operator;
CREATE POLICY operator_reads ON proposal FOR SELECT TO operator USING (operator_sees_proposal(id));
CREATE POLICY officer_reads ON proposal FOR SELECT TO officer USING (officer_sees_proposal(id)
  AND open_to_actor((SELECT s.root FROM subject s WHERE s.id = proposal.id)));
CREATE POLICY auditor_reads ON proposal FOR SELECT TO auditor USING ((SELECT auditor_of_all()) OR auditor_sees_subject(id));
CREATE POLICY by_proposal ON proposal_place FOR SELECT TO officer, auditor, operator USING (EXISTS (SELECT FROM proposal p WHERE p.id = proposal));

-- A firm sees itself and the parties of its cases; regulators, the panel and the operator see all.
CREATE FUNCTION firm_knows_firm(p_firm uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN (SELECT p_firm = actor_firm() OR EXISTS (
    SELECT FROM party mine JOIN party other ON other.application = mine.application
     WHERE mine.firm = actor_firm() AND mine.joined AND other.firm = p_firm));
END $$;
GRANT EXECUTE ON FUNCTION firm_knows_firm TO firm;
ALTER TABLE firm ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON firm TO firm, officer, panel, operator, auditor;
CREATE POLICY firm_reads ON firm FOR SELECT TO firm USING (firm_knows_firm(id));
CREATE POLICY others_read ON firm FOR SELECT TO officer, panel, operator, auditor
  USING ((SELECT actor_is(current_user::text)));

ALTER TABLE licence ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON licence TO firm, officer, auditor, clockwork;
CREATE POLICY clockwork_reads ON licence FOR SELECT TO clockwork USING ((SELECT actor_is('clockwork')));
CREATE POLICY firm_reads ON licence FOR SELECT TO firm USING (firm = (SELECT actor_firm()));
CREATE POLICY regulators_read ON licence FOR SELECT TO officer, auditor USING ((SELECT actor_is(current_user::text)));

ALTER TABLE clock ENABLE ROW LEVEL SECURITY;
ALTER TABLE clock_entry ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON clock, clock_entry TO officer, auditor;
GRANT SELECT ON clock_entry TO firm;
-- When a desk is warned is not the firm's to know.
GRANT SELECT (id, subject, root, name, remit, about, length, unit, rule, policies, evaluation, calendar, due_at, ended) ON clock TO firm;
-- A firm sees its case's clocks and those of what it sees under it, and how long it has to answer. A desk's own
-- clock is seen inside its authority, and by the case's lead, which corrects it; an act's of several by who sees the act.
CREATE POLICY firm_reads ON clock FOR SELECT TO firm USING (
  EXISTS (SELECT FROM subject s WHERE s.id = clock.subject) OR name = 'answer' AND firm_sees(root));
CREATE POLICY officer_reads ON clock FOR SELECT TO officer USING (
  EXISTS (SELECT FROM subject s WHERE s.id = clock.subject)
  OR EXISTS (SELECT FROM subject s WHERE s.id = clock.root AND s.remit = ANY ((SELECT actor_remits())::text[])));
CREATE POLICY auditor_reads ON clock FOR SELECT TO auditor USING ((SELECT auditor_of_all()) OR auditor_sees_subject(subject));
CREATE POLICY by_clock ON clock_entry FOR SELECT TO firm, auditor USING (EXISTS (SELECT FROM clock c WHERE c.id = clock));
CREATE POLICY by_clock_read ON clock_entry FOR SELECT TO officer USING (EXISTS (SELECT FROM clock c WHERE c.id = clock AND open_to_actor(c.root)));

-- People: regulators and auditors see names; a firm sees its own; accounts' secrets nobody.
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_held ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON person, role_held TO firm, officer, auditor;
GRANT SELECT (id, person, audience) ON account TO firm, officer, auditor;
CREATE POLICY regulators_read ON person FOR SELECT TO officer, auditor USING ((SELECT actor_is(current_user::text)));
CREATE POLICY regulators_read ON account FOR SELECT TO officer, auditor USING ((SELECT actor_is(current_user::text)));
CREATE POLICY regulators_read ON role_held FOR SELECT TO officer, auditor USING ((SELECT actor_is(current_user::text)));
CREATE POLICY firm_reads ON role_held FOR SELECT TO firm USING (of = (SELECT actor_firm())::text);
CREATE POLICY firm_reads ON account FOR SELECT TO firm USING (EXISTS (SELECT FROM role_held h WHERE h.account = id));
CREATE POLICY firm_reads ON person FOR SELECT TO firm USING (EXISTS (SELECT FROM account a WHERE a.person = person.id));

ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON idempotency_key TO firm, officer, panel, operator, auditor;
CREATE POLICY own_keys ON idempotency_key TO firm, officer, panel, operator, auditor
  USING (account = (SELECT actor_account())) WITH CHECK (account = (SELECT actor_account()));

-- Subjects are compartments; entries are read by who reads their subject.
ALTER TABLE subject ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed_leaf ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON subject, audit_event, sealed_leaf TO firm, officer, panel, operator, auditor;
GRANT SELECT ON subject TO clockwork;
CREATE POLICY clockwork_reads ON subject FOR SELECT TO clockwork USING ((SELECT actor_is('clockwork'))
  AND machine IN ('application', 'licence', 'variation'));
CREATE POLICY firm_reads ON subject FOR SELECT TO firm USING (
  CASE WHEN machine = 'cohort' THEN state <> 'planned' AND (SELECT actor_is('firm'))
       ELSE firms_may_see(machine) AND (firm = (SELECT actor_firm()) OR firm_sees(coalesce(root, id))) END);
CREATE POLICY officer_reads ON subject FOR SELECT TO officer USING (
  CASE machine WHEN 'application' THEN officer_sees(id)
               WHEN 'review' THEN remit = ANY ((SELECT actor_authority_remits())::text[])
               WHEN 'supervision' THEN remit = ANY ((SELECT actor_authority_remits())::text[])
               WHEN 'remit' THEN remit = ANY ((SELECT actor_authority_remits())::text[])
               WHEN 'proposal' THEN officer_sees_proposal(id)
               WHEN 'access' THEN false WHEN 'system' THEN false
               WHEN 'firm' THEN (SELECT actor_is('officer')) WHEN 'licence' THEN (SELECT actor_is('officer'))
               WHEN 'cohort' THEN (SELECT actor_is('officer')) WHEN 'policy' THEN (SELECT actor_is('officer'))
               WHEN 'problem' THEN (SELECT actor_is('officer')) WHEN 'practice_note' THEN (SELECT actor_is('officer'))
               WHEN 'node' THEN (SELECT actor_is('officer')) WHEN 'calendar' THEN (SELECT actor_is('officer'))
               ELSE officer_sees(root) END);
CREATE POLICY panel_reads ON subject FOR SELECT TO panel USING (
  CASE machine WHEN 'application' THEN panel_sees(id) WHEN 'cohort' THEN (SELECT actor_is('panel'))
               WHEN 'supervision' THEN name LIKE '%/PANEL' AND panel_sees(root) ELSE false END);
CREATE POLICY operator_reads ON subject FOR SELECT TO operator USING (
  CASE machine WHEN 'proposal' THEN operator_sees_proposal(id)
               ELSE (SELECT actor_is('operator')) AND machine IN ('jobs', 'artefact', 'cohort', 'node', 'calendar') END);
CREATE POLICY auditor_reads ON subject FOR SELECT TO auditor USING ((SELECT auditor_of_all()) OR auditor_sees_subject(id));
CREATE POLICY by_subject ON audit_event FOR SELECT TO firm, operator
  USING (EXISTS (SELECT FROM subject s WHERE s.id = subject));
-- What an entry says is content as the case is: that there is a case is not.
CREATE POLICY by_open_subject ON audit_event FOR SELECT TO officer, panel
  USING (EXISTS (SELECT FROM subject s WHERE s.id = subject AND open_to_actor(coalesce(s.root, s.id))));
CREATE POLICY by_event ON sealed_leaf FOR SELECT TO firm, officer, panel, operator
  USING (EXISTS (SELECT FROM audit_event e WHERE e.id = event));
-- Asked once and not of each row: an auditor of everything reads millions.
CREATE POLICY auditor_reads ON audit_event FOR SELECT TO auditor USING ((SELECT auditor_of_all()) OR auditor_sees_subject(subject));
CREATE POLICY auditor_reads ON sealed_leaf FOR SELECT TO auditor USING ((SELECT auditor_of_all())
  OR EXISTS (SELECT FROM audit_event e WHERE e.id = event));

-- 13  The rows of the lifecycle, made from Sources/Workflow/Lifecycle ------------------------------

INSERT INTO machine VALUES
  ('application', ''),
  ('review', 'application'),
  ('variation', 'application'),
  ('proposal', '*'),
  ('relief', 'application'),
  ('condition', 'application'),
  ('cohort', ''),
  ('licence', ''),
  ('job', 'application'),
  ('jobs', 'application'),
  ('node', ''),
  ('artefact', 'application'),
  ('incident', 'application'),
  ('problem', ''),
  ('practice_note', ''),
  ('policy', ''),
  ('supervision', 'application'),
  ('access', ''),
  ('system', ''),
  ('firm', ''),
  ('remit', ''),
  ('calendar', '');

INSERT INTO transition VALUES
  ('application', '', 'start', '{draft}', '{firm_preparer@firm}', '{licence_active,cohort_named}', '{open_application,clock_start:draft}', true),
  ('application', 'draft', 'submit', '{submitted}', '{firm_approver@firm}', '{submitter_changed_nothing,parties_signed,consents_given,window_open,route_determined,rules_clear:submission}', '{freeze_version,clock_end:draft,clock_end:resubmission,clock_start:completeness,>open_supervision}', true),
  ('application', 'returned', 'submit', '{submitted}', '{firm_approver@firm}', '{submitter_changed_nothing,parties_signed,consents_given,window_open,route_determined,rules_clear:submission}', '{freeze_version,clock_end:draft,clock_end:resubmission,clock_start:completeness,>open_supervision}', true),
  ('application', 'submitted', 'return_incomplete', '{returned}', '{case_officer@lead}', '{defects_listed}', '{reopen_draft,clock_end:completeness,clock_start:resubmission}', true),
  ('application', 'submitted', 'accept_complete', '{in_review}', '{case_officer@lead}', '{licences_stand,evaluation_given}', '{clock_end:completeness,>open_reviews,>conclude_if_complete}', true),
  ('application', 'submitted', 'find_ineligible', '{declined}', '{confirmed}', '{reasons_given,rule_stands}', '{clock_end_all,clock_start:reconsideration,>stand_down_reviews}', true),
  ('application', 'in_review', 'find_ineligible', '{declined}', '{confirmed}', '{reasons_given,rule_stands}', '{clock_end_all,clock_start:reconsideration,>stand_down_reviews}', true),
  ('application', 'consolidation', 'find_ineligible', '{declined}', '{confirmed}', '{reasons_given,rule_stands}', '{clock_end_all,clock_start:reconsideration,>stand_down_reviews}', true),
  ('application', 'deferred', 'find_ineligible', '{declined}', '{confirmed}', '{reasons_given,rule_stands}', '{clock_end_all,clock_start:reconsideration,>stand_down_reviews}', true),
  ('application', 'in_review', 'conclude_reviews', '{consolidation}', '{system}', '{reviews_complete,no_question_open}', '{clock_start:consolidation,clock_start:decision}', true),
  ('application', 'in_review', 'amend', '{in_review}', '{firm_approver@firm}', '{submitter_changed_nothing,parties_signed,consents_given,amendment_invited,route_determined,rules_clear:submission}', '{freeze_version,clock_end:consolidation,clock_end:decision,>open_supervision,>renew_reviews}', true),
  ('application', 'consolidation', 'amend', '{in_review}', '{firm_approver@firm}', '{submitter_changed_nothing,parties_signed,consents_given,amendment_invited,route_determined,rules_clear:submission}', '{freeze_version,clock_end:consolidation,clock_end:decision,>open_supervision,>renew_reviews}', true),
  ('application', 'deferred', 'amend', '{deferred}', '{firm_approver@firm}', '{submitter_changed_nothing,parties_signed,consents_given,route_determined,rules_clear:submission}', '{freeze_version,>open_supervision}', true),
  ('application', 'in_review', 'add_remit', '{in_review}', '{system,coordinator@lead}', '{reason_given,remit_not_required}', '{clock_end:consolidation,clock_end:decision,require_remit,>open_supervision,>open_reviews}', true),
  ('application', 'consolidation', 'add_remit', '{in_review}', '{system,coordinator@lead}', '{reason_given,remit_not_required}', '{clock_end:consolidation,clock_end:decision,require_remit,>open_supervision,>open_reviews}', true),
  ('application', 'in_review', 'release_remit', '{in_review}', '{approver@named}', '{remit_released}', '{drop_remit,>stand_down_named,>conclude_if_complete}', true),
  ('application', 'consolidation', 'release_remit', '{consolidation}', '{approver@named}', '{remit_released}', '{drop_remit,>stand_down_named}', true),
  ('application', 'consolidation', 'reopen_reviews', '{in_review}', '{coordinator@lead,approver@named}', '{remits_named,reason_given}', '{clock_end:consolidation,clock_end:decision,>next_rounds}', true),
  ('application', 'consolidation', 'offer', '{offered}', '{approver@lead}', '{reviews_complete,none_objects,place_in_cohort,rules_clear:offer,no_condition_conflict,relief_decided}', '{carry_conditions,clock_end:consolidation,clock_end:decision,clock_start:offer}', true),
  ('application', 'consolidation', 'defer', '{deferred}', '{approver@lead}', '{reason_given,evaluation_given}', '{clock_end_all,clock_start:deferral}', true),
  ('application', 'consolidation', 'decline', '{declined}', '{confirmed}', '{reasons_tied}', '{clock_end_all,clock_start:reconsideration}', true),
  ('application', 'deferred', 'reactivate', '{in_review}', '{coordinator@lead}', '{next_cohort_open,content_confirmed,licences_stand,evaluation_given}', '{move_to_cohort,clock_end_all,>next_rounds_changed}', true),
  ('application', 'offered', 'accept_offer', '{onboarding}', '{firm_approver@firm}', '{offer_as_seen,licences_stand}', '{clock_end:offer,clock_start:onboarding}', true),
  ('application', 'offered', 'request_change', '{consolidation}', '{firm_approver@firm}', '{change_not_yet_asked,reason_given}', '{mark_change_asked,clock_end:offer,clock_start:consolidation}', true),
  ('application', 'offered', 'revoke_offer', '{declined}', '{confirmed}', '{revocation_ground}', '{clock_end_all,clock_start:reconsideration,release_grant,>lapse_variations}', true),
  ('application', 'onboarding', 'revoke_offer', '{declined}', '{confirmed}', '{revocation_ground}', '{clock_end_all,clock_start:reconsideration,release_grant,>lapse_variations}', true),
  ('application', 'onboarding', 'not_ready', '{deferred}', '{coordinator@lead}', '{missing_named}', '{clock_end_all,clock_start:deferral,release_grant,>lapse_variations}', true),
  ('application', 'onboarding', 'start_trial', '{trial}', '{coordinator@lead}', '{conditions_precedent_met,grant_provisioned,rules_clear:start}', '{fix_last_day,open_grant,clock_end_all,clock_start:periodic_report}', true),
  ('application', 'trial', 'pause', '{paused}', '{firm_approver@firm}', '{}', '{close_grant}', true),
  ('application', 'paused', 'resume', '{trial}', '{firm_approver@firm}', '{trial_days_left,no_hold}', '{open_grant}', true),
  ('application', 'trial', 'suspend', '{suspended}', '{approver@required,system}', '{reason_given}', '{set_hold,close_grant,stop_jobs,clock_start:suspension_review}', true),
  ('application', 'paused', 'suspend', '{suspended}', '{approver@required,system}', '{reason_given}', '{set_hold,close_grant,stop_jobs,clock_start:suspension_review}', true),
  ('application', 'suspended', 'suspend', '{suspended}', '{approver@required,system}', '{reason_given}', '{set_hold,close_grant,stop_jobs,clock_start:suspension_review}', true),
  ('application', 'suspended', 'lift_suspension', '{suspended,trial,paused}', '{confirmed}', '{hold_stands,rules_clear:start}', '{lift_hold}', true),
  ('application', 'trial', 'end_trial', '{exit_review}', '{firm_approver@firm,system}', '{trial_ended}', '{close_grant,stop_jobs,cancel_jobs,clock_end_all,clock_start:final_report,clock_start:exit_report,>open_exit_reviews,>lapse_variations,>end_reliefs}', true),
  ('application', 'paused', 'end_trial', '{exit_review}', '{firm_approver@firm,system}', '{trial_ended}', '{close_grant,stop_jobs,cancel_jobs,clock_end_all,clock_start:final_report,clock_start:exit_report,>open_exit_reviews,>lapse_variations,>end_reliefs}', true),
  ('application', 'suspended', 'end_trial', '{exit_review}', '{firm_approver@firm,system}', '{trial_ended}', '{close_grant,stop_jobs,cancel_jobs,clock_end_all,clock_start:final_report,clock_start:exit_report,>open_exit_reviews,>lapse_variations,>end_reliefs}', true),
  ('application', 'suspended', 'terminate', '{exit_review}', '{confirmed}', '{remit_required,termination_ground}', '{close_grant,stop_jobs,cancel_jobs,clock_end_all,clock_start:exit_report,>open_exit_reviews,>lapse_variations,>end_reliefs}', true),
  ('application', 'exit_review', 'sign_exit_report', '{closed}', '{approver@lead}', '{exit_parts_signed,final_report_settled,gates_stated,grant_idle,erasure_settled,outcome_named}', '{release_grant,clock_end_all}', true),
  ('application', 'declined', 'request_reconsideration', '{reconsideration}', '{firm_approver@firm}', '{reconsideration_open}', '{mark_reconsidered,clock_end:reconsideration,clock_start:reconsideration_decision}', true),
  ('application', 'reconsideration', 'uphold', '{declined}', '{confirmed}', '{remits_of_decision,reasons_given}', '{mark_final,clock_end_all}', true),
  ('application', 'reconsideration', 'replace_decision', '{submitted,in_review}', '{confirmed}', '{remits_of_decision,reasons_given}', '{clock_end_all,back_from_declined,>next_rounds_reconsidered}', true),
  ('application', 'reconsideration', 'withdraw_reconsideration', '{declined}', '{firm_approver@firm}', '{}', '{mark_final,clock_end_all}', true),
  ('application', 'draft', 'withdraw', '{withdrawn}', '{firm_approver@firm,consequence}', '{}', '{clock_end_all,release_grant,>stand_down_reviews,>lapse_variations}', true),
  ('application', 'returned', 'withdraw', '{withdrawn}', '{firm_approver@firm,consequence}', '{}', '{clock_end_all,release_grant,>stand_down_reviews,>lapse_variations}', true),
  ('application', 'submitted', 'withdraw', '{withdrawn}', '{firm_approver@firm,consequence}', '{}', '{clock_end_all,release_grant,>stand_down_reviews,>lapse_variations}', true),
  ('application', 'in_review', 'withdraw', '{withdrawn}', '{firm_approver@firm,consequence}', '{}', '{clock_end_all,release_grant,>stand_down_reviews,>lapse_variations}', true),
  ('application', 'consolidation', 'withdraw', '{withdrawn}', '{firm_approver@firm,consequence}', '{}', '{clock_end_all,release_grant,>stand_down_reviews,>lapse_variations}', true),
  ('application', 'deferred', 'withdraw', '{withdrawn}', '{firm_approver@firm,consequence}', '{}', '{clock_end_all,release_grant,>stand_down_reviews,>lapse_variations}', true),
  ('application', 'offered', 'withdraw', '{withdrawn}', '{firm_approver@firm,consequence}', '{}', '{clock_end_all,release_grant,>stand_down_reviews,>lapse_variations}', true),
  ('application', 'onboarding', 'withdraw', '{withdrawn}', '{firm_approver@firm,consequence}', '{}', '{clock_end_all,release_grant,>stand_down_reviews,>lapse_variations}', true),
  ('application', 'draft', 'lapse', '{lapsed}', '{system}', '{clock_run_out,reminders_sent}', '{clock_end_all,clock_start:reinstatement,release_grant,>lapse_variations}', true),
  ('application', 'returned', 'lapse', '{lapsed}', '{system}', '{clock_run_out,reminders_sent}', '{clock_end_all,clock_start:reinstatement,release_grant,>lapse_variations}', true),
  ('application', 'deferred', 'lapse', '{lapsed}', '{system}', '{clock_run_out,reminders_sent}', '{clock_end_all,clock_start:reinstatement,release_grant,>lapse_variations}', true),
  ('application', 'offered', 'lapse', '{lapsed}', '{system}', '{clock_run_out,reminders_sent}', '{clock_end_all,clock_start:reinstatement,release_grant,>lapse_variations}', true),
  ('application', 'onboarding', 'lapse', '{lapsed}', '{system}', '{clock_run_out,reminders_sent}', '{clock_end_all,clock_start:reinstatement,release_grant,>lapse_variations}', true),
  ('application', 'lapsed', 'reinstate', '{kept}', '{confirmed}', '{within_reinstatement,place_left,reason_given}', '{clock_end:reinstatement,restart_kept_clock}', true),
  ('application', '*', 'consent_given', '{=}', '{firm_approver@firm}', '{consent_named}', '{give_consent,renew_clearance}', true),
  ('application', '*', 'consent_withdrawn', '{=}', '{firm_approver@firm}', '{consent_stands}', '{withdraw_consent,renew_clearance,>act_on_consent}', true),
  ('application', '*', 'party_invited', '{=}', '{firm_approver@firm}', '{party_named}', '{invite_party}', true),
  ('application', '*', 'party_joined', '{=}', '{firm_approver@party}', '{party_invited}', '{join_party,renew_clearance}', true),
  ('application', '*', 'party_left', '{=}', '{firm_approver@party}', '{party_free_to_leave}', '{leave_party,renew_clearance}', true),
  ('application', '*', 'version_signed', '{=}', '{firm_approver@party}', '{}', '{sign_version}', true),
  ('application', '*', 'document_added', '{=}', '{firm_preparer@firm,firm_approver@firm}', '{before_closed,document_named}', '{add_document}', true),
  ('application', '*', 'document_superseded', '{=}', '{firm_preparer@firm,firm_approver@firm}', '{before_closed,document_named,document_stands}', '{add_document}', true),
  ('application', '*', 'question_asked', '{=}', '{consequence}', '{}', '{}', true),
  ('application', '*', 'question_answered', '{=}', '{consequence}', '{}', '{}', true),
  ('application', '*', 'question_withdrawn', '{=}', '{consequence}', '{}', '{}', true),
  ('application', '*', 'review_begun', '{=}', '{consequence}', '{}', '{}', true),
  ('application', '*', 'review_done', '{=}', '{consequence}', '{}', '{}', true),
  ('application', '*', 'rules_run', '{=}', '{system,case_officer@required,approver@required}', '{evaluation_given}', '{clear_jobs,>suspend_by_rule}', true),
  ('application', '*', 'fact_found', '{=}', '{confirmed}', '{fact_named,remit_required}', '{find_fact,renew_clearance}', true),
  ('application', '*', 'lead_reassigned', '{=}', '{confirmed}', '{remit_required,reason_given}', '{set_lead}', true),
  ('application', '*', 'cohort_moved', '{=}', '{system}', '{cohort_left_behind}', '{move_to_next_cohort}', true),
  ('application', '*', 'amendment_invited', '{=}', '{coordinator@lead}', '{reason_given}', '{}', true),
  ('application', '*', 'content_confirmed', '{=}', '{firm_approver@firm}', '{deferred_case}', '{}', true),
  ('application', '*', 'termination_notified', '{=}', '{approver@required}', '{suspended_case,reason_given}', '{clock_start:representations}', true),
  ('application', '*', 'representations_made', '{=}', '{firm_approver@firm}', '{suspended_case,document_named}', '{add_document,clock_end:representations}', true),
  ('application', '*', 'grant_provisioned', '{=}', '{compute_operator}', '{grant_named,grant_absent,within_quota}', '{provision_grant}', true),
  ('application', '*', 'grant_changed', '{=}', '{confirmed}', '{grant_named,grant_provisioned,within_quota}', '{provision_grant}', true),
  ('application', '*', 'grant_released', '{=}', '{compute_operator}', '{after_trial,grant_provisioned,grant_idle}', '{release_grant}', true),
  ('application', '*', 'feedback_given', '{=}', '{approver@required,case_officer@required}', '{reason_given}', '{}', true),
  ('application', '*', 'guidance_asked', '{=}', '{firm_preparer@firm,firm_approver@firm}', '{reason_given}', '{}', true),
  ('application', '*', 'periodic_report_received', '{=}', '{firm_approver@firm}', '{report_named}', '{add_document,clock_again:periodic_report,>suspend_by_rule}', true),
  ('application', '*', 'final_report_received', '{=}', '{firm_approver@firm}', '{report_named}', '{add_document,clock_end:final_report}', true),
  ('application', '*', 'legal_hold_set', '{=}', '{approver@required}', '{reason_given}', '{set_legal_hold}', true),
  ('application', '*', 'legal_hold_released', '{=}', '{confirmed}', '{legal_hold_stands,reason_given}', '{release_legal_hold}', true),
  ('application', '*', 'erasure_attested', '{=}', '{confirmed}', '{after_trial,grant_idle,no_legal_hold}', '{attest_erasure}', true),
  ('application', '*', 'gates_judged', '{=}', '{system,case_officer@required}', '{metrics_given}', '{judge_gates,>suspend_by_rule}', true),
  ('application', '*', 'publication_agreed', '{=}', '{firm_approver@firm,approver@lead}', '{publication_due}', '{agree_publication}', true),
  ('application', '*', 'publication_withdrawn', '{=}', '{firm_approver@firm,approver@lead,consequence}', '{publication_stands,reason_given}', '{withdraw_publication}', true),
  ('application', '*', 'reminder_sent', '{=}', '{system}', '{reminder_due}', '{remind}', true),
  ('application', '*', 'notice_sent', '{=}', '{system}', '{}', '{}', true),
  ('application', '*', 'notice_delivered', '{=}', '{system}', '{}', '{}', true),
  ('application', '*', 'notice_bounced', '{=}', '{system}', '{}', '{}', true),
  ('application', '*', 'notice_read', '{=}', '{system}', '{}', '{}', true),
  ('application', '*', 'clock_corrected', '{=}', '{coordinator@lead}', '{reason_given,clock_named,correction_fits}', '{correct_clock}', true),
  ('application', '*', 'production_reported', '{=}', '{firm_approver@firm}', '{closed_case}', '{}', true),
  ('review', '', 'invite', '{invited}', '{consequence}', '{}', '{clock_start:assignment,clock_start:first_review}', true),
  ('review', 'invited', 'assign', '{assigned}', '{supervisor@remit,case_officer@remit}', '{assignee_fit}', '{set_assignee,clock_end:assignment}', false),
  ('review', 'assigned', 'reassign', '{assigned}', '{supervisor@remit}', '{reason_given,assignee_fit}', '{set_assignee}', false),
  ('review', 'in_progress', 'reassign', '{assigned}', '{supervisor@remit}', '{reason_given,assignee_fit}', '{set_assignee}', false),
  ('review', 'awaiting_information', 'reassign', '{assigned}', '{supervisor@remit}', '{reason_given,assignee_fit}', '{set_assignee}', false),
  ('review', 'recommended', 'reassign', '{assigned}', '{supervisor@remit}', '{reason_given,assignee_fit}', '{set_assignee}', false),
  ('review', 'assigned', 'recuse', '{invited}', '{case_officer@assignee}', '{}', '{declare_conflict,clear_assignee,clock_start:assignment}', true),
  ('review', 'in_progress', 'recuse', '{invited}', '{case_officer@assignee}', '{}', '{declare_conflict,clear_assignee,clock_start:assignment}', true),
  ('review', 'awaiting_information', 'recuse', '{invited}', '{case_officer@assignee}', '{}', '{declare_conflict,clear_assignee,clock_start:assignment}', true),
  ('review', 'recommended', 'recuse', '{invited}', '{case_officer@assignee}', '{}', '{declare_conflict,clear_assignee,clock_start:assignment}', true),
  ('review', 'assigned', 'begin', '{in_progress,awaiting_information}', '{case_officer@assignee}', '{fresh_eyes}', '{choose_by_questions,>tell_firm:review_begun}', true),
  ('review', 'in_progress', 'request_information', '{awaiting_information}', '{case_officer@assignee}', '{question_left,question_names_something}', '{open_question,clock_stop:first_review,>tell_firm:question_asked}', true),
  ('review', 'awaiting_information', 'request_information', '{awaiting_information}', '{case_officer@assignee}', '{question_left,question_names_something}', '{open_question,clock_stop:first_review,>tell_firm:question_asked}', true),
  ('review', 'in_progress', 'request_further_information', '{awaiting_information}', '{confirmed}', '{questions_used,question_names_something}', '{open_question,clock_stop:first_review,>tell_firm:question_asked}', true),
  ('review', 'awaiting_information', 'request_further_information', '{awaiting_information}', '{confirmed}', '{questions_used,question_names_something}', '{open_question,clock_stop:first_review,>tell_firm:question_asked}', true),
  ('review', 'awaiting_information', 'supply_information', '{in_progress,awaiting_information}', '{firm_approver@firm}', '{question_unanswered}', '{answer_question,choose_by_questions,resume_if_answered,>tell_firm:question_answered}', true),
  ('review', 'awaiting_information', 'withdraw_request', '{in_progress,awaiting_information}', '{case_officer@assignee}', '{question_open}', '{withdraw_question,choose_by_questions,resume_if_answered,>tell_firm:question_withdrawn}', true),
  ('review', 'awaiting_information', 'information_overdue', '{in_progress}', '{system}', '{question_overdue}', '{expire_questions,clock_resume:first_review}', true),
  ('review', 'invited', 'supply_information', '{invited}', '{firm_approver@firm}', '{question_unanswered}', '{answer_question,resume_if_answered,>tell_firm:question_answered}', true),
  ('review', 'assigned', 'supply_information', '{assigned}', '{firm_approver@firm}', '{question_unanswered}', '{answer_question,resume_if_answered,>tell_firm:question_answered}', true),
  ('review', 'in_progress', 'supply_information', '{in_progress}', '{firm_approver@firm}', '{question_unanswered}', '{answer_question,resume_if_answered,>tell_firm:question_answered}', true),
  ('review', 'recommended', 'supply_information', '{in_progress}', '{firm_approver@firm}', '{question_unanswered}', '{answer_question,resume_if_answered,>tell_firm:question_answered}', true),
  ('review', 'in_progress', 'recommend', '{recommended}', '{case_officer@assignee}', '{reasons_given,conditions_described,recommendation_allowed,saw_current,not_countersigner,fresh_eyes}', '{sign_recommend}', false),
  ('review', 'recommended', 'return_to_officer', '{in_progress}', '{approver@remit}', '{reason_given}', '{}', false),
  ('review', 'recommended', 'take_over', '{recommended}', '{approver@remit}', '{reasons_given,conditions_described,recommendation_differs,recommendation_allowed,saw_current,not_countersigner,fresh_eyes}', '{sign_recommend}', false),
  ('review', 'recommended', 'countersign', '{recommended,countersigned}', '{approver@remit}', '{not_recommender,not_twice,saw_current,recommendation_allowed,fresh_eyes}', '{sign_countersign,choose_by_signatures,>tell_or_conclude}', true),
  ('review', 'recommended', 'version_changed', '{in_progress}', '{consequence}', '{}', '{}', false),
  ('review', 'invited', 'stand_down', '{stood_down}', '{consequence}', '{}', '{expire_questions,clock_end:assignment,clock_end:first_review}', false),
  ('review', 'assigned', 'stand_down', '{stood_down}', '{consequence}', '{}', '{expire_questions,clock_end:assignment,clock_end:first_review}', false),
  ('review', 'in_progress', 'stand_down', '{stood_down}', '{consequence}', '{}', '{expire_questions,clock_end:assignment,clock_end:first_review}', false),
  ('review', 'awaiting_information', 'stand_down', '{stood_down}', '{consequence}', '{}', '{expire_questions,clock_end:assignment,clock_end:first_review}', false),
  ('review', 'recommended', 'stand_down', '{stood_down}', '{consequence}', '{}', '{expire_questions,clock_end:assignment,clock_end:first_review}', false),
  ('review', '*', 'carried', '{=}', '{consequence}', '{}', '{}', false),
  ('variation', '', 'request', '{requested}', '{firm_approver@firm}', '{in_trial_states,one_open_variation,submitter_changed_nothing,variation_described}', '{open_variation,clock_start:variation,>open_variation_reviews,>suspend_by_rule}', true),
  ('variation', 'requested', 'approve', '{approved}', '{approver@lead}', '{variation_reviewed}', '{apply_variation,carry_conditions,clock_end:variation}', true),
  ('variation', 'requested', 'refuse', '{refused}', '{approver@lead}', '{reasons_given}', '{clock_end:variation,>stand_down_variation}', true),
  ('variation', 'requested', 'withdraw', '{withdrawn}', '{firm_approver@firm}', '{}', '{clock_end:variation,>stand_down_variation}', true),
  ('variation', 'requested', 'lapse', '{lapsed}', '{consequence}', '{}', '{clock_end:variation,>stand_down_variation}', true),
  ('proposal', '', 'propose', '{proposed}', '{proposer}', '{object_ready}', '{open_proposal,clock_start:proposal}', true),
  ('proposal', 'proposed', 'confirm', '{proposed,done}', '{confirmer}', '{not_proposer,took_no_part,object_unmoved}', '{take_place,choose_by_places,>carry_out}', true),
  ('proposal', 'proposed', 'refuse', '{refused}', '{confirmer}', '{not_proposer,reason_given}', '{clock_end:proposal}', false),
  ('proposal', 'proposed', 'retract', '{retracted}', '{first_person}', '{}', '{clock_end:proposal}', false),
  ('proposal', 'proposed', 'expire', '{expired}', '{system}', '{proposal_over}', '{clock_end:proposal}', false),
  ('relief', '', 'ask', '{asked}', '{firm_approver@firm}', '{requirement_named}', '{open_relief}', true),
  ('relief', 'asked', 'grant', '{granted}', '{confirmed}', '{limits_given}', '{set_relief}', false),
  ('relief', 'asked', 'refuse', '{refused}', '{confirmed}', '{reasons_given}', '{}', false),
  ('relief', 'granted', 'end', '{ended}', '{system,approver@remit}', '{reason_given,day_has_come}', '{}', false),
  ('condition', '', 'set', '{open}', '{consequence}', '{}', '{open_condition}', true),
  ('condition', 'open', 'submit_evidence', '{evidence_in}', '{firm_preparer@firm,firm_approver@firm}', '{evidence_named}', '{add_document}', false),
  ('condition', 'evidence_in', 'accept', '{satisfied}', '{case_officer@remit}', '{}', '{}', true),
  ('condition', 'evidence_in', 'reject', '{open}', '{case_officer@remit}', '{reason_given}', '{}', false),
  ('condition', 'open', 'waive', '{waived}', '{confirmed}', '{reason_given}', '{}', true),
  ('condition', 'evidence_in', 'waive', '{waived}', '{confirmed}', '{reason_given}', '{}', true),
  ('condition', 'breached', 'waive', '{waived}', '{confirmed}', '{reason_given}', '{}', true),
  ('condition', 'open', 'breach', '{breached}', '{case_officer@remit,system}', '{reason_given,day_has_come}', '{>suspend_if_marked}', true),
  ('condition', 'satisfied', 'breach', '{breached}', '{case_officer@remit,system}', '{reason_given,day_has_come}', '{>suspend_if_marked}', true),
  ('condition', 'breached', 'cure', '{satisfied}', '{case_officer@remit}', '{reason_given}', '{}', true),
  ('condition', 'open', 'replace', '{replaced}', '{consequence}', '{}', '{}', true),
  ('condition', 'evidence_in', 'replace', '{replaced}', '{consequence}', '{}', '{}', true),
  ('condition', 'satisfied', 'replace', '{replaced}', '{consequence}', '{}', '{}', true),
  ('condition', 'breached', 'replace', '{replaced}', '{consequence}', '{}', '{}', true),
  ('cohort', '', 'plan', '{planned}', '{convenor@host}', '{cohort_described}', '{open_cohort}', false),
  ('cohort', 'planned', 'announce', '{announced}', '{confirmed}', '{dates_set}', '{}', false),
  ('cohort', 'announced', 'open', '{open}', '{system}', '{opening_due}', '{}', false),
  ('cohort', 'open', 'extend_window', '{open}', '{convenor@host}', '{not_backwards}', '{move_window}', false),
  ('cohort', 'open', 'close', '{assessing}', '{system}', '{closing_due}', '{}', false),
  ('cohort', 'assessing', 'rank', '{ranked}', '{confirmed}', '{ranking_whole}', '{set_ranks}', false),
  ('cohort', 'ranked', 'amend_rank', '{ranked}', '{confirmed}', '{ranking_whole,reason_given}', '{set_ranks}', false),
  ('cohort', 'ranked', 'finish', '{finished}', '{system}', '{no_open_case}', '{}', false),
  ('cohort', 'open', 'finish', '{finished}', '{system}', '{rolling_over,no_open_case}', '{}', false),
  ('cohort', 'planned', 'cancel', '{cancelled}', '{confirmed}', '{reason_given}', '{}', false),
  ('cohort', 'announced', 'cancel', '{cancelled}', '{confirmed}', '{reason_given}', '{}', false),
  ('cohort', 'open', 'cancel', '{cancelled}', '{confirmed}', '{reason_given}', '{}', false),
  ('licence', '', 'declare', '{declared}', '{firm_preparer@firm,firm_approver@firm}', '{licence_described}', '{open_licence,clock_start:licence_check,>renew_clearances}', false),
  ('licence', 'declared', 'verify', '{active}', '{case_officer@remit}', '{register_checked}', '{enter_register,clock_end:licence_check,>renew_clearances}', false),
  ('licence', 'declared', 'reject', '{rejected}', '{case_officer@remit}', '{reason_given}', '{clock_end:licence_check,>renew_clearances}', false),
  ('licence', 'active', 'suspend', '{suspended}', '{approver@remit}', '{reason_given}', '{>suspend_relying_cases,>renew_clearances}', false),
  ('licence', 'suspended', 'restore', '{active}', '{approver@remit}', '{reason_given}', '{>renew_clearances}', false),
  ('licence', 'active', 'end', '{ended}', '{approver@remit,firm_approver@firm,system}', '{ending_kind}', '{leave_register,>suspend_relying_cases,>renew_clearances}', false),
  ('licence', 'suspended', 'end', '{ended}', '{approver@remit,firm_approver@firm,system}', '{ending_kind}', '{leave_register,>suspend_relying_cases,>renew_clearances}', false),
  ('job', '', 'request', '{queued}', '{firm_preparer@firm,firm_approver@firm,assurance_provider@party,system}', '{part_fits,grant_allows,rules_at_dispatch,plan_covers_job}', '{}', true),
  ('job', 'queued', 'hold', '{held}', '{firm_preparer@firm,firm_approver@firm,compute_operator}', '{}', '{}', false),
  ('job', 'held', 'release', '{queued}', '{firm_preparer@firm,firm_approver@firm,compute_operator}', '{held_by_own_side}', '{}', false),
  ('job', 'queued', 'claim', '{dispatching}', '{worker}', '{}', '{}', false),
  ('job', 'dispatching', 'start', '{running}', '{worker}', '{}', '{}', false),
  ('job', 'dispatching', 'refuse', '{queued,failed}', '{worker}', '{}', '{}', false),
  ('job', 'dispatching', 'lose_contact', '{unknown}', '{worker,system}', '{}', '{}', false),
  ('job', 'running', 'lose_contact', '{unknown}', '{worker,system}', '{}', '{}', false),
  ('job', 'unknown', 'adopt', '{dispatching,running,succeeded,failed}', '{worker}', '{}', '{}', false),
  ('job', 'unknown', 'requeue', '{queued,failed}', '{system}', '{}', '{}', false),
  ('job', 'running', 'succeed', '{succeeded}', '{worker}', '{}', '{}', false),
  ('job', 'running', 'fail', '{queued,failed}', '{worker}', '{}', '{}', false),
  ('job', 'queued', 'cancel', '{cancelled}', '{firm_preparer@firm,firm_approver@firm,compute_operator,system}', '{}', '{}', false),
  ('job', 'held', 'cancel', '{cancelled}', '{firm_preparer@firm,firm_approver@firm,compute_operator,system}', '{}', '{}', false),
  ('job', 'dispatching', 'stop', '{dispatching}', '{firm_preparer@firm,firm_approver@firm,compute_operator,system}', '{}', '{}', false),
  ('job', 'running', 'stop', '{running}', '{firm_preparer@firm,firm_approver@firm,compute_operator,system}', '{}', '{}', false),
  ('job', 'unknown', 'stop', '{unknown}', '{firm_preparer@firm,firm_approver@firm,compute_operator,system}', '{}', '{}', false),
  ('job', 'dispatching', 'stopped', '{cancelled,killed}', '{worker,system}', '{}', '{}', false),
  ('job', 'running', 'stopped', '{cancelled,killed}', '{worker,system}', '{}', '{}', false),
  ('job', 'unknown', 'stopped', '{cancelled,killed}', '{worker,system}', '{}', '{}', false),
  ('job', 'failed', 'redrive', '{queued}', '{firm_preparer@firm,firm_approver@firm,compute_operator}', '{grant_allows}', '{}', true),
  ('jobs', '', 'open', '{open}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'requested', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'dispatched', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'ended', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'hold', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'release', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'cancel', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'stop', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'adopt', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'redrive', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'rescued', '{=}', '{consequence}', '{}', '{}', false),
  ('jobs', '*', 'stale_refused', '{=}', '{consequence}', '{}', '{}', false),
  ('node', '', 'join', '{taking}', '{consequence}', '{}', '{}', false),
  ('node', 'taking', 'drain', '{draining}', '{compute_operator}', '{reason_given}', '{set_draining}', false),
  ('node', 'draining', 'resume', '{taking}', '{compute_operator}', '{}', '{set_draining}', false),
  ('artefact', '', 'declare', '{declared}', '{firm_preparer@firm,firm_approver@firm,technology_provider@party}', '{artefact_described}', '{open_artefact}', true),
  ('artefact', '', 'produce', '{quarantined}', '{worker,system}', '{artefact_described,produced_by_job}', '{open_artefact}', true),
  ('artefact', 'declared', 'receive', '{quarantined}', '{compute_operator}', '{digest_recomputed}', '{}', false),
  ('artefact', 'quarantined', 'admit', '{admitted}', '{compute_operator}', '{digest_in_plan}', '{}', false),
  ('artefact', 'quarantined', 'refuse', '{refused}', '{compute_operator,output_checker}', '{reason_given,not_requester}', '{}', false),
  ('artefact', 'quarantined', 'release', '{released}', '{confirmed}', '{not_requester}', '{}', false),
  ('artefact', 'declared', 'erase', '{erased}', '{compute_operator}', '{attested,no_legal_hold}', '{}', false),
  ('artefact', 'quarantined', 'erase', '{erased}', '{compute_operator}', '{attested,no_legal_hold}', '{}', false),
  ('artefact', 'admitted', 'erase', '{erased}', '{compute_operator}', '{attested,no_legal_hold}', '{}', false),
  ('artefact', 'refused', 'erase', '{erased}', '{compute_operator}', '{attested,no_legal_hold}', '{}', false),
  ('artefact', 'released', 'erase', '{erased}', '{compute_operator}', '{attested,no_legal_hold}', '{}', false),
  ('incident', '', 'report', '{reported}', '{firm_preparer@firm,firm_approver@firm,compute_operator,system}', '{incident_described}', '{open_incident,clock_start:incident_notice,take_notice,>suspend_by_rule}', true),
  ('incident', 'reported', 'acknowledge', '{open}', '{case_officer@required}', '{}', '{>suspend_by_rule}', true),
  ('incident', 'reported', 'update', '{reported}', '{firm_preparer@firm,firm_approver@firm}', '{incident_described}', '{take_notice,>suspend_by_rule}', true),
  ('incident', 'open', 'update', '{open}', '{firm_preparer@firm,firm_approver@firm}', '{incident_described}', '{take_notice,>suspend_by_rule}', true),
  ('incident', 'open', 'close', '{closed}', '{case_officer@required}', '{cause_and_remedy}', '{clock_end:incident_notice}', false),
  ('problem', '', 'post', '{posted}', '{firm_preparer@firm,firm_approver@firm}', '{problem_described}', '{open_problem}', false),
  ('problem', 'posted', 'match', '{matched}', '{firm_approver@firm}', '{provider_named}', '{}', false),
  ('problem', 'matched', 'shape', '{shaped}', '{convenor}', '{reason_given}', '{}', false),
  ('problem', 'shaped', 'convert', '{converted}', '{firm_preparer@firm,firm_approver@firm}', '{}', '{}', false),
  ('problem', 'posted', 'close', '{closed}', '{firm_approver@firm,convenor}', '{}', '{}', false),
  ('problem', 'matched', 'close', '{closed}', '{firm_approver@firm,convenor}', '{}', '{}', false),
  ('problem', 'shaped', 'close', '{closed}', '{firm_approver@firm,convenor}', '{}', '{}', false),
  ('practice_note', '', 'draft', '{drafted}', '{coordinator}', '{note_described}', '{open_note}', false),
  ('practice_note', 'drafted', 'agree', '{agreed}', '{confirmed}', '{}', '{}', false),
  ('practice_note', 'agreed', 'publish', '{published}', '{convenor}', '{}', '{}', false),
  ('practice_note', 'published', 'withdraw', '{withdrawn}', '{convenor}', '{reason_given}', '{}', false),
  ('policy', '', 'publish', '{published}', '{policy_author@binding}', '{policy_checked}', '{store_policy}', false),
  ('policy', 'published', 'activate', '{activated}', '{confirmed}', '{effect_dated}', '{put_in_force}', false),
  ('policy', 'activated', 'supersede', '{superseded}', '{system}', '{newer_in_force}', '{}', false),
  ('policy', 'published', 'withdraw', '{withdrawn}', '{policy_author@binding}', '{reason_given}', '{}', false),
  ('supervision', '', 'open', '{open}', '{consequence}', '{}', '{}', false),
  ('supervision', '*', 'conflict_declared', '{=}', '{case_officer@inside,approver@inside,supervisor@inside,coordinator@inside,panel_member@cohort}', '{conflict_stated}', '{declare_conflict}', false),
  ('supervision', '*', 'note_added', '{=}', '{case_officer@inside,approver@inside,supervisor@inside}', '{note_written}', '{add_note}', false),
  ('supervision', '*', 'joint_note_added', '{=}', '{confirmed}', '{note_written,gateway_stated}', '{add_joint_note,>tell_authorities}', false),
  ('supervision', '*', 'joint_note_shared', '{=}', '{consequence}', '{}', '{}', false),
  ('supervision', '*', 'disclosed', '{=}', '{approver@inside}', '{gateway_named}', '{disclose_note}', false),
  ('supervision', '*', 'alternate_appointed', '{=}', '{confirmed}', '{reason_given,alternate_fit,not_for_oneself}', '{appoint_alternate}', false),
  ('supervision', '*', 'warned', '{=}', '{system}', '{clock_soon_out}', '{escalate}', false),
  ('supervision', '*', 'escalated', '{=}', '{system}', '{clock_breached}', '{escalate}', false),
  ('supervision', '*', 'rule_overridden', '{=}', '{confirmed}', '{rule_soft}', '{override_rule,renew_clearance}', false),
  ('supervision', '*', 'rule_waived', '{=}', '{confirmed}', '{waiver_named}', '{override_rule,renew_clearance}', false),
  ('supervision', '*', 'words_erased', '{=}', '{confirmed}', '{reason_given,texts_erasable,no_legal_hold}', '{erase_words}', false),
  ('supervision', '*', 'keys_destroyed', '{=}', '{system}', '{}', '{keys_are_destroyed}', false),
  ('supervision', '*', 'score_entered', '{=}', '{panel_member@cohort}', '{score_given,before_ranked}', '{enter_score}', false),
  ('access', '', 'open', '{open}', '{consequence}', '{}', '{}', false),
  ('access', '*', 'viewed', '{=}', '{self}', '{}', '{}', false),
  ('access', '*', 'exported', '{=}', '{self}', '{reason_given}', '{}', false),
  ('access', '*', 'refused', '{=}', '{self}', '{}', '{}', false),
  ('access', '*', 'signed_out', '{=}', '{consequence}', '{}', '{}', false),
  ('system', '', 'open', '{open}', '{system}', '{}', '{}', false),
  ('system', '*', 'noted', '{=}', '{system}', '{}', '{}', false),
  ('firm', '', 'register', '{registered}', '{consequence}', '{}', '{}', false),
  ('firm', '*', 'account_opened', '{=}', '{consequence}', '{}', '{}', false),
  ('firm', '*', 'account_closed', '{=}', '{consequence}', '{}', '{}', false),
  ('remit', '', 'open', '{open}', '{consequence}', '{}', '{}', false),
  ('remit', '*', 'access_granted', '{=}', '{confirmed}', '{reason_given,access_fit,not_for_oneself}', '{grant_access}', false),
  ('remit', '*', 'access_ended', '{=}', '{confirmed}', '{reason_given,access_held}', '{end_access}', false),
  ('remit', '*', 'warned', '{=}', '{system}', '{clock_soon_out}', '{escalate}', false),
  ('remit', '*', 'escalated', '{=}', '{system}', '{clock_breached}', '{escalate}', false),
  ('calendar', '', 'open', '{open}', '{consequence}', '{}', '{}', false),
  ('calendar', '*', 'day_closed', '{=}', '{administrator,consequence}', '{day_stated}', '{set_day,count_anew}', false),
  ('calendar', '*', 'day_opened', '{=}', '{administrator}', '{day_stated,reason_given}', '{set_day,count_anew}', false),
  ('calendar', '*', 'rest_set', '{=}', '{administrator,consequence}', '{day_stated:weekday}', '{set_day,count_anew}', false);

INSERT INTO collective_act VALUES
  ('application', 'find_ineligible', '{case_officer@lead,coordinator@lead,approver@lead}', '{approver@lead}'),
  ('application', 'decline', '{coordinator@lead,case_officer@lead,approver@lead}', '{approver@lead}'),
  ('application', 'revoke_offer', '{coordinator@lead,case_officer@lead,approver@lead}', '{approver@lead}'),
  ('application', 'reinstate', '{coordinator@lead}', '{approver@lead}'),
  ('application', 'lift_suspension', '{case_officer@named_authority,approver@named_authority}', '{approver@named}'),
  ('application', 'terminate', '{case_officer@named_authority,approver@named_authority}', '{approver@named}'),
  ('application', 'uphold', '{coordinator@lead,approver@required}', '{approver@each_named}'),
  ('application', 'replace_decision', '{coordinator@lead,approver@required}', '{approver@each_named}'),
  ('application', 'fact_found', '{case_officer@named}', '{approver@named}'),
  ('application', 'lead_reassigned', '{coordinator@lead}', '{coordinator@named}'),
  ('application', 'grant_changed', '{compute_operator}', '{approver@lead}'),
  ('application', 'erasure_attested', '{compute_operator}', '{compute_operator/output_checker}'),
  ('application', 'legal_hold_released', '{approver@required}', '{approver@named}'),
  ('review', 'request_further_information', '{case_officer@assignee}', '{approver@remit}'),
  ('condition', 'waive', '{case_officer@remit,approver@remit}', '{approver@remit}'),
  ('relief', 'grant', '{case_officer@remit,approver@remit}', '{approver@remit}'),
  ('relief', 'refuse', '{case_officer@remit,approver@remit}', '{approver@remit}'),
  ('cohort', 'announce', '{convenor@host}', '{approver@taking_part}'),
  ('cohort', 'cancel', '{convenor@host}', '{approver@taking_part}'),
  ('cohort', 'rank', '{convenor@host}', '{approver@with_case}'),
  ('cohort', 'amend_rank', '{convenor@host}', '{approver@with_case}'),
  ('policy', 'activate', '{policy_author@binding}', '{approver@binding}'),
  ('practice_note', 'agree', '{coordinator}', '{approver@each_authority}'),
  ('artefact', 'release', '{output_checker}', '{output_checker}'),
  ('supervision', 'joint_note_added', '{case_officer@inside,approver@inside}', '{approver@each_required}'),
  ('supervision', 'words_erased', '{case_officer@inside,approver@inside,supervisor@inside}', '{approver@inside}'),
  ('supervision', 'alternate_appointed', '{supervisor@inside}', '{approver@inside}'),
  ('supervision', 'rule_overridden', '{case_officer@named,approver@named}', '{approver@named}'),
  ('supervision', 'rule_waived', '{case_officer@named,approver@named}', '{approver@named}'),
  ('remit', 'access_granted', '{supervisor@remit}', '{approver@remit}'),
  ('remit', 'access_ended', '{supervisor@remit}', '{approver@remit}');

CREATE FUNCTION free_text() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '{answer,cause,defects,erasure_held,evidence,gates_absent,happened,limits,missing,reason,reasons,remedy,report_absent,requirement,urgency,wording}'::text[]
$$;

CREATE FUNCTION published() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '{calendar,cohort,policy,practice_note,problem}'::text[]
$$;

-- Every guard and effect that the tables name must be there.
DO $$
DECLARE
  lacking text;
BEGIN
  SELECT string_agg(DISTINCT f, ', ') INTO lacking FROM (
    SELECT 'guard_' || split_part(g, ':', 1) AS f FROM transition, unnest(guards) g
    UNION SELECT 'effect_' || split_part(ltrim(e, '>'), ':', 1) FROM transition, unnest(effects) e) named
   WHERE NOT EXISTS (SELECT FROM pg_proc WHERE proname = f AND pronamespace = 'sandboxpp'::regnamespace);
  IF lacking IS NOT NULL THEN
    RAISE EXCEPTION 'The lifecycle names functions that are not there: %', lacking;
  END IF;
END $$;

RESET ROLE;

-- 14  Append-only also against the owner's DDL ---------------------------------------------------

-- A rule, a trigger or a rewrite could drop or change rows that no trigger sees. So no command
-- changes a table of history, what stands on it, who may write it, or what its triggers call: not the
-- owner's, and not with session_replication_role. Matched on the object itself, since what stands on
-- a table has no schema of its own. All this is the superuser's, in a schema apart, which the owner
-- cannot drop. The superuser can take it away: that is what the log is for.
CREATE SCHEMA sandboxpp_form;
GRANT USAGE ON SCHEMA sandboxpp_form TO PUBLIC;

-- A migration is let through by the entry that it leaves, written in this very transaction.
CREATE FUNCTION sandboxpp_form.is_migrating() RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = sandboxpp, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM subject s JOIN audit_event e ON e.subject = s.id AND e.seq = s.seq
                  WHERE s.name = 'system/schema' AND s.last_event = 'noted' AND e.at >= now()
                    AND e.xmin = pg_current_xact_id_if_assigned()::xid);
EXCEPTION WHEN undefined_table OR undefined_column THEN
  RETURN false;                            -- the command takes away the very place of the entry
END $$;

CREATE FUNCTION begin_migration(reason text) RETURNS void LANGUAGE plpgsql SET search_path = sandboxpp, pg_temp AS $$
DECLARE
  home uuid := (SELECT id FROM subject WHERE name = 'system/schema');
BEGIN
  IF home IS NULL THEN
    home := (new_subject('system', 'system/schema', gen_random_uuid(), NULL, NULL, NULL)).id;
    PERFORM happened(home, 'open');
  END IF;
  PERFORM happened(home, 'noted', jsonb_build_object('migration', reason, 'login', session_user));
END $$;
REVOKE EXECUTE ON FUNCTION begin_migration FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_migration TO sandboxpp_owner;

CREATE FUNCTION sandboxpp_form.refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT sandboxpp_form.is_migrating() THEN
    RAISE EXCEPTION '% is history: its form changes in a migration only.', what
      USING ERRCODE = 'SB501', HINT = 'Call begin_migration(reason) in the same transaction; it writes an entry.';
  END IF;
END $$;

-- The table of history that an object is or stands on, or whose triggers call it; null if none.
CREATE FUNCTION sandboxpp_form.kept_table(p_class oid, p_object oid) RETURNS regclass LANGUAGE sql STABLE AS $$
  SELECT t.tgrelid::regclass FROM pg_trigger t
   WHERE t.tgfoid = to_regproc('sandboxpp.keep_history') AND
     CASE p_class
     WHEN 'pg_class'::regclass THEN t.tgrelid = p_object
       OR t.tgrelid IN (SELECT indrelid FROM pg_index WHERE indexrelid = p_object
                        UNION ALL SELECT inhparent FROM pg_inherits WHERE inhrelid = p_object)
     WHEN 'pg_rewrite'::regclass THEN t.tgrelid = (SELECT ev_class FROM pg_rewrite WHERE oid = p_object)
     WHEN 'pg_trigger'::regclass THEN t.tgrelid = (SELECT tgrelid FROM pg_trigger WHERE oid = p_object)
     WHEN 'pg_policy'::regclass THEN t.tgrelid = (SELECT polrelid FROM pg_policy WHERE oid = p_object)
     WHEN 'pg_constraint'::regclass THEN t.tgrelid = (SELECT conrelid FROM pg_constraint WHERE oid = p_object)
     WHEN 'pg_proc'::regclass THEN t.tgrelid IN (SELECT tgrelid FROM pg_trigger WHERE tgfoid = p_object)
     ELSE false END LIMIT 1
$$;

CREATE FUNCTION sandboxpp_form.on_command() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept regclass;
BEGIN
  SELECT sandboxpp_form.kept_table(classid, objid) INTO kept FROM pg_event_trigger_ddl_commands()
   WHERE sandboxpp_form.kept_table(classid, objid) IS NOT NULL LIMIT 1;
  IF kept IS NULL AND TG_TAG = 'GRANT' THEN   -- it does not say on what
    SELECT c.oid INTO kept FROM pg_class c,
           LATERAL (SELECT c.relacl AS rights UNION ALL SELECT attacl FROM pg_attribute WHERE attrelid = c.oid) g, aclexplode(g.rights) a
     WHERE c.oid IN (SELECT tgrelid FROM pg_trigger WHERE tgfoid = to_regproc('sandboxpp.keep_history'))
       AND a.grantee <> c.relowner AND a.privilege_type <> 'SELECT' LIMIT 1;
  END IF;
  IF kept IS NOT NULL THEN
    PERFORM sandboxpp_form.refuse(kept::text);
  ELSIF to_regproc('sandboxpp.keep_history') IS NULL THEN
    PERFORM sandboxpp_form.refuse('keep_history');
  END IF;
END $$;

-- Of a table that is dropped its triggers are told too. The internal ones belong to keys of others.
CREATE FUNCTION sandboxpp_form.on_drop() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept text;
BEGIN
  SELECT d.address_names[2] INTO kept FROM pg_event_trigger_dropped_objects() d
   WHERE d.address_names[1] = 'sandboxpp' AND NOT (d.object_type = 'trigger' AND d.address_names[3] LIKE 'RI\_ConstraintTrigger\_%')
     AND (d.object_type = 'trigger' AND d.address_names[3] IN ('keep_rows', 'keep_table')
          OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgfoid = to_regproc('sandboxpp.keep_history')
                       AND t.tgrelid = to_regclass(format('%I.%I', d.address_names[1], coalesce(d.address_names[2], ''))))) LIMIT 1;
  IF kept IS NOT NULL THEN
    PERFORM sandboxpp_form.refuse(kept);
  END IF;
END $$;

CREATE EVENT TRIGGER sandboxpp_command ON ddl_command_end EXECUTE FUNCTION sandboxpp_form.on_command();
CREATE EVENT TRIGGER sandboxpp_drop ON sql_drop EXECUTE FUNCTION sandboxpp_form.on_drop();
ALTER EVENT TRIGGER sandboxpp_command ENABLE ALWAYS;
ALTER EVENT TRIGGER sandboxpp_drop ENABLE ALWAYS;

COMMIT;
