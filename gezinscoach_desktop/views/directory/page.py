"""Sociale kaart: find a service, see who works there, keep it up to date."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.directory import ContactPersonRecord, Directory, ServiceEntry, ServiceRecord
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import directory as directory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import ServiceInput
from gezinscoach_desktop.views.directory.columns import WAITING_COLUMN, WHAT_COLUMN, directory_columns
from gezinscoach_desktop.views.directory.merge_dialog import MergeServicesDialog
from gezinscoach_desktop.views.directory.person_dialog import PersonDialog
from gezinscoach_desktop.views.directory.service_dialog import ServiceDialog
from gezinscoach_desktop.views.directory.service_panel import ServicePanel
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.fields import CheckField, ComboField, SearchField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.table import RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_WAITING_FROM, _WHAT_FROM = 1200, 1040
_WHOLE = "Sociale kaart"


class DirectoryPage(Page):
    """List and detail; the search and the filters stay as they were while the page lives."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.SERVICE})
    help_topic: ClassVar[str] = "sociale-kaart"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._directory = Directory()
        self._wanted: UUID | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Diensten", _WHOLE)
        self.header.add_command("Nieuwe dienst", "add", self.new_here, kind="primary", hint="Ctrl+N")
        self.model: RowsModel[ServiceEntry] = RowsModel(
            directory_columns(self._desk.today), row_id=_id_of, search_text=_search_text, parent=self
        )
        self.table = RowsTable(self.model, "Diensten")
        self.panel = ServicePanel(today=self._desk.today)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._nobody = EmptyState(
            "book-contacts", "Hier komen de diensten te staan waarmee jullie werken.", "Nieuwe dienst"
        )
        self._nothing_found = EmptyState("search", "Geen dienst past bij wat je zoekt.", "Filters wissen")
        self._stack = QStackedWidget()
        for widget in (card, self._nothing_found):
            self._stack.addWidget(widget)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addLayout(self._build_filters())
        column.addWidget(self._build_doubles())
        column.addWidget(self._stack, 1)
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.panel)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._content)
        self._pages.addWidget(self._nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._pages, 1)

    def _build_filters(self) -> QHBoxLayout:
        self.search_field = SearchField("Zoek op naam, organisatie, wat ze doen of contactpersoon")
        self.search_field.setToolTip("Ctrl+F")
        self.domain_field: ComboField[LifeDomain | None] = ComboField(
            [("Elk levensdomein", None), *((domain.short, domain) for domain in LifeDomain)]
        )
        self.domain_field.setAccessibleName("Levensdomein")
        self.domain_field.setFixedWidth(grid(42))
        self.municipality_field: ComboField[str] = ComboField([("Elke gemeente", "")])
        self.municipality_field.setAccessibleName("Gemeente")
        self.municipality_field.setFixedWidth(grid(36))
        self.retired_field = CheckField("Ook oude")
        self.retired_field.setToolTip("Ook diensten die niet meer gebruikt worden")
        self.retired_field.setAccessibleDescription("Ook diensten die niet meer gebruikt worden")
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(self.search_field, 1)
        row.addWidget(self.domain_field)
        row.addWidget(self.municipality_field)
        row.addWidget(self.retired_field)
        return row

    def _build_doubles(self) -> QWidget:
        self.doubles_bar = QFrame()
        self.doubles_bar.setProperty("kind", "message")
        self.doubles_bar.setProperty("tone", "accent")
        self._doubles_text = paragraph("")
        self.doubles_button = button("Bekijken")
        self.doubles_button.setAccessibleName("Dubbele diensten bekijken")
        row = QHBoxLayout(self.doubles_bar)
        row.setContentsMargins(grid(3), grid(1.5), grid(1.5), grid(1.5))
        row.addWidget(self._doubles_text, 1)
        row.addWidget(self.doubles_button)
        self.doubles_bar.hide()
        return self.doubles_bar

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self.model.search)
        for field in (self.domain_field, self.municipality_field, self.retired_field):
            field.edited.connect(self._narrow)
        self._nothing_found.chosen.connect(self.clear_filters)
        self._nobody.chosen.connect(self.new_here)
        self.model.shown_changed.connect(self._show_count)
        self.table.row_chosen.connect(self.panel.show_service)
        self.table.row_opened.connect(self._open)
        self.table.typed.connect(self._search_for)
        self.search_field.returnPressed.connect(self.change_service)
        self.panel.change_wanted.connect(self.change_service)
        self.panel.retiring_wanted.connect(self.retire_service)
        self.panel.merging_wanted.connect(self.merge_service)
        self.panel.person_wanted.connect(self.add_person)
        self.panel.person_opened.connect(self.open_person)
        self.doubles_button.clicked.connect(self.look_at_doubles)

    # ------------------------------------------------------------------------------------------------- page

    @property
    def title(self) -> str:
        return "Diensten"

    def load(self) -> None:
        self._tasks.query(
            directory_service.read_directory, self._desk, then=self._show_directory, key="directory"
        )

    def refresh(self, change: Change) -> None:
        self.load()

    def go_to(self, part: str) -> None:
        """`part` is the id of a service."""
        try:
            self._wanted = UUID(part)
        except ValueError:
            return
        self._go_to_wanted()

    def take_focus(self) -> bool:
        (self.table if self.model.rowCount() else self.search_field).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def find_here(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def new_here(self) -> None:
        dialog = ServiceDialog(
            self._tasks, self._desk, ServiceInput(self.search_field.value() if not self.model.rowCount() else ""),
            parent=self,
        )  # fmt: skip
        dialog.kept.connect(self._want)
        dialog.open()

    def clear_filters(self) -> None:
        """Show everything in use again."""
        self.search_field.clear()
        self.domain_field.set_value(None)
        self.municipality_field.set_value("")
        self.retired_field.set_value(False)
        self._narrow()

    def _show_directory(self, directory: Directory) -> None:
        self._directory = directory
        places = sorted({entry.details.municipality for entry in directory.entries} - {""})
        self.municipality_field.set_choices([("Elke gemeente", ""), *((name, name) for name in places)])
        if self.municipality_field.currentIndex() < 0:
            self.municipality_field.set_value("")
        self.model.set_rows(directory.entries)
        self._narrow()
        self._go_to_wanted()
        self.panel.show_service(self.table.current_row)
        self._pages.setCurrentWidget(self._content if directory.entries else self._nobody)
        pairs = len(directory.doubles)
        told = (
            "Eén dienst lijkt dubbel te staan." if pairs == 1 else f"{pairs} diensten lijken dubbel te staan."
        )
        self._doubles_text.setText(told)
        self.doubles_bar.setVisible(bool(pairs))

    def _want(self, service_id: UUID) -> None:
        """What was just added comes under the cursor, whatever was searched for."""
        self._wanted = service_id
        self.clear_filters()

    def _go_to_wanted(self) -> None:
        entry = self._directory.entry(self._wanted)
        if entry is None:
            return
        if self.model.place_of(entry.id) < 0:
            self.clear_filters()
            self.retired_field.set_value(entry.is_retired)
            self._narrow()
        if self.table.choose(entry.id):
            self._wanted = None
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self) -> None:
        self.model.set_filter(self._keeps)

    def _keeps(self, entry: ServiceEntry) -> bool:
        domain, place = self.domain_field.value(), self.municipality_field.value()
        if entry.is_retired and not self.retired_field.value():
            return False
        if domain is not None and domain not in entry.details.domains:
            return False
        return not place or entry.details.municipality == place

    def _show_count(self) -> None:
        used = sum(not entry.is_retired for entry in self._directory.entries)
        shown = self.model.rowCount()
        is_narrowed = bool(
            self.search_field.text() or self.domain_field.value() or self.municipality_field.value()
        )
        everything = counted(used, "dienst", "diensten")
        counts = f"{shown} van {everything}" if is_narrowed else everything
        self.header.set_title("Diensten", f"{_WHOLE} · {counts}")
        self._stack.setCurrentIndex(0 if shown else 1)
        if not shown:
            self.panel.show_service(None)

    # ---------------------------------------------------------------------------------------------- services

    def _open(self, entry: ServiceEntry) -> None:
        self.change_service()

    def change_service(self) -> None:
        """The form of the service under the cursor."""
        entry = self.table.current_row
        if entry is not None:
            ServiceDialog(self._tasks, self._desk, entry.details, service=entry.record, parent=self).open()

    def retire_service(self) -> None:
        """No longer in use, or in use again; it can be undone for a while."""
        entry = self.table.current_row
        if entry is None:
            return
        day = None if entry.is_retired else self._desk.today()
        self._tasks.run(
            directory_service.change_service,
            self._desk, entry.id, entry.record.version, replace(entry.details, retired_on=day),
            then=partial(self._offer_use_again, entry.record),
        )  # fmt: skip

    def _offer_use_again(self, before: ServiceRecord, done: Done) -> None:
        name = before.details.name
        told = f"{name} staat bij wat niet meer gebruikt wordt."
        if before.details.retired_on is not None:
            told = f"{name} wordt weer gebruikt."
        self._messages.offer_undo(told, partial(self._use_again, before))

    def _use_again(self, before: ServiceRecord) -> None:
        self._tasks.run(
            directory_service.change_service, self._desk, before.id, before.version + 1, before.details
        )

    def merge_service(self) -> None:
        """The service under the cursor stays; which one is its double is asked."""
        entry = self.table.current_row
        if entry is not None:
            self._open_merging(entry.id, None)

    def look_at_doubles(self) -> None:
        """The first pair that looks alike; the one of which more is known stays."""
        if not self._directory.doubles:
            return
        pair = sorted(self._directory.doubles[0], key=self._known, reverse=True)
        self._open_merging(pair[0], pair[1])

    def _known(self, service_id: UUID) -> int:
        entry = self._directory.entry(service_id)
        return 0 if entry is None else len(entry.search_text)

    def _open_merging(self, kept_id: UUID, double_id: UUID | None) -> None:
        dialog = MergeServicesDialog(
            self._tasks, self._desk, self._directory, kept_id, double_id, parent=self
        )
        dialog.merged.connect(self._offer_separation)
        dialog.open()

    def _offer_separation(self, pair: tuple[ServiceRecord, ServiceRecord]) -> None:
        self._wanted = pair[0].id
        told = f"{pair[1].details.name} is samengevoegd met {pair[0].details.name}."
        self._messages.offer_undo(told, partial(self._separate, *pair))

    def _separate(self, kept: ServiceRecord, double: ServiceRecord) -> None:
        self._tasks.run(directory_service.separate_services, self._desk, kept, double)

    # ------------------------------------------------------------------------------------------------ people

    def add_person(self) -> None:
        """Somebody new who works at the service under the cursor."""
        entry = self.table.current_row
        if entry is not None:
            PersonDialog(self._tasks, self._desk, entry.id, parent=self).open()

    def open_person(self, person: ContactPersonRecord) -> None:
        """The form of a contact person."""
        PersonDialog(self._tasks, self._desk, person.details.service_id, person=person, parent=self).open()

    def _search_for(self, letter: str) -> None:
        self.search_field.setText(letter)
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.setCursorPosition(len(letter))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(WAITING_COLUMN, self.width() < _WAITING_FROM)
        self.table.setColumnHidden(WHAT_COLUMN, self.width() < _WHAT_FROM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search_field.hasFocus() and self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


def _id_of(entry: ServiceEntry) -> object:
    return entry.id


def _search_text(entry: ServiceEntry) -> str:
    return entry.search_text
