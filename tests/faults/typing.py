"""T14: programs that are killed while somebody types a note, as by a dead battery."""

from __future__ import annotations

import importlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from gezinscoach_desktop.data.draft import DraftStore
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, add_family
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests import cheap
from tests.factories import CONSENT
from tests.faults.outcome import Outcome

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ENOUGH = 500
"""Kills, after which nothing new is learned."""
AT_ONCE = 12
GRACE_NS = 1_000_000_000
"""What was typed in the last second may be lost."""
_LONGEST_ROUND_NS = 20_000_000
"""A second is one in which this machine went on: of a moment in which everything stood still only this much counts."""
USER, PASSWORD = "an", "vier woorden zijn genoeg"
PLACE = (None, "income")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_S = 2.5
_PAUSES_MS = (2, 8, 20, 45, 90, 250)
_LOADED_ONCE = (
    "PySide6.QtTest",
    "gezinscoach_desktop.views.application",
    "gezinscoach_desktop.views.snapshot.page",
    "gezinscoach_desktop.data.sqlcipher",
)
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Killed:
    """What became of what was typed in some programs."""

    kills: int = 0
    typed: int = 0
    """Letters that were on the screen for more than a second."""
    lost: int = 0
    """Of these, those that were not found again."""
    broken: int = 0
    """Drafts that could not be read."""
    worst_ms: int = 0
    """How long before the kill the oldest letter was typed that is gone."""

    def with_one(self, raw: dict[str, Any]) -> Killed:
        return Killed(
            self.kills + 1,
            self.typed + raw["typed"],
            self.lost + raw["lost"],
            self.broken + raw["broken"],
            max(self.worst_ms, raw["worst_ms"]),
        )


def run(seconds: float) -> Outcome:
    """At most `ENOUGH` kills; the control keeps a draft only when the form is left, as many programs do."""
    killed = kill_while_typing(seconds * 0.85, ENOUGH)
    control = kill_while_typing(seconds * 0.15, 24, is_control=True)
    return Outcome(
        name="T14 killed while typing",
        tried=killed.kills,
        acknowledged=killed.typed,
        lost=killed.lost,
        faults=killed.kills,
        noticed=killed.kills,
        control=f"a form that keeps its draft when it is left lost {control.lost} of {control.typed} letters",
        is_good=killed.kills > 0 and not killed.lost and not killed.broken and control.lost > 0,
        notes=f"at most {killed.worst_ms} ms of typing lost; half of them while the database worker hung",
    )


def kill_while_typing(
    seconds: float,
    kills: int,
    *,
    at_once: int = AT_ONCE,
    is_control: bool = False,
    within: Path | None = None,
) -> Killed:
    """Kill programs in a process of its own, which never has a window itself, so that it can be forked.

    Their office and drafts stand in a folder `within` a given one.

    More programs `at_once` than the machine has cores to spare stall each other, and time stands still in none of them.
    """
    with tempfile.TemporaryDirectory(dir=within) as folder:
        surroundings = os.environ | {"GEZINSCOACH_HOME": folder, "QT_QPA_PLATFORM": "offscreen"}
        arguments = (folder, str(seconds), str(kills), str(at_once), "control" if is_control else "real")
        done = subprocess.run(
            [sys.executable, "-m", __name__, *arguments],
            cwd=_ROOT,
            env=surroundings,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    killed = Killed()
    for line in done.stdout.splitlines():
        killed = killed.with_one(json.loads(line))
    return killed


# ------------------------------------------------------------------------------------------ in the process that kills
@dataclass
class _Typist:
    """A program in which somebody types, and when he is to be killed."""

    process: int
    pipe: int
    family: UUID
    typed_ns: list[int]
    """When each letter was on the screen."""
    told_ns: list[int]
    """When the nursery heard so, on its own clock."""
    rest: bytes = b""
    kill_ns: int = 0
    """On the clock of the nursery."""


class _Nursery:
    """Keeps `at_once` programs typing until there were enough kills."""

    def __init__(self, folder: Path, at_once: int, *, is_control: bool) -> None:
        cheap.passwords()
        for module in _LOADED_ONCE:
            importlib.import_module(module)
        self._place = folder / "proef.gezinscoach"
        self._at_once = at_once
        self._is_control = is_control
        new_office(str(self._place), name="Proef", user_name=USER, password=PASSWORD)
        desk = open_office(str(self._place), user_name=USER, password=PASSWORD)
        self._families = [_family(desk, number) for number in range(at_once)]
        self._ring = desk.office.keys
        self._drafts = DraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)
        close_office(desk)
        self._chance = random.Random(14)
        self._typing: list[_Typist] = []
        self._begun = 0
        self._now_ns = 0
        self._looked_at = time.monotonic_ns()

    def kill(self, seconds: float, kills: int) -> None:
        end = time.monotonic() + seconds
        while self._typing or (self._begun < kills and time.monotonic() < end):
            while len(self._typing) < self._at_once and self._begun < kills and time.monotonic() < end:
                self._begin()
            self._look()

    def _begin(self) -> None:
        busy = {typist.family for typist in self._typing}
        family = next(one for one in self._families if one not in busy)
        read, write = os.pipe()
        self._begun += 1
        process = os.fork()
        if not process:
            os.close(read)
            self._be_a_program(family, write)
        os.close(write)
        os.set_blocking(read, False)
        self._typing.append(_Typist(process, read, family, [], []))

    def _be_a_program(self, family: UUID, pipe: int) -> NoReturn:
        """In the fork: from here on this is the real form, in a window, with its own workers."""
        try:
            _type_until_killed(
                Desk(*_opened(self._place, self._ring)),
                family,
                pipe,
                is_control=self._is_control,
                hangs=self._begun % 2 == 0,
            )
        finally:
            os._exit(1)

    def _tick(self) -> None:
        now = time.monotonic_ns()
        self._now_ns += min(now - self._looked_at, _LONGEST_ROUND_NS)
        self._looked_at = now

    def _look(self) -> None:
        self._tick()
        for typist in list(self._typing):
            self._read(typist)
            if typist.told_ns and not typist.kill_ns:
                after = self._chance.uniform(0.05, _LONGEST_S)
                typist.kill_ns = typist.told_ns[0] + int(after * 1e9)
            if typist.kill_ns and self._now_ns >= typist.kill_ns:
                self._end(typist)
        os.sched_yield()
        _rest()

    def _read(self, typist: _Typist) -> None:
        try:
            content = os.read(typist.pipe, 65_536)
        except BlockingIOError:
            return
        if not content:
            raise RuntimeError("a program ended by itself")
        self._hear(typist, content)

    def _hear(self, typist: _Typist, content: bytes) -> None:
        *lines, typist.rest = (typist.rest + content).split(b"\n")
        typist.typed_ns += [int(line) for line in lines]
        typist.told_ns += [self._now_ns] * len(lines)

    def _end(self, typist: _Typist) -> None:
        killed_at = time.monotonic_ns()
        os.kill(typist.process, signal.SIGKILL)
        os.waitpid(typist.process, 0)
        os.set_blocking(typist.pipe, True)
        while content := os.read(typist.pipe, 65_536):
            self._hear(typist, content)
        os.close(typist.pipe)
        self._typing.remove(typist)
        print(json.dumps(self._found(typist, killed_at)), flush=True)

    def _found(self, typist: _Typist, killed_at: int) -> dict[str, int]:
        draft = self._drafts.load(typist.family)
        note = "" if draft is None or PLACE not in draft.entries else draft.entries[PLACE].note
        self._drafts.discard(typist.family)
        is_broken = note != _text(len(note)) or bool(list(self._place.parent.rglob("*.unreadable")))
        old = sum(at <= self._now_ns - GRACE_NS for at in typist.told_ns)
        gone = [at for at in typist.typed_ns[len(note) :] if at <= killed_at]
        worst = (killed_at - gone[0]) // 1_000_000 if gone else 0
        return {"typed": old, "lost": max(0, old - len(note)), "broken": int(is_broken), "worst_ms": worst}


