"""Pictures in which a place reads as it does with people, and not as that of the tour's temporary folder."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

_SERVER = "/server"
_HIS_FOLDER = "C:\\Users\\an\\Documents"
_REST = r"""([^“”"\n<]*)"""


def as_with_people(text: str, home: str) -> str:
    """The same sentence, with what stands in `home` where it would stand on a PC with Windows."""
    if not home or home not in text:
        return text
    return re.sub(re.escape(home) + _REST, _moved, text)


def _moved(found: re.Match[str]) -> str:
    rest = found[1]
    place = f"\\{_SERVER}{rest.removeprefix(_SERVER)}" if rest.startswith(_SERVER) else _HIS_FOLDER + rest
    return place.replace("/", "\\")


@contextmanager
def readable_places(widget: QWidget) -> Iterator[None]:
    """While the picture is taken; what the program works with stays as it is."""
    from PySide6.QtWidgets import QLabel, QLineEdit

    home = os.environ.get("GEZINSCOACH_HOME") or tempfile.gettempdir()
    shown: list[QLabel | QLineEdit] = [*widget.findChildren(QLabel), *widget.findChildren(QLineEdit)]
    changed = [(each, each.text()) for each in shown if home in each.text()]
    for each, text in changed:
        _show(each, as_with_people(text, home))
    yield
    for each, text in changed:
        _show(each, text)


def _show(each: QLabel | QLineEdit, text: str) -> None:
    """Without anybody hearing of it."""
    was_blocked = each.blockSignals(True)
    each.setText(text)
    each.blockSignals(was_blocked)
