"""A new family while it is typed in: kept after every letter, there again after whatever happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.record import MemberInput
from gezinscoach_desktop.services import family_form
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, add_family, list_families
from gezinscoach_desktop.views.family.new_family_page import NewFamilyPage
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.real_office import desk, office_kind, undo
from tests.views.waiting import wait_until

__all__ = ["desk", "office_kind"]

Open = Callable[[], NewFamilyPage]


@pytest.fixture
def new_page(desk: Desk, tasks: InlineTasks, messages: Messages, show: Callable[[QWidget], None]) -> Open:
    """The page as it is opened again after the program ended, however that was."""

    def opened() -> NewFamilyPage:
        page = NewFamilyPage(tasks, messages, desk)
        page.resize(1298, 660)
        show(page)
        page.load()
        return page

    return opened


class LateTasks(InlineTasks):
    """Writes to the office wait until the test lets them through, as on a share that keeps them waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def run(self, *arguments: Any, **named: Any) -> None:  # type: ignore[override]
        self.waiting.append(lambda: InlineTasks.run(self, *arguments, **named))

    def let_through(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def late(desk: Desk, messages: Messages, show: Callable[[QWidget], None]) -> tuple[NewFamilyPage, LateTasks]:
    tasks = LateTasks()
    page = NewFamilyPage(tasks, messages, desk)
    show(page)
    page.load()
    return page, tasks


def fill_in(page: NewFamilyPage) -> None:
    QTest.keyClicks(page.fields.name, "Peeters")
    QTest.keyClicks(page.fields.started_on, "31/02")
    page.fields.needs_interpreter.click()
    QTest.mouseClick(page.members.add_button, Qt.MouseButton.LeftButton)
    for field, name in zip(page.members.given_name_fields, ("Sofie", "Lina", "Jef"), strict=True):
        QTest.keyClicks(field, name)
    page.consent.given.click()
    QTest.keyClicks(page.consent.given_by, "Sofie")


def test_everything_that_was_typed_is_there_again_also_what_cannot_be_read_yet(new_page: Open) -> None:
    page = new_page()
    assert not page.resumed_bar.isVisible()
    fill_in(page)

    again = new_page()

    assert again.resumed_bar.isVisible()
    assert again.fields.name.value() == "Peeters"
    assert again.fields.started_on.text() == "31/02"
    assert again.fields.needs_interpreter.value()
    assert [field.value() for field in again.members.given_name_fields] == ["Sofie", "Lina", "Jef"]
    assert again.consent.given_by.isVisible()
    assert again.consent.given_by.value() == "Sofie"
    QTest.keyClicks(again.fields.name, "-Nagy")
    assert not again.resumed_bar.isVisible()
    assert new_page().fields.name.value() == "Peeters-Nagy"


def test_the_page_says_when_it_was_kept(new_page: Open) -> None:
    page = new_page()
    QTest.keyClicks(page.fields.name, "P")
    assert page.header._state.text().startswith("Klad bewaard om ")
    page.fields.name.clear()
    page.fields.name.edited.emit()
    assert not new_page().resumed_bar.isVisible()


def test_what_could_not_be_kept_is_told_with_its_reason(
    new_page: Open, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> NoReturn:
        raise OfficeUnavailable("De schijf is vol.")

    page = new_page()
    monkeypatch.setattr(family_form, "draft_to_keep", full)
    QTest.keyClicks(page.fields.name, "P")
    assert page.header._state.text() == "Nog niet bewaard"
    assert said[-1].text == "Nog niet bewaard. De schijf is vol."


def test_a_draft_that_is_thrown_away_can_be_brought_back(new_page: Open, said: list[Message]) -> None:
    fill_in(new_page())
    page = new_page()
    code = page.fields.code.value()
    page.resumed_bar.action_button.click()
    assert (page.fields.name.value(), page.fields.started_on.text()) == ("", "")
    assert [field.value() for field in page.members.given_name_fields] == ["", ""]
    assert not page.consent.given.value()
    assert page.fields.code.value() == code
    assert not page.resumed_bar.isVisible()
    assert not new_page().resumed_bar.isVisible()

    undo(said)

    assert page.fields.name.value() == "Peeters"
    assert new_page().fields.name.value() == "Peeters"


def test_once_it_is_added_nothing_is_left_to_go_on_with(new_page: Open, desk: Desk) -> None:
    fill_in(new_page())
    page = new_page()
    page.fields.started_on.setText("1/3/2026")
    page.submit()
    assert [row.name for row in list_families(desk)] == ["Peeters"]
    assert page.fields.name.value() == ""
    again = new_page()
    assert not again.resumed_bar.isVisible()
    assert again.fields.name.value() == ""


def test_a_code_that_was_only_proposed_goes_on_with_the_numbers_and_a_chosen_one_stays(
    new_page: Open, desk: Desk
) -> None:
    page = new_page()
    QTest.keyClicks(page.fields.name, "Peeters")
    proposed = page.fields.code.value()
    add_family(desk, FamilyInput(name="Van een collega"), (MemberInput("Jan"),))
    again = new_page()
    assert again.fields.name.value() == "Peeters"
    assert again.fields.code.value() not in ("", proposed)
    again.fields.code.selectAll()
    QTest.keyClicks(again.fields.code, "MOL-1")
    assert new_page().fields.code.value() == "MOL-1"


def test_who_types_before_the_draft_was_read_goes_on_and_the_draft_waits(
    desk: Desk, tasks: InlineTasks, messages: Messages, show: Callable[[QWidget], None], new_page: Open
) -> None:
    fill_in(new_page())
    page = NewFamilyPage(tasks, messages, desk)
    show(page)
    QTest.keyClicks(page.fields.name, "Nagy")
    page.load()
    assert page.fields.name.value() == "Nagy"
    assert not page.resumed_bar.isVisible()
    page.submit()
    assert [row.name for row in list_families(desk)] == ["Nagy"]
    assert page.resumed_bar.isVisible()
    assert page.fields.name.value() == "Peeters"


def kept_municipality(desk: Desk) -> str:
    draft = family_form.begun_before(desk)
    return "" if draft is None else draft.details.municipality


def names(desk: Desk) -> list[str]:
    return sorted(row.name for row in list_families(desk))


def test_a_draft_brought_back_while_another_family_is_on_its_way_waits_for_the_form_after_it(
    late: tuple[NewFamilyPage, LateTasks], desk: Desk, said: list[Message]
) -> None:
    page, tasks = late
    QTest.keyClicks(page.fields.name, "Aerts")
    page.discard()
    QTest.keyClicks(page.fields.name, "Bogaert")
    page.submit()
    undo(said)
    assert page.fields.name.value() == "Bogaert"

    tasks.let_through()

    assert names(desk) == ["Bogaert"]
    assert page.resumed_bar.isVisible()
    assert page.fields.name.value() == "Aerts"
    page.submit()
    tasks.let_through()
    assert names(desk) == ["Aerts", "Bogaert"]
    assert page.fields.name.value() == ""


def test_nothing_can_be_typed_too_late_and_the_focus_comes_back_after_a_refusal(
    late: tuple[NewFamilyPage, LateTasks], desk: Desk
) -> None:
    page, tasks = late
    add_family(desk, FamilyInput(name="Van een collega", code="MOL-1"))
    QTest.keyClicks(page.fields.name, "Aerts")
    page.fields.code.setText("MOL-1")
    page.submit()
    QTest.keyClicks(page.fields.name, "te laat")
    assert page.fields.name.value() == "Aerts"
    tasks.let_through()
    assert page.form.error_of("code")
    assert page.fields.code.hasFocus()
    QTest.keyClicks(page.fields.name, " weer")
    assert page.fields.name.value() == "Aerts weer"


def test_a_municipality_chosen_from_the_list_is_kept_as_well(new_page: Open, desk: Desk) -> None:
    add_family(desk, FamilyInput(name="Nagy", municipality="Balen"))
    page = new_page()
    page.fields.municipality.setFocus()
    QTest.keyClicks(page.fields.municipality, "ale")
    completer = page.fields.municipality.completer()
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    popup.hide()
    wait_until(lambda: kept_municipality(desk) == "Balen")


def test_tab_goes_through_the_members_before_what_stands_under_them(new_page: Open) -> None:
    fresh = new_page()
    fresh.fields.found_via.setFocus()
    QTest.keyClick(fresh.fields.found_via, Qt.Key.Key_Tab)
    assert fresh.members.given_name_fields[0].hasFocus()
    fill_in(fresh)
    page = new_page()
    page.fields.found_via.setFocus()
    seen = []
    for _ in range(17):
        focused = page.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        now = page.focusWidget()
        assert now is not None
        seen.append(now.accessibleName() or now.objectName())
    members = [name for name in seen if "gezinslid" in name.lower() or name == "Regel weglaten"]
    assert seen[: len(members)] == members
    assert [name for name in members if name.startswith("Voornaam")] == [
        "Voornaam, gezinslid 1",
        "Voornaam, gezinslid 2",
        "Voornaam, gezinslid 3",
    ]
    assert seen[len(members)] == "Adres"


def test_an_empty_form_shows_no_errors_of_the_draft_that_was_thrown_away(new_page: Open) -> None:
    page = new_page()
    fill_in(page)
    page.submit()
    assert page.form.error_of("started_on")
    page.discard()
    assert not page.form.error_of("started_on")


def test_a_draft_that_could_not_be_thrown_away_yet_goes_with_the_next_letter(
    new_page: Open, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = new_page()
    QTest.keyClicks(page.fields.name, "Aerts")
    with monkeypatch.context() as held:

        def refuse(path: Path, missing_ok: bool = False) -> NoReturn:
            raise PermissionError

        held.setattr(Path, "unlink", refuse)
        page.discard()
        assert page.header._state.text() == "Nog niet gewist"
        assert said[-1].text.startswith("Nog niet gewist. Het klad op deze pc kan nu niet gewist worden")
    QTest.keyClicks(page.fields.name, "B")
    page.fields.name.clear()
    page.fields.name.edited.emit()
    assert not new_page().resumed_bar.isVisible()


def test_a_draft_that_could_not_be_read_at_first_comes_when_it_is_tried_again(
    new_page: Open, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_: object) -> NoReturn:
        raise OfficeUnavailable("De server antwoordt niet.")

    fill_in(new_page())
    with monkeypatch.context() as away:
        away.setattr(family_form, "begun_before", silent)
        page = new_page()
    assert said[-1].text == "De server antwoordt niet."
    assert said[-1].action is not None
    said[-1].action()
    assert page.fields.name.value() == "Peeters"
