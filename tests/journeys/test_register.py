"""Registering after a home visit, from the keyboard."""

from __future__ import annotations

from gezinscoach_desktop.domain.snapshot import Reason
from gezinscoach_desktop.services.evolution import family_page
from tests.journeys.conftest import OpenDesk
from tests.journeys.driver import Driver
from tests.journeys.office import LATE, family_id

MOST_INTERACTIONS = 15
NOTE = "Ze wachten op het leefloon; de huur is deze maand betaald."


def test_changing_two_scales_with_a_note_from_the_start_screen_takes_at_most_15_interactions(
    opened: Driver, look_inside: OpenDesk
) -> None:
    assert opened.focused_name == "Te meten"
    opened.interactions = 0
    opened.press("M")
    opened.press("Down", times=4)
    assert opened.focused_name == "Inkomen"
    opened.press("3")
    opened.press("T")
    opened.write_note(NOTE)
    opened.press("Esc")
    opened.press("Down")
    opened.press("1")
    opened.press("Ctrl+Return")
    needed = opened.interactions

    assert opened.sees("is afgerond")
    print(f"Two scales with a note, from the start screen: {needed} interactions.")
    assert needed <= MOST_INTERACTIONS
    desk = look_inside()
    kept = family_page(desk, family_id(desk, LATE)).evolution.snapshots[-1]
    assert kept.date == desk.today()
    assert {(score.person, score.item, score.level, score.note) for score in kept.scores} == {
        (None, "income", 3, NOTE),
        (None, "debts", 1, None),
    }
    assert {score.reason for score in kept.scores} == {Reason.CHANGED}


def test_the_finishing_screen_shows_what_got_better_first_and_asks_nothing_more(opened: Driver) -> None:
    opened.press("M")
    opened.press("4")
    opened.press("Down", times=4)
    opened.press("1")
    opened.press("Ctrl+Return")
    assert not opened.broken
    titles = [text for text in opened.seen if text.startswith("Wat ")]
    assert titles[0] == "Wat beter gaat"
    assert titles[-1] == "Wat minder goed gaat"
    assert opened.sees("2 → 4")
    assert opened.focused_name == "Naar het gezin"
    opened.press("Return")
    assert opened.is_shown("Onderdelen van het gezin")
    opened.press("Ctrl+1")
    assert not opened.is_shown("Te meten"), "the family is no longer late"


def test_the_digit_row_of_a_belgian_keyboard_registers_levels(opened: Driver) -> None:
    opened.press("M")
    for letter, level in (("&", 1), ("é", 2), ("'", 4), ("(", 5), ('"', 3)):
        opened.press_belgian(letter)
        assert opened.said_of("Verblijfplaats").startswith(f"niveau {level} van 5")
    opened.press_belgian("à")
    assert opened.said_of("Verblijfplaats").startswith("niet van toepassing")


def test_digits_are_text_while_a_note_is_written(opened: Driver) -> None:
    opened.press("M")
    opened.press("4")
    opened.press("T")
    opened.write_note("2 kamers, 3 bedden & 1 tafel (5 stoelen)")
    opened.press("Esc")
    assert opened.said_of("Verblijfplaats").startswith("niveau 4 van 5")
    assert opened.sees("2 kamers, 3 bedden & 1 tafel (5 stoelen)")


def test_every_step_can_be_undone_one_by_one_and_done_again(opened: Driver) -> None:
    opened.press("M")
    before = [opened.said_of(name) for name in ("Verblijfplaats", "Inkomen")]
    opened.press("4")
    opened.press("T")
    opened.write_note("Nieuwe woning")
    opened.press("Esc")
    opened.press("Down", times=4)
    opened.press("1")
    opened.press("Right")
    after = [opened.said_of(name) for name in ("Verblijfplaats", "Inkomen")]
    assert opened.said_of("Inkomen").startswith("niveau 2")

    opened.press("Ctrl+Z")
    assert opened.said_of("Inkomen").startswith("niveau 1")
    opened.press("Ctrl+Z")
    assert opened.said_of("Inkomen") == before[1]
    opened.press("Ctrl+Z")
    assert opened.focused_name == "Verblijfplaats", "undo shows where it was"
    assert not opened.sees("Nieuwe woning")
    opened.press("Ctrl+Z")
    assert opened.said_of("Verblijfplaats") == before[0]
    opened.press("Ctrl+Z")

    opened.press("Ctrl+Y", times=3)
    opened.press("Ctrl+Shift+Z")
    assert [opened.said_of(name) for name in ("Verblijfplaats", "Inkomen")] == after
    opened.press("Ctrl+Y")
    assert opened.focused_name == "Inkomen"


def test_leaving_the_form_and_coming_back_resumes_on_the_same_item(opened: Driver) -> None:
    opened.press("M")
    opened.press("Down", times=5)
    opened.press("3")
    opened.press("Alt+Left")
    assert opened.sees("Verder met de momentopname")
    opened.press("Ctrl+1")
    opened.click("Verder met de momentopname")
    opened.press("Return")
    assert opened.focused_name == "Schulden"
    assert opened.said_of("Schulden").startswith("niveau 3 van 5")
