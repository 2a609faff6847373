"""Everything under the header of the form: who at the left, the items, and their evolution where there is room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.snapshot import words
from gezinscoach_desktop.views.snapshot.banner import Banner
from gezinscoach_desktop.views.snapshot.detail_pane import DetailPane
from gezinscoach_desktop.views.snapshot.find_panel import FindPanel
from gezinscoach_desktop.views.snapshot.form_state import FormState
from gezinscoach_desktop.views.snapshot.item_list import ItemList
from gezinscoach_desktop.views.snapshot.route import Hit
from gezinscoach_desktop.views.snapshot.side_list import SideList
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_WIDE_ENOUGH = 293  # steps of the grid: a window of 1240 px less the rail


class FormBody(QWidget):
    """Holds the parts together; the page tells them what to show."""

    room_changed = Signal()
    """The pane at the right came or went."""

    def __init__(
        self, tasks: Tasks, find: Callable[[str], tuple[Hit, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._was_wide = True
        self._build(tasks, find)

    def _build(self, tasks: Tasks, find: Callable[[str], tuple[Hit, ...]]) -> None:
        self.side_list = SideList()
        self.item_list = ItemList()
        self.detail_pane = DetailPane(tasks)
        self.resume_bar = Banner("", "Opnieuw beginnen", may_close=True)
        self.news_bar = Banner("", "Bekijken", may_close=True)
        self._resume_row = _bar_row(self.resume_bar)
        self._news_row = _bar_row(self.news_bar)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._news_row)
        column.addWidget(self._resume_row)
        column.addWidget(self.item_list, 1)
        self.find_panel = FindPanel(find, middle)
        self._detail_edge = _edge()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side_list)
        row.addWidget(_edge())
        row.addWidget(middle, 1)
        row.addWidget(self._detail_edge)
        row.addWidget(self.detail_pane)

    @property
    def is_wide(self) -> bool:
        """Whether there is room for the pane at the right."""
        return self.width() >= grid(_WIDE_ENOUGH)

    def show_resumed(self, state: FormState) -> None:
        """Say that a draft was found again, if one was."""
        saved_at = state.found_saved_at
        if state.is_resumed and saved_at is not None:
            self.resume_bar.show_text(words.resumed(saved_at))
            self._resume_row.show()

    def show_news(self, text: str) -> None:
        """Say what colleagues did meanwhile; nothing hides it."""
        self.news_bar.show_text(text)
        self._news_row.setVisible(bool(text))

    def hide_resumed(self) -> None:
        self._resume_row.hide()

    def show_banner(self, state: FormState) -> Banner | None:
        """Say above the items what is special about this family, if anything; its button goes to the members."""
        banner: Banner | None = None
        if left_out := words.left_out(state):
            banner = Banner(left_out, "Gezinsleden bekijken")
        elif len(state.route.people) == 1:
            banner = Banner(words.NO_MEMBERS, "Gezinsleden toevoegen")
        elif state.is_first_measurement:
            banner = Banner(words.FIRST_MEASUREMENT)
        self.item_list.show_banner(banner)
        return banner

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_wide is not self._was_wide:
            self._was_wide = self.is_wide
            self.detail_pane.setVisible(self.is_wide)
            self._detail_edge.setVisible(self.is_wide)
            self.room_changed.emit()


def _bar_row(bar: Banner) -> QWidget:
    """A bar with the room around it that the items have; hidden until it has something to say."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(grid(4.5), grid(2), grid(6), grid(1))
    row.addWidget(bar)
    made.hide()
    return made


def _edge() -> QFrame:
    """A thin line between the parts of the form."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedWidth(1)
    return made
