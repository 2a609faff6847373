"""The SQL that makes a server ready for an office: steps that change nothing the second time.

Each is one statement, for psql as well as for a connection of the program. `DO` blocks look first and act after, so that
whoever set it up may run it again without the rights of then. `P` stands for the office's prefix, which needs no quotes.
"""

from __future__ import annotations

import re

from gezinscoach_desktop.data.server.roles import Roles

NOT_AN_OFFICE = "GC010"
"""The SQLSTATE for a database with tables that are not those of an office."""

_GROUPS = "'P_person', 'P_coach', 'P_coordinator', 'P_administrator', 'P_recovery'"
_WANTED = """(VALUES
    ('P_owner', false, false, true), ('P_migrator', true, true, false), ('P_person', false, true, false),
    ('P_coach', false, true, false), ('P_coordinator', false, true, false), ('P_administrator', false, true, false),
    ('P_recovery', false, true, false))"""
# What in the schema belongs to another role, as ALTER names it; not the sequences of columns, nor extensions.
_OTHERS = """
    SELECT format('%s %I.%I', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW'
      WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, 'public', relname) AS what
    FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      AND pg_get_userbyid(relowner) <> 'P_owner' AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
          AND (d.deptype = 'e' OR (relkind = 'S' AND d.deptype IN ('a', 'i'))))
    UNION ALL SELECT format('ROUTINE %s', oid::regprocedure)
    FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND pg_get_userbyid(proowner) <> 'P_owner'
      AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    UNION ALL SELECT format('TYPE %I.%I', 'public', typname)
    FROM pg_type t WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')
      AND pg_get_userbyid(typowner) <> 'P_owner' AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')"""

# On 16 and newer CREATEROLE reaches only roles one has ADMIN OPTION on; on 15 it reaches all.
_ROLES = f"""DO $setup$
DECLARE
  wanted record;
  present record;
  given text;
BEGIN
  FOR wanted IN SELECT * FROM {_WANTED} AS roles (name, signs_in, inherits, makes_roles)
  LOOP
    SELECT * INTO present FROM pg_roles WHERE rolname = wanted.name;
    IF FOUND AND wanted.name = 'P_recovery' THEN  -- a sheet that was made signs in
      wanted.signs_in := present.rolcanlogin;
    END IF;
    given := concat_ws(' ', CASE WHEN wanted.signs_in THEN 'LOGIN' ELSE 'NOLOGIN' END,
                            CASE WHEN wanted.inherits THEN 'INHERIT' ELSE 'NOINHERIT' END,
                            CASE WHEN wanted.makes_roles THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END);
    IF present.oid IS NULL THEN
      EXECUTE format('CREATE ROLE %I %s', wanted.name, given);
    ELSIF (present.rolcanlogin, present.rolinherit, present.rolcreaterole)
          IS DISTINCT FROM (wanted.signs_in, wanted.inherits, wanted.makes_roles) THEN
      EXECUTE format('ALTER ROLE %I %s', wanted.name, given);
    END IF;
    IF present.rolsuper OR present.rolbypassrls OR present.rolcreatedb THEN
      EXECUTE format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEDB', wanted.name);
    END IF;
  END LOOP;
  FOR wanted IN SELECT rolname AS name FROM pg_roles WHERE rolname IN ({_GROUPS}) AND NOT EXISTS (
    SELECT FROM pg_auth_members m
    WHERE m.roleid = pg_roles.oid AND m.member = 'P_owner'::regrole AND m.admin_option)
  LOOP
    EXECUTE format('GRANT %I TO P_owner WITH ADMIN OPTION', wanted.name);
  END LOOP;
  IF NOT pg_has_role('P_migrator', 'P_owner', 'USAGE') THEN
    GRANT P_owner TO P_migrator;
  END IF;
  IF NOT pg_has_role(current_user, 'P_owner', 'USAGE') THEN
    EXECUTE format('GRANT P_owner TO %I', current_user);  -- no superuser: handing over to the owner asks for it
  END IF;
  IF current_setting('server_version_num')::integer >= 160000 THEN
    FOR wanted IN SELECT rolname AS name FROM pg_roles WHERE starts_with(rolname, 'P.') AND NOT EXISTS (
      SELECT FROM pg_auth_members m
      WHERE m.roleid = pg_roles.oid AND m.member = 'P_owner'::regrole AND m.admin_option)
    LOOP  -- logins that somebody else made, for example out of a dump
      EXECUTE format('GRANT %I TO P_owner WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', wanted.name);
    END LOOP;
    FOR wanted IN SELECT g.rolname AS name, l.rolname AS login, pg_get_userbyid(m.grantor) AS giver
      FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles l ON l.oid = m.member
      WHERE g.rolname IN ({_GROUPS}) AND starts_with(l.rolname, 'P.') AND pg_get_userbyid(m.grantor) <> 'P_owner'
        AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    LOOP  -- a role is taken away only by who gave it
      EXECUTE format('GRANT %I TO %I GRANTED BY P_owner', wanted.name, wanted.login);
      EXECUTE format('REVOKE %I FROM %I GRANTED BY %I', wanted.name, wanted.login, wanted.giver);
    END LOOP;
  END IF;
END $setup$"""  # noqa: S608 - of constants only

