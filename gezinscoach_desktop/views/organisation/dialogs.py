"""A municipality, a partner organisation, and putting right how a municipality is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import organisation as organisation_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.organisation import (
    MunicipalityInput,
    MunicipalityLine,
    OrganisationInput,
    OrganisationRecord,
    UnknownSpelling,
)
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks


class MunicipalityDialog(FormDialog):
    """A new municipality, or another name for one: its families follow."""

    saved = Signal(object, object)
    """The Done, and the MunicipalityLine as it was (None for a new one)."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        line: MunicipalityLine | None = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        intro = ""
        if line is not None and line.families:
            intro = f"{counted(len(line.families), 'gezin volgt', 'gezinnen volgen')} de nieuwe naam mee."
        title = "Gemeente toevoegen" if line is None else "Gemeente hernoemen"
        super().__init__(title, "Bewaren", intro=intro, parent=parent)
        self._tasks, self._desk, self._line = tasks, desk, line
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kept = name if line is None else line.record.details.name
        self.name = self.form.add_row("name", "&Naam", TextField(kept), is_required=True)
        self.submitted.connect(self._save)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        name = self.name.value()
        if self._line is None:
            return partial(organisation_service.add_municipality, self._desk, MunicipalityInput(name))
        record = self._line.record
        details = MunicipalityInput(name, record.details.retired_on)
        return partial(
            organisation_service.change_municipality, self._desk, record.id, record.version, details
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()
        self.saved.emit(done, self._line)


class OrganisationDialog(FormDialog):
    """A partner organisation."""

    saved = Signal(object)
    """The OrganisationRecord as it was; None for a new one."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        record: OrganisationRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Organisatie toevoegen" if record is None else "Organisatie wijzigen"
        super().__init__(title, "Bewaren", parent=parent)
        self._tasks, self._desk, self._record = tasks, desk, record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kept = OrganisationInput("") if record is None else record.details
        add = self.form.add_row
        self.name = add("name", "&Naam", TextField(kept.name), is_required=True)
        self.contact = add("contact", "&Contactpersoon", TextField(kept.contact))
        self.phone = add("phone", "&Telefoon", TextField(kept.phone), is_half=True)
        self.email = add("email", "&E-mail", TextField(kept.email), is_half=True)
        self.submitted.connect(self._save)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        retired = None if self._record is None else self._record.details.retired_on
        details = OrganisationInput(
            self.name.value(), self.contact.value(), self.phone.value(), self.email.value(), retired
        )
        if self._record is None:
            return partial(organisation_service.add_organisation, self._desk, details)
        record = self._record
        return partial(
            organisation_service.change_organisation, self._desk, record.id, record.version, details
        )

    def _close_saved(self, _: Done) -> None:
        self.accept()
        self.saved.emit(self._record)


class RespellDialog(FormDialog):
    """Which municipality of the list was meant by what stands with some families."""

    saved = Signal(object, str)
    """The UnknownSpelling and what it became."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        unknown: UnknownSpelling,
        municipalities: Sequence[MunicipalityLine],
        parent: QWidget | None = None,
    ) -> None:
        number = counted(len(unknown.families), "gezin", "gezinnen")
        super().__init__(
            "Gemeente verbeteren",
            "Verbeteren",
            intro=f"Bij {number} staat “{unknown.name}”. Die gemeente staat niet in de lijst.",
            bar="Gemeente verbeteren",
            parent=parent,
        )
        self._tasks, self._desk, self._unknown = tasks, desk, unknown
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices: list[tuple[str, str]] = [(line.record.details.name,) * 2 for line in municipalities]
        self.name: ComboField[str] = self.form.add_row(
            "name", "&Bedoeld is", ComboField(choices), is_required=True
        )
        likely = next((line for line in municipalities if line.record.id == unknown.likely), None)
        self.name.setCurrentIndex(-1)
        if likely is not None:
            self.name.set_value(likely.record.details.name)
        self.submitted.connect(self._save)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        name = self.name.value()
        if not name:
            raise InvalidInput("Kies de gemeente die bedoeld is.", field="name")
        ids: tuple[UUID, ...] = tuple(self._unknown.families)
        return partial(organisation_service.respell_families, self._desk, ids, self._unknown.name, name)

    def _close_saved(self, _: Done) -> None:
        name = self.name.value() or ""
        self.accept()
        self.saved.emit(self._unknown, name)
