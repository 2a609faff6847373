"""What colleagues did since a snapshot was begun: told in the form, while nothing that was typed moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.draft import DraftEntry
from gezinscoach_desktop.domain.since import Since, seen_of, since
from gezinscoach_desktop.domain.snapshot import Score, Snapshot
from gezinscoach_desktop.services.snapshot import SnapshotForm
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.snapshot import words
from gezinscoach_desktop.views.snapshot.form_state import FormState
from tests.views.snapshot.conftest import FormOnScreen, ShowForm
from tests.views.snapshot.samples import FAMILY, LINA, NOW, SOFIE, TODAY, make_form

ME = "An De Smet"
INCOME, DEBTS = (None, "income"), (None, "debts")


def begun(form: SnapshotForm | None = None) -> SnapshotForm:
    """A form whose draft was begun when everything was as it is in it, kept, and found again."""
    made = form or make_form(entries={DEBTS: DraftEntry(3, has_level=True)}, resume_at=DEBTS, saved_at=NOW)
    return replace(made, draft=replace(made.draft, seen=seen_of(made.header, made.snapshots)))


def with_snapshot(
    form: SnapshotForm, *scores: Score, author: str | None = "Karim", at: datetime | None = NOW
) -> SnapshotForm:
    """A colleague finished one more."""
    number = len(form.snapshots) + 1
    made = Snapshot(UUID(int=700 + number), number, TODAY, scores, author=author, recorded_at=at)
    return replace(form, snapshots=(*form.snapshots, made))


def with_family(form: SnapshotForm, by: str, *members: UUID) -> SnapshotForm:
    """Somebody changed the family's details and these members."""
    record = replace(form.header.record, version=form.header.record.version + 1, changed_by=by)
    changed = tuple(
        replace(one, version=one.version + 1, changed_by=by) if one.id in members else one
        for one in form.header.members
    )
    return replace(form, header=replace(form.header, record=record, members=changed))


def told(form: SnapshotForm) -> str:
    state = FormState(form)
    return words.news(state, state.since(ME), me=ME, today=TODAY)


# --------------------------------------------------------------------------------------------------------- the words
def test_nothing_new_is_nothing_to_say() -> None:
    assert told(begun()) == ""
    assert told(with_family(begun(), ME, LINA)) == "", "what I changed myself is no news"


def test_who_when_and_which_items() -> None:
    form = with_snapshot(begun(), Score(None, "income", 4), Score(SOFIE, "administration", 5))
    clock = f"{NOW.astimezone():%H:%M}"
    assert told(form) == (
        f"Karim rondde vandaag om {clock} een momentopname af: Inkomen en Administratie (Sofie Peeters). "
        "Wat jij invulde, blijft staan."
    )


def test_what_both_filled_in_is_to_be_looked_at() -> None:
    form = with_snapshot(begun(), Score(None, "debts", 4))
    assert "Kijk Schulden na: dat vulde jij ook in." in told(form)


def test_many_items_are_counted_and_earlier_snapshots_as_well() -> None:
    keys = ("income", "residence", "debts", "nutrition", "home_upkeep", "housing_affordability")
    form = with_snapshot(begun(), *(Score(None, key, 3) for key in keys))
    text = told(with_snapshot(form, Score(None, "income", 2), at=NOW - timedelta(days=2)))
    assert "(en eerder nog 1 momentopname)" in text
    assert "en nog 2 items." in text


def test_my_own_snapshot_from_another_pc_is_called_mine_and_an_unknown_author_a_colleague() -> None:
    assert told(with_snapshot(begun(), Score(None, "income", 4), author=ME)).startswith("Jijzelf rondde ")
    unknown = told(with_snapshot(begun(), Score(None, "income", 4), author=None, at=None))
    assert unknown.startswith("Een collega rondde een momentopname af: Inkomen.")


def test_changes_of_the_family_and_its_members_are_told_with_who() -> None:
    assert told(with_family(begun(), "Karim", LINA)).startswith(
        "Karim wijzigde intussen de gezinsgegevens en Lina"
    )
    both = with_family(begun(), "Karim")
    members = tuple(
        replace(one, version=9, changed_by="Bert") if one.id == LINA else one for one in both.header.members
    )
    text = told(replace(both, header=replace(both.header, members=members)))
    assert text.startswith("Karim en Bert wijzigden intussen ")


# ------------------------------------------------------------------------------------------------- numbers, not clocks
@pytest.mark.parametrize("off", [timedelta(days=-3), timedelta(0), timedelta(days=40)])
def test_clocks_that_are_wrong_make_no_difference(off: timedelta) -> None:
    form = with_snapshot(begun(), Score(None, "income", 4), at=NOW + off)
    assert [one.number for one in since(form.draft, form.header, form.snapshots, me=ME).snapshots] == [4]