_CONTENTS = f"""DO $setup$
DECLARE
  thing record;
BEGIN
  IF to_regclass('public.alembic_version') IS NULL AND EXISTS (
    SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p'))
  THEN
    RAISE EXCEPTION 'De databank % bevat al iets anders dan een kantoor; kies een andere naam.', current_database()
      USING ERRCODE = '{NOT_AN_OFFICE}';
  END IF;
  IF NOT (has_schema_privilege('P_owner', 'public', 'CREATE') AND has_schema_privilege('P_owner', 'public', 'USAGE'))
  THEN
    GRANT CREATE, USAGE ON SCHEMA public TO P_owner;
  END IF;
  FOR thing IN {_OTHERS}
  LOOP
    EXECUTE format('ALTER %s OWNER TO P_owner', thing.what);
  END LOOP;
END $setup$"""

_DOORS = """DO $setup$
DECLARE
  wanted text;
BEGIN
  IF EXISTS (SELECT FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname = 'public' AND a.grantee = 0) THEN
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
  END IF;
  FOREACH wanted IN ARRAY ARRAY['P_person', 'P_recovery'] LOOP
    IF NOT has_schema_privilege(wanted, 'public', 'USAGE') THEN
      EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', wanted);
    END IF;
  END LOOP;
  IF has_database_privilege('public', current_database(), 'CONNECT')
     OR has_database_privilege('public', current_database(), 'TEMPORARY') THEN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  END IF;
  FOREACH wanted IN ARRAY ARRAY['P_person', 'P_migrator', 'P_recovery'] LOOP
    IF NOT has_database_privilege(wanted, current_database(), 'CONNECT') THEN
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), wanted);
    END IF;
  END LOOP;
  IF (SELECT datdba FROM pg_database WHERE datname = current_database()) <> 'P_owner'::regrole THEN
    EXECUTE format('ALTER DATABASE %I OWNER TO P_owner', current_database());
  END IF;
END $setup$"""

# What tells of rows that a policy hides; only a superuser takes it away, in this database only.
# - How many rows others' tables hold: functions and columns that are PUBLIC's. psql's \d+ and \l+ fail without them for
#   the login of an account, plain \d does not. currtid2 tells how many pages a table has.
# - Whether a name, a birth date, an amount or a document occurs: a comparison called LEAKPROOF is done before the policy,
#   may use an index and the planner's statistics, and EXPLAIN tells how it went. Without the mark the policy comes first,
#   always. Comparisons of uuid keep theirs: the indexes by family need it, and nobody guesses a uuid. What needs no
#   comparison (whether something is filled in, a yes or no) cannot be kept so: docs/security.md, "Limits".
_TELLTALES = """DO $setup$
DECLARE
  thing record;
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    RAISE NOTICE 'Overgeslagen: alleen een superuser kan verbergen wat EXPLAIN en statistieken over andere gezinnen verraden.';
    RETURN;
  END IF;
  FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')
      AND proname ~ ('^(currtid2|pg_stat_get_(db_|xact_)?(numscans|lastscan|tuples_.*|live_tuples|dead_tuples|'
        || 'mod_since_analyze|ins_since_vacuum|blocks_.*)|pg_(relation|table|indexes|total_relation|database)_size)$')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', thing.name);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO P_owner, pg_read_all_stats', thing.name);
  END LOOP;
  IF EXISTS (SELECT FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = 'pg_class'::regclass AND a.grantee = 0) THEN
    REVOKE SELECT ON pg_class FROM PUBLIC;
    GRANT SELECT ON pg_class TO P_owner, pg_read_all_stats;
    EXECUTE (
      SELECT format('GRANT SELECT (%s) ON pg_class TO PUBLIC', string_agg(quote_ident(attname), ', '))
      FROM pg_attribute WHERE attrelid = 'pg_class'::regclass AND (attnum > 0 OR attname = 'tableoid')
        AND NOT attisdropped AND attname NOT IN ('reltuples', 'relpages', 'relallvisible', 'relallfrozen'));
  END IF;
  FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND proleakproof
      AND proargtypes::oid[]
        && '{text, bpchar, date, int2, int4, bytea, timestamptz, timestamp}'::regtype[]::oid[]
  LOOP
    EXECUTE format('ALTER FUNCTION %s NOT LEAKPROOF', thing.name);
  END LOOP;
  -- Whoever is a member of a role may drop the policies that name it, and nobody would see any family again.
  IF NOT EXISTS (SELECT FROM pg_event_trigger WHERE evtname = 'gezinscoach_keep_policies') THEN
    CREATE SCHEMA IF NOT EXISTS gezinscoach_guard;
    CREATE OR REPLACE FUNCTION gezinscoach_guard.keep_policies() RETURNS event_trigger LANGUAGE plpgsql
      SET search_path = pg_catalog AS $guard$ BEGIN
      IF NOT pg_has_role(session_user, 'P_owner', 'MEMBER') THEN
        RAISE EXCEPTION 'not allowed' USING ERRCODE = '42501';
      END IF; END $guard$;
    CREATE EVENT TRIGGER gezinscoach_keep_policies ON ddl_command_start
      WHEN TAG IN ('DROP OWNED', 'ALTER DEFAULT PRIVILEGES')
      EXECUTE FUNCTION gezinscoach_guard.keep_policies();
  END IF;
END $setup$"""

