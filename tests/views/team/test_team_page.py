"""Team by keys and clicks, over a real office: numbers that open, families that move, leave and return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase
from gezinscoach_desktop.services import absence, organisation
from gezinscoach_desktop.services.absence import AbsenceInput, StandIn
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.organisation import OrganisationInput, StaffInput
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.organisation.staff_dialog import StaffDialog
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.team.absence_dialog import AbsenceDialog
from gezinscoach_desktop.views.team.lines import name_detail, weight_tooltip
from gezinscoach_desktop.views.team.page import TeamPage
from gezinscoach_desktop.views.team.redistribute_dialog import RedistributeDialog
from tests.data.office_factory import TODAY, add_colleague, assign
from tests.services.test_caseload import START, a_family, desk
from tests.services.test_start import keep
from tests.views.checks import assert_every_focusable_widget_is_named

__all__ = ["desk"]  # fixture

NEXT_WEEK = TODAY + timedelta(days=7)
Show = Callable[[QWidget], None]


@pytest.fixture
def office_kind() -> OfficeKind:
    return OfficeKind.THIS_PC


@pytest.fixture
def bart(desk: Desk) -> Desk:
    """Of De Brug, with two families."""
    bart = add_colleague(desk, "Bart", OfficeRole.COACH)
    place = organisation.add_organisation(desk, OrganisationInput("De Brug")).id
    organisation.keep_staff(desk, StaffInput(bart.account.id, place, percent=50))
    a_family(desk, "Nagy", to=bart)
    return bart


@pytest.fixture
def carla(desk: Desk, bart: Desk) -> Desk:
    """Second coach of one of Bart's families."""
    carla = add_colleague(desk, "Carla", OfficeRole.COACH)
    family = a_family(desk, "Wouters", Phase.LESS_INTENSIVE, to=bart)
    assign(desk, family, carla, AssignmentKind.SECOND, START)
    return carla


@pytest.fixture
def page(desk: Desk, carla: Desk, tasks: InlineTasks, messages: Messages, show: Show) -> TeamPage:
    a_family(desk, "Zonder")
    made = TeamPage(tasks, desk, messages)
    tasks.changed.connect(made.refresh)
    made.resize(956, 600)
    show(made)
    made.load()
    return made


def told(page: TeamPage) -> list[tuple[str, str]]:
    model = page.model
    return [
        (model.data(model.index(row, 0)), model.data(model.index(row, 1))) for row in range(model.rowCount())
    ]


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def test_families_without_a_coach_come_first_and_coaches_stand_under_their_organisation(
    page: TeamPage,
) -> None:
    assert told(page) == [
        ("Zonder coach", "1"),
        ("De Brug", "1,5 van 7,5"),
        ("Bart", "1,5 van 7,5"),
        ("Zonder organisatie", "0 van 30"),
        ("An", "0 van 15"),
        ("Carla", "0 van 15"),
    ]
    assert page.header.subtitle == "3 coaches · 1 organisatie · 3 gezinnen"
    page.model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [name for name, _ in told(page)][3:] == ["Zonder organisatie", "Carla", "An"]
    assert_every_focusable_widget_is_named(page)


