"""The fields of a family, the same in the form for a new one and for a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.family import FoundVia, HouseholdType, HousingKind, IncomeSource
from gezinscoach_desktop.domain.organisation import meant_municipality
from gezinscoach_desktop.services.family import FamilyInput
from gezinscoach_desktop.views.completion import complete
from gezinscoach_desktop.views.family.choices import choices_of
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.forms import Form

LABELS = {
    "name": "Naam van het gezin",
    "code": "Code",
    "municipality": "Gemeente",
    "neighbourhood": "Wijk",
    "address": "Adres",
    "household_type": "Soort huishouden",
    "languages": "Talen",
    "needs_interpreter": "Tolk nodig",
    "is_newcomer": "Nieuwkomer",
    "income_source": "Bron van inkomen",
    "housing_kind": "Soort woning",
    "found_via": "Hoe gevonden",
    "started_on": "Start van de begeleiding",
    "phone": "Telefoon",
    "email": "E-mail",
    "reach_note": "Hoe en wanneer bereikbaar",
    "remarks": "Opmerkingen",
}


class FamilyFields:
    """Adds the fields to a form, with `between` after the first group, and reads them back."""

    def __init__(
        self, form: Form, today: Callable[[], date], *, between: tuple[str, QWidget] | None = None
    ) -> None:
        self._form = form
        self._municipalities: tuple[str, ...] = ()
        form.add_group("Gezin")
        self.name = form.add_row("name", "&Naam van het gezin", TextField(), is_half=True)
        self.code = form.add_row("code", "&Code", TextField(), is_half=True)
        self.started_on = form.add_row(
            "started_on", "&Start van de begeleiding", DateField(today=today), is_half=True
        )
        self.found_via = form.add_row(
            "found_via", "Hoe ge&vonden", ComboField(choices_of(FoundVia)), is_half=True
        )
        if between is not None:
            form.add_group(between[0])
            form.add_wide(between[1])
        form.add_group("Waar en hoe bereikbaar")
        self.address = form.add_row("address", "&Adres", TextField())
        self.municipality = form.add_row("municipality", "Ge&meente", TextField(), is_half=True)
        self.neighbourhood = form.add_row("neighbourhood", "&Wijk", TextField(), is_half=True)
        self.phone = form.add_row("phone", "Te&lefoon", TextField(), is_half=True)
        self.email = form.add_row("email", "&E-mail", TextField(), is_half=True)
        self.reach_note = form.add_row("reach_note", "Hoe en wanneer &bereikbaar", NoteField(fewest_lines=1))
        form.add_group("Situatie")
        self.household_type = form.add_row(
            "household_type", "Soort &huishouden", ComboField(choices_of(HouseholdType)), is_half=True
        )
        self.housing_kind = form.add_row(
            "housing_kind", "Soort w&oning", ComboField(choices_of(HousingKind)), is_half=True
        )
        self.income_source = form.add_row(
            "income_source", "Bron van &inkomen", ComboField(choices_of(IncomeSource)), is_half=True
        )
        self.languages = form.add_row("languages", "&Talen", TextField(), is_half=True)
        self.needs_interpreter = form.add_row(
            "needs_interpreter", "Tolk nodig", CheckField("Tol&k nodig"), is_half=True
        )
        self.is_newcomer = form.add_row("is_newcomer", "Nieuwkomer", CheckField("Nieu&wkomer"), is_half=True)
        self.remarks = form.add_row("remarks", "O&pmerkingen", NoteField())
        self.municipality.textChanged.connect(self._hint_municipality)
        self.needs_interpreter.setAccessibleName("Tolk nodig")
        self.is_newcomer.setAccessibleName("Nieuwkomer")

    def value(self) -> FamilyInput:
        """What was filled in; raises InvalidInput when the date cannot be read."""
        return replace(self.typed(), started_on=self.started_on.value())

    def typed(self) -> FamilyInput:
        """What was filled in but for the start of coaching, which may be a date that cannot be read yet."""
        return FamilyInput(
            name=self.name.value(),
            code=self.code.value(),
            municipality=self.municipality.value(),
            neighbourhood=self.neighbourhood.value(),
            address=self.address.value(),
            household_type=self.household_type.value(),
            languages=self.languages.value(),
            needs_interpreter=self.needs_interpreter.value(),
            is_newcomer=self.is_newcomer.value(),
            income_source=self.income_source.value(),
            housing_kind=self.housing_kind.value(),
            found_via=self.found_via.value(),
            remarks=self.remarks.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            reach_note=self.reach_note.value(),
        )

    def set_value(self, details: FamilyInput) -> None:
        """Fill every field."""
        for name in LABELS:
            field: Any = getattr(self, name)
            field.set_value(getattr(details, name))

    def show_municipalities(self, listed: Sequence[str]) -> None:
        """The office's list: what stands in it is offered, and another name is told to be none of it."""
        self._municipalities = tuple(listed)
        if listed:
            self.complete_municipalities(listed)
        self._hint_municipality(self.municipality.text())

    def _hint_municipality(self, typed: str) -> None:
        name = typed.strip()
        if not name or not self._municipalities or name in self._municipalities:
            self._form.set_help("municipality", "")
            return
        meant = meant_municipality(name, self._municipalities)
        told = "Staat niet in de lijst van gemeenten."
        self._form.set_help("municipality", f"{told} Bedoel je {meant}?" if meant else told)

    def complete_municipalities(self, known: Sequence[str]) -> None:
        """Offer municipalities that were used before."""
        complete(self.municipality, known, "Gemeenten")
