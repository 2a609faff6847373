"""What one does to the consents of a family, from whichever screen: each with a way back for ten seconds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.consent import ConsentKind, ConsentRecord
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.services import consent as consent_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.consent.consent_dialog import ConsentDialog
from gezinscoach_desktop.views.consent.withdraw_dialog import WithdrawDialog
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks


class ConsentSteps(QObject):
    """Opens the windows and does what needs none."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._over = parent

    def add(
        self,
        family_id: UUID,
        kind: ConsentKind = ConsentKind.COACHING,
        *,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Note what the family agreed to; `then` goes on with what waited for it."""
        dialog = ConsentDialog(self._tasks, self._desk, family_id, kind, parent=self._over)
        dialog.saved.connect(self._say_noted)
        if then is not None:
            dialog.saved.connect(then)
        dialog.open()

    def change(self, record: ConsentRecord) -> None:
        """Put right what was noted."""
        if record.family_id is not None:
            ConsentDialog(
                self._tasks,
                self._desk,
                record.family_id,
                record.details.kind,
                record=record,
                parent=self._over,
            ).open()

    def withdraw(self, header: FamilyHeader, record: ConsentRecord) -> None:
        """The family takes it back."""
        dialog = WithdrawDialog(self._tasks, self._desk, record, parent=self._over)
        dialog.saved.connect(partial(self._say_withdrawn, header, record))
        dialog.open()

    def confirm(self, consent_id: UUID, version: int) -> None:
        """The family confirmed today what was taken over."""
        self._tasks.run(
            consent_service.confirm_consent,
            self._desk,
            consent_id,
            version,
            self._desk.today(),
            then=partial(self._say_confirmed, consent_id, version),
            owner=self,
        )

    def remove(self, record: ConsentRecord) -> None:
        """It was noted by mistake."""
        self._tasks.run(
            consent_service.remove_consent,
            self._desk,
            record.id,
            record.version,
            then=partial(self._say_removed, record),
            owner=self,
        )

    def _say_noted(self) -> None:
        self._messages.good("De toestemming is genoteerd.")

    def _say_confirmed(self, consent_id: UUID, version: int, _: Done) -> None:
        undo = partial(
            self._tasks.run, consent_service.confirm_consent, self._desk, consent_id, version + 1, None
        )
        self._messages.offer_undo("De toestemming is bevestigd.", undo)

    def _say_withdrawn(self, header: FamilyHeader, record: ConsentRecord) -> None:
        before = header.phases[-1] if header.phases else None
        undo = partial(self._tasks.run, consent_service.undo_withdrawal, self._desk, record.id, before)
        is_coaching = record.details.kind is ConsentKind.COACHING
        text = "De toestemming is ingetrokken" + (" en het gezin is afgesloten." if is_coaching else ".")
        self._messages.offer_undo(text, undo)

    def _say_removed(self, record: ConsentRecord, _: Done) -> None:
        undo = partial(
            self._tasks.run,
            consent_service.bring_back_consent,
            self._desk,
            record.id,
            record.version,
        )
        self._messages.offer_undo("De toestemming is weggehaald.", undo)
