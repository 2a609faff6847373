"""The rights of the practice office's families."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.right_list import Origin
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.practice_family import keep, read_scripts
from gezinscoach_desktop.services.practice_right import keep_rights, keep_rights_list
from gezinscoach_desktop.services.right import rights_page
from gezinscoach_desktop.services.right_list import rights
from gezinscoach_desktop.services.setting import shipped_instrument
from tests.data.office_factory import TODAY, at_desk
from tests.offices import ON_FILE, NewDesk


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def test_every_family_that_is_told_about_can_be_kept(desk: Desk) -> None:
    families = {
        script.details.name: keep(desk, script) for script in read_scripts(shipped_instrument(), TODAY)
    }
    keep_rights(desk, families)
    pages = {name: rights_page(desk, family_id) for name, family_id in families.items()}
    known = {right.id for right in pages["Claes"].rights}
    for page in pages.values():
        assert {each.place[0] for each in page.standings} <= known
    assert pages["Peeters – Yilmaz"].total.granted.monthly_cents == 21_620
    assert pages["Haidari"].total.granted.once_cents == 101_700
    assert pages["Claes"].total.count(RightState.TO_EXPLORE) == 2
    assert pages["Tesfay"].standings == ()


@ON_FILE
def test_the_list_of_the_practice_office_was_looked_after(desk: Desk) -> None:
    keep_rights_list(desk)
    found = rights(desk)
    assert len(found) == 42
    assert {right.details.name for right in found if right.origin is Origin.ADDED} == {
        "Babytheek",
        "Gemeentelijke schoolcheque",
    }
    assert 0 < sum(right.details.checked_on is not None for right in found) < 42
