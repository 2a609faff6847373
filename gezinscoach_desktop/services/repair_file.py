"""Repairing an office in a file on this PC, which nobody has open."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.repair import Diagnosis, RemedyKind, Repaired, require_repairer
from gezinscoach_desktop.services.desk import utc_now
from gezinscoach_desktop.services.loose_backup import find_backups, restore_as_new
from gezinscoach_desktop.services.repair_telling import (
    Examined,
    day_of,
    diagnosis_of,
    losses,
    losses_of_going_back,
    numbers_of,
)

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup import Opened
    from gezinscoach_desktop.data.repair import Outcome
    from gezinscoach_desktop.data.repair_fill import Other
    from gezinscoach_desktop.data.repair_office import Keyed
    from gezinscoach_desktop.data.repair_pages import Pages
    from gezinscoach_desktop.services.repair import Keys

    Report = Callable[[int, int, str], None]

_CUT_OFF = (
    "Het bestand “{}” is er niet meer, maar een herstelling bewaarde alles in de map “{}”; "
    "zet de bestanden daaruit terug op hun plaats."
)
_LOOK_AGAIN = (
    "Wat na die dag gewist of gesloten werd, is niet helemaal te zien: "
    "kijk na welke dossiers en accounts weer weg moeten."
)


def examine_file(path: Path, keys: Keys, report: Report) -> Diagnosis:
    """See `services.repair.examine`."""
    from gezinscoach_desktop.data.private import private_folder

    with private_folder() as folder:
        return diagnosis_of(_seen(path, keys, folder, report))


def repair_file(path: Path, remedy: RemedyKind, keys: Keys, report: Report) -> Repaired:
    """See `services.repair.repair`."""
    from gezinscoach_desktop.data.private import private_folder
    from gezinscoach_desktop.data.repair_office import OfficeFiles

    with private_folder() as folder:
        before = OfficeFiles(path).state()
        seen = _seen(path, keys, folder, report)
        user_name = _allowed(seen, folder) or keys.user_name
        report(4, 5, "Kopie van nu bewaren…")
        seen.files.require_closed(before)
        kept = seen.files.copied(utc_now())
        try:
            is_back = remedy is RemedyKind.BACKUP
            sentences, lost = _go_back(seen, keys, report) if is_back else _renew(seen, remedy)
        except BaseException:
            seen.files.bring_back(kept)
            raise
        return Repaired(str(path), user_name, sentences, str(kept), lost)


# -------------------------------------------------------------------------------------------------------- looking


def _seen(path: Path, keys: Keys, folder: Path, report: Report) -> Examined:
    from gezinscoach_desktop.data.repair_office import OfficeFiles, keys_of, left_aside, newest_good, pages_of

    report(0, 5, "Reservekopieën zoeken…")
    files = OfficeFiles(path)
    found = tuple(each for each in find_backups((str(path),)) if each.is_readable)
    paths = tuple(each.path for each in found)
    keyed, user_name = keys_of(files, paths, keys.unlock(), folder), keys.user_name
    aside = left_aside(path)
    if not path.is_file() and aside is not None:
        raise OfficeUnavailable(_CUT_OFF.format(path.name, aside.name))
    if not path.is_file():
        raise OfficeUnavailable(
            f"Het bestand “{path.name}” is er niet meer; zet een reservekopie terug met “Een reservekopie terugzetten”."
        )
    report(1, 5, "Het bestand lezen…")
    pages, epoch = pages_of(path, keyed.ring, lambda done, of: report(1, 5, f"Stuk {done} van {of}"))
    report(2, 5, "De laatste reservekopie nakijken…")
    good = newest_good(paths, lambda _: keyed.ring, folder)
    backup = None if good is None else next(each for each in found if each.path == good[0])
    opened = None if good is None else good[1]
    report(3, 5, "Lezen wat nog te lezen is…")
    candidate = folder / "candidate"
    outcome = _outcome(pages, candidate, keyed, user_name, _other(opened, folder))
    return Examined(
        files, keyed, pages, epoch, outcome, backup, opened, candidate if outcome is not None else None
    )


def _other(opened: Opened | None, folder: Path) -> Other | None:
    from gezinscoach_desktop.data.backup_restore import as_database
    from gezinscoach_desktop.data.repair_fill import Other

    if opened is None:
        return None
    with suppress(UserError):
        copy = folder / "other"
        copy.mkdir(exist_ok=True)
        database = shutil.copyfile(opened.copy, copy / opened.copy.name)
        return Other(as_database(replace(opened, copy=Path(database)), copy), opened.key)
    return None


def _outcome(
    pages: Pages, candidate: Path, keyed: Keyed, user_name: str, other: Other | None
) -> Outcome | None:
    from gezinscoach_desktop.data.repair import rewritten
    from gezinscoach_desktop.data.repair_loose import Owner

    account_id = keyed.ring.account_id
    owner = None if account_id is None else Owner(account_id.bytes, user_name)

    if not pages.sound:
        return None
    try:
        return rewritten(pages, candidate, keyed.ring.database, other=other, owner=owner)
    except OfficeUnavailable:  # too little is left of it
        return None


# ---------------------------------------------------------------------------------------------------------- doing


def _allowed(seen: Examined, folder: Path) -> str:
    """The user name of who repairs; raises NotAllowed. The recovery sheet may.

    Who is not in what can still be read is looked up in the backup: damage gives nobody rights.
    """
    account_id = seen.keyed.ring.account_id
    if account_id is None:
        return ""
    known = _known(seen, account_id.bytes, folder)
    if known is None:
        return ""
    name, roles = known
    require_repairer(frozenset(OfficeRole(role) for role in roles if role in set(OfficeRole)))
    return name


def _known(seen: Examined, account_id: bytes, folder: Path) -> tuple[str, tuple[str, ...]] | None:
    from gezinscoach_desktop.data.repair_office import roles_in

    if seen.candidate is not None:
        return roles_in(seen.candidate, seen.keyed.ring.database, account_id)
    other = _other(seen.opened, folder)
    return None if other is None else roles_in(other.path, other.key, account_id)


def _renew(seen: Examined, remedy: RemedyKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was done, and what was lost."""
    if seen.outcome is None or seen.candidate is None:
        raise OfficeUnavailable("Van dit bestand is te weinig te lezen; ga terug naar een reservekopie.")
    made = seen.files.candidate()
    try:
        shutil.copyfile(seen.candidate, made)
        note_repair(made, seen.keyed, remedy, seen.outcome)
        seen.files.put(made)
    finally:
        made.unlink(missing_ok=True)
    if seen.keyed.from_backup is not None:
        seen.files.put_keys(seen.keyed.slots)
    done = f"Het kantoor is hersteld: {numbers_of(seen.outcome.contents.counts, seen.outcome)}."
    return (done,), losses(seen.outcome)


