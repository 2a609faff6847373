"""The list of families: find one, see who is to be measured, go there.

The whole list is here while it is short enough, and every letter looks through it at once. Of a longer one the store
gives the first families that are as wanted, when the typing pauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow, FamilyWanted, Found
from gezinscoach_desktop.views.bulk.places import papers_in_bulk
from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.elements import Card, button
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.columns import (
    CODE_COLUMN,
    DUE_COLUMN,
    MEMBERS_COLUMN,
    WIDER_COLUMNS,
    list_columns,
)
from gezinscoach_desktop.views.family.selection import FamilyFilter
from gezinscoach_desktop.views.fields import CheckField, ComboField, SearchField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.letting_go.places import letting_go
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.table import RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_ALL_COLUMNS_FROM = 1080
_PAUSE_MS = 200
DUE_PART = "due"
FIND_PART = "find"


class FamilyListPage(Page):
    """Every family the account may see; the search and the filters stay as they were while the page lives."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.FAMILY, Noun.MEMBER, Noun.ASSIGNMENT, Noun.PHASE, Noun.SNAPSHOT, Noun.DRAFT, Noun.SETTING}
    )
    help_topic: ClassVar[str] = "gezinnen"

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._found: Found | None = None
        self._sorted_before: tuple[int, bool] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Gezinnen")
        self.header.add_command(
            "Momentopname",
            "calendar-add",
            self.new_snapshot,
            hint="Momentopname van het gekozen gezin (Ctrl+M)",
        )
        self.header.add_command("Nieuw gezin", "add", self.new_here, kind="primary", hint="Ctrl+N")
        if self._may(Action.PRINT_DOSSIER):
            self.header.add_more("Dossiers maken…", "document-add", self.open_bulk)
        if self._may(Action.IMPORT):
            self.header.add_more("Registraties inlezen…", "arrow-import", self.open_import)
        if self._may(Action.EXPORT):
            self.header.add_more("Registraties exporteren…", "arrow-export", self.open_export)
        if self._may(Action.LET_GO):
            self.header.add_more("Bewaren en loslaten", "history", self.open_letting_go)
        self.model = RowsModel(
            list_columns(self._desk.today, self._is_narrow),
            row_id=_row_id,
            search_text=_search_text,
            parent=self,
        )
        self.table = RowsTable(self.model, "Gezinnen")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._nobody = EmptyState("people", "Hier komen je gezinnen te staan.", "Nieuw gezin")
        self.import_button = button("Inlezen…", icon_name="arrow-import")
        column_of_nobody = self._nobody.layout()
        if isinstance(column_of_nobody, QVBoxLayout):
            under_button = column_of_nobody.count() - 1
            column_of_nobody.insertWidget(under_button, self.import_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.import_button.setVisible(self._may(Action.IMPORT))
        self._nothing_found = EmptyState("search", "Geen gezin past bij wat je zoekt.", "Filters wissen")
        self._stack = QStackedWidget()
        for widget in (card, self._nothing_found):
            self._stack.addWidget(widget)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addLayout(self._build_filters())
        column.addWidget(self._stack, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._content)
        self._pages.addWidget(self._nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._pages, 1)

    def _may(self, action: Action) -> bool:
        """What somebody may not do is not offered either; the service decides."""
        return reach(self._desk.account.roles, action) is not Reach.NONE

    def _build_filters(self) -> QHBoxLayout:
        self.search_field = SearchField("Zoek op naam, code, adres of gezinslid")
        self.search_field.setToolTip("Ctrl+F")
        self.mine_field = CheckField("Mijn gezinnen")
        self.due_field = CheckField("Te meten")
        self.phase_field: ComboField[Phase | None] = ComboField(
            [("Elke fase", None), *((phase.label, phase) for phase in Phase)]
        )
        self.phase_field.setAccessibleName("Fase")
        self.municipality_field: ComboField[str] = ComboField([("Elke gemeente", "")])
        self.municipality_field.setAccessibleName("Gemeente")
        self.municipality_field.setMinimumWidth(grid(38))
        self.clear_button = button("Filters wissen", "link")
        policy = self.clear_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear_button.setSizePolicy(policy)
        self.clear_button.hide()
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(self.search_field, 1)
        for widget in (
            self.mine_field,
            self.due_field,
            self.phase_field,
            self.municipality_field,
            self.clear_button,
        ):
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._search)
        self._pause.timeout.connect(self.load)
        for field in (self.mine_field, self.due_field, self.phase_field, self.municipality_field):
            field.edited.connect(self._apply_filter)
        self.clear_button.clicked.connect(self.clear_filters)
        self._nothing_found.chosen.connect(self.clear_filters)
        self._nobody.chosen.connect(self.new_here)
        self.import_button.clicked.connect(self.open_import)
        self.model.shown_changed.connect(self._show_count)
        self.table.row_opened.connect(self._open)
        self.table.typed.connect(self._search_for)
        self.search_field.returnPressed.connect(self._open_chosen)

    @property
    def title(self) -> str:
        return "Gezinnen"

    @property
    def chosen_filter(self) -> FamilyFilter:
        """What the filters say now."""
        return FamilyFilter(
            only_mine=self.mine_field.value(),
            only_due=self.due_field.value(),
            phase=self.phase_field.value(),
            municipality=self.municipality_field.value() or "",
        )

    @property
    def wanted(self) -> FamilyWanted:
        """What the search and the filters ask for together."""
        chosen = self.chosen_filter
        return FamilyWanted(
            self.search_field.text(), chosen.only_mine, chosen.only_due, chosen.phase, chosen.municipality
        )

    def load(self) -> None:
        self._pause.stop()
        self._tasks.query(
            family_service.find_families, self._desk, self.wanted, then=self._show_found, key="families"
        )

    def refresh(self, change: Change) -> None:
        self.load()

    def go_to(self, part: str) -> None:
        """`due` shows only the families that are to be measured; `find` goes to the search field."""
        if part == FIND_PART:
            self.find_here()
        if part == DUE_PART:
            self.clear_filters()
            self.due_field.set_value(True)
            self._apply_filter()

    def find_here(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def new_here(self) -> None:
        self.left_for.emit(places.new_family())

    def new_snapshot(self) -> None:
        row = self.table.current_row
        if row is not None:
            self.left_for.emit(places.snapshot_form(row.id))

    def new_contact(self) -> None:
        """With the chosen family, as for a snapshot."""
        row = self.table.current_row
        self.left_for.emit(contact_form(None if row is None else row.id))

    def print_here(self) -> None:
        row = self.table.current_row
        if row is not None and row.snapshots:
            self.left_for.emit(places.progress_report(row.id))

    def open_bulk(self) -> None:
        """Papers of many families; of those in the list, when it was narrowed."""
        is_narrowed = bool(self.search_field.text()) or not self.chosen_filter.is_empty
        chosen = [row.id for row in self.model.shown_rows] if is_narrowed else []
        self.left_for.emit(papers_in_bulk(chosen))

    def open_letting_go(self) -> None:
        self.left_for.emit(letting_go())

    def open_import(self) -> None:
        self.left_for.emit(places.import_window())

    def open_export(self) -> None:
        self.left_for.emit(places.export_window())

    def clear_filters(self) -> None:
        """Show everything again."""
        self.search_field.clear()
        self.mine_field.set_value(False)
        self.due_field.set_value(False)
        self.phase_field.set_value(None)
        self.municipality_field.set_value("")
        self._apply_filter()

    def _show_found(self, found: Found) -> None:
        is_first = self._found is None
        self._found = found
        if found.is_whole:
            self._offer_municipalities(sorted({row.municipality for row in found.rows if row.municipality}))
        elif is_first:
            self._tasks.query(
                family_service.known_municipalities, self._desk, then=self._offer_municipalities, key="places"
            )
        self.model.set_rows(found.rows)
        self._pages.setCurrentWidget(self._content if found.families else self._nobody)
        if found.rows and (found.is_whole or is_first) and not self.search_field.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._narrow()

    def _offer_municipalities(self, names: Sequence[str]) -> None:
        self.municipality_field.set_choices([("Elke gemeente", ""), *((name, name) for name in names)])
        if self.municipality_field.currentIndex() < 0:
            self.municipality_field.set_value("")

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._look_further()

    def _apply_filter(self) -> None:
        self._narrow()
        self._look_further()

    def _narrow(self) -> None:
        wanted = self.chosen_filter
        self._sort_by_urgency(wanted.only_due)
        self.model.set_filter(None if wanted.is_empty else wanted.keeps)

    def _look_further(self) -> None:
        """Of a long list only a part is here: the store looks through the rest."""
        if self._found is not None and not self._found.is_whole:
            self._pause.start()

    def _sort_by_urgency(self, is_wanted: bool) -> None:
        """Who is to be measured stands in that order, the latest first; afterwards the list is as it was."""
        if is_wanted == (self._sorted_before is not None):
            return
        before = self._sorted_before
        self._sorted_before = self.model.sorted_by if is_wanted else None
        column, is_descending = (DUE_COLUMN, False) if before is None else before
        self.model.sort(
            column, Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        )
        self.table.horizontalHeader().viewport().update()

    def _show_count(self) -> None:
        if self._found is None:
            return
        shown, found = self.model.rowCount(), self._found
        everything = counted(found.families, "gezin", "gezinnen")
        text = everything if shown == found.families else f"{shown} van {everything}"
        if found.matching > len(found.rows):
            text = f"eerste {shown} van {counted(found.matching, 'gezin', 'gezinnen')}"
        self.header.set_title("Gezinnen", text)
        is_narrowed = bool(self.search_field.text()) or not self.chosen_filter.is_empty
        self.clear_button.setVisible(is_narrowed)
        self._stack.setCurrentIndex(0 if shown or not is_narrowed else 1)

    def _search_for(self, letter: str) -> None:
        self.search_field.setText(letter)
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.setCursorPosition(len(letter))

    def _open_chosen(self) -> None:
        row = self.table.current_row
        if row is not None:
            self._open(row)

    def _open(self, row: FamilyRow) -> None:
        self.left_for.emit(places.family_page(row.id))

    def _is_narrow(self) -> bool:
        return self.width() < _ALL_COLUMNS_FROM

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self._is_narrow()
        for column in (CODE_COLUMN, MEMBERS_COLUMN):
            self.table.setColumnHidden(column, is_narrow)
        for column in WIDER_COLUMNS:
            width = self.model.columns[column].width or 0
            self.table.setColumnWidth(column, width if is_narrow else width + grid(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search_field.hasFocus() and self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


def _row_id(row: FamilyRow) -> object:
    return row.id


def _search_text(row: FamilyRow) -> str:
    return row.search_text
