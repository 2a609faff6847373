"""Lines of the log and of a fall, for a report: only forms in which the program itself writes, and what names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gezinscoach_desktop.domain.call import Wrong
from gezinscoach_desktop.domain.update import Refusal
from gezinscoach_desktop.services.trouble import short_path

LEFT_OUT = "(weggelaten)"
_HEADLINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC · [\w.+]{1,30} · Python [\d.]{3,10}\w{0,6}(?: · \w{1,12} [\w.+-]{1,60})?"
)
_KIND = re.compile(r"[A-Za-z_][\w]*(?:\.[A-Za-z_<][\w<>]*)+")
_EVENT = re.compile(
    f"update refused: (?:{'|'.join(Refusal)})|A call to the window was refused: (?:{'|'.join(Wrong)})"
)
_FRAME = re.compile(r"  (?P<path>.+):(?P<line>\d+) (?P<name>[A-Za-z_<][\w<>]{0,80})")
_QT = re.compile(r"Qt · (?:qt\.[a-z.]{1,60}|default|js|qml) · (?P<path>.+)")
_FALL = re.compile(r'  File "(?P<path>.+)", line (?P<line>\d+) in (?P<name>[A-Za-z_<][\w<>]{0,80})')
_FALL_HEADS = re.compile(
    r"(?:Fatal Python error: [A-Z][A-Za-z ]{1,60}"
    r"|Windows fatal exception: (?:[a-z ]{1,60}|code 0x[0-9a-f]{1,16})"
    r"|(?:Current thread|Thread) 0x[0-9a-f]{1,16}(?: \[[\w.-]{1,16}\])? \(most recent call first\):"
    r"|  <(?:no Python frame|truncated rest of calls|cannot get C stack on this system)>"
    r"|Extension modules: [\w., ]{1,20000}\(total: \d+\))"
)
_CODE = re.compile(r"…|<[\w .<>-]+>|(?!\.)[\w<>-][\w.<>-]*(?:/[\w<>-][\w.<>-]*)*")
"""As files of code are called: no spaces, and no way back up to the folders of a user."""


def harmless_log(lines: Iterable[str]) -> list[str]:
    """Only lines of the form in which the program itself notes errors, and of those only what says nothing of anybody."""
    kept: list[str] = []
    for line in lines:
        kept.append(_harmless(line, _FRAME, "  {path}:{line} {name}", (_HEADLINE, _KIND, _EVENT), _QT))
        if kept[-1] == LEFT_OUT and kept[-2:-1] == [LEFT_OUT]:
            kept.pop()
    return kept


def harmless_fall(lines: Iterable[str]) -> list[str]:
    """The same for what is written while the program falls."""
    kept: list[str] = []
    for line in lines:
        kept.append(_harmless(line, _FALL, '  File "{path}", line {line} in {name}', (_FALL_HEADS,), None))
        if kept[-1] == LEFT_OUT and kept[-2:-1] == [LEFT_OUT]:
            kept.pop()
    return kept


def _harmless(
    line: str,
    frame: re.Pattern[str],
    form: str,
    whole: tuple[re.Pattern[str], ...],
    qt: re.Pattern[str] | None,
) -> str:
    if not line.strip():
        return ""
    found = frame.fullmatch(line)
    if found is not None:
        path = _own(found["path"])
        return "  …" if path == "…" else form.format(path=path, line=found["line"], name=found["name"])
    if any(pattern.fullmatch(line) for pattern in whole):
        return line
    said = qt.fullmatch(line) if qt is not None else None
    return LEFT_OUT if said is None else line[: said.start("path")] + "…"


def _own(path: str) -> str:
    """Within the program or a library; the log of an earlier version had the folders above it too."""
    short = short_path(path)
    if not _CODE.fullmatch(short):
        return "…"
    if short == "…" and re.fullmatch(r"[\w]+(?:[/][\w.-]+)*\.pyc?", path):
        return path  # shortened before
    return short
