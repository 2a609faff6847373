"""What is said of a damaged office in a file: what is wrong, what is whole, what each way on costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.backup import COUNTED
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.repair import Diagnosis, Loss, Remedy, RemedyKind, guards_gone
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.desk import utc_now

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gezinscoach_desktop.data.backup import Opened
    from gezinscoach_desktop.data.repair import Outcome
    from gezinscoach_desktop.data.repair_office import Keyed, OfficeFiles
    from gezinscoach_desktop.data.repair_pages import Pages
    from gezinscoach_desktop.services.loose_backup import LooseBackup

_KEPT = "Eerst komt er een kopie van alles zoals het nu is."
_NOTHING_LEFT = "Van dit bestand is niets meer te lezen."


@dataclass(frozen=True, slots=True)
class Examined:
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


def diagnosis_of(seen: Examined) -> Diagnosis:
    """What is wrong with it, and the ways on."""
    problems = _problems(seen)
    if not problems:
        return Diagnosis(
            str(seen.files.path), (), (_whole(seen), "Elk stuk van het bestand is zoals het geschreven werd.")
        )
    whole = [_whole(seen)] if seen.outcome is not None else []
    if seen.backup is not None and seen.backup.made_at is not None:
        whole.append(
            f"De reservekopie van {day_of(seen.backup)} is goed: {_counts(seen.backup, seen.outcome)}."
        )
    return Diagnosis(str(seen.files.path), problems, tuple(whole), _remedies(seen))


def _problems(seen: Examined) -> tuple[str, ...]:
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


def _unlike(seen: Examined) -> list[str]:
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


def _whole(seen: Examined) -> str:
    if seen.outcome is None:
        return _NOTHING_LEFT
    return f"Nog te lezen: {numbers_of(seen.outcome.contents.counts, seen.outcome)}."


def numbers_of(counts: Mapping[str, int], of: Outcome | None = None) -> str:
    """How much there is of what people know: `21 gezinnen`, or `21 van 40 gezinnen` where there were more."""
    were = {} if of is None else {each.name: each for each in _there_were(of)}
    parts = []
    for name, nouns in COUNTED.items():
        number, before = counts.get(name, 0), were.get(name)
        if name == "audit_entry" or not (number or before):
            continue
        if before is None or before.number <= number:
            parts.append(counted(number, *nouns))
        else:
            about = "" if before.is_exact else "ongeveer "
            parts.append(f"{counted(number, 'van', 'van')} {about}{counted(before.number, *nouns)}")
    return ", ".join(parts) or "nog geen gezinnen"


@dataclass(frozen=True, slots=True)
class _Before:
    """How many there were of one kind, as far as that can be told."""

    name: str
    number: int
    is_exact: bool


def _there_were(outcome: Outcome) -> tuple[_Before, ...]:
    """Of every kind that people know, and of which there was any."""
    now = outcome.contents.counts
    found = (
        _Before(each.name, now.get(each.name, 0) + each.lost + each.loose, each.is_counted)
        for each in outcome.tables
        if each.name in COUNTED and each.name != "audit_entry"
    )
    return tuple(each for each in found if each.number)


def _counts(backup: LooseBackup, of: Outcome | None = None) -> str:
    return numbers_of(backup.counts or {}, of)


def day_of(backup: LooseBackup) -> str:
    """When it was made, on the clock of this PC."""
    local = backup.made_at.astimezone() if backup.made_at is not None else utc_now()
    return f"{format_date(local.date())} om {local:%H:%M}"


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


def losses_of_going_back(backup: LooseBackup, outcome: Outcome | None) -> tuple[str, ...]:
    """In the same words, so that both ways can be compared: what is in the office or in the damage, and not in the backup."""
    then = backup.counts or {}
    were = () if outcome is None else _there_were(outcome)
    lines = [
        Loss(each.name, each.number - then[each.name], each.is_exact and not _was_let_go(outcome)).sentence
        for each in were
        if each.number > then.get(each.name, each.number)
    ]
    return (f"alles wat na {day_of(backup)} bewaard werd", *lines)


def _was_let_go(outcome: Outcome | None) -> bool:
    """Whether something may be in the backup that was erased since: a difference in numbers says less then."""
    return outcome is not None and any(each.name == "disposal" and each.kept for each in outcome.tables)


def _remedies(seen: Examined) -> tuple[Remedy, ...]:
    found: list[Remedy] = []
    outcome = seen.outcome
    is_better = outcome is not None and _is_better(outcome, seen.backup)
    only_keys = seen.keyed.from_backup is not None and seen.pages.is_sound
    if only_keys:
        day = "" if seen.backup is None else f" van {day_of(seen.backup)}"
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
                f"Terug naar de reservekopie van {day_of(seen.backup)}",
                f"{_KEPT} Daarna is alles zoals toen: {_counts(seen.backup)}. Ook de accounts en wachtwoorden zijn die van "
                "toen.",
                losses_of_going_back(seen.backup, outcome),
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
