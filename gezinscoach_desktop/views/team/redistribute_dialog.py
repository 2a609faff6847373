"""Herverdelen: families of one coach to others, with the weights that come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.caseload import Caseload, Weights, points_text, weight_text
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.redistribution import Move, weights_after
from gezinscoach_desktop.domain.stand_in import Share
from gezinscoach_desktop.services import caseload as caseload_service
from gezinscoach_desktop.services import redistribution as redistribution_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.views.elements import heading, paragraph, set_tone
from gezinscoach_desktop.views.fields import ComboField, DateField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.team.pick_table import PickTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_TO, _SECOND = "to", "second"
_INTRO = "Vink gezinnen aan, kies wie ze krijgt en pas toe. De rest blijft zoals het is. Alles gebeurt samen."


@dataclass(frozen=True, slots=True)
class Redistributed:
    """What was done, to take it back with."""

    id: UUID
    moves: tuple[Move, ...]
    on: date


class RedistributeDialog(FormDialog):
    """Whose families, who gets each, from when on and why."""

    saved = Signal(object)
    """Redistributed."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        caseload: Caseload,
        weights: Weights,
        *,
        of: UUID | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Gezinnen herverdelen", "Herverdelen", intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._caseload = caseload
        self._weights = weights
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows()
        self.setMinimumWidth(grid(190))
        self._people = [
            (each.person.name, each.person.account_id)
            for each in sorted(caseload.coaches, key=lambda each: each.person.name.casefold())
            if each.person.is_open
        ]
        self.picks.offer(self._people, nothing="blijft zoals het is")
        self.whose.edited.connect(self._ask_families)
        self.picks.edited.connect(self._show_preview)
        self.submitted.connect(self._save)
        self.whose.set_value(of)
        if self.whose.currentIndex() < 0:
            self.whose.setCurrentIndex(0)
        self._ask_families()
        self.whose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self) -> None:
        choices: list[tuple[str, UUID | None]] = [
            (f"{each.person.name} ({points_text(each.load.weight)})", each.person.account_id)
            for each in self._caseload.coaches
            if self._held(each.person.account_id)
        ]
        if self._caseload.unassigned.families.number:
            choices.insert(0, ("Gezinnen zonder coach", None))
        self.whose: ComboField[UUID | None] = self.form.add_row(
            "whose", "Gezinnen &van", ComboField(choices), is_half=True
        )
        self.on = self.form.add_row(
            "on",
            "Vana&f",
            DateField(self._desk.today(), today=self._desk.today),
            is_required=True,
            is_half=True,
        )
        self.reason = self.form.add_row("reason", "&Reden", TextField())
        self.picks = PickTable({_TO: "Nieuwe coach", _SECOND: "Tweede coach"}, verb="Toepassen")
        self.form.add_row("moves", "", self.picks)
        self.form.add_wide(heading("Gewicht daarna"))
        self.preview = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.form.add_wide(self.preview)

    def _held(self, account_id: UUID | None) -> frozenset[UUID]:
        """The families that somebody is responsible for, also while away."""
        if account_id is None:
            return self._caseload.unassigned.families.families
        load = next(each.load for each in self._caseload.coaches if each.person.account_id == account_id)
        return frozenset().union(
            *(
                load.shares[share].families
                for share in (Share.RESPONSIBLE, Share.COVERED)
                if share in load.shares
            )
        )

    def _ask_families(self) -> None:
        self._tasks.query(
            caseload_service.families_behind,
            self._desk,
            tuple(self._held(self.whose.value())),
            then=self._show_families,
            failed=self.show_error,
            owner=self,
            key="families to redistribute",
        )

    def _show_families(self, rows: tuple[FamilyRow, ...]) -> None:
        self.picks.show_families(rows, {})
        self._fit()

    # ------------------------------------------------------------------------------------------------ preview
    def moves(self) -> tuple[Move, ...]:
        """What was chosen."""
        return tuple(
            Move(pick.family.id, pick.chosen.get(_TO), pick.chosen.get(_SECOND), self.whose.value())
            for pick in self.picks.picks
            if pick.chosen
        )

    def _show_preview(self) -> None:
        phases = {pick.family.id: pick.family.phase for pick in self.picks.picks}
        after = weights_after(self._caseload, phases, self.moves(), self._weights)
        moved = [
            (coach, weight)
            for coach in self._caseload.coaches
            if (weight := after[coach.person.account_id]) != coach.load.weight
        ]
        told = [
            f"{coach.person.name}: {weight_text(coach.load.weight)} wordt {weight_text(weight)} "
            f"van {points_text(coach.load.most)}"
            + (f" ({points_text(weight - coach.load.most)} te veel)" if weight > coach.load.most else "")
            for coach, weight in moved
        ]
        self.preview.setText("  ·  ".join(told) or "Nog niets gekozen dat het gewicht verandert.")
        gets_too_much = any(weight > max(coach.load.weight, coach.load.most) for coach, weight in moved)
        set_tone(self.preview, Tone.WARNING if gets_too_much else Tone.SECONDARY)
        self._fit()

    # ------------------------------------------------------------------------------------------------- saving
    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        on = self.on.value()
        if on is None:
            raise InvalidInput("Vul in vanaf wanneer.", field="on")
        self._done = self.moves(), on
        return partial(redistribution_service.redistribute, self._desk, self.moves(), on, self.reason.value())

    def _close_saved(self, done: Done) -> None:
        moves, on = self._done
        self.accept()
        if done.id is not None:
            self.saved.emit(Redistributed(done.id, moves, on))
