"""Licenties: every part that travels with the program at the left, the whole text of its licence at the right."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.text import counted, fold
from gezinscoach_desktop.services.licences import Part, read_licence, read_parts
from gezinscoach_desktop.views.elements import heading, label, paragraph
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.licences.parts_list import PartsList, licence_line
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_NONE = "Geen onderdeel past bij wat je zoekt. Zoek op een ander woord, of wis wat je typte."
_PAGE = 8
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}


class LicencesPage(Page):
    """Arrows walk through the list, also while typing in the search field."""

    help_topic: ClassVar[str] = "licenties"

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._parts: tuple[Part, ...] = ()
        self._build()
        self._connect()

    @property
    def title(self) -> str:
        return "Licenties"

    # ------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.header = PageHeader("Licenties", "Waarvan dit programma gebruikmaakt")
        self.header.show_back()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_side())
        row.addWidget(self._make_reading(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(row, 1)

    def _make_side(self) -> QWidget:
        self.search_field = SearchField("Zoek een onderdeel of licentie")
        self.parts_list = PartsList()
        self.none_label = paragraph(_NONE, TextStyle.SMALL, Tone.SECONDARY)
        self.none_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.parts_list)
        self._stack.addWidget(self.none_label)
        side = QFrame()
        side.setProperty("kind", "side")
        side.setFixedWidth(grid(76))
        column = QVBoxLayout(side)
        column.setContentsMargins(grid(3), grid(3), grid(3), grid(3))
        column.setSpacing(grid(2))
        column.addWidget(self.search_field)
        column.addWidget(self._stack, 1)
        return side

    def _make_reading(self) -> QWidget:
        self.name_label = heading("")
        self.licence_label = label("", TextStyle.TEXT, Tone.SECONDARY)
        self.what_label = paragraph("")
        self.address_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.address_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text_view = QPlainTextEdit()
        self.text_view.setReadOnly(True)
        self.text_view.setTabChangesFocus(True)
        self.text_view.setAccessibleName("Tekst van de licentie")
        self.reading = QWidget()
        column = QVBoxLayout(self.reading)
        column.setContentsMargins(grid(5), grid(4), grid(5), grid(4))
        column.setSpacing(grid(1))
        column.addWidget(self.name_label)
        column.addWidget(self.licence_label)
        column.addWidget(self.what_label)
        column.addWidget(self.address_label)
        column.addSpacing(grid(2))
        column.addWidget(self.text_view, 1)
        return self.reading

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.search_field.textChanged.connect(self._search)
        self.search_field.installEventFilter(self)
        self.parts_list.marked.connect(self._show)

    # -------------------------------------------------------------------------------------------------- showing

    def load(self) -> None:
        self._tasks.compute(read_parts, then=self._take)

    def _take(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self._search()

    def _search(self) -> None:
        words = fold(self.search_field.text()).split()
        found = [part for part in self._parts if all(word in _searched(part) for word in words)]
        if words:
            found.sort(key=lambda part: not fold(part.name).startswith(words[0]))
        self.header.set_title("Licenties", _told(len(found), len(self._parts)))
        self._stack.setCurrentWidget(self.parts_list if found or not self._parts else self.none_label)
        self.reading.setEnabled(bool(found))
        self.parts_list.show_parts(found)

    def _show(self, part: Part) -> None:
        self.name_label.setText(part.name)
        self.licence_label.setText(licence_line(part))
        self.what_label.setText(part.what[:1].upper() + part.what[1:])
        self.address_label.setText(part.address)
        self.text_view.setAccessibleName(f"Tekst van de licentie van {part.name}")
        self._tasks.compute(read_licence, part.key, then=self.text_view.setPlainText, key="licence")

    def find_here(self) -> None:
        self.search_field.setFocus()
        self.search_field.selectAll()

    def take_focus(self) -> bool:
        self.search_field.setFocus()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.search_field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            step = _MOVES.get(Qt.Key(event.key()))
            if step is not None:
                self.parts_list.move_by(step)
                return True
        return super().eventFilter(watched, event)


def _told(shown: int, of: int) -> str:
    parts = f"{counted(of, 'onderdeel', 'onderdelen')} van dit programma"
    return parts if shown == of else f"{shown} van de {parts}"


def _searched(part: Part) -> str:
    return fold(f"{part.name} {part.licence} {part.what}")
