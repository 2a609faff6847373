"""Another phase from a date on, with the reason; a closing asks why, and who follows up. Also to put one right."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.trajectory import (
    ClosingReason,
    Phase,
    PhaseStart,
    closing_text,
    split_closing_text,
)
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services import trajectory as trajectory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks


class PhaseDialog(FormDialog):
    """A small window: phase, date, reason. With `before` it puts that one right."""

    saved = Signal(object)
    """PhaseStart as it is kept now."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID,
        phase: Phase | None,
        *,
        before: PhaseStart | None = None,
        parent: QWidget | None = None,
    ) -> None:
        is_closing = before is None and phase is Phase.CLOSED
        title = "Fase verbeteren" if before else "Gezin afsluiten" if is_closing else "Fase wijzigen"
        super().__init__(title, "Afsluiten" if is_closing else "Fase bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._before = before
        self._kept: PhaseStart | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows(desk)
        self._fill(before or PhaseStart(phase or Phase.GETTING_TO_KNOW, desk.today()))
        self.phase.edited.connect(self._show_rows)
        self.submitted.connect(self._save)
        first = self.closing_reason if is_closing else self.phase
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self, desk: Desk) -> None:
        self.phase: ComboField[Phase] = self.form.add_row(
            "phase", "&Fase", ComboField([(each.label, each) for each in Phase]), is_half=True
        )
        self.since = self.form.add_row(
            "since", "&Vanaf", DateField(desk.today(), today=desk.today), is_half=True, is_required=True
        )
        self.closing_reason: ComboField[ClosingReason] = self.form.add_row(
            "closing_reason",
            "&Waarom stopt de begeleiding",
            ComboField([(each.label, each) for each in ClosingReason]),
            is_required=True,
        )
        self.reason = self.form.add_row("reason", "&Reden, in woorden", NoteField())
        self.follow_up = self.form.add_row(
            "follow_up",
            "Wat nog &loopt en wie opvolgt",
            NoteField(),
            help_text="Bijvoorbeeld: budgetbeheer bij het OCMW, Lies van het CAW belt in januari.",
        )

    def _fill(self, start: PhaseStart) -> None:
        self.phase.set_value(start.phase)
        self.since.set_value(start.since)
        if start.closing_reason is None:
            self.closing_reason.setCurrentIndex(-1)
            self.reason.set_value(start.reason or "")
        else:
            self.closing_reason.set_value(start.closing_reason)
            circumstance, follow_up = split_closing_text(start.reason or "")
            self.reason.set_value(circumstance)
            self.follow_up.set_value(follow_up)
        self._show_rows()

    def _show_rows(self) -> None:
        is_closing = self.phase.value() is Phase.CLOSED
        for name in ("closing_reason", "follow_up"):
            self.form.set_row_visible(name, is_closing)
        if self.isVisible():
            self._fit()

    def _save(self) -> None:
        try:
            start = self._kept = self._value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        given = (self._desk, self._family_id)
        if self._before is not None:
            self._tasks.run(
                trajectory_service.correct_phase,
                *given,
                self._before,
                start,
                then=self._close_saved,
                failed=self.show_error,
                owner=self,
            )
            return
        keep = trajectory_service.close_family if start.phase is Phase.CLOSED else family_service.change_phase
        self._tasks.run(keep, *given, start, then=self._close_saved, failed=self.show_error, owner=self)

    def _value(self) -> PhaseStart:
        since = self.since.value()
        if since is None:
            raise InvalidInput("Vul in vanaf wanneer.", field="since")
        phase = self.phase.value() or Phase.GETTING_TO_KNOW
        if phase is not Phase.CLOSED:
            return PhaseStart(phase, since, self.reason.value() or None)
        told = closing_text(self.reason.value(), self.follow_up.value())
        return PhaseStart(phase, since, told or None, self.closing_reason.value())

    def _close_saved(self, _: Done) -> None:
        self.accept()
        self.saved.emit(self._kept)
