"""What somebody changes on the server without the program stands in the trail, whatever is noted to cover it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import psycopg
import pytest
from psycopg import errors

from tests.data.server.separation import day
from tests.data.server.separation.world import HOMES, RECOVERY, World, account_id

pytestmark = pytest.mark.postgres
Connection = psycopg.Connection[Any]
OWN = HOMES["coach"].id()
VERIFIER = f"SCRAM-SHA-256$4096:{'A' * 22}==${'B' * 43}=:{'C' * 43}="
NOTE = "INSERT INTO audit_entry (at, action, family_id, details) VALUES (now(), %s, %s, '{}')"
CHANGE = "UPDATE family SET remarks = 'x' WHERE id = %s"
RAISE = 'UPDATE account SET roles = \'["coordinator", "administrator"]\' WHERE id = me()'


@pytest.fixture
def administrator(separated: World, office: str) -> Iterator[Connection]:
    with separated.connect("administrator", office) as connection:
        yield connection


def noted(world: World, office: str) -> list[str]:
    """The newest entries, from new to old."""
    with world.superuser(office) as keeper:
        return [
            row[0] for row in keeper.execute("SELECT action FROM audit_entry ORDER BY number DESC LIMIT 3")
        ]


def newest(connection: Connection) -> str:
    """The newest entry as somebody within a transaction sees it."""
    row = connection.execute("SELECT action FROM trail ORDER BY number DESC LIMIT 1").fetchone()
    return cast("tuple[str]", row)[0]


def test_a_change_with_psql_is_noted_as_such(separated: World, office: str, coach: Connection) -> None:
    coach.execute(CHANGE, [OWN])
    assert noted(separated, office)[0] == "outside_program"


def test_whatever_of_a_coachs_day_is_added_with_psql_is_noted_and_what_the_program_notes_is_not(
    separated: World, office: str
) -> None:
    own = HOMES["coach_coordinator"]
    values = {
        "id": own.id(),
        "member": own.id("e700"),
        "empty": own.id(day.kind("document"), 1),
        "referral": own.id(day.kind("referral")),
        "text": "x" * 10_000,
    }
    additions = {table.name: day.additions()[table.name] for table in (*day.KEPT, day.CONTENT)}
    not_noted, noted_twice = [], []
    with (
        separated.superuser(office) as keeper,
        separated.connect("coach_coordinator", office) as connection,
    ):
        keeper.execute("DELETE FROM intake WHERE family_id = %s", [own.id()])  # of which a family has one
        for table, row in additions.items():
            adding = f"INSERT INTO {table} {row}".encode()
            # Whose a referral becomes is not told in the trail, as long as it may wait.
            about = None if table in (*day.OF_THE_OFFICE, "referral") else own.id()
            with connection.transaction():
                connection.execute(NOTE, ["register_contact", about])
                for _ in range(30):  # of an activity with many families
                    connection.execute(NOTE, ["register_contact", HOMES["nobody"].id()])
                connection.execute("SAVEPOINT before")
                connection.execute(adding, values)
                connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
                if newest(connection) != "register_contact":
                    noted_twice.append(table)
                connection.execute("ROLLBACK TO SAVEPOINT before")
            connection.execute(adding, values)
            # What was noted before it were contacts, so that this one is of the row that was added.
            if noted(separated, office)[:2] != ["outside_program", "register_contact"]:
                not_noted.append(table)
    assert (not_noted, noted_twice) == ([], [])


@pytest.mark.parametrize("action", ["open_family", "print", "search_families", "x", ""])
def test_a_note_that_says_something_else_does_not_cover_a_change(
    separated: World, office: str, coach: Connection, action: str
) -> None:
    with coach.transaction():
        coach.execute(CHANGE, [OWN])
        coach.execute(NOTE, [action, OWN])
    assert noted(separated, office)[:2] == ["outside_program", action]


def test_a_note_about_another_family_does_not_cover_a_change(
    separated: World, office: str, coach: Connection
) -> None:
    with coach.transaction():
        coach.execute(CHANGE, [OWN])
        coach.execute(NOTE, ["change_family", HOMES["shared"].id()])
    assert noted(separated, office)[:2] == ["outside_program", "change_family"]


def test_what_the_program_notes_is_noted_once(separated: World, office: str, coach: Connection) -> None:
    with coach.transaction():
        coach.execute(CHANGE, [OWN])
        coach.execute(NOTE, ["change_family", OWN])
    assert noted(separated, office)[0] == "change_family"


def test_an_administrator_who_takes_another_role_is_noted_as_such(
    separated: World, office: str, administrator: Connection
) -> None:
    with administrator.transaction():
        administrator.execute(RAISE)
        administrator.execute(NOTE, ["change_settings", None])
    assert noted(separated, office)[:2] == ["outside_program", "change_settings"]


def test_setting_a_colleagues_password_is_noted_also_when_nothing_else_is_done(
    separated: World, office: str, administrator: Connection
) -> None:
    administrator.execute("SELECT set_login_password(%s::text, %s)", [account_id("colleague"), VERIFIER])
    assert noted(separated, office)[0] == "set_login_password"


def test_a_password_that_the_recovery_sheet_sets_is_noted_too(separated: World, office: str) -> None:
    with separated.connect(RECOVERY, office) as sheet:
        sheet.execute("SELECT set_login_password(%s::text, %s)", [account_id("coordinator"), VERIFIER])
        with pytest.raises(errors.InsufficientPrivilege):
            sheet.execute("SELECT set_login_password(%s::text, %s)", [account_id("colleague"), VERIFIER])
    assert noted(separated, office)[0] == "set_login_password"


@pytest.mark.parametrize("days", [-4000, -32, 2, 4000])
def test_an_entry_is_not_put_in_another_month(
    separated: World, office: str, coach: Connection, days: int
) -> None:
    coach.execute(
        "INSERT INTO audit_entry (at, action, details) VALUES (%s, 'print', '{}')",
        [datetime.now(UTC) + timedelta(days=days)],
    )
    with separated.superuser(office) as keeper:
        row = keeper.execute(
            "SELECT abs(extract(epoch FROM at - clock_timestamp())) < 600 FROM audit_entry ORDER BY number DESC LIMIT 1"
        ).fetchone()
    assert cast("tuple[bool]", row)[0]


def test_what_waited_on_a_pc_for_a_week_keeps_its_time(
    separated: World, office: str, coach: Connection
) -> None:
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=7)
    coach.execute("INSERT INTO audit_entry (at, action, details) VALUES (%s, 'print', '{}')", [at])
    assert coach.execute("SELECT at FROM trail ORDER BY number DESC LIMIT 1").fetchone() == (at,)


def test_the_chain_holds_after_all_that(separated: World, office: str, coach: Connection) -> None:
    coach.execute(CHANGE, [OWN])
    with pytest.raises(errors.InsufficientPrivilege):
        coach.execute(NOTE, ["print", HOMES["colleague"].id()])
    assert coach.execute("SELECT audit_broken(0, decode(repeat('00', 32), 'hex'))").fetchall() == []


def test_a_code_is_one_of_the_server_for_this_very_coach(
    separated: World, office: str, coach: Connection
) -> None:
    with separated.connect("colleague", office) as other:
        theirs = [other.execute("SELECT new_family_code(2026)").fetchone() for _ in range(5)]
    mine = coach.execute("SELECT new_family_code(2026)").fetchone()
    assert add_family(coach, mine)
    assert not all(add_family(coach, code) for code in theirs)


def add_family(connection: Connection, code: Any) -> bool:
    try:
        connection.execute(
            "INSERT INTO family (id, code, name, municipality, neighbourhood, address, languages, needs_interpreter, "
            "is_newcomer, remarks, search_text, sort_name, version, created_at, created_by, changed_at, changed_by) "
            "VALUES (gen_random_uuid(), %s, '', '', '', '', '', false, false, '', '', '', 1, now(), me(), now(), me())",
            code,
        )
    except errors.InsufficientPrivilege:
        return False
    return True
