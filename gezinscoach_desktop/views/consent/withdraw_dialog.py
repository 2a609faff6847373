"""A family takes a consent back; the one to be coached closes it, with a choice of what happens to its file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.consent import AfterWithdrawal, ConsentKind, ConsentRecord, Withdrawal
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services import consent as consent_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_CLOSES = (
    "De begeleiding stopt en het gezin wordt afgesloten. Ook de mandaten en de toestemmingen om gegevens te delen "
    "eindigen. Je kan daarna niets meer registreren."
)
_NOT_ERASED = "Dit gebeurt niet vanzelf: het dossier komt bij “Bewaren en loslaten”, waar twee coördinatoren erover beslissen."


class WithdrawDialog(FormDialog):
    """A day, a reason, and for the consent to be coached a choice."""

    saved = Signal()

    def __init__(
        self, tasks: Tasks, desk: Desk, record: ConsentRecord, *, parent: QWidget | None = None
    ) -> None:
        is_coaching = record.details.kind is ConsentKind.COACHING
        super().__init__(
            "Toestemming intrekken", "Intrekken", intro=_CLOSES if is_coaching else "", parent=parent
        )
        self._tasks = tasks
        self._desk = desk
        self._record = record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.on = self.form.add_row(
            "on", "&Vanaf", DateField(desk.today(), today=desk.today), is_required=True
        )
        self.why = self.form.add_row("why", "&Waarom, als het gezin dat zegt", NoteField())
        self.after: ComboField[AfterWithdrawal] = self.form.add_row(
            "after",
            "Wat wil het gezin met het &dossier",
            ComboField([(each.label, each) for each in AfterWithdrawal]),
            is_required=True,
            help_text=_NOT_ERASED,
        )
        self.after.setCurrentIndex(-1)
        self.form.set_row_visible("after", is_coaching)
        self.submitted.connect(self._save)
        (self.after if is_coaching else self.on).setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        try:
            on = self.on.value()
            if on is None:
                raise InvalidInput("Vul in vanaf wanneer.", field="on")
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            consent_service.withdraw_consent,
            self._desk,
            self._record.id,
            self._record.version,
            Withdrawal(on, self.why.value(), self.after.value()),
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _close_saved(self, _: Done) -> None:
        self.accept()
        self.saved.emit()
