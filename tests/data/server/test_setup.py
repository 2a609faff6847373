"""A server is set up by one script, on every version, as often as one likes; what is there already stays."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from gezinscoach_desktop.data.server.engine import connected
from gezinscoach_desktop.data.server.roles import Roles
from gezinscoach_desktop.data.server.setup import at, ensure, missing, script, set_up, verifier_of
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from tests.data.server.conftest import AnyServer

pytestmark = pytest.mark.postgres
PASSWORD = "vier woorden zijn genoeg"
SetUp = Callable[[AnyServer, str], None]

EVERYTHING = """
SELECT 'role', r.rolname || ' ' || concat_ws(' ', rolcanlogin, rolinherit, rolcreaterole, rolsuper, rolbypassrls)
FROM pg_roles r WHERE rolname LIKE :prefix
UNION ALL SELECT 'member', concat_ws(' ', m.roleid::regrole, m.member::regrole, m.admin_option)
FROM pg_auth_members m WHERE m.roleid::regrole::text LIKE :prefix
UNION ALL SELECT 'database', concat_ws(' ', datname, datdba::regrole, datacl) FROM pg_database
WHERE datname = current_database()
UNION ALL SELECT 'schema', concat_ws(' ', nspname, nspacl) FROM pg_namespace WHERE nspname = 'public'
UNION ALL SELECT 'class', concat_ws(' ', relname, relowner::regrole, relacl) FROM pg_class
WHERE relnamespace IN ('public'::regnamespace, 'pg_catalog'::regnamespace)
UNION ALL SELECT 'column', concat_ws(' ', attname, attacl) FROM pg_attribute WHERE attrelid = 'pg_class'::regclass
UNION ALL SELECT 'function', concat_ws(' ', p.oid::regprocedure, proowner::regrole, proacl, proleakproof) FROM pg_proc p
WHERE pronamespace = 'public'::regnamespace OR proacl IS NOT NULL OR proleakproof
ORDER BY 1, 2
"""


def state(server: AnyServer, database: str) -> list[tuple[str, str]]:
    with server.connect(database) as connection:
        found = connection.execute(text(EVERYTHING), {"prefix": f"{database}%"})
        return [(kind, what) for kind, what in found]


def lacking(server: AnyServer, database: str) -> tuple[str, ...]:
    with server.connect(database) as connection:
        return missing(connection, Roles(database))


def by_psql(server: AnyServer, database: str) -> None:
    """What a colleague of the IT department does with the printed script."""
    done = subprocess.run(
        [server.psql, "-X", "-d", server.for_tools()],
        input=script(Roles(database), database, verifier=verifier_of(PASSWORD, f"{database}_migrator")),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PGCLIENTENCODING": "UTF8"},
    )
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr


def by_program(server: AnyServer, database: str) -> None:
    verifier = verifier_of(PASSWORD, f"{database}_migrator")
    set_up(server.superuser, Roles(database), database, verifier=verifier)


@pytest.mark.parametrize("way", [by_psql, by_program])
def test_a_bare_server_is_ready_after_it_and_the_second_time_changes_nothing(
    any_server: AnyServer, way: SetUp
) -> None:
    database = any_server.new_name()
    way(any_server, database)
    first = state(any_server, database)
    assert lacking(any_server, database) == ()
    way(any_server, database)
    assert state(any_server, database) == first
    with any_server.connect(database, f"{database}_migrator", PASSWORD) as connection:
        assert connection.execute(text("SELECT session_user")).scalar() == f"{database}_migrator"


def test_both_ways_lead_to_the_same(any_server: AnyServer) -> None:
    one, other = any_server.new_name(), any_server.new_name()
    by_psql(any_server, one)
    by_program(any_server, other)
    assert [(kind, what.replace(one, "gc")) for kind, what in state(any_server, one)] == [
        (kind, what.replace(other, "gc")) for kind, what in state(any_server, other)
    ]


def test_every_step_is_missed_when_somebody_undoes_it(any_server: AnyServer) -> None:
    database = any_server.new_name()
    by_program(any_server, database)
    for undoing in (
        f"ALTER ROLE {database}_owner NOCREATEROLE",
        f"ALTER ROLE {database}_owner INHERIT",
        f"ALTER ROLE {database}_coach LOGIN",
        f"ALTER ROLE {database}_coach BYPASSRLS",
        f"ALTER ROLE {database}_person SUPERUSER",
        f"REVOKE {database}_coach FROM {database}_owner",
        f"REVOKE {database}_owner FROM {database}_migrator",
        f"ALTER DATABASE {database} OWNER TO postgres",
        f"GRANT CONNECT ON DATABASE {database} TO PUBLIC",
        f"GRANT TEMPORARY ON DATABASE {database} TO PUBLIC",
        f"REVOKE CONNECT ON DATABASE {database} FROM {database}_recovery",
        "GRANT USAGE ON SCHEMA public TO PUBLIC",
        f"REVOKE USAGE ON SCHEMA public FROM {database}_person",
    ):
        before = state(any_server, database)
        any_server.run(undoing, database=database)
        if state(any_server, database) == before:
            pytest.fail(f"nothing was undone: {undoing}")
        assert lacking(any_server, database), undoing
        by_program(any_server, database)
        assert lacking(any_server, database) == (), undoing


def test_an_office_of_before_goes_to_the_owner_whole(any_server: AnyServer) -> None:
    database = any_server.new_name()
    any_server.run(f"CREATE ROLE {database}_old LOGIN", f"CREATE DATABASE {database} OWNER {database}_old")
    any_server.run(
        f"GRANT CREATE ON SCHEMA public TO {database}_old",
        f"SET SESSION AUTHORIZATION {database}_old",
        "CREATE TYPE level AS ENUM ('a')",
        "CREATE TABLE alembic_version (id serial PRIMARY KEY, at level, own bigint GENERATED ALWAYS AS IDENTITY)",
        "CREATE TABLE parted (id integer) PARTITION BY LIST (id)",
        "CREATE TABLE part PARTITION OF parted FOR VALUES IN (1)",
        "CREATE SEQUENCE alone",
        "CREATE VIEW seen AS SELECT id FROM alembic_version",
        "CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one",
        "CREATE FUNCTION twice(a integer, b text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 2 * a'",
        "CREATE PROCEDURE done() LANGUAGE sql AS 'SELECT 1'",
        database=database,
    )
    assert any("tabellen" in each for each in lacking(any_server, database))
    by_psql(any_server, database)
    by_psql(any_server, database)
    owned = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner::regrole::text = :old
    UNION ALL SELECT proname FROM pg_proc WHERE proowner::regrole::text = :old
    UNION ALL SELECT typname FROM pg_type WHERE typowner::regrole::text = :old
    """
    with any_server.connect(database) as connection:
        assert connection.execute(text(owned), {"old": f"{database}_old"}).all() == []
        assert connection.execute(text("SELECT count(*) FROM pg_class WHERE relname = 'part'")).scalar() == 1


