"""Attacks that read: tables and views, counting, joining, copying, cursors, errors that quote, plans and catalogs."""

from __future__ import annotations

from tests.data.server.separation import day
from tests.data.server.separation.attack import EVERYTHING_GRANTED, NO_POLICIES, SUPERUSER, Attack
from tests.data.server.separation.world import RECOVERY

OUTSIDERS = (
    "coach",
    "administrator",
    "coach_administrator",
    "unassigned",
    "ended",
    "future",
    "closed",
    RECOVERY,
)
"""Who may see no other family than own ones, if any."""
OF_FAMILIES = (
    "family",
    "member",
    "stay",
    "assignment",
    "phase",
    "snapshot",
    "score",
    *day.OF_A_FAMILY,
    *day.OF_COORDINATORS,
)
_EACH = "".join(f"TABLE {table};\n" for table in (*OF_FAMILIES, "operation", "login_wish"))
_COUNTS = "".join(
    f"SELECT count(*), '{table}' FROM {table};\nSELECT max(xmin::text::bigint) > 0, min(ctid), max(tableoid::regclass::text)"
    f" FROM {table};\n"
    for table in OF_FAMILIES
)

ATTACKS: tuple[Attack, ...] = (
    Attack("read every table and view", _EACH, OUTSIDERS, EVERYTHING_GRANTED),
    Attack("count every table", _COUNTS, OUTSIDERS, EVERYTHING_GRANTED),
    Attack(
        "read the accounts of colleagues",
        "TABLE account; SELECT login, roles FROM account;",
        ("coach",),
        "GRANT SELECT ON account TO PUBLIC",
        hides=(".colleague", "administrator"),
    ),
    Attack(
        "join and aggregate",
        """SELECT string_agg(f.name, ',' ORDER BY f.name) FROM family f;
        SELECT count(*), max(m.birth_date), array_agg(m.given_name ORDER BY m.id) FROM member m LEFT JOIN family f USING (id);
        SELECT count(*) FROM family f FULL JOIN assignment a ON a.family_id = f.id;
        SELECT json_agg(f ORDER BY id) FROM family f; SELECT xmlforest(array_agg(name ORDER BY id)) FROM family;
        SELECT array_agg(s.note ORDER BY s.note) FROM score s CROSS JOIN LATERAL (SELECT 1) AS x;
        SELECT query_to_xml('TABLE family', true, false, ''); SELECT table_to_xml('member', true, false, '');
        SELECT count(DISTINCT family_id) FROM phase;
        SELECT level, count(*) FROM score GROUP BY CUBE (level) ORDER BY 1, 2;
        SELECT exists(SELECT FROM family OFFSET 5); SELECT rank() OVER (ORDER BY name), name FROM family;
        WITH RECURSIVE r AS (SELECT id, name FROM family UNION SELECT f.id, f.name FROM family f JOIN r USING (id)) TABLE r;
        SELECT * FROM family TABLESAMPLE SYSTEM (100); SELECT name FROM family WHERE ctid >= '(0,0)' AND ctid < '(9,0)';
        VALUES ((SELECT count(*) FROM family)), ((SELECT count(*) FROM member));""",
        ("coach", "ended", "unassigned"),
    ),
    Attack(
        "copy out",
        """COPY family TO STDOUT; COPY (SELECT * FROM member) TO STDOUT; COPY referral TO STDOUT;
        \\copy score TO STDOUT
        COPY family TO '/dev/null'; COPY family TO PROGRAM 'cat'; COPY audit_entry TO STDOUT;""",
        OUTSIDERS,
        EVERYTHING_GRANTED,
    ),
    Attack(
        "cursors that outlive their transaction",
        """BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT name FROM family; DECLARE d SCROLL CURSOR FOR TABLE member;
        FETCH ALL FROM d; MOVE BACKWARD ALL FROM d; COMMIT; FETCH ALL FROM c;
        PREPARE p AS SELECT name, code FROM family; EXECUTE p; SET ROLE "{prefix}_person"; EXECUTE p;""",
        ("coach", "ended"),
    ),
    Attack(
        "errors that quote what they met",
        """SELECT name::int FROM family; SELECT given_name::uuid FROM member; SELECT 1 / (level - 2) FROM score;
        SELECT note::json FROM score WHERE note IS NOT NULL; SELECT remarks::date FROM family;
        SELECT count(*) FROM family WHERE name::int = 1; SELECT count(*) FROM family WHERE 1 / (length(name) - 7) = 1;
        SELECT count(*) FROM member WHERE CAST(given_name AS date) = '2024-01-01';
        SELECT id FROM family ORDER BY name::int; SELECT FROM family GROUP BY name::int HAVING name::int = 0;
        SELECT CASE WHEN name = 'x' THEN 1 ELSE name::int END FROM family WHERE name LIKE 'Zzq%3';
        SELECT set_config('a.b', name, false) FROM family; SELECT current_setting('a.b');
        SELECT format('%s', f) FROM family f WHERE lo_get(f.version::oid) IS NULL;
        SELECT xpath(name, '<a/>') FROM family; SELECT to_tsquery(name || ' & (') FROM family;""",
        ("coach", "unassigned", "ended"),
    ),
    Attack(
        "cheap functions and notices from a block",
        """DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM family LOOP RAISE NOTICE '%', r; END LOOP;
        FOR r IN EXECUTE 'TABLE member' LOOP RAISE WARNING '%', r; END LOOP; END $$;
        CREATE FUNCTION pg_temp.peek(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
          $$ BEGIN RAISE NOTICE 'seen %', $1; RETURN true; END $$;
        SELECT count(*) FROM family WHERE pg_temp.peek(name);
        CREATE FUNCTION peek(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
          $$ BEGIN RAISE NOTICE 'seen %', $1; RETURN true; END $$;
        SELECT count(*) FROM family WHERE peek(name);
        CREATE OPERATOR pg_temp.=== (FUNCTION = pg_temp.peek, RIGHTARG = text);
        CREATE VIEW pg_temp.v AS SELECT * FROM family; TABLE pg_temp.v; CREATE TEMP TABLE mine AS TABLE family;
        CREATE MATERIALIZED VIEW m AS TABLE family; CREATE VIEW v AS TABLE family; SELECT * INTO stolen FROM family;
        SET debug_print_plan = on; SET client_min_messages = debug5; SELECT count(*) FROM phase WHERE reason = 'x';""",
        ("coach", "administrator"),
        EVERYTHING_GRANTED,
        is_steady=False,
    ),
    Attack(
        "guess a name and ask the plan",
        """DO $$ DECLARE guess text; line text; right_one text; wrong_one text; BEGIN
        FOREACH guess IN ARRAY ARRAY['name = %L', 'name < %L', 'remarks = ANY (ARRAY[%L])', 'search_text >= %L'] LOOP
          right_one := ''; wrong_one := '';
          FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT FROM family WHERE '
            || format(guess, 'Z' || 'zq0013') LOOP right_one := right_one || replace(line, 'Z' || 'zq0013', ''); END LOOP;
          FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT FROM family WHERE '
            || format(guess, 'aaa') LOOP wrong_one := wrong_one || replace(line, 'aaa', ''); END LOOP;
          IF right_one <> wrong_one THEN RAISE EXCEPTION 'there is a family %', 'Z' || 'zq0013'; END IF;
        END LOOP; END $$;""",
        ("unassigned", "ended"),
        "ALTER FUNCTION texteq(text, text) LEAKPROOF",
        is_steady=False,
    ),
    Attack(
        "statistics and sizes",
        """SELECT * FROM pg_stats WHERE schemaname = 'public'; TABLE pg_statistic; TABLE pg_statistic_ext_data;
        SELECT relname, n_live_tup, n_tup_ins, seq_tup_read FROM pg_stat_user_tables; TABLE pg_statio_user_tables;
        SELECT reltuples, relpages FROM pg_class; SELECT pg_relation_size('family'), pg_table_size('member');
        SELECT pg_total_relation_size('score'), pg_indexes_size('score'), pg_database_size(current_database());
        SELECT pg_stat_get_live_tuples('family'::regclass), pg_stat_get_tuples_inserted('referral'::regclass);
        SELECT tup_inserted, tup_fetched, tup_updated FROM pg_stat_database WHERE datname = current_database();
        SELECT pg_stat_get_db_tuples_inserted(oid) FROM pg_database WHERE datname = current_database();
        SELECT currtid2('family'::text, '(1000,1)'); SELECT currtid2('score'::text, '(0,99)');
        SELECT pg_column_size(f) FROM family f; SELECT * FROM pg_sequences; SELECT most_common_vals FROM pg_stats_ext;""",
        ("coach", "administrator", RECOVERY),
        SUPERUSER + "; ANALYZE",
    ),
    Attack(
        "the catalogs that only a superuser reads",
        """SELECT rolname, rolpassword FROM pg_authid; TABLE pg_shadow; SELECT pg_read_file('postgresql.conf');
        SELECT pg_ls_dir('.'); SELECT lo_import('/etc/passwd'); SELECT lo_export(1, '/dev/null');
        SELECT pg_read_binary_file('PG_VERSION'); TABLE pg_hba_file_rules; TABLE pg_file_settings;
        TABLE pg_user_mapping; SELECT * FROM pg_largeobject; CREATE EXTENSION dblink; LOAD 'dblink';
        SELECT dblink('dbname=postgres', 'SELECT 1'); SELECT pg_logical_slot_peek_changes('x', NULL, NULL);
        CREATE SERVER s FOREIGN DATA WRAPPER f; SELECT pg_current_logfile();""",
        ("coach", "administrator", "coordinator"),
        SUPERUSER + "; GRANT SELECT ON referral TO PUBLIC",
    ),
    Attack(
        "what else the catalogs say",
        """SELECT * FROM information_schema.column_privileges WHERE table_name = 'referral';
        SELECT query FROM pg_stat_activity WHERE usename <> session_user; SELECT * FROM pg_locks WHERE pid <> pg_backend_pid();
        SELECT relname, pg_get_viewdef(oid) FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace;
        SELECT tablename, policyname, qual FROM pg_policies ORDER BY 1, 2; TABLE pg_prepared_statements;
        SELECT objoid, description FROM pg_description WHERE objoid >= 16384; TABLE pg_publication_tables;""",
        ("coach", "administrator"),
        "COMMENT ON TABLE family IS 'Zzq0013'",
    ),
)


