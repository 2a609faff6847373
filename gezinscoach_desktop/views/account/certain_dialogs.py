"""Asking before something about an account is done, with what follows from it: a new code, closing, opening again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.account import AccountRow
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.services import account as account_service
from gezinscoach_desktop.services.account import NewAccess
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.words import CODE_RULES, closing_sentences
from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Progress, Tasks


class NewCodeDialog(FormDialog):
    """For who forgot the password, or whose account is opened again."""

    made = Signal(object)
    """NewAccess."""

    def __init__(self, tasks: Tasks, desk: Desk, row: AccountRow, *, parent: QWidget | None = None) -> None:
        name = row.display_name
        super().__init__(
            f"Eenmalige code voor {name}" if row.is_active else f"Account van {name} heropenen",
            "Code maken" if row.is_active else "Heropenen en code maken",
            bar="Eenmalige code",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._row = row
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = (
            f"Het wachtwoord van {name} werkt daarna niet meer, ook niet op een pc die zonder wachtwoord opende."
            if row.is_active
            else f"{name} krijgt de rollen en de gezinnen terug van voor het afsluiten."
        )
        self.form.add_wide(paragraph(first))
        self.form.add_wide(paragraph(CODE_RULES))
        self.submitted.connect(self._make)
        self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        self.set_busy(True)
        service = account_service.reset_password if self._row.is_active else account_service.reopen_account
        self._tasks.run(
            service, self._desk, self._row.id, then=self._finish, failed=self.show_error, owner=self
        )

    def _finish(self, access: NewAccess) -> None:
        self.set_busy(False)
        self.made.emit(access)
        self.accept()


class CloseAccountDialog(FormDialog):
    """Stays open while the keys are renewed, which nobody should break off."""

    closed = Signal()
    tried = Signal()
    """It went wrong: perhaps the account is closed and only the keys are not new."""

    def __init__(self, tasks: Tasks, desk: Desk, row: AccountRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            f"Account van {row.display_name} afsluiten",
            "Account afsluiten",
            bar="Account afsluiten",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._row = row
        self._is_running = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sentence in closing_sentences(row):
            self.form.add_wide(paragraph(sentence))
        self.waiting = ProgressView("Het account wordt afgesloten")
        self.waiting.stop_button.hide()
        self.form.add_wide(self.waiting)
        self.waiting.hide()
        self.submitted.connect(self._close_account)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_account(self) -> None:
        progress = Progress()
        self._set_running(is_running=True)
        self.waiting.follow(progress)
        self._tasks.run(
            partial(account_service.close_account, self._desk, self._row.id, report=progress.report),
            then=self._finish,
            failed=self._fail,
            owner=self,
        )

    def _finish(self, _: Done) -> None:
        self._set_running(is_running=False)
        self.closed.emit()
        self.accept()

    def _fail(self, error: Exception) -> bool:
        self._set_running(is_running=False)
        self.tried.emit()
        return self.show_error(error)

    def _set_running(self, *, is_running: bool) -> None:
        self._is_running = is_running
        self.set_busy(is_running)
        self.cancel_button.setEnabled(not is_running)
        self.waiting.setVisible(is_running)

    def reject(self) -> None:
        if not self._is_running:
            super().reject()


class DropSheetDialog(FormDialog):
    """A sheet that got lost, or that somebody took along, must open nothing any more."""

    dropped = Signal(object)
    """Done."""

    def __init__(self, tasks: Tasks, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__("Herstelblad laten vervallen", "Laten vervallen", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form.add_wide(
            paragraph(
                "Het blad opent daarna niets meer. Is het blad kwijt of gezien door iemand anders? Maak dan meteen een "
                "nieuw: ook dan vervalt het oude."
            )
        )
        self.submitted.connect(self._drop)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        self.set_busy(True)
        self._tasks.run(
            account_service.drop_recovery_sheet,
            self._desk,
            then=self._finish,
            failed=self.show_error,
            owner=self,
        )

    def _finish(self, done: Done) -> None:
        self.set_busy(False)
        self.dropped.emit(done)
        self.accept()
