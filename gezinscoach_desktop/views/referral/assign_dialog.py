"""Who goes with a family from when on, when they first meet, and what the family consented to: a family is made of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services import matching as matching_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.matching import AssignmentInput, Matching
from gezinscoach_desktop.views.consent.new_family_block import NewFamilyConsent
from gezinscoach_desktop.views.contact.ahead_field import AheadField
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.referral.words import room_text
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.time_field import TimeField

_NEW = "Hiermee wordt deze aanmelding een gezin. De coach ziet het gezin en de afspraak, en niets van het wachten."
_KNOWN = "Dit gezin was hier al. Het dossier gaat verder met alles wat erin stond."


class AssignDialog(FormDialog):
    """The coaches in the order in which they fit; the one who was chosen stands there already."""

    saved = Signal(object)
    """The id of the family."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        matching: Matching,
        coach: UUID | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        is_known = matching.line.record.family_id is not None
        super().__init__(
            f"Toewijzen: {matching.line.title}",
            "Toewijzen",
            intro=_KNOWN if is_known else _NEW,
            bar="Toewijzen",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._record = matching.line.record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows(matching)
        self.responsible.set_value(coach)
        self.second.set_value(None)
        self.submitted.connect(self._save)
        (self.responsible if coach is None else self.since).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self, matching: Matching) -> None:
        coaches = [
            (f"{each.coach.person.name} ({room_text(each.coach)})", each.coach.person.account_id)
            for each in matching.proposals
        ]
        add, today = self.form.add_row, self._desk.today
        self.responsible: ComboField[UUID | None] = add(
            "responsible", "&Verantwoordelijke coach", ComboField([*coaches]), is_required=True, is_half=True
        )
        self.second: ComboField[UUID | None] = add(
            "second", "&Tweede coach", ComboField([("Niemand", None), *coaches]), is_half=True
        )
        self.since = add("since", "Van&af", AheadField(today(), today=today), is_required=True, is_half=True)
        self.form.add_group("Eerste contact")
        self.first_on = add(
            "first_on", "Op welke &dag", AheadField(today=today), is_half=True,
            help_text="Komt in de agenda van de coach. Leeg: nog niet afgesproken.",
        )  # fmt: skip
        self.first_at = add("first_at", "&Uur", TimeField(), is_half=True)
        self.consent = NewFamilyConsent(today)
        self.form.add_wide(self.consent)

    def value(self) -> AssignmentInput:
        """What was filled in; raises InvalidInput (responsible, since …)."""
        responsible, since = self.responsible.value(), self.since.value()
        if responsible is None:
            raise InvalidInput("Kies wie met het gezin op weg gaat.", field="responsible")
        if since is None:
            raise InvalidInput("Vul in vanaf wanneer.", field="since")
        return AssignmentInput(
            responsible, since, self.second.value(), self.first_on.value(), self.first_at.value()
        )

    def show_error(self, error: Exception) -> bool:
        """Also under the fields about consent."""
        if self.consent.form.show_error(error):
            self.set_busy(False)
            self._fit()
            return True
        return super().show_error(error)

    def _save(self) -> None:
        self.consent.form.clear_errors()
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        record = self._record
        return partial(
            matching_service.assign_referral,
            self._desk,
            record.id,
            record.version,
            self.value(),
            self.consent.value(),
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()
        self.saved.emit(done.id)
