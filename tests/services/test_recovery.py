"""The recovery sheet: nothing before it is typed back, one at a time, and a way in when nobody's password helps."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed, WrongPassword
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.account import (
    RecoverySheet,
    add_account,
    close_account,
    confirm_recovery_sheet,
    drop_recovery_sheet,
    make_recovery_sheet,
    recovery_sheet_pdf,
    recovery_state,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.office import (
    close_office,
    open_office,
    open_with_recovery_sheet,
    seconds_to_wait,
)
from tests.data.office_factory import add_home
from tests.offices import EVERY_KIND, NAME, PASSWORD, USER

pytestmark = EVERY_KIND

NEW = "opnieuw vier woorden gekozen"


def make_confirmed(desk: Desk) -> RecoverySheet:
    sheet = make_recovery_sheet(desk)
    confirm_recovery_sheet(desk, sheet, sheet.code)
    return sheet


def opens(desk: Desk, sheet: RecoverySheet, password: str = NEW) -> Desk:
    return open_with_recovery_sheet(desk.place, sheet.code, user_name=USER, new_password=password)


def test_a_sheet_counts_only_once_its_code_was_typed_back(desk: Desk) -> None:
    sheet = make_recovery_sheet(desk)
    assert (sheet.office_name, sheet.made_by) == (NAME, "An")
    assert not recovery_state(desk).exists
    with pytest.raises(WrongPassword, match="herstelblad"):
        opens(desk, sheet)
    confirm_recovery_sheet(desk, sheet, sheet.code.lower().replace(" ", "-"))
    state = recovery_state(desk)
    assert (state.exists, state.made_by) == (True, "An")
    assert state.made_at is not None


def test_the_group_that_was_typed_wrong_is_named_and_nothing_changes(desk: Desk) -> None:
    older, sheet = make_confirmed(desk), make_recovery_sheet(desk)
    groups = sheet.code.split()
    wrong = "AAAAA" if groups[2] != "AAAAA" else "BBBBB"
    with pytest.raises(InvalidInput, match="Groep 3") as caught:
        confirm_recovery_sheet(desk, sheet, " ".join([*groups[:2], wrong, *groups[3:]]))
    assert caught.value.field == "code"
    with pytest.raises(InvalidInput, match="Groep 7"):
        confirm_recovery_sheet(desk, sheet, " ".join(groups[:6]))
    with pytest.raises(InvalidInput, match="meer tekens"):
        confirm_recovery_sheet(desk, sheet, sheet.code + " AAAAA")
    close_office(opens(desk, older))


def test_a_new_sheet_takes_the_place_of_the_older_one(desk: Desk) -> None:
    older, newer = make_confirmed(desk), make_confirmed(desk)
    with pytest.raises(WrongPassword):
        opens(desk, older)
    close_office(opens(desk, newer))


def test_the_sheet_gives_a_coordinator_a_new_password_and_the_trail_tells(desk: Desk) -> None:
    home = add_home(desk)
    draft_key = desk.office.keys.draft
    sheet = make_confirmed(desk)
    for _ in range(3):
        with pytest.raises(WrongPassword):
            open_office(desk.place, user_name=USER, password="vergeten")

    found = opens(desk, sheet)

    assert found.account == desk.account
    assert not found.must_change_password
    assert (found.welcome.failures_before, seconds_to_wait(desk.place, USER)) == (3, 0)
    assert [row.id for row in list_families(found)] == [home.record.id]
    assert found.office.keys.draft == draft_key
    noted = [(entry.action, dict(entry.details)) for entry in found.office.read(audit.entries)]
    assert ("sign_in", {"way": "recovery_sheet"}) in noted
    assert noted[-1] == ("use_recovery_sheet", {})
    close_office(found)
    with pytest.raises(WrongPassword):
        open_office(desk.place, user_name=USER, password=PASSWORD)
    close_office(open_office(desk.place, user_name=USER, password=NEW))


def test_the_sheet_outlives_new_keys(desk: Desk) -> None:
    sheet = make_confirmed(desk)
    bo = add_account(desk, user_name="bo", display_name="Bo", roles=frozenset({OfficeRole.COACH}))
    close_account(desk, bo.account_id)
    assert recovery_state(desk).exists
    close_office(opens(desk, sheet))


@pytest.mark.parametrize("user", ["bo", "niemand"])
def test_the_sheet_is_not_for_coaches_nor_for_strangers(desk: Desk, user: str) -> None:
    sheet = make_confirmed(desk)
    access = add_account(desk, user_name="bo", display_name="Bo", roles=frozenset({OfficeRole.COACH}))
    with pytest.raises(NotAllowed, match="beheerder of coördinator"):
        open_with_recovery_sheet(desk.place, sheet.code, user_name=user, new_password=NEW)
    close_office(open_office(desk.place, user_name="bo", password=access.code))


def test_a_weak_password_or_a_typing_error_changes_nothing(desk: Desk) -> None:
    sheet = make_confirmed(desk)
    with pytest.raises(InvalidInput) as caught:
        opens(desk, sheet, "kort")
    assert caught.value.field == "password"
    with pytest.raises(InvalidInput) as caught:
        open_with_recovery_sheet(desk.place, sheet.code[:-1], user_name=USER, new_password=NEW)
    assert caught.value.field == "code"
    close_office(open_office(desk.place, user_name=USER, password=PASSWORD))


def test_a_dropped_sheet_opens_nothing(desk: Desk) -> None:
    sheet = make_confirmed(desk)
    drop_recovery_sheet(desk)
    assert recovery_state(desk).made_at is None
    with pytest.raises(WrongPassword):
        opens(desk, sheet)


def test_the_paper_is_one_page_without_families(desk: Desk) -> None:
    from tests.reports.reading import pages_of, properties_of, text_of

    add_home(desk, name="Geheim")
    sheet = make_recovery_sheet(desk)
    pdf = recovery_sheet_pdf(sheet)
    assert len(pages_of(pdf)) == 1
    text = text_of(pdf)
    assert all(group in text for group in sheet.code.split())
    assert NAME in text
    assert "handtekening" in text
    assert "Geheim" not in text
    assert not any(group in str(properties_of(pdf)) for group in sheet.code.split())
    assert sheet.code not in repr(sheet)
