"""What is kept of an unexpected error: where it happened, never what it was about."""

from __future__ import annotations

import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

from gezinscoach_desktop import __version__

LOG_LIMIT = 500_000
LOG_NAME = "gezinscoach.log"
_OWN = re.compile(r"^(?:.*[/\\])?((?:gezinscoach_desktop|PySide6|shiboken6)[/\\].*)$")
_LIBRARY = re.compile(r"^.*(?:site-packages|dist-packages|_internal|python3\.\d+|Lib)[/\\](.*)$")


def note_trouble(error: BaseException) -> Path | None:
    """Append the error to the log; gives the log, or None when it cannot be written.

    Messages of errors can hold names and values (a database quotes the row it refused), so only types and places are kept.
    """
    return note_text(describe_trouble(error))


def note_details(details: str) -> Path | None:
    """Append what `trace_of` said of an error."""
    return note_text(f"{_headline()}\n{details}\n\n")


def note_text(text: str) -> Path | None:
    """Append to the log what is known to hold no personal data."""
    from gezinscoach_desktop.data.home import home

    try:
        log = home() / LOG_NAME
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".1.log"))
        with log.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError:
        return None
    return log


def note_qt(category: str, where: str) -> Path | None:
    """A serious message of Qt: from which part of it and where in its code. The message itself could quote something."""
    return note_text(f"{_headline()}\nQt · {category or 'default'} · {short_path(where) or '?'}\n\n")


def note_event(text: str) -> Path | None:
    """What is no bug but has to be found later (an update that was refused); `text` names no person and no place."""
    return note_text(f"{_headline()}\n{text}\n\n")


def describe_trouble(error: BaseException) -> str:
    """The error without its messages: time, versions, chain of types and the lines of code."""
    return f"{_headline()}\n{trace_of(error)}\n\n"


def trace_of(error: BaseException) -> str:
    """The kinds of error and the lines of code it went through."""
    lines = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {short_path(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


def short_path(path: str) -> str:
    """A file of the program or of a library, without the folders above it: those can bear the name of a user."""
    for pattern in (_OWN, _LIBRARY):
        found = pattern.search(path)
        if found is not None:
            return found.group(1).replace("\\", "/")
    return path if path.startswith("<") else "…"


def _headline() -> str:
    import platform  # here: the first window does not wait for it

    program = f"{__version__} · Python {platform.python_version()} · {platform.system()} {platform.release()}"
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC · {program}"
