"""Turning the draft into a snapshot: nothing missing, nothing still on its way to the disk, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.errors import KeptForLater, UserError
from gezinscoach_desktop.services import snapshot as snapshot_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import Finished
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.snapshot.draft_keeper import DraftKeeper
from gezinscoach_desktop.views.snapshot.form_view import FormView
from gezinscoach_desktop.views.tasks import Tasks


class Finishing(QObject):
    """Holds the form meanwhile, and lets go of it when it could not be done."""

    finished = Signal(object)
    """Finished."""
    kept = Signal()
    """As good as finished, once the server is back."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        desk: Desk,
        form: FormView,
        keeper: DraftKeeper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._desk = desk
        self._form = form
        self._keeper = keeper

    def begin(self) -> None:
        """Finish, unless something is missing: then show where."""
        if self._form.state is None or self._form.is_held:
            return
        problem = self._form.state.first_problem()
        if problem is not None:
            self._messages.warn(problem.message)
            if problem.place is not None:
                self._form.show_place(problem.place)
            return
        self._form.hold()
        self._keeper.after(self._finish_draft)

    def _finish_draft(self, _: None) -> None:
        """Once no draft is on its way to the disk any more: one that came late would stay behind."""
        draft = self._form.known_state.draft_to_finish(self._form.place)
        self._tasks.run(snapshot_service.finish, self._desk, draft, then=self._tell, failed=self._fail)

    def _tell(self, result: Finished) -> None:
        self.finished.emit(result)

    def _fail(self, error: Exception) -> bool:
        if isinstance(error, KeptForLater):
            self.kept.emit()
            return True
        self._form.release()
        if not isinstance(error, UserError):
            return False
        self._messages.warn(f"{error.message} Wat je invulde, is bewaard als klad.")
        return True
