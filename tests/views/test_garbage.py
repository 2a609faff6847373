"""Garbage with Qt objects in it is only cleared away on the GUI thread."""

from __future__ import annotations

import gc
import linecache
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer

from gezinscoach_desktop.views.garbage import GuiGarbage
from gezinscoach_desktop.views.tasks import Tasks
from tests.views.waiting import wait_until


class Ring(QObject):
    """Holds itself, as a widget with a closure does: only the cycle collector can clear it away."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.clock = QTimer(interval=1)
        self.clock.start()


@pytest.fixture
def garbage() -> Iterator[GuiGarbage]:
    made = GuiGarbage()
    yield made
    made.stop()


@pytest.fixture
def real_tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def much_work() -> int:
    """Enough new containers for Python to look for garbage many times over."""
    return sum(len([[place] for place in range(1000)]) for _ in range(200))


def test_a_worker_never_destroys_what_belongs_to_the_window(garbage: GuiGarbage, real_tasks: Tasks) -> None:
    garbage._clock.stop()  # on a slow machine the work takes longer than a second, and it would clear away in between
    ring = weakref.ref(Ring())
    done: list[int] = []
    real_tasks.query(much_work, then=done.append)
    wait_until(lambda: bool(done))
    assert ring() is not None
    garbage.collect()
    assert ring() is None


def test_python_looks_for_garbage_by_itself_again_once_the_program_ends(garbage: GuiGarbage) -> None:
    assert not gc.isenabled()
    garbage.stop()
    assert gc.isenabled()


def test_garbage_does_not_pile_up_while_the_window_is_open(garbage: GuiGarbage) -> None:
    kept = [[place] for place in range(2 * gc.get_threshold()[0])]
    before = gc.get_count()[0]
    garbage.look()
    assert gc.get_count()[0] < before - len(kept) // 2


def test_the_sources_of_modules_that_were_imported_do_not_stay_in_memory(garbage: GuiGarbage) -> None:
    for number in range(100):
        linecache.cache[f"read {number}"] = (1, None, ["x = 1\n"], f"read {number}")
    garbage.look()
    assert len(linecache.cache) < 100
