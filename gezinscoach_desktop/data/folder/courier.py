"""The thread that reaches the share, so that nobody else ever waits for a network longer than they choose to."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from gezinscoach_desktop.data.folder.exchange import Exchange
from gezinscoach_desktop.data.folder.follower import Stuck
from gezinscoach_desktop.data.folder.share import Away, Missing
from gezinscoach_desktop.data.office import Reachability
from gezinscoach_desktop.domain.errors import AccountClosed, OfficeUnavailable, SignInAgain, UserError

PATIENCE = 3.0
"""Seconds that somebody who writes waits for the share; what is not shared by then waits on this PC."""
HANG = 8.0
"""Seconds without anything coming of it after which an exchange counts as hanging: a large one takes its time."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0
_LATER = 10.0
"""Seconds that a write nobody waits for may wait for company."""

UNREACHABLE = "De gedeelde map is niet bereikbaar."
_EMPTY = "De map is leeg of niet aangekoppeld."
_SHARE_FULL = "De gedeelde map is vol; vraag de beheerder om plaats te maken."
_DISK_FULL = "De schijf van deze pc is vol of laat niets schrijven; maak plaats vrij."
_log = logging.getLogger(__name__)

Upkeep = Generator[None, None, None]


@dataclass(eq=False, slots=True)
class _Task:
    act: Callable[[], None]
    done: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None


