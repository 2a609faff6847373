"""Organisatie and what the office chose, by keys and clicks, over a real office."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.domain.weight import Weights
from gezinscoach_desktop.services import caseload, setting
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families, read_family
from gezinscoach_desktop.services.organisation import (
    MunicipalityInput,
    OrganisationInput,
    add_municipality,
    add_organisation,
    municipality_names,
)
from gezinscoach_desktop.views.family.edit_family import EditFamilyDialog
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.organisation.dialogs import (
    MunicipalityDialog,
    OrganisationDialog,
    RespellDialog,
)
from gezinscoach_desktop.views.organisation.page import OrganisationPage, Part
from gezinscoach_desktop.views.organisation.staff_dialog import StaffDialog
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.settings_page import SettingsPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.services.test_caseload import desk
from tests.views.checks import assert_every_focusable_widget_is_named

__all__ = ["desk"]  # fixture

Show = Callable[[QWidget], None]


@pytest.fixture
def office_kind() -> OfficeKind:
    return OfficeKind.THIS_PC


@pytest.fixture
def page(desk: Desk, tasks: InlineTasks, messages: Messages, show: Show) -> OrganisationPage:
    add_municipality(desk, MunicipalityInput("Oudergem"))
    add_organisation(desk, OrganisationInput("De Brug"))
    for name, place in (("Nagy", "Oudergem"), ("Wouters", "Ouderghem")):
        add_family(desk, FamilyInput(name=name, municipality=place))
    made = OrganisationPage(tasks, desk, messages)
    tasks.changed.connect(made.refresh)
    made.resize(956, 600)
    show(made)
    made.load()
    made.take_focus()
    return made


def places(desk: Desk) -> list[str]:
    return [row.municipality for row in list_families(desk)]


def undo(said: list[Message]) -> None:
    assert said[-1].action is not None
    said[-1].action()


def test_a_municipality_is_renamed_put_right_and_taken_out_of_use(
    page: OrganisationPage, desk: Desk, said: list[Message]
) -> None:
    assert_every_focusable_widget_is_named(page)
    assert page.header.subtitle == "1 gemeente · 1 organisatie · 1 medewerker"
    QTest.mouseClick(page.unknown.open_button, Qt.MouseButton.LeftButton)
    right = page.findChild(RespellDialog)
    assert right is not None
    assert right.name.value() == "Oudergem"  # proposed
    right.submit()
    assert places(desk) == ["Oudergem", "Oudergem"]
    assert not page.unknown.isVisible()
    QTest.keyClick(page.municipalities.table, Qt.Key.Key_Return)
    rename = page.findChild(MunicipalityDialog)
    assert rename is not None
    rename.name.setText("Nieuwdorp")
    QTest.keyClick(rename.name, Qt.Key.Key_Return)
    assert places(desk) == ["Nieuwdorp", "Nieuwdorp"]
    assert said[-1].text == "De gemeente heeft een nieuwe naam; 2 gezinnen volgen mee."
    undo(said)
    assert places(desk) == ["Oudergem", "Oudergem"]
    assert page.retire_button.text() == "Uit gebruik nemen"
    QTest.mouseClick(page.retire_button, Qt.MouseButton.LeftButton)
    assert municipality_names(desk) == ()
    assert page.retire_button.text() == "Weer gebruiken"
    undo(said)
    assert municipality_names(desk) == ("Oudergem",)


def test_organisations_and_staff_have_a_tab_each(page: OrganisationPage, desk: Desk) -> None:
    QTest.keyClick(page.municipalities.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.part is Part.ORGANISATIONS
    page.new_here()
    dialog = page.findChild(OrganisationDialog)
    assert dialog is not None
    dialog.name.setText("de brug")
    dialog.submit()
    assert dialog.form.error_of("name") == "“De Brug” staat al in de lijst van organisaties."
    dialog.name.setText("Gezinsnest")
    dialog.submit()
    assert [line.record.details.name for line in page.organisations.model.rows] == ["De Brug", "Gezinsnest"]
    page.go_to("staff")
    assert not page.add_button.isVisible()
    page.take_focus()
    QTest.keyClick(page.staff.table, Qt.Key.Key_Return)
    staff = page.findChild(StaffDialog)
    assert staff is not None
    staff.percent.set_value("60 %")
    staff.submit()
    (line,) = page.staff.model.rows
    assert line.record is not None
    assert line.record.details.percent == 60


def test_the_office_chooses_weights_and_how_often_to_measure(
    desk: Desk,
    tasks: InlineTasks,
    messages: Messages,
    said: list[Message],
    settings_store: QSettings,
    show: Show,
) -> None:
    page = SettingsPage(tasks, desk, settings_store, messages)
    tasks.changed.connect(page.refresh)
    show(page)
    page.load()
    gone: list[Destination] = []
    page.left_for.connect(gone.append)
    QTest.mouseClick(page.organisation_button, Qt.MouseButton.LeftButton)
    assert gone == [Destination("organisation")]
    page.weights.fields[Phase.FOLLOW_UP].set_value("veel")
    page.weights.keep()
    assert page.weights.form.error_of("follow_up") == "Vul een getal in, zoals 8 of 7,5."
    page.weights.fields[Phase.FOLLOW_UP].set_value("20")
    page.weights.keep()
    assert page.weights.form.error_of("follow_up") == "Kies voor nazorg een gewicht tussen 0 en 10."
    page.weights.fields[Phase.FOLLOW_UP].set_value("0,4")
    page.weights.full_time.set_value("18")
    page.weights.keep()
    kept = caseload.read_weights(desk)
    assert (kept.of(Phase.FOLLOW_UP), kept.of(Phase.INTENSIVE), kept.full_time) == (4, 10, 180)
    undo(said)
    assert caseload.read_weights(desk).of(Phase.FOLLOW_UP) == 1
    page.silence.months_field.set_value(6)
    page.silence.months_field.edited.emit()
    assert setting.read_settings(desk).interval_months == 6
    undo(said)
    assert setting.read_settings(desk).interval_months == 3


def test_what_a_colleague_keeps_of_the_weights_comes_beside_what_is_typed_and_not_over_it(
    desk: Desk, tasks: InlineTasks, messages: Messages, said: list[Message], settings_store: QSettings
) -> None:
    page = SettingsPage(tasks, desk, settings_store, messages)
    tasks.changed.connect(page.refresh)
    page.load()
    intensive, follow_up = page.weights.fields[Phase.INTENSIVE], page.weights.fields[Phase.FOLLOW_UP]
    intensive.setText("2.0")
    before = caseload.read_weights(desk)
    caseload.change_weights(desk, Weights({**before.by_phase, Phase.FOLLOW_UP: 4}, before.full_time))
    page.load()
    assert (intensive.text(), follow_up.text()) == ("2.0", "0,4")
    page.weights.keep()
    assert caseload.read_weights(desk).of(Phase.INTENSIVE) == 20
    undo(said)
    assert (intensive.text(), follow_up.text()) == ("1", "0,4")


def test_the_form_of_a_family_proposes_the_list_and_takes_another_name_with_a_hint(
    page: OrganisationPage, desk: Desk, tasks: InlineTasks
) -> None:
    record = read_family(desk, list_families(desk)[0].id).record
    dialog = EditFamilyDialog(tasks, desk, record, parent=page)
    completer = dialog.fields.municipality.completer()
    assert completer is not None
    assert [completer.model().index(row, 0).data() for row in range(completer.model().rowCount())] == [
        "Oudergem"
    ]
    help_text = dialog.form._rows["municipality"].help_label
    assert help_text.text() == ""
    dialog.fields.municipality.setText("Ouderghem")
    assert help_text.text() == "Staat niet in de lijst van gemeenten. Bedoel je Oudergem?"
    dialog.fields.municipality.setText("Brugge")
    assert help_text.text() == "Staat niet in de lijst van gemeenten."
    dialog.submit()
    assert "Brugge" in places(desk)
