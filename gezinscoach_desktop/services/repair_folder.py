"""Repairing an office in a shared folder: this PC's copy of it, and what is wrong in the office itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data.office import Office, Reachability
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError, WrongPassword
from gezinscoach_desktop.domain.repair import (
    Diagnosis,
    Remedy,
    RemedyKind,
    Repaired,
    guards_gone,
    require_repairer,
)
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.desk import utc_now
from gezinscoach_desktop.services.place import open_with

if TYPE_CHECKING:
    from gezinscoach_desktop.services.repair import Keys

    Report = Callable[[int, int, str], None]

_BACKUPS = "backups"
_REPLICA = (
    "De kopie op deze pc gaat opzij en wordt opnieuw uit de gedeelde map gehaald. "
    "Wat op deze pc nog wacht om gedeeld te worden, blijft en wordt daarna gedeeld."
)
_REWRITE = (
    "Eerst komt er een nagelezen reservekopie. Daarna wordt het kantoor opnieuw opgebouwd en "
    "krijgen je collega’s het zo."
)
_SHARE = (
    "Wat in de gedeelde map zelf weg of beschadigd is, zet wie de map beheert terug uit een kopie van de map. Lukt dat niet, "
    "kies dan “Een reservekopie terugzetten” en een nieuwe, lege map: de reservekopieën staan in de map “backups”."
)
_NOT_NOW = (
    "De gedeelde map is niet bereikbaar of mist gegevens: de kopie op deze pc blijft zoals ze is. "
    "Probeer het opnieuw als de map er weer is."
)


def examine_folder(place: str, keys: Keys, report: Report) -> Diagnosis:
    """See `services.repair.examine`."""
    from gezinscoach_desktop.data.repair_replica import can_be_fetched

    report(0, 3, "De gedeelde map openen…")
    try:
        office, _ = open_with(place, keys.unlock())
    except WrongPassword:
        raise
    except OfficeUnavailable as error:
        return _closed(place, error.message)
    try:
        report(1, 3, "Nakijken…")
        problems = _problems(office)
        health = office.health()
        whole = tuple(_whole(office))
        remedies: list[Remedy] = []
        if health.problem is not None and health.reachability is not Reachability.HERE:
            problems = (health.problem, *problems)
        if health.reachability is Reachability.BROKEN and can_be_fetched(Path(place), office.id):
            remedies.append(_replica(is_advised=True))
        if _problems(office):
            remedies.append(Remedy(RemedyKind.REWRITE, "Opnieuw opbouwen", _REWRITE, is_advised=not remedies))
        waiting = health.waiting
    finally:
        office.close()
    if waiting:
        nouns = ("registratie wacht", "registraties wachten")
        whole += (f"{counted(waiting, *nouns)} op deze pc om gedeeld te worden.",)
    return Diagnosis(place, problems, whole, tuple(remedies), _SHARE if problems else "")


def _closed(place: str, why: str) -> Diagnosis:
    from gezinscoach_desktop.data.folder.place import remembered_office
    from gezinscoach_desktop.data.repair_replica import can_be_fetched

    known = remembered_office(place)
    can_fetch = known is not None and can_be_fetched(Path(place), known)
    remedies = (_replica(is_advised=True),) if can_fetch else ()
    return Diagnosis(place, (why,), (), remedies, _SHARE)


def _replica(*, is_advised: bool) -> Remedy:
    return Remedy(RemedyKind.REPLICA, "De kopie op deze pc opnieuw ophalen", _REPLICA, is_advised=is_advised)


def _problems(office: Office) -> tuple[str, ...]:
    from gezinscoach_desktop.data import check

    found = []
    with suppress(UserError):
        missing = len(office.read(check.missing_guards))
        if missing:
            found.append(guards_gone(missing))
        loose = office.read(check.stray_rows)
        if loose:
            found.append(
                f"{counted(loose, 'gegeven verwijst', 'gegevens verwijzen')} naar iets wat er niet is."
            )
    try:
        if office.read(check.unsound_pages):
            found.append("De kopie op deze pc is beschadigd.")
    except UserError as error:
        found.append(error.message)
    return tuple(found)


def _whole(office: Office) -> list[str]:
    from gezinscoach_desktop.data import check

    with suppress(UserError):
        known = office.read(check.counts)
        nouns = {"families": ("gezin", "gezinnen"), "snapshots": ("momentopname", "momentopnamen")}
        return [f"Er staan {' en '.join(counted(known[name], *both) for name, both in nouns.items())} in."]
    return []


def repair_folder(place: str, remedy: RemedyKind, keys: Keys, report: Report) -> Repaired:
    """See `services.repair.repair`."""
    if remedy is RemedyKind.REPLICA:
        return _fetch_anew(place, keys, report)
    if remedy is RemedyKind.REWRITE:
        return _rewrite(place, keys, report)
    raise OfficeUnavailable(_SHARE)


def _fetch_anew(place: str, keys: Keys, report: Report) -> Repaired:
    from gezinscoach_desktop.data.folder.place import remembered_office
    from gezinscoach_desktop.data.repair_replica import can_be_fetched, replicas_aside

    office_id = remembered_office(place)
    if office_id is None:
        raise OfficeUnavailable("Deze pc heeft nog geen kopie van dit kantoor; open het gewoon.")
    _check_keys(place, keys)
    if not can_be_fetched(Path(place), office_id):
        raise OfficeUnavailable(_NOT_NOW)
    report(1, 2, "De kopie opzij zetten…")
    with replicas_aside(office_id) as count:
        report(2, 2, "Opnieuw ophalen…")
        office, account = open_with(place, keys.unlock())
        try:
            whole = tuple(_whole(office))
        finally:
            office.close()
    done = (
        "De kopie op deze pc is opnieuw uit de gedeelde map gehaald." if count else "De kopie is opgehaald."
    )
    return Repaired(place, _name(account) or keys.user_name, (done, *whole), "")


def _check_keys(place: str, keys: Keys) -> None:
    """Only who may come in does anything here; raises WrongPassword."""
    from gezinscoach_desktop.data.folder.os_folder import OsFolder
    from gezinscoach_desktop.data.folder.place import OfficePlace, remembered_office
    from gezinscoach_desktop.data.keys import FolderSlots, slots_from

    unlock = keys.unlock()
    try:
        unlock(FolderSlots(OsFolder(Path(place))))
    except WrongPassword:
        raise
    except (OfficeUnavailable, OSError):
        office_id = remembered_office(place)
        kept = None if office_id is None else OfficePlace(UUID(str(office_id))).keys
        if kept is not None:
            unlock(slots_from(kept))


def _rewrite(place: str, keys: Keys, report: Report) -> Repaired:
    from gezinscoach_desktop.data.backup import back_up_before
    from gezinscoach_desktop.data.private import private_folder
    from gezinscoach_desktop.data.repair import rewritten
    from gezinscoach_desktop.data.repair_pages import read_pages
    from gezinscoach_desktop.services.repair_telling import losses

    office, account = open_with(place, keys.unlock())
    try:
        if account is not None:
            require_repairer(account.roles)
        ring = office.keys
        report(0, 4, "Reservekopie maken…")
        with private_folder() as folder:
            copy, candidate, key = folder / "copy", folder / "candidate", ring.database
            office.copy_database(copy, key)
            report(1, 4, "Opnieuw opbouwen…")
            outcome = rewritten(read_pages(copy, key), candidate, key)
            kept = _backed_up(office, Path(place), back_up_before)
            _note(candidate, key, account, {each.name: each.loose for each in outcome.tables if each.loose})
            report(3, 4, "Delen met je collega’s…")
            office.replace_database(candidate, key)
            whole = tuple(_whole(office))
    finally:
        office.close()
    return Repaired(place, _name(account), ("Het kantoor is hersteld.", *whole), str(kept), losses(outcome))


def _backed_up(office: Office, place: Path, back_up: Callable[..., Path]) -> Path | str:
    """A verified backup; where a row is loose none counts as whole, and the copy in the log of the folder stays."""
    try:
        return back_up(partial(office.copy_database), place / _BACKUPS, office.keys, BackupReason.RESTORE)
    except OfficeUnavailable:
        return ""


def _note(candidate: Path, key: bytes, account: Account | None, loose: dict[str, int]) -> None:
    from gezinscoach_desktop.data.backup_restore import Signed, note_in

    note_in(
        candidate,
        key,
        Signed(uuid4(), None if account is None else account.id, utc_now()),
        Done(Change(frozenset(Noun))),
        {AuditAction.REPAIR: {"way": RemedyKind.REWRITE.value, "lost": loose}},
    )


def _name(account: Account | None) -> str:
    return "" if account is None else account.user_name
