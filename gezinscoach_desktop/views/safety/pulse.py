"""The heart beat of the window: looks every few seconds what colleagues wrote and how safe the work is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import AccountClosed, OfficeUnavailable, SignInAgain, UserError
from gezinscoach_desktop.services import backup as backup_service
from gezinscoach_desktop.services import sharing as sharing_service
from gezinscoach_desktop.services.backup import BackupState
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import Health, Reachability
from gezinscoach_desktop.views.tasks import Tasks

BEAT_MS = 3_000
BACKUPS_MS = 60_000


@dataclass(frozen=True, slots=True)
class Beat:
    """What one look found."""

    changes: tuple[Change, ...]
    health: Health


def look(desk: Desk) -> Beat:
    """Ask for news; a store that cannot be reached is a state and no error."""
    try:
        changes = sharing_service.look(desk)
    except OfficeUnavailable as error:
        health = sharing_service.health(desk)
        if health.reachability is Reachability.HERE:
            health = replace(health, reachability=Reachability.AWAY, problem=error.message)
        return Beat((), health)
    return Beat(changes, sharing_service.health(desk))


class Pulse(QObject):
    """Never asks twice at a time: a share that hangs is asked again when it has answered."""

    changed = Signal(object)
    """Change: a colleague wrote this."""
    health_changed = Signal(object)
    """Health."""
    backups_changed = Signal(object)
    """BackupState."""
    expelled = Signal(object)
    """UserError: this account may no longer work here, or has to sign in again."""

    def __init__(
        self, tasks: Tasks, desk: Desk, parent: QObject | None = None, *, asks_backups: bool = True
    ) -> None:
        """Not `asks_backups` in the practice office, of which no backups are made."""
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._asks_backups = asks_backups
        self._is_looking = False
        self._is_woken = False
        self._is_counting = False
        self._health: Health | None = None
        self._backups: BackupState | None = None
        self._is_connected = False
        self._beats = QTimer(self, interval=BEAT_MS)
        self._beats.timeout.connect(self.beat)
        self._counts = QTimer(self, interval=BACKUPS_MS)
        self._counts.timeout.connect(self.look_at_backups)

    @property
    def health(self) -> Health | None:
        """As it was last told; None before the first beat."""
        return self._health

    @property
    def backups(self) -> BackupState | None:
        """As it was last told; None before the first look."""
        return self._backups

    def start(self) -> None:
        """Begin at once, and go on until the window goes; after `stop` it begins again."""
        if not self._is_connected:
            self._is_connected = True
            application = QGuiApplication.instance()
            if isinstance(application, QGuiApplication):
                application.applicationStateChanged.connect(self._wake)
            self._tasks.changed.connect(self._look_after_write)
            sharing_service.when_news(self._desk, self._tasks.bell(self._hear))
        self._beats.start()
        self._counts.start()
        self.beat()
        self.look_at_backups()

    def start_again(self) -> None:
        """After the office was locked: what colleagues wrote meanwhile nobody told."""
        self.changed.emit(Change(frozenset(Noun)))
        self.start()

    def stop(self) -> None:
        """Nothing is asked any more; an answer under way is dropped."""
        self._beats.stop()
        self._counts.stop()

    def beat(self) -> None:
        """Look now, unless a look is under way."""
        if self._is_looking:
            return
        self._is_looking = True
        self._tasks.watch(look, self._desk, then=self._tell, failed=self._fail)

    def look_at_backups(self) -> None:
        """Read again when the last backup was made: now and then, and after one was made."""
        if self._is_counting or not self._asks_backups:
            return
        self._is_counting = True
        self._tasks.watch(
            backup_service.state, self._desk, then=self._tell_backups, failed=self._fail_backups
        )

    def _wake(self, state: Qt.ApplicationState) -> None:
        """The user came back to the window: he wants to see what is new now."""
        if state is Qt.ApplicationState.ApplicationActive and self._beats.isActive():
            self.beat()

    def _hear(self, _: None) -> None:
        """The store told that there is something: also when it does so during a look."""
        if self._beats.isActive():
            self._is_woken = self._is_looking
            self.beat()

    def _look_after_write(self, _: Change) -> None:
        """Whether what was kept just now reached the others."""
        if self._beats.isActive():
            self.beat()

    def _tell(self, beat: Beat) -> None:
        self._is_looking = False
        if beat.health != self._health:
            self._health = beat.health
            self.health_changed.emit(beat.health)
        for change in beat.changes:
            self.changed.emit(change)
        self._look_again()

    def _look_again(self) -> None:
        if self._is_woken:
            self._is_woken = False
            self.beat()

    def _fail(self, error: Exception) -> bool:
        self._is_looking = False
        if isinstance(error, AccountClosed | SignInAgain):
            self.stop()
            self.expelled.emit(error)
        return isinstance(error, UserError)  # a locked office, say: no reason to tell it every few seconds

    def _tell_backups(self, state: BackupState) -> None:
        self._is_counting = False
        self._backups = state
        self.backups_changed.emit(state)

    def _fail_backups(self, error: Exception) -> bool:
        self._is_counting = False
        return isinstance(error, UserError)