def test_a_recovery_sheet_that_was_made_still_signs_in_afterwards(any_server: AnyServer) -> None:
    database = any_server.new_name()
    by_program(any_server, database)
    any_server.run(f"ALTER ROLE {database}_recovery LOGIN")
    assert lacking(any_server, database) == ()
    any_server.run(f"REVOKE USAGE ON SCHEMA public FROM {database}_person", database=database)
    by_psql(any_server, database)
    with any_server.connect(database) as connection:
        signs_in = text("SELECT rolcanlogin FROM pg_roles WHERE rolname = :name")
        assert connection.execute(signs_in, {"name": f"{database}_recovery"}).scalar_one()


def test_a_database_of_something_else_is_left_alone(any_server: AnyServer) -> None:
    database = any_server.new_name()
    any_server.run(f"CREATE DATABASE {database}")
    any_server.run("CREATE TABLE invoice (id integer)", database=database)
    with pytest.raises(OfficeUnavailable, match="iets anders dan een kantoor"):
        by_program(any_server, database)
    with any_server.connect(database) as connection:
        query = text("SELECT tableowner FROM pg_tables WHERE tablename = 'invoice'")
        assert connection.execute(query).scalar() == "postgres"
        assert (
            connection.execute(text("SELECT to_regrole(:name)"), {"name": f"{database}_owner"}).scalar()
            is None
        )


