"""Repairing an office in a file on this PC, which nobody has open."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import COUNTED
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import NotAllowed, OfficeUnavailable, UserError
from gezinscoach_desktop.domain.permission import Action, OfficeRole, Reach, reach
from gezinscoach_desktop.domain.repair import Diagnosis, Loss, Remedy, RemedyKind, Repaired, guards_gone
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.desk import utc_now
from gezinscoach_desktop.services.loose_backup import LooseBackup, find_backups, restore_as_new

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup import Opened
    from gezinscoach_desktop.data.repair import Other, Outcome
    from gezinscoach_desktop.data.repair_office import Keyed, OfficeFiles
    from gezinscoach_desktop.data.repair_pages import Pages
    from gezinscoach_desktop.services.repair import Keys

    Report = Callable[[int, int, str], None]

_KEPT = "Eerst komt er een kopie van alles zoals het nu is."
_NOTHING_LEFT = "Van dit bestand is niets meer te lezen."
_CUT_OFF = (
    "Het bestand “{}” is er niet meer, maar een herstelling bewaarde alles in de map “{}”; "
    "zet de bestanden daaruit terug op hun plaats."
)
_LOOK_AGAIN = (
    "Wat na die dag gewist of gesloten werd, is niet helemaal te zien: "
    "kijk na welke dossiers en accounts weer weg moeten."
)
_NOBODY = "Herstellen kan wie reservekopieën mag terugzetten: een beheerder."


@dataclass(frozen=True, slots=True)
class _Seen:
    """Everything that was found out about one office."""

    files: OfficeFiles
    keyed: Keyed
    pages: Pages
    epoch: int
    outcome: Outcome | None
    """What reading it anew would give; None when nothing comes of that."""
    backup: LooseBackup | None
    opened: Opened | None
    candidate: Path | None


def examine_file(path: Path, keys: Keys, report: Report) -> Diagnosis:
    """See `services.repair.examine`."""
    from gezinscoach_desktop.data.private import private_folder

    with private_folder() as folder:
        return _diagnosis(_seen(path, keys, folder, report))


def repair_file(path: Path, remedy: RemedyKind, keys: Keys, report: Report) -> Repaired:
    """See `services.repair.repair`."""
    from gezinscoach_desktop.data.private import private_folder
    from gezinscoach_desktop.data.repair_office import OfficeFiles

    with private_folder() as folder:
        before = OfficeFiles(path).state()
        seen = _seen(path, keys, folder, report)
        user_name = _allowed(seen, folder) or keys.user_name
        report(4, 5, "Kopie van nu bewaren …")
        seen.files.require_closed(before)
        kept = seen.files.copied(utc_now())
        try:
            is_back = remedy is RemedyKind.BACKUP
            sentences = _go_back(seen, keys, report) if is_back else _renew(seen, remedy)
        except BaseException:
            seen.files.bring_back(kept)
            raise
        return Repaired(str(path), user_name, sentences, str(kept))


# -------------------------------------------------------------------------------------------------------- looking


def _seen(path: Path, keys: Keys, folder: Path, report: Report) -> _Seen:
    from gezinscoach_desktop.data.repair_office import OfficeFiles, keys_of, left_aside, newest_good, pages_of

    report(0, 5, "Reservekopieën zoeken …")
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
    report(1, 5, "Het bestand lezen …")
    pages, epoch = pages_of(path, keyed.ring, lambda done, of: report(1, 5, f"Stuk {done} van {of}"))
    report(2, 5, "De laatste reservekopie nakijken …")
    good = newest_good(paths, lambda _: keyed.ring, folder)
    backup = None if good is None else next(each for each in found if each.path == good[0])
    opened = None if good is None else good[1]
    report(3, 5, "Lezen wat nog te lezen is …")
    candidate = folder / "candidate"
    outcome = _outcome(pages, candidate, keyed, user_name, _other(opened, folder))
    return _Seen(
        files, keyed, pages, epoch, outcome, backup, opened, candidate if outcome is not None else None
    )


def _other(opened: Opened | None, folder: Path) -> Other | None:
    from gezinscoach_desktop.data.backup_restore import as_database
    from gezinscoach_desktop.data.repair import Other

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
    from gezinscoach_desktop.data.repair import Owner, rewritten

    account_id = keyed.ring.account_id
    owner = None if account_id is None else Owner(account_id.bytes, user_name)

    if not pages.sound:
        return None
    try:
        return rewritten(pages, candidate, keyed.ring.database, other=other, owner=owner)
    except OfficeUnavailable:  # too little is left of it
        return None


def _diagnosis(seen: _Seen) -> Diagnosis:
    problems = _problems(seen)
    if not problems:
        return Diagnosis(
            str(seen.files.path), (), (_whole(seen), "Elk stuk van het bestand is zoals het geschreven werd.")
        )
    whole = [_whole(seen)] if seen.outcome is not None else []
    if seen.backup is not None and seen.backup.made_at is not None:
        whole.append(f"De reservekopie van {_day(seen.backup)} is goed: {_counts(seen.backup)}.")
    return Diagnosis(str(seen.files.path), problems, tuple(whole), _remedies(seen))


def _problems(seen: _Seen) -> tuple[str, ...]:
    found = []
    if seen.keyed.from_backup is not None:
        found.append(
            "Het sleutelbestand is weg of beschadigd. Zonder dat bestand kan niemand het kantoor openen; "
            "in een reservekopie staat er nog een."
        )
    pages = seen.pages
    if pages.is_salt_mended:
        found.append("Het begin van het bestand is beschadigd.")
    if pages.bad:
        found.append(
            f"{len(pages.bad)} van de {pages.count} stukken van het bestand "
            f"{'is' if len(pages.bad) == 1 else 'zijn'} beschadigd of weg."
        )
    if pages.is_log_cut:
        found.append("Het einde van wat laatst bewaard werd, is beschadigd.")
    if pages.is_sound:
        found += _unlike(seen)
    elif seen.outcome is None:
        found.append(_NOTHING_LEFT)
    elif seen.outcome.bad_indexes:
        found.append(
            f"{counted(seen.outcome.bad_indexes, 'zoeklijst is', 'zoeklijsten zijn')} stuk; die maakt het programma opnieuw."
        )
    return tuple(found)


def _unlike(seen: _Seen) -> list[str]:
    from gezinscoach_desktop.data.repair_office import listed_in, unlike_itself
    from gezinscoach_desktop.data.repair_tree import things

    found = []
    indexes, loose = unlike_itself(seen.files.path, seen.keyed.ring.database_of(seen.epoch))
    if indexes:
        found.append("De lijsten waarmee het programma zoekt, passen niet bij wat er staat.")
    if loose:
        found.append(f"{counted(loose, 'gegeven verwijst', 'gegevens verwijzen')} naar iets wat er niet is.")
    if seen.candidate is not None:
        wanted = listed_in(seen.candidate, seen.keyed.ring.database)
        there = {(thing.kind, thing.name) for thing in things(seen.pages)[0].values()}
        missing = wanted - there
        if missing:
            guards = sum(1 for kind, _ in missing if kind == "trigger")
            if guards:
                found.append(guards_gone(guards))
            if len(missing) > guards:
                found.append(
                    f"{counted(len(missing) - guards, 'lijst ontbreekt', 'lijsten ontbreken')} in het bestand."
                )
    return found


def _whole(seen: _Seen) -> str:
    if seen.outcome is None:
        return _NOTHING_LEFT
    return f"Nog te lezen: {_numbers(seen.outcome.contents.counts)}."


def _numbers(counts: object) -> str:
    known = dict(counts) if isinstance(counts, dict) else {}
    parts = [
        counted(known[name], *nouns)
        for name, nouns in COUNTED.items()
        if known.get(name) and name != "audit_entry"
    ]
    return ", ".join(parts) or "nog geen gezinnen"


def _counts(backup: LooseBackup) -> str:
    return _numbers(dict(backup.counts or {}))


def _day(backup: LooseBackup) -> str:
    local = backup.made_at.astimezone() if backup.made_at is not None else utc_now()
    return f"{format_date(local.date())} om {local:%H.%M} uur"


# ------------------------------------------------------------------------------------------------------- remedies


def losses(outcome: Outcome) -> tuple[str, ...]:
    """A line for every kind of which something is gone, or not as it was."""
    lines = [
        Loss(each.name, each.lost, each.is_counted, each.filled, each.loose).sentence
        for each in outcome.tables
        if not each.is_whole
    ]
    if outcome.homeless:
        lines.append(
            f"{counted(outcome.homeless, 'gegeven', 'gegevens')} waarvan niet te zien is waar het bij hoort"
        )
    if outcome.is_log_cut:
        lines.append("wat het allerlaatst bewaard werd: hoeveel dat was, is niet te zien")
    return tuple(line for line in lines if line)


def told_losses(lost: tuple[str, ...]) -> tuple[str, ...]:
    """Afterwards: one sentence with its list, or nothing."""
    return (
        ("\n".join(("Dit kwam niet terug zoals het was:", *(f"· {line}" for line in lost))),) if lost else ()
    )


def _remedies(seen: _Seen) -> tuple[Remedy, ...]:
    found: list[Remedy] = []
    outcome = seen.outcome
    is_better = outcome is not None and _is_better(outcome, seen.backup)
    only_keys = seen.keyed.from_backup is not None and seen.pages.is_sound
    if only_keys:
        day = "" if seen.backup is None else f" van {_day(seen.backup)}"
        found.append(
            Remedy(
                RemedyKind.KEYS,
                "Het sleutelbestand terugzetten",
                f"{_KEPT} Daarna komt het sleutelbestand uit de reservekopie{day} terug. "
                "Iedereen meldt zich aan met het wachtwoord van die dag; de gezinnen blijven zoals ze zijn.",
                is_advised=True,
            )
        )
    elif outcome is not None:
        lost = losses(outcome)
        found.append(
            Remedy(
                RemedyKind.REWRITE,
                "Opnieuw opbouwen uit wat nog te lezen is",
                f"{_KEPT} Daarna komt er een nieuw bestand met alles wat nog te lezen is.{_filled(outcome)}",
                lost,
                is_advised=is_better,
            )
        )
    if seen.backup is not None and not only_keys:
        found.append(
            Remedy(
                RemedyKind.BACKUP,
                f"Terug naar de reservekopie van {_day(seen.backup)}",
                f"{_KEPT} Daarna is alles zoals toen: {_counts(seen.backup)}. Ook de accounts en wachtwoorden zijn die van "
                "toen.",
                (f"alles wat na {_day(seen.backup)} bewaard werd",),
                is_advised=not is_better,
            )
        )
    return tuple(found)


def _filled(outcome: Outcome) -> str:
    number = sum(each.filled for each in outcome.tables)
    if not number:
        return ""
    return f" {counted(number, 'gegeven dat weg is, komt', 'gegevens die weg zijn, komen')} uit de laatste reservekopie."


def _is_better(outcome: Outcome, backup: LooseBackup | None) -> bool:
    """Whether more of what matters is in it than in the backup."""
    if backup is None:
        return True
    counts, then = outcome.contents.counts, backup.counts or {}
    return all(
        counts.get(name, 0) >= then.get(name, 0)
        for name in ("family", "member", "snapshot", "score", "contact")
    )


# ---------------------------------------------------------------------------------------------------------- doing


def _allowed(seen: _Seen, folder: Path) -> str:
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
    own = frozenset(OfficeRole(role) for role in roles if role in set(OfficeRole))
    if reach(own, Action.RESTORE) is Reach.NONE:
        raise NotAllowed(_NOBODY)
    return name


def _known(seen: _Seen, account_id: bytes, folder: Path) -> tuple[str, tuple[str, ...]] | None:
    from gezinscoach_desktop.data.repair_office import roles_in

    if seen.candidate is not None:
        return roles_in(seen.candidate, seen.keyed.ring.database, account_id)
    other = _other(seen.opened, folder)
    return None if other is None else roles_in(other.path, other.key, account_id)


def _renew(seen: _Seen, remedy: RemedyKind) -> tuple[str, ...]:
    if seen.outcome is None or seen.candidate is None:
        raise OfficeUnavailable("Van dit bestand is te weinig te lezen; ga terug naar een reservekopie.")
    lost = losses(seen.outcome)
    made = seen.files.candidate()
    try:
        shutil.copyfile(seen.candidate, made)
        note_repair(made, seen.keyed, remedy, seen.outcome)
        seen.files.put(made)
    finally:
        made.unlink(missing_ok=True)
    if seen.keyed.from_backup is not None:
        seen.files.put_keys(seen.keyed.slots)
    done = f"Het kantoor is hersteld: {_numbers(seen.outcome.contents.counts)}."
    return (done, *told_losses(lost))


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


def _go_back(seen: _Seen, keys: Keys, report: Report) -> tuple[str, ...]:
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
    done = f"Het kantoor is weer zoals op {_day(seen.backup)}: {_numbers(dict(arrived.counts))}."
    return (done, left) if left else (done,)


def _let_go_since(database: Path, key: bytes, seen: _Seen) -> str:
    """Nobody's file comes back with a backup, as far as can still be read what was let go; a sentence when it cannot."""
    from gezinscoach_desktop.data.backup_restore import carry_endings

    if seen.outcome is None or seen.candidate is None:
        return _LOOK_AGAIN
    came_along = carry_endings(database, key, seen.candidate, seen.keyed.ring.database)
    is_known = all(each.is_whole for each in seen.outcome.tables if each.name in ("account", "disposal"))
    return "" if came_along and is_known else _LOOK_AGAIN