def test_a_draft_of_an_older_program_goes_by_the_clock() -> None:
    form = make_form(entries={DEBTS: DraftEntry(3, has_level=True)}, saved_at=NOW)
    later = with_snapshot(form, Score(None, "income", 4), at=NOW + timedelta(minutes=1))
    earlier = with_snapshot(form, Score(None, "income", 4), at=NOW - timedelta(minutes=1))
    assert since(later.draft, later.header, later.snapshots, me=ME).places == (INCOME,)
    assert since(earlier.draft, earlier.header, earlier.snapshots, me=ME) == Since()
    assert since(make_form().draft, later.header, later.snapshots, me=ME) == Since()


# ------------------------------------------------------------------------------------------------------------ on screen
def colleague_writes(screen: FormOnScreen, form: SnapshotForm) -> None:
    """As the heart beat announces it while the form is open."""
    screen.service.form = form
    screen.page.refresh(Change(frozenset({Noun.SNAPSHOT}), FAMILY))


def test_a_draft_found_again_says_what_changed_since_and_keeps_what_was_filled_in(
    show_form: ShowForm,
) -> None:
    screen = show_form(with_snapshot(begun(), Score(None, "debts", 1)))
    assert screen.page.news_bar.isVisible()
    assert screen.page.resume_bar.isVisible()
    assert screen.page.news_bar.text.startswith("Karim rondde vandaag om ")
    state = screen.page.state
    assert state is not None
    assert state.content(DEBTS).level == 3


def test_there_is_a_way_to_look(show_form: ShowForm) -> None:
    screen = show_form(with_snapshot(begun(), Score(None, "income", 1)))
    screen.page.news_bar.action_button.setFocus()
    QTest.keyClick(screen.page.news_bar.action_button, Qt.Key.Key_Return)
    assert screen.went[-1] == Destination("family", FAMILY, "snapshots")


def test_once_read_it_is_not_told_again_not_even_after_a_crash(show_form: ShowForm) -> None:
    form = with_snapshot(begun(), Score(None, "income", 1))
    screen = show_form(form)
    QTest.mouseClick(screen.page.news_bar.close_button, Qt.MouseButton.LeftButton)
    assert not screen.page.news_bar.isVisible()
    assert screen.service.draft.seen == seen_of(form.header, form.snapshots)
    again = show_form(replace(form, draft=screen.service.draft))
    assert not again.page.news_bar.isVisible()


def test_what_comes_while_typing_a_note_leaves_note_cursor_and_level_alone(show_form: ShowForm) -> None:
    screen = show_form(begun())
    editor = screen.page.item_list.editor
    QTest.keyClick(focused(), Qt.Key.Key_T)
    QTest.keyClicks(focused(), "De huisbaas herstelt")
    for _ in range(8):
        QTest.keyClick(focused(), Qt.Key.Key_Left)
    colleague_writes(screen, with_snapshot(begun(), Score(None, "debts", 1), Score(None, "income", 5)))
    assert focused() is editor.note_field
    QTest.keyClicks(focused(), "12 ")
    assert editor.note_field.toPlainText() == "De huisbaas 12 herstelt"
    state = screen.page.state
    assert state is not None
    assert (state.content(DEBTS).level, state.content(DEBTS).note) == (3, "De huisbaas 12 herstelt")
    assert screen.page.news_bar.isVisible()


def test_what_comes_while_choosing_a_reason_leaves_the_keyboard_there(show_form: ShowForm) -> None:
    screen = show_form(begun())
    chip = screen.page.item_list.editor.reason_chips.chips[1]
    chip.setFocus()
    colleague_writes(screen, with_snapshot(begun(), Score(None, "income", 5)))
    assert focused() is chip


def test_what_comes_while_a_date_is_typed_leaves_the_keyboard_there(show_form: ShowForm) -> None:
    screen = show_form(begun())
    screen.page.header.date_action.trigger()
    field = screen.page.options_strip.date_field
    QTest.keyClicks(field, "12")
    colleague_writes(screen, with_snapshot(begun(), Score(None, "income", 5)))
    assert focused() is field
    assert field.text().endswith("12")


def test_carried_levels_follow_what_a_colleague_registered(show_form: ShowForm) -> None:
    screen = show_form(begun())
    colleague_writes(screen, with_snapshot(begun(), Score(None, "income", 5)))
    state = screen.page.state
    assert state is not None
    assert state.content(INCOME).level == 5
    assert screen.service.saved == [], "nothing was filled in, so nothing is kept"


def focused() -> Any:
    """Where the keyboard is."""
    return QApplication.focusWidget()
