"""How two people belong together: both members, or one of them somebody outside the household."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.network import BondInput, BondKind, BondRecord
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.fields import ComboField, DateField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_OUTSIDE = "Iemand die geen gezinslid is"


class BondDialog(FormDialog):
    """Without `bond` it adds one."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family: FamilyData,
        *,
        bond: BondRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, verb = ("Nieuwe band", "Band toevoegen") if bond is None else ("Band wijzigen", "Bewaren")
        super().__init__(title, verb, bar="Netwerk", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._family = family
        self._bond = bond
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_fields()
        if bond is not None:
            self._fill(bond.details)
        self._show_outside()
        self.other.edited.connect(self._show_outside)
        self.submitted.connect(self._save)
        self.one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_fields(self) -> None:
        form, today = self.form, self._desk.today
        people = [(self._family.name(member.id), member.id) for member in self._family.header.members]
        self.one: ComboField[UUID] = form.add_row("member_id", "&Wie", ComboField(people), is_half=True)
        self.kind: ComboField[BondKind] = form.add_row(
            "kind", "&Is of was", ComboField([(kind.label, kind) for kind in BondKind]), is_half=True
        )
        others: list[tuple[str, UUID | None]] = [(_OUTSIDE, None)]
        self.other: ComboField[UUID | None] = form.add_row(
            "other_id", "&Van wie", ComboField([*people, *others]), is_half=True
        )
        self.other_name = form.add_row(
            "other_name",
            "&Naam",
            TextField(placeholder="een vroegere partner, een ouder elders"),
            is_half=True,
        )
        self.since = form.add_row("since", "&Sinds", DateField(today=today), is_half=True)
        self.until = form.add_row("until", "&Tot", DateField(today=today), is_half=True)
        if len(people) > 1:
            self.other.set_value(people[1][1])

    def _fill(self, details: BondInput) -> None:
        self.one.set_value(details.member_id)
        self.kind.set_value(details.kind)
        self.other.set_value(details.other_id)
        self.other_name.set_value(details.other_name)
        self.since.set_value(details.since)
        self.until.set_value(details.until)

    def _show_outside(self) -> None:
        self.form.set_row_visible("other_name", self.other.value() is None)

    def value(self) -> BondInput:
        """What was filled in; raises InvalidInput when it says nothing of anybody. A parent elsewhere is a child's."""
        one, other = self.one.value(), self.other.value()
        if one is None:
            raise InvalidInput("Voeg eerst een gezinslid toe.", field="member_id")
        name = self.other_name.value() if other is None else ""
        kind = self.kind.value() or BondKind.PARTNERS
        if other is None and not name:
            raise InvalidInput("Vul de naam in.", field="other_name")
        return BondInput(kind, one, other, name, self.since.value(), self.until.value())

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_kept)

    def _keeping(self) -> Callable[[], Done]:
        details = self.value()
        if self._bond is None:
            return partial(network_service.add_bonds, self._desk, self._family.header.record.id, (details,))
        return partial(network_service.change_bond, self._desk, self._bond.id, self._bond.version, details)

    def _close_kept(self, done: Done) -> None:
        self.accept()
