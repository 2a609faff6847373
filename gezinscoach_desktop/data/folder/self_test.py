"""Whether a folder can hold an office: tried out, when an office is placed on it and after every update of the program.

The office stands or falls with one promise: of several PCs that take the same name at the same moment, exactly one gets
it. Shares, drivers and cloud folders that break it look fine in daily use, so it is raced for, hundreds of times.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier, Event
from uuid import uuid4

from gezinscoach_desktop.data.folder.file_system import free_sentence, place_problems
from gezinscoach_desktop.data.folder.port import Folder

RACES = 200
"""Of each kind. Where names are not exclusive about one race in four shows it: so many never all go right by chance."""
_AT_ONCE = 8
_BUDGET = 5.0
"""Seconds for the races: a slow share is judged by those it got through, and warned about."""
_PATIENCE = 30.0
_REPLACEMENTS = 12
_SPACE_NEEDED = 200 * 1024**2
_SPACE_WANTED = 2 * 1024**3
_MARKS = (b"links", b"rechts")
_PREFIX = "zelftest-"
_LEFT_BEHIND = 3600.0
"""Seconds after which the files of a self-test belong to a program that was killed."""
_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EXDEV, errno.EMLINK})
_NO_LINKS_WINDOWS = frozenset({1, 50, 120})

Report = Callable[[int, int], None]
"""How far the test is: done, of how many."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found; every problem and warning is one Dutch sentence that says what to do."""

    is_fit: bool
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    races: int
    seconds: float
    free: int | None = None
    """Bytes that are free there, where somebody tells."""

    @property
    def facts(self) -> tuple[str, ...]:
        """What is good to know besides."""
        return () if self.free is None else (free_sentence(self.free),)


def examine(
    folder: Folder, path: Path | None, report: Report | None = None, *, other: Folder | None = None
) -> Findings:
    """Try out `folder`, and judge it by its `path` where it has one on this PC; leaves nothing behind, raises nothing.

    `other` is a second way to the same folder, as another PC would have; without it `folder` is used twice at once.
    """
    began = time.monotonic()
    problems, warnings = place_problems(path) if path is not None else ((), ())
    trial = _Trial(folder, other or folder, report or (lambda _done, _of: None))
    if not problems:
        problems = trial.run()
        warnings += tuple(trial.warnings)
    return Findings(not problems, problems, warnings, trial.races, time.monotonic() - began, trial.free)


class _Unfit(Exception):
    """The folder cannot hold an office; the message says why."""


