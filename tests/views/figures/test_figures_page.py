"""Cijfers by keys: a block per tab, filters that are remembered, the families behind a number, copying and saving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.evolution import Direction, Sign
from gezinscoach_desktop.domain.figures import Cell, FigureBlock, keys
from gezinscoach_desktop.domain.figures.period import Period
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, read_family
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.figures import page as pages
from gezinscoach_desktop.views.figures.drawings import bars_of, draw_table
from gezinscoach_desktop.views.figures.figure_card import FigureCard
from gezinscoach_desktop.views.figures.page import FiguresPage
from gezinscoach_desktop.views.figures.words import about, over
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import add_colleague, at_desk, register
from tests.factories import CONSENT
from tests.offices import NewDesk
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS

pytestmark = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)
Show = Callable[[QWidget], None]
MARCH = date(2026, 3, 2)


@pytest.fixture
def has_own_login() -> bool:
    return False


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    pages._remembered.clear()
    yield
    pages._remembered.clear()


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    """Two families, in Mol and in Geel; the first one measured twice."""
    made = at_desk(new_desk())
    for name, place in (("Nagy", "Mol"), ("Claes", "Geel")):
        details = FamilyInput(name=name, municipality=place, started_on=MARCH)
        done = add_family(at_desk(made, MARCH), details, (MemberInput("Bo"),), CONSENT)
        assert done.id is not None
        if name == "Nagy":
            (bo,) = read_family(made, done.id).members
            adult = {(bo.id, key): 1 for key in ("education", "employment")} | {
                (bo.id, "adult_physical_health"): 5
            }
            register(made, done.id, MARCH, adult | {(None, "income"): 1, (None, "residence"): 5})
            register(made, done.id, date(2026, 9, 7), {(None, "income"): 3})
    return made


@pytest.fixture
def page_of(
    tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages, show: Show
) -> Callable[[Desk], FiguresPage]:
    def make(desk: Desk) -> FiguresPage:
        made = FiguresPage(tasks, desk, dialogs, messages)
        made.resize(1200, 700)
        show(made)
        made.load()
        return made

    return make


@pytest.fixture
def page(desk: Desk, page_of: Callable[[Desk], FiguresPage]) -> FiguresPage:
    made = page_of(desk)
    made.go_to("reach")
    return made


def card(page: FiguresPage, key: str) -> FigureCard:
    return next(each for each in page.cards if each.table.key == key)


def number(page: FiguresPage, key: str, row: str) -> int | None:
    table = card(page, key).table
    return table.cells[[each.key for each in table.rows].index(row)][0].value


def press(widget: QWidget, *keys_pressed: Qt.Key) -> None:
    for key in keys_pressed:
        QTest.keyClick(widget, key)


def test_each_block_shows_its_tables_with_a_chart_beside_them(page: FiguresPage) -> None:
    assert page.header.subtitle.startswith(
        "01/01/2026 – 31/12/2026, tot en met vandaag · 2 gezinnen in deze periode"
    )
    seen: dict[FigureBlock, set[str]] = {}
    for _ in FigureBlock:
        seen[page.block] = {each.table.block.value for each in page.cards}
        assert_every_focusable_widget_is_named(page)
        assert all(not each.chart.is_empty for each in page.cards if each.chart.isVisible())
        QTest.keyClick(page.tab_bar, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert seen == {block: {block.value} for block in FigureBlock}


def test_a_filter_is_ticked_with_keys_and_remembered(
    page: FiguresPage, desk: Desk, page_of: Callable[[Desk], FiguresPage]
) -> None:
    assert number(page, keys.FLOW, "supported") == 2
    chip = page.filters.chips.municipality
    chip.setFocus()
    press(chip, Qt.Key.Key_Return)
    assert chip.menu.isVisible()
    press(chip.menu, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Escape)
    assert chip.text() == "Gemeente: Mol"
    assert number(page, keys.FLOW, "supported") == 1
    again = page_of(desk)
    again.go_to("reach")
    assert again.filters.chips.municipality.text() == "Gemeente: Mol"
    assert number(again, keys.FLOW, "supported") == 1
    again.filters.clear_button.click()
    assert again.filters.chips.municipality.text() == "Gemeente: alle"
    assert number(again, keys.FLOW, "supported") == 2


def test_a_period_of_ones_own_is_typed(page: FiguresPage) -> None:
    actions = page.filters.chips.period.menu.actions()
    actions[list(Period).index(Period.FREE)].trigger()
    assert page.filters.days.isVisible()
    assert page.filters.since_field.text() == "01/01/2026"
    for field, text in ((page.filters.until_field, "1/3/2026"), (page.filters.since_field, "1/1/2025")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        press(field, Qt.Key.Key_Return)
    assert page.nothing.isVisible()
    page.filters.until_field.setText("31/12/2024")
    press(page.filters.until_field, Qt.Key.Key_Return)
    assert "vóór de eerste" in page.filters.wrong_label.text()
    page.filters.until_field.setText("2/3/2026")
    press(page.filters.until_field, Qt.Key.Key_Return)
    assert page.filters.wrong_label.text() == ""
    assert number(page, keys.FLOW, "new") == 2


def test_a_period_that_has_not_begun_is_drawn_without_months(page: FiguresPage) -> None:
    page.filters._wanted = replace(
        page.filters.wanted, period=Period.FREE, since=date(2027, 2, 1), until=date(2027, 3, 31)
    )
    page.load()
    for block in FigureBlock:
        page.go_to(block.value)
        for each in page.cards:
            assert draw_table(each.figures, each.table, 600, is_dark=False).svg
    page.go_to("work")
    assert [row.key for row in card(page, keys.CONTACT_MONTHS).table.rows] == ["total"]


def test_enter_on_a_number_lists_its_families_and_enter_opens_one(page: FiguresPage, desk: Desk) -> None:
    asked: list[Destination] = []
    page.left_for.connect(asked.append)
    page.go_to("results")
    view = card(page, keys.SIGNS).view
    view.setFocus()
    press(view, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.about_label.text() == "Beter, gelijk of minder goed: Beter, nu · 1 gezin"
    assert [line.name for line in page.panel.model.shown_rows] == ["Nagy"]
    press(page.panel.view, Qt.Key.Key_Return)
    assert [(each.room, each.subject is not None) for each in asked] == [("family", True)]
    press(page.panel, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert view.hasFocus()


@pytest.mark.parametrize(
    ("key", "row", "column", "told"),
    [
        (keys.MATRIX_NOW, "4", "3", "4 bij de nulmeting, 3 nu"),
        (keys.MATRIX_NOW, "total", "3", "3 nu"),
        (keys.MATRIX_NOW, "total", "total", "alles samen"),
        (keys.MOMENTS, "later", "count", "Met een latere meting"),
        (keys.SIGNS, "total", "now", "nu"),
    ],
)
def test_which_number_it_is_is_told_in_plain_words(
    page: FiguresPage, key: str, row: str, column: str, told: str
) -> None:
    page.go_to("results")
    table = card(page, key).table
    assert about(table, row, column) == f"{table.title}: {told}"


def test_n_is_told_per_moment_and_of_contacts_in_contacts(page: FiguresPage) -> None:
    page.go_to("results")
    table = card(page, keys.SIGNS).table
    counts = {"better": (26, 2, 27), "same": (24, 1, 24), "worse": (11, 0, 11), "total": (61, 3, 62)}
    full = replace(table, cells=tuple(tuple(Cell(n, n) for n in counts[row.key]) for row in table.rows), n=62)
    assert over(full) == "n = 61 na 6 maanden, 3 na 12 maanden, 62 nu"
    assert over(replace(full, cells=tuple((Cell(0, 0),) * 3 for _ in table.rows))) == "n = 0 gezinnen"
    page.go_to("work")
    assert card(page, keys.CONTACTS).n_label.text() == "n = 0 contactmomenten"


def test_who_stayed_the_same_is_not_drawn_as_staying_out_of_deprivation(page: FiguresPage) -> None:
    page.go_to("results")
    signs = {row.sign for row in bars_of(card(page, keys.SIGNS).table).rows}
    assert signs <= {Sign.BETTER, Direction.SAME, Sign.WORSE}
    assert Direction.SAME in signs


def test_of_one_municipality_there_is_no_table_of_municipalities(page: FiguresPage) -> None:
    page.go_to("access")
    assert keys.REFERRED_FROM in {each.table.key for each in page.cards}
    figures = card(page, keys.SOURCE).figures
    one = replace(figures, filter=replace(figures.filter, municipalities=("Mol",)))
    assert keys.REFERRED_FROM not in {table.key for table in pages.tables_to_show(one)}


def test_what_it_means_is_said_in_plain_words_and_too_few_is_said_too(page: FiguresPage) -> None:
    page.go_to("results")
    said = card(page, keys.SIGNS).meaning_label.text()
    assert "Maar 1 gezin veranderde: te weinig om toeval uit te sluiten." in said


def test_a_table_is_copied_and_saved_and_a_chart_is_saved(
    page: FiguresPage, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    flow = card(page, keys.FLOW)
    flow.copy()
    first, second, *_ = QGuiApplication.clipboard().text().splitlines()
    assert (first, second) == ("Instroom en uitstroom\tGezinnen", "In begeleiding bij het begin\t0")
    for kind in ("csv", "svg", "png"):
        dialogs.will_answer(tmp_path / f"cijfer.{kind}")
        flow.save_wanted.emit(flow, kind)
    assert (tmp_path / "cijfer.csv").read_text("utf-8-sig").startswith("Instroom en uitstroom;Gezinnen")
    assert (tmp_path / "cijfer.svg").read_bytes().startswith(b"<svg")
    assert QImage(str(tmp_path / "cijfer.png")).width() > 1000


def test_chart_and_table_can_each_be_left_out_but_not_both(page: FiguresPage) -> None:
    flow = card(page, keys.FLOW)
    flow.chart_button.click()
    assert not flow.chart.isVisible()
    flow.table_button.click()
    assert flow.view.isVisible()
    flow.chart_button.click()
    assert flow.chart.isVisible()


def test_what_changes_shows_and_the_cards_stay(page: FiguresPage, desk: Desk) -> None:
    before = page.cards
    done = add_family(desk, FamilyInput(name="Extra", started_on=MARCH), (), CONSENT)
    assert page.is_concerned(done.change)
    page.refresh(done.change)
    assert number(page, keys.FLOW, "supported") == 3
    assert page.cards == before


def test_a_coach_sees_no_referrals_and_no_colleagues(
    desk: Desk, page_of: Callable[[Desk], FiguresPage]
) -> None:
    bart = page_of(add_colleague(desk, "Bart", OfficeRole.COACH))
    assert [bart.tab_bar.tabText(place) for place in range(2)] == ["Bereik", "Profiel"]
    assert bart.nothing.isVisible()
    assert not bart.nothing.button.isVisible()
    assert not bart.filters.chips.coach.isVisible()


@LOOKS
def test_names_of_rows_are_shown_in_full_where_there_is_room(page: FiguresPage) -> None:
    shown = card(page, keys.FLOW)
    long = "Groepakket: schoolbonus, kleutertoeslag, kinderopvangtoeslag en wat er verder nog bij hoort"
    rows = tuple(replace(row, text=long) for row in shown.table.rows)
    one = FigureCard(page._tasks, shown.figures, replace(shown.table, rows=rows), page)
    widths = []
    for wide in (700, 1200, 2000):
        one.resize(wide, 400)
        one._lay_out()
        widths.append(one.view.horizontalHeader().sectionSize(0))
        assert one.view.horizontalHeader().length() <= wide
    needed = one.view.fontMetrics().horizontalAdvance(long)
    assert widths[0] > needed, "the table stands under the chart"
    assert widths[2] > needed
    assert widths[1] >= 336


def test_a_narrow_window_puts_the_chart_above_the_table(page: FiguresPage) -> None:
    page.go_to("results")
    page.resize(956, 600)
    for each in page.cards:
        assert each.width() <= page.figures_area.viewport().width()
        if each.view.isVisible() and each.chart.isVisible():
            chart, view = each.chart.geometry(), each.view.geometry()
            assert not chart.intersects(view)