def _rest() -> None:
    """A moment for the programs that type; nothing depends on how long it is."""
    time.sleep(0.002)


def _family(desk: Desk, number: int) -> UUID:
    family = add_family(desk, FamilyInput(name=f"Gezin {number}"), (), CONSENT).id
    if family is None:
        raise RuntimeError("a family has an id")
    return family


def _opened(place: Path, ring: Any) -> Any:
    from gezinscoach_desktop.data.sqlcipher import open_with

    return open_with(place, lambda _: ring)


def _text(length: int) -> str:
    return "".join(_LETTERS[place % len(_LETTERS)] for place in range(length))


# ------------------------------------------------------------------------------------------- in the program that types
def _type_until_killed(desk: Desk, family: UUID, pipe: int, *, is_control: bool, hangs: bool) -> None:
    import threading

    from PySide6.QtCore import QTimer

    from gezinscoach_desktop.views.application import make_application
    from gezinscoach_desktop.views.messages import Messages
    from gezinscoach_desktop.views.snapshot.page import SnapshotPage
    from gezinscoach_desktop.views.tasks import Tasks

    application = make_application(["typist"])
    tasks = Tasks()
    if is_control:
        tasks.keep = _dropping(tasks.query)  # type: ignore[method-assign]
    page = SnapshotPage(tasks, Messages(), desk, family)
    page.resize(1200, 700)
    page.show()
    page.load()
    chance = random.Random(os.getpid())
    clock = QTimer(page)
    typed = 0

    def begin_when_shown() -> None:
        if page.state is None:
            return
        if hangs:
            tasks.run(threading.Event().wait)
        clock.timeout.disconnect(begin_when_shown)
        clock.timeout.connect(type_a_letter)
        page.go_to(PLACE[1])
        page.item_list.focus_note()

    def type_a_letter() -> None:
        nonlocal typed
        _press(page.item_list.editor.note_field, _text(typed + 1)[-1])
        typed += 1
        os.write(pipe, f"{time.monotonic_ns()}\n".encode())
        clock.setInterval(chance.choice(_PAUSES_MS))

    clock.timeout.connect(begin_when_shown)
    clock.start(1)
    application.exec()


def _press(field: QWidget, letter: str) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    key = QTest.asciiToKey(ord(letter))
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, key, letter, Qt.KeyboardModifier.NoModifier)


def _dropping(query: Any) -> Any:
    """A form that keeps its draft only when it is left: what is handed over while typing goes nowhere."""

    def ask(function: Any, *given: Any, **named: Any) -> None:
        if named.get("key") != "draft":
            query(function, *given, **named)

    return ask


if __name__ == "__main__":
    _, _folder, _seconds, _kills, _at_once, _kind = sys.argv
    _Nursery(Path(_folder), int(_at_once), is_control=_kind == "control").kill(float(_seconds), int(_kills))
