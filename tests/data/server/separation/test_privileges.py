"""The server allows each login exactly what the permission table of the program says: tried, not read from catalogs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql

from gezinscoach_desktop.data.tables import Base
from gezinscoach_desktop.domain.permission import OfficeRole, Reach
from tests.data.server.separation import day
from tests.data.server.separation.privilege import PRIVILEGES, VIEWS, Rule
from tests.data.server.separation.world import COMBINED, HOMES, RECOVERY, Home, World, account_id

pytestmark = pytest.mark.postgres
ADDING = PRIVILEGES["family"].insert
LOGINS = (*COMBINED, "unassigned", "ended", "future", "closed", RECOVERY)
OF_A_FAMILY = (
    "family",
    "member",
    "stay",
    "phase",
    "assignment",
    "snapshot",
    "score",
    *day.OF_A_FAMILY,
)
KEPT = frozenset(table.name for table in day.KEPT)
_NEW = "gen_random_uuid()"
ROWS: dict[str, str] = {
    "family": f"SELECT {_NEW}, 'G-2026-901', '', '', '', '', NULL::text, '', false, false, NULL::text, NULL::text, "
    "NULL::text, NULL::date, '', '', '', 1, now(), me(), now(), me()",
    "member": f"SELECT {_NEW}, %(family)s::uuid, 'K9', '', '', 'child', NULL::date, NULL::text, '', 'here', '', NULL::text, "
    "'', 1, now(), NULL::uuid",
    "stay": f"SELECT {_NEW}, %(family)s::uuid, %(member)s::uuid, NULL::date, NULL::date",
    "phase": f"SELECT {_NEW}, %(family)s::uuid, 'closed', date '2026-05-05', NULL",
    "assignment": f"SELECT {_NEW}, %(family)s::uuid, %(colleague)s::uuid, 'second', date '2026-05-05', NULL::date",
    "snapshot": f"SELECT {_NEW}, %(family)s::uuid, 9, date '2026-05-05', me(), now(), "
    "uuid '14000000-0000-4000-8000-000000000001', false, NULL::uuid",
    "account": f"SELECT {_NEW}, 'x', 'x', 'x', '[]'::jsonb, NULL::text, NULL::bytea, now(), NULL::timestamptz, NULL::text",
    "setting": "SELECT 'x', '1'::jsonb",
    "office": f"SELECT {_NEW}, 'x', false, now()",
    "schema": "SELECT 9, 9, 9",
    "alembic_version": "SELECT 'x'",
    "instrument": f"SELECT {_NEW}, 'x', 'x', 'x'",
    "operation": f"SELECT {_NEW}, 'x', me(), now(), '{{\"nouns\": []}}'::jsonb, 3",
    "audit_anchor": f"SELECT {_NEW}, 1, ''::bytea, me(), now(), ''::bytea, ''::bytea",
    "key_slot": "SELECT %(colleague)s::text || '.x', ''::bytea",
    "login_wish": f"SELECT {_NEW}, 'x'",
    "code_secret": "SELECT ''::bytea",
    **day.additions(),
}
"""A row that could be added, for a family or a colleague."""
INTO = {"audit_entry": "(at, account_id, action, details) SELECT now(), me(), 'x', '{}'::jsonb"}
SCORE = "(family_id, subject_id, item, date, number) SELECT %(family)s::uuid, %(family)s::uuid, 'debts', date '2024-03-04', 1"


@pytest.fixture(scope="session")
def database(separated: World) -> Iterator[str]:
    name = separated.copy()
    yield name
    separated.drop(name)


@pytest.fixture(params=LOGINS)
def login(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def session(separated: World, database: str, login: str) -> Iterator[psycopg.Connection[Any]]:
    """A session of somebody, open; one whose account was closed has one from before."""
    separated.settle(database)
    if login != "closed":
        with separated.connect(login, database, autocommit=False) as connection:
            yield connection
        return
    with separated.superuser(database) as keeper:
        keeper.execute("UPDATE account SET deactivated_at = NULL WHERE user_name = 'closed'")
        with separated.connect(login, database, autocommit=False) as connection:
            connection.execute("SELECT me()")
            connection.rollback()
            keeper.execute("UPDATE account SET deactivated_at = now() WHERE user_name = 'closed'")
            yield connection


def roles_of(login: str) -> tuple[OfficeRole, ...]:
    if login in COMBINED:
        return tuple(OfficeRole(role) for role in login.split("_"))
    return () if login in ("closed", RECOVERY) else (OfficeRole.COACH,)


def expected(rule: Rule, login: str) -> Reach:
    if login == RECOVERY:
        return Reach.ANY if rule.recovery else Reach.NONE
    if login == "closed":
        return Reach.ANY if rule.closed else Reach.NONE
    return rule.reach(roles_of(login))


def may(rule: Rule, login: str, home: Home) -> bool:
    found = expected(rule, login)
    return found is Reach.ANY or (found is Reach.OWN and home is HOMES.get(login) and login in COMBINED)


def tried(session: psycopg.Connection[Any], statement: str, values: dict[str, Any]) -> bool:
    """Whether it met at least one row; rolled back. What is refused is refused for want of a right, or meets nothing."""
    try:
        with session.transaction(force_rollback=True):
            done = session.execute(sql.SQL(statement), values)
            session.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return bool(done.rowcount)
    except errors.InsufficientPrivilege:
        return False
    except errors.UniqueViolation:  # which is looked at after every right: a family has one intake
        return True


def values_of(home: Home) -> dict[str, Any]:
    return {
        "family": home.id(),
        "id": home.id(),
        "member": home.id("e700"),
        "colleague": account_id("colleague"),
        "empty": home.id(day.kind("document"), 1),
        "referral": home.id(day.kind("referral")),
        "text": "x",
    }


def of(table: str, home: Home) -> str:
    if table in OF_A_FAMILY:
        return f"{'id' if table == 'family' else 'family_id'} = %(family)s"
    if table in ("key_slot", "account", "operation", "audit_entry"):
        own = {"key_slot": "name LIKE %(colleague)s::text || '%%'", "account": "id = %(colleague)s"}
        return own.get(table, "account_id IS DISTINCT FROM me()")
    return "true"


def homes_of(login: str, table: str) -> list[Home]:
    if table not in OF_A_FAMILY:
        return [HOMES["colleague"]]
    if table == "assignment":
        own = [HOMES[login]] if login in COMBINED and login in HOMES else []
        return [*own, HOMES["colleague"], HOMES["closed"]]
    own = [HOMES[login]] if login in HOMES else []
    return [*own, HOMES["colleague"], HOMES["waiting"], HOMES["nobody"]]


def test_every_table_and_view_has_its_place(separated: World, database: str) -> None:
    with separated.superuser(database) as keeper:
        found = keeper.execute(
            "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'"
        ).fetchall()
    assert {name for name, kind in found if kind != "v"} == set(PRIVILEGES)
    assert {name for name, kind in found if kind == "v"} == set(VIEWS)
    assert set(Base.metadata.tables) <= set(PRIVILEGES)


def test_each_login_reads_the_rows_it_has_a_right_to(session: psycopg.Connection[Any], login: str) -> None:
    wrong = [
        (table, home)
        for table, privileges in PRIVILEGES.items()
        for home in homes_of(login, table)
        if tried(session, f"SELECT * FROM {table} WHERE {of(table, home)}", values_of(home))
        != may(privileges.select, login, home)
    ]
    assert wrong == []


def test_each_login_reads_the_views_it_has_a_right_to(session: psycopg.Connection[Any], login: str) -> None:
    others = " WHERE account_id IS DISTINCT FROM me()"
    wrong = [
        view
        for view, rule in VIEWS.items()
        if tried(session, f"SELECT * FROM {view}{'' if view == 'audit_seal' else others}", {})
        != (expected(rule, login) is not Reach.NONE)
    ]
    assert wrong == []


def test_each_login_adds_the_rows_it_has_a_right_to(session: psycopg.Connection[Any], login: str) -> None:
    wrong = []
    for table, privileges in PRIVILEGES.items():
        rule = privileges.insert
        for home in homes_of(login, table):
            is_allowed = may(rule, login, home)
            if table == "family":  # which is a new one
                is_allowed = expected(rule, login) is not Reach.NONE
            if table == "score" and is_allowed and "coordinator" not in login:
                is_allowed = home is HOMES.get(login)  # whose snapshot it is
            if tried(session, adding(table, login), values_of(home)) != is_allowed:
                wrong.append((table, home))
    assert wrong == []


def adding(table: str, login: str) -> str:
    if table == "family" and "coordinator" not in login and Reach.NONE is not expected(ADDING, login):
        return f"INSERT INTO family {ROWS[table]}".replace("'G-2026-901'", "new_family_code(2026)")
    return f"INSERT INTO {table} {SCORE if table == 'score' else INTO.get(table) or ROWS[table]}"


def test_each_login_changes_the_columns_it_has_a_right_to(
    session: psycopg.Connection[Any], separated: World, database: str, login: str
) -> None:
    wrong = []
    for table, privileges in PRIVILEGES.items():
        columns = columns_of(separated, database, table)
        for home in homes_of(login, table):
            wanted = {
                column
                for column in columns
                for rule in (privileges.update, *privileges.more)
                if (rule.columns is None or column in rule.columns) and may(rule, login, home)
            }
            values = values_of(home)
            # All it has a right to in one go, which asks for each of them; only where that fails one by one.
            is_right = bool(wanted) and tried(session, changing(table, wanted, home), values)
            rest = [each for each in columns if not (is_right and each in wanted)]
            done = {each for each in rest if tried(session, changing(table, {each}, home), values)}
            done |= wanted if is_right else set()
            if done != wanted:
                wrong.append((table, home, done ^ wanted))
    assert wrong == []


def changing(table: str, columns: set[str], home: Home) -> str:
    """Who changes a record says so: nobody changes one in the name of somebody else."""
    values = {each: f'"{each}"' for each in columns}
    if table in KEPT:
        values["changed_by"] = "me()"
    filled = ", ".join(f'"{name}" = {value}' for name, value in values.items())
    return f"UPDATE {table} SET {filled} WHERE {of(table, home)}"


def columns_of(world: World, database: str, table: str) -> list[str]:
    """Those that are not worked out by the database."""
    with world.superuser(database) as keeper:
        found = keeper.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = ''",
            [f"public.{table}"],
        )
        return [row[0] for row in found]


def test_each_login_deletes_the_rows_it_has_a_right_to(session: psycopg.Connection[Any], login: str) -> None:
    wrong = [
        (table, home)
        for table, privileges in PRIVILEGES.items()
        for home in homes_of(login, table)
        if tried(session, f"DELETE FROM {table} WHERE {of(table, home)}", values_of(home))
        != may(privileges.delete, login, home)
    ]
    assert wrong == []


def test_the_control_with_a_policy_taken_away_a_table_is_no_longer_as_the_table_says(
    separated: World,
) -> None:
    name = separated.copy(without="CREATE POLICY x ON family FOR SELECT USING (true)")
    with separated.connect("coach", name, autocommit=False) as session:
        assert tried(session, "SELECT * FROM family WHERE id = %(family)s", values_of(HOMES["waiting"]))
    separated.drop(name)
