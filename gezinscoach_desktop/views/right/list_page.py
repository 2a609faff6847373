"""Rechtenlijst: the office's list of rights, looked through by everybody and kept up by coordinators."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.right_list import Right, domain_place
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import right_list as right_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.right_list import RightsFile
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs, FileKind
from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.fields import CheckField, ComboField, SearchField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.right.import_dialog import ImportDialog
from gezinscoach_desktop.views.right.list_change import ListChange
from gezinscoach_desktop.views.right.right_dialog import RightDialog
from gezinscoach_desktop.views.right.right_panel import RightPanel
from gezinscoach_desktop.views.right.words import domains_text
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import Tone, grid

CSV = FileKind("Rechtenlijst", "csv")
_BY_COLUMN, _CHECKED_COLUMN = 1, 2
_ALL_COLUMNS_FROM = 1180


class RightsListPage(Page):
    """List and detail; what is no longer proposed is out of sight until asked for."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.RIGHT})
    help_topic: ClassVar[str] = "rechten"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._change = ListChange(tasks, desk, messages, self)
        self._may_change = reach(desk.account.roles, Action.CHANGE_RIGHTS_LIST) is not Reach.NONE
        self._wanted: UUID | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Rechtenlijst")
        self.header.show_back()
        if self._may_change:
            self.header.add_command("Recht toevoegen", "add", self.new_here, kind="primary", hint="Ctrl+N")
            self.header.add_more("Wat hier staat is nagekeken", "checkmark", self.note_all_checked)
            self.header.add_more("Lijst inlezen…", "arrow-import", self.open_import)
        self.header.add_more("Lijst uitvoeren…", "arrow-export", self.export)
        self.panel = RightPanel(self._desk.today, may_change=self._may_change)
        left = QVBoxLayout()
        left.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        left.setSpacing(grid(3))
        left.addLayout(self._build_filters())
        left.addWidget(self._build_list(), 1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(body, 1)

    def _build_filters(self) -> QHBoxLayout:
        self.search_field = SearchField("Zoek een recht, een woord uit de uitleg of wie het toekent")
        self.search_field.setToolTip("Ctrl+F")
        self.domain_field: ComboField[LifeDomain | None] = ComboField(
            [("Elk levensdomein", None), *((domain.label, domain) for domain in LifeDomain)]
        )
        self.domain_field.setAccessibleName("Levensdomein")
        self.retired_field = CheckField("Ook wat uit de lijst is")
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(self.search_field, 1)
        row.addWidget(self.domain_field)
        row.addWidget(self.retired_field)
        return row

    def _build_list(self) -> QStackedWidget:
        self.model: RowsModel[Right] = RowsModel(
            (
                Column(
                    "Recht", lambda right: right.details.name, sort_key=_place, is_strong=True,
                    detail=lambda right: domains_text(right.details.domains), tone=self._tone,
                    tooltip=lambda right: right.details.name,
                ),
                Column("Toegekend door", lambda right: right.details.granted_by, tone=self._tone,
                       tooltip=lambda right: right.details.granted_by),
                Column("Nagekeken", _checked, sort_key=lambda right: right.details.checked_on,
                       tone=self._tone, width=104),
            ),
            row_id=lambda right: right.id,
            search_text=lambda right: right.search_text,
            parent=self,
        )  # fmt: skip
        self.table = RowsTable(self.model, "Rechten")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._nothing_found = EmptyState("search", "Geen recht past bij wat je zoekt.", "Filters wissen")
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self._nothing_found)
        return self._stack

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.search_field.textChanged.connect(self.model.search)
        self.domain_field.edited.connect(self._narrow)
        self.retired_field.edited.connect(self._narrow)
        self._nothing_found.chosen.connect(self.clear_filters)
        self.model.shown_changed.connect(self._show_count)
        self.table.row_chosen.connect(self.panel.show_right)
        self.table.row_opened.connect(self.edit)
        self.table.typed.connect(self._search_for)
        self.panel.edit_wanted.connect(self.edit)
        self.panel.checked_wanted.connect(self._note_checked)
        self.panel.retire_wanted.connect(self._retire)
        self.panel.reset_wanted.connect(self._reset)

    # --------------------------------------------------------------------------------------------- page

    @property
    def title(self) -> str:
        return "Rechtenlijst"

    def load(self) -> None:
        self._tasks.query(right_service.rights, self._desk, then=self._show_rights, key="rights")

    def go_to(self, part: str) -> None:
        """`part` is the id of a right."""
        self._wanted = UUID(part)
        self._choose_wanted()

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def find_here(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def new_here(self) -> None:
        if self._may_change:
            dialog = RightDialog(self._tasks, self._desk, parent=self)
            dialog.kept.connect(self._want)
            dialog.open()

    def edit(self) -> None:
        """The form of the right under the cursor."""
        right = self.table.current_row
        if right is not None and self._may_change:
            RightDialog(self._tasks, self._desk, right, parent=self).open()

    def clear_filters(self) -> None:
        """Show everything that is proposed again."""
        self.search_field.clear()
        self.domain_field.set_value(None)
        self.retired_field.set_value(False)
        self._narrow()

    # --------------------------------------------------------------------------------------------- files

    def export(self) -> None:
        """The whole list in a file for a spreadsheet."""
        path = self._dialogs.save_file("Rechtenlijst uitvoeren", CSV, suggested="rechtenlijst.csv")
        if path is not None:
            self._tasks.run(
                partial(right_service.export_rights, self._desk, path),
                then=partial(self._say_exported, path),
            )

    def open_import(self) -> None:
        """A file is looked at first; nothing comes in before its button is pressed."""
        path = self._dialogs.open_file("Rechtenlijst inlezen", (CSV, ANY_FILE))
        if path is not None:
            self._tasks.run(
                partial(right_service.preview_rights, self._desk, path),
                then=partial(self._show_preview, path),
            )

    def _say_exported(self, path: Path, number: int) -> None:
        self._messages.good(f"{counted(number, 'recht', 'rechten')} bewaard in “{path.name}”.")

    def _show_preview(self, path: Path, file: RightsFile) -> None:
        dialog = ImportDialog(self._tasks, self._desk, path.name, file, parent=self)
        dialog.kept.connect(self._say_imported)
        dialog.open()

    def _say_imported(self, number: int) -> None:
        self._messages.good(f"{counted(number, 'recht', 'rechten')} ingelezen in de lijst.")

    # ------------------------------------------------------------------------------------------- changes

    def note_all_checked(self) -> None:
        """Note today for every right that is shown now."""
        self._change.note_checked(tuple(self.model.shown_rows))

    def _note_checked(self) -> None:
        right = self.table.current_row
        if right is not None:
            self._change.note_checked((right,))

    def _retire(self) -> None:
        right = self.table.current_row
        if right is not None:
            self._change.retire(right)

    def _reset(self) -> None:
        right = self.table.current_row
        if right is not None:
            self._change.reset(right)

    # ------------------------------------------------------------------------------------------- showing

    def _want(self, right_id: UUID) -> None:
        self._wanted = right_id

    def _show_rights(self, rights: tuple[Right, ...]) -> None:
        is_first = not self.model.rows
        self.model.set_rows(rights)
        self._narrow()
        self._choose_wanted()
        self.panel.show_right(self.table.current_row)
        if is_first:
            self.take_focus()

    def _choose_wanted(self) -> None:
        if self._wanted is None or not self.model.rows:
            return
        wanted = next((right for right in self.model.rows if right.id == self._wanted), None)
        if wanted is not None and wanted.is_retired(self._desk.today()):
            self.retired_field.set_value(True)
            self._narrow()
        self._wanted = None
        if wanted is not None:
            self.table.choose(wanted.id)

    def _narrow(self) -> None:
        domain, today = self.domain_field.value(), self._desk.today()
        with_retired = self.retired_field.value()
        self.model.set_filter(
            lambda right: (
                (domain is None or domain in right.details.domains)
                and (with_retired or not right.is_retired(today))
            )
        )

    def _show_count(self) -> None:
        shown = self.model.rowCount()
        self.header.set_title("Rechtenlijst", counted(shown, "recht", "rechten"))
        self._stack.setCurrentIndex(0 if shown or not self.model.rows else 1)

    def _search_for(self, text: str) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.setText(text)

    def _tone(self, right: Right) -> Tone:
        return Tone.SECONDARY if right.is_retired(self._desk.today()) else Tone.TEXT

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(_BY_COLUMN, self.width() < _ALL_COLUMNS_FROM)  # the panel says it as well


def _place(right: Right) -> tuple[int, str]:
    return domain_place(right.details), right.search_text


def _checked(right: Right) -> str:
    checked_on = right.details.checked_on
    return "" if checked_on is None else format_date(checked_on)