_MAKE_DATABASE = """SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING ''UTF8''', {0})
  || CASE WHEN pg_encoding_to_char(encoding) = 'UTF8' THEN '' ELSE ' LC_COLLATE ''C'' LC_CTYPE ''C''' END
FROM pg_database WHERE datname = 'template0' AND NOT EXISTS (SELECT FROM pg_database WHERE datname = {0})"""

_MISSING = f"""WITH wanted (name, signs_in, inherits, makes_roles) AS (SELECT * FROM {_WANTED} AS roles),
present AS (
  SELECT wanted.*, r.oid, (r.rolcanlogin AND name <> 'P_recovery', r.rolinherit, r.rolcreaterole)
    = (signs_in, inherits, makes_roles)
    AND NOT (r.rolsuper OR r.rolbypassrls OR r.rolcreatedb) AS is_right
  FROM wanted LEFT JOIN pg_roles r ON r.rolname = wanted.name),
here AS (SELECT oid, datname, datdba FROM pg_database WHERE datname = current_database())
SELECT 'de rol ' || name FROM present WHERE is_right IS NOT TRUE
UNION ALL SELECT 'het beheer van ' || g.name || ' door P_owner'
  FROM present g, present o WHERE g.name IN ({_GROUPS}) AND o.name = 'P_owner' AND NOT EXISTS (
    SELECT FROM pg_auth_members m WHERE m.roleid = g.oid AND m.member = o.oid AND m.admin_option)
UNION ALL SELECT 'P_migrator als lid van P_owner' FROM present m, present o
  WHERE m.name = 'P_migrator' AND o.name = 'P_owner' AND pg_has_role(m.oid, o.oid, 'USAGE') IS NOT TRUE
UNION ALL SELECT 'P_owner als eigenaar van de databank' FROM here WHERE pg_get_userbyid(datdba) <> 'P_owner'
UNION ALL SELECT 'de toegang van ' || name || ' tot de databank' FROM present, here
  WHERE name IN ('P_person', 'P_migrator', 'P_recovery')
    AND has_database_privilege(present.oid, here.oid, 'CONNECT') IS NOT TRUE
UNION ALL SELECT 'de databank gesloten voor andere logins van de server' FROM here
  WHERE has_database_privilege('public', here.oid, 'CONNECT') OR has_database_privilege('public', here.oid, 'TEMPORARY')
UNION ALL SELECT 'het schema public voor ' || name FROM present WHERE name IN ('P_owner', 'P_person', 'P_recovery')
  AND (has_schema_privilege(oid, 'public', 'USAGE')
    AND (name <> 'P_owner' OR has_schema_privilege(oid, 'public', 'CREATE'))) IS NOT TRUE
UNION ALL SELECT 'het schema public gesloten voor andere logins' FROM pg_namespace n, aclexplode(n.nspacl) a
  WHERE n.nspname = 'public' AND a.grantee = 0
UNION ALL SELECT 'P_owner als eigenaar van de tabellen' WHERE EXISTS (SELECT FROM ({_OTHERS}) AS others)"""  # noqa: S608 - of constants only


def steps(roles: Roles) -> tuple[str, ...]:
    """The steps inside the database of the office, in their order; `missing_query` tells whether they are needed."""
    return tuple(_named(step, roles) for step in (_ROLES, _CONTENTS, _DOORS, _TELLTALES))


def make_database_query(database: str) -> str:
    """Gives the statement that makes the database, unless it is there: that cannot run inside a transaction or block."""
    quoted = database.replace("'", "''")
    return _MAKE_DATABASE.format(f"'{quoted}'")


def missing_query(roles: Roles) -> str:
    """One row in Dutch for each thing that is not as the steps leave it; everybody may ask."""
    return _named(_MISSING, roles)


IS_TELLING = """SELECT EXISTS (SELECT FROM pg_catalog.pg_proc
  WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN ('texteq', 'int4eq') AND proleakproof)"""
"""Whether no superuser took away yet what tells of rows that a policy hides."""


def _named(statement: str, roles: Roles) -> str:
    return re.sub(r"\bP(?=[_.])", roles.prefix, statement)
