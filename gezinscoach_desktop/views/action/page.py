"""Acties: everything that is to be done for my families, what is late first."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.action import ActionOwner, ActionState
from gezinscoach_desktop.domain.agenda import AgendaAction, When, by_urgency, when_of
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.text import counted, fold
from gezinscoach_desktop.services import agenda as agenda_service
from gezinscoach_desktop.services.agenda import OpenActions
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.agenda.places import LATE_PART
from gezinscoach_desktop.views.agenda.whose_field import WhoseField
from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.elements import Card, button, label
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.fields import CheckField, ComboField, SearchField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.plan import words
from gezinscoach_desktop.views.plan.action_dialog import ActionDialog
from gezinscoach_desktop.views.plan.plan_table import tick_column
from gezinscoach_desktop.views.plan.ticked_table import TickedTable
from gezinscoach_desktop.views.plan.work import PlanWork
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Column, Mark, RowsModel
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ALL_COLUMNS_FROM = 1080
_WHO_COLUMN = 3
_HINT = "Spatie: gedaan   ·   Enter: naar het plan van het gezin"


class ActionsPage(Page):
    """Space ticks off, Enter goes to the family's plan; filters stay as they were while the page lives."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.ACTION, Noun.FAMILY, Noun.ASSIGNMENT, Noun.ACCOUNT, Noun.SERVICE}
    )
    help_topic: ClassVar[str] = "vragen-en-acties"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._work = PlanWork(tasks, desk, messages)
        self._is_read = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Acties")
        self.header.add_command("Nieuwe actie", "add", self.new_here, kind="primary", hint="Ctrl+N")
        self.model: RowsModel[AgendaAction] = RowsModel(
            self._columns(), row_id=_row_id, search_text=_search_text, parent=self
        )
        self.table = TickedTable(self.model, "Acties, wat te laat is eerst")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._nothing = EmptyState(
            "task-list",
            "Er is niets te doen. Hier komen de acties uit het plan van elk gezin.",
            "Naar de gezinnen",
        )
        self._nothing_found = EmptyState("search", "Geen actie past bij wat je zoekt.", "Filters wissen")
        self._stack = QStackedWidget()
        for widget in (card, self._nothing, self._nothing_found):
            self._stack.addWidget(widget)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(3))
        column.setSpacing(grid(3))
        column.addLayout(self._build_filters())
        column.addWidget(self._stack, 1)
        column.addWidget(label(_HINT, TextStyle.SMALL, Tone.SECONDARY))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(content, 1)

    def _columns(self) -> tuple[Column[AgendaAction], ...]:
        return (
            tick_column(_is_done),
            Column(
                "Actie",
                lambda row: words.short(row.record.details.what, 200),
                detail=_about,
                tooltip=lambda row: row.record.details.what,
                is_strong=True,
            ),
            Column("Gezin", lambda row: row.family.title, detail=lambda row: row.family.code, width=grid(58)),
            Column("Wie", self._who, width=grid(36)),
            Column(
                "Tegen",
                lambda row: words.action_due(row.record.details, self._desk.today()) or "geen datum",
                sort_key=lambda row: row.record.details.due_on,
                width=grid(44),
                tone=self._tone,
                mark=self._mark,
            ),
        )

    def _build_filters(self) -> QHBoxLayout:
        self.search_field = SearchField("Zoek in acties en gezinnen")
        self.search_field.setToolTip("Ctrl+F")
        self.whose_field = WhoseField(self._desk)
        owners: list[tuple[str, ActionOwner | None]] = [("Door wie ook", None)]
        self.owner_field = ComboField([*owners, *((each.label, each) for each in ActionOwner)])
        self.owner_field.setAccessibleName("Wie doet het")
        domains: list[tuple[str, LifeDomain | None]] = [("Elk levensdomein", None)]
        self.domain_field = ComboField([*domains, *((each.label, each) for each in LifeDomain)])
        self.domain_field.setAccessibleName("Levensdomein")
        self.late_field = CheckField("Te laat")
        self.clear_button = button("Filters wissen", "link")
        policy = self.clear_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear_button.setSizePolicy(policy)
        self.clear_button.hide()
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(self.search_field, 1)
        for widget in (
            self.late_field, self.whose_field, self.owner_field, self.domain_field, self.clear_button
        ):  # fmt: skip
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._search)
        self.search_field.returnPressed.connect(self._open_current)
        self.whose_field.edited.connect(self.load)
        for field in (self.owner_field, self.domain_field, self.late_field):
            field.edited.connect(self._narrow)
        self.clear_button.clicked.connect(self.clear_filters)
        self._nothing_found.chosen.connect(self.clear_filters)
        self._nothing.chosen.connect(self._go_to_families)
        self.model.shown_changed.connect(self._show_count)
        self.table.row_opened.connect(self._open)
        self.table.ticked.connect(self._tick)
        self.table.typed.connect(self._search_for)

    @property
    def title(self) -> str:
        return "Acties"

    def load(self) -> None:
        self._tasks.query(
            agenda_service.open_actions,
            self._desk,
            self.whose_field.wanted,
            then=self._show,
            key="actions",
        )

    def refresh(self, change: Change) -> None:
        self.load()

    def go_to(self, part: str) -> None:
        """`late` shows only what is overdue."""
        if part == LATE_PART:
            self.clear_filters()
            self.late_field.set_value(True)
            self._narrow()

    def find_here(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def new_here(self) -> None:
        """Open the form for an action, with the family still to be chosen."""
        ActionDialog(self._tasks, self._desk, None, parent=self).open()

    def new_contact(self) -> None:
        row = self.table.current_row
        self.left_for.emit(contact_form(None if row is None else row.family.id))

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_filters(self) -> None:
        """Show everything of whom is chosen."""
        self.search_field.clear()
        self.owner_field.set_value(None)
        self.domain_field.set_value(None)
        self.late_field.set_value(False)
        self._narrow()

    def _show(self, found: OpenActions) -> None:
        is_first, self._is_read = not self._is_read, True
        self.whose_field.offer(found.colleagues)
        self.model.set_rows(by_urgency(found.actions))
        if is_first:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_count()

    def _search(self, text: str) -> None:
        self.model.search(text)

    def _narrow(self) -> None:
        self.model.set_filter(self._keeps if self._is_narrowed else None)

    @property
    def _is_narrowed(self) -> bool:
        return bool(self.owner_field.value() or self.domain_field.value() or self.late_field.value())

    def _keeps(self, row: AgendaAction) -> bool:
        details, owner, domain = row.record.details, self.owner_field.value(), self.domain_field.value()
        return not (
            (owner is not None and details.owner is not owner)
            or (domain is not None and details.domain is not domain)
            or (self.late_field.value() and not details.is_overdue(self._desk.today()))
        )

    def _show_count(self) -> None:
        if not self._is_read:
            return
        every, shown, today = self.model.rows, self.model.rowCount(), self._desk.today()
        late = sum(when_of(row.record.details.due_on, today) is When.OVERDUE for row in every)
        text = counted(len(every), "actie", "acties")
        text = text if shown == len(every) else f"{shown} van {text}"
        self.header.set_title("Acties", f"{text}, {late} te laat" if late else text)
        is_narrowed = self._is_narrowed or bool(self.search_field.text())
        self.clear_button.setVisible(is_narrowed)
        self._stack.setCurrentIndex(0 if shown else 2 if is_narrowed and every else 1)

    def _who(self, row: AgendaAction) -> str:
        holder = row.record.details.account_id or row.record.created_by_id
        coach = None if holder == self._desk.account.id else row.coach
        return words.who_does(row.record.details, coach=coach, service=row.service)

    def _tone(self, row: AgendaAction) -> Tone:
        when = when_of(row.record.details.due_on, self._desk.today())
        return {When.OVERDUE: Tone.ERROR, When.ANY_TIME: Tone.SECONDARY}.get(when, Tone.TEXT)

    def _mark(self, row: AgendaAction) -> Mark | None:
        match when_of(row.record.details.due_on, self._desk.today()):
            case When.OVERDUE:
                return Mark(Shape.DIAMOND, "worse")
            case When.TODAY:
                return Mark(Shape.DOT, "accent")
            case _:
                return None

    def _tick(self, row: AgendaAction) -> None:
        self._work.tick(row.record)

    def _open(self, row: AgendaAction) -> None:
        self.left_for.emit(places.family_page(row.family.id, f"plan/{row.record.id}"))

    def _open_current(self) -> None:
        row = self.table.current_row
        if row is not None:
            self._open(row)

    def _go_to_families(self) -> None:
        self.left_for.emit(places.family_list())

    def _search_for(self, letter: str) -> None:
        self.search_field.setText(letter)
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.setCursorPosition(len(letter))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(_WHO_COLUMN, self.width() < _ALL_COLUMNS_FROM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search_field.hasFocus() and self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


def _row_id(row: AgendaAction) -> object:
    return row.record.id


def _search_text(row: AgendaAction) -> str:
    details = row.record.details
    parts = (details.what, row.family.name, row.family.code, row.coach or "", row.service or "")
    return fold(" ".join(parts))


def _is_done(row: AgendaAction) -> bool:
    return row.record.details.state is ActionState.DONE


def _about(row: AgendaAction) -> str:
    domain = row.record.details.domain
    return "" if domain is None else domain.label
