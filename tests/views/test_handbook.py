"""The handbook keeps up with the program: a page for every screen, links that lead somewhere, plain words, true keys."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gezinscoach_desktop import views
from gezinscoach_desktop.domain.handbook import page_of
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.views.page import Page

HANDBOOK = resource_path("handbook")
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HANDBOOK.glob("*.md"))}
CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(str(views.__file__)).parent.rglob("*.py"))
)

STIFF = (
    "aangaande", "alsmede", "alsook", "betreffende", "conform", "derhalve", "desbetreffende", "desgewenst",
    "dewelke", "dient", "dienen", "doch", "echter", "eveneens", "evenwel", "gelieve", "hierbij", "hiertoe",
    "indien", "ingevolge", "inzake", "krachtens", "middels", "mits", "omtrent", "raadplegen", "reeds",
    "selecteer", "tenzij", "teneinde", "tevens", "thans", "verkrijgen", "voornoemd", "zulks",
    "door middel van", "met betrekking tot", "ten aanzien van", "ten behoeve van", "ten gevolge van",
    "u", "uw", "uzelf",
)  # fmt: skip

# Keys as they stand in the code, where Qt's name differs from the handbook's.
NAMES = {
    "Pijl omhoog": "Key_Up",
    "Pijl omlaag": "Key_Down",
    "Pijl links": "Key_Left",
    "Pijl rechts": "Key_Right",
    "Page Up": "Key_PageUp",
    "Page Down": "Key_PageDown",
    "Enter": "Key_Return",
    "Esc": "Key_Escape",
    "Spatie": "Key_Space",
    "/": "Key_Slash",
}
CHORDS = {
    "Alt + pijl links": '"Alt+Left"',
    "Ctrl + Page Down": '"Ctrl+PgDown"',
    "Ctrl + Page Up": '"Ctrl+PgUp"',
    "Ctrl + Enter": '"Ctrl+Return"',
    "Ctrl + 1": 'f"Ctrl+{number}"',
    "Ctrl + 2": 'f"Ctrl+{number}"',
    "Ctrl + 3": 'f"Ctrl+{number}"',
    "Ctrl + 4": 'f"Ctrl+{number}"',
    "Ctrl + 5": 'f"Ctrl+{number}"',
    "Ctrl + 6": 'f"Ctrl+{number}"',
    "Ctrl + 7": 'f"Ctrl+{number}"',
    "Ctrl + 8": 'f"Ctrl+{number}"',
    "Ctrl + 9": 'f"Ctrl+{number}"',
    "Alt + pijl omlaag": "KeyboardModifier.AltModifier",
    "Alt + pijl omhoog": "case Qt.Key.Key_Up if is_alt",
    "Shift + pijl links": "(Qt.Key.Key_Left, True)",
    "Shift + pijl rechts": "(Qt.Key.Key_Right, True)",
}
NO_KEYS = {"Tab", "Gewoon typen", "vandaag", "gisteren"}
"""What Qt does by itself, or what is typed and not pressed."""


def test_every_screen_has_its_page() -> None:
    without = {page.__name__: page.help_topic for page in _all_pages() if page.help_topic not in PAGES}

    assert without == {}


def test_the_screens_are_really_found() -> None:
    found = {page.__name__ for page in _all_pages()}

    assert {"StartPage", "FamilyView", "SnapshotPage", "ReportPage", "ImportPage", "SettingsPage"} <= found


@pytest.mark.parametrize("topic", PAGES)
def test_links_lead_to_a_page_and_nowhere_else(topic: str) -> None:
    targets = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]*)[^)]*\)", PAGES[topic])

    assert [target for target in targets if target and target.removesuffix(".md") not in PAGES] == []


@pytest.mark.parametrize("topic", PAGES)
def test_nobody_meets_a_stiff_word(topic: str) -> None:
    spoken = re.sub(r"`[^`]*`", "", PAGES[topic]).casefold()

    assert [word for word in STIFF if re.search(rf"(?<![\w-]){word}(?![\w-])", spoken)] == []


@pytest.mark.parametrize("topic", PAGES)
def test_a_page_has_one_title_and_begins_with_it(topic: str) -> None:
    assert page_of(topic, PAGES[topic]).title
    assert len(re.findall(r"^# ", PAGES[topic], re.MULTILINE)) == 1


@pytest.mark.parametrize("keys", [pytest.param(keys, id=keys) for keys in dict.fromkeys(
    part.strip()
    for line in PAGES["sneltoetsen"].splitlines()
    if line.startswith("| ") and not line.startswith(("| Toets", "| ---"))
    for part in line.split("|")[1].split(", ")
)])  # fmt: skip
def test_every_shortcut_of_the_list_is_in_the_code(keys: str) -> None:
    assert keys in NO_KEYS or _in_code(keys), f"{keys} is nowhere handled"


def _all_pages() -> Iterator[type[Page]]:
    """Every page of the program; each module of the views is imported first, since they are only met on a visit."""
    for module in pkgutil.walk_packages(views.__path__, f"{views.__name__}."):
        importlib.import_module(module.name)
    waiting: list[type[Page]] = [Page]
    while waiting:
        page = waiting.pop()
        if page.__module__.startswith(views.__name__):
            yield page
        waiting.extend(page.__subclasses__())


def _in_code(keys: str) -> bool:
    if keys in CHORDS:
        return CHORDS[keys] in CODE
    if keys == "1 tot 5":
        return "for digit in range(6)" in CODE and '"&": 1' in CODE
    if keys == "0":
        return '"à": 0' in CODE
    if " + " in keys:
        written = keys.replace(" + ", "+")
        return f'"{written}"' in CODE
    name = NAMES.get(keys, f"Key_{keys}")
    return f'"{keys}"' in CODE or re.search(rf"Qt\.Key\.{name}\b", CODE) is not None