def note_repair(database: Path, keyed: Keyed, remedy: RemedyKind, outcome: Outcome) -> None:
    """In the audit trail of the new one: that it was repaired, and how many rows of which kind are gone."""
    from gezinscoach_desktop.data.backup_restore import Signed, note_in
    from gezinscoach_desktop.data.repair_office import roles_in

    account_id = keyed.ring.account_id
    if account_id is not None and roles_in(database, keyed.ring.database, account_id.bytes) is None:
        account_id = None
    details = {
        "way": remedy.value,
        "lost": {each.name: each.lost + each.loose for each in outcome.tables if each.lost + each.loose},
        "filled": {each.name: each.filled for each in outcome.tables if each.filled},
    }
    done = Done(Change(frozenset(Noun)))
    note_in(
        database,
        keyed.ring.database,
        Signed(uuid4(), account_id, utc_now()),
        done,
        {AuditAction.REPAIR: details},
    )


def _go_back(seen: Examined, keys: Keys, report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was done, and what was lost."""
    if seen.backup is None:
        raise OfficeUnavailable("Er is geen reservekopie die goed is.")
    from gezinscoach_desktop.data.keys import FileSlots
    from gezinscoach_desktop.data.repair_office import OfficeFiles

    made = OfficeFiles(
        seen.files.candidate()
    )  # beside it, so that the old one stays until the new one is whole
    try:
        arrived = restore_as_new(
            seen.backup.path,
            str(made.path),
            kind=OfficeKind.THIS_PC,
            user_name=keys.user_name,
            password=keys.password,
            recovery_code=keys.recovery_code,
            report=report,
        )
        store = FileSlots(made.keys)
        left = _let_go_since(made.path, keys.unlock()(store).database, seen)
        seen.files.put(made.path)
        seen.files.put_keys(store)
    finally:
        for path in made.all:
            path.unlink(missing_ok=True)
    done = f"Het kantoor is weer zoals op {day_of(seen.backup)}: {numbers_of(dict(arrived.counts))}."
    return (done, left) if left else (done,), losses_of_going_back(seen.backup, seen.outcome)


def _let_go_since(database: Path, key: bytes, seen: Examined) -> str:
    """Nobody's file comes back with a backup, as far as can still be read what was let go; a sentence when it cannot."""
    from gezinscoach_desktop.data.backup_restore import carry_endings

    if seen.outcome is None or seen.candidate is None:
        return _LOOK_AGAIN
    came_along = carry_endings(database, key, seen.candidate, seen.keyed.ring.database)
    is_known = all(each.is_whole for each in seen.outcome.tables if each.name in ("account", "disposal"))
    return "" if came_along and is_known else _LOOK_AGAIN
