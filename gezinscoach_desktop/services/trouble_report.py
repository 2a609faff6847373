"""A report for whoever helps: what the program is, what it stands on and what went wrong; nothing of families or people.

Everything in it is shown before it is saved. Only what is known to be harmless goes in: each line of the log has to have
a known form, each setting a known name and value; the rest stays out.
"""

from __future__ import annotations

import platform
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.domain.update import Refusal
from gezinscoach_desktop.services import crash, last_check
from gezinscoach_desktop.services.trouble import LOG_NAME, short_path

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import OfficeKind
    from gezinscoach_desktop.services.desk import Desk

_MOST_LOG = 60_000
_GIB = 1024**3
_LEFT_OUT = "(weggelaten)"
_DOING = "wat-deed-je.txt"
_HEADLINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC · [\w.+]{1,30} · Python [\d.]{3,10}\w{0,6}(?: · \w{1,12} [\w.+-]{1,60})?"
)
_KIND = re.compile(r"[A-Za-z_][\w]*(?:\.[A-Za-z_<][\w<>]*)+")
_EVENT = re.compile(f"update refused: (?:{'|'.join(Refusal)})")
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
_APPEARANCES = ("system", "light", "dark")
_KIND_WORDS = {"this_pc": "deze pc", "folder": "netwerkmap", "postgresql": "server (PostgreSQL)"}


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file of the report, as it will be in the zip."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TroubleReport:
    """Everything that will be saved, to be read before."""

    files: tuple[ReportFile, ...]

    def telling(self, doing: str) -> TroubleReport:
        """The same with what the user wrote, who sees it among the rest."""
        told = ReportFile(_DOING, "Wat je deed", (doing.strip() or "(niets ingevuld)") + "\n")
        return TroubleReport((told, *(each for each in self.files if each.name != _DOING)))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the window knows: the screen, the version of Qt, the settings of this computer, known offices."""

    facts: Mapping[str, str]
    """Numbers and words of the screen and of Qt, by a Dutch name."""
    appearance: str = ""
    places: tuple[str, ...] = ()
    """Of the offices opened here; only how many of which kind there are goes into the report."""


def make_report(
    doing: str = "", surroundings: Surroundings | None = None, desk: Desk | None = None
) -> TroubleReport:
    """Gather it. `doing` is what the user wrote, who sees it among the rest. Reads the disk: for a worker."""
    around = surroundings or Surroundings({})
    parts = [
        ("Programma en pc", [*_program(), *(f"{name}: {value}" for name, value in around.facts.items())]),
        ("Instellingen van deze pc", _settings(around)),
        ("Kantoor dat openstaat", _office(desk)),
        ("Laatste keer nagekeken", _check()),
        ("Vrije ruimte", _room(desk)),
    ]
    text = "\n\n".join(f"{title}\n" + "\n".join(f"  {line}" for line in lines) for title, lines in parts)
    files = [ReportFile("verslag.txt", "Verslag", f"Foutverslag van Gezinscoach, {_now()}\n\n{text}\n")]
    files.append(ReportFile("logboek.txt", "Fouten van het programma", _log()))
    fall = _fall()
    if fall:
        files.append(ReportFile("vorige-keer.txt", "Hoe het programma stopte", fall))
    return TroubleReport(tuple(files)).telling(doing)


def save_report(report: TroubleReport, path: Path) -> Path:
    """Write the zip, whole or not at all; raises InvalidInput (field path)."""
    from gezinscoach_desktop.services.output_file import replacing

    with replacing(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for each in report.files:
            packed.writestr(zipfile.ZipInfo(each.name, _zip_time()), each.text)
    return path


def suggested_name(today: datetime | None = None) -> str:
    """`foutverslag-2026-11-22.zip`."""
    return f"foutverslag-{(today or datetime.now(UTC)).astimezone():%Y-%m-%d}.zip"


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def _zip_time() -> tuple[int, int, int, int, int, int]:
    now = datetime.now(UTC)
    return (now.year, now.month, now.day, now.hour, now.minute, now.second)


def _program() -> list[str]:
    from gezinscoach_desktop.data.backup_copy import sqlite_version
    from gezinscoach_desktop.data.schema import VERSION

    lines = [
        f"Gezinscoach: {__version__}",
        f"Python: {platform.python_version()}",
        f"Systeem: {platform.system()} {platform.release()} ({platform.machine()})",
        f"Tabellen van dit programma: versie {VERSION}",
    ]
    with suppress(ImportError):
        lines.append(f"SQLite: {sqlite_version()}")
    return lines


def _settings(around: Surroundings) -> list[str]:
    kinds = Counter(_kind_of(place) for place in around.places)
    offices = ", ".join(f"{count} × {kind}" for kind, count in sorted(kinds.items())) or "geen"
    appearance = around.appearance if around.appearance in _APPEARANCES else "onbekend"
    return [f"Weergave: {appearance}", f"Bekende kantoren: {offices}"]


def _kind_of(place: str) -> str:
    """The kind of a place, without asking the network anything."""
    if urlsplit(place).scheme.startswith("postgres"):
        return _KIND_WORDS["postgresql"]
    return _KIND_WORDS["this_pc" if place.endswith(".gezinscoach") else "folder"]


def _office(desk: Desk | None) -> list[str]:
    if desk is None:
        return ["Er staat geen kantoor open."]
    office = desk.office
    lines = [
        f"Soort: {_word_of(office.kind)}",
        f"Alleen lezen: {'ja' if office.read_only is not None else 'nee'}",
        f"Rollen van wie dit verslag maakt: {', '.join(sorted(role.value for role in desk.account.roles))}",
    ]
    with suppress(UserError):
        health = office.health()
        lines += [
            f"Bereikbaar: {health.reachability.value}",
            f"Wacht op delen: {health.waiting}",
            f"Kon niet gedeeld worden: {len(health.conflicts)}",
        ]
    with suppress(UserError):
        from gezinscoach_desktop.data import check

        fits = office.read(check.schema_fits)
        lines.append(f"Tabellen passen bij dit programma: {'ja' if fits else 'nee'}")
    with suppress(UserError):
        from gezinscoach_desktop.services.backup import state

        backups = state(desk)
        last = backups.last_verified_at
        lines.append(f"Reservekopieën: {backups.count}")
        lines.append(f"Laatste reservekopie: {'geen' if last is None else f'{last:%Y-%m-%d %H:%M} UTC'}")
    return lines


def _word_of(kind: OfficeKind) -> str:
    return _KIND_WORDS.get(kind.value, "onbekend")


def _check() -> list[str]:
    known = last_check.read()
    if known is None:
        return ["Op deze pc werd nog niets nagekeken."]
    how = "grondig" if known.is_deep else "gewoon"
    lines = [f"Op {known.at:%Y-%m-%d %H:%M} UTC ({how})"]
    lines += [f"{where}: {count}" for where, count in sorted(known.findings.items())]
    return lines if known.findings else [*lines, "Alles klopte."]


def _room(desk: Desk | None) -> list[str]:
    from gezinscoach_desktop.data.home import home

    lines = []
    with suppress(OSError):
        lines.append(f"Op deze pc: {_free(home())}")
    if desk is not None and desk.office.kind.value != "postgresql":
        with suppress(OSError, ValueError):
            place = Path(desk.office.place)
            lines.append(f"Waar het kantoor staat: {_free(place if place.is_dir() else place.parent)}")
    return lines or ["onbekend"]


def _free(folder: Path) -> str:
    room = shutil.disk_usage(folder)
    return f"{room.free / _GIB:.1f} van {room.total / _GIB:.0f} GB".replace(".", ",")


def _log() -> str:
    from gezinscoach_desktop.data.home import home

    try:
        raw = (home() / LOG_NAME).read_bytes()[-_MOST_LOG:].decode("utf-8", errors="replace")
    except OSError:
        return "Het programma noteerde geen fouten.\n"
    return "\n".join(harmless_log(raw.splitlines())).strip() + "\n"


def _fall() -> str:
    last = crash.last_crash()
    if last is None:
        return ""
    how = (
        "door een fout in het programma zelf"
        if last.is_fault
        else "van buitenaf afgebroken, of de stroom viel weg"
    )
    head = f"Gestopt op {last.at:%Y-%m-%d %H:%M} UTC, {how}.\nVersie: {_version(last.version)}\n\n"
    return head + "\n".join(harmless_fall(last.fault.splitlines())) + "\n"


def _version(text: str) -> str:
    return text if re.fullmatch(r"[\w.+]{1,30}", text) else _LEFT_OUT


def harmless_log(lines: Iterable[str]) -> list[str]:
    """Only lines of the form in which the program itself notes errors, and of those only what says nothing of anybody."""
    kept: list[str] = []
    for line in lines:
        kept.append(_harmless(line, _FRAME, "  {path}:{line} {name}", (_HEADLINE, _KIND, _EVENT), _QT))
        if kept[-1] == _LEFT_OUT and kept[-2:-1] == [_LEFT_OUT]:
            kept.pop()
    return kept


def harmless_fall(lines: Iterable[str]) -> list[str]:
    """The same for what is written while the program falls."""
    kept: list[str] = []
    for line in lines:
        kept.append(_harmless(line, _FALL, '  File "{path}", line {line} in {name}', (_FALL_HEADS,), None))
        if kept[-1] == _LEFT_OUT and kept[-2:-1] == [_LEFT_OUT]:
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
    return _LEFT_OUT if said is None else line[: said.start("path")] + "…"


def _own(path: str) -> str:
    """Within the program or a library; the log of an earlier version had the folders above it too."""
    short = short_path(path)
    if short == "…" and re.fullmatch(r"[\w]+(?:[/][\w.-]+)*\.pyc?", path):
        return path  # shortened before
    return short


def check_place(path: Path) -> Path:
    """With the ending of a zip; raises InvalidInput when the folder is not there."""
    if path.suffix.lower() != ".zip":
        path = path.with_name(f"{path.name}.zip")
    if not path.parent.is_dir():
        raise InvalidInput(f"De map “{path.parent}” bestaat niet; kies een andere map.", field="path")
    return path
