"""Afwezigheid: who is away from when to when, and who stands in for each family."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.caseload import CoachLoad
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.organisation import AbsenceKind
from gezinscoach_desktop.services import absence as absence_service
from gezinscoach_desktop.services.absence import AbsenceInput, AbsenceLine, StandIn, ToCover
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField, DateField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.team.pick_table import PickTable
from gezinscoach_desktop.views.theme import grid

_BY = "by"
_INTRO = (
    "Wie waarneemt, is zolang tweede coach van het gezin en ziet het dossier. "
    "Op de dag van terugkeer stopt dat vanzelf."
)


class AbsenceDialog(FormDialog):
    """A new absence, or one to change; the reason is seen by coordinators only."""

    saved = Signal(object, object)
    """The Done, and the AbsenceLine as it was before (None for a new one)."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        coaches: Sequence[CoachLoad],
        *,
        of: UUID | None = None,
        line: AbsenceLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Afwezigheid" if line is None else f"Afwezigheid van {line.name}"
        super().__init__(title, "Bewaren", intro=_INTRO, bar="Afwezigheid", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._coaches = sorted(coaches, key=lambda each: each.person.name.casefold())
        self._line = line
        self._is_first = True
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(grid(190))
        self._add_rows()
        self.who.edited.connect(self._ask_families)
        self.since.editingFinished.connect(self._ask_families)
        self.submitted.connect(self._save)
        self.who.set_value(of if line is None else line.record.details.account_id)
        if line is not None:
            self._fill(line.record.details)
        self._ask_families()
        (self.until if line else self.who).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self) -> None:
        add, today = self.form.add_row, self._desk.today
        choices: list[tuple[str, UUID | None]] = [
            (each.person.name, each.person.account_id) for each in self._coaches if each.person.is_open
        ]
        self.who: ComboField[UUID | None] = add(
            "account_id", "&Wie", ComboField(choices), is_required=True, is_half=True
        )
        self.kind: ComboField[AbsenceKind] = add(
            "kind",
            "&Soort",
            ComboField([(each.label, each) for each in AbsenceKind]),
            is_half=True,
            help_text="Alleen coördinatoren zien dit.",
        )
        self.since = add("since", "&Vanaf", DateField(today(), today=today), is_required=True, is_half=True)
        self.until = add(
            "until",
            "&Terug op",
            DateField(today=today),
            is_half=True,
            help_text="Laat leeg zolang je het niet weet.",
        )
        self.note = add("note", "&Nota", TextField(), help_text="Alleen coördinatoren zien dit.")
        self.picks = PickTable({_BY: "Neemt waar"}, verb="Toepassen")
        add("stand_ins", "", self.picks)
        if self._line is not None:
            self.who.setEnabled(False)

    def _fill(self, details: AbsenceInput) -> None:
        self.since.set_value(details.since)
        self.until.set_value(details.until)
        self.kind.set_value(details.kind)
        self.note.set_value(details.note)

    def _ask_families(self) -> None:
        who = self.who.value()
        if who is None:
            return
        try:
            since = self.since.value() or self._desk.today()
        except InvalidInput:
            return
        others = [
            (each.person.name, each.person.account_id)
            for each in self._coaches
            if each.person.is_open and each.person.account_id != who
        ]
        self.picks.offer(others, nothing="niemand")
        self._tasks.query(
            absence_service.families_to_cover,
            self._desk,
            who,
            since,
            then=self._show_families,
            failed=self.show_error,
            owner=self,
            key="families to cover",
        )

    def _show_families(self, families: tuple[ToCover, ...]) -> None:
        """The second coach is proposed; of an absence that is changed what was chosen."""
        if self._line is not None:
            chosen = {each.family_id: {_BY: each.account_id} for each in self._line.stand_ins}
        else:
            chosen = {each.family.id: {_BY: each.second} for each in families if each.second is not None}
        before = {pick.family.id: pick.chosen for pick in self.picks.picks if pick.chosen}
        if not self._is_first:
            chosen |= {id_: dict(what) for id_, what in before.items()}
        self._is_first = self._line is None
        self.picks.show_families((each.family for each in families), chosen)
        self._fit()

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        who, since = self.who.value(), self.since.value()
        if who is None:
            raise InvalidInput("Kies wie er afwezig is.", field="account_id")
        if since is None:
            raise InvalidInput("Vul in vanaf wanneer.", field="since")
        details = AbsenceInput(
            who, since, self.until.value(), self.kind.value() or AbsenceKind.LEAVE, self.note.value()
        )
        stand_ins = tuple(
            StandIn(pick.family.id, pick.chosen[_BY]) for pick in self.picks.picks if _BY in pick.chosen
        )
        if self._line is None:
            return partial(absence_service.register_absence, self._desk, details, stand_ins)
        record = self._line.record
        return partial(
            absence_service.change_absence, self._desk, record.id, record.version, details, stand_ins
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()
        self.saved.emit(done, self._line)
