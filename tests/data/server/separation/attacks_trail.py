"""Attacks on what was noted, on key slots and passwords, and on the functions and messages of the office."""

from __future__ import annotations

from tests.data.server.separation.attack import EVERYTHING_GRANTED, NO_POLICIES, Attack
from tests.data.server.separation.world import RECOVERY

_VERIFIER = f"SCRAM-SHA-256$4096:{'A' * 22}==${'B' * 43}=:{'C' * 43}="
_EVERY_FUNCTION = """DO $$ DECLARE f record; made text; BEGIN
  FOR f IN SELECT p.oid::regprocedure AS name, p.proname, (SELECT string_agg(CASE t.typname
      WHEN 'uuid' THEN $q${their_family}$q$ WHEN 'text' THEN quote_literal('''; DROP TABLE family; --') WHEN 'int8' THEN '-1'
      WHEN 'int4' THEN '2026' WHEN 'bytea' THEN '''\\x00''' WHEN 'timestamptz' THEN 'now()' WHEN 'jsonb' THEN '''{}'''
      ELSE 'NULL' END || '::' || t.typname, ', ' ORDER BY a.place)
      FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, place) JOIN pg_type t ON t.oid = a.type) AS arguments
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1 LOOP
    BEGIN
      CONTINUE WHEN f.proname IN ('new_family_code', 'audit_broken', 'is_keeper', 'me', 'own_families');
      FOR made IN EXECUTE format('SELECT x::text FROM %I(%s) AS x', f.proname, f.arguments) LOOP
        RAISE NOTICE '%: %', f.name, made; END LOOP;
    EXCEPTION WHEN OTHERS THEN RAISE NOTICE '%: %', f.name, SQLSTATE; END;
  END LOOP; END $$;"""

