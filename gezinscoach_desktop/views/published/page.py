"""Cijfers voor de gemeente: what was released of which year, and showing it to whoever speaks for the municipality."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.services import published_figures as published_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.published_figures import Release
from gezinscoach_desktop.views.elements import Card, label, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.published.release_dialog import ReleaseDialog
from gezinscoach_desktop.views.published.tables import ReleasedTables
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_LIST_WIDTH = 82


class PublishedPage(Page):
    """List and detail. Enter shows a release in a window without anything else of the program."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.REPORT})
    help_topic: ClassVar[str] = "cijfers-voor-de-gemeente"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._wanted: UUID | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Cijfers voor de gemeente")
        self.header.show_back()
        self.withdraw_button = self.header.add_command("Intrekken", "delete", self.withdraw, hint="Delete")
        self.show_button = self.header.add_command("Tonen", "maximize", self.show_window, hint="Enter")
        self.new_button = self.header.add_command(
            "Vrijgeven…", "add", self.new_here, kind="primary", hint="Ctrl+N"
        )
        self.model: RowsModel[Release] = RowsModel(
            (
                Column("Gemeente", _municipality, is_strong=True, detail=_when),
                Column("Jaar", _year, align=Align.RIGHT, width=grid(18)),
            ),
            row_id=lambda release: release.record.id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Vrijgegeven cijfers")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        card.setFixedWidth(grid(_LIST_WIDTH))
        self.tables = ReleasedTables()
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        row.setSpacing(grid(4))
        row.addWidget(card)
        area = scrolling(_from_above(self.tables))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # some tables are wide
        row.addWidget(area, 1)
        self.nothing = EmptyState(
            "chart-multiple",
            "Hier komen de cijfers te staan die je voor een gemeente vrijgeeft: per jaar, zonder namen, en met kleine "
            "aantallen verborgen.",
            "Vrijgeven…",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.nothing.chosen.connect(self.new_here)
        self.table.row_chosen.connect(self._show_release)
        self.table.row_opened.connect(self._open)
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.withdraw)

    @property
    def title(self) -> str:
        return "Cijfers voor de gemeente"

    def load(self) -> None:
        self._tasks.query(published_service.list_released, self._desk, then=self._show, key="released")

    def take_focus(self) -> bool:
        (self.table if self.model.rowCount() else self.nothing.button).setFocus(
            Qt.FocusReason.OtherFocusReason
        )
        return True

    def new_here(self) -> None:
        dialog = ReleaseDialog(self._tasks, self._desk, parent=self)
        dialog.released.connect(self._want)
        dialog.open()

    def show_window(self) -> None:
        """What is under the cursor, in a window of its own."""
        if (release := self.table.current_row) is not None:
            self._open(release)

    def withdraw(self) -> None:
        """Take the release under the cursor back; for ten seconds it can be undone."""
        if (release := self.table.current_row) is not None:
            self._tasks.run(
                published_service.withdraw,
                self._desk,
                release.record.id,
                release.record.version,
                then=partial(self._offer_undo, release),
                owner=self,
            )

    def _offer_undo(self, release: Release, _: Done) -> None:
        undo = partial(
            self._tasks.run,
            published_service.restore,
            self._desk,
            release.record.id,
            release.record.version + 1,
        )
        self._messages.offer_undo("De cijfers zijn niet langer vrijgegeven.", undo)

    def _want(self, record_id: UUID) -> None:
        self._wanted = record_id

    def _show(self, releases: tuple[Release, ...]) -> None:
        is_nowhere = self.focusWidget() in (None, self.nothing.button, self.header.back_button)
        self.model.set_rows(releases)
        self._stack.setCurrentIndex(0 if releases else 1)
        self.withdraw_button.setEnabled(bool(releases))
        self.show_button.setEnabled(bool(releases))
        if self._wanted is not None and self.table.choose(self._wanted):
            self._wanted = None
        self._show_release(self.table.current_row)
        if is_nowhere:
            self.take_focus()  # Qt puts the keyboard on the arrow back

    def _show_release(self, release: Release | None) -> None:
        if release is None:
            self.tables.show_tables(())
        else:
            self.tables.show_tables(release.tables, _counted(release))

    def _open(self, release: Release) -> None:
        window = ReleaseWindow(release, parent=self)
        window.open()


class ReleaseWindow(QDialog):
    """For on the wall of a meeting room: nothing of the program around it, and nothing to find behind a number."""

    def __init__(self, release: Release, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Cijfers {release.year}")
        room = self.screen().availableGeometry().size()
        self.resize(min(1200, room.width()), min(900, room.height()))
        tables = ReleasedTables()
        tables.show_tables(release.tables, _counted(release))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(8), grid(6), grid(8), grid(8))
        column.setSpacing(grid(3))
        column.addWidget(label(f"Gezinscoaches in {release.municipality}, {release.year}", TextStyle.TITLE))
        column.addWidget(label(_when(release), TextStyle.SMALL, Tone.SECONDARY))
        column.addWidget(tables)
        column.addStretch(1)
        self.area = scrolling(inside)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # some tables are wide
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("Vrijgegeven cijfers")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)


def _from_above(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder


def _municipality(release: Release) -> str:
    return release.municipality


def _year(release: Release) -> str:
    return str(release.year)


def _counted(release: Release) -> str:
    if release.is_over:
        return ""
    return f"Geteld tot en met {format_date(release.last_day)}: {release.year} was toen nog niet om."


def _when(release: Release) -> str:
    record = release.record
    return f"Vrijgegeven op {format_date(record.changed_at.astimezone().date())}"
