"""What stands at a place that somebody points at: an office, or what lies around one. Looks only, and needs no password."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.backup_folder import ENDING as BACKUP_ENDING
from gezinscoach_desktop.data.folder.commit import claimed_schema
from gezinscoach_desktop.data.folder.file_system import (
    is_on_the_network,
    place_problems,
    synchronised_by,
)
from gezinscoach_desktop.data.folder.os_folder import OsFolder
from gezinscoach_desktop.data.folder.place import remembered_office
from gezinscoach_desktop.data.folder.share import FOLDERS, IDENTITY, Away, Missing, Share, commit_name
from gezinscoach_desktop.data.keys import FileSlots, key_file_of
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.office_link import ENDING

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import SlotStore

_log = logging.getLogger(__name__)
_LOOKED_AT = 200
"""Names in a folder that is none of ours: it may hold anything."""
_BEGINNING = 100_000
"""Bytes of a commit in which its header stands."""
_NEWER = (
    "Het kantoor is bijgewerkt met een nieuwere versie van het programma dan op deze pc staat; "
    "werk dit programma bij om erin te kunnen bewaren."
)
_OLDER = (
    "Het kantoor is nog van een oudere versie van het programma. Als je het opent, wordt het bijgewerkt; "
    "werk het programma dan ook bij op de pc’s van je collega’s."
)
_KEYS_ENDING = f"{ENDING}.keys"
_UP = "Je koos een deel van het kantoor; het kantoor zelf is de map “{}”."
_DOWN = "Het kantoor staat één map dieper, in “{}”."


@dataclass(frozen=True, slots=True)
class Spot:
    """An office that was found. `note` says what was done with what was pointed at, when that was something else."""

    place: str
    kind: OfficeKind
    office_id: UUID | None
    note: str = ""
    warning: str = ""


def spot(path: Path) -> Spot:
    """The office at `path`, one folder up or one down; raises OfficeUnavailable, which says what is there instead."""
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.is_file():
            return _in_file(path)
    except PermissionError as error:
        raise OfficeUnavailable(
            f"“{path}” mag je niet lezen; vraag wie het netwerk beheert om dat recht."
        ) from error
    except OSError:
        _log.info("A place did not answer")  # Windows has many ways to say so
    kept = remembered_office(str(path))
    if kept is not None:
        return Spot(
            str(path),
            OfficeKind.FOLDER,
            kept,
            warning="De gedeelde map is nu niet bereikbaar. Je werkt verder met wat deze pc ervan bewaarde.",
        )
    raise OfficeUnavailable(_absent(path))


def office_id_at(place: str) -> UUID | None:
    """Which office stands at exactly this place; None when none does, or it cannot be reached."""
    try:
        path = Path(place)
        if path.is_dir():
            return _identity(path)
        if path.is_file():
            return _owner_of(FileSlots(key_file_of(path)))
    except (OSError, ValueError, OfficeUnavailable):
        return None
    return None


def quick_test(place: str) -> str:
    """Why nobody can work in the office in this folder, of what can be found out at once; empty when all is well."""
    problems, _ = place_problems(Path(place))
    if problems:
        return f"{problems[0].partition(';')[0]}. Vraag wie het kantoor maakte naar de gedeelde map zelf."
    folder = OsFolder(Path(place))
    name, content = f"tmp/{uuid4().hex}", b"aansluiten"
    try:
        folder.make_folder("tmp")
        folder.write(name, content)
        is_same = folder.read(name) == content
        folder.remove(name)
    except OSError:
        return f"In de map “{place}” mag je vanaf deze pc niet schrijven; vraag wie het netwerk beheert om dat recht."
    return "" if is_same else f"Wat in de map “{place}” bewaard wordt, komt er anders weer uit."


def version_warning(place: str) -> str:
    """Whether who wrote last in the office in this folder has a newer or an older program; empty when neither."""
    folder = OsFolder(Path(place))
    try:
        numbers = Share(folder).commits()
        start = folder.read(commit_name(numbers[-1]), size=_BEGINNING) if numbers else b""
    except (OSError, Away, Missing):
        return ""
    found = claimed_schema(start)
    if found is None or found == schema.VERSION:
        return ""
    return _NEWER if found > schema.VERSION else _OLDER


def file_problem(place: str) -> str:
    """Why an office in a file may not be opened where the file stands; empty when it may."""
    path = Path(place)
    taken_by = synchronised_by(path.parent)
    if taken_by is not None:
        return (
            f"“{path.name}” staat in een map die {taken_by} synchroniseert, en dat kan het kantoor beschadigen; "
            "zet het bestand met zijn sleutelbestand in een map die alleen op deze pc staat."
        )
    if is_on_the_network(path.parent):
        return (
            f"“{path.name}” is een kantoor voor één pc en staat op het netwerk, waar het stuk kan gaan; laat wie het "
            "maakte het verhuizen naar een gedeelde map, of zet het met zijn sleutelbestand op deze pc."
        )
    return ""


# ------------------------------------------------------------------------------------------------------------ folders


def _in_folder(path: Path) -> Spot:
    found = _identity(path)
    if found is not None:
        return _folder_office(path, found)
    above = path.parent
    if path.name in FOLDERS and (office_id := _identity(above)) is not None:
        return _folder_office(above, office_id, _UP.format(above.name))
    inside = tuple(_around(path))
    if len(inside) == 1:
        return inside[0]
    if inside:
        names = ", ".join(f"“{Path(each.place).name}”" for each in inside)
        raise OfficeUnavailable(f"In de map “{path.name}” staan meer kantoren: {names}; kies er een.")
    raise OfficeUnavailable(_no_office_in(path))


def _folder_office(path: Path, office_id: UUID, note: str = "") -> Spot:
    return Spot(str(path), OfficeKind.FOLDER, office_id, note)


def _around(path: Path) -> Iterator[Spot]:
    """Offices one step into the folder: a folder of its own, or a file."""
    for each in _entries(path):
        if each.is_dir():
            with suppress(OSError, OfficeUnavailable):
                if (office_id := _identity(each)) is not None:
                    yield _folder_office(each, office_id, _DOWN.format(each.name))
        elif each.name.lower().endswith(ENDING) and key_file_of(each).is_file():
            yield Spot(
                str(each),
                OfficeKind.THIS_PC,
                office_id_at(str(each)),
                f"Het kantoor staat in deze map als bestand “{each.name}”.",
            )


def _identity(path: Path) -> UUID | None:
    """Raises OfficeUnavailable for an office that is damaged or made by a newer program."""
    try:
        return Share(OsFolder(path)).office_id()
    except Missing:
        return None
    except Away:
        raise OfficeUnavailable(f"De map “{path}” antwoordt niet; kijk na of het netwerk er is.") from None


def _no_office_in(path: Path) -> str:
    names = [each.name for each in _entries(path)]
    if not names:
        return f"De map “{path.name}” is leeg: hier staat geen kantoor. Vraag je collega welke map het is."
    if any(name.endswith(BACKUP_ENDING) for name in names):
        return (
            f"In de map “{path.name}” staan reservekopieën, geen kantoor om in te werken; "
            "kies in het eerste venster “Een reservekopie terugzetten…” als het kantoor zelf weg is."
        )
    if "log" in names and "keys" in names:
        return (
            f"In de map “{path.name}” ontbreekt het bestand “{IDENTITY}”: dit is geen volledig kantoor; "
            "vraag wie het kantoor maakte om raad."
        )
    return f"In de map “{path.name}” staat geen kantoor. Kies de map waarin je collega het kantoor maakte."


def _entries(path: Path) -> tuple[Path, ...]:
    return tuple(sorted(islice(path.iterdir(), _LOOKED_AT)))


# -------------------------------------------------------------------------------------------------------------- files


def _in_file(path: Path) -> Spot:
    name = path.name.lower()
    if name == IDENTITY or path.parent.name in FOLDERS:
        above = path.parent if name == IDENTITY else path.parent.parent
        if (office_id := _identity(above)) is not None:
            return _folder_office(above, office_id, _UP.format(above.name))
    if name.endswith(_KEYS_ENDING) and (database := path.with_name(path.name[: -len(".keys")])).is_file():
        return Spot(
            str(database),
            OfficeKind.THIS_PC,
            office_id_at(str(database)),
            f"Je koos het sleutelbestand; het kantoor zelf is “{database.name}”.",
        )
    if name.endswith(BACKUP_ENDING):
        raise OfficeUnavailable(
            f"“{path.name}” is een reservekopie, geen kantoor om in te werken; "
            "kies in het eerste venster “Een reservekopie terugzetten…”."
        )
    return _office_file(path)


def _office_file(path: Path) -> Spot:
    slots = FileSlots(key_file_of(path))
    if not key_file_of(path).is_file():
        if not path.name.lower().endswith(ENDING):
            raise OfficeUnavailable(
                f"“{path.name}” is geen kantoor en geen snelkoppeling; zoek een bestand dat eindigt op {ENDING}."
            )
        raise OfficeUnavailable(
            f"Naast “{path.name}” ontbreekt het sleutelbestand “{key_file_of(path).name}”; zet beide bestanden samen."
        )
    return Spot(str(path), OfficeKind.THIS_PC, _owner_of(slots))


def _owner_of(slots: SlotStore) -> UUID | None:
    """The office that key slots name; what they say is proven only once somebody opens it."""
    for name in slots.names():
        with suppress(ValueError, KeyError, TypeError):
            return UUID(json.loads(slots.read(name) or b"")["office"])
    return None


def _absent(path: Path) -> str:
    above = path.parent
    try:
        is_there = above.is_dir() and above != path
    except OSError:
        is_there = False
    if is_there:
        return f"“{path.name}” staat niet (meer) in “{above}”; vraag je collega waar het kantoor nu staat."
    return (
        f"“{path}” is niet bereikbaar; kijk na of deze pc op het netwerk zit en de gedeelde map verbonden is, "
        "en probeer het opnieuw."
    )
