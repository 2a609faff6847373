"""What is taken from somebody is gone at once: in a session that is open, in a plan that was prepared, in a dump."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import psycopg
import pytest
from psycopg import errors

from tests.data.server.separation.world import HOMES, PASSWORD, World, account_id, secrets_for

pytestmark = pytest.mark.postgres
Connection = psycopg.Connection[Any]
OWN = HOMES["coach"]
END_ASSIGNMENT = f"UPDATE assignment SET until = current_date WHERE account_id = '{account_id('coach')}'"
CLOSE = f"UPDATE account SET deactivated_at = now() WHERE id = '{account_id('coach')}'"
NO_COACH = f"UPDATE account SET roles = '[]' WHERE id = '{account_id('coach')}'"
NEW_PHASE = f"INSERT INTO phase VALUES (gen_random_uuid(), '{OWN.id()}', 'closed', '2026-02-02', NULL)"
NEW_SCORE = (
    "INSERT INTO score (family_id, subject_id, item, date, number) "
    f"VALUES ('{OWN.id()}', '{OWN.id()}', 'debts', '2024-03-04', 1)"
)


@pytest.fixture
def keeper(separated: World, office: str) -> Iterator[Connection]:
    with separated.superuser(office) as connection:
        yield connection


def seen(connection: Connection, query: str = "SELECT count(*) FROM family") -> int:
    try:
        row = connection.execute(query.encode()).fetchone()
    except errors.InsufficientPrivilege:
        return 0
    return cast("int", row[0]) if row else 0


@pytest.mark.parametrize("taken", [END_ASSIGNMENT, CLOSE, NO_COACH], ids=["assignment", "account", "role"])
def test_an_open_session_with_a_prepared_plan_has_nothing_from_that_moment_on(
    coach: Connection, keeper: Connection, taken: str
) -> None:
    coach.execute("SET plan_cache_mode = force_generic_plan")
    coach.execute("PREPARE mine AS SELECT count(*) FROM family")
    assert seen(coach, "EXECUTE mine") == 2
    keeper.execute(taken.encode())
    assert seen(coach, "EXECUTE mine") == 0
    assert seen(coach) == 0
    for statement in (NEW_PHASE, NEW_SCORE):
        with pytest.raises(errors.InsufficientPrivilege):
            coach.execute(statement.encode())


@pytest.mark.parametrize("taken", [END_ASSIGNMENT, CLOSE, NO_COACH], ids=["assignment", "account", "role"])
def test_a_transaction_that_was_open_has_nothing_either(
    coach: Connection, keeper: Connection, taken: str
) -> None:
    coach.execute("BEGIN")
    assert seen(coach) == 2
    keeper.execute(taken.encode())
    assert seen(coach) == 0
    coach.execute("ROLLBACK")


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
@pytest.mark.parametrize("statement", [NEW_PHASE, NEW_SCORE], ids=["phase", "score"])
def test_a_transaction_that_keeps_looking_at_yesterday_writes_nothing(
    coach: Connection, keeper: Connection, level: str, statement: str
) -> None:
    coach.execute(f"BEGIN ISOLATION LEVEL {level}".encode())
    assert seen(coach) == 2
    keeper.execute(END_ASSIGNMENT)
    with pytest.raises(errors.InsufficientPrivilege):
        coach.execute(statement.encode())


def test_the_control_without_the_trigger_yesterdays_rights_would_do(
    coach: Connection, keeper: Connection
) -> None:
    keeper.execute("ALTER TABLE score DISABLE TRIGGER score_now")
    coach.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    assert seen(coach) == 2
    keeper.execute(END_ASSIGNMENT)
    coach.execute(NEW_SCORE.encode())
    coach.execute("COMMIT")


def test_what_day_it_is_never_depends_on_when_a_transaction_began(keeper: Connection) -> None:
    found = keeper.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        r"AND prosrc ~* '\m(now\(\)|current_date|current_timestamp|localtimestamp|transaction_timestamp)'"
    ).fetchall()
    assert found == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Europe/Brussels"])
def test_no_time_zone_of_a_session_moves_the_border_of_an_assignment(
    separated: World, office: str, keeper: Connection, zone: str
) -> None:
    keeper.execute("UPDATE assignment SET until = office_day() WHERE account_id = %s", [account_id("coach")])
    keeper.execute("UPDATE assignment SET since = office_day() WHERE account_id = %s", [account_id("future")])
    for name, number in (("coach", 0), ("future", 1)):
        with separated.connect(name, office) as session:
            session.execute(f"SET TimeZone = '{zone}'".encode())
            assert seen(session) == number


@pytest.fixture
def dumped(separated: World) -> Iterator[str]:
    """Where no superuser kept the catalog of tables from logins: with that kept pg_dump does not even begin."""
    name = separated.copy(without="GRANT SELECT ON pg_class TO PUBLIC")
    yield name
    separated.drop(name)


DUMPS = [(), ("--enable-row-security",), ("--data-only", "--enable-row-security", "-t", "family")]


@pytest.mark.parametrize("options", DUMPS, ids=["whole", "row-security", "families"])
def test_pg_dump_takes_no_more_along_than_the_coach_may_see(
    separated: World, dumped: str, office: str, options: tuple[str, ...]
) -> None:
    told = separated.tool("pg_dump", "coach", dumped, *options)
    assert [secret for secret in secrets_for("coach") if secret in told] == []
    assert (OWN.canary in told) == ("-t" in options)
    assert "Zzq" not in separated.tool("pg_dump", "coach", office, *options)


def test_the_control_pg_dump_of_who_may_see_it_has_it(separated: World, dumped: str) -> None:
    told = separated.tool("pg_dump", "coordinator", dumped, *DUMPS[-1])
    assert HOMES["waiting"].canary in told


def test_a_login_of_another_office_in_the_cluster_does_not_get_in(separated: World, office: str) -> None:
    other = World.made(separated.server)
    for name in ("coach", "administrator"):
        place = separated.server.for_tools(office, other.login(name), PASSWORD)
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(place)


def test_a_login_whose_account_was_closed_gets_in_no_more(
    separated: World, office: str, keeper: Connection
) -> None:
    keeper.execute(CLOSE.encode())
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        separated.connect("coach", office)