class _Trial:
    """One examination: the same folder by two ways, files of its own, and what it found so far."""

    def __init__(self, folder: Folder, other: Folder, report: Report) -> None:
        self._views = (folder, other)
        self._report = report
        self._prefix = f"{_PREFIX}{uuid4().hex}-"
        self.races = 0
        self.free: int | None = None
        self.warnings: list[str] = []

    def run(self) -> tuple[str, ...]:
        """The problems; after the first one nothing else is worth knowing."""
        try:
            self._write_and_read_back()
            self._remove_left_behind()
            self._look_at_space()
            self._replace_under_a_reader()
            self._race()
        except _Unfit as unfit:
            return (str(unfit),)
        except OSError as error:
            return (_failure(error),)
        finally:
            with suppress(OSError):  # the folder is away: the next examination tidies up
                self._tidy()
        return ()

    def _write_and_read_back(self) -> None:
        folder, other = self._views
        name, content = self._name("inhoud"), os.urandom(100_000)
        folder.write(name, content[:60_000])
        folder.write(name, content[60_000:], at=60_000)
        if other.read(name) != content or other.size(name) != len(content) or name not in other.names(""):
            raise _Unfit(
                "Wat in deze map bewaard wordt, komt er anders weer uit;"
                " kies een andere map en laat deze schijf of server nakijken."
            )

    def _remove_left_behind(self) -> None:
        """Files of examinations that were killed; by the folder's own clock, as nobody knows whose clock is right."""
        folder = self._views[0]
        now = folder.modified(self._name("inhoud"))
        for name in folder.names(""):
            if name.startswith(_PREFIX):
                with suppress(FileNotFoundError):
                    if now - folder.modified(name) > _LEFT_BEHIND:
                        folder.remove(name)

    def _look_at_space(self) -> None:
        free = self.free = self._views[0].free_space()
        if free is None or free >= _SPACE_WANTED:
            return
        told = f"{free // 1024**2} MB"
        if free < _SPACE_NEEDED:
            raise _Unfit(f"In deze map is nog maar {told} vrij; maak er plaats of kies een andere map.")
        self.warnings.append(
            f"In deze map is nog {told} vrij; maak binnenkort plaats, want het kantoor groeit."
        )

    def _replace_under_a_reader(self) -> None:
        folder, other = self._views
        name, whole = self._name("vervangen"), [bytes([sign]) * 50_000 for sign in b"ab"]
        folder.replace(name, whole[0])
        is_done = Event()

        def read_on() -> set[bytes]:
            seen = {other.read(name)}
            while not is_done.is_set():
                seen.add(other.read(name))
            return seen

        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(read_on)
            try:
                for number in range(_REPLACEMENTS):
                    folder.replace(name, whole[number % 2])
            finally:
                is_done.set()
            if not reading.result() <= set(whole):
                raise _Unfit(
                    "Een bestand dat in deze map vervangen wordt, is even half te lezen;"
                    " kies een andere map of vraag raad aan wie de server beheert."
                )

    def _race(self) -> None:
        sources = [self._name(f"bron-{side}") for side in range(2)]
        for view, source, mark in zip(self._views, sources, _MARKS, strict=True):
            view.write(source, mark)
        self._try_link(sources[0])

        def create(side: int, name: str) -> None:
            self._views[side].create(name, _MARKS[side])

        def link(side: int, name: str) -> None:
            self._views[side].link(sources[side], name)

        until = time.monotonic() + _BUDGET
        unclear = 0
        with ThreadPoolExecutor(2 * _AT_ONCE) as pool:
            for begin in range(0, RACES, _AT_ONCE):
                numbers = range(begin, min(begin + _AT_ONCE, RACES))
                unclear += self._heat(pool, [self._name(f"maken-{n}") for n in numbers], create)
                unclear += self._heat(pool, [self._name(f"koppelen-{n}") for n in numbers], link)
                self._report(self.races, 2 * RACES)
                if unclear or time.monotonic() > until:
                    break
        self._judge(unclear)

    def _judge(self, unclear: int) -> None:
        if unclear:
            raise _Unfit(
                f"In {unclear} van {self.races} proeven kregen twee pc's tegelijk dezelfde naam in deze map, zodat ze"
                " elkaars werk zouden overschrijven; kies een map op een andere server of NAS."
            )
        if self.races < 2 * RACES:
            self.warnings.append(
                f"Deze map antwoordt traag: {self.races} van {2 * RACES} proeven lukten in {_BUDGET:.0f} seconden;"
                " gebruik liever een netwerkkabel dan wifi."
            )

    def _try_link(self, source: str) -> None:
        try:
            self._views[0].link(source, self._name("tweede-naam"))
        except OSError as error:
            windows = getattr(error, "winerror", None)
            if windows in _NO_LINKS_WINDOWS or (windows is None and error.errno in _NO_LINKS):
                raise _Unfit(
                    "In deze map kan een bestand geen tweede naam krijgen (harde koppeling), wat nodig is om niets te"
                    " verliezen; kies een map op een Windows-server of een NAS met SMB 2 of nieuwer."
                ) from error
            raise

    def _heat(self, pool: ThreadPoolExecutor, names: list[str], attempt: Callable[[int, str], None]) -> int:
        """One race for each name, all at once; returns in how many not exactly one side won."""
        gates = {name: Barrier(2, timeout=_PATIENCE) for name in names}

        def run(side: int, name: str) -> bool:
            gates[name].wait()
            try:
                attempt(side, name)
            except FileExistsError:
                return False
            return True

        running = {name: [pool.submit(run, side, name) for side in range(2)] for name in names}
        won = {name: [each.result() for each in sides] for name, sides in running.items()}
        borne = dict(zip(names, pool.map(self._content, names), strict=True))
        list(pool.map(self._views[1].remove, names))
        self.races += len(names)
        # Whoever won, its content must be the one that is there.
        return sum(
            won[name] not in ([True, False], [False, True]) or borne[name] != _MARKS[won[name].index(True)]
            for name in names
        )

    def _content(self, name: str) -> bytes | None:
        try:
            return self._views[0].read(name)
        except FileNotFoundError:
            return None

    def _tidy(self) -> None:
        for name in self._views[0].names(""):
            if name.startswith(self._prefix):
                self._views[0].remove(name)

    def _name(self, what: str) -> str:
        return self._prefix + what


def _failure(error: OSError) -> str:
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            "In deze map mag je niets bewaren;"
            " vraag wie het netwerk beheert om lees- en schrijfrechten voor iedereen die met het kantoor werkt."
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "De schijf of het quotum van deze map is vol; maak plaats of kies een andere map."
    return (
        "Deze map is niet bereikbaar of viel weg tijdens de proef;"
        " kijk of je met het netwerk verbonden bent en probeer opnieuw."
    )
