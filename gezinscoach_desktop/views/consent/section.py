"""Toestemming: what the family agreed to, what runs first; noted, confirmed, taken back, with the signed paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind, ConsentRecord
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.document import DocumentInput, DocumentKind
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.services import consent as consent_service
from gezinscoach_desktop.services import document as document_service
from gezinscoach_desktop.services.consent import Consents
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.consent import words
from gezinscoach_desktop.views.consent.consent_steps import ConsentSteps
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs, FileKind
from gezinscoach_desktop.views.elements import Card, button, heading, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.fitted import fit_rows
from gezinscoach_desktop.views.family.places import paper
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import Tone, grid

SCANS = (FileKind("PDF", "pdf"), FileKind("Afbeelding", "png"), FileKind("Foto", "jpg"), ANY_FILE)
_MOST_ROWS = 10


class ConsentSection(FamilyTab):
    """The section “Toestemming” of the dossier."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.CONSENT, Noun.DOCUMENT, Noun.SERVICE})
    help_topic: ClassVar[str] = "toestemming"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._family: FamilyData | None = None
        self._consents = Consents((), {}, {})
        self.steps = ConsentSteps(tasks, desk, messages, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model: RowsModel[ConsentRecord] = RowsModel(
            (
                Column("Wat", self._what, detail=_about, tooltip=self._whole, is_strong=True),
                Column("Gegeven op", _given, detail=_how, tooltip=_how, width=150),
                Column("Stand", self._stand, detail=_choice, tone=self._tone, tooltip=_choice, width=190),
                Column("Scan", self._paper, tone=self._paper_tone, width=88),
            ),
            row_id=_record_id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Toestemmingen")
        self.add_button = button("Toestemming noteren", icon_name="add")
        self.print_button = button("Formulier afdrukken", icon_name="print")
        self.confirm_button = button("Bevestigen", icon_name="checkmark")
        self.confirm_button.setToolTip("B")
        self.change_button = button("Wijzigen", icon_name="edit")
        self.withdraw_button = button("Intrekken")
        self.remove_button = button("Weghalen", icon_name="delete")
        self.remove_button.setToolTip("Delete")
        self.paper_button = button("Scan toevoegen", icon_name="document-add")
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), 0, grid(3), 0)
        top.setSpacing(grid(2))
        top.addWidget(heading("Toestemming en mandaat"))
        top.addStretch(1)
        top.addWidget(self.print_button)
        top.addWidget(self.add_button)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(grid(3), grid(1), grid(3), 0)
        bottom.setSpacing(grid(2))
        for each in (
            self.confirm_button,
            self.change_button,
            self.withdraw_button,
            self.paper_button,
            self.remove_button,
        ):
            bottom.addWidget(each)
        bottom.addStretch(1)
        card = Card()
        card.body.setContentsMargins(1, grid(3), 1, grid(3))
        card.body.addLayout(top)
        card.add(self.table)
        card.body.addLayout(bottom)
        self._empty = EmptyState(
            "handshake",
            "Hier staat waarmee het gezin instemt: begeleid worden, gegevens delen, wie met wie mag spreken.",
            "Toestemming noteren",
        )
        filled = QWidget()
        filled.setProperty("kind", "page")
        column = QVBoxLayout(filled)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.addWidget(card)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(scrolling(filled))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self._empty.chosen.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self.print_button.clicked.connect(self._show_form)
        self.confirm_button.clicked.connect(self.confirm)
        self.change_button.clicked.connect(self.change)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.remove_button.clicked.connect(self.remove)
        self.paper_button.clicked.connect(self.show_paper)
        self.table.row_chosen.connect(self._show_buttons)
        self.table.row_opened.connect(self.change)
        for keys, slot in (("B", self.confirm), ("Delete", self.remove)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._tasks.query(
            consent_service.read_consents,
            self._desk,
            data.header.record.id,
            then=self._show_consents,
            key="consents",
            owner=self,
        )

    def _show_consents(self, consents: Consents) -> None:
        self._consents = consents
        today = self._desk.today()
        newest = tuple(reversed(consents.records))
        kinds = tuple(ConsentKind)
        self.model.set_rows(
            sorted(newest, key=lambda each: (not each.details.runs_on(today), kinds.index(each.details.kind)))
        )
        was_empty = self._empty.button.hasFocus()
        fit_rows(self.table, len(newest), most=_MOST_ROWS)
        self._stack.setCurrentIndex(1 if newest else 0)
        if was_empty and newest:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_buttons()

    def _show_buttons(self, _: object = None) -> None:
        record = self.table.current_row
        details = None if record is None else record.details
        self.confirm_button.setVisible(details is not None and details.is_to_confirm)
        is_running = details is not None and details.withdrawn_on is None
        can_end = is_running and details is not None and details.kind is not ConsentKind.PRIVACY_INFORMATION
        self.withdraw_button.setEnabled(can_end)
        self.change_button.setEnabled(details is not None)
        self.remove_button.setEnabled(details is not None)
        self.paper_button.setEnabled(details is not None)
        has_paper = details is not None and details.document_id in self._consents.documents
        self.paper_button.setText("Scan openen" if has_paper else "Scan toevoegen")
        self.paper_button.setAccessibleName(self.paper_button.text())

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self._empty.button

    def new_here(self) -> bool:
        self.add()
        return True

    def add(self) -> None:
        """What comes next most often: the consent to be coached, else to share something."""
        if self._family is not None:
            has_consent = self._family.page.has_consent
            kind = ConsentKind.SHARING if has_consent else ConsentKind.COACHING
            self.steps.add(self._family.header.record.id, kind)

    def change(self) -> None:
        """Put right what stands under the cursor."""
        record = self.table.current_row
        if record is not None:
            self.steps.change(record)

    def confirm(self) -> None:
        """The family confirmed what stands under the cursor."""
        record = self.table.current_row
        if record is not None and record.details.is_to_confirm:
            self.steps.confirm(record.id, record.version)

    def withdraw(self) -> None:
        """The family takes back what stands under the cursor."""
        record = self.table.current_row
        if self._family is not None and record is not None:
            self.steps.withdraw(self._family.header, record)

    def remove(self) -> None:
        """What stands under the cursor was noted by mistake."""
        record = self.table.current_row
        if record is not None:
            self.steps.remove(record)

    def show_paper(self) -> None:
        """Open the signed paper of what stands under the cursor, or scan it in."""
        record = self.table.current_row
        if record is None:
            return
        document_id = record.details.document_id
        if document_id is not None and document_id in self._consents.documents:
            self._tasks.run(
                document_service.open_document, self._desk, document_id, then=_show_file, owner=self
            )
            return
        path = self._dialogs.open_file("Kies de scan", SCANS)
        if path is not None:
            self._add_paper(record, path)

    def _add_paper(self, record: ConsentRecord, path: Path) -> None:
        if record.family_id is None:
            return
        title = self._what(record)
        document = DocumentInput(title, DocumentKind.CONSENT, record.details.given_on)
        self._tasks.run(
            document_service.add_document,
            self._desk,
            record.family_id,
            path,
            document,
            then=partial(self._attach, record),
            owner=self,
        )

    def _attach(self, record: ConsentRecord, done: Done) -> None:
        self._tasks.run(
            consent_service.attach_document, self._desk, record.id, record.version, done.id, owner=self
        )

    def _show_form(self) -> None:
        """The paper to sign, of the mandate when that is what the chosen line is about."""
        record = self.table.current_row
        is_mandate = record is not None and record.details.kind is ConsentKind.MANDATE
        if self._family is not None:
            kind = PaperKind.MANDATE if is_mandate else PaperKind.CONSENT
            self.left_for.emit(paper(self._family.header.record.id, kind))

    # ----------------------------------------------------------------------------------------------------- columns

    def _what(self, record: ConsentRecord) -> str:
        return words.what(record.details, self._consents.partner(record.details))

    def _whole(self, record: ConsentRecord) -> str:
        return "\n".join(filter(None, (self._what(record), _about(record))))

    def _stand(self, record: ConsentRecord) -> str:
        return words.stand(record.details, self._desk.today())

    def _tone(self, record: ConsentRecord) -> Tone:
        if record.details.is_to_confirm:
            return Tone.WARNING
        return Tone.TEXT if record.details.runs_on(self._desk.today()) else Tone.SECONDARY

    def _paper(self, record: ConsentRecord) -> str:
        if _paper_of(record.details, self._consents):
            return "bewaard"
        return "geen scan" if record.details.form is ConsentForm.PAPER else ""

    def _paper_tone(self, record: ConsentRecord) -> Tone:
        return Tone.TEXT if _paper_of(record.details, self._consents) else Tone.SECONDARY


def _paper_of(consent: ConsentInput, consents: Consents) -> UUID | None:
    return consent.document_id if consent.document_id in consents.documents else None


def _show_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _record_id(record: ConsentRecord) -> object:
    return record.id


def _about(record: ConsentRecord) -> str:
    return words.about(record.details)


def _given(record: ConsentRecord) -> str:
    return format_date(record.details.given_on)


def _how(record: ConsentRecord) -> str:
    return words.how(record.details)


def _choice(record: ConsentRecord) -> str:
    return words.after_withdrawal(record.details)
