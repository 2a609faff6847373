"""Keeps the program up to date as long as it runs: looks now and then, fetches what the user wants, starts it at the end.

Knows no office: what one says about updates comes from views/update/office.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from gezinscoach_desktop.domain.errors import Cancelled, UserError
from gezinscoach_desktop.domain.update import Refusal, UpdateRefused
from gezinscoach_desktop.services.installation import Installation, how_installed
from gezinscoach_desktop.services.update import (
    Finding,
    Launcher,
    Look,
    UpdateReplaced,
    fetch_update,
    look_for_update,
    note_refusal,
    own_version,
    refused,
    start_setup,
)
from gezinscoach_desktop.views.tasks import Progress, Tasks, is_expected
from gezinscoach_desktop.views.update.memory import Memory, Started

if TYPE_CHECKING:
    from gezinscoach_desktop.data.update_copy import SetupCopy

LOOK_MS = 4 * 3600_000
_TELL_MS = 300
UPDATED, FAILED = "updated", "failed"
"""What is told once, and not again tomorrow."""
_NOT_FETCHED = "De bijwerking was nog niet opgehaald toen je het programma sloot. Probeer het opnieuw."
_NO_BACKUP = "Er is niet bijgewerkt, want de reservekopie vooraf lukte niet. {reason}"
_NOT_FINISHED = (
    "De bijwerking naar versie {version} is niet af. Probeer opnieuw, of vraag de ICT-dienst om raad."
)


class Plan(Enum):
    """Whether the program is going to be brought up to date when it ends."""

    NONE = auto()
    FETCHING = auto()
    READY = auto()
    """A checked copy of the setup stands on this PC."""


@dataclass(frozen=True, slots=True)
class UpdateState:
    """Everything that a bar or a card shows."""

    look: Look | None
    looked_at: datetime | None
    plan: Plan
    percent: int
    installation: Installation
    updated: Started | None
    """What the last end of the program brought."""
    failed: str
    """Why it brought nothing, or why fetching stopped."""

    @property
    def can_install(self) -> bool:
        """Whether this program can bring itself up to date, and there is something to do it with."""
        is_offered = self.look is not None and self.look.is_offered
        return is_offered and self.plan is Plan.NONE and self.installation is Installation.OWN


class UpdateKeeper(QObject):
    """One per program."""

    changed = Signal()
    refusal_found = Signal(object)
    """Refusal: what stands in the folder did not pass its check."""

    def __init__(
        self,
        tasks: Tasks,
        settings: QSettings,
        *,
        launch: Launcher | None = None,
        installation: Installation | None = None,
        today: Callable[[], date] = date.today,
        parent: QObject | None = None,
    ) -> None:
        """`launch` and `installation` stand in for Windows in tests."""
        super().__init__(parent)
        self.memory = Memory(settings)
        self.today = today
        self._tasks = tasks
        self._launch = launch
        self.installation = installation or how_installed()
        self._look: Look | None = None
        self._looked_at: datetime | None = None
        self._office_schema: int | None = None
        self._plan = Plan.NONE
        self._copy: SetupCopy | None = None
        self._progress: Progress | None = None
        self._not_backed_up: dict[str, str] = {}
        """Why, by the place of the office that was left."""
        self._updated: Started | None = None
        self._failed = self.memory.failed
        self._see_what_became_of_it()
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(self.look)
        self._tells = QTimer(self, interval=_TELL_MS)
        self._tells.timeout.connect(self.changed)

    @property
    def state(self) -> UpdateState:
        latest = None if self._progress is None else self._progress.latest
        percent = 100 * latest.done // latest.total if latest is not None and latest.total else 0
        return UpdateState(
            self._look,
            self._looked_at,
            self._plan,
            percent,
            self.installation,
            self._updated,
            self._failed,
        )

    def start(self) -> None:
        """Look now and every few hours; without a folder that is known that costs nothing."""
        if not self._looks.isActive():
            self._looks.start()
            self.look()

    # --------------------------------------------------------------------------------------------- looking

    def enter(self, office_schema: int | None) -> None:
        """An office of this schema is open now, or none any more; its folder is in the memory."""
        self._office_schema = office_schema
        self.look()

    def look(self) -> None:
        """Look into the folder, beside everything else; the bar and the card hear of it by `changed`."""
        if self._plan is not Plan.NONE:
            self.changed.emit()  # whoever waits for an answer gets the one there is
            return
        self._tasks.watch(
            partial(
                look_for_update,
                self.memory.folder,
                newest_seen=self.memory.newest_seen,
                office_schema=self._office_schema,
            ),
            then=self._take,
            failed=is_expected,
            key="update",
            owner=self,
        )

    def _take(self, look: Look) -> None:
        if self._plan is not Plan.NONE:
            return
        self._look, self._looked_at = look, datetime.now().astimezone()
        if look.newest_seen is not None and look.newest_seen != self.memory.newest_seen:
            self.memory.keep_seen(look.newest_seen)
        if look.refusal is not None:
            self._note(look.refusal)
        self.changed.emit()

    def _note(self, refusal: Refusal) -> None:
        if self.memory.is_new("log", refusal.value, self.today()):
            self._tasks.watch(note_refusal, refusal)
        self.refusal_found.emit(refusal)

    # ---------------------------------------------------------------------------------------- at the user's wish

    def want(self) -> None:
        """Fetch the update now, and install it when the program ends."""
        if self._look is None or not self.state.can_install:
            return
        progress = Progress()
        self._plan, self._progress, self._failed = Plan.FETCHING, progress, ""
        self.memory.keep_failed("")
        self._tells.start()
        self._tasks.tend(
            fetch_update,
            self._look,
            progress,
            then=partial(self._have, progress),
            failed=partial(self._fail, progress),
            progress=progress,
            owner=self,
        )
        self.changed.emit()

    def cancel(self) -> None:
        """Rather not, or not today: nothing is installed when the program ends."""
        if self._progress is not None:
            self._progress.cancel()
        self._drop_copy()
        self._set_plan(Plan.NONE)

    def close_notice(self, what: str) -> None:
        """The user read what the bar says; an offer comes back tomorrow, the rest does not."""
        if what not in (UPDATED, FAILED):
            self.memory.dismiss(what, self.today())
        self._updated = None
        self._failed = ""
        self.memory.keep_failed("")
        self.changed.emit()

    def note_told(self) -> None:
        """Somebody in an office could read that the program was updated: the next start need not say it again."""
        if self._updated is not None and self.memory.started is not None:
            self.memory.keep_started(None)

    def _have(self, progress: Progress, copy: SetupCopy) -> None:
        if progress is not self._progress:  # cancelled at the last moment, and maybe wanted anew
            copy.throw_away()
            return
        self._copy = copy
        self._set_plan(Plan.READY)

    def _fail(self, progress: Progress, error: Exception) -> bool:
        if isinstance(error, UpdateRefused) and self._look is not None:
            self._look = refused(self._look, error.refusal)
            self._note(error.refusal)
        if progress is not self._progress:  # taken back, and maybe wanted anew
            self.changed.emit()
            return is_expected(error)
        if isinstance(error, Cancelled):  # not by the user: the program ends
            self.memory.keep_failed(_NOT_FETCHED)
        elif isinstance(error, UserError) and not isinstance(error, (UpdateRefused, UpdateReplaced)):
            self._failed = error.message
        self._set_plan(Plan.NONE)
        if isinstance(error, UpdateReplaced):
            self.look()
        return is_expected(error)

    def _set_plan(self, plan: Plan) -> None:
        self._plan = plan
        if plan is not Plan.FETCHING:
            self._progress = None
            self._tells.stop()
        self.changed.emit()

    def _drop_copy(self) -> None:
        copy, self._copy = self._copy, None
        if copy is not None:
            copy.throw_away()

    # ------------------------------------------------------------------------------------ at the end and after it

    def note_leaving(self, place: str, error: Exception | None = None) -> None:
        """How leaving an office went, its backup included: as long as one failed nothing is installed."""
        if error is None:
            self._not_backed_up.pop(place, None)
        else:
            self._not_backed_up[place] = getattr(error, "message", "Er ging iets mis.")

    def finish(self) -> None:
        """The very last of the program, once everything is written and closed: start the setup that was wanted."""
        self._looks.stop()
        if self._plan is Plan.FETCHING:
            self.memory.keep_failed(_NOT_FETCHED)
        copy, self._copy = self._copy, None
        self._set_plan(Plan.NONE)
        if copy is None:
            return
        if self._not_backed_up:
            self.memory.keep_failed(_NO_BACKUP.format(reason=next(iter(self._not_backed_up.values()))))
            copy.throw_away()
            return
        self.memory.keep_started(copy.manifest)
        try:
            start_setup(copy, self._launch)
        except UserError as error:
            self.memory.keep_started(None)
            self.memory.keep_failed(error.message)
            copy.throw_away()

    def _see_what_became_of_it(self) -> None:
        started, own = self.memory.started, own_version()
        if started is None or own is None:
            return
        if own >= started.version:
            self._updated, self._failed = started, ""
            self.memory.keep_failed("")
        else:
            self._failed = _NOT_FINISHED.format(version=started.version)
            self.memory.keep_started(None)
            self.memory.keep_failed(self._failed)


def nothing_to_tell(look: Look | None) -> bool:
    """Whether nobody has to hear of it: looked at nothing, found nothing, or could not look now."""
    return look is None or look.finding in _QUIET


_QUIET = frozenset({Finding.NO_KEY, Finding.NO_FOLDER, Finding.SILENT, Finding.EMPTY, Finding.NOTHING_NEWER})