ATTACKS += (
    Attack(
        "the waiting list in every indirect way",
        """TABLE referral; SELECT count(*) FROM referral; SELECT exists(SELECT FROM referral);
        SELECT has_table_privilege('referral', 'SELECT'); SELECT 1 FROM family WHERE id IN (SELECT family_id FROM referral);
        SELECT f.code FROM family f WHERE NOT EXISTS (SELECT FROM assignment a WHERE a.family_id = f.id);
        SELECT * FROM trail WHERE account_id <> me(); SELECT DISTINCT action FROM trail ORDER BY 1; TABLE caseload;
        SELECT effect FROM news_since(0) ORDER BY 1; SELECT count(*) FROM news_since(0); SELECT count(*) FROM operation;
        SELECT display_name FROM account ORDER BY 1; SELECT key, value FROM setting ORDER BY 1;
        EXPLAIN SELECT FROM referral; INSERT INTO referral (family_id) SELECT id FROM family; SELECT * FROM audit_entry;
        SELECT f.code, p.phase FROM family f LEFT JOIN phase p ON p.family_id = f.id ORDER BY 1;""",
        ("coach", "unassigned", "ended"),
        NO_POLICIES,
    ),
    Attack(
        "what an administrator or the sheet gets of it",
        """TABLE referral; SELECT family_id FROM trail WHERE family_id IS NOT NULL; SELECT DISTINCT effect FROM news_since(0);
        TABLE family; SELECT family_id FROM caseload; SELECT DISTINCT account_id FROM caseload;""",
        ("administrator", RECOVERY),
        EVERYTHING_GRANTED,
    ),
)
