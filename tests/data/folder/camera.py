"""Pictures of what the disks hold at every moment something is made to last: what a program killed there leaves behind.

A killed process leaves its files as they are, so a copy of a PC's folder and of the share, taken in the middle, is the
same as a kill at that moment, and one run gives them all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

import pytest

from tests.data.folder.memory_folder import Store
from tests.data.folder.pcs import Pc

_MOMENTS = ("fsync", "replace", "rename", "link", "unlink")


@dataclass(frozen=True)
class Picture:
    """What was on disk, and what the user had been told was kept, just before `moment`."""

    moment: str
    home: Path
    store: Store
    acknowledged: frozenset[str]


@dataclass
class Camera:
    """Takes a picture of `pc` before every call to the share and every lasting change on its own disk."""

    pc: Pc
    store: Store
    album: Path
    every: int = 1
    pictures: list[Picture] = field(default_factory=list)
    moments: int = 0
    _lock: Any = field(default_factory=RLock)
    _is_busy: bool = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """For as long as this lasts."""
        self.pc.folder.begin(self.pc.folder.plan, lambda _, call: self._take(f"share {call}"))
        with pytest.MonkeyPatch.context() as patch:
            for name in _MOMENTS:
                patch.setattr(os, name, self._before(name, getattr(os, name)))
            yield
        self.pc.folder.heal()

    def _before(self, name: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self._take(name)
            return whole(*arguments, **named)

        return call

    def _take(self, moment: str) -> None:
        with self._lock:
            if self._is_busy:  # the copying itself
                return
            self.moments += 1
            if self.moments % self.every:
                return
            self._is_busy = True
            try:
                home = self.album / f"{len(self.pictures):04}"
                # Another thread may be at work: what it just made or removed may be in the picture or not.
                with suppress(shutil.Error):
                    shutil.copytree(self.pc.home, home, ignore=shutil.ignore_patterns("lock"))
                told = frozenset(self.pc.acknowledged)
                self.pictures.append(Picture(moment, home, self.store.copy(), told))
            finally:
                self._is_busy = False
