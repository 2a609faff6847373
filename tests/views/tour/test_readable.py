"""Pictures of the tour show places as people know them; what the program works with stays."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from gezinscoach_desktop.tour.readable import as_with_people, readable_places

_HOME = "/tmp/rondleiding-x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{_HOME}/Gezinscoach/OCMW.gezinscoach", "C:\\Users\\an\\Documents\\Gezinscoach\\OCMW.gezinscoach"),
        (f"In een gedeelde map: {_HOME}/server/team", "In een gedeelde map: \\\\server\\team"),
        (f"“{_HOME}/server” antwoordt niet; kijk na en/of.", "“\\\\server” antwoordt niet; kijk na en/of."),
        (f"Kopie:\n{_HOME}/a/b\nen/of niet", "Kopie:\nC:\\Users\\an\\Documents\\a\\b\nen/of niet"),
        ("Map: /\u200btmp/\u200brondleiding-x/\u200bserver/\u200bteam", "Map: \\\\server\\\u200bteam"),
        ("Zonder plaats, en/of.", "Zonder plaats, en/of."),
    ],
)
def test_a_place_reads_as_on_a_pc_with_windows(text: str, expected: str) -> None:
    assert as_with_people(text, _HOME) == expected


def test_it_only_looks_so_while_the_picture_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEZINSCOACH_HOME", _HOME)
    window = QWidget()
    column = QVBoxLayout(window)
    field, told = QLineEdit(f"{_HOME}/server/team"), QLabel(f"Gevonden: {_HOME}/a")
    column.addWidget(field)
    column.addWidget(told)
    field.setCursorPosition(3)
    heard: list[str] = []
    field.textChanged.connect(heard.append)

    with readable_places(window):
        assert field.text() == "\\\\server\\team"
        assert field.cursorPosition() == 3, "a field that shows its beginning still does"
        assert told.text() == "Gevonden: C:\\Users\\an\\Documents\\a"

    assert field.text() == f"{_HOME}/server/team"
    assert field.cursorPosition() == 3
    assert told.text() == f"Gevonden: {_HOME}/a"
    assert heard == []
