"""The page of one family, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.glance import Glance
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.edit_family import EditFamilyDialog
from gezinscoach_desktop.views.family.history import Group, ItemRow, RowChoice
from gezinscoach_desktop.views.family.index_reading import readings
from gezinscoach_desktop.views.family.snapshots_tab import snapshot_lines
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import Appearance, palette, theme
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.conftest import Answers, Travels
from tests.views.family.samples import LINA, SOFIE, TODAY, make_header, make_members, make_page
from tests.views.looks import LOOKS
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
FAMILY = UUID(int=1)
T = TypeVar("T")


def kept(details: T, *, by: str = "An") -> Kept[T]:
    """Something of the family as kept."""
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    return Kept(UUID(int=5), FAMILY, 1, details, at, None, by, at, by)


@pytest.fixture
def view(answers: Answers, tasks: InlineTasks, desk: Desk, show: Show) -> FamilyView:
    made = FamilyView(tasks, desk, ScriptedDialogs(), Messages(), FAMILY)
    made.resize(1298, 660)
    show(made)
    made.load()
    return made


def test_the_header_says_who_and_when_next(view: FamilyView) -> None:
    assert view.header.title == "Gezin Peeters – Yilmaz"
    assert view.header.subtitle == (
        "G-2024-017 · Mol · Intensief · An De Smet met Karim Belkacem · volgende momentopname over 84 dagen"
    )


def test_the_one_filled_button_of_the_page_is_in_its_header(view: FamilyView) -> None:
    sections = (f"dossier/{part}" for part in ("trajectory", "consent", "documents", "intake"))
    for name in (*TabName, *sections):
        view.go_to(name)
        filled = [
            each.text()
            for each in view.findChildren(QPushButton)
            if each.isVisible() and each.property("kind") == "primary" and not _invites(each)
        ]
        assert filled == [view.snapshot_button.text()], name


def _invites(widget: QWidget) -> bool:
    """The button of an empty part, where nothing else is to be done."""
    return isinstance(widget.parentWidget(), EmptyState)


def test_no_name_of_a_family_in_the_title_of_the_window(view: FamilyView) -> None:
    assert view.title == "G-2024-017"


def test_control_page_keys_turn_the_tabs(view: FamilyView) -> None:
    seen = []
    for _ in TabName:
        seen.append(view.current_tab)
        QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert seen == list(TabName)
    QTest.keyClick(view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert view.current_tab is list(TabName)[-1]


@pytest.mark.parametrize("name", list(TabName))
def test_every_tab_can_be_asked_for_before_the_data_is_there(
    name: TabName, answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    view = FamilyView(tasks, desk, ScriptedDialogs(), Messages(), FAMILY)
    show(view)
    view.go_to(name)
    view.load()
    assert view.current_tab is name


def test_help_opens_at_what_the_tab_is_about(view: FamilyView) -> None:
    view.go_to(TabName.RIGHTS)
    assert view.topic_now == "rechten"
    view.go_to(TabName.EVOLUTION)
    assert view.topic_now == view.help_topic


def test_a_waiting_draft_is_offered_first(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    answers.page = make_page(has_draft=True)
    view = FamilyView(tasks, desk, ScriptedDialogs(), Messages(), FAMILY)
    show(view)
    view.load()
    travels = Travels(view)
    assert view.snapshot_button.text() == "Verder met momentopname"
    QTest.mouseClick(view.resume_button, Qt.MouseButton.LeftButton)
    assert travels.last == Destination("snapshot", FAMILY)


def test_without_snapshots_it_invites_to_the_first_one(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    answers.page = make_page(snapshots=0)
    view = FamilyView(tasks, desk, ScriptedDialogs(), Messages(), FAMILY)
    show(view)
    view.load()
    travels = Travels(view)
    for name in TabName:
        view.go_to(name)
    view.print_here()
    assert travels.destinations == [Destination("report", FAMILY)]
    view.new_snapshot()
    assert travels.last == Destination("snapshot", FAMILY)


def test_print_goes_to_the_progress_report(view: FamilyView) -> None:
    travels = Travels(view)
    QTest.mouseClick(view.report_button, Qt.MouseButton.LeftButton)
    assert travels.last == Destination("report", FAMILY)


def test_what_got_better_stands_first_and_enter_shows_how_it_went(view: FamilyView, answers: Answers) -> None:
    first = answers.page.evolution.since_baseline[0]
    table = view.overview.changes_table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert view.current_tab is TabName.EVOLUTION
    assert view.evolution.table.current_place == first.place


def test_a_line_of_the_chart_leads_to_its_item(view: FamilyView, answers: Answers) -> None:
    chart = view.overview.chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert view.evolution.table.current_place == answers.page.evolution.since_baseline[1].place


@LOOKS
def test_a_click_in_the_chart_leads_to_the_line_under_it(view: FamilyView, answers: Answers) -> None:
    chart = view.overview.chart
    wait_until(lambda: chart.line_at(chart.height() - 30) > 2)
    y = next(y for y in range(chart.height()) if chart.line_at(y) == 2)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(40, y + 2))
    assert view.evolution.table.current_place == answers.page.evolution.since_baseline[2].place


def test_the_chart_can_be_of_one_person(view: FamilyView, answers: Answers) -> None:
    view.overview.person_field.set_value(SOFIE)
    view.overview.person_field.edited.emit()
    moved = [
        change
        for change in answers.page.evolution.since_baseline
        if change.steps and change.place[0] == SOFIE
    ]
    assert view.overview.chart.line_count == len(moved)


def test_the_tiles_can_be_heard(view: FamilyView) -> None:
    heard = view.overview.directions_tile.accessibleName()
    assert "beter" in heard
    assert "minder goed" in heard
    assert "Standaard" in view.overview.index_tile.accessibleName()
    assert "14/11/2026" in view.overview.last_tile.accessibleName()


def test_snapshots_are_listed_from_new_to_old_with_the_revised_baseline_marked(
    view: FamilyView, answers: Answers
) -> None:
    view.go_to(TabName.SNAPSHOTS)
    rows = view.snapshots.snapshots_model.shown_rows
    assert [row.snapshot.number for row in rows] == [5, 4, 3, 2, 1]
    assert [row.is_baseline for row in rows] == [False, False, False, True, False]
    QTest.keyClick(view.snapshots.snapshots_table, Qt.Key.Key_Down)
    shown = view.snapshots.scores_model.shown_rows
    assert len(shown) == len(answers.page.evolution.snapshots[3].scores)


def test_enter_on_a_score_shows_how_the_item_went(view: FamilyView) -> None:
    view.go_to(TabName.SNAPSHOTS)
    line = view.snapshots.scores_model.shown_rows[0]
    view.snapshots.scores_table.setFocus()
    QTest.keyClick(view.snapshots.scores_table, Qt.Key.Key_Return)
    assert view.evolution.table.current_place == line.score.place


def test_where_and_how_to_reach_the_family_stands_above_its_members(
    view: FamilyView, answers: Answers
) -> None:
    members = make_members()
    lina = next(each for each in members if each.id == LINA)
    reached = replace(lina, details=replace(lina.details, phone="0472112233"))
    known = {"phone": "0471/00.11.22", "needs_interpreter": True, "reach_note": "Na 16 uur."}
    header = make_header(tuple(reached if each is lina else each for each in members), **known)
    answers.page = replace(answers.page, header=header)
    view.load()
    view.go_to("members")
    shown = {name: value.text() for name, value in view.members.details.values.items()}
    assert shown["address"] == "Kapellestraat 12, Mol (Ginderbuiten)"
    assert shown["phone"] == "0471 00 11 22\n0472 11 22 33 (Lina)"
    assert shown["languages"] == "Nederlands, Turks · tolk nodig"
    assert shown["reach_note"] == "Na 16 uur."
    assert "remarks" not in shown
    assert_every_focusable_widget_is_named(view.members)
    view.members.details.change_button.click()
    dialog = view.findChild(EditFamilyDialog)
    assert dialog is not None
    assert dialog.fields.phone.value() == "0471/00.11.22"


def test_by_keyboard_every_detail_is_reached_after_the_button_and_is_copied(view: FamilyView) -> None:
    view.go_to(TabName.MEMBERS)
    details = view.members.details
    details.change_button.setFocus(Qt.FocusReason.TabFocusReason)
    before: QWidget = details.change_button
    for value in details.values.values():
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert value.hasFocus(), value.accessibleName()
        before = value
    address = details.values["address"]
    address.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(address, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(address, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == address.text()

    view.load()

    assert details.values["address"] is not address
    assert details.values["address"].hasFocus(), "what is shown anew keeps the keyboard"


def test_the_detail_that_has_the_keyboard_shows_a_ring(view: FamilyView) -> None:
    view.go_to(TabName.MEMBERS)
    value = view.members.details.values["address"]
    value.setFocus(Qt.FocusReason.TabFocusReason)

    picture = value.grab().toImage()

    edge = picture.pixelColor(picture.width() // 2, 0).name().upper()
    assert edge == palette().accent


def test_members_who_left_are_folded_away(view: FamilyView) -> None:
    view.go_to(TabName.MEMBERS)
    assert not view.members.former_table.isVisible()
    QTest.mouseClick(view.members.former_button, Qt.MouseButton.LeftButton)
    assert view.members.former_table.isVisible()
    assert view.members.former_button.text() == "Verberg 1 vroeger gezinslid"


def test_a_change_of_this_family_concerns_it_and_of_another_does_not(view: FamilyView) -> None:
    assert view.is_concerned(Change(frozenset({Noun.SNAPSHOT}), FAMILY))
    assert view.is_concerned(Change(frozenset({Noun.SETTING})))
    assert not view.is_concerned(Change(frozenset({Noun.SNAPSHOT}), UUID(int=2)))


def test_a_refresh_keeps_tab_and_cursor(view: FamilyView, answers: Answers) -> None:
    place = answers.page.evolution.since_baseline[3].place
    view.show_item(place)
    view.load()
    assert view.current_tab is TabName.EVOLUTION
    assert view.evolution.table.current_place == place


@LOOKS
def test_dark_and_light_are_drawn_again(view: FamilyView) -> None:
    for name in TabName:
        view.go_to(name)
    for appearance in (Appearance.DARK, Appearance.LIGHT):
        theme().use_appearance(appearance)
        for name in TabName:
            view.go_to(name)
            assert not view.grab().isNull()


def test_whoever_cannot_see_the_screen_hears_every_control(view: FamilyView) -> None:
    for name in TabName:
        view.go_to(name)
    assert_every_focusable_widget_is_named(view)


# ------------------------------------------------------------------------------------------ the timeline matrix


@pytest.fixture
def matrix(view: FamilyView) -> FamilyView:
    view.go_to(TabName.EVOLUTION)
    view.evolution.table.setFocus()
    return view


def test_the_cursor_begins_at_the_newest_snapshot(matrix: FamilyView) -> None:
    table = matrix.evolution.table
    assert table.currentIndex().column() == 4
    assert table.current_place == (None, "residence")


def test_the_item_under_the_cursor_shows_its_chart_and_notes(matrix: FamilyView) -> None:
    QTest.keyClick(matrix.evolution.table, Qt.Key.Key_Down)
    detail = matrix.evolution.detail
    assert detail.title == "Betaalbaarheid van de woning"
    assert "Betaalbaarheid van de woning" in detail.chart.accessibleDescription()


def test_enter_on_a_person_folds_its_items_and_opens_them_again(matrix: FamilyView) -> None:
    table = matrix.evolution.table
    before = table.timeline.rowCount()
    QTest.keyClick(table, Qt.Key.Key_Up)
    line = table.timeline.line(table.currentIndex().row())
    assert isinstance(line, Group)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.timeline.rowCount() == before - len(line.rows)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.timeline.rowCount() == before


@LOOKS
def test_a_click_on_a_name_folds_or_chooses(matrix: FamilyView) -> None:
    table = matrix.evolution.table
    header = table.verticalHeader()
    position = QPoint(30, header.sectionViewportPosition(2) + 8)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=position)
    line = table.timeline.line(2)
    assert isinstance(line, ItemRow)
    assert table.current_place == line.place


@pytest.mark.parametrize("choice", [RowChoice.CHANGED, RowChoice.LOW, RowChoice.BETTER, RowChoice.WORSE])
def test_the_matrix_shows_only_what_was_chosen(matrix: FamilyView, choice: RowChoice) -> None:
    matrix.evolution.choice_field.set_value(choice)
    matrix.evolution.choice_field.edited.emit()
    timeline = matrix.evolution.table.timeline
    lines = [timeline.line(row) for row in range(timeline.rowCount())]
    assert all(line.fits(choice) for line in lines if isinstance(line, ItemRow))
    assert any(isinstance(line, ItemRow) for line in lines)


def test_an_item_that_the_choice_hides_is_shown_when_asked_for(matrix: FamilyView, answers: Answers) -> None:
    matrix.evolution.choice_field.set_value(RowChoice.WORSE)
    matrix.evolution.choice_field.edited.emit()
    better = answers.page.evolution.since_baseline[0].place
    matrix.show_item(better)
    assert matrix.evolution.table.current_place == better


def test_every_cell_can_be_heard(matrix: FamilyView) -> None:
    model = matrix.evolution.table.timeline
    heard = model.data(model.index(1, 0), int(Qt.ItemDataRole.AccessibleTextRole))
    assert heard.startswith("Verblijfplaats, Huishouden, 20/11/2024: niveau ")
    assert heard.endswith("(ingevuld)")
    carried = next(
        model.data(model.index(row, 4), int(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(1, model.rowCount())
        if "overgenomen" in str(model.data(model.index(row, 4), int(Qt.ItemDataRole.AccessibleTextRole)))
    )
    assert carried


def test_two_snapshots_on_one_date_are_each_compared_with_what_was_there_before(answers: Answers) -> None:
    from datetime import date

    from gezinscoach_desktop.domain.snapshot import Score, Snapshot
    from gezinscoach_desktop.services.evolution import FamilyPage
    from tests.views.family.samples import make_evolution, make_header

    day = date(2026, 5, 1)
    snapshots = tuple(
        Snapshot(UUID(int=number), number, day, (Score(None, "income", level),))
        for number, level in ((1, 2), (2, 3), (3, 1))
    )
    page = FamilyPage(make_header(), make_evolution((), snapshots), False)
    lines = snapshot_lines(FamilyData.of(page, TODAY))
    assert [(line.snapshot.number, line.better, line.worse) for line in lines] == [
        (3, 0, 1),
        (2, 1, 0),
        (1, 0, 0),
    ]


def test_after_the_first_snapshot_there_is_nothing_to_compare_yet(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    answers.page = make_page(snapshots=1)
    view = FamilyView(tasks, desk, ScriptedDialogs(), Messages(), FAMILY)
    show(view)
    view.load()
    assert not view.overview.chart.isVisible()
    assert view.overview.calm_text.startswith("Dit is de eerste momentopname.")
    tile = view.overview.directions_tile.accessibleName()
    assert tile.endswith("items ingevuld. Vergelijken kan vanaf de volgende momentopname.")
    assert " gelijk" not in tile
    model = view.evolution.table.timeline
    model.show_family(FamilyData.of(answers.page, TODAY))
    assert {model.data(model.index(row, 1)) for row in range(model.rowCount())} <= {None, ""}


def test_an_unborn_child_and_children_are_called_what_they_are(view: FamilyView) -> None:
    view.go_to(TabName.MEMBERS)
    model = view.members.table.model()
    rows = {
        model.index(row, 0).data(): [
            str(model.index(row, column).data(int(Qt.ItemDataRole.AccessibleTextRole))) for column in range(6)
        ]
        for row in range(model.rowCount())
    }
    unborn = rows["Ongeboren kind"]
    assert unborn[1] == "Leeftijd: verwacht 12/03/2027"
    assert unborn[3] == "Woont: "
    assert unborn[5] == "In het gezin: vanaf de geboorte"
    assert rows["Lina Yilmaz"][2].endswith("Kind, meisje")
    assert rows["Noah Yilmaz"][2].endswith("Kind, jongen")
    assert rows["Sofie Peeters"][2].endswith("Volwassene, vrouw")


def test_an_item_of_the_index_stands_once_and_says_when_it_counts(answers: Answers) -> None:
    for domain in readings(FamilyData.of(answers.page, TODAY)):
        names = [(line.item, line.whose, line.level) for line in domain.lines]
        assert len(names) == len(set(names))
        assert all(line.rule.startswith("telt ") for line in domain.lines)
    income = readings(FamilyData.of(answers.page, TODAY))[0]
    debts = next(line for line in income.lines if line.item == "Schulden")
    assert debts.rule == "telt zwak op 1 of 2, samen met andere op 1 tot 3"


def test_before_the_first_snapshot_the_overview_shows_what_runs_and_invites_to_measure(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    answers.page = make_page(snapshots=0)
    late, now = (
        ActionInput("Verf vragen", due_on=TODAY - timedelta(days=9)),
        ActionInput("Bellen", due_on=TODAY),
    )
    answers.glance = Glance(None, None, (kept(late), kept(now), kept(ActionInput("Mailen"))), 4, 1, ())
    view = FamilyView(tasks, desk, ScriptedDialogs(), Messages(), FAMILY)
    show(view)
    view.load()
    travels = Travels(view)
    card = view.overview.glance_card
    assert [line.text() for line in card.to_do.lines] == [
        "9 dagen te laat · Verf vragen",
        "vandaag · Bellen",
        "Mailen",
    ]
    assert card.to_do.link_button.text() == "Alle 4 acties, 1 te laat"
    assert card.contact.lines[0].text() == "Nog geen contact genoteerd"
    QTest.mouseClick(view.overview.invitation.button, Qt.MouseButton.LeftButton)
    assert travels.last == Destination("snapshot", FAMILY)


def test_a_contact_of_a_colleague_comes_into_the_overview_without_reading_the_rest_again(
    view: FamilyView, answers: Answers
) -> None:
    pages = answers.pages_read
    contact = ContactInput(ContactKind.PHONE, TODAY, note="Gesproken met de juf.\nMorgen verder.")
    answers.glance = replace(answers.glance, last_contact=kept(contact, by="Bert"))
    view.refresh(Change(frozenset({Noun.CONTACT}), FAMILY))
    assert [line.text() for line in view.overview.glance_card.contact.lines] == [
        "Telefoon, vandaag",
        "22/11/2026 · Bert",
        "Gesproken met de juf.",
    ]
    assert answers.pages_read == pages
