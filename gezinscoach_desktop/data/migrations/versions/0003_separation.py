"""Referrals, the login of an account, and on PostgreSQL the separation of colleagues by the server (decision 0017)."""

import sqlalchemy as sa
from alembic import op

from gezinscoach_desktop.data.types import Day, Id, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DECISIONS = ("accepted", "waiting", "referred_on", "not_target_group", "declined")
OF_A_FAMILY = {
    "family": "id",
    "member": "family_id",
    "stay": "family_id",
    "assignment": "family_id",
    "phase": "family_id",
    "snapshot": "family_id",
    "score": "family_id",
}
"""What a coach may see of own families, with the column that says whose it is."""
OF_THE_OFFICE = (
    "schema",
    "office",
    "setting",
    "account",
    "operation",
    "audit_entry",
    "audit_anchor",
    "key_slot",
    "instrument",
    "referral",
    "login_wish",
    "code_secret",
)
NOTED = ("family", "member", "stay", "assignment", "phase", "snapshot", "referral", "account", "setting")
"""What leaves an entry in the audit trail whenever it changes, also when another program changes it."""
WRITTEN = (*NOTED, "score", "operation", "audit_entry", "audit_anchor", "key_slot")
"""What any login writes in."""
FAMILY = (
    "name, municipality, neighbourhood, address, household_type, languages, needs_interpreter, is_newcomer, "
    "income_source, housing_kind, found_via, started_on, remarks, search_text, sort_name, version, changed_at, changed_by"
)
MEMBER = (
    "code, given_name, family_name, role, birth_date, gender, relation, living, lives_with, diploma, school, "
    "version, changed_at, changed_by"
)
REFERRAL = (
    "received_on, referrer, question, decision, decided_on, decision_reason, version, changed_at, changed_by"
)


