"""The window of the checklist without what goes on in it: steps at the left, a page at the right, buttons beneath."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.elements import button, divider, paragraph, scrolling
from gezinscoach_desktop.views.setup.step_list import StepList
from gezinscoach_desktop.views.setup.step_page import StepPage, show_kind
from gezinscoach_desktop.views.setup.words import AFTER, BEFORE
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_SIZE = (252, 164)
_SMALLEST = (190, 100)
_SIDE = 58
_SHARE_OF_SCREEN = 0.92
_NOTE = "Stoppen kan altijd. De volgende keer ga je hier verder."


class SetupShell(QDialog):
    """Pages come in with `add_page`; the first one that is added is shown first."""

    help_topic = "eerste-start"

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[StepPage] = []
        self._gone_to: QWidget | None = None
        """Where somebody put the keyboard himself."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(grid(_SMALLEST[0]), grid(_SMALLEST[1]))
        self._build(title)
        application = QGuiApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note_focus)

    def _build(self, title: str) -> None:
        self.list = StepList((*BEFORE, *AFTER))
        self._stack = QStackedWidget()
        self._busy = BusyLine()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._make_side(title))
        middle.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._busy)
        whole.addLayout(middle, 1)
        whole.addWidget(divider())
        whole.addWidget(self._make_bottom())

    def _make_side(self, title: str) -> QFrame:
        side = QFrame()
        side.setProperty("kind", "rail")
        side.setFixedWidth(grid(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(grid(3), grid(6), grid(3), grid(4))
        column.setSpacing(grid(3))
        self._side_title = paragraph(title, TextStyle.HEADING)
        self.note_label = paragraph(_NOTE, TextStyle.SMALL, Tone.SECONDARY)
        for text in (self._side_title, self.note_label):
            text.setContentsMargins(grid(3), 0, 0, 0)
        column.addWidget(self._side_title)
        column.addWidget(scrolling(self.list), 1)
        column.addWidget(self.note_label)
        return side

    def _make_bottom(self) -> QFrame:
        bottom = QFrame()
        self.later_button = button("Later verder", "quiet")
        self.back_button = button("Vorige")
        self.next_button = button("Volgende", "primary")
        buttons = QHBoxLayout(bottom)
        buttons.setContentsMargins(grid(3), grid(3), grid(6), grid(3))
        buttons.setSpacing(grid(2))
        buttons.addWidget(self.later_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        return bottom

    # ------------------------------------------------------------------------------------------------------- pages

    def add_page(self, page: StepPage) -> None:
        """A step whose page can be shown."""
        self._pages.append(page)
        self._stack.addWidget(scrolling(page))
        self._put_buttons_last()
        page.grown.connect(self._reveal)

    @property
    def current(self) -> StepPage:
        """The step at the right."""
        return self._pages[self._stack.currentIndex()]

    def page(self, key: str) -> StepPage | None:
        """The page of a step; None as long as there is none."""
        return next((page for page in self._pages if page.key == key), None)

    def show_page(self, page: StepPage) -> None:
        """Bring it to the front, from its top."""
        self._stack.setCurrentIndex(self._pages.index(page))
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def show_title(self, title: str) -> None:
        """What stands above the steps: whose office it is."""
        self._side_title.setText(title)

    def show_verb(self, verb: str, *, is_primary: bool) -> None:
        """What going on is called; a step that asks for something itself has the primary button."""
        self.next_button.setText(verb)
        self.next_button.setAccessibleName(verb)
        show_kind(self.next_button, is_primary=is_primary)

    def set_busy(self, is_busy: bool) -> None:
        """While the office is being made nobody goes anywhere."""
        for widget in (self.next_button, self.back_button, self.later_button, self.list, self._stack):
            widget.setEnabled(not is_busy)
        self._busy.set_busy(is_busy)

    def _reveal(self, shown: object) -> None:
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea) and isinstance(shown, QWidget) and area.isAncestorOf(shown):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # or its place is that of before
            area.ensureWidgetVisible(shown)
            self._take_keyboard_back(area)

    def _take_keyboard_back(self, area: QScrollArea) -> None:
        """What had the keyboard is gone, and Qt took the next: not to the way out, unless he went there himself."""
        focus = self.focusWidget()
        is_chosen = self._gone_to is not None and focus is self._gone_to
        if not is_chosen and not area.isAncestorOf(focus):
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Qt only moves on by itself from what cannot be used any more."""
        if old is not None and now is not None:
            is_left = shiboken6.isValid(old) and old.isEnabled() and old.isVisibleTo(old.window())
            self._gone_to = now if is_left else None

    def _put_buttons_last(self) -> None:
        """The keyboard comes to them after the page, as the eye does."""
        before = self.previousInFocusChain()
        for made in (self.later_button, self.back_button, self.next_button):
            if before is not None:
                self.setTabOrder(before, made)
            before = made

    def available_size(self) -> QSize:
        """The room there is on the screen it opens on."""
        return self.screen().availableGeometry().size()

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            room = self.available_size() * _SHARE_OF_SCREEN
            self.resize(QSize(grid(_SIZE[0]), grid(_SIZE[1])).boundedTo(room))
            self.current.take_focus()
        super().showEvent(event)
