"""The fields that tell what happened: shared by the form of a new contact and the window that changes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.contact.chips import ChipField, Choice
from gezinscoach_desktop.views.contact.length_field import LengthChoice
from gezinscoach_desktop.views.domains_field import DomainsField
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.theme import grid
from gezinscoach_desktop.views.time_field import TimeField

WITH_A_SERVICE = frozenset({ContactKind.TO_SERVICE, ContactKind.WITH_SERVICE})


_OF_WHEN = ("begins_at", "minutes")
"""Fields that stand in the row of the day: what does not fit is told there."""


class WhenField(QWidget):
    """Day, hour and length on one line."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on = DateField(today=today)
        self.on.setAccessibleName("Datum, verplicht")
        self.on.setFixedWidth(grid(35))
        self.begins_at = TimeField()
        self.begins_at.setAccessibleName("Begonnen om")
        self.begins_at.setFixedWidth(grid(18))
        self.length = LengthChoice()
        self.length.setAccessibleName("Hoe lang")
        for field, name in ((self.on, "on"), (self.begins_at, "begins_at"), (self.length, "minutes")):
            field.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(2))
        row.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.begins_at, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(grid(3))
        row.addWidget(self.length, 1)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # for the Alt key of its label; Tab goes to what is inside
        self.setFocusProxy(self.on)
        for field in (self.on, self.begins_at, self.length):
            field.edited.connect(self.edited)


class WhenFields:
    """Kind, day, hour and length."""

    def __init__(self, form: Form, today: Callable[[], date]) -> None:
        self.kind: ChipField[ContactKind] = form.add_row(
            "kind",
            "&Soort contact",
            ChipField([Choice(kind.label, kind, kind.icon) for kind in ContactKind], has_digits=True),
            is_required=True,
        )
        row = form.add_row("on", "&Datum, beginuur en hoe lang", WhenField(today))
        self.on, self.begins_at, self.length = row.on, row.begins_at, row.length


def in_its_row(error: Exception) -> Exception:
    """The same error, about the row in which its field stands."""
    if isinstance(error, InvalidInput) and error.field in _OF_WHEN:
        return InvalidInput(error.message, field="on")
    return error


class AboutFields:
    """Who else, which service, about what, and the note."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.note = form.add_row("note", "Noti&tie", NoteField(fewest_lines=5, most_lines=16))
        self.domains = form.add_row("domains", "&Levensdomeinen", DomainsField())
        self.others = form.add_row(
            "others", "Wie &nog aanwezig", TextField(placeholder="Een buur, een hulpverlener …"), is_half=True
        )
        self.service: ComboField[UUID | None] = form.add_row(
            "service_id", "Met &welke dienst", ComboField([("Niet ingevuld", None)]), is_half=True
        )

    def offer_services(self, services: Mapping[UUID, str]) -> None:
        self.service.set_choices([("Niet ingevuld", None), *((name, id_) for id_, name in services.items())])
        if self.service.currentIndex() < 0:
            self.service.set_value(None)

    def fit(self, kind: ContactKind | None) -> None:
        """A service is asked for only where one is involved."""
        has_choice = self.service.count() > 1
        self._form.set_row_visible("service_id", has_choice and kind in WITH_A_SERVICE)
