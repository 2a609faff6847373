"""Keeps a form on this PC after every change, and tells whether it succeeded."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from functools import partial

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
        self._undropped: dict[Hashable, tuple[MakeDrop, Callable[[None], object] | None]] = {}
        """What could not be thrown away yet, by draft."""

    def keep_by(
        self, make: MakeSave, then: Callable[[datetime], object] | None = None, *, of: Hashable = None
    ) -> None:
        """Keep by what `make` gives, instead of what still waits to be kept `of` the same draft."""
        self._undropped.pop(of, None)
        self._drop_again()
        try:
            save = make()
        except UserError as error:
            self.failed.emit(error)
            return
        self._tasks.keep(
            save, then=then or self._tell_saved, failed=self._fail, key=(self._key, of), owner=self
        )

    def drop_by(
        self, make: MakeDrop, then: Callable[[None], object] | None = None, *, of: Hashable = None
    ) -> None:
        """Keep nothing `of` that draft, by what `make` gives; where it could not go, the next change tries again."""
        self._undropped.pop(of, None)
        self._drop_again()
        self._drop(make, then, of)

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
            self._header.show_state(f"Klad bewaard om {at.astimezone():%H:%M}")

    def _show_not_saved(self, error: Exception) -> None:
        self._show_failed("Nog niet bewaard", error)

    def _show_failed(self, state: str, error: Exception) -> None:
        if self._header is None or self._messages is None:
            return
        self._header.show_state(state, Tone.WARNING)
        if isinstance(error, UserError):
            self._messages.warn(
                f"{state}. {error.message}", action_text="Opnieuw proberen", action=self._again
            )

    def _drop_again(self) -> None:
        failed, self._undropped = self._undropped, {}
        for of, (make, then) in failed.items():
            self._drop(make, then, of)

    def _drop(self, make: MakeDrop, then: Callable[[None], object] | None, of: Hashable) -> None:
        try:
            drop = make()
        except UserError as error:
            self.failed.emit(error)
            return
        failed = partial(self._fail_drop, make, then, of)
        self._tasks.keep(drop, then=then, failed=failed, key=(self._key, of), owner=self)

    def _fail_drop(
        self, make: MakeDrop, then: Callable[[None], object] | None, of: Hashable, error: Exception
    ) -> bool:
        self._undropped[of] = make, then
        if self._header is None:
            return self._fail(error)
        self._show_failed("Nog niet gewist", error)
        return is_expected(error)

    def _tell_saved(self, at: datetime) -> None:
        self.saved.emit(at)

    def _fail(self, error: Exception) -> bool:
        self.failed.emit(error)
        return is_expected(error)


def _nothing() -> None:
    """Only its turn matters."""
