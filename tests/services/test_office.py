"""Making and opening an office, on every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.setting import read_settings
from tests.offices import NAME, ON_FILE, PASSWORD, USER, NewDesk


def test_an_opened_office_knows_itself(new_desk: NewDesk, office_kind: OfficeKind) -> None:
    desk = new_desk()
    found = read_settings(desk)
    assert (found.office_name, found.kind, found.is_practice) == (NAME, office_kind.label, False)
    assert (found.place, desk.office.name, desk.office.kind) == (desk.office.place, NAME, office_kind)
    assert (found.interval_months, found.profile.id, len(found.instrument.items)) == (3, "standaard", 45)
    assert (desk.account.user_name, desk.account.display_name) == (USER, "An")
    assert desk.account.roles == frozenset(OfficeRole)
    assert len(desk.office.keys.draft) == 32


@ON_FILE
def test_the_draft_key_stays_the_same_and_is_each_offices_own(new_desk: NewDesk) -> None:
    first, second = new_desk(), new_desk()
    again = open_office(first.office.place, user_name=USER, password=PASSWORD)
    assert again.office.keys.draft == first.office.keys.draft
    assert again.office.id == first.office.id == second.office.id  # copies of one template
    close_office(again)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": " "}, "name"), ({"user_name": " "}, "user_name"), ({"password": ""}, "password")],
)
def test_what_is_missing_is_said_with_its_field(tmp_path: Path, change: dict[str, str], field: str) -> None:
    filled = {"name": NAME, "user_name": USER, "password": PASSWORD} | change
    with pytest.raises(InvalidInput) as caught:
        new_office(
            str(tmp_path / "kantoor"),
            name=filled["name"],
            user_name=filled["user_name"],
            password=filled["password"],
        )
    assert caught.value.field == field
    assert list(tmp_path.iterdir()) == []


def test_an_office_needs_a_place() -> None:
    with pytest.raises(InvalidInput) as caught:
        new_office(" ", name=NAME, user_name=USER, password=PASSWORD)
    assert caught.value.field == "place"
    with pytest.raises(OfficeUnavailable):
        open_office("", user_name=USER, password=PASSWORD)


@ON_FILE
def test_nobody_opens_a_closed_office_by_accident(new_desk: NewDesk) -> None:
    desk = new_desk()
    close_office(desk)
    with pytest.raises(OfficeUnavailable, match="gesloten"):
        read_settings(desk)
