"""Keeps a form on this PC after every change, and tells whether it succeeded."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks, is_expected
from gezinscoach_desktop.views.theme import Tone

MakeSave = Callable[[], Callable[[], datetime]]
MakeDrop = Callable[[], Callable[[], None]]


class FormKeeper(QObject):
    """Of several drafts waiting to be kept only the last is."""

    saved = Signal(object)
    """datetime."""
    failed = Signal(object)
    """The error; a UserError has a sentence to show."""

    def __init__(self, tasks: Tasks, key: Hashable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._key = key
        self._header: PageHeader | None = None
        self._messages: Messages | None = None
        self._again: Callable[[], object] | None = None

    def keep_by(self, make: MakeSave, then: Callable[[datetime], object] | None = None) -> None:
        """Keep by what `make` gives, instead of what was kept before."""
        try:
            save = make()
        except UserError as error:
            self.failed.emit(error)
            return
        self._tasks.keep(save, then=then or self._tell_saved, failed=self._fail, key=self._key, owner=self)

    def drop_by(self, make: MakeDrop, then: Callable[[None], object] | None = None) -> None:
        """Keep nothing, by what `make` gives."""
        try:
            drop = make()
        except UserError as error:
            self.failed.emit(error)
            return
        self._tasks.keep(drop, then=then, failed=self._fail, key=self._key, owner=self)

    def after(self, then: Callable[[None], object]) -> None:
        """Call `then` once everything that was handed over is on disk, or could not be."""
        self._tasks.keep(_nothing, then=then)

    def tell_in(self, header: PageHeader, messages: Messages, *, again: Callable[[], object]) -> None:
        """Say at the top of the page when it was kept; where it could not be, why, and offer to do `again`."""
        self._header, self._messages, self._again = header, messages, again
        self.saved.connect(self._show_saved)
        self.failed.connect(self._show_not_saved)

    def _show_saved(self, at: datetime) -> None:
        if self._header is not None:
            self._header.show_state(f"Bewaard om {at.astimezone():%H:%M}")

    def _show_not_saved(self, error: Exception) -> None:
        if self._header is None or self._messages is None:
            return
        self._header.show_state("Nog niet bewaard", Tone.WARNING)
        if isinstance(error, UserError):
            self._messages.warn(
                f"Nog niet bewaard. {error.message}", action_text="Opnieuw proberen", action=self._again
            )

    def _tell_saved(self, at: datetime) -> None:
        self.saved.emit(at)

    def _fail(self, error: Exception) -> bool:
        self.failed.emit(error)
        return is_expected(error)


def _nothing() -> None:
    """Only its turn matters."""
