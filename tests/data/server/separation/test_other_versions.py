"""The attacks and the table of rights on every version of PostgreSQL that is installed, each in one go."""

from __future__ import annotations

import pytest

from tests.data.server.conftest import AnyServer
from tests.data.server.separation.attack import Field, is_successful_without
from tests.data.server.separation.every import ATTACKS
from tests.data.server.separation.privilege import PRIVILEGES
from tests.data.server.separation.test_privileges import homes_of, may, of, tried, values_of
from tests.data.server.separation.world import COMBINED, World

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.parametrize("any_server", [15, 16], indirect=True),
]
CONTROLS = ("read every table and view", "take a family over", "change, forge or erase the trail")


@pytest.fixture(scope="module")
def elsewhere(any_server: AnyServer) -> World:
    return World.made(any_server)


def test_every_attack_by_who_has_most_reason_to_fails(elsewhere: World) -> None:
    ground = Field(elsewhere)
    found = {attack.name: ground.findings(attack, attack.by[0]) for attack in ATTACKS}
    assert {name: findings for name, findings in found.items() if findings} == {}


def test_the_control_some_succeed_without_their_protection(elsewhere: World) -> None:
    attacks = [attack for attack in ATTACKS if attack.name in CONTROLS]
    assert len(attacks) == len(CONTROLS)
    assert all(is_successful_without(elsewhere, attack, attack.by[0]) for attack in attacks)


def test_each_login_reads_and_deletes_what_the_table_says(elsewhere: World) -> None:
    office, wrong = elsewhere.copy(), []
    for login in COMBINED:
        with elsewhere.connect(login, office, autocommit=False) as session:
            for table, privileges in PRIVILEGES.items():
                for home in homes_of(login, table):
                    where = f"FROM {table} WHERE {of(table, home)}"
                    for verb, rule in (("SELECT *", privileges.select), ("DELETE", privileges.delete)):
                        if tried(session, f"{verb} {where}", values_of(home)) != may(rule, login, home):
                            wrong.append((login, verb, table, home))
    elsewhere.drop(office)
    assert wrong == []