ATTACKS: tuple[Attack, ...] = (
    Attack(
        "change, forge or erase the trail",
        """UPDATE audit_entry SET action = 'x'; DELETE FROM audit_entry; TRUNCATE audit_entry; UPDATE trail SET action = 'x';
        DELETE FROM trail; INSERT INTO trail (action) VALUES ('x'); UPDATE audit_seal SET hash = ''; DELETE FROM audit_seal;
        INSERT INTO audit_entry (number, at, action, details, hash) VALUES (1, now(), 'x', '{}', '');
        INSERT INTO audit_entry (at, account_id, action, family_id, details)
          VALUES (now(), {colleague}, 'print', {their_family}, '{}');
        INSERT INTO audit_entry (at, action, family_id, details) VALUES (now(), 'print', {their_family}, '{}');
        UPDATE audit_anchor SET number = 0; DELETE FROM audit_anchor; TRUNCATE audit_anchor;
        INSERT INTO audit_anchor VALUES (gen_random_uuid(), 9, '', {colleague}, now(), '', '');
        UPDATE operation SET kind = 'x'; DELETE FROM operation; TABLE audit_entry;""",
        ("coach", "administrator", "unassigned", "closed", RECOVERY),
        EVERYTHING_GRANTED + "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    ),
    Attack(
        "key slots of others",
        """INSERT INTO key_slot VALUES ({colleague}::text, 'mine') ON CONFLICT (name) DO UPDATE SET content = EXCLUDED.content;
        UPDATE key_slot SET content = 'mine'  WHERE name <> me()::text; DELETE FROM key_slot WHERE name <> me()::text;
        UPDATE key_slot SET name = {colleague}::text || '.x' WHERE name = me()::text; TRUNCATE key_slot;
        INSERT INTO key_slot VALUES ({colleague}::text || '.device', 'mine'), (upper({colleague}::text), 'mine');
        INSERT INTO key_slot VALUES ('epoch.2', 'mine'); INSERT INTO key_slot VALUES ('recovery.x', 'mine');
        DELETE FROM key_slot WHERE name = 'recovery'; UPDATE key_slot SET name = 'recovery' WHERE name = me()::text;
        SELECT may_write_slot({colleague}::text), may_write_slot('recovery'), may_write_slot(''), may_write_slot(NULL);""",
        ("coach", "unassigned", "closed"),
        NO_POLICIES + "GRANT ALL ON key_slot TO PUBLIC",
        is_steady=False,
    ),
    Attack(
        "passwords of others through the office's own function",
        f"""SELECT set_login_password({{colleague}}::text, '{_VERIFIER}');
        SELECT set_login_password('recovery', '{_VERIFIER}');
        SELECT set_login_password(upper({{colleague}}::text), '{_VERIFIER}');
        SELECT set_login_password({{colleague}}::text || '.x', '{_VERIFIER}');
        SELECT set_login_password(gen_random_uuid()::text, '{_VERIFIER}'); SELECT set_login_password(NULL, '{_VERIFIER}');
        SELECT set_login_password('postgres', '{_VERIFIER}'); SELECT set_login_password('{{prefix}}_migrator', '{_VERIFIER}');
        SELECT set_login_password(me()::text, 'plain'); SELECT set_login_password(me()::text, '');
        SELECT set_login_password(me()::text, '{_VERIFIER}'' SUPERUSER --'); SELECT set_login_password(me()::text, NULL);
        SELECT set_login_password(me()::text || '''; ALTER ROLE x', '{_VERIFIER}');""",
        ("coach", "unassigned", "closed"),
        "CREATE OR REPLACE FUNCTION may_write_slot(slot text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        is_steady=False,
    ),
    Attack(
        "a coordinator who would be an administrator",
        f"""SELECT set_login_password(id::text, '{_VERIFIER}') FROM account WHERE roles ? 'administrator';
        UPDATE key_slot SET content = 'mine' FROM account a WHERE a.roles ? 'administrator' AND name = a.id::text;
        DELETE FROM key_slot USING account a WHERE a.roles ? 'administrator' AND name = a.id::text;
        INSERT INTO key_slot VALUES ('epoch.9', ''); DELETE FROM key_slot WHERE name IN ('recovery', 'epoch.1');
        UPDATE account SET roles = '["administrator"]' WHERE id = me(); UPDATE setting SET value = '1';""",
        ("coordinator",),
        NO_POLICIES + "GRANT ALL ON key_slot, account TO PUBLIC",
        is_steady=False,
    ),
    Attack(
        "every function with hostile arguments",
        _EVERY_FUNCTION,
        ("coach", "unassigned", "ended", "closed", RECOVERY),
        EVERYTHING_GRANTED
        + "CREATE FUNCTION family_names() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS "
        "'SELECT name FROM family'",
    ),
    Attack(
        "every function with hostile arguments, where how many families colleagues have is no secret",
        _EVERY_FUNCTION,
        ("administrator", "coach_administrator"),
        "CREATE FUNCTION family_names() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'SELECT name FROM family'",
        is_steady=False,
    ),
    Attack(
        "an own function in the way of the office's",
        """CREATE SCHEMA pg_temp_9; CREATE TEMP TABLE account AS SELECT 1; SET search_path = pg_temp, public;
        CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz';
        CREATE FUNCTION public.acts_as(wanted varchar) RETURNS boolean LANGUAGE sql AS 'SELECT true';
        CREATE OPERATOR public.= (FUNCTION = uuid_ne, LEFTARG = uuid, RIGHTARG = uuid); SELECT own_families() = '{}';
        CREATE CAST (text AS uuid) WITH INOUT; SELECT public.acts_as('coordinator'); TABLE public.family;""",
        ("unassigned", "administrator"),
        "GRANT ALL ON SCHEMA public TO PUBLIC",
    ),
    Attack(
        "an effect that stops the news of colleagues",
        """INSERT INTO operation VALUES ('5e5e5e5e-0000-4000-8000-000000000001', 'x', me(), now(),
          '{"nouns": ["family"], "family": "nobody"}', 3);
        INSERT INTO operation VALUES ('5e5e5e5e-0000-4000-8000-000000000002', 'x', me(), now(), '{"nouns": "family"}', 3);
        INSERT INTO operation VALUES ('5e5e5e5e-0000-4000-8000-000000000003', 'x', me(), now(), '[]', 3);
        INSERT INTO operation VALUES ('5e5e5e5e-0000-4000-8000-000000000004', 'x', me(), now(), '{"nouns": [{"a": 1}]}', 3);
        INSERT INTO operation VALUES ('5e5e5e5e-0000-4000-8000-000000000005', 'x', me(), now(), '{"nouns": []}', 2);""",
        ("coach", "administrator"),
        "ALTER TABLE operation DISABLE TRIGGER USER",
    ),
    Attack(
        "listen and shout",
        """LISTEN gezinscoach; INSERT INTO operation VALUES (gen_random_uuid(), 'x', me(), now(),
          jsonb_build_object('nouns', '["family"]'::jsonb, 'family', {our_family}::text), 3); SELECT 1;""",
        ("coach",),
        "CREATE OR REPLACE FUNCTION tell_others() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM pg_notify('gezinscoach', 'Zzq0013'); RETURN NULL; END $$",
        may_change="come: operation",
    ),
)
