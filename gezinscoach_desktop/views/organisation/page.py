"""Organisatie: the municipalities, the partner organisations, and who works there."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import organisation as organisation_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.organisation import (
    MunicipalityInput,
    MunicipalityLine,
    Organisation,
    OrganisationInput,
    OrganisationLine,
    OrganisationRecord,
    StaffLine,
    UnknownSpelling,
)
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.organisation import columns
from gezinscoach_desktop.views.organisation.dialogs import (
    MunicipalityDialog,
    OrganisationDialog,
    RespellDialog,
)
from gezinscoach_desktop.views.organisation.list_card import ListCard
from gezinscoach_desktop.views.organisation.staff_dialog import StaffDialog
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid


class Part(StrEnum):
    """The tabs; also the `part` of a Destination."""

    MUNICIPALITIES = "municipalities"
    ORGANISATIONS = "organisations"
    STAFF = "staff"

    @property
    def label(self) -> str:
        return {
            "municipalities": "&Gemeenten",
            "organisations": "&Organisaties",
            "staff": "&Medewerkers",
        }[self.value]


class OrganisationPage(Page):
    """For coordinators and administrators."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.ORGANISATION, Noun.FAMILY, Noun.ACCOUNT})
    help_topic: ClassVar[str] = "organisatie"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Organisatie")
        self.header.show_back()
        self.add_button = self.header.add_command(
            "Gemeente toevoegen", "add", self.new_here, kind="primary", hint="Ctrl+N"
        )
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onderdelen van Organisatie")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        for part in Part:
            self.tab_bar.addTab(part.label)
        tab_row = QFrame()
        tab_row.setProperty("kind", "header")
        row = QHBoxLayout(tab_row)
        row.setContentsMargins(grid(4), 0, grid(4), 0)
        row.addWidget(self.tab_bar, 1)
        self._make_cards()
        self._stack = QStackedWidget()
        for cards in ((self.municipalities, self.unknown), (self.organisations,), (self.staff,)):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
            column.setSpacing(grid(3))
            for card in cards:
                column.addWidget(card, 1)
            self._stack.addWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(tab_row)
        whole.addWidget(self._stack, 1)

    def _make_cards(self) -> None:
        self.municipalities: ListCard[MunicipalityLine] = ListCard(
            "Gemeenten",
            columns.municipalities(),
            row_id=lambda line: line.record.id,
            nothing=("location", "Hier komen de gemeenten waarvoor jullie werken."),
            verb="Hernoemen",
        )
        self.unknown: ListCard[UnknownSpelling] = ListCard(
            "Bij gezinnen, maar niet op de lijst",
            columns.unknown(self._name_of),
            row_id=lambda line: line.name,
            nothing=("checkmark", "Elke gemeente staat in de lijst."),
            verb="Verbeteren",
        )
        self.organisations: ListCard[OrganisationLine] = ListCard(
            "Partnerorganisaties",
            columns.organisations(),
            row_id=lambda line: line.record.id,
            nothing=("building", "Hier komen de organisaties waarvoor coaches werken."),
        )
        self.staff: ListCard[StaffLine] = ListCard(
            "Medewerkers",
            columns.staff(),
            row_id=lambda line: line.account_id,
            nothing=("people", "Hier komt wie in dit kantoor werkt. Een beheerder voegt accounts toe."),
        )
        self.retire_button = self.municipalities.add_button(_retire_text, self._retire_municipality)
        self.organisations.add_button(_retire_text, self._retire_organisation)
        self.unknown.add_button(lambda _: "Aan de lijst toevoegen", self._take_up)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.tab_bar.currentChanged.connect(self._show_part)
        self.municipalities.opened.connect(self._rename)
        self.unknown.opened.connect(self._put_right)
        self.organisations.opened.connect(self._change_organisation)
        self.staff.opened.connect(self._change_staff)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step_tab, step))

    # --------------------------------------------------------------------------------------------- page

    @property
    def title(self) -> str:
        return "Organisatie"

    @property
    def part(self) -> Part:
        return tuple(Part)[self.tab_bar.currentIndex()]

    def load(self) -> None:
        self._tasks.query(
            organisation_service.read_organisation, self._desk, then=self._show, key="organisation"
        )

    def go_to(self, part: str) -> None:
        """`part` is the name of a tab."""
        if part in tuple(Part):
            self.tab_bar.setCurrentIndex(tuple(Part).index(Part(part)))

    def take_focus(self) -> bool:
        card = (self.municipalities, self.organisations, self.staff)[self.tab_bar.currentIndex()]
        card.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def new_here(self) -> None:
        if self.part is Part.MUNICIPALITIES:
            self._open_municipality(None)
        elif self.part is Part.ORGANISATIONS:
            self._open_organisation(None)

    def _step_tab(self, step: int) -> None:
        self.tab_bar.setCurrentIndex((self.tab_bar.currentIndex() + step) % self.tab_bar.count())

    def _show_part(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        text = "Organisatie toevoegen" if self.part is Part.ORGANISATIONS else "Gemeente toevoegen"
        self.add_button.setText(text)
        self.add_button.setAccessibleName(text)
        self.add_button.setVisible(self.part is not Part.STAFF)

    def _show(self, found: Organisation) -> None:
        self.municipalities.show_rows(found.municipalities)
        self.unknown.show_rows(found.unknown)
        self.unknown.setVisible(bool(found.unknown))
        self.organisations.show_rows(found.organisations)
        self.staff.show_rows(found.staff)
        told = (
            counted(len(found.municipalities), "gemeente", "gemeenten"),
            counted(len(found.organisations), "organisatie", "organisaties"),
            counted(len(found.staff), "medewerker", "medewerkers"),
        )
        self.header.set_title("Organisatie", " · ".join(told))

    def _name_of(self, unknown: UnknownSpelling) -> str:
        for line in self.municipalities.model.rows:
            if line.record.id == unknown.likely:
                return line.record.details.name
        return ""

    # --------------------------------------------------------------------------------------- municipalities

    def _rename(self, line: MunicipalityLine) -> None:
        self._open_municipality(line)

    def _open_municipality(self, line: MunicipalityLine | None, name: str = "") -> None:
        dialog = MunicipalityDialog(self._tasks, self._desk, line, name=name, parent=self)
        dialog.saved.connect(self._say_municipality)
        dialog.open()

    def _say_municipality(self, done: Done, before: MunicipalityLine | None) -> None:
        if before is None:
            self._messages.good("De gemeente staat in de lijst.")
            return
        number = counted(done.counts.get("families", 0), "gezin volgt", "gezinnen volgen")
        undo = partial(
            self._tasks.run,
            organisation_service.change_municipality,
            self._desk,
            before.record.id,
            before.record.version + 1,
            before.record.details,
            tuple(before.families),
        )
        self._messages.offer_undo(f"De gemeente heeft een nieuwe naam; {number} mee.", undo)

    def _retire_municipality(self, line: MunicipalityLine) -> None:
        kept = line.record
        day = self._desk.today() if kept.details.retired_on is None else None
        self._keep_municipality(line, replace(kept.details, retired_on=day))

    def _keep_municipality(self, line: MunicipalityLine, details: MunicipalityInput) -> None:
        self._tasks.run(
            organisation_service.change_municipality,
            self._desk,
            line.record.id,
            line.record.version,
            details,
            then=partial(self._say_retired, line),
            owner=self,
        )

    def _say_retired(self, line: MunicipalityLine, _: Done) -> None:
        undo = partial(
            self._tasks.run,
            organisation_service.change_municipality,
            self._desk,
            line.record.id,
            line.record.version + 1,
            line.record.details,
        )
        is_out = line.record.details.retired_on is None
        told = "wordt niet meer voorgesteld" if is_out else "wordt weer voorgesteld"
        self._messages.offer_undo(f"{line.record.details.name} {told}.", undo)

    def _take_up(self, unknown: UnknownSpelling) -> None:
        self._open_municipality(None, unknown.name)

    def _put_right(self, unknown: UnknownSpelling) -> None:
        lines = [line for line in self.municipalities.model.rows if line.record.details.retired_on is None]
        dialog = RespellDialog(self._tasks, self._desk, unknown, lines, parent=self)
        dialog.saved.connect(self._say_put_right)
        dialog.open()

    def _say_put_right(self, unknown: UnknownSpelling, name: str) -> None:
        undo = partial(
            self._tasks.run,
            organisation_service.respell_families,
            self._desk,
            tuple(unknown.families),
            name,
            unknown.name,
        )
        number = counted(len(unknown.families), "gezin", "gezinnen")
        self._messages.offer_undo(f"Bij {number} staat nu {name}.", undo)

    # ----------------------------------------------------------------------------- organisations and staff

    def _change_organisation(self, line: OrganisationLine) -> None:
        self._open_organisation(line.record)

    def _open_organisation(self, record: OrganisationRecord | None) -> None:
        dialog = OrganisationDialog(self._tasks, self._desk, record, parent=self)
        dialog.saved.connect(self._say_organisation)
        dialog.open()

    def _say_organisation(self, before: OrganisationRecord | None) -> None:
        if before is None:
            self._messages.good("De organisatie staat in de lijst.")
        else:
            self._offer_organisation_back("De organisatie is gewijzigd.", before)

    def _offer_organisation_back(self, text: str, before: OrganisationRecord) -> None:
        undo = partial(
            self._tasks.run,
            organisation_service.change_organisation,
            self._desk,
            before.id,
            before.version + 1,
            before.details,
        )
        self._messages.offer_undo(text, undo)

    def _retire_organisation(self, line: OrganisationLine) -> None:
        record = line.record
        day = self._desk.today() if record.details.retired_on is None else None
        details: OrganisationInput = replace(record.details, retired_on=day)
        told = "is uit gebruik" if day is not None else "is weer in gebruik"
        self._tasks.run(
            organisation_service.change_organisation,
            self._desk,
            record.id,
            record.version,
            details,
            then=lambda _: self._offer_organisation_back(f"{record.details.name} {told}.", record),
            owner=self,
        )

    def _change_staff(self, line: StaffLine) -> None:
        StaffDialog(self._tasks, self._desk, self._messages, line.account_id, parent=self).open()


def _retire_text(line: MunicipalityLine | OrganisationLine) -> str:
    return "Uit gebruik nemen" if line.record.details.retired_on is None else "Weer gebruiken"
