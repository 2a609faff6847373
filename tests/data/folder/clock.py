"""A PC whose clock is wrong: what it asks for the time while this lasts is so much off."""

from __future__ import annotations

import datetime as clocks
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo

import pytest


@contextmanager
def clock_off_by(delta: timedelta) -> Iterator[None]:
    """For everything of the program in this process; the share's own clock (MemoryFolder) goes on as it was."""
    right = time.time

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Wrong:
            return cls.fromtimestamp(right() + delta.total_seconds(), tz)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: right() + delta.total_seconds())
        for name, module in list(sys.modules.items()):
            if (
                name.startswith("gezinscoach_desktop")
                and getattr(module, "datetime", None) is clocks.datetime
            ):
                patch.setattr(module, "datetime", Wrong)
        yield
