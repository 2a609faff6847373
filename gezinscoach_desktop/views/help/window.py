"""Help beside a form that is filled in, or before anybody signed in: the handbook in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gezinscoach_desktop.domain.handbook import Group
from gezinscoach_desktop.domain.handbook_search import Hit, find, words_of
from gezinscoach_desktop.services.handbook import Handbook, open_handbook
from gezinscoach_desktop.views.elements import icon_button, paragraph
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.help.contents import Contents
from gezinscoach_desktop.views.help.hits import NONE_FOUND, HitsList
from gezinscoach_desktop.views.help.picture import PictureWindow
from gezinscoach_desktop.views.help.reader import Reader
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_SIZE = (128, 160)


class HelpWindow(QDialog):
    """Esc closes it; the window it is about stays as it was and can be worked in."""

    def __init__(self, tasks: Tasks, part: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self._tasks = tasks
        self._wanted = part
        self._behind: list[str] = []
        self._handbook = Handbook((), {})
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Hulp")
        self._build()
        self._connect()
        tasks.compute(open_handbook, then=self._take, owner=self)

    def _build(self) -> None:
        self.back_button = icon_button("arrow-left", "Terug (Alt+pijl naar links)")
        self.contents_button = icon_button("list", "Alle onderwerpen")
        self.contents_button.setCheckable(True)
        self.search_field = SearchField("Zoek in de hulp")
        self.reader = Reader(self._tasks)
        self.contents = Contents()
        self.hits = HitsList()
        self._stack = QStackedWidget()
        self.none_label = paragraph(NONE_FOUND, TextStyle.TEXT, Tone.SECONDARY)
        self.none_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.none_label.setContentsMargins(grid(6), grid(4), grid(6), 0)
        for widget in (self.reader, self.contents, self.hits, self.none_label):
            self._stack.addWidget(widget)
        top = QFrame()
        top.setProperty("kind", "header")
        row = QHBoxLayout(top)
        row.setContentsMargins(grid(3), grid(2), grid(3), grid(2))
        row.setSpacing(grid(1))
        row.addWidget(self.back_button)
        row.addWidget(self.contents_button)
        row.addWidget(self.search_field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._stack, 1)
        self.back_button.setEnabled(False)
        self.search_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._back)
        self.contents_button.toggled.connect(self._show_contents)
        self.search_field.textChanged.connect(self._search)
        self.search_field.returnPressed.connect(self._open_first)
        self.reader.page_wanted.connect(self._visit)
        self.reader.picture_wanted.connect(self._show_picture)
        self.contents.itemClicked.connect(self._visit_chosen)
        self.contents.itemActivated.connect(self._visit_chosen)
        self.hits.clicked.connect(self._open_chosen)
        self.hits.activated.connect(self._open_chosen)
        for keys, slot in (("Alt+Left", self._back), ("Ctrl+F", self._find)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @property
    def shown_topic(self) -> str:
        """The page in front; empty before anything was read."""
        return "" if self.reader.page is None else self.reader.page.page.topic

    def stand_beside(self, window: QWidget) -> None:
        """At its right where there is room, else at its left, else over its right edge."""
        screen = window.screen().availableGeometry()
        size = QSize(grid(_SIZE[0]), grid(_SIZE[1])).boundedTo(screen.size())
        self.resize(size)
        around = window.frameGeometry()
        left = around.right() + grid(2)
        if left + size.width() > screen.right():
            left = around.left() - size.width() - grid(2)
        if left < screen.left():
            left = screen.right() - size.width()
        top = max(screen.top(), min(around.top(), screen.bottom() - size.height()))
        self.move(QPoint(left, top))

    def show_part(self, part: str) -> None:
        """Another page, or a heading in it."""
        self._wanted = part
        topic, _, anchor = part.partition("#")
        page = self._handbook.page(topic)
        if page is None:
            return
        self.reader.show_page(page, anchor=anchor, words=words_of(self.search_field.text()))
        self.contents.show_current(topic)
        self.contents_button.setChecked(False)
        self._stack.setCurrentWidget(self.reader)
        self.back_button.setEnabled(bool(self._behind))

    def _take(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self.reader.take_handbook(handbook)
        self.contents.show_pages([page.page for page in handbook.pages], frozenset(Group))
        self.show_part(self._wanted)

    def _visit(self, part: str) -> None:
        if self.shown_topic and part.partition("#")[0] != self.shown_topic:
            self._behind.append(self.shown_topic)
        self.show_part(part)

    def _visit_chosen(self) -> None:
        if self.contents.current_topic:
            self._visit(self.contents.current_topic)

    def _back(self) -> None:
        if self._behind:
            self.show_part(self._behind.pop())

    def _show_contents(self, is_wanted: bool) -> None:
        self._stack.setCurrentWidget(self.contents if is_wanted else self.reader)

    def _search(self, text: str) -> None:
        found = find(self._handbook.pages, text)
        self.hits.show_entries(found)
        listed = self.hits if found else self.none_label
        self._stack.setCurrentWidget(listed if text.strip() else self.reader)

    def _open_first(self) -> None:
        if self.hits.entries:
            self._open(self.hits.current or self.hits.entries[0])

    def _open_chosen(self) -> None:
        if self.hits.current is not None:
            self._open(self.hits.current)

    def _open(self, hit: Hit) -> None:
        self._visit(f"{hit.topic}#{hit.anchor}")

    def _find(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def _show_picture(self, source: str, caption: str) -> None:
        PictureWindow(self._tasks, source, caption, parent=self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the search field does not use walk through what was found, or read on."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
            Qt.Key(event.key())
        )
        if step is None:
            super().keyPressEvent(event)
        elif self._stack.currentWidget() is self.hits:
            self.hits.move_by(step)
        else:
            bar = self.reader.verticalScrollBar()
            bar.setValue(bar.value() + step * bar.singleStep() * 2)


def open_beside(tasks: Tasks, about: QWidget, part: str) -> HelpWindow:
    """Help at this page beside a window; the one that stands there already, if it does."""
    shown = about.findChild(HelpWindow)
    if shown is None:
        shown = HelpWindow(tasks, part, parent=about)
        shown.stand_beside(about)
        shown.show()
    else:
        shown.show_part(part)
    shown.activateWindow()
    return shown
