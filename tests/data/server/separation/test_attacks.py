"""With psql and the own password nobody sees or changes more than the program would show, whatever is tried (T10).

Every attack has a control: the same attack with its protection taken away, which must succeed.
"""

from __future__ import annotations

import pytest

from tests.data.server.separation.attack import Attack, Field, is_successful_without
from tests.data.server.separation.every import ATTACKS
from tests.data.server.separation.world import World

pytestmark = pytest.mark.postgres
TRIES = [pytest.param(attack, name, id=f"{attack.id}-as-{name}") for attack in ATTACKS for name in attack.by]


@pytest.fixture(scope="session")
def field_of_attack(separated: World) -> Field:
    return Field(separated)


@pytest.mark.parametrize(("attack", "name"), TRIES)
def test_nothing_is_told_and_nothing_changes(field_of_attack: Field, attack: Attack, name: str) -> None:
    assert field_of_attack.findings(attack, name) == []


@pytest.mark.parametrize("attack", [pytest.param(attack, id=attack.id) for attack in ATTACKS])
def test_the_control_without_its_protection_the_attack_succeeds(separated: World, attack: Attack) -> None:
    assert is_successful_without(separated, attack, attack.by[0])
