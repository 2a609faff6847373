"""Signals by keys: told with or without the family, warned of names, listed, narrowed, changed, taken away and back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.services.directory import ServiceInput, add_service
from gezinscoach_desktop.services.signal import HowOften, SignalInput, list_signals, tell_signal
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.signal.dialog import SignalDialog
from gezinscoach_desktop.views.signal.page import SignalsPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import TODAY, at_desk
from tests.offices import NewDesk
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.small_office import SmallOffice, small_office

pytestmark = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)
Show = Callable[[QWidget], None]
Open = Callable[[UUID | None], SignalDialog]


@pytest.fixture
def office(new_desk: NewDesk) -> SmallOffice:
    return small_office(at_desk(new_desk()))


@pytest.fixture
def open_dialog(office: SmallOffice, tasks: InlineTasks, messages: Messages, show: Show) -> Open:
    parents: list[QWidget] = []

    def opened(family_id: UUID | None) -> SignalDialog:
        parents.append(QWidget())
        show(parents[-1])
        dialog = SignalDialog(tasks, office.desk, messages, family_id, parent=parents[-1])
        dialog.open()
        return dialog

    return opened


def test_a_signal_without_a_family(open_dialog: Open, office: SmallOffice, said: list[Message]) -> None:
    dialog = open_dialog(None)
    assert not dialog.family_field.isVisible()
    dialog.theme_field.set_value(LifeDomain.MOBILITY)
    QTest.keyClicks(dialog.what_field, "De bus rijdt niet meer.")
    QTest.keyClicks(dialog.service_field, "De Lijn")
    dialog.how_often_field.set_value(HowOften.ALWAYS)
    QTest.keyClicks(dialog.example_field, "Een moeder stapt een uur.")
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    (line,) = list_signals(office.desk)
    assert line.record.family_id is None
    assert line.record.details == SignalInput(
        LifeDomain.MOBILITY, "De bus rijdt niet meer.", TODAY, service="De Lijn",
        how_often=HowOften.ALWAYS, example="Een moeder stapt een uur.",
    )  # fmt: skip
    assert "doorgegeven" in said[-1].text


def test_with_the_family_only_when_that_stays_ticked(open_dialog: Open, office: SmallOffice) -> None:
    for is_ticked in (True, False):
        dialog = open_dialog(office.family_id)
        assert dialog.family_field.value()
        assert dialog.family_field.text() == "Kwam naar boven bij het gezin Peeters – Yilmaz"
        QTest.keyClicks(dialog.what_field, "Geen antwoord.")
        if not is_ticked:
            dialog.family_field.setFocus()
            QTest.keyClick(dialog.family_field, Qt.Key.Key_Space)
        QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    families = {line.record.family_id for line in list_signals(office.desk)}
    assert families == {office.family_id, None}


def test_a_service_of_the_directory(open_dialog: Open, office: SmallOffice) -> None:
    add_service(office.desk, ServiceInput("Wonen Kempen"))
    dialog = open_dialog(None)
    QTest.keyClicks(dialog.service_field, "wonen")
    QTest.keyClick(dialog.service_field, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.what_field, "Geen antwoord.")
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    (line,) = list_signals(office.desk)
    assert (line.service, line.record.details.service) == ("Wonen Kempen", "")
    assert line.record.details.service_id is not None


def test_a_name_or_number_is_pointed_out_and_may_stay(open_dialog: Open, office: SmallOffice) -> None:
    dialog = open_dialog(office.family_id)
    assert not dialog.warning_label.isVisible()
    QTest.keyClicks(dialog.what_field, "Sofie wacht. Bel 0470 12 34 56.")
    assert "“Sofie”, “0470 12 34 56”" in dialog.warning_label.text()
    assert dialog.warning_label.isVisible()
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert len(list_signals(office.desk)) == 1


def test_the_warning_goes_with_what_it_was_about(open_dialog: Open, office: SmallOffice) -> None:
    dialog = open_dialog(office.family_id)
    QTest.keyClicks(dialog.example_field, "Yilmaz")
    assert dialog.warning_label.isVisible()
    dialog.example_field.selectAll()
    QTest.keyClick(dialog.example_field, Qt.Key.Key_Delete)
    assert not dialog.warning_label.isVisible()


def test_what_is_missing_is_said(open_dialog: Open, office: SmallOffice) -> None:
    dialog = open_dialog(None)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert dialog.form.error_of("what") == "Vertel wat er gebeurt of wat er niet lukt."
    assert dialog.isVisible()
    assert list_signals(office.desk) == ()
    assert_every_focusable_widget_is_named(dialog)


# --------------------------------------------------------------------------------------------------------- the list
@pytest.fixture
def page(office: SmallOffice, tasks: InlineTasks, messages: Messages, show: Show) -> SignalsPage:
    tell_signal(
        office.desk, SignalInput(LifeDomain.HOUSING, "Wachtlijst", TODAY, service="Wonen"), office.family_id
    )
    tell_signal(office.desk, SignalInput(LifeDomain.MOBILITY, "Geen bus", TODAY, service="De Lijn"))
    made = SignalsPage(tasks, office.desk, messages)
    made.resize(956, 620)
    tasks.changed.connect(made.refresh)
    show(made)
    made.load()
    return made


def shown(page: SignalsPage) -> set[str]:
    return {line.record.details.what for line in page.model.shown_rows}


def test_the_list_is_narrowed_by_theme_service_and_words(page: SignalsPage) -> None:
    assert page.header.subtitle == "2 signalen"
    page.theme_field.set_value(LifeDomain.HOUSING)
    page.theme_field.edited.emit()
    assert shown(page) == {"Wachtlijst"}
    assert page.header.subtitle == "1 van 2 signalen"
    QTest.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    page.service_field.set_value("De Lijn")
    page.service_field.edited.emit()
    assert shown(page) == {"Geen bus"}
    QTest.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.search_field, "G-2026-001")
    assert shown(page) == {"Wachtlijst"}
    QTest.keyClicks(page.search_field, "xyz")
    assert shown(page) == set()
    page.clear_filters()
    assert shown(page) == {"Wachtlijst", "Geen bus"}


def test_enter_changes_a_signal(page: SignalsPage, office: SmallOffice) -> None:
    assert page.table.hasFocus()
    QTest.keyClicks(page.search_field, "wachtlijst")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = page.findChild(SignalDialog)
    assert dialog is not None
    assert dialog.service_field.text() == "Wonen"
    assert not dialog.family_field.isVisible()
    dialog.what_field.selectAll()
    QTest.keyClicks(dialog.what_field, "Tien jaar wachten")
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    page.clear_filters()
    assert shown(page) == {"Tien jaar wachten", "Geen bus"}
    changed = next(line.record for line in list_signals(office.desk) if line.record.version == 2)
    assert changed.family_id == office.family_id


def test_delete_takes_it_away_and_undo_brings_it_back(page: SignalsPage, said: list[Message]) -> None:
    QTest.keyClicks(page.search_field, "wachtlijst")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    page.clear_filters()
    assert shown(page) == {"Geen bus"}
    assert said[-1].action is not None
    said[-1].action()
    assert shown(page) == {"Wachtlijst", "Geen bus"}


def test_control_n_tells_a_new_one_and_every_part_is_named(page: SignalsPage) -> None:
    page.new_here()
    assert page.findChild(SignalDialog) is not None
    assert_every_focusable_widget_is_named(page)


def test_an_empty_list_says_what_will_stand_here(
    office: SmallOffice, tasks: InlineTasks, messages: Messages, show: Show
) -> None:
    made = SignalsPage(tasks, office.desk, messages)
    show(made)
    made.load()
    assert not made.change_button.isEnabled()
    focused = made.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert made.findChild(SignalDialog) is not None
