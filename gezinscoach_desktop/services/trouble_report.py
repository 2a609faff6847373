"""A report for whoever helps: what the program is, what it stands on and what went wrong; nothing of families or people.

Everything in it is shown before it is saved. Only what is known to be harmless goes in: each line of the log has to have
a known form, each setting a known name and value; the rest stays out.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.domain.update import UpdateFolderSilent
from gezinscoach_desktop.services import crash, last_check
from gezinscoach_desktop.services.harmless_lines import LEFT_OUT, harmless_fall, harmless_log
from gezinscoach_desktop.services.trouble import LOG_NAME

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import OfficeKind
    from gezinscoach_desktop.services.desk import Desk

_MOST_LOG = 60_000
ANSWER_SECONDS = 5.0
_GIB = 1024**3
_DOING = "wat-deed-je.txt"
_APPEARANCES = {"system": "zoals de computer", "light": "licht", "dark": "donker"}
_REACHABLE = {"here": "ja", "away": "nee", "broken": "er is iets mis"}
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


def _answered(what: str, ask: Callable[[], list[str]]) -> list[str]:
    """A share or server that hangs is what the report is about then, and must not keep it away."""
    from gezinscoach_desktop.data.update_folder import patiently

    try:
        return patiently(f"report {what}", lambda _: ask(), ANSWER_SECONDS)
    except UpdateFolderSilent:
        return ["Antwoordt nu niet: een map op het netwerk of een server houdt het op."]


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
    return _moment(datetime.now(UTC))


def _moment(at: datetime) -> str:
    """As the calendar and the clock of this PC have it, and as the log of the program does."""
    local = at.astimezone()
    return f"{format_date(local.date())} om {local:%H:%M} ({at.astimezone(UTC):%H:%M} UTC)"


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
    appearance = _APPEARANCES.get(around.appearance, "onbekend")
    return [f"Weergave: {appearance}", f"Bekende kantoren: {offices}"]


def _kind_of(place: str) -> str:
    """The kind of a place, without asking the network anything."""
    if urlsplit(place).scheme.startswith("postgres"):
        return _KIND_WORDS["postgresql"]
    return _KIND_WORDS["this_pc" if place.endswith(".gezinscoach") else "folder"]


def _office(desk: Desk | None) -> list[str]:
    if desk is None:
        return ["Er staat geen kantoor open."]
    return [
        f"Soort: {_word_of(desk.office.kind)}",
        f"Rollen van wie dit verslag maakt: {', '.join(sorted(role.label.lower() for role in desk.account.roles))}",
        *_answered("office", partial(_state_of, desk)),
    ]


def _state_of(desk: Desk) -> list[str]:
    office = desk.office
    try:
        lines = [f"Alleen lezen: {'ja' if office.read_only is not None else 'nee'}"]
    except UserError:
        return ["Het kantoor is nu niet te lezen: vergrendeld, gesloten of buiten bereik."]
    # Whatever is broken in the office, a report is wanted most of all then.
    with suppress(Exception):
        health = office.health()
        lines += [
            f"Bereikbaar: {_REACHABLE.get(health.reachability.value, 'onbekend')}",
            f"Wacht op delen: {health.waiting}",
            f"Kon niet gedeeld worden: {len(health.conflicts)}",
        ]
    with suppress(Exception):
        from gezinscoach_desktop.data import check

        fits = office.read(check.schema_fits)
        lines.append(f"Tabellen passen bij dit programma: {'ja' if fits else 'nee'}")
    with suppress(Exception):
        from gezinscoach_desktop.services.backup import state

        backups = state(desk)
        last = backups.last_verified_at
        lines.append(f"Reservekopieën: {backups.count}")
        lines.append(f"Laatste reservekopie: {'geen' if last is None else _moment(last)}")
    return lines


def _word_of(kind: OfficeKind) -> str:
    return _KIND_WORDS.get(kind.value, "onbekend")


def _check() -> list[str]:
    known = last_check.read()
    if known is None:
        return ["Op deze pc werd nog niets nagekeken."]
    how = "grondig" if known.is_deep else "gewoon"
    lines = [f"Op {_moment(known.at)}, {how}"]
    lines += [f"{where}: {count}" for where, count in sorted(known.findings.items())]
    return lines if known.findings else [*lines, "Alles klopte."]


def _room(desk: Desk | None) -> list[str]:
    from gezinscoach_desktop.data.home import home

    lines = []
    with suppress(OSError):
        lines.append(f"Op deze pc: {_free(home())}")
    if desk is not None:
        lines += _answered("room", partial(_room_of_office, desk))
    return lines or ["onbekend"]


def _room_of_office(desk: Desk) -> list[str]:
    with suppress(OSError, ValueError, UserError):
        if desk.office.kind.value != "postgresql":
            place = Path(desk.office.place)
            return [f"Waar het kantoor staat: {_free(place if place.is_dir() else place.parent)}"]
    return []


def _free(folder: Path) -> str:
    room = shutil.disk_usage(folder)
    return f"{room.free / _GIB:.1f} van {room.total / _GIB:.0f} GB".replace(".", ",")


def _log() -> str:
    from gezinscoach_desktop.data.home import home

    log = home() / LOG_NAME
    raw = _end_of(log, _MOST_LOG)
    if len(raw) < _MOST_LOG:  # begun anew just now: what went wrong before it matters as much
        raw = _end_of(log.with_suffix(".1.log"), _MOST_LOG - len(raw)) + raw
    if not raw:
        return "Het programma noteerde geen fouten.\n"
    return "\n".join(harmless_log(raw.decode("utf-8", errors="replace").splitlines())).strip() + "\n"


def _end_of(path: Path, most: int) -> bytes:
    """At most so many bytes, whatever it grew to; none when it is not there."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - most))
            return stream.read(most)
    except OSError:
        return b""


def _fall() -> str:
    last = crash.last_crash()
    if last is None:
        return ""
    how = (
        "door een fout in het programma zelf"
        if last.is_fault
        else "van buitenaf afgebroken, of de stroom viel weg"
    )
    head = f"Gestopt op {_moment(last.at)}, {how}.\nVersie: {_version(last.version)}\n\n"
    return head + "\n".join(harmless_fall(last.fault.splitlines())) + "\n"


def _version(text: str) -> str:
    return text if re.fullmatch(r"[\w.+]{1,30}", text) else LEFT_OUT


def check_place(path: Path) -> Path:
    """With the ending of a zip; raises InvalidInput when the folder is not there."""
    if path.suffix.lower() != ".zip":
        path = path.with_name(f"{path.name}.zip")
    if not path.parent.is_dir():
        raise InvalidInput(f"De map “{path.parent}” bestaat niet; kies een andere map.", field="path")
    return path
