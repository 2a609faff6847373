"""Figures of a period: counted from what was read once, for the screen, the yearly report and who else asks.

Who may see every family gets what was read before, as long as nothing of it changed: the trail tells. A coach's own few
families are read again each time, since they come and go with assignments.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID
from weakref import WeakKeyDictionary

from gezinscoach_desktop.data import audit, news
from gezinscoach_desktop.data import figures as kept
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, NotFound
from gezinscoach_desktop.domain.exchange.cell import neutralise
from gezinscoach_desktop.domain.figures import FigureBlock as FigureBlock
from gezinscoach_desktop.domain.figures import FigureFilter as FigureFilter
from gezinscoach_desktop.domain.figures import Figures as Figures
from gezinscoach_desktop.domain.figures import FiguresPerMunicipality as FiguresPerMunicipality
from gezinscoach_desktop.domain.figures.compute import EVERYTHING, Behind, Counting
from gezinscoach_desktop.domain.figures.facts import FamilyFact, Surroundings, in_order
from gezinscoach_desktop.domain.instrument import Instrument, Subject
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches_own_only
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import write_file
from gezinscoach_desktop.services.right_list import rights_in
from gezinscoach_desktop.services.setting import Terms, read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Office, Session

FamilyLine = Behind
_FEW = 200
"""So many changed families are read again one by one; of more, everything is."""
_COUNTINGS_KEPT = 2
_OF_NO_FAMILY = frozenset(
    {
        Noun.DRAFT,
        Noun.SETTING,
        Noun.ACCOUNT,
        Noun.SERVICE,
        Noun.ORGANISATION,
        Noun.REFERRAL,
        Noun.SIGNAL,
        Noun.REPORT,
        Noun.PROFILE,
        Noun.DOCUMENT,
    }
)
"""What can change without anything of what is counted per family."""


@dataclass(frozen=True, slots=True)
class FigureChoices:
    """What can be filtered on. Colleagues and organisations are empty for who sees own families only."""

    municipalities: tuple[str, ...] = ()
    coaches: tuple[tuple[UUID, str], ...] = ()
    organisations: tuple[tuple[UUID, str], ...] = ()


def figures(desk: Desk, wanted: FigureFilter, blocks: Iterable[FigureBlock] = EVERYTHING) -> Figures:
    """The tables of `blocks` over the families that the account may see; raises InvalidInput (field until).

    Small numbers are not hidden here: that is for what leaves the office.
    """
    return _counting(desk, wanted).figures(wanted, tuple(blocks))


def per_municipality(
    desk: Desk, wanted: FigureFilter, blocks: Iterable[FigureBlock] = EVERYTHING
) -> FiguresPerMunicipality:
    """The same over all and per municipality ('' where it is not known); raises InvalidInput (field until)."""
    return _counting(desk, wanted).per_municipality(wanted, tuple(blocks))


def families_behind(
    desk: Desk, wanted: FigureFilter, table_key: str, row_key: str, column_key: str
) -> tuple[FamilyLine, ...]:
    """The families that one figure is about, by code; raises NotFound when there is no such table."""
    try:
        return _counting(desk, wanted).behind(wanted, table_key, row_key, column_key)
    except (KeyError, ValueError):
        raise NotFound("Dit cijfer bestaat niet (meer).") from None


def figure_choices(desk: Desk) -> FigureChoices:
    """What the filters offer: what is in use among the families that the account may see."""
    today = desk.today()
    counting = _counting(desk, FigureFilter(today, date.max))
    around = counting.around
    supporting = {support.account_id for family in counting.families for support in family.supports}
    return FigureChoices(
        tuple(sorted({family.municipality for family in counting.families if family.municipality})),
        _named(around.coaches, supporting),
        _named(around.organisations, set(around.organisations)),
    )


def save_figure(desk: Desk, path: Path, table_key: str, content: bytes) -> None:
    """Write one table or chart to a file, noted in the trail before anything leaves."""
    _note_figure(desk, table_key)
    write_file(path, content)


@operation(AuditAction.EXPORT, is_urgent=False)
def _note_figure(work: Work, table_key: str) -> Done:
    reaches_own_only(work, Action.READ_FIGURES)
    work.note(AuditAction.EXPORT, details={"figure": table_key})
    return Done(Change(frozenset()))


def table_as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with BOM and semicolons, what Excel opens with accents and columns; no cell runs as a formula there."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([neutralise(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _named(names: Mapping[UUID, str], wanted: Iterable[UUID]) -> tuple[tuple[UUID, str], ...]:
    found = ((id_, names[id_]) for id_ in wanted if id_ in names)
    return tuple(sorted(found, key=lambda pair: (pair[1].casefold(), pair[0])))


# --------------------------------------------------------------------------------------------------------- what was read
@dataclass(slots=True)
class _Read:
    """What was read of an office, and the entry of the trail up to which it holds."""

    number: int
    hash: bytes
    instrument: Instrument
    families: Sequence[FamilyFact]
    around: Surroundings
    countings: dict[tuple[date, str, int], Counting] = field(default_factory=dict)


_reads: WeakKeyDictionary[Office, _Read] = WeakKeyDictionary()
_lock = Lock()


def supported_families(desk: Desk, wanted: FigureFilter) -> frozenset[UUID]:
    """Who passes the filters and was supported on a day of the period: those that the figures are about."""
    counting = _counting(desk, wanted)
    return frozenset(counting.families[index].id for index in counting.frame(wanted).supported)


def forget_figures(desk: Desk) -> None:
    """Let go of what was read of this office."""
    with _lock:
        _reads.pop(desk.office, None)


def _counting(desk: Desk, wanted: FigureFilter) -> Counting:
    if wanted.until <= wanted.since:
        raise InvalidInput("De periode eindigt vóór ze begint; kies een latere einddatum.", field="until")
    own_of = desk.account.id if reaches_own_only(desk, Action.READ_FIGURES) else None
    today = desk.today()
    with _lock:
        return desk.office.read(lambda session: _counting_in(desk, session, wanted, own_of, today))


def _counting_in(
    desk: Desk, session: Session, wanted: FigureFilter, own_of: UUID | None, today: date
) -> Counting:
    terms = read_terms(session, wanted.profile_id)
    if own_of is not None:
        return _made(_fresh(session, terms, own_of, today), terms, today)
    read = _still_valid(session, _reads.get(desk.office), terms, today)
    if read is None:
        read = _fresh(session, terms, None, today)
    _reads[desk.office] = read
    return _made(read, terms, today)


def _made(read: _Read, terms: Terms, today: date) -> Counting:
    key = (today, terms.profile.title, terms.interval_months)
    found = read.countings.get(key)
    if found is None or found.profile != terms.profile:
        while len(read.countings) >= _COUNTINGS_KEPT:
            del read.countings[next(iter(read.countings))]
        found = read.countings[key] = Counting(
            read.families,
            read.around,
            instrument=read.instrument,
            profile=terms.profile,
            interval_months=terms.interval_months,
            today=today,
        )
    return found


def _fresh(session: Session, terms: Terms, own_of: UUID | None, today: date) -> _Read:
    head = audit.EMPTY if own_of is not None else audit.head(session)
    families = kept.families(session, _items(terms.instrument), kept.whose(own_of, today))
    return _Read(head.number, head.hash, terms.instrument, families, _around(session, own_of, today))


def _around(session: Session, own_of: UUID | None, today: date) -> Surroundings:
    rights = {right.id: right.details.name for right in rights_in(session)}
    return kept.surroundings(session, own_of=own_of, today=today, rights=rights)


def _items(instrument: Instrument) -> kept.Items:
    return {
        subject: {
            key: number
            for number, (key, item) in enumerate(instrument.items.items())
            if item.subject is subject
        }
        for subject in Subject
    }


def _still_valid(session: Session, read: _Read | None, terms: Terms, today: date) -> _Read | None:
    """What was read, brought up to date where a few families changed; None when it has to be read again."""
    if read is None or read.instrument != terms.instrument:
        return None
    head = audit.head(session)
    if head.number == read.number and head.hash == read.hash:
        return read
    if head.number < read.number or audit.hash_of(session, read.number) != read.hash:
        return None  # another history: a backup was put back, or a shared folder put others first
    changes = news.since(session, read.number, own=())
    changed = _changed_families(changes)
    if changed is None or len(changed) > _FEW:
        return None
    if not changes:
        read.number, read.hash = head.number, head.hash
        return read
    families = read.families
    if changed:
        again = {family.id: family for family in kept.families(session, _items(terms.instrument), changed)}
        families = in_order((*(family for family in families if family.id not in changed), *again.values()))
    return _Read(head.number, head.hash, read.instrument, families, _around(session, None, today))


def _changed_families(changes: Iterable[Change]) -> frozenset[UUID] | None:
    """Which families were touched; None when it may be any."""
    found: set[UUID] = set()
    for change in changes:
        if change.family_id is not None:
            found.add(change.family_id)
        elif not change.nouns <= _OF_NO_FAMILY:
            return None
    return frozenset(found)
