"""Ctrl+F in the form: type part of an item's name, Enter opens its card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.snapshot.route import Hit
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

WIDTH = 116
_MOST = 8


class FindPanel(QFrame):
    """Lies over the items until something is chosen or Esc is pressed."""

    chosen = Signal(object)
    """Place."""
    closed = Signal()

    def __init__(self, find: Callable[[str], tuple[Hit, ...]], over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._find = find
        self._hits: tuple[Hit, ...] = ()
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self.setProperty("kind", "card")
        self.search_field = SearchField("Zoek een item")
        self.result_list = QListWidget()
        self.result_list.setAccessibleName("Gevonden items")
        self.result_list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.result_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label("Geen item met die naam.", TextStyle.SMALL, Tone.SECONDARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(2), grid(2), grid(2), grid(2))
        column.setSpacing(grid(1.5))
        column.addWidget(self.search_field)
        column.addWidget(self.result_list)
        column.addWidget(self._nothing)

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._search)
        self.result_list.itemClicked.connect(self._choose_item)
        self.search_field.installEventFilter(self)

    def open_panel(self) -> None:
        """Show the panel, empty, with the keyboard in it."""
        self.search_field.clear()
        self._search("")
        self._place()
        self.show()
        self.raise_()
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self._hits

    def _search(self, text: str) -> None:
        self._hits = self._find(text)[:_MOST]
        self.result_list.clear()
        for hit in self._hits:
            about = hit.domain if hit.domain != hit.item else ""
            self.result_list.addItem(QListWidgetItem("  ·  ".join(filter(None, (hit.item, hit.who, about)))))
        if self._hits:
            self.result_list.setCurrentRow(0)
        self.result_list.setVisible(bool(self._hits))
        self.result_list.setFixedHeight(len(self._hits) * self.result_list.sizeHintForRow(0) + 2)
        self._nothing.setVisible(bool(text.strip()) and not self._hits)
        self._place()

    def _place(self) -> None:
        width = min(grid(WIDTH), self._over.width() - grid(8))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._over.width() - width) // 2, grid(2))

    def _choose_item(self, item: QListWidgetItem) -> None:
        self._choose_row(self.result_list.row(item))

    def _choose_row(self, row: int) -> None:
        if not 0 <= row < len(self._hits):
            return
        place = self._hits[row].place
        self.hide()
        self.chosen.emit(place)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _handle_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        last = len(self._hits) - 1
        row = self.result_list.currentRow()
        match event.key():
            case Qt.Key.Key_Down:
                self.result_list.setCurrentRow(min(row + 1, last))
            case Qt.Key.Key_Up:
                self.result_list.setCurrentRow(max(row - 1, 0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose_row(row)
            case Qt.Key.Key_Escape | Qt.Key.Key_Tab:
                self._close()
            case _:
                return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.search_field
            and isinstance(event, QKeyEvent)
            and (
                event.type() is QEvent.Type.KeyPress
                and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
        ):
            return self._handle_key(event)
        return super().eventFilter(watched, event)
