"""Families that came with an import: one line each, confirmed with one key once the family said so."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.consent import ToConfirm
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import consent as consent_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.consent.consent_steps import ConsentSteps
from gezinscoach_desktop.views.consent.places import consents_of
from gezinscoach_desktop.views.elements import Card, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_TITLE = "Toestemming bevestigen"
_ABOUT = (
    "Deze gezinnen waren er al voor er toestemming genoteerd werd. Ze mogen begeleid worden; vraag bij een volgend "
    "contact of ze daarmee instemmen, en bevestig het hier, gezin per gezin.\n"
    "Over het gezin dat gekozen is:   B bevestigen   ·   Enter openen"
)


class ConsentsToConfirmPage(Page):
    """B confirms the line under the cursor, Enter goes to the family."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.CONSENT, Noun.FAMILY, Noun.PHASE, Noun.ASSIGNMENT})
    help_topic: ClassVar[str] = "toestemming"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self.steps = ConsentSteps(tasks, desk, messages, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader(_TITLE)
        self.header.show_back()
        self.open_button = self.header.add_command("Dit gezin openen", "open", self.open_family, hint="Enter")
        self.confirm_button = self.header.add_command(
            "Dit gezin bevestigen", "checkmark", self.confirm, kind="primary", hint="B"
        )
        self.model: RowsModel[ToConfirm] = RowsModel(
            (
                Column("Gezin", _name, detail=_code, is_strong=True),
                Column("Gemeente", _municipality, width=200),
                Column("Begeleid sinds", _since, _since_key, width=150),
            ),
            row_id=_consent_id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Gezinnen waarvan de toestemming te bevestigen is")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addWidget(paragraph(_ABOUT, TextStyle.TEXT, Tone.SECONDARY))
        row = QHBoxLayout()
        row.addWidget(card, 1)
        column.addLayout(row, 1)
        self._empty = EmptyState(
            "checkmark-circle",
            "Alles is bevestigd. Gezinnen uit een volgende import komen hier te staan.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.table.row_opened.connect(self.open_family)
        shortcut = QShortcut(QKeySequence("B"), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.confirm)

    @property
    def title(self) -> str:
        return _TITLE

    def load(self) -> None:
        self._tasks.query(
            consent_service.consents_to_confirm, self._desk, then=self._show_rows, key="to_confirm"
        )

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def confirm(self) -> None:
        """The family under the cursor said yes; the cursor goes to the next one."""
        row = self.table.current_row
        if row is not None:
            self.steps.confirm(row.consent_id, row.version)

    def open_family(self) -> None:
        """What the family under the cursor agreed to."""
        row = self.table.current_row
        if row is not None:
            self.left_for.emit(consents_of(row.family_id))

    def _show_rows(self, rows: tuple[ToConfirm, ...]) -> None:
        place = self.table.currentIndex().row()
        self.model.set_rows(rows)
        if rows and place >= 0:
            self.table.selectRow(min(place, len(rows) - 1))
        self._stack.setCurrentIndex(0 if rows else 1)
        for each in (self.open_button, self.confirm_button):
            each.setEnabled(bool(rows))
        self.header.set_title(_TITLE, counted(len(rows), "gezin", "gezinnen"))


def _consent_id(row: ToConfirm) -> object:
    return row.consent_id


def _name(row: ToConfirm) -> str:
    return row.name or row.code


def _code(row: ToConfirm) -> str:
    return row.code


def _municipality(row: ToConfirm) -> str:
    return row.municipality


def _since(row: ToConfirm) -> str:
    return format_date(row.given_on)


def _since_key(row: ToConfirm) -> object:
    return row.given_on
