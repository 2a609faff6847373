"""docs/it.md tells IT departments what to type and what to expect: as the code and the setup have it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from gezinscoach_desktop import __version__
from gezinscoach_desktop.cli import arguments
from gezinscoach_desktop.data.folder import exchange, self_test, upkeep
from gezinscoach_desktop.data.home import HOME_VARIABLE
from gezinscoach_desktop.domain.retention import DAYS, GUARD_DAYS, MONTHS, RECENT, WEEKS
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import trouble
from gezinscoach_desktop.services.update import FOLDER_VARIABLE, READ_SECONDS
from installer import places

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "it.md").read_text(encoding="utf-8")
SHORT = (resource_path("handbook") / "voor-de-ict-dienst.md").read_text(encoding="utf-8")
SETUP = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted([ROOT / "installer" / "setup.nsi", *(ROOT / "installer" / "setup").glob("*.nsh")])
)


def test_every_command_it_names_exists() -> None:
    named = set(re.findall(r"gezinscoach-desktop(?:\.exe\"?)? ([a-z][a-z-]+)", PAGE + SHORT))
    listed = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)(?: [^`]*)?`", _part("Bewaken met de opdrachtregel")))

    assert {"verify", "backup", "update-folder"} <= named | listed
    assert (named | listed) - _commands() == set()


def test_every_command_of_the_program_is_on_it() -> None:
    assert {
        each for each in _commands() if f"`{each}" not in PAGE and f"-desktop {each}" not in PAGE
    } == set()


def test_the_switches_of_the_setup_are_all_there_and_no_others() -> None:
    table = _part("Schakelaars")
    told = set(re.findall(r"^\| `(/[A-Za-z]+)", table, re.MULTILINE))
    taken = set(re.findall(r"GetOptions} \$Parameters \"(/[A-Za-z]+)\"", SETUP))

    assert told == (taken - {"/ELEVATED", "/REMOVEDATA"}) | {"/S", "/D"}, "/S and /D= are NSIS's own"
    assert "`/REMOVEDATA`" in _part("Verwijderen")


def test_the_answers_of_the_setup_are_all_there() -> None:
    told = {int(number) for number in re.findall(r"^\| (\d+) \|", _part("Schakelaars"), re.MULTILINE)}
    given = {int(number) for number in re.findall(r"!define CODE_\w+ (\d+)", SETUP)}

    assert told == given | {0, 1}, "0 and 1 are NSIS's own: done, and stopped by the user"


def test_every_variable_of_the_code_is_on_it_and_no_other() -> None:
    read = {
        name
        for path in (ROOT / "gezinscoach_desktop").rglob("*.py")
        if "tour" not in path.parts
        for name in re.findall(r"\"(GEZINSCOACH_[A-Z_]+)\"", path.read_text(encoding="utf-8"))
    }

    assert {HOME_VARIABLE, FOLDER_VARIABLE} <= read
    assert set(re.findall(r"`(GEZINSCOACH_[A-Z_]+)`", PAGE)) == read


def test_it_says_how_long_backups_are_kept_as_the_page_for_the_dpo_does() -> None:
    told = f"laatste {RECENT}, en van {DAYS} dagen, {WEEKS} weken en {MONTHS} maanden telkens één"
    dpo = (resource_path("handbook") / "gegevensbescherming.md").read_text(encoding="utf-8")

    assert told in PAGE
    assert told in dpo
    assert f"van {GUARD_DAYS} latere dagen" in PAGE


@pytest.mark.parametrize(
    "told",
    [
        f"{self_test.RACES} keer",
        f"onder {self_test._SPACE_NEEDED // 1024**2} MB geweigerd",  # the page says what the examination does
        f"onder\n{self_test._SPACE_WANTED // 1024**3} GB gewaarschuwd",
        f"Elke {exchange.SNAPSHOT_EVERY} wijzigingen",
        f"weg na {upkeep.KEPT_SECONDS / 86_400:.0f}\ndagen",
        f"hoogstens {trouble.LOG_LIMIT // 1000} kB",
        {2.0: "hoogstens twee seconden"}[READ_SECONDS],
    ],
)
def test_numbers_are_those_of_the_code(told: str) -> None:
    assert told in PAGE


def test_the_files_are_called_as_they_are_made() -> None:
    named = set(re.findall(r"Gezinscoach-[\w.<>-]+\.(?:exe|zip)", PAGE + SHORT))

    made = {name.replace(__version__, "<versie>") for name in (places.SETUP.name, places.PORTABLE.name)}
    assert {re.sub(r"-\d+\.\d+\.\d+-", "-<versie>-", name) for name in named} == made


def test_links_lead_somewhere() -> None:
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", PAGE)]

    assert targets
    assert [target for target in targets if not (ROOT / "docs" / target).exists()] == []


def _part(heading: str) -> str:
    """What stands under a heading, up to the next one."""
    after = re.split(rf"^#+ {re.escape(heading)}$", PAGE, maxsplit=1, flags=re.MULTILINE)[1]
    return re.split(r"^#", after, maxsplit=1, flags=re.MULTILINE)[0]


def _commands() -> set[str]:
    parser = arguments._parser()  # there is no other list of them
    found = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return set(found.choices)