def upgrade() -> None:
    op.add_column("account", sa.Column("login", sa.Text(), nullable=True))
    op.create_index("uq_account_login", "account", ["login"], unique=True)
    op.create_table(
        "referral",
        sa.Column("id", Id(), nullable=False),
        sa.Column("family_id", Id(), nullable=False),
        sa.Column("received_on", Day(), nullable=False),
        sa.Column("referrer", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(*DECISIONS, name="decision", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("decided_on", Day(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_referral_changed_by_account")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_referral_family_id_family")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index(op.f("ix_referral_family_id"), "referral", ["family_id"], unique=False)
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        owner = connection.exec_driver_sql("SELECT current_user").scalar_one()
        if not owner.endswith("_owner"):  # `data/server/setup.py` goes before every migration
            raise RuntimeError("the tables of an office belong to its owner role")
        for statement in separation(owner.removesuffix("_owner")):
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
    op.execute("UPDATE schema SET version = 3")


def separation(prefix: str) -> list[str]:
    """What makes the server keep colleagues apart, for the roles that begin with `prefix`."""
    names = {
        name: f"{prefix}_{name}"
        for name in ("owner", "person", "coach", "coordinator", "administrator", "recovery")
    }
    statements = [*_who(prefix), *_trail(), *_accounts(prefix), *_families(), *_guards()]
    statements += _policies()
    statements += _grants()
    for name, role in names.items():
        statements = [statement.replace(f"<{name}>", f'"{role}"') for statement in statements]
    return statements


def _function(
    name: str, returns: str, body: str, *, language: str = "sql", volatility: str = "STABLE"
) -> str:
    """A function that looks with the owner's eyes; who asks is `session_user`, which no role change touches."""
    return (
        f"CREATE FUNCTION {name} RETURNS {returns} LANGUAGE {language} {volatility} "
        f"SECURITY DEFINER SET search_path = public, pg_temp AS $body$ {body} $body$"
    )


def _pure(name: str, returns: str, body: str, *, language: str = "plpgsql") -> str:
    return f"CREATE FUNCTION {name} RETURNS {returns} LANGUAGE {language} IMMUTABLE AS $body$ {body} $body$"


def _who(prefix: str) -> list[str]:
    # A name of PostgreSQL compares by the collation "C": without saying otherwise the index on the login is of no use.
    mine = 'login = session_user::text COLLATE "default" AND deactivated_at IS NULL'
    return [
        # Whoever looks after the server: its superuser, and logins that are members of the owner.
        _function("is_keeper()", "boolean", f"SELECT pg_has_role(session_user, '{prefix}_owner', 'MEMBER')"),
        _function("is_recovery()", "boolean", f"SELECT session_user = '{prefix}_recovery'"),
        _function("me()", "uuid", f"SELECT id FROM account WHERE {mine}"),
        # What every policy asks, once per statement, is in PL/pgSQL: that keeps its plan as long as the connection lasts,
        # while a function in SQL is planned again each time (own_families: 1.1 ms, now 0.2).
        _function(
            "acts_as(wanted text)",
            "boolean",
            f"BEGIN RETURN EXISTS (SELECT FROM account WHERE {mine} AND roles ? wanted); END",
            language="plpgsql",
        ),
        _function("works_here()", "boolean", "SELECT me() IS NOT NULL OR is_recovery() OR is_keeper()"),
        # The office's own calendar: a session may set any time zone it likes, and keep a transaction open for days.
        _function("office_day()", "date", "SELECT (clock_timestamp() AT TIME ZONE 'Europe/Brussels')::date"),
        _function(
            "own_families()",
            "uuid[]",
            # The day is asked in the query: with a variable the server may find planning it anew each time worth its while.
            "BEGIN RETURN (SELECT coalesce(array_agg(DISTINCT a.family_id), '{}') FROM account JOIN assignment a "
            f"ON a.account_id = account.id WHERE {mine} AND account.roles ? 'coach' "
            "AND a.since <= (SELECT office_day()) AND (a.until IS NULL OR (SELECT office_day()) < a.until)); END",
            language="plpgsql",
        ),
        _function(
            "founded_by_me(wanted uuid)",
            "boolean",
            "SELECT EXISTS (SELECT FROM family WHERE id = wanted AND created_by = me()) "
            "AND NOT EXISTS (SELECT FROM assignment WHERE family_id = wanted)",
        ),
        _function(
            "known_account(wanted uuid)",
            "TABLE (id uuid, user_name text, display_name text, roles jsonb)",
            "SELECT a.id, a.user_name, a.display_name, a.roles FROM account a WHERE a.id = wanted "
            "AND a.deactivated_at IS NULL AND (a.id = me() OR acts_as('coordinator') OR acts_as('administrator') "
            "OR is_recovery() OR is_keeper())",
        ),
        # How many families somebody has, without which: the list of accounts shows it to administrators too.
        (
            "CREATE VIEW caseload WITH (security_barrier) AS SELECT account_id, kind, since, until FROM assignment "
            "WHERE (SELECT acts_as('coordinator') OR acts_as('administrator') OR is_keeper())"
        ),
        # Not in a row: the number would tell how many families there are, also those that wait. The last two signs follow
        # from the others and the account: nobody finds out which codes are taken by proposing them one after the other.
        "CREATE TABLE code_secret (secret bytea NOT NULL)",
        "INSERT INTO code_secret SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))",
        _function(
            "marked_code(start text)",
            "text",
            "SELECT start || substr(letters, 1 + get_byte(mark, 0) % 31, 1) || substr(letters, 1 + get_byte(mark, 1) % 31, 1) "
            "FROM (SELECT 'ABCDEFGHJKMNPQRSTUVWXYZ23456789' AS letters, "
            "sha256(secret || coalesce(uuid_send(me()), '') || convert_to(start, 'UTF8')) AS mark FROM code_secret) AS made",
        ),
        _function(
            "new_family_code(year integer)",
            "text",
            "DECLARE letters CONSTANT text := 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'; made text; BEGIN "
            "IF NOT (acts_as('coach') OR acts_as('coordinator') OR is_keeper()) THEN "
            "RAISE EXCEPTION 'not allowed' USING ERRCODE = '42501'; END IF; LOOP "
            "SELECT marked_code('G-' || year || '-' || string_agg(substr(letters, 1 + get_byte(raw, place) % 31, 1), '')) "
            "INTO made FROM (SELECT uuid_send(gen_random_uuid()) AS raw) AS random, unnest(ARRAY[0, 1, 2]) AS place; "
            "EXIT WHEN substr(made, 8) ~ '[A-Z]' AND NOT EXISTS (SELECT FROM family WHERE code = made); "
            "END LOOP; RETURN made; END",
            language="plpgsql",
            volatility="VOLATILE",
        ),
    ]


def _trail() -> list[str]:
    """The audit trail: sealed by the server, with the text that `data/audit.py` seals."""
    return [
        _pure(
            "plain_string(value text)",
            "text",
            r"""DECLARE made text := ''; sign text; code integer; BEGIN
            IF value COLLATE "C" !~ '[^ -~]|["\\]' THEN RETURN '"' || value || '"'; END IF;
            FOREACH sign IN ARRAY string_to_array(value, NULL) LOOP
                code := ascii(sign);
                made := made || CASE
                    WHEN sign = '"' THEN '\"' WHEN sign = '\' THEN '\\'
                    WHEN code = 8 THEN '\b' WHEN code = 9 THEN '\t' WHEN code = 10 THEN '\n'
                    WHEN code = 12 THEN '\f' WHEN code = 13 THEN '\r'
                    WHEN code BETWEEN 32 AND 126 THEN sign
                    WHEN code < 65536 THEN '\u' || lpad(to_hex(code), 4, '0')
                    ELSE '\u' || to_hex(55296 + ((code - 65536) >> 10)) || '\u' || to_hex(56320 + ((code - 65536) & 1023))
                END;
            END LOOP; RETURN '"' || made || '"'; END""",
        ),
        _pure(
            "plain_json(value jsonb)",
            "text",
            """BEGIN CASE jsonb_typeof(value)
            WHEN 'object' THEN RETURN '{' || coalesce((SELECT string_agg(plain_string(key) || ':' || plain_json(each),
                ',' ORDER BY key COLLATE "C") FROM jsonb_each(value) AS pair(key, each)), '') || '}';
            WHEN 'array' THEN RETURN '[' || coalesce((SELECT string_agg(plain_json(each), ',' ORDER BY place)
                FROM jsonb_array_elements(value) WITH ORDINALITY AS item(each, place)), '') || ']';
            WHEN 'string' THEN RETURN plain_string(value #>> '{}');
            WHEN 'number' THEN
                IF value::text !~ '^-?[0-9]+$' THEN RAISE EXCEPTION 'whole numbers only' USING ERRCODE = '22023'; END IF;
                RETURN value::text;
            ELSE RETURN value::text; END CASE; END""",
        ),
        _pure(
            "seal_of(previous bytea, number bigint, at timestamptz, account uuid, action text, family uuid, "
            "operation uuid, details jsonb)",
            "bytea",
            """BEGIN RETURN sha256(previous || convert_to('[' || number || ',"'
            || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00",'
            || coalesce('"' || replace(account::text, '-', '') || '"', 'null') || ',' || plain_string(action) || ','
            || coalesce('"' || replace(family::text, '-', '') || '"', 'null') || ','
            || coalesce('"' || replace(operation::text, '-', '') || '"', 'null') || ',' || plain_json(details) || ']',
            'UTF8')); END""",
        ),
        _function(
            "seal_entry()",
            "trigger",
            r"""DECLARE last record; BEGIN
            IF is_keeper() THEN
                IF NEW.hash IS NOT NULL THEN RETURN NEW; END IF;  -- a whole office comes in as it was
            ELSE
                NEW.account_id := me();
                IF NEW.account_id IS NULL AND NOT is_recovery() THEN
                    RAISE EXCEPTION 'nobody' USING ERRCODE = '42501'; END IF;
                -- The clock of a PC, which waited for the server a month at most; otherwise that of the server.
                IF NEW.at NOT BETWEEN clock_timestamp() - interval '31 days' AND clock_timestamp() + interval '1 day' THEN
                    NEW.at := clock_timestamp(); END IF;
            END IF;
            PERFORM pg_advisory_xact_lock(4702101);
            SELECT number, hash INTO last FROM audit_entry ORDER BY number DESC LIMIT 1;
            NEW.number := coalesce(last.number, 0) + 1;
            NEW.hash := seal_of(coalesce(last.hash, decode(repeat('00', 32), 'hex')), NEW.number, NEW.at, NEW.account_id,
                NEW.action, NEW.family_id, NEW.operation_id, NEW.details);
            RETURN NEW; END""",
            language="plpgsql",
            volatility="VOLATILE",
        ),
        "CREATE TRIGGER audit_entry_seal BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION seal_entry()",
        "CREATE VIEW audit_seal WITH (security_barrier) AS SELECT number, hash FROM audit_entry WHERE (SELECT works_here())",
        """CREATE VIEW trail WITH (security_barrier) AS SELECT number, at, account_id, action,
        CASE WHEN account_id = (SELECT me()) OR (SELECT acts_as('coordinator') OR is_keeper()) THEN family_id END
            AS family_id,
        operation_id, details FROM audit_entry WHERE account_id = (SELECT me())
        OR (SELECT acts_as('coordinator') OR acts_as('administrator') OR is_recovery() OR is_keeper())""",
        _function(
            "audit_broken(after bigint, known bytea)",
            "SETOF bigint",
            """DECLARE entry record; previous bytea := known; fits boolean; told integer := 0; BEGIN
            IF NOT works_here() THEN RAISE EXCEPTION 'not allowed' USING ERRCODE = '42501'; END IF;
            FOR entry IN SELECT * FROM audit_entry WHERE number > after ORDER BY number LOOP
                BEGIN
                    fits := seal_of(previous, entry.number, entry.at, entry.account_id, entry.action, entry.family_id,
                        entry.operation_id, entry.details) = entry.hash;
                EXCEPTION WHEN OTHERS THEN fits := false;
                END;
                IF NOT coalesce(fits, false) THEN
                    RETURN NEXT entry.number;
                    told := told + 1;
                    EXIT WHEN told = 20;
                END IF;
                previous := entry.hash;
            END LOOP; END""",
            language="plpgsql",
        ),
        # What colleagues changed, as far as it concerns the one who asks; without what else is kept with a write. Of a family
        # that is no longer one's own only that something about it changed; of others not even that there is something.
        _function(
            "news_since(after bigint)",
            "TABLE (id uuid, effect jsonb)",
            """SELECT o.id, jsonb_build_object('id', NULL, 'counts', '{}'::jsonb,
                'family', CASE WHEN seen.is_visible THEN o.effect -> 'family' ELSE 'null'::jsonb END,
                'nouns', CASE WHEN seen.is_visible THEN o.effect -> 'nouns' ELSE '["assignment", "family"]'::jsonb END)
            FROM operation o CROSS JOIN LATERAL (SELECT o.effect ->> 'family' IS NULL
                OR (SELECT acts_as('coordinator') OR is_keeper())
                OR o.effect ->> 'family' = ANY ((SELECT own_families())::text[]) AS is_visible) AS seen
            WHERE works_here() AND o.effect -> 'nouns' <> '[]'
            AND (seen.is_visible OR o.effect -> 'nouns' ? 'assignment' AND ((SELECT acts_as('administrator'))
                OR o.effect ->> 'family' IN (SELECT a.family_id::text FROM assignment a WHERE a.account_id = (SELECT me()))))
            AND o.id IN (SELECT operation_id FROM audit_entry WHERE number > after)
            LIMIT 201""",
        ),
        # What everybody reads of it has to be readable.
        _function(
            "stamp_operation()",
            "trigger",
            r"""BEGIN IF is_keeper() THEN RETURN NEW; END IF;
            NEW.account_id := me();
            IF jsonb_typeof(NEW.effect -> 'nouns') IS DISTINCT FROM 'array'
            OR EXISTS (SELECT FROM jsonb_array_elements_text(NEW.effect -> 'nouns') AS noun WHERE noun !~ '^[a-z_]+$')
            OR NEW.effect ->> 'family' !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
            RAISE EXCEPTION 'no effect of an operation' USING ERRCODE = '22023'; END IF;
            RETURN NEW; END""",
            language="plpgsql",
            volatility="VOLATILE",
        ),
        (
            "CREATE TRIGGER operation_stamp BEFORE INSERT ON operation FOR EACH ROW "
            "EXECUTE FUNCTION stamp_operation()"
        ),
        _function(
            "tell_others()",
            "trigger",
            "BEGIN PERFORM pg_notify('gezinscoach', ''); RETURN NULL; END",
            language="plpgsql",
            volatility="VOLATILE",
        ),
        (
            "CREATE TRIGGER operation_tell AFTER INSERT ON operation FOR EACH ROW "
            "WHEN (NEW.effect -> 'nouns' <> '[]'::jsonb) EXECUTE FUNCTION tell_others()"
        ),
    ]


def _accounts(prefix: str) -> list[str]:
    """The login on the server follows the row of the account."""
    return [
        "CREATE TABLE login_wish (account_id uuid PRIMARY KEY, verifier text NOT NULL)",
        _function(
            "may_write_slot(slot text)",
            "boolean",
            r"""DECLARE holder text := split_part(slot, '.', 1); theirs account; BEGIN
            IF is_keeper() OR acts_as('administrator') THEN RETURN true; END IF;
            IF holder !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN RETURN false; END IF;
            IF holder = me()::text THEN RETURN true; END IF;
            SELECT * INTO theirs FROM account WHERE id = holder::uuid AND deactivated_at IS NULL;
            IF NOT FOUND THEN RETURN false; END IF;
            IF is_recovery() THEN RETURN theirs.roles ?| ARRAY['coordinator', 'administrator']; END IF;
            RETURN acts_as('coordinator') AND NOT theirs.roles ? 'administrator'; END""",
            language="plpgsql",
        ),
        _function(
            "set_login_password(holder text, verifier text)",
            "void",
            r"""DECLARE target text; BEGIN
            IF verifier IS NULL OR verifier !~ '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{16,}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' THEN
                RAISE EXCEPTION 'no SCRAM verifier' USING ERRCODE = '22023'; END IF;
            IF NOT may_write_slot(holder) THEN RAISE EXCEPTION 'not allowed' USING ERRCODE = '42501'; END IF;
            IF NOT is_keeper() AND holder IS DISTINCT FROM me()::text THEN  -- who signs in with it, is that other one
                INSERT INTO audit_entry (at, action, details)
                VALUES (clock_timestamp(), 'set_login_password', jsonb_build_object('holder', holder)); END IF;
            IF holder = 'recovery' THEN
                EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', '<prefix>_recovery', verifier); RETURN; END IF;
            SELECT login INTO target FROM account WHERE id = holder::uuid;
            IF target IS NULL THEN  -- its row comes next
                INSERT INTO login_wish VALUES (holder::uuid, verifier)
                ON CONFLICT (account_id) DO UPDATE SET verifier = EXCLUDED.verifier; RETURN; END IF;
            EXECUTE format('ALTER ROLE %I PASSWORD %L', target, verifier); END""".replace("<prefix>", prefix),
            language="plpgsql",
            volatility="VOLATILE",
        ),
        _function(
            "follow_account()",
            "trigger",
            r"""DECLARE active boolean := NEW.deactivated_at IS NULL; each text; wanted boolean; wish text; BEGIN
            IF NEW.login IS NULL THEN RETURN NULL; END IF;
            IF NOT starts_with(NEW.login, '<prefix>.') OR octet_length(NEW.login) > 63 THEN
                RAISE EXCEPTION 'a login of another office' USING ERRCODE = '42501'; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = NEW.login) THEN
                EXECUTE format('CREATE ROLE %I', NEW.login); END IF;
            EXECUTE format('ALTER ROLE %I %s', NEW.login, CASE WHEN active THEN 'LOGIN' ELSE 'NOLOGIN' END);
            FOREACH each IN ARRAY ARRAY['person', 'coach', 'coordinator', 'administrator'] LOOP
                wanted := each = 'person' OR (active AND NEW.roles ? each);  -- who is closed hears so, and sees nothing
                IF wanted IS DISTINCT FROM EXISTS (SELECT FROM pg_auth_members m
                    WHERE m.roleid = (SELECT oid FROM pg_roles WHERE rolname = '<prefix>_' || each)
                    AND m.member = (SELECT oid FROM pg_roles WHERE rolname = NEW.login)) THEN
                    EXECUTE format(CASE WHEN wanted THEN 'GRANT %I TO %I' ELSE 'REVOKE %I FROM %I' END,
                        '<prefix>_' || each, NEW.login);
                END IF;
            END LOOP;
            DELETE FROM login_wish WHERE account_id = NEW.id RETURNING verifier INTO wish;
            IF wish IS NOT NULL THEN EXECUTE format('ALTER ROLE %I PASSWORD %L', NEW.login, wish); END IF;
            RETURN NULL; END""".replace("<prefix>", prefix),
            language="plpgsql",
            volatility="VOLATILE",
        ),
        (
            "CREATE TRIGGER account_follow AFTER INSERT OR UPDATE OF roles, deactivated_at, login ON account "
            "FOR EACH ROW EXECUTE FUNCTION follow_account()"
        ),
        _function(
            "forget_recovery()",
            "trigger",
            f"""BEGIN EXECUTE 'ALTER ROLE "{prefix}_recovery" NOLOGIN PASSWORD NULL'; RETURN NULL; END""",
            language="plpgsql",
            volatility="VOLATILE",
        ),
        (
            "CREATE TRIGGER key_slot_forget AFTER DELETE ON key_slot FOR EACH ROW WHEN (OLD.name = 'recovery') "
            "EXECUTE FUNCTION forget_recovery()"
        ),
    ]


def _families() -> list[str]:
    return [
        # A code that is taken is refused, which would tell of families one may not see: a coach gets one of the server.
        _function(
            "guard_code()",
            "trigger",
            r"""BEGIN IF NOT (is_keeper() OR acts_as('coordinator'))
            AND NOT (NEW.code ~ '^G-[0-9]{4}-[A-Z2-9]{5}$' AND NEW.code = marked_code(left(NEW.code, 10))) THEN
            RAISE EXCEPTION 'the server makes the codes' USING ERRCODE = '42501'; END IF; RETURN NEW; END""",
            language="plpgsql",
            volatility="VOLATILE",
        ),
        (
            "CREATE TRIGGER family_code BEFORE INSERT OR UPDATE OF code ON family "
            "FOR EACH ROW EXECUTE FUNCTION guard_code()"
        ),
    ]


def _guards() -> list[str]:
    statements = [
        _function(
            "note_outside()",
            "trigger",
            r"""DECLARE changed jsonb := to_jsonb(coalesce(NEW, OLD)); about uuid;
            wanted text := CASE TG_TABLE_NAME WHEN 'account' THEN '^(add|change|close)_account$'
                WHEN 'setting' THEN '^(change_settings|move_office|back_up|restore)$'
                ELSE '^(add|change|register|assign|decide|close|reopen)_|^import$' END; BEGIN
            IF is_keeper() THEN RETURN NULL; END IF;
            about := CASE TG_TABLE_NAME WHEN 'family' THEN changed ->> 'id' ELSE changed ->> 'family_id' END;
            IF EXISTS (SELECT FROM (SELECT family_id, action, xmin FROM audit_entry ORDER BY number DESC LIMIT 20) AS newest
                WHERE newest.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296
                AND newest.action ~ wanted
                AND (newest.family_id IS NOT DISTINCT FROM about OR newest.action = 'import')) THEN RETURN NULL; END IF;
            INSERT INTO audit_entry (at, action, family_id, details) VALUES (clock_timestamp(), 'outside_program', about,
                jsonb_build_object('table', TG_TABLE_NAME, 'what', lower(TG_OP)));
            RETURN NULL; END""",
            language="plpgsql",
            volatility="VOLATILE",
        )
    ]
    statements.append(
        # A transaction that keeps looking at yesterday would write with the rights of yesterday.
        _function(
            "refuse_old_view()",
            "trigger",
            """BEGIN IF current_setting('transaction_isolation') <> 'read committed' AND NOT is_keeper() THEN
            RAISE EXCEPTION 'writing is done in read committed' USING ERRCODE = '42501'; END IF; RETURN NULL; END""",
            language="plpgsql",
            volatility="VOLATILE",
        )
    )
    statements += [
        f"CREATE TRIGGER {table}_now BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_old_view()"
        for table in WRITTEN
    ]
    statements += [
        f"CREATE CONSTRAINT TRIGGER {table}_outside AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_outside()"
        for table in NOTED
    ]
    return statements


def _policies() -> list[str]:
    statements = []
    for table in (*OF_A_FAMILY, *OF_THE_OFFICE):
        statements += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY owner ON {table} TO <owner> USING (true) WITH CHECK (true)",
        ]
    coordinates, administers = "(SELECT acts_as('coordinator'))", "(SELECT acts_as('administrator'))"
    me = "(SELECT me())"
    checks = {  # what a new row has to be; the default is that its family may be seen
        ("family", "coach"): f"created_by = {me} AND changed_by = {me}",
        ("family", "coordinator"): f"{coordinates} AND created_by = {me}",
        ("assignment", "coach"): f"account_id = {me} AND founded_by_me(family_id)",
        ("snapshot", "coordinator"): f"{coordinates} AND author_id = {me}",
        ("score", "coordinator"): coordinates,
    }
    for table, key in OF_A_FAMILY.items():
        own = f"{key} = ANY ((SELECT own_families())::uuid[])"
        checks.setdefault((table, "coach"), own)
        if table == "snapshot":
            checks[table, "coach"] = f"{own} AND author_id = {me}"
        if table == "score":  # nobody adds to what a colleague registered
            checks[table, "coach"] = (
                f"{own} AND EXISTS (SELECT FROM snapshot s WHERE s.family_id = score.family_id "
                f"AND s.number = score.number AND s.date = score.date AND s.author_id = {me})"
            )
        for role, seen in (("coach", own), ("coordinator", coordinates)):
            check = checks.get((table, role), seen)
            statements += [
                f"CREATE POLICY {role}_select ON {table} FOR SELECT TO <{role}> USING ({seen})",
                f"CREATE POLICY {role}_insert ON {table} FOR INSERT TO <{role}> WITH CHECK ({check})",
            ]
            if table in ("family", "member", "phase") or (table, role) == ("assignment", "coordinator"):
                statements.append(
                    f"CREATE POLICY {role}_update ON {table} FOR UPDATE TO <{role}> USING ({seen}) WITH CHECK ({seen})"
                )
            if table == "stay":
                statements.append(
                    f"CREATE POLICY {role}_delete ON {table} FOR DELETE TO <{role}> USING ({seen})"
                )
    statements.append(
        f"CREATE POLICY coordinator ON referral TO <coordinator> USING ({coordinates}) WITH CHECK ({coordinates})"
    )
    here = "(SELECT works_here())"
    for table in ("schema", "office", "setting", "account", "instrument", "audit_anchor", "key_slot"):
        statements.append(f"CREATE POLICY here ON {table} FOR SELECT TO <person>, <recovery> USING ({here})")
    statements.append(f"CREATE POLICY own ON operation FOR SELECT TO <person> USING (account_id = {me})")
    for table in ("operation", "audit_anchor"):
        statements.append(
            f"CREATE POLICY add ON {table} FOR INSERT TO <person> WITH CHECK (account_id = {me})"
        )
    statements.append(
        f"CREATE POLICY add ON audit_entry FOR INSERT TO <person> WITH CHECK (account_id = {me} AND (family_id IS NULL "
        f"OR {coordinates} OR family_id = ANY ((SELECT own_families())::uuid[])))"
    )
    for table in ("account", "setting"):
        statements += [
            f"CREATE POLICY add ON {table} FOR INSERT TO <administrator> WITH CHECK ({administers})",
            f"CREATE POLICY change ON {table} FOR UPDATE TO <administrator> USING ({administers}) WITH CHECK ({administers})",
        ]
    may = "may_write_slot(name)"
    statements += [
        f"CREATE POLICY add ON key_slot FOR INSERT TO <person>, <recovery> WITH CHECK ({may})",
        f"CREATE POLICY change ON key_slot FOR UPDATE TO <person>, <recovery> USING ({may}) WITH CHECK ({may})",
        f"CREATE POLICY remove ON key_slot FOR DELETE TO <person>, <recovery> USING ({may})",
    ]
    return statements


def _grants() -> list[str]:
    families = ", ".join(OF_A_FAMILY)
    both = "<coach>, <coordinator>"
    return [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO <person>, <recovery>",
        (
            "GRANT SELECT ON alembic_version, schema, office, setting, instrument, audit_anchor, key_slot, audit_seal, trail "
            "TO <person>, <recovery>"
        ),
        "GRANT SELECT (id, display_name) ON account TO <person>",
        "GRANT SELECT ON account TO <coordinator>, <administrator>, <recovery>",
        "GRANT SELECT ON caseload TO <coordinator>, <administrator>",
        "GRANT INSERT, SELECT ON operation TO <person>",
        "GRANT INSERT ON audit_anchor TO <person>",
        "GRANT INSERT (at, account_id, action, family_id, operation_id, details) ON audit_entry TO <person>",
        "GRANT INSERT, UPDATE, DELETE ON key_slot TO <person>, <recovery>",
        "GRANT INSERT ON account TO <administrator>",
        "GRANT UPDATE (display_name, roles, deactivated_at) ON account TO <administrator>",
        "GRANT INSERT, UPDATE ON setting TO <administrator>",
        f"GRANT SELECT, INSERT ON {families} TO {both}",
        f"GRANT UPDATE ({FAMILY}) ON family TO {both}",
        "GRANT UPDATE (code) ON family TO <coordinator>",
        f"GRANT UPDATE ({MEMBER}) ON member TO {both}",
        "GRANT DELETE ON stay TO <coach>, <coordinator>",
        "GRANT UPDATE (phase, reason) ON phase TO <coach>, <coordinator>",
        "GRANT UPDATE (kind, until) ON assignment TO <coordinator>",
        "GRANT SELECT, INSERT ON referral TO <coordinator>",
        f"GRANT UPDATE ({REFERRAL}) ON referral TO <coordinator>",
        (
            "GRANT EXECUTE ON FUNCTION is_keeper(), is_recovery(), me(), acts_as(text), works_here(), office_day(), "
            "own_families(), known_account(uuid), audit_broken(bigint, bytea), may_write_slot(text), "
            "set_login_password(text, text) TO <person>, <recovery>"
        ),
        "GRANT EXECUTE ON FUNCTION founded_by_me(uuid), new_family_code(integer), news_since(bigint) TO <person>",
    ]
