"""A program that is killed, as by a dead battery, in the middle of a note."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gezinscoach_desktop.services.evolution import family_page
from tests.faults.typing import kill_while_typing
from tests.journeys import program_that_is_killed
from tests.journeys.conftest import OpenDesk, StartProgram, unlock
from tests.journeys.office import LATE, family_id
from tests.journeys.program_that_is_killed import HALF_A_NOTE, READY

ROOT = Path(__file__).parents[2]


def test_a_killed_program_resumes_on_the_same_item_with_everything_that_was_typed(
    start_program: StartProgram, known_office: Path, tmp_path: Path, look_inside: OpenDesk
) -> None:
    type_and_die(tmp_path / "instellingen.ini")

    driver = start_program()
    unlock(driver)
    assert driver.focused_name == "Verder met de momentopname"
    driver.press("Return")
    assert driver.focused_name == "Betaalbaarheid van de woning"
    assert driver.sees("Je was hier bezig op")
    assert driver.said_of("Verblijfplaats").startswith("niveau 4 van 5")
    assert driver.said_of("Betaalbaarheid van de woning").startswith("niveau 1 van 5")
    driver.press("T")
    assert driver.sees(HALF_A_NOTE)
    driver.write_note(" pas in maart.")
    driver.press("Ctrl+Return")
    assert driver.sees("is afgerond")

    desk = look_inside()
    kept = family_page(desk, family_id(desk, LATE))
    assert {(score.item, score.level, score.note) for score in kept.evolution.snapshots[-1].scores} == {
        ("residence", 4, None),
        ("housing_affordability", 1, f"{HALF_A_NOTE} pas in maart."),
    }
    assert not kept.has_draft


def test_of_what_is_typed_no_killed_program_loses_more_than_the_last_second(tmp_path: Path) -> None:
    killed = kill_while_typing(6, 6, at_once=3, within=tmp_path)  # beside all the other tests of the suite
    assert killed.kills >= 2
    assert killed.typed > 0, "nothing was typed long enough ago to be lost"
    assert (killed.lost, killed.broken) == (0, 0)


def test_the_same_trial_notices_a_form_that_keeps_its_draft_only_when_it_is_left(tmp_path: Path) -> None:
    assert kill_while_typing(5, 6, at_once=3, is_control=True, within=tmp_path).lost > 0


def type_and_die(settings_file: Path) -> None:
    """Let another process type, and end it without a chance to tidy up."""
    program = subprocess.Popen(
        [sys.executable, "-m", program_that_is_killed.__name__, str(settings_file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline().decode().strip() == READY
    finally:
        program.kill()
        program.communicate()