@pytest.mark.parametrize(
    "name", ["postgres", "template1", "a;b", "a'b", 'a"b', "", "x" * 64, "a b", "dbname=x"]
)
def test_a_name_that_is_no_offices_is_refused_before_anything(name: str) -> None:
    with pytest.raises(InvalidInput):
        script(Roles("gc"), name)


def test_a_login_without_the_rights_is_told_what_to_have_done(any_server: AnyServer) -> None:
    database = any_server.new_name()
    any_server.run(
        f"CREATE ROLE {database}_nobody LOGIN PASSWORD '{PASSWORD}'", f"CREATE DATABASE {database}"
    )
    place = any_server.place(database, f"{database}_nobody", PASSWORD)
    with (
        connected(at(place, Roles(database))) as engine,
        engine.connect() as connection,
        pytest.raises(OfficeUnavailable, match="postgres-setup"),
    ):
        ensure(connection, Roles(database))


def test_an_administrator_who_is_no_superuser_can_do_it_twice(any_server: AnyServer) -> None:
    database = any_server.new_name()
    any_server.run(f"CREATE ROLE {database}_boss LOGIN CREATEDB CREATEROLE PASSWORD '{PASSWORD}'")
    boss = any_server.place("postgres", f"{database}_boss", PASSWORD)
    set_up(boss, Roles(database), database)
    first = state(any_server, database)
    set_up(boss, Roles(database), database)
    assert lacking(any_server, database) == ()
    assert state(any_server, database) == first


def test_logins_that_came_with_a_dump_are_looked_after_by_the_owner_again(any_server: AnyServer) -> None:
    database = any_server.new_name()
    by_program(any_server, database)
    login = f'"{database}.an"'
    any_server.run(f"CREATE ROLE {login} LOGIN", f"GRANT {database}_coach TO {login}")
    by_psql(any_server, database)
    is_member = text("SELECT pg_has_role(:login, :coach, 'MEMBER')")
    names = {"login": f"{database}.an", "coach": f"{database}_coach"}
    with any_server.connect(database) as connection:
        assert connection.execute(is_member, names).scalar()
        connection.exec_driver_sql(f"SET ROLE {database}_owner")
        connection.exec_driver_sql(f"ALTER ROLE {login} NOLOGIN")
        connection.exec_driver_sql(f"REVOKE {database}_coach FROM {login}")
        assert not connection.execute(is_member, names).scalar()


def test_what_is_made_after_it_belongs_to_the_owner(any_server: AnyServer) -> None:
    database = any_server.new_name()
    any_server.run(f"CREATE DATABASE {database}")
    with any_server.connect(database) as connection:
        connection = connection.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            ensure(connection, Roles(database))
            connection.exec_driver_sql("CREATE TABLE made (id integer)")
    with any_server.connect(database) as connection:
        query = text("SELECT tableowner FROM pg_tables WHERE tablename = 'made'")
        assert connection.execute(query).scalar() == f"{database}_owner"


def test_when_it_fails_half_way_nothing_of_it_stays(any_server: AnyServer) -> None:
    database = any_server.new_name()
    any_server.run(f"CREATE DATABASE {database}")
    with any_server.connect(database) as connection:
        connection = connection.execution_options(isolation_level="READ COMMITTED")
        transaction = connection.begin()
        ensure(connection, Roles(database))
        transaction.rollback()
    assert f"de rol {database}_owner" in lacking(any_server, database)


