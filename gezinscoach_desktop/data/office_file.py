"""Where the file of an office on this PC may stand: a place to propose, and what is wrong with one that was chosen."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlcipher3 import dbapi2 as sqlite3  # what offices are opened with; a bundle has no other

from gezinscoach_desktop.data.folder.file_system import free_sentence, is_on_the_network, synchronised_by
from gezinscoach_desktop.data.home import HOME_VARIABLE, home
from gezinscoach_desktop.data.keys.file_slots import key_file_of

ENDING = ".gezinscoach"
_FOLDER = "Gezinscoach"
_SPACE_NEEDED = 200 * 1024**2
_SPACE_WANTED = 2 * 1024**3
_MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class PlaceFindings:
    """What was found; every problem, warning and fact is one Dutch sentence."""

    is_fit: bool
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file that does not exist yet; `why` says why it is not among the documents, when it is not."""

    path: Path
    why: str = ""


def propose(name: str, documents: Path | None = None) -> Proposal:
    """Among this user's documents, unless a program takes those to a cloud; then where this PC keeps its own things."""
    if os.environ.get(HOME_VARIABLE):  # everything of this program together, wherever that is
        return Proposal(_free(home() / _FOLDER, name))
    documents = documents or _documents()
    if documents is None:
        return Proposal(_free(home() / _FOLDER, name))
    if is_on_the_network(documents):  # first: a server that is away would keep everybody waiting
        where = "staat op het netwerk"
    elif (taken_by := synchronised_by(_existing(documents))) is not None:
        where = f"wordt gesynchroniseerd door {taken_by}"
    else:
        return Proposal(_free(documents / _FOLDER, name))
    why = f"Je map Documenten {where}. Daarom stelt het programma een map voor die op deze pc blijft."
    return Proposal(_free(home() / _FOLDER, name), why)


def examine(path: Path) -> PlaceFindings:
    """Try out, beside where the file will stand, whether it can be written, locked and kept; leaves nothing behind."""
    if is_on_the_network(path.parent):
        return PlaceFindings(False, (_ON_THE_NETWORK,), (), ())
    folder = _existing(path.parent)
    problem = _problem_of_name(path) or _problem_of_place(folder) or _problem_of_writing(folder)
    if problem is not None:
        return PlaceFindings(False, (problem,), (), ())
    free = shutil.disk_usage(folder).free
    if free < _SPACE_NEEDED:
        told = (
            f"Op deze schijf is nog maar {free // 1024**2} MB vrij; maak er plaats of kies een andere schijf."
        )
        return PlaceFindings(False, (told,), (), ())
    warnings = (_TIGHT,) if free < _SPACE_WANTED else ()
    return PlaceFindings(True, (), warnings, (free_sentence(free),))


_ON_THE_NETWORK = (
    "Deze map staat op het netwerk, waar één bestand stuk kan gaan als twee pc's het openen;"
    " kies “In een gedeelde map op het netwerk”."
)
_TIGHT = "Op deze schijf is weinig plaats vrij; maak binnenkort plaats, want het kantoor groeit."


def is_same_disk(one: Path, other: Path) -> bool:
    """Whether both would be lost with one disk, as far as the system tells; False while one of them is away."""
    try:
        return _existing(one).stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def _problem_of_name(path: Path) -> str | None:
    key_file = key_file_of(path)
    if path.is_dir():
        return f"“{path.name or path}” is een map. Zet er de naam van een bestand achter, zoals “kantoor{ENDING}”."
    if path.exists():
        return (
            f"Hier staat al “{path.name}”; er wordt niets overschreven. Is het jullie kantoor, sluit dit venster dan en"
            " kies “Bij een kantoor aansluiten”. Kies anders een andere naam."
        )
    if key_file.exists():
        return (
            f"Hier staat nog een deel van een kantoor, “{key_file.name}”; er wordt niets overschreven. Kies een andere"
            " naam."
        )
    return None


def _problem_of_place(folder: Path) -> str | None:
    taken_by = synchronised_by(folder)
    if taken_by is not None:
        return (
            f"Deze map wordt gesynchroniseerd door {taken_by}, dat het bestand kan beschadigen en de gegevens van"
            " gezinnen buiten deze pc brengt; kies een map die alleen op deze pc staat."
        )
    return None


def _problem_of_writing(folder: Path) -> str | None:
    trial = folder / f".proef-{uuid4().hex}{ENDING}"
    try:
        with (
            closing(sqlite3.connect(trial, timeout=0)) as one,
            closing(sqlite3.connect(trial, timeout=0)) as two,
        ):
            one.execute("CREATE TABLE proef (tekst TEXT)")
            one.commit()
            one.execute("BEGIN IMMEDIATE")
            if not _is_kept_out(two):
                return (
                    "Deze schijf houdt twee programma's niet uit elkaar, zodat ze elkaars werk kunnen overschrijven;"
                    " kies een map op een andere schijf."
                )
    except (OSError, sqlite3.Error) as error:
        return _why_not(folder, error)
    finally:
        for left in (trial, trial.with_name(f"{trial.name}-journal"), trial.with_name(f"{trial.name}-wal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    return None


def _is_kept_out(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    return False


def _why_not(folder: Path, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "De schijf van deze map is vol; maak plaats of kies een andere map."
    return f"In de map “{folder}” mag je niets bewaren; kies een map waarin je zelf bestanden mag zetten."


def _existing(folder: Path) -> Path:
    """The folder itself, or the nearest one above that is there."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path(folder.anchor))


def _free(folder: Path, name: str) -> Path:
    """A name in `folder` that nothing has yet."""
    names = (name, *(f"{name} {number}" for number in range(2, _MOST_NAMES)))
    paths = (folder / f"{each}{ENDING}" for each in names)
    free = (path for path in paths if not path.exists() and not key_file_of(path).exists())
    return next(free, folder / f"{name} {uuid4().hex[:6]}{ENDING}")


def _documents() -> Path | None:
    from platformdirs import user_documents_path

    with suppress(OSError):
        return user_documents_path()
    return None