def test_enter_or_a_click_on_a_number_lists_its_families(page: TeamPage) -> None:
    gone: list[Destination] = []
    page.left_for.connect(gone.append)
    assert page.table.hasFocus()
    press(page.table, Qt.Key.Key_Down, Qt.Key.Key_Down)  # Bart
    press(page.table, *[Qt.Key.Key_Right] * 3, Qt.Key.Key_Return)  # past the hidden one: Intensief
    assert page.families.title == "Bart · intensief"
    (row,) = page.families.model.rows
    assert row.name == "Nagy"
    press(page.families.table, Qt.Key.Key_Return)
    assert gone == [family_page(row.id)]
    press(page.families.table, Qt.Key.Key_Escape)
    assert not page.families.isVisible()
    assert page.table.hasFocus()
    spot = page.table.visualRect(page.model.index(2, 2)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [each.name for each in page.families.model.rows] == ["Nagy", "Wouters"]


def test_families_are_given_to_others_with_a_preview_and_a_way_back(
    page: TeamPage, desk: Desk, carla: Desk, said: list[Message]
) -> None:
    page.table.choose(("coach", page.model.rows[2].coach.person.account_id))  # type: ignore[union-attr]
    QTest.mouseClick(page.redistribute_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(RedistributeDialog)
    assert dialog is not None
    assert [pick.family.name for pick in dialog.picks.picks] == ["Nagy", "Wouters"]
    assert_every_focusable_widget_is_named(dialog)
    press(dialog.picks.table, Qt.Key.Key_Down, Qt.Key.Key_Space)  # not Wouters
    dialog.picks.fields["to"].set_value(carla.account.id)
    QTest.mouseClick(dialog.picks.apply_button, Qt.MouseButton.LeftButton)
    assert dialog.preview.text() == "Bart: 1,5 wordt 0,5 van 7,5 punten  ·  Carla: 0 wordt 1 van 15 punten"
    dialog.reason.set_value("Meer plaats")
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert [row.responsible for row in list_families(desk)] == ["Carla", "Bart", None]
    assert dict(told(page))["Carla"] == "1 van 15"
    assert said[-1].text == "1 gezin is herverdeeld."
    assert said[-1].action is not None
    said[-1].action()
    assert [row.responsible for row in list_families(desk)] == ["Bart", "Bart", None]


def test_who_is_away_is_shown_with_who_stands_in_until_back(
    page: TeamPage, desk: Desk, bart: Desk, said: list[Message]
) -> None:
    page.table.choose(("coach", bart.account.id))
    page.new_here()
    dialog = page.findChild(AbsenceDialog)
    assert dialog is not None
    assert dialog.who.value() == bart.account.id
    nagy, wouters = dialog.picks.picks
    assert (nagy.is_ticked, wouters.is_ticked) == (True, False)  # the second coach is proposed
    assert_every_focusable_widget_is_named(dialog)
    dialog.since.set_value(TODAY - timedelta(days=2))
    dialog.until.set_value(NEXT_WEEK)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    lines = dict(told(page))
    assert (lines["Bart"], lines["Carla"]) == ("1 van 7,5", "0,5 van 15")
    assert page.remarks.text() == "1 gezin heeft een coach die afwezig is, en niemand neemt waar."
    assert page.absences.isVisible()
    model = page.absences.model
    assert [model.data(model.index(0, column)) for column in range(5)] == [
        "Bart", format_date(TODAY - timedelta(days=2)), format_date(NEXT_WEEK), "Verlof", "Carla (1)",
    ]  # fmt: skip
    QTest.mouseClick(page.uncovered_button, Qt.MouseButton.LeftButton)
    assert [row.name for row in page.families.model.rows] == ["Nagy"]
    page.families.close_list()
    QTest.mouseClick(page.absences.return_button, Qt.MouseButton.LeftButton)
    assert absence.absences(desk) == ()
    assert dict(told(page))["Bart"] == "1,5 van 7,5"
    assert said[-1].text == "Bart is terug; wie waarnam, stopt vandaag."
    assert said[-1].action is not None
    said[-1].action()
    assert absence.absences(desk)[0].record.details.until == NEXT_WEEK


def test_what_is_noted_of_a_colleague_is_one_window(page: TeamPage, desk: Desk, bart: Desk) -> None:
    page.table.choose(("coach", bart.account.id))
    QTest.mouseClick(page.staff_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(StaffDialog)
    assert dialog is not None
    assert (dialog.who.text(), dialog.percent.text(), dialog.organisation.currentText()) == (
        "Bart", "50", "De Brug",
    )  # fmt: skip
    assert_every_focusable_widget_is_named(dialog)
    dialog.most_weight.set_value("zes")
    dialog.submit()
    assert dialog.form.error_of("most_weight") == "Vul een getal in, zoals 8 of 7,5."
    dialog.most_weight.set_value("6,5")
    dialog.languages.set_value("Frans, Turks")
    dialog.submit()
    assert dict(told(page))["Bart"] == "1,5 van 6,5"


def test_the_page_of_the_family_says_who_stands_in(
    page: TeamPage, desk: Desk, bart: Desk, carla: Desk, messages: Messages, show: Show
) -> None:
    family_id = next(row.id for row in list_families(desk) if row.name == "Nagy")
    view = FamilyView(InlineTasks(), desk, ScriptedDialogs(), messages, family_id)
    show(view)
    view.load()
    assert not view.stand_in_bar.isVisible()
    leave = AbsenceInput(bart.account.id, TODAY, NEXT_WEEK)
    absence.register_absence(desk, leave, (StandIn(family_id, carla.account.id),))
    view.load()
    assert view.stand_in_bar.isVisible()
    assert view.stand_in_bar.text == f"Bart is afwezig tot {format_date(NEXT_WEEK)}, Carla neemt waar."


def test_families_whose_contacts_say_the_opposite_of_the_phase_are_one_click_away(
    page: TeamPage, desk: Desk, bart: Desk, tasks: InlineTasks
) -> None:
    assert not page.differing_button.isVisible()
    wouters = next(row.id for row in list_families(desk) if row.name == "Wouters")  # less intensive
    keep(bart, CONTACTS, wouters, ContactInput(ContactKind.PHONE, date(2026, 9, 30)))
    often = [ContactInput(ContactKind.PHONE, date(2026, 10, 1) + timedelta(days=3 * n)) for n in range(8)]
    keep(bart, CONTACTS, wouters, *often)
    page.load()
    assert page.differing_button.text() == "Bij 1 gezin zeggen de contacten iets anders dan de fase"
    QTest.mouseClick(page.differing_button, Qt.MouseButton.LeftButton)
    assert [row.name for row in page.families.model.rows] == ["Wouters"]
    model = page.model
    bart_line = next(row for row in range(model.rowCount()) if model.data(model.index(row, 0)) == "Bart")
    assert model.data(model.index(bart_line, 12)) == "0 · 1 · 8"


def test_what_the_short_titles_stand_for_is_said_and_a_narrow_line_adds_up_too(
    page: TeamPage, desk: Desk, bart: Desk
) -> None:
    assert page.legend.text() == (
        "Minder: minder intensief  ·  Andere: overige fasen  ·  Meten: te laat of geen nulmeting  ·  "
        "Acties: over tijd  ·  Contacten: aug, sep, okt  ·  Diensten: zonder antwoord"
    )
    a_family(desk, "Diallo", Phase.FOLLOW_UP, to=bart)
    page.load()
    model = page.model
    bart_line = next(row for row in range(model.rowCount()) if model.data(model.index(row, 0)) == "Bart")
    shown = {
        model.columns[column].title: model.data(model.index(bart_line, column))
        for column in range(2, model.columnCount())
        if not page.table.isColumnHidden(column)
    }
    assert (shown["Gezinnen"], shown["Intensief"], shown["Minder"], shown["Andere"]) == ("3", "1", "1", "1")
    page.window().resize(1300, 600)
    page.resize(1300, 600)
    assert "Andere" not in page.legend.text()
    assert not page.table.isColumnHidden(3)
    assert page.table.isColumnHidden(9)


def test_what_was_agreed_with_somebody_is_said_since_the_percent_does_not_tell_it(
    page: TeamPage, desk: Desk, bart: Desk
) -> None:
    organisation.keep_staff(desk, StaffInput(bart.account.id, percent=40, most_weight=150), 1)
    page.load()
    (line,) = (line for line in page.model.rows if line.name == "Bart")
    assert name_detail(line) == "40 %"
    weight = page.model.columns[1]
    assert weight.detail is not None
    assert (weight.text(line), weight.detail(line)) == ("1,5 van 15", "afgesproken")
    assert weight_tooltip(line) == (
        "Nog ruimte voor 13,5 punten.\nWat past is afgesproken, en volgt niet uit het percent."
    )