class Courier:
    """Exchanges with the share when woken, again with growing pauses while it is away; otherwise does upkeep."""

    def __init__(self, exchange: Exchange, *, at_end: Callable[[], None]) -> None:
        self._exchange = exchange
        self._at_end = at_end
        self._upkeep: Upkeep | None = None
        self._condition = threading.Condition()
        self._tasks: deque[_Task] = deque()
        self._asked = 0
        """Counts who wants a look at the share; `_answered` how far that got."""
        self._answered = 0
        self._is_woken = False
        self._later_at: float | None = None
        self._is_stopping = False
        self._busy_since: float | None = None
        self._pause = 0.0
        self.reachability = Reachability.HERE
        self.problem: str | None = None
        self.shared_at: datetime | None = None
        self.closed_by: UserError | None = None
        """Why the account may not go on."""
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something waits to be shared, and somebody for it."""
        with self._condition:
            self._is_woken = True
            self._condition.notify_all()

    def wake_later(self) -> None:
        """Something waits to be shared, and nobody for it."""
        with self._condition:
            if self._later_at is None:
                self._later_at = time.monotonic() + _LATER
                self._condition.notify_all()

    @property
    def is_away(self) -> bool:
        """Whether waiting for the share is pointless now: the last exchange failed, or this one hangs."""
        return self._stands_still(PATIENCE) or self.reachability is not Reachability.HERE

    @property
    def hangs(self) -> bool:
        """Whether the share keeps this thread waiting for longer than anything takes."""
        return self._stands_still(HANG)

    def _stands_still(self, seconds: float) -> bool:
        busy_since = self._busy_since
        if busy_since is None:
            return False
        return time.monotonic() - max(busy_since, self._exchange.moved_at) > seconds

    def look(self, patience: float) -> bool:
        """Have the share looked at now; False when that is not done within `patience` seconds."""
        with self._condition:
            self._asked += 1
            mine = self._asked
            self._condition.notify_all()
            return self._condition.wait_for(lambda: self._answered >= mine or self._is_stopping, patience)

    def call(self, act: Callable[[], None], patience: float | None = None) -> None:
        """Have `act` done on this thread, however long it takes; raises what it raises.

        With `patience` it raises OfficeUnavailable after so many seconds; it may be done all the same.
        """
        task = _Task(act)
        with self._condition:
            if self._is_stopping:
                raise OfficeUnavailable(UNREACHABLE)
            self._tasks.append(task)
            self._condition.notify_all()
        if not task.done.wait(patience):
            raise OfficeUnavailable(UNREACHABLE)
        if task.error is not None:
            raise task.error

    def stop(self, patience: float) -> bool:
        """Stop after what is under way; False when that hangs."""
        with self._condition:
            self._is_stopping = True
            self._condition.notify_all()
        self._thread.join(patience)
        return not self._thread.is_alive()

    # ------------------------------------------------------------------------------------------ on its own thread

    def _run(self) -> None:
        try:
            while self._wait():
                self._work()
        finally:
            self._drop_upkeep()
            with self._condition:
                self._is_stopping = True
                tasks, self._tasks = self._tasks, deque()
                self._condition.notify_all()
            self._exchange.give_up()
            for task in tasks:
                task.error = OfficeUnavailable(UNREACHABLE)
                task.done.set()
            self._at_end()

    def _wait(self) -> bool:
        """Wait until there is something to do; False when it is time to stop."""
        with self._condition:
            self._condition.wait_for(self._has_work, self._timeout())
            return not self._is_stopping

    def _has_work(self) -> bool:
        if self._is_stopping or self._tasks or self._asked > self._answered:
            return True
        return self._is_woken and self.reachability is Reachability.HERE

    def _timeout(self) -> float | None:
        if self._upkeep is not None and self.reachability is Reachability.HERE:
            return 0
        if self.reachability is not Reachability.HERE and self.closed_by is None:
            return self._pause
        return None if self._later_at is None else max(0.0, self._later_at - time.monotonic())

    def _work(self) -> None:
        with self._condition:
            task = self._tasks.popleft() if self._tasks else None
            asked = self._asked if task is None else self._answered
            is_due = self._later_at is not None and time.monotonic() >= self._later_at
            has_reason = (
                self._is_woken
                or is_due
                or asked > self._answered
                or self.reachability is not Reachability.HERE
            )
            self._is_woken = False
            if has_reason:
                self._later_at = None
        self._busy_since = time.monotonic()
        try:
            if task is not None:
                self._do(task)
            elif has_reason:
                self._guarded(lambda: self._exchange.turn(look=asked > self._answered))
            is_due = self._upkeep is not None or self._exchange.is_upkeep_due
            if is_due and self.reachability is Reachability.HERE:
                self._guarded(self._keep_up)
        finally:
            self._busy_since = None
            with self._condition:
                self._answered = max(self._answered, asked)
                self._condition.notify_all()

    def _do(self, task: _Task) -> None:
        try:
            task.error = OfficeUnavailable(UNREACHABLE)
            task.error = self._explained(self._guarded(task.act))
        finally:
            task.done.set()

    def _explained(self, error: BaseException | None) -> BaseException | None:
        if isinstance(error, (Away, Missing, Stuck, OSError)):
            return OfficeUnavailable(self.problem or UNREACHABLE)
        return error

    def _guarded(self, act: Callable[[], None]) -> BaseException | None:
        try:
            act()
        except (Away, Missing, Stuck, OSError, UserError) as error:
            self._failed(error)
            return error
        except Exception as error:
            _log.error("The exchange with the share failed: %s", _where(error))
            self._failed(error)
            return error
        self._pause = 0.0
        self.reachability, self.problem = Reachability.HERE, None
        self.shared_at = datetime.now(UTC)
        return None

    def _failed(self, error: BaseException) -> None:
        self._exchange.give_up()
        self._drop_upkeep()
        self._pause = min(_LONGEST_PAUSE, self._pause * 2 or _FIRST_PAUSE)
        self.reachability, self.problem = _meaning(error)
        if isinstance(error, (AccountClosed, SignInAgain)):
            self.closed_by = error

    def _keep_up(self) -> None:
        if self._upkeep is None:
            self._upkeep = self._exchange.keep_up()
        try:
            next(self._upkeep)
        except StopIteration:
            self._upkeep = None

    def _drop_upkeep(self) -> None:
        upkeep, self._upkeep = self._upkeep, None
        if upkeep is not None:
            upkeep.close()


def _where(error: BaseException) -> str:
    """What and where, without the message: that can hold names."""
    lines = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {lines[-1].name}, line {lines[-1].lineno}" if lines else "nowhere"


def _meaning(error: BaseException) -> tuple[Reachability, str]:
    if isinstance(error, Away):
        return Reachability.AWAY, _SHARE_FULL if error.is_full else UNREACHABLE
    if isinstance(error, Missing):
        return Reachability.AWAY, _EMPTY
    if isinstance(error, (Stuck, UserError)):
        return Reachability.BROKEN, error.message
    if isinstance(error, OSError):
        return Reachability.BROKEN, _DISK_FULL
    return (
        Reachability.BROKEN,
        "Er ging iets mis bij het uitwisselen met de gedeelde map; er wordt opnieuw geprobeerd.",
    )
