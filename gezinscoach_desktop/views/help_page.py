"""Hulp: the handbook, its contents at the left, and words that can be looked for in all of it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.handbook import Edition, edition_of, groups_of
from gezinscoach_desktop.domain.handbook_search import Hit, find, words_of
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.handbook import Handbook, open_handbook, page_pdf
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import label, paragraph
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.help.about_dialog import AboutDialog
from gezinscoach_desktop.views.help.contents import Contents
from gezinscoach_desktop.views.help.hits import NONE_FOUND, HitsList
from gezinscoach_desktop.views.help.keys_sheet import KeysSheet
from gezinscoach_desktop.views.help.pdf_dialog import HandbookPdfDialog, opener, show_pdf
from gezinscoach_desktop.views.help.picture import PictureWindow
from gezinscoach_desktop.views.help.reader import Reader
from gezinscoach_desktop.views.licences.places import LICENCES
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.trouble.places import trouble_page

_PAGE = 5


class HelpPage(Page):
    """The chapters of one's own roles stand open. Alt+← goes back to the page that was read before."""

    help_topic: ClassVar[str] = "eerste-stappen"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._handbook = Handbook((), {})
        self._wanted = ""
        self._behind: list[str] = []
        self._ahead: list[str] = []
        self._build()
        self._connect()

    @property
    def title(self) -> str:
        return "Hulp"

    @property
    def shown_topic(self) -> str:
        """The page in front; empty before anything was read."""
        return "" if self.reader.page is None else self.reader.page.page.topic

    def _build(self) -> None:
        self.header = PageHeader("Hulp")
        self.print_button = self.header.add_command(
            "Afdrukken", "print", self.print_here, hint="Deze bladzijde (Ctrl+P)"
        )
        self.header.add_more("Handboek als PDF…", "document-pdf", self.make_pdf)
        self.header.add_more("Sneltoetsen (Ctrl+?)", "list", self._show_keys)
        self.header.add_more("Foutverslag maken", "warning", self._report_trouble)
        self.header.add_more("Licenties", "document-text", self._show_licences)
        self.header.add_more("Over Gezinscoach", "info", self.tell_about)
        self.search_field = SearchField("Zoek in de hulp")
        self.contents = Contents()
        self.hits = HitsList()
        self.none_label = paragraph(NONE_FOUND, TextStyle.SMALL, Tone.SECONDARY)
        self.none_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.count_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.count_label.hide()
        self._stack = QStackedWidget()
        for widget in (self.contents, self.hits, self.none_label):
            self._stack.addWidget(widget)
        side = QFrame()
        side.setProperty("kind", "side")
        side.setFixedWidth(grid(68))
        left = QVBoxLayout(side)
        left.setContentsMargins(grid(3), grid(3), grid(3), grid(3))
        left.setSpacing(grid(2))
        left.addWidget(self.search_field)
        left.addWidget(self.count_label)
        left.addWidget(self._stack, 1)
        self.reader = Reader(self._tasks)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.reader, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._search)
        self.search_field.installEventFilter(self)
        self.contents.page_chosen.connect(self._visit)
        self.hits.marked.connect(self._show_hit)
        self.reader.page_wanted.connect(self._visit)
        self.reader.picture_wanted.connect(self._show_picture)
        ahead = QShortcut(QKeySequence("Alt+Right"), self)
        ahead.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        ahead.activated.connect(self._go_ahead)

    def load(self) -> None:
        self.take_focus()  # or Qt gives it to the first button of the header
        self._tasks.compute(open_handbook, then=self._take)

    def _take(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self.reader.take_handbook(handbook)
        own = groups_of(self._desk.account.roles)
        self.contents.show_pages([page.page for page in handbook.pages], own)
        self._search()
        self._show(self._wanted or self.help_topic)

    # ------------------------------------------------------------------------------------------------- going about

    def go_to(self, part: str) -> None:
        """A page, or a heading in it: `contacten#verplaatsen`. Alt+← then leaves the handbook at once."""
        self._wanted = part
        self._behind.clear()
        self._ahead.clear()
        self._show(part)

    def _visit(self, part: str) -> None:
        """From within the handbook: Alt+← comes back here."""
        if part.partition("#")[0] != self.shown_topic:
            self._behind.append(self.shown_topic)
            self._ahead.clear()
        self._show(part)

    def back_here(self) -> bool:
        if not self._behind:
            return False
        self._ahead.append(self.shown_topic)
        self._show(self._behind.pop())
        return True

    def _go_ahead(self) -> None:
        if self._ahead:
            self._behind.append(self.shown_topic)
            self._show(self._ahead.pop())

    def _show(self, part: str) -> None:
        topic, _, anchor = part.partition("#")
        page = self._handbook.page(topic)
        if page is None:
            return
        hit = next((hit for hit in self.hits.entries if hit.topic == topic), None)
        if self.search_field.text() and hit is None:
            self.search_field.clear()
        words = words_of(self.search_field.text())
        self.reader.show_page(page, anchor=anchor, words=words)
        self.contents.show_current(topic)

    # --------------------------------------------------------------------------------------------------- searching

    def _search(self) -> None:
        text = self.search_field.text()
        found = find(self._handbook.pages, text)
        is_searching = bool(text.strip()) and bool(self._handbook.pages)
        self._stack.setCurrentWidget(
            self.contents if not is_searching else self.hits if found else self.none_label
        )
        self.count_label.setText("1 bladzijde" if len(found) == 1 else f"{len(found)} bladzijden")
        self.count_label.setVisible(is_searching and bool(found))
        self.hits.show_entries(found)
        if not found and self.reader.page is not None:
            self.reader.show_words(())

    def _show_hit(self, hit: Hit) -> None:
        page = self._handbook.page(hit.topic)
        if page is not None:
            self.reader.show_page(page, anchor=hit.anchor, words=words_of(self.search_field.text()))
            self.contents.show_current(hit.topic)

    def _show_picture(self, source: str, caption: str) -> None:
        PictureWindow(self._tasks, source, caption, parent=self.window()).open()

    # ------------------------------------------------------------------------------------------------- the menu

    def print_here(self) -> None:
        self._tasks.compute(page_pdf, self.shown_topic, then=self._preview)

    def _preview(self, pdf: bytes) -> None:
        if pdf:
            show_pdf(self._tasks, self._dialogs, "Hulp", pdf, self.window())

    def make_pdf(self) -> None:
        roles = self._desk.account.roles
        edition = edition_of(next(iter(roles))) if len(roles) == 1 else Edition.ALL
        dialog = HandbookPdfDialog(self._tasks, self._dialogs, edition, parent=self.window())
        dialog.saved.connect(self._tell_saved)
        dialog.open()

    def _tell_saved(self, path: Path) -> None:
        self._messages.good(
            f"Het handboek is bewaard als {path.name}.", action_text="Openen", action=opener(path)
        )

    def _show_keys(self) -> None:
        KeysSheet(self._tasks, self._dialogs, "", parent=self.window()).open()

    def _report_trouble(self) -> None:
        self.left_for.emit(trouble_page())

    def _show_licences(self) -> None:
        self.left_for.emit(Destination(LICENCES))

    def tell_about(self) -> None:
        AboutDialog(self._tasks, self._desk, parent=self.window()).open()

    # -------------------------------------------------------------------------------------------------- the keyboard

    def find_here(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def take_focus(self) -> bool:
        self.search_field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # ------------------------------------------------------------------------------------------------ Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search field walk through what was found; Enter begins to read."""
        if (
            watched is self.search_field
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
        ):
            match event.key():
                case Qt.Key.Key_Down:
                    self._walk(1)
                case Qt.Key.Key_Up:
                    self._walk(-1)
                case Qt.Key.Key_PageDown:
                    self._walk(_PAGE)
                case Qt.Key.Key_PageUp:
                    self._walk(-_PAGE)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
                case _:
                    return False
            return True
        return super().eventFilter(watched, event)

    def _walk(self, step: int) -> None:
        bar = self.reader.verticalScrollBar()
        if self.search_field.text().strip():
            self.hits.move_by(step)
        elif abs(step) == _PAGE:
            bar.setValue(bar.value() + bar.pageStep() * step // _PAGE)
        else:
            self.contents.setFocus(Qt.FocusReason.OtherFocusReason)
