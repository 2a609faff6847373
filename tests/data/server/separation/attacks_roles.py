"""Attacks on roles: becoming somebody else, forging who or when one is, and taking protections away."""

from __future__ import annotations

from tests.data.server.separation.attack import NO_POLICIES, SUPERUSER, Attack
from tests.data.server.separation.world import RECOVERY

EVERYBODY = ("coach", "administrator", "coordinator", "unassigned", "ended", RECOVERY)
OUTSIDERS = ("coach", "administrator", "unassigned", "ended", RECOVERY)
_BECOME = """DO $$ DECLARE wanted text; n integer; BEGIN
  FOR wanted IN SELECT rolname FROM pg_roles WHERE rolname <> session_user LOOP
    BEGIN
      EXECUTE format('SET LOCAL {how} %I', wanted);
      EXECUTE 'SELECT count(*) FROM family WHERE name LIKE ''%q0013''' INTO n;
      IF n > 0 THEN RAISE NOTICE 'seen as %: Zzq%', wanted, '0013'; END IF;
    EXCEPTION WHEN insufficient_privilege OR invalid_parameter_value OR undefined_object THEN NULL; END;
  END LOOP; END $$;"""

ATTACKS = (
    Attack("become every role of the cluster", _BECOME.replace("{how}", "ROLE"), OUTSIDERS, SUPERUSER),
    Attack(
        "become every login of the cluster",
        _BECOME.replace("{how}", "SESSION AUTHORIZATION"),
        OUTSIDERS,
        SUPERUSER,
    ),
    Attack(
        "settings that switch it off",
        """SET row_security = off; TABLE family; SET session_replication_role = replica; TABLE family;
        SET row_security = on; SET ROLE "{prefix}_owner"; TABLE family; SET ROLE "{prefix}_migrator";
        TABLE family;
        SET ROLE "{prefix}_coordinator"; TABLE family; SET ROLE "{prefix}_coach"; TABLE family; RESET ROLE;
        SELECT set_config('role', '{prefix}_owner', false), set_config('session_authorization', 'postgres', false);
        SELECT set_config('app.user', 'cor', false), set_config('is_superuser', 'on', false); TABLE member;
        SET allow_system_table_mods = on; UPDATE pg_class SET relrowsecurity = false;
        SET check_function_bodies = off;
        SET TimeZone = 'Pacific/Kiritimati'; TABLE family; SET TimeZone = 'Etc/GMT+12'; TABLE family;
        SET DateStyle = 'SQL, DMY'; SET search_path = pg_temp, public; TABLE public.phase;""",
        OUTSIDERS,
        SUPERUSER,
    ),
    Attack(
        "take the protection away",
        """ALTER TABLE family DISABLE ROW LEVEL SECURITY; ALTER TABLE family NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE audit_entry DISABLE TRIGGER ALL; DROP POLICY coach_select ON family;
        ALTER TABLE score OWNER TO CURRENT_USER;
        ALTER POLICY coach_select ON family USING (true); CREATE POLICY mine ON family USING (true);
        DROP TRIGGER family_code ON family; DROP FUNCTION own_families() CASCADE; DROP TABLE login_wish;
        DROP VIEW trail;
        CREATE OR REPLACE FUNCTION me() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid';
        ALTER FUNCTION acts_as(text) SECURITY INVOKER; ALTER FUNCTION acts_as(text) LEAKPROOF;
        CREATE RULE r AS ON SELECT TO family DO INSTEAD SELECT 1;
        CREATE TRIGGER t AFTER INSERT ON family EXECUTE FUNCTION me();
        GRANT SELECT ON referral TO CURRENT_USER; GRANT "{prefix}_coordinator" TO CURRENT_USER;
        CREATE SCHEMA mine;
        ALTER DATABASE DATABASE OWNER TO CURRENT_USER; REVOKE ALL ON family FROM "{prefix}_coordinator";
        ALTER SYSTEM SET log_statement = 'all'; ALTER VIEW trail SET (security_invoker = true);
        VACUUM FULL family;
        CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION me(); REINDEX TABLE family; CLUSTER family;
        COMMENT ON TABLE family IS 'x'; ALTER TABLE family ALTER name SET STATISTICS 10000;
        ANALYZE family;""",
        (*EVERYBODY, "coach_coordinator_administrator"),
        SUPERUSER,
        is_steady=False,
    ),
    Attack(
        "drop what the own roles own",
        """DROP OWNED BY "{prefix}_coach"; DROP OWNED BY "{prefix}_person";
        DROP OWNED BY "{prefix}_coordinator" CASCADE;
        DROP OWNED BY "{prefix}_administrator"; REASSIGN OWNED BY "{prefix}_coach" TO "{prefix}_person";
        DROP OWNED BY "{prefix}_recovery";
        ALTER DEFAULT PRIVILEGES FOR ROLE "{prefix}_coach" GRANT ALL ON TABLES TO PUBLIC;
        SET ROLE "{prefix}_coach"; DROP OWNED BY CURRENT_USER; RESET ROLE; SET ROLE "{prefix}_person";
        DROP OWNED BY CURRENT_USER;""",
        ("coach", "administrator", "coordinator", RECOVERY),
        "DROP EVENT TRIGGER gezinscoach_keep_policies",
        is_steady=False,
    ),
    Attack(
        "logins and passwords of others",
        """ALTER ROLE "{prefix}.colleague" PASSWORD 'x'; ALTER ROLE "{prefix}.closed" LOGIN;
        DROP ROLE "{prefix}.colleague";
        ALTER ROLE "{prefix}_recovery" PASSWORD 'x'; ALTER ROLE "{prefix}_migrator" PASSWORD 'x';
        CREATE ROLE intruder LOGIN;
        ALTER ROLE CURRENT_USER SUPERUSER; ALTER ROLE CURRENT_USER BYPASSRLS;
        ALTER ROLE CURRENT_USER CREATEROLE;
        ALTER ROLE CURRENT_USER CREATEDB REPLICATION; ALTER ROLE "{prefix}.colleague" SET search_path = 'x';
        ALTER ROLE ALL SET search_path = 'x'; ALTER DATABASE postgres SET search_path = 'x';
        CREATE DATABASE mine;
        ALTER ROLE CURRENT_USER RENAME TO intruder; GRANT "{prefix}_administrator" TO "{prefix}.coach";
        GRANT "{prefix}.colleague" TO CURRENT_USER; SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE usename <> session_user; SET ROLE "{prefix}_person";
        ALTER ROLE "{prefix}.colleague" NOLOGIN;""",
        (*EVERYBODY[:-1], "coach_coordinator_administrator"),
        SUPERUSER,
        is_steady=False,
    ),
    Attack(
        "raise the own roles or close a colleague",
        """UPDATE account SET roles = '["administrator", "coordinator"]' WHERE login = session_user;
        UPDATE account SET deactivated_at = now(); UPDATE account SET deactivated_at = NULL;
        DELETE FROM account;
        UPDATE account SET login = session_user; UPDATE account SET id = me();
        UPDATE account SET display_name = 'x';
        INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, login)
          VALUES (gen_random_uuid(), 'x', 'x', 'x', '["coordinator"]', now(), '{prefix}.x');
        INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, login)
          SELECT id, 'y', 'y', 'y', '["coordinator"]', now(), session_user FROM account
          ON CONFLICT (id) DO UPDATE SET roles = EXCLUDED.roles;
        MERGE INTO account a USING (SELECT me() AS id) m ON a.id = m.id WHEN MATCHED THEN UPDATE SET roles = '["coordinator"]';
        UPDATE setting SET value = '0'; INSERT INTO setting VALUES ('x', '1'); DELETE FROM setting;
        UPDATE office SET name = 'x';
        UPDATE schema SET min_writer = 99; UPDATE alembic_version SET version_num = 'x';
        DELETE FROM instrument;
        INSERT INTO instrument VALUES (gen_random_uuid(), 'x', 'x', 'x');
        UPDATE instrument SET definition = 'x';
        TABLE code_secret; TABLE login_wish;""",
        ("coach", "coordinator", "coach_coordinator", RECOVERY),
        NO_POLICIES + "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC",
        is_steady=False,
    ),
    Attack(
        "what an administrator may not do with accounts",
        """UPDATE account SET login = '{prefix}.x' WHERE user_name = 'colleague';
        UPDATE account SET user_name = 'x';
        UPDATE account SET id = gen_random_uuid(); UPDATE account SET password_hash = 'x';
        DELETE FROM account;
        INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, login)
          VALUES (gen_random_uuid(), 'x', 'x', 'x', '["coordinator"]', now(), 'postgres');
        INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, login)
          VALUES (gen_random_uuid(), 'x', 'x', 'x', '["coordinator"]', now(), '{prefix}_owner');
        INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, login)
          VALUES (gen_random_uuid(), 'x', 'x', 'x', '["coordinator"]', now(), '{prefix}.colleague');
        INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, login)
          VALUES (gen_random_uuid(), 'x', 'x', 'x', '["coordinator"]', now(), '{prefix}.' || repeat('x', 60));
        DELETE FROM setting; UPDATE office SET name = 'x'; UPDATE schema SET min_writer = 99;
        TABLE login_wish; TABLE code_secret;
        SELECT set_login_password('postgres', 'x'); DELETE FROM operation; TABLE family; TABLE referral;""",
        ("administrator",),
        NO_POLICIES + "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC",
        is_steady=False,
    ),
    Attack(
        "a login that is SQL",
        """INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, login) VALUES (gen_random_uuid(),
          'x', 'x', 'x', '["coach\\"; TRUNCATE setting --"]', now(), '{prefix}.x"; TRUNCATE setting --');
        INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, login) VALUES (gen_random_uuid(),
          'y', 'y', 'y', '[]', now(), '{prefix}.y'' SUPERUSER');""",
        ("administrator",),
        "CREATE OR REPLACE FUNCTION follow_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN "
        "EXECUTE 'CREATE ROLE \"' || NEW.login || '\"'; RETURN NULL; END $$",
        may_change=r"come: (account|role|member) .*(TRUNCATE setting --|' SUPERUSER)",
        is_steady=False,
    ),
)
