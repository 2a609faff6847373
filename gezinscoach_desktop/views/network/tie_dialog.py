"""Somebody or a service around the family: everything that is known of the tie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from gezinscoach_desktop.domain.merge import merge
from gezinscoach_desktop.domain.network import Direction, Ring, Strength, TieInput, TieKind, TieRecord
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import NetworkPage
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.domains_field import DomainsField
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.meanwhile import as_typed, colleague_of
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.family.names import is_former
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_LABELS = {
    "kind": "Wat",
    "name": "Naam",
    "service_id": "Dienst",
    "member_id": "Van wie",
    "relation": "Wie is dat?",
    "ring": "Hoe dichtbij",
    "strength": "Hoe sterk",
    "is_tense": "Er is spanning",
    "direction": "Naar wie gaat de steun",
    "domains": "Steun in deze levensdomeinen",
    "reach": "Hoe bereik je die?",
    "note": "Nota",
    "since": "Sinds",
    "until": "Tot",
    "angle": "Plaats in het ecogram",
}
_TOGETHER = (frozenset({"kind", "name", "service_id"}), frozenset({"since", "until"}))


@dataclass(frozen=True, slots=True)
class _Named:
    """An id with what it is called, while two versions stand beside each other."""

    id: UUID | None
    label: str


class TieDialog(FormDialog):
    """Without `tie` it adds one. What ended gets an end date; it stays in the list."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family: FamilyData,
        details: TieInput,
        *,
        tie: TieRecord | None = None,
        title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        verb = "Toevoegen" if tie is None else "Bewaren"
        super().__init__(title or "Nieuw in het netwerk", verb, bar="Netwerk", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._family = family
        self._tie = tie
        self._newer = tie
        self._before = details
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_fields()
        self._fill(details)
        self._shown = self.value()
        self._show_kind()
        self.kind.edited.connect(self._show_kind)
        self.submitted.connect(self._save)
        first = self.name_field if details.kind is TieKind.PERSON else self.service
        (self.relation if tie is not None else first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_fields(self) -> None:
        form, today = self.form, self._desk.today
        self.kind: ComboField[TieKind] = form.add_row(
            "kind", "&Wat", ComboField([(kind.label, kind) for kind in TieKind]), is_half=True
        )
        self.member: ComboField[UUID | None] = form.add_row(
            "member_id", "&Van wie", ComboField(self._whose()), is_half=True
        )
        self.name_field = form.add_row("name", "&Naam", TextField(), is_required=True)
        self.service = form.add_row(
            "service_id", "Di&enst", ServiceField(self._tasks, self._desk), is_required=True
        )
        self.relation = form.add_row(
            "relation",
            "Wie is &dat?",
            TextField(placeholder="grootmoeder, buurvrouw, huisarts …"),
            is_half=True,
        )
        self.reach = form.add_row(
            "reach", "Hoe &bereik je die?", TextField(placeholder="telefoon, adres"), is_half=True
        )
        form.add_group("De band")
        self.ring: ComboField[Ring] = form.add_row(
            "ring", "Hoe di&chtbij", ComboField([(ring.label, ring) for ring in Ring]), is_half=True
        )
        self.strength: ComboField[Strength] = form.add_row(
            "strength", "Hoe ster&k", ComboField([(each.label, each) for each in Strength]), is_half=True
        )
        self.direction: ComboField[Direction] = form.add_row(
            "direction",
            "Naar wie &gaat de steun",
            ComboField([(each.label, each) for each in Direction]),
            is_half=True,
        )
        self.is_tense = form.add_row("is_tense", "", CheckField("Er is &spanning"), is_half=True)
        self.domains = form.add_row("domains", "Steun in deze &levensdomeinen", DomainsField())
        self.since = form.add_row("since", "S&inds", DateField(today=today), is_half=True)
        self.until = form.add_row(
            "until",
            "&Tot",
            DateField(today=today),
            help_text="Wat voorbij is, blijft grijs in de lijst.",
            is_half=True,
        )
        self.note = form.add_row("note", "N&ota", NoteField())

    def _whose(self) -> list[tuple[str, UUID | None]]:
        whole: list[tuple[str, UUID | None]] = [("Het hele gezin", None)]
        return whole + [
            (self._family.name(member.id), member.id)
            for member in self._family.header.members
            if not is_former(member, self._family.today) or member.id == self._before.member_id
        ]

    def _fill(self, details: TieInput) -> None:
        self.kind.set_value(details.kind)
        self.member.set_value(details.member_id)
        self.name_field.set_value(details.name)
        if details.kind is TieKind.SERVICE and details.service_id is None:
            self.service.set_text(details.name)
        else:
            self.service.set_value(details.service_id)
        self.relation.set_value(details.relation)
        self.reach.set_value(details.reach)
        self.ring.set_value(details.ring)
        self.strength.set_value(details.strength)
        self.direction.set_value(details.direction)
        self.is_tense.set_value(details.is_tense)
        self.domains.set_value(details.domains)
        self.since.set_value(details.since)
        self.until.set_value(details.until)
        self.note.set_value(details.note)

    def _show_kind(self) -> None:
        is_person = self.kind.value() is TieKind.PERSON
        self.form.set_row_visible("name", is_person)
        self.form.set_row_visible("service_id", not is_person)

    def value(self) -> TieInput:
        """What was filled in; raises InvalidInput when a date cannot be read."""
        kind = self.kind.value() or TieKind.PERSON
        is_service = kind is TieKind.SERVICE
        return TieInput(
            kind=kind,
            name=self.service.text() if is_service else self.name_field.value(),
            service_id=self.service.value() if is_service else None,
            member_id=self.member.value(),
            relation=self.relation.value(),
            ring=self.ring.value() or Ring.MIDDLE,
            strength=self.strength.value() or Strength.NORMAL,
            is_tense=self.is_tense.value(),
            direction=self.direction.value() or Direction.BOTH,
            domains=self.domains.value(),
            reach=self.reach.value(),
            note=self.note.value(),
            since=self.since.value(),
            until=self.until.value(),
            angle=self._before.angle,
        )

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_kept, failed=self._show_failure)

    def _keeping(self) -> Callable[[], Done]:
        details = self.value()
        if self._tie is None:
            return partial(network_service.add_tie, self._desk, self._family.header.record.id, details)
        return partial(network_service.change_tie, self._desk, self._tie.id, self._tie.version, details)

    def _close_kept(self, done: Done) -> None:
        self.accept()

    def _show_failure(self, error: Exception) -> bool:
        if not isinstance(error, ChangedMeanwhile) or self._tie is None:
            return self.show_error(error)
        self.show_error(error)
        self._tasks.query(
            network_service.network_page,
            self._desk,
            self._family.header.record.id,
            then=self._put_together,
            failed=self.show_error,
            owner=self,
        )
        return True

    def _put_together(self, page: NetworkPage) -> None:
        """A colleague was first: both versions beside each other, as often as it happens."""
        before = self._tie
        now = next((tie for tie in page.ties if before is not None and tie.id == before.id), None)
        if before is None or now is None:
            self.show_error(NotFound("Dit werd intussen weggehaald uit het netwerk."))
            return
        try:
            mine = as_typed(before.details, self._shown, self.value())
        except InvalidInput as error:
            self.show_error(error)
            return
        self._newer = now
        who = colleague_of(now.changed_by, now.changed_at, versions=now.version - before.version)
        versions = (self._named(each, page) for each in (before.details, mine, now.details))
        dialog = MergeDialog(
            merge(*versions, together=_TOGETHER),
            _LABELS,
            colleague=who.name,
            intro=who.said("dit", self._desk.today()),
            parent=self,
        )
        dialog.merged.connect(self._save_merged)
        dialog.open()

    def _named(self, tie: TieInput, page: NetworkPage) -> TieInput:
        service = _Named(tie.service_id, page.directory.name_of(tie.service_id))
        whose = "Het hele gezin" if tie.member_id is None else self._family.name(tie.member_id)
        member = _Named(tie.member_id, whose)
        return replace(tie, service_id=service, member_id=member)  # type: ignore[arg-type]  # until it is chosen

    def _save_merged(self, details: TieInput) -> None:
        if self._newer is None:
            return
        self._tie, self._before = self._newer, self._newer.details
        self._fill(self._before)
        self._shown = self.value()
        self._fill(
            replace(details, service_id=_id_in(details.service_id), member_id=_id_in(details.member_id))
        )
        self._show_kind()
        self.submit()


def _id_in(chosen: Any) -> UUID | None:
    """Out of what was shown by name; a field on which both agree bears a name as well."""
    return chosen.id if isinstance(chosen, _Named) else chosen
