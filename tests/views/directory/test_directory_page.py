"""Sociale kaart: found by keys, changed, retired, doubles put together and taken apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.directory import Directory
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.directory.merge_dialog import MergeServicesDialog
from gezinscoach_desktop.views.directory.page import DirectoryPage
from gezinscoach_desktop.views.directory.person_dialog import PersonDialog
from gezinscoach_desktop.views.directory.places import directory_page
from gezinscoach_desktop.views.directory.service_dialog import ServiceDialog
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.directory.conftest import BROOD, BROOD_AGAIN, GONE, INGE, ONTHAAL, DirectoryService
from tests.views.looks import LOOKS

Show = Callable[[QWidget], None]
D = TypeVar("D", bound=QWidget)


@pytest.fixture
def page(
    tasks: InlineTasks, desk: Desk, messages: Messages, directory: DirectoryService, show: Show
) -> DirectoryPage:
    made = DirectoryPage(tasks, desk, messages)
    made.resize(1298, 660)
    made.load()
    show(made)
    made.take_focus()
    tasks.changed.connect(made.refresh)
    return made


def shown(page: DirectoryPage) -> list[str]:
    return [entry.details.name for entry in page.model.shown_rows]


def dialog_of(page: QWidget, kind: type[D]) -> D:
    (found,) = [made for made in page.findChildren(kind) if made.isVisible()]
    assert_every_focusable_widget_is_named(found)
    return found


def seen(widget: QWidget) -> str:
    return " ".join(made.text() for made in widget.findChildren(QLabel) if made.isVisible())


def test_the_list_shows_what_is_in_use_by_name_with_the_first_opened_beside_it(page: DirectoryPage) -> None:
    assert shown(page) == ["Mandje, sociale kruidenier", "Onthaal", "Sociale kruidenier Het Mandje"]
    assert page.header.subtitle == "Sociale kaart · 3 diensten"
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    told = seen(page.panel)
    for fact in (
        "CAW De Beemd", "Eerste gesprek", "Huisvesting", "014 11 22 33", "Dorpsplein 2, Mol",
        "drie weken, gehoord op 01/09/2026", "onthaalmedewerker · 0470 00 11 22",
    ):  # fmt: skip
        assert fact in told
    assert [made.text() for made in page.panel.person_buttons] == ["Inge Cools"]
    assert_every_focusable_widget_is_named(page)


def test_typing_in_the_list_searches_and_the_filters_narrow(page: DirectoryPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_I)
    QTest.keyClicks(page.search_field, "nge")
    assert shown(page) == ["Onthaal"]
    assert page.header.subtitle == "Sociale kaart · 1 van 3 diensten"
    page.clear_filters()
    page.domain_field.set_value(LifeDomain.MATERIAL)
    page.domain_field.edited.emit()
    assert shown(page) == ["Sociale kruidenier Het Mandje"]
    page.clear_filters()
    page.municipality_field.set_value("Mol")
    page.municipality_field.edited.emit()
    assert shown(page) == ["Onthaal"]
    page.clear_filters()
    QTest.mouseClick(page.retired_field, Qt.MouseButton.LeftButton)
    assert "Fietsatelier" in shown(page)


def test_a_new_service_comes_under_the_cursor(page: DirectoryPage) -> None:
    page.new_here()
    dialog = dialog_of(page, ServiceDialog)
    QTest.keyClicks(dialog.name_field, "Buurtwerk")
    QTest.mouseClick(dialog.domains.chips[LifeDomain.LEISURE], Qt.MouseButton.LeftButton)
    QTest.keyClicks(dialog.phone, "+32 14 55 66 77")
    QTest.keyClick(dialog.phone, Qt.Key.Key_Return)
    current = page.table.current_row
    assert current is not None
    assert (current.details.name, current.details.domains) == ("Buurtwerk", (LifeDomain.LEISURE,))
    assert "014 55 66 77" in seen(page.panel)


def test_enter_opens_the_form_and_another_waiting_time_is_of_today(
    page: DirectoryPage, directory: DirectoryService
) -> None:
    page.go_to(directory_page(ONTHAAL.id).part)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = dialog_of(page, ServiceDialog)
    dialog.waiting.setFocus()
    dialog.waiting.selectAll()
    QTest.keyClicks(dialog.waiting, "twee maanden")
    QTest.keyClick(dialog.waiting, Qt.Key.Key_Return)
    name, service_id, version, details = directory.asked[-1]
    assert (name, service_id, version) == ("change", ONTHAAL.id, 1)
    assert (details.waiting, details.waiting_noted_on, details.name) == ("twee maanden", None, "Onthaal")


@pytest.mark.parametrize(
    "error", [InvalidInput("Vul de naam van de dienst in.", field="name"), ChangedMeanwhile("An was eerst.")]
)
def test_a_refusal_is_said_in_the_form(
    page: DirectoryPage, directory: DirectoryService, error: Exception
) -> None:
    directory.error = error
    page.new_here()
    dialog = dialog_of(page, ServiceDialog)
    dialog.submit()
    assert dialog.isVisible()
    assert str(error) in seen(dialog)


def test_when_a_colleague_was_first_each_field_is_chosen(
    page: DirectoryPage, directory: DirectoryService
) -> None:
    page.go_to(directory_page(ONTHAAL.id).part)
    page.change_service()
    dialog = dialog_of(page, ServiceDialog)
    theirs = replace(
        ONTHAAL.details, waiting="twee weken", waiting_noted_on=date(2026, 11, 1), website="b.example"
    )
    newer = replace(ONTHAAL, details=theirs, version=2, changed_by="Bo")
    directory.rows = [newer if row.id == ONTHAAL.id else row for row in directory.rows]
    directory.error = ChangedMeanwhile("Bo wijzigde deze dienst intussen, om 14:32.")
    dialog.name_field.set_value("Onthaal Mol")
    dialog.waiting.set_value("een maand")
    dialog.submit()
    merging = dialog_of(page, MergeDialog)
    assert [card.field.name for card in merging.cards] == ["waiting", "waiting_noted_on"]
    directory.error = None
    for card in merging.cards:
        card.theirs_field.click()
    merging.submit()
    assert directory.asked[-1] == ("change", ONTHAAL.id, 2, replace(theirs, name="Onthaal Mol"))


def test_a_service_is_retired_at_once_and_that_can_be_undone(
    page: DirectoryPage, said: list[Message]
) -> None:
    page.go_to(directory_page(ONTHAAL.id).part)
    QTest.mouseClick(page.panel.retire_button, Qt.MouseButton.LeftButton)
    assert "Onthaal" not in shown(page)
    assert said[-1].counts_down
    assert said[-1].action is not None
    said[-1].action()
    assert "Onthaal" in shown(page)


def test_what_is_no_longer_used_is_found_by_its_place_and_used_again(page: DirectoryPage) -> None:
    page.go_to(directory_page(GONE.id).part)
    assert "Niet meer gebruikt sinds 01/01/2026." in seen(page.panel)
    QTest.mouseClick(page.panel.retire_button, Qt.MouseButton.LeftButton)
    page.clear_filters()
    assert "Fietsatelier" in shown(page)


def test_likely_doubles_are_offered_merged_and_taken_apart(
    page: DirectoryPage, directory: DirectoryService, said: list[Message]
) -> None:
    assert "Eén dienst lijkt dubbel te staan." in seen(page.doubles_bar)
    QTest.mouseClick(page.doubles_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, MergeServicesDialog)
    assert (dialog.kept.value(), dialog.double.value()) == (BROOD.id, BROOD_AGAIN.id)
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)
    assert shown(page) == ["Onthaal", "Sociale kruidenier Het Mandje"]
    assert not page.doubles_bar.isVisible()
    current = page.table.current_row
    assert current is not None
    assert (current.id, current.details.phone) == (BROOD.id, "014 99 88 77")
    assert said[-1].action is not None
    said[-1].action()
    assert len(shown(page)) == 3


def test_merging_by_hand_asks_which_one_is_the_double(
    page: DirectoryPage, directory: DirectoryService
) -> None:
    page.go_to(directory_page(ONTHAAL.id).part)
    QTest.mouseClick(page.panel.merge_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, MergeServicesDialog)
    assert dialog.kept.shown() == "Onthaal (CAW De Beemd)"
    QTest.keyClicks(dialog.double, "nergens")
    assert dialog.double.suggestions.texts == []
    dialog.submit()
    assert dialog.form.error_of("double") == "Kies een dienst uit de lijst."
    assert directory.asked == []


def test_people_are_added_and_said_to_have_left(page: DirectoryPage, directory: DirectoryService) -> None:
    page.go_to(directory_page(ONTHAAL.id).part)
    QTest.mouseClick(page.panel.person_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, PersonDialog)
    QTest.keyClicks(dialog.name_field, "Omar")
    QTest.keyClick(dialog.name_field, Qt.Key.Key_Return)
    assert [made.text() for made in page.panel.person_buttons] == ["Inge Cools", "Omar"]
    QTest.mouseClick(page.panel.person_buttons[0], Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, PersonDialog)
    QTest.mouseClick(dialog.is_gone, Qt.MouseButton.LeftButton)
    dialog.submit()
    assert directory.asked[-1][:3] == ("change person", INGE.id, 1)
    assert [made.text() for made in page.panel.person_buttons] == ["Omar", "Inge Cools (weg)"]


def test_an_empty_directory_says_what_comes_here(page: DirectoryPage, directory: DirectoryService) -> None:
    directory.rows.clear()
    directory.persons.clear()
    page.load()
    assert "Hier komen de diensten te staan" in seen(page)
    assert directory.read_directory(None) == Directory()


@LOOKS
@pytest.mark.parametrize("width", [956, 1298])
def test_it_fits_the_narrowest_window(page: DirectoryPage, width: int) -> None:
    page.resize(width, 600)
    assert page.minimumSizeHint().width() <= 956
    assert page.table.isColumnHidden(4) is (width == 956)
