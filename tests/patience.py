"""What the program itself gives up after seconds, a test waits for: a machine that stands still is no share that is away.

A test of something that does hang sets its own patience.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from gezinscoach_desktop.data import sqlcipher
from gezinscoach_desktop.data.folder import courier, folder_office
from gezinscoach_desktop.data.keys import file_slots
from gezinscoach_desktop.data.server import engine, line, listener, probe
from gezinscoach_desktop.services import trouble_report, update

LONG = 120.0
"""Seconds after which a test gives up; nothing is said about how fast it should be."""
_GIVES_UP_AFTER = (
    (courier, "PATIENCE"),
    (courier, "HANG"),
    (folder_office, "PATIENCE"),
    (folder_office, "LONG_PATIENCE"),
    (file_slots, "_LOCK_SECONDS"),
    (listener, "ANSWER_SECONDS"),
    (listener, "_STOP_SECONDS"),
    (line, "_CONNECT_SECONDS"),
    (engine, "CONNECT_SECONDS"),
    (probe, "CONNECT_SECONDS"),
    (trouble_report, "ANSWER_SECONDS"),
    (update, "READ_SECONDS"),
    (update, "COPY_SECONDS"),
)


def until(condition: Callable[[], bool]) -> None:
    """Look again until it is so."""
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)


@pytest.fixture(scope="session", autouse=True)
def patient_program() -> Iterator[None]:
    """For the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in _GIVES_UP_AFTER:
            patch.setattr(module, name, type(getattr(module, name))(LONG))
        patch.setattr(sqlcipher, "BUSY_MILLISECONDS", int(LONG * 1000))
        yield
