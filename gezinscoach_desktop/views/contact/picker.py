"""Which family: type part of a name or a code; the likely ones stand there already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.contact_form import FamilyChoice
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.theme import grid

MOST = 6
_ROW = 8


class FamilyPicker(QWidget):
    """Enter takes the family that is marked; the arrows mark another one."""

    chosen = Signal(object)
    """FamilyChoice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: Sequence[FamilyChoice] = ()
        self._taken: frozenset[UUID] = frozenset()
        self._shown: list[FamilyChoice] = []
        self.search = SearchField("Zoek op naam, code of gezinslid")
        self.found = QListWidget()
        self.found.setAccessibleName("Gevonden gezinnen")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(self.search)
        column.addWidget(self.found)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # for the Alt key of its label; Tab goes to what is inside
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.found.itemActivated.connect(self._take_item)
        self.found.itemClicked.connect(self._take_item)

    def set_choices(self, choices: Sequence[FamilyChoice]) -> None:
        """The likely ones first."""
        self._choices = choices
        self._find()

    def leave_out(self, taken: Iterable[UUID]) -> None:
        """What is chosen already is not offered again."""
        self._taken = frozenset(taken)
        self.search.clear()
        self._find()

    @property
    def shown(self) -> tuple[FamilyChoice, ...]:
        return tuple(self._shown)

    def _find(self) -> None:
        words = fold(self.search.text()).split()
        fitting = (
            choice
            for choice in self._choices
            if choice.id not in self._taken and all(word in choice.search_text for word in words)
        )
        self._shown = [choice for choice, _ in zip(fitting, range(MOST), strict=False)]
        self.found.clear()
        for choice in self._shown:
            detail = " · ".join(part for part in (choice.code, choice.municipality) if part)
            QListWidgetItem(f"{choice.title}   {detail}", self.found)
        if not self._shown:
            nobody = QListWidgetItem("Geen gezin past bij wat je zoekt.", self.found)
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
        self.found.setCurrentRow(0)
        row = max(self.found.sizeHintForRow(0), grid(_ROW))
        self.found.setFixedHeight(row * max(self.found.count(), 1) + grid(1))

    def _take_item(self, item: QListWidgetItem) -> None:
        self._take(self.found.row(item))

    def _take(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self.chosen.emit(self._shown[place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._shown:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.found.setCurrentRow((self.found.currentRow() + step) % len(self._shown))
                return True
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._take(self.found.currentRow())
                return True
        return super().eventFilter(watched, event)
