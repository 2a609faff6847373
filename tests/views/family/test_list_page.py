"""The list of families, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.due import Due, DueState
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyWanted
from gezinscoach_desktop.views.bulk.places import papers_in_bulk
from gezinscoach_desktop.views.family.list_page import FamilyListPage
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.conftest import Answers, Travels
from tests.views.family.samples import make_row

Show = Callable[[QWidget], None]


@pytest.fixture
def page(answers: Answers, tasks: InlineTasks, desk: Desk, show: Show) -> FamilyListPage:
    late = Due(DueState.OVERDUE, date(2026, 11, 10), -12)
    answers.rows = (
        make_row(1, name="Çelik", municipality="Mol", due=late),
        make_row(2, name="El Amrani", municipality="Balen", is_mine=False, phase=Phase.FOLLOW_UP),
        make_row(3, name="Müller – Traoré", municipality="Mol"),
    )
    made = FamilyListPage(tasks, desk)
    made.resize(1298, 660)
    show(made)
    made.load()
    return made


def names(page: FamilyListPage) -> list[str]:
    return [row.name for row in page.model.shown_rows]


def test_every_family_is_listed_and_counted(page: FamilyListPage) -> None:
    assert names(page) == ["Çelik", "El Amrani", "Müller – Traoré"]
    assert page.header.subtitle == "3 gezinnen"


def test_in_a_narrow_window_the_code_stands_under_the_name(page: FamilyListPage) -> None:
    code = page.model.row_at(0).code
    name = page.model.index(0, 0)
    assert code not in page.model.data(name, Qt.ItemDataRole.AccessibleTextRole)
    page.resize(936, 600)
    assert page.table.isColumnHidden(1)
    assert code in page.model.data(name, Qt.ItemDataRole.AccessibleTextRole)


def test_search_ignores_accents_and_case(page: FamilyListPage) -> None:
    page.find_here()
    QTest.keyClicks(page.search_field, "celik")
    assert names(page) == ["Çelik"]
    assert page.header.subtitle == "1 van 3 gezinnen"


def test_typing_in_the_list_starts_the_search(page: FamilyListPage) -> None:
    page.table.setFocus()
    QTest.keyClicks(page.table, "t")
    QTest.keyClicks(page.search_field, "raor")
    assert page.search_field.hasFocus()
    assert names(page) == ["Müller – Traoré"]


def test_down_goes_from_the_search_to_the_results_and_enter_opens(page: FamilyListPage) -> None:
    travels = Travels(page)
    page.find_here()
    QTest.keyClicks(page.search_field, "amrani")
    QTest.keyClick(page.search_field, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert travels.last == Destination("family", UUID(int=2))


def test_enter_in_the_search_opens_the_chosen_family(page: FamilyListPage) -> None:
    travels = Travels(page)
    page.find_here()
    QTest.keyClicks(page.search_field, "mull")
    QTest.keyClick(page.search_field, Qt.Key.Key_Return)
    assert travels.last == Destination("family", UUID(int=3))


@pytest.mark.parametrize(
    ("choose", "shown"),
    [
        (
            lambda page: QTest.mouseClick(page.mine_field, Qt.MouseButton.LeftButton),
            ["Çelik", "Müller – Traoré"],
        ),
        (lambda page: QTest.mouseClick(page.due_field, Qt.MouseButton.LeftButton), ["Çelik"]),
        (lambda page: QTest.keyClicks(page.phase_field, "Nazorg"), ["El Amrani"]),
        (lambda page: QTest.keyClicks(page.municipality_field, "Mol"), ["Çelik", "Müller – Traoré"]),
    ],
)
def test_filters_narrow_the_list(
    page: FamilyListPage, choose: Callable[[FamilyListPage], None], shown: list[str]
) -> None:
    choose(page)
    page.phase_field.activated.emit(page.phase_field.currentIndex())
    assert names(page) == shown


def test_nothing_found_offers_to_clear_the_filters(page: FamilyListPage) -> None:
    QTest.keyClicks(page.search_field, "zzz")
    page.mine_field.click()
    assert names(page) == []
    QTest.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 3
    assert page.search_field.text() == ""


def test_filters_stay_after_the_list_is_loaded_again(page: FamilyListPage) -> None:
    page.municipality_field.set_value("Mol")
    page.municipality_field.edited.emit()
    page.load()
    assert names(page) == ["Çelik", "Müller – Traoré"]


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round(page: FamilyListPage) -> None:
    header = page.table.horizontalHeader()
    header.sectionClicked.emit(2)
    assert names(page) == ["El Amrani", "Çelik", "Müller – Traoré"]
    header.sectionClicked.emit(2)
    assert names(page)[-1] == "El Amrani"


def test_late_families_come_first_when_sorted_on_the_next_snapshot(page: FamilyListPage) -> None:
    page.table.horizontalHeader().sectionClicked.emit(7)
    assert names(page)[0] == "Çelik"
    text = page.model.columns[7].text(page.model.row_at(0))
    assert text == "12 dagen te laat"
    assert page.model.columns[7].mark is not None


def test_the_start_page_can_ask_for_only_the_due_ones(page: FamilyListPage) -> None:
    page.go_to("due")
    assert names(page) == ["Çelik"]


def test_a_contact_with_the_chosen_family_starts_from_the_list(page: FamilyListPage) -> None:
    travels = Travels(page)
    page.table.choose(UUID(int=3))
    page.new_contact()
    assert travels.last == Destination("contact", UUID(int=3))
    page.search_field.setText("niemand")
    page.new_contact()
    assert travels.last == Destination("contact")


def test_a_snapshot_of_the_chosen_family_starts_from_the_list(page: FamilyListPage) -> None:
    travels = Travels(page)
    page.table.choose(UUID(int=3))
    page.new_snapshot()
    assert travels.last == Destination("snapshot", UUID(int=3))


def test_without_families_there_is_one_button_and_import(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    answers.rows = ()
    page = FamilyListPage(tasks, desk)
    travels = Travels(page)
    show(page)
    page.load()
    QTest.mouseClick(page.import_button, Qt.MouseButton.LeftButton)
    assert travels.last == Destination("import")
    page.new_here()
    assert travels.last == Destination("new_family")


def test_the_cursor_stays_on_its_family_after_a_refresh(page: FamilyListPage, answers: Answers) -> None:
    page.table.choose(UUID(int=3))
    answers.rows = (*answers.rows[:2], replace(answers.rows[2], name="Müller"))
    page.load()
    row = page.table.current_row
    assert row is not None
    assert row.name == "Müller"


def test_whoever_cannot_see_the_screen_hears_every_control(page: FamilyListPage) -> None:
    assert_every_focusable_widget_is_named(page)


def test_who_may_not_import_is_not_offered_it(
    answers: Answers, tasks: InlineTasks, desk: Desk, show: Show
) -> None:
    answers.rows = ()
    coach = replace(desk, account=replace(desk.account, roles=frozenset({OfficeRole.COACH})))
    page = FamilyListPage(tasks, coach)
    show(page)
    page.load()
    assert not page.import_button.isVisible()
    offered = [line.text() for line in page.header.more_button.menu().actions()]
    assert "Dossiers maken…" in offered
    assert not any("inlezen" in line.lower() or "exporteren" in line.lower() for line in offered)


def test_papers_in_bulk_are_made_of_the_families_that_were_looked_for(
    page: FamilyListPage, answers: Answers
) -> None:
    answers.rows = (make_row(1, name="Aerts"), make_row(2, name="Baert"))
    page.load()
    places: list[Destination] = []
    page.left_for.connect(places.append)
    page.open_bulk()
    page.search_field.setText("baert")
    page.open_bulk()
    assert places == [papers_in_bulk(), papers_in_bulk([answers.rows[1].id])]


def test_who_is_to_be_measured_stands_in_order_and_the_old_order_comes_back(
    page: FamilyListPage, answers: Answers
) -> None:
    answers.rows = (
        make_row(1, name="Aerts", due=Due(DueState.OVERDUE, date(2026, 11, 20), -2)),
        make_row(2, name="Baert", due=Due(DueState.NEVER_MEASURED, None, None)),
        make_row(3, name="Claes", due=Due(DueState.OVERDUE, date(2026, 8, 20), -94)),
    )
    page.load()
    page.table._sort_by(0)
    page.table._sort_by(0)
    assert names(page) == ["Claes", "Baert", "Aerts"]
    QTest.mouseClick(page.due_field, Qt.MouseButton.LeftButton)
    assert names(page) == ["Claes", "Aerts", "Baert"]
    QTest.mouseClick(page.due_field, Qt.MouseButton.LeftButton)
    assert names(page) == ["Claes", "Baert", "Aerts"]
    assert page.model.sorted_by == (0, True)


# ------------------------------------------------------------------------------------------------------------ a long list
@pytest.fixture
def long_page(answers: Answers, tasks: InlineTasks, desk: Desk, show: Show) -> FamilyListPage:
    answers.rows = (
        make_row(1, name="Çelik", municipality="Mol"),
        make_row(2, name="Claes", municipality="Mol"),
    )
    answers.families = answers.matching = 40_000
    made = FamilyListPage(tasks, desk)
    show(made)
    made.load()
    return made


def typing_pauses(page: FamilyListPage) -> None:
    assert page._pause.isActive()
    page._pause.timeout.emit()


def test_of_a_long_list_the_store_finds_what_is_typed_once_the_typing_pauses(
    long_page: FamilyListPage, answers: Answers
) -> None:
    assert long_page.header.subtitle == "eerste 2 van 40.000 gezinnen"
    long_page.find_here()
    QTest.keyClicks(long_page.search_field, "celik")
    assert names(long_page) == ["Çelik"], "what is here already is narrowed at once"
    assert len(answers.wanted) == 1, "nothing is asked at every letter"
    answers.rows, answers.matching = (make_row(7, name="Van Çelik", municipality="Genk"),), 1
    typing_pauses(long_page)
    assert answers.wanted[-1] == FamilyWanted(text="celik")
    assert names(long_page) == ["Van Çelik"]
    assert long_page.search_field.hasFocus()


def test_of_a_long_list_the_store_finds_what_the_filters_say(
    long_page: FamilyListPage, answers: Answers
) -> None:
    assert [long_page.municipality_field.itemText(place) for place in range(3)] == [
        "Elke gemeente",
        "Balen",
        "Mol",
    ]
    long_page.go_to("due")
    typing_pauses(long_page)
    assert answers.wanted[-1] == FamilyWanted(only_due=True)
    answers.rows, answers.matching = (), 0
    long_page.load()
    assert long_page.header.subtitle == "0 van 40.000 gezinnen"
    assert long_page.clear_button.isVisibleTo(long_page)


def test_a_whole_list_is_not_asked_for_again_while_typing(page: FamilyListPage, answers: Answers) -> None:
    QTest.keyClicks(page.search_field, "celik")
    page.go_to("due")
    assert (len(answers.wanted), page._pause.isActive()) == (1, False)
