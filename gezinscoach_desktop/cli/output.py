"""What commands print: text for people, JSON for programs, one line when something is wrong."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any


def soften_streams() -> None:
    """Let a console that lacks a sign (▲ in an old code page) show a question mark instead of failing.

    A program with a window has no console at all on Windows: what is said there goes nowhere, and nothing is typed.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
            setattr(sys, name, nowhere)
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def can_show(text: str) -> bool:
    """Whether the terminal has every sign of `text`."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def say(text: str, *, end: str = "\n") -> None:
    """Print on standard output."""
    sys.stdout.write(text + end)


def say_wrong(text: str) -> None:
    """Print one line on standard error, whatever line breaks were in the message."""
    sys.stderr.write(" ".join(text.split()) + "\n")
    sys.stderr.flush()


def say_json(content: Any) -> None:
    """Print JSON in UTF-8, whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n")
    sys.stdout.buffer.flush()


class Progress:
    """A counter on one line of the terminal; silent where standard error is not a terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = -1
        self._is_terminal = sys.stderr.isatty()

    def __call__(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002 - the command says what
        percent = 100 * done // total if total else 100
        if self._is_terminal and percent != self._shown:
            self._shown = percent
            sys.stderr.write(f"\r{self._what} {percent} %")
            sys.stderr.flush()

    def close(self) -> None:
        """Wipe the counter away."""
        if self._is_terminal and self._shown >= 0:
            sys.stderr.write("\r" + " " * (len(self._what) + 6) + "\r")
            sys.stderr.flush()
