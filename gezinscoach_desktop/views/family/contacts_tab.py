"""Contacten: everything that happened with the family, the newest first, and how intensive it was."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.timeline import LineKind, TimelineLine
from gezinscoach_desktop.services import contact as contact_service
from gezinscoach_desktop.services.contact import ContactsPage
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.contact.change_dialog import ChangeContactDialog
from gezinscoach_desktop.views.contact.filter import Met, Period, TimelineFilter
from gezinscoach_desktop.views.contact.intensity_card import IntensityCard
from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.contact.taking_back import BringBack
from gezinscoach_desktop.views.contact.timeline_list import TimelineList
from gezinscoach_desktop.views.contact.words import Told, told, totals
from gezinscoach_desktop.views.elements import Card, button, label, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.names import short_names
from gezinscoach_desktop.views.family.tab import FamilyTab, TabName
from gezinscoach_desktop.views.fields import ComboField, SearchField
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_RIGHT = 80
_NO_CONTACTS = "Hier komt elk contact met dit gezin te staan: wanneer, met wie en waarover."
_HINT = "Enter: openen   ·   M: momentopname bij dit contact   ·   Delete: verwijderen"


class ContactsTab(FamilyTab):
    """Ctrl+N or Ctrl+L registers a contact; Ctrl+F looks in the notes."""

    help_topic: ClassVar[str] = "contacten"
    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.CONTACT, Noun.APPOINTMENT, Noun.ACTION, Noun.EXPENSE, Noun.STORY, Noun.CONSENT, Noun.SERVICE}
    )

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family: FamilyData | None = None
        self._page: ContactsPage | None = None
        self._told: tuple[Told, ...] = ()
        self._wanted: str = ""
        self._build()
        self._connect()

    # -------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.list = TimelineList()
        self.count_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.count_label.setContentsMargins(grid(3), grid(2), grid(3), 0)
        hint = label(_HINT, TextStyle.SMALL, Tone.SECONDARY)
        hint.setContentsMargins(grid(3), grid(1), grid(3), grid(2))
        left = Card()
        left.body.setContentsMargins(1, 1, 1, 1)
        left.body.setSpacing(0)
        left.add(self.count_label)
        left.body.addWidget(self.list, 1)
        left.add(hint)
        self.intensity = IntensityCard(self._tasks)
        beside = QWidget()
        beside.setProperty("kind", "page")
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.intensity)
        right.addStretch(1)
        area = scrolling(beside)
        area.setFixedWidth(grid(_RIGHT))
        row = QHBoxLayout()
        row.setSpacing(grid(4))
        row.addWidget(left, 1)
        row.addWidget(area)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addLayout(self._build_filters())
        column.addLayout(row, 1)
        self.empty = EmptyState("comment", _NO_CONTACTS, "Contactmoment registreren")
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _build_filters(self) -> QHBoxLayout:
        self.search_field = SearchField("Zoek in notities")
        self.search_field.setToolTip("Ctrl+F")
        self.kind_field: ComboField[ContactKind | LineKind | None] = ComboField(
            [
                ("Alles", None),
                ("Alle contactmomenten", LineKind.CONTACT),
                *((kind.label, kind) for kind in ContactKind),
                ("Momentopnamen", LineKind.SNAPSHOT),
                ("Verhalen en trots", LineKind.STORY),
                ("Fasen", LineKind.PHASE),
            ]
        )
        self.domain_field: ComboField[LifeDomain | None] = ComboField(
            [("Elk domein", None), *((domain.label, domain) for domain in LifeDomain)]
        )
        self.who_field: ComboField[Met | None] = ComboField([("Iedereen", None)])
        self.period_field: ComboField[Period] = ComboField([(period.label, period) for period in Period])
        self.new_button = button("Contactmoment", "secondary", "add")
        self._name_new(has_draft=False)
        names = ("Soort", "Levensdomein", "Wie", "Periode")
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.search_field, 2)
        for field, name in zip(self._combos, names, strict=True):
            field.setAccessibleName(name)
            field.setMaximumWidth(grid(44))
            row.addWidget(field, 1)
        row.addWidget(self.new_button)
        return row

    @property
    def _combos(self) -> tuple[QWidget, ...]:
        return (self.kind_field, self.domain_field, self.who_field, self.period_field)

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._show_lines)
        for field in (self.kind_field, self.domain_field, self.who_field, self.period_field):
            field.edited.connect(self._show_lines)
        self.new_button.clicked.connect(self._register)
        self.empty.chosen.connect(self._register)
        self.list.line_opened.connect(self._open)
        self.list.snapshot_wanted.connect(self._begin_snapshot)
        self.list.removal_wanted.connect(self._remove)

    # ---------------------------------------------------------------------------------------- what the page asks

    def first_focus(self) -> QWidget:
        return self.list if self._stack.currentIndex() == 0 else self.empty.button

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._tasks.query(
            contact_service.contacts_page,
            self._desk,
            data.header.record.id,
            then=self._show_page,
            key="contacts",
        )

    def go_to(self, part: str) -> None:
        """To the contact with this id; all filters go, so that it is shown."""
        self._wanted = part
        self._clear_filters()
        self._choose_wanted()

    def new_here(self) -> bool:
        self._register()
        return True

    def find_here(self) -> bool:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()
        return True

    # -------------------------------------------------------------------------------------------------- showing

    @property
    def chosen_filter(self) -> TimelineFilter:
        """What the fields say now."""
        return TimelineFilter(
            self.search_field.text(),
            self.kind_field.value(),
            self.domain_field.value(),
            self.who_field.value(),
            self.period_field.value() or Period.ALWAYS,
        )

    def _show_page(self, page: ContactsPage) -> None:
        is_first = self._page is None
        self._page = page
        names = short_names(page.header.members, self._desk.today())
        self._told = tuple(told(line, names, page.services.names) for line in page.lines)
        self._offer_people(page)
        has_contacts = any(line.contact is not None for line in page.lines)
        self._stack.setCurrentIndex(0 if has_contacts else 1)
        self.new_button.setEnabled(page.may_register)
        self._name_new(has_draft=page.has_draft)
        self.intensity.show_months(page.months)
        had_focus = self.empty.button.hasFocus()
        self._show_lines()
        self._choose_wanted()
        if (is_first and self.isVisible() and self.focusWidget() is None) or had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_new(self, *, has_draft: bool) -> None:
        """What was begun goes on where it was left."""
        self.new_button.setText("Verder noteren" if has_draft else "Contactmoment")
        name = "Verder met het contactmoment dat je begon" if has_draft else "Contactmoment registreren"
        self.new_button.setAccessibleName(name)
        self.new_button.setToolTip(f"{name} (Ctrl+L)")

    def _offer_people(self, page: ContactsPage) -> None:
        names = short_names(page.header.members, self._desk.today())
        coaches = {
            line.contact.created_by_id: line.contact.created_by or "Onbekend"
            for line in page.lines
            if line.contact is not None and line.contact.created_by_id is not None
        }
        self.who_field.set_choices(
            [
                ("Iedereen", None),
                *(
                    (f"met {names.get(member.id, '')}", Met(member_id=member.id))
                    for member in page.header.members
                ),
                *((f"door {name}", Met(account_id=account)) for account, name in coaches.items()),
            ]
        )
        if self.who_field.currentIndex() < 0:
            self.who_field.set_value(None)

    def _show_lines(self) -> None:
        wanted, today = self.chosen_filter, self._desk.today()
        shown = [each for each in self._told if wanted.keeps(each, today)]
        self.list.show_lines(shown)
        text = totals(tuple(each.line for each in shown))
        self.count_label.setText(text if wanted.is_empty else f"{text}, met deze filters")

    def _clear_filters(self) -> None:
        self.search_field.clear()
        self.kind_field.set_value(None)
        self.domain_field.set_value(None)
        self.who_field.set_value(None)
        self.period_field.set_value(Period.ALWAYS)
        self._show_lines()

    def _choose_wanted(self) -> None:
        if self._wanted and self.list.choose(UUID(self._wanted)):
            self._wanted = ""
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------------------------------------- reactions

    def _register(self) -> None:
        if self._family is not None:
            self.left_for.emit(contact_form(self._family.header.record.id))

    def _open(self, line: TimelineLine) -> None:
        """A contact to change it; anything else on the tab where it is kept."""
        if self._page is None or self._family is None:
            return
        if line.contact is not None:
            dialog = ChangeContactDialog(
                self._tasks, self._desk, self._page.header, line.contact, self._page.services, parent=self
            )
            dialog.removal_wanted.connect(self._remove_current)
            dialog.open()
        elif line.snapshot is not None:
            self._leave_for(TabName.SNAPSHOTS)
        elif line.story is not None:
            self._leave_for(TabName.DOSSIER)

    def _leave_for(self, tab: TabName) -> None:
        if self._family is not None:
            self.left_for.emit(places.family_page(self._family.header.record.id, tab))

    def _begin_snapshot(self, line: TimelineLine) -> None:
        if self._family is not None and line.contact is not None:
            self.left_for.emit(places.snapshot_form(self._family.header.record.id, line.contact.id))

    def _remove_current(self) -> None:
        if self.list.current is not None:
            self._remove(self.list.current.line)

    def _remove(self, line: TimelineLine) -> None:
        if line.contact is None:
            return
        contact_id, version = line.contact.id, line.contact.version
        undo = BringBack(self._tasks, self._desk, ((contact_id, version + 1),))
        self._tasks.run(
            contact_service.remove_contacts,
            self._desk,
            ((contact_id, version),),
            None,
            then=partial(self._offer_undo, undo),
            owner=self,
        )

    def _offer_undo(self, undo: BringBack, _: object) -> None:
        self._messages.offer_undo("Contactmoment verwijderd.", undo)
