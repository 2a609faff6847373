"""Logboek: who did what and when, page by page, with filters, and to a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import audit as audit_service
from gezinscoach_desktop.services.audit import AuditFilter, AuditLine
from gezinscoach_desktop.services.audit import AuditPage as AuditLines
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.audit.columns import audit_columns
from gezinscoach_desktop.views.audit.filters import AuditFilters
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import Card, button, label, set_tone
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.table import RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

CSV_FILE = FileKind("CSV-bestand", "csv")


class AuditPage(Page):
    """The newest lines first; the rest comes on asking, so that a long log opens as fast as a short one."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.ACCOUNT})
    help_topic: ClassVar[str] = "logboek"

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._names: dict[UUID, str] = {}
        self._older: int | None = None
        self._lines: list[AuditLine] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Logboek", "Wie deed wat, en wanneer. Nooit wat erin staat.")
        self.export_button = self.header.add_command("Exporteren…", "arrow-export", self._export)
        self.filters = AuditFilters(self._desk.today)
        sees_families = reach(self._desk.account.roles, Action.READ_FAMILY_AUDIT) is not Reach.NONE
        self.model = RowsModel(
            audit_columns(self._names, with_family=sees_families), row_id=_number, parent=self
        )
        self.table = RowsTable(self.model, "Logboek")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self.nothing = EmptyState("search", "Geen regel past bij wat je zoekt.", "Filters wissen")
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.nothing)
        self.count_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.more_button = button("Meer laden")
        self.more_button.hide()
        below = QHBoxLayout()
        below.addWidget(self.count_label)
        below.addStretch(1)
        below.addWidget(self.more_button)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(3))
        column.setSpacing(grid(3))
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        column.addLayout(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(content, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._read)
        self.more_button.clicked.connect(self._read_more)
        self.nothing.chosen.connect(self.filters.clear)

    @property
    def title(self) -> str:
        return "Logboek"

    def load(self) -> None:
        self._tasks.query(audit_service.people, self._desk, then=self._show_people, key="people")
        self._read()

    def refresh(self, change: Change) -> None:
        """Accounts changed: only their names; who is reading further back is not thrown to the top."""
        self._tasks.query(audit_service.people, self._desk, then=self._show_people, key="people")

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def find_here(self) -> None:
        self.filters.person_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --------------------------------------------------------------------------------------------------- reading

    def _wanted(self) -> AuditFilter | None:
        try:
            return self.filters.value()
        except InvalidInput:
            return None  # the filter says so itself

    def _read(self) -> None:
        wanted = self._wanted()
        if wanted is not None:
            self._tasks.query(
                partial(audit_service.trail, self._desk, wanted), then=self._show_first, key="trail"
            )

    def _read_more(self) -> None:
        wanted = self._wanted()
        if wanted is None or self._older is None:
            return
        self.more_button.setEnabled(False)
        self._tasks.query(
            partial(audit_service.trail, self._desk, wanted, before=self._older),
            then=self._show_more,
            failed=self._fail_more,
            key="trail",
        )

    def _show_people(self, names: Mapping[UUID, str]) -> None:
        self._names.clear()
        self._names.update(names)
        self.filters.show_people(names)
        self.table.viewport().update()

    def _show_first(self, page: AuditLines) -> None:
        self._lines = []
        self._add(page)

    def _show_more(self, page: AuditLines) -> None:
        first_new = page.lines[0].number if page.lines else None
        self._add(page)
        if first_new is not None:
            self.table.choose(first_new)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, page: AuditLines) -> None:
        self._lines += page.lines
        self._older = page.older
        self.model.set_rows(self._lines)
        self._stack.setCurrentIndex(0 if self._lines else 1)
        self.nothing.button.setVisible(self.filters.is_narrowed)
        self.more_button.setVisible(page.older is not None)
        self.more_button.setEnabled(True)
        self.export_button.setEnabled(bool(self._lines))
        shown = counted(len(self._lines), "regel", "regels")
        self._say(f"{shown} getoond, er zijn er meer" if page.older is not None else shown)

    def _fail_more(self, error: Exception) -> bool:
        self.more_button.setEnabled(True)
        return False

    # ------------------------------------------------------------------------------------------------- to a file

    def _export(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            return
        path = self._dialogs.save_file(
            "Logboek exporteren", CSV_FILE, suggested=f"logboek-{self._desk.today():%Y-%m-%d}.csv"
        )
        if path is None:
            return
        self.export_button.setEnabled(False)
        self._tasks.run(
            audit_service.export_trail,
            self._desk,
            path,
            wanted,
            then=partial(self._tell_exported, path),
            failed=self._fail_export,
            owner=self,
        )

    def _tell_exported(self, path: Path, number: int) -> None:
        self.export_button.setEnabled(True)
        self._say(f"{counted(number, 'regel', 'regels')} bewaard in “{path.name}”.", Tone.GOOD)

    def _fail_export(self, error: Exception) -> bool:
        self.export_button.setEnabled(True)
        if not isinstance(error, UserError):
            return False
        self._say(error.message, Tone.ERROR)
        return True

    def _say(self, text: str, tone: Tone = Tone.SECONDARY) -> None:
        self.count_label.setText(text)
        set_tone(self.count_label, tone)


def _number(line: AuditLine) -> object:
    return line.number
