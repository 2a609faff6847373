"""The folder port with everything that goes wrong on a network, at chosen steps: what the office must live with."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar

from hypothesis import strategies as st

from gezinscoach_desktop.data.folder.port import Folder

T = TypeVar("T")


class Fault(Enum):
    """What happens to one call."""

    LOST_BEFORE = auto()
    """The connection drops; nothing was done."""
    LOST_AFTER = auto()
    """It was done, the answer got lost."""
    LATE = auto()
    """The connection drops, and it is done all the same: after one more call, so that who looks at once finds nothing."""
    HALF = auto()
    """Half of what was to be written is, then the connection drops; half of what was to be read comes, as if it were all."""
    TAKEN_AFTER = auto()
    """It was done, but the driver asked twice and passes on the second answer: the name is taken."""
    TAKEN = auto()
    """The name is said to be taken and is not: somebody's answer, or a file that was just removed."""
    STALE = auto()
    """The answer of some time ago: the listing of before, a file that is not there yet."""
    FULL = auto()
    """No space left, after half of it was written."""
    DENIED = auto()
    """Read-only, or held by a virus scanner for longer than one waits."""
    DIED_BEFORE = auto()
    """The PC dies; nothing was done."""
    DIED_AFTER = auto()
    """It was done, then the PC dies."""


class Died(BaseException):
    """The PC has no power any more: nothing may catch this, and every later call raises it again."""


NETWORK = tuple(fault for fault in Fault if fault not in (Fault.DIED_BEFORE, Fault.DIED_AFTER))
_CHANGING = frozenset({"write", "link", "create", "replace", "make_folder", "remove"})
_EXCLUSIVE = frozenset({"link", "create"})
_READING = frozenset({"names", "read", "size", "modified"})


@dataclass(frozen=True)
class Plan:
    """Which step meets which fault; `lasting` strikes every changing step from `since` on, before `until`."""

    at: Mapping[int, Fault] = field(default_factory=dict)
    lasting: Fault | None = None
    since: int = 0
    until: int = 10**9

    def of(self, step: int, call: str) -> Fault | None:
        if self.lasting is not None and self.since <= step < self.until and _strikes(self.lasting, call):
            return self.lasting
        return self.at.get(step)


def _strikes(lasting: Fault, call: str) -> bool:
    return call in _CHANGING or lasting is Fault.LOST_BEFORE


def plans(steps: int = 60, *, most: int = 6) -> st.SearchStrategy[Plan]:
    """A few faults among the first `steps` calls, now and then one that stays for a while."""
    scattered = st.dictionaries(st.integers(0, steps), st.sampled_from(NETWORK), max_size=most)
    spells = st.one_of(
        st.none(),
        st.tuples(
            st.sampled_from((Fault.FULL, Fault.DENIED, Fault.LOST_BEFORE)),
            st.integers(0, steps),
            st.integers(1, steps),
        ),
    )

    def plan(at: Mapping[int, Fault], spell: tuple[Fault, int, int] | None) -> Plan:
        if spell is None:
            return Plan(at)
        return Plan(at, spell[0], spell[1], spell[1] + spell[2])

    return st.builds(plan, scattered, spells)


