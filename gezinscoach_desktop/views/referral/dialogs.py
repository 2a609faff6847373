"""Small forms about a referral: what is decided, and what was done while a family waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.referral import (
    ReferralRecord,
    Ruling,
    WaitingContactInput,
    WaitingContactRecord,
    referral_title,
)
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.services import referral as referral_service
from gezinscoach_desktop.services import waiting_list as waiting_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.contact.chips import ChipField, Choice
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.plan.record_dialog import RecordDialog, state_choices
from gezinscoach_desktop.views.tasks import Tasks

_REASONS = {
    Decision.ACCEPTED: "Waarom (mag leeg)",
    Decision.WAITING: "Waarom het gezin nog wacht",
    Decision.REFERRED_ON: "Waarom",
    Decision.NOT_TARGET_GROUP: "Waarom dit niet past",
    Decision.DECLINED: "Wat het gezin erover zei",
}


class DecideDialog(FormDialog):
    """A digit chooses; deciding again shows what was decided before."""

    saved = Signal(object)
    """The referral as it was before."""

    def __init__(
        self, tasks: Tasks, desk: Desk, record: ReferralRecord, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(referral_title(record.details), "Bewaren", bar="Beslissing", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._record = record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows()
        self._fill()
        self.decision.edited.connect(self._show_rows)
        self.submitted.connect(self._save)
        self.decision.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self) -> None:
        self.decision: ChipField[Decision] = self.form.add_row(
            "decision",
            "&Beslissing",
            ChipField([Choice(each.label, each) for each in Decision], has_digits=True),
            is_required=True,
        )
        self.referred_to = self.form.add_row("referred_to", "&Naar wie", TextField(), is_required=True)
        self.reason = self.form.add_row("reason", "Waa&rom", NoteField())
        self.on = self.form.add_row(
            "on", "&Op", DateField(self._desk.today(), today=self._desk.today), is_required=True
        )

    def _fill(self) -> None:
        details = self._record.details
        self.decision.set_value(details.decision)
        self.referred_to.set_value(details.referred_to)
        self.reason.set_value(details.decision_reason)
        self._show_rows()

    def _show_rows(self) -> None:
        decision = self.decision.value()
        self.form.set_row_visible("referred_to", decision is Decision.REFERRED_ON)
        self.form.set_help("reason", "" if decision is None else _REASONS[decision])
        self._fit()

    def value(self) -> Ruling:
        """What was filled in; raises InvalidInput (decision, on)."""
        decision, on = self.decision.value(), self.on.value()
        if decision is None:
            raise InvalidInput(
                "Kies wat er beslist is: een klik, of een cijfer van 1 tot 5.", field="decision"
            )
        if on is None:
            raise InvalidInput("Vul in wanneer het beslist is.", field="on")
        return Ruling(decision, on, self.reason.value(), self.referred_to.value())

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        record = self._record
        return partial(referral_service.decide_referral, self._desk, record.id, record.version, self.value())

    def _close_saved(self, _: Done) -> None:
        self.accept()
        self.saved.emit(self._record)


class WaitingContactDialog(RecordDialog[WaitingContactInput]):
    """A call, or help that bridges. The family hears nothing of it by itself."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        referral: ReferralRecord,
        record: WaitingContactRecord | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tasks,
            desk,
            referral_title(referral.details),
            "Bewaren",
            record=record,
            bar="Contact",
            parent=parent,
        )
        start = WaitingContactInput(referral.id, desk.today())
        self._kept = start if record is None else record.details
        add = self.form.add_row
        self.on = add(
            "on", "&Wanneer", DateField(self._kept.on, today=desk.today), is_half=True, is_required=True
        )
        self.kind: ComboField[ContactKind] = add(
            "kind", "&Hoe", ComboField(state_choices(ContactKind)), is_half=True
        )
        self.what = add("what", "W&at er gezegd of gedaan is", NoteField(), is_required=True)
        self.is_bridging = add(
            "is_bridging", "", CheckField("Dit is &overbrugging: iemand helpt in de tussentijd")
        )
        self.add_removal("Contact verwijderen")
        self.kind.set_value(self._kept.kind)
        self.what.set_value(self._kept.what)
        self.is_bridging.set_value(self._kept.is_bridging)
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> WaitingContactInput:
        """What was filled in; raises InvalidInput (on)."""
        on = self.on.value()
        if on is None:
            raise InvalidInput("Vul in wanneer het was.", field="on")
        return replace(
            self._kept,
            on=on,
            kind=self.kind.value() or ContactKind.PHONE,
            what=self.what.value(),
            is_bridging=self.is_bridging.value(),
        )

    def keeping(self, value: WaitingContactInput) -> Callable[[], Done]:
        if self.record is None:
            return partial(waiting_service.add_waiting_contact, self._desk, value)
        return partial(
            waiting_service.change_waiting_contact, self._desk, self.record.id, self.record.version, value
        )