TRAP = (
    "CREATE TABLE alembic_version (id integer)",
    "CREATE TABLE trap (id integer)",
    """CREATE FUNCTION concat_ws(text, text, text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.trap VALUES (1); RETURN pg_catalog.concat_ws($1, $2, $3, $4); END $$""",
    """CREATE FUNCTION format(text, text, text, name) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.trap VALUES (1); RETURN pg_catalog.format($1, $2, $3, $4); END $$""",
)
"""Fits better than the server's own function of that name, for whoever looks in this schema."""


def test_a_function_named_after_one_of_the_server_is_not_run_by_its_administrator(
    any_server: AnyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for is_caught, way in ((False, by_program), (False, by_psql), (True, by_program), (True, by_psql)):
        if is_caught:  # the control: without the safe path the trap closes
            monkeypatch.setattr("gezinscoach_desktop.data.server.setup._SAFE_PATH", "SELECT 1")
        database = any_server.new_name()
        any_server.run(f"CREATE DATABASE {database}")
        any_server.run(*TRAP, database=database)
        way(any_server, database)
        with any_server.connect(database) as connection:
            caught = connection.execute(text("SELECT count(*) FROM trap")).scalar_one()
        assert bool(caught) is is_caught, way


# ------------------------------------------------------------------------------------ what an account's login may see
@pytest.fixture
def colleague(any_server: AnyServer) -> Connection:
    """Somebody's login in an office that was set up, with a table of others in it."""
    database = any_server.new_name()
    by_program(any_server, database)
    any_server.run(
        f"CREATE ROLE {database}_an LOGIN PASSWORD '{PASSWORD}' IN ROLE {database}_person",
        f"SET ROLE {database}_owner",
        "CREATE TABLE family (id integer PRIMARY KEY, name text, born date)",
        "CREATE INDEX ON family (name)",
        "CREATE INDEX ON family (born)",
        "CREATE VIEW seen AS SELECT id FROM family",
        """INSERT INTO family
        SELECT n, 'Peeters ' || mod(n, 100), date '2000-01-01' + mod(n, 100) FROM generate_series(1, 1000) AS n""",
        "CREATE FUNCTION own() RETURNS integer[] LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN '{}'; END $$",
        "ALTER TABLE family ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE family FORCE ROW LEVEL SECURITY",
        "CREATE POLICY mine ON family USING (id = ANY ((SELECT own())::integer[]))",
        f"GRANT SELECT ON family TO {database}_person",
        "RESET ROLE",
        "ANALYZE family",
        database=database,
    )
    return any_server.connect(database, f"{database}_an", PASSWORD)


COUNTS = (
    "SELECT reltuples FROM pg_class WHERE relname = 'family'",
    "SELECT relpages FROM pg_class WHERE relname = 'family'",
    "SELECT * FROM pg_class WHERE relname = 'family'",
    "SELECT c FROM pg_class c WHERE relname = 'family'",
    "SELECT n_live_tup FROM pg_stat_user_tables",
    "SELECT n_tup_ins FROM pg_stat_all_tables WHERE relname = 'family'",
    "SELECT pg_stat_get_live_tuples('family'::regclass)",
    "SELECT pg_stat_get_tuples_inserted('family'::regclass)",
    "SELECT heap_blks_read FROM pg_statio_user_tables",
    "SELECT idx_scan FROM pg_stat_user_indexes",
    "SELECT pg_relation_size('family')",
    "SELECT pg_table_size('family')",
    "SELECT pg_total_relation_size('family')",
    "SELECT pg_indexes_size('family')",
    "SELECT pg_database_size(current_database())",
)


def answered(connection: Connection) -> list[str]:
    """Which of the questions got an answer."""
    found = []
    for query in COUNTS:
        try:
            connection.exec_driver_sql(query)
        except DBAPIError as error:
            if "permission denied" not in str(error.orig):
                raise
        else:
            found.append(query)
    return found


def test_a_login_cannot_ask_how_many_rows_a_table_holds_and_the_migrator_can(
    colleague: Connection, any_server: AnyServer
) -> None:
    with colleague:
        assert answered(colleague) == []
        database = str(colleague.engine.url.database)
    with any_server.connect(database, f"{database}_migrator", PASSWORD) as migrator:
        assert answered(migrator) == list(COUNTS)


GUESSES = (
    ("name = 'Peeters 7'", "name = 'Niemand'"),
    ("name < 'Peeters 3'", "name < 'A'"),
    ("name = ANY ('{Peeters 7}')", "name = ANY ('{Niemand}')"),
    ("born = '2000-02-02'", "born = '1990-02-02'"),
    ("born < '2000-02-02'", "born < '1990-02-02'"),
)
"""A question about a hidden row that is there, and about one that is not."""


def plans(connection: Connection, condition: str) -> tuple[str, str]:
    """What the planner expects, made large, and what happened; without what was asked."""

    def explained(options: str, query: str) -> str:
        return "\n".join(connection.exec_driver_sql(f"EXPLAIN ({options}) {query}").scalars())

    expected = explained("VERBOSE", f"SELECT FROM family, generate_series(1, 1000000) WHERE {condition}")
    happened = explained(
        "ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF", f"SELECT FROM family WHERE {condition}"
    )
    literal = re.compile("'[^']*'")
    return literal.sub("'…'", expected), literal.sub("'…'", happened)


def test_explain_answers_a_guess_about_a_hidden_family_the_same_whether_it_is_right(
    colleague: Connection,
) -> None:
    with colleague:
        for there, not_there in GUESSES:
            assert plans(colleague, there) == plans(colleague, not_there), there


def test_the_control_before_a_superuser_took_it_away_explain_told(
    colleague: Connection, any_server: AnyServer
) -> None:
    database = str(colleague.engine.url.database)
    any_server.run(
        *(f"ALTER FUNCTION {name} LEAKPROOF" for name in ("texteq(text, text)", "date_eq(date, date)")),
        database=database,
    )
    with colleague:
        for there, not_there in (GUESSES[0], GUESSES[3]):
            assert plans(colleague, there) != plans(colleague, not_there)


def test_the_tools_still_find_their_way_for_a_login(colleague: Connection, any_server: AnyServer) -> None:
    with colleague:
        found = inspect(colleague)
        assert found.get_table_names() == ["family"]
        assert [column["name"] for column in found.get_columns("family")] == ["id", "name", "born"]
        assert found.get_pk_constraint("family")["constrained_columns"] == ["id"]
        assert found.get_view_names() == ["seen"]
        assert len(found.get_indexes("family")) == 2
        assert found.get_foreign_keys("family") == []
        database = str(colleague.engine.url.database)
    url = any_server.for_tools(database, f"{database}_an", PASSWORD)
    for asked in (
        r"\d",
        r"\d family",
        r"\dt",
        r"\di",
        r"\dv",
        r"\df",
        r"\du",
        r"\dp",
        r"\dn+",
        r"\l",
        r"\sv seen",
    ):
        done = subprocess.run(
            [any_server.psql, "-X", "-d", url, "-c", asked], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), asked


def test_the_migrator_makes_a_copy_with_pg_dump(any_server: AnyServer) -> None:
    database = any_server.new_name()
    by_program(any_server, database)
    any_server.run(f"SET ROLE {database}_owner", "CREATE TABLE family (id integer)", database=database)
    url = any_server.for_tools(database, f"{database}_migrator", PASSWORD)
    done = subprocess.run(
        [any_server.psql.with_name("pg_dump"), "-d", url, f"--role={database}_owner"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "CREATE TABLE public.family" in done.stdout