class FaultyFolder:
    """`inner` as a PC with a bad connection sees it. `on_step` runs before each call: another PC may be quicker."""

    def __init__(
        self, inner: Folder, plan: Plan | None = None, on_step: Callable[[int, str], None] | None = None
    ) -> None:
        self.inner = inner
        self.plan = plan or Plan()
        self.steps = 0
        self.struck: list[tuple[int, str, Fault]] = []
        """The faults that really happened: step, call, fault."""
        self._on_step = on_step
        self._is_dead = False
        self._late: list[tuple[int, Callable[[], object]]] = []
        self._listings: dict[str, tuple[str, ...]] = {}

    @property
    def place(self) -> str:
        return self.inner.place

    def begin(self, plan: Plan, on_step: Callable[[int, str], None] | None = None) -> None:
        """From now on, counted from step 0, it goes as planned."""
        self.plan, self.steps, self._on_step = plan, 0, on_step

    def heal(self) -> None:
        """From now on all goes well; a PC that died is started again."""
        self.plan, self._on_step, self._is_dead = Plan(), None, False

    def names(self, under: str) -> tuple[str, ...]:
        before = self._listings.get(under, ())
        listed = self._do("names", lambda: self.inner.names(under), stale=lambda: before)
        self._listings[under] = listed
        return listed

    def read(self, name: str, *, at: int = 0, size: int = -1) -> bytes:
        return self._do(
            "read",
            lambda: self.inner.read(name, at=at, size=size),
            half=lambda: _first_half(self.inner.read(name, at=at, size=size)),
        )

    def size(self, name: str) -> int:
        return self._do("size", lambda: self.inner.size(name))

    def modified(self, name: str) -> float:
        return self._do("modified", lambda: self.inner.modified(name))

    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        self._do(
            "write",
            lambda: self.inner.write(name, content, at=at),
            half=lambda: self.inner.write(name, _first_half(content), at=at),
        )

    def link(self, source: str, name: str) -> None:
        self._do("link", lambda: self.inner.link(source, name))

    def create(self, name: str, content: bytes) -> None:
        self._do("create", lambda: self.inner.create(name, content))

    def replace(self, name: str, content: bytes) -> None:
        self._do("replace", lambda: self.inner.replace(name, content))

    def make_folder(self, name: str) -> None:
        self._do("make_folder", lambda: self.inner.make_folder(name))

    def remove(self, name: str) -> None:
        self._do("remove", lambda: self.inner.remove(name))

    def free_space(self) -> int | None:
        return self._do("free_space", self.inner.free_space)

    def _do(
        self,
        call: str,
        effect: Callable[[], T],
        *,
        half: Callable[[], T] | None = None,
        stale: Callable[[], T] | None = None,
    ) -> T:
        if self._is_dead:
            raise Died
        step, self.steps = self.steps, self.steps + 1
        self._catch_up(step)
        if self._on_step is not None:
            self._on_step(step, call)
        fault = self.plan.of(step, call)
        if fault is None or not _applies(fault, call):
            return effect()
        self.struck.append((step, call, fault))
        return self._strike(fault, call, effect, half, stale)

    def _catch_up(self, step: int) -> None:
        """Do what was held up on its way."""
        due = [effect for at, effect in self._late if at <= step]
        self._late = [each for each in self._late if each[0] > step]
        for effect in due:
            with suppress(OSError):
                effect()

    def _strike(
        self,
        fault: Fault,
        call: str,
        effect: Callable[[], T],
        half: Callable[[], T] | None,
        stale: Callable[[], T] | None,
    ) -> T:
        match fault:
            case Fault.LOST_BEFORE:
                raise _lost()
            case Fault.LOST_AFTER:
                effect()
                raise _lost()
            case Fault.LATE:
                self._late.append((self.steps + 1, effect))
                raise _lost()
            case Fault.HALF | Fault.FULL if half is not None:
                part = half()
                if call == "read":
                    return part
                raise _full() if fault is Fault.FULL else _lost()
            case Fault.HALF:
                raise _lost()
            case Fault.FULL:
                raise _full()
            case Fault.TAKEN_AFTER:
                effect()
                raise FileExistsError(errno.EEXIST, "taken")
            case Fault.TAKEN:
                raise FileExistsError(errno.EEXIST, "taken")
            case Fault.STALE if stale is not None:
                return stale()
            case Fault.STALE:
                raise FileNotFoundError(errno.ENOENT, "not yet seen")
            case Fault.DENIED:
                raise PermissionError(errno.EACCES, "denied")
            case Fault.DIED_BEFORE:
                self._is_dead = True
                raise Died
            case Fault.DIED_AFTER:
                effect()
                self._is_dead = True
                raise Died


def _applies(fault: Fault, call: str) -> bool:
    """Whether such a call can meet such a fault at all."""
    match fault:
        case Fault.TAKEN | Fault.TAKEN_AFTER:
            return call in _EXCLUSIVE
        case Fault.STALE:
            return call in _READING
        case Fault.LATE:
            return call in _CHANGING
        case Fault.FULL:
            return call in _CHANGING and call != "remove"
        case Fault.DENIED:
            return call in _CHANGING or call == "read"
        case _:
            return True


def _first_half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _lost() -> OSError:
    return OSError(errno.ECONNRESET, "the connection is lost")


def _full() -> OSError:
    return OSError(errno.ENOSPC, "no space left")
