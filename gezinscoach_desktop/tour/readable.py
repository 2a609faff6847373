"""Pictures in which a place reads as it does with people, and not as that of the tour's temporary folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.views.joining.words import breakable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

_SERVER = "/server"
_HIS_FOLDER = "C:\\Users\\an\\Documents"
_REST = r"([^“”\"\n<]*)"
_BREAK = "\u200b"
"""Where a sentence may be broken inside a place."""


def as_with_people(text: str, *homes: str) -> str:
    """The same sentence, with what stands in one of `homes` where it would stand on a PC with Windows."""
    for home in homes:
        in_sentences = f"{_BREAK}?/{_BREAK}?".join(map(re.escape, home.split("/")))
        text = re.sub(in_sentences + _REST, _moved, text) if home else text
    return text


def _moved(found: re.Match[str]) -> str:
    rest = found[1].replace(_BREAK, "")
    place = f"\\{rest}" if rest.startswith(_SERVER) else _HIS_FOLDER + rest
    place = place.replace("/", "\\")
    return breakable(place) if _BREAK in found[0] else place


@contextmanager
def readable_places(widget: QWidget) -> Iterator[None]:
    """While the picture is taken; what the program works with stays as it is."""
    from PySide6.QtWidgets import QLabel, QLineEdit

    homes = (os.environ.get("GEZINSCOACH_HOME", ""), str(Path.home() / "Documents"))
    shown: list[QLabel | QLineEdit] = [*widget.findChildren(QLabel), *widget.findChildren(QLineEdit)]
    told = [(each, each.text(), as_with_people(each.text(), *homes)) for each in shown]
    changed = [(each, before, after) for each, before, after in told if before != after]
    for each, _, after in changed:
        _show(each, after)
    try:
        yield
    finally:
        for each, before, _ in changed:
            _show(each, before)


def _show(each: QLabel | QLineEdit, text: str) -> None:
    """Without anybody hearing of it."""
    from PySide6.QtWidgets import QLabel

    was_blocked = each.blockSignals(True)
    if isinstance(each, QLabel):
        each.setText(text)
    else:  # setText alone would scroll to the end
        place = each.cursorPosition()
        each.setText(text)
        each.setCursorPosition(place)
    each.blockSignals(was_blocked)
