"""What is kept of an unexpected error: where it happened, never what it was about."""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from gezinscoach_desktop import __version__

LOG_LIMIT = 500_000


def note_trouble(error: BaseException) -> Path | None:
    """Append the error to the log; gives the log, or None when it cannot be written.

    Messages of errors can hold names and values (a database quotes the row it refused), so only types and places are kept.
    """
    return _append(describe_trouble(error))


def note_event(text: str) -> Path | None:
    """Append a line about what happened without being a bug (an update that was refused); `text` holds no personal data."""
    return _append(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC · {__version__} · {text}\n\n")


def _append(text: str) -> Path | None:
    from gezinscoach_desktop.data.home import home

    try:
        log = home() / "gezinscoach.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".1.log"))
        with log.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError:
        return None
    return log


def describe_trouble(error: BaseException) -> str:
    """The error without its messages: time, versions, chain of types and the lines of code."""
    program = f"{__version__} · Python {platform.python_version()} · {platform.system()} {platform.release()}"
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC · {program}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines) + "\n\n"
