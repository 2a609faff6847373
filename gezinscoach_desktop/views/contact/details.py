"""The fields that tell what happened: shared by the form of a new contact and the window that changes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.views.contact.chips import ChipField, Choice
from gezinscoach_desktop.views.contact.length_field import LengthChoice
from gezinscoach_desktop.views.domains_field import DomainsField
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.time_field import TimeField

WITH_A_SERVICE = frozenset({ContactKind.TO_SERVICE, ContactKind.WITH_SERVICE})


class WhenFields:
    """Kind, day, hour and length."""

    def __init__(self, form: Form, today: Callable[[], date]) -> None:
        self.kind: ChipField[ContactKind] = form.add_row(
            "kind",
            "&Soort contact",
            ChipField([Choice(kind.label, kind, kind.icon) for kind in ContactKind], has_digits=True),
            is_required=True,
        )
        self.on = form.add_row("on", "&Datum", DateField(today=today), is_required=True, is_half=True)
        self.begins_at = form.add_row("begins_at", "&Begonnen om", TimeField(), is_half=True)
        self.length = form.add_row("minutes", "&Hoe lang", LengthChoice())


class AboutFields:
    """Who else, which service, about what, and the note."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.service: ComboField[UUID | None] = form.add_row(
            "service_id", "Met welke &dienst", ComboField([("Niet ingevuld", None)]), is_half=True
        )
        self.others = form.add_row(
            "others", "Wie &nog", TextField(placeholder="Een buur, een hulpverlener …"), is_half=True
        )
        self.domains = form.add_row("domains", "&Levensdomeinen", DomainsField())
        self.note = form.add_row("note", "Noti&tie", NoteField(fewest_lines=5, most_lines=16))

    def offer_services(self, services: Mapping[UUID, str]) -> None:
        self.service.set_choices([("Niet ingevuld", None), *((name, id_) for id_, name in services.items())])
        if self.service.currentIndex() < 0:
            self.service.set_value(None)

    def fit(self, kind: ContactKind | None) -> None:
        """A service is asked for only where one is involved."""
        has_choice = self.service.count() > 1
        self._form.set_row_visible("service_id", has_choice and kind in WITH_A_SERVICE)
