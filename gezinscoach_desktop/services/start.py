"""The start screen: what waits for me today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import cohort, family_list
from gezinscoach_desktop.data import start as kept
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.part import hidden_nouns
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow, looking
from gezinscoach_desktop.services.person_request import OpenRequest, waiting_requests
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

RECENT = 10
MOST = 200
"""So many lines of each kind are given at most; of the others only how many they are."""
MOST_STATES = 300
"""Beyond so many own families nobody looks at how each is doing in one list, and reading all their scores would be felt."""
DAYS_AHEAD = 2
"""Appointments of today and tomorrow."""
NEWS_DAYS = 30
"""What colleagues changed longer ago is no news, also when one never looked."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An open action whose day has come; `days` late, 0 is today."""

    id: UUID
    family: FamilyRow
    what: str
    owner: str
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """An appointment of today or tomorrow, or an earlier one of which nobody said what became of it."""

    id: UUID
    family: FamilyRow
    on: date
    begins_at: int | None
    """Minutes after midnight."""
    minutes: int | None
    kind: str
    what: str
    colleague: str
    """Whose it is when it is not one's own; else empty."""
    is_past: bool


@dataclass(frozen=True, slots=True)
class SilentLine:
    """A family without contact for longer than the office's setting; `days` None: none was ever noted."""

    family: FamilyRow
    last: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class NewsLine:
    """What one colleague changed in one of my families since I last opened it."""

    family: FamilyRow
    who: str
    nouns: tuple[Noun, ...]
    """The newest first."""
    at: datetime


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A family that I changed lately."""

    family: FamilyRow
    at: datetime


@dataclass(frozen=True, slots=True)
class StateLine:
    """How one of my families is doing: the lowest level per domain, in the order of `Today.domains`; None is not measured."""

    family: FamilyRow
    lowest: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """My families (every family when I have none of my own) by urgency."""

    display_name: str
    families: int
    due: tuple[FamilyRow, ...]
    """Never measured or late, the longest waiting first."""
    soon: tuple[FamilyRow, ...]
    drafts: tuple[FamilyRow, ...]
    actions: tuple[ActionLine, ...] = ()
    appointments: tuple[AppointmentLine, ...] = ()
    silent: tuple[SilentLine, ...] = ()
    """The longest silence first; never spoken with comes last."""
    news: tuple[NewsLine, ...] = ()
    """The newest first; of own families only."""
    edited: tuple[EditedLine, ...] = ()
    """The newest first, ten at most."""
    states: tuple[StateLine, ...] = ()
    """Own families that were measured, those under most pressure first; none of who has more than `MOST_STATES`."""
    domains: tuple[str, ...] = ()
    silent_days: int = 0
    more_due: int = 0
    """How many are due beside those of `due`."""
    more_soon: int = 0
    more_actions: int = 0
    more_silent: int = 0
    requests: tuple[OpenRequest, ...] = ()
    """What people asked about their own data and waits for an answer, the first due first."""


def today(desk: Desk) -> Today:
    """What stands on the start screen, in a fixed number of queries, however many families there are."""
    look = looking(desk)
    return desk.office.read(lambda session: _Reading(desk, session, look(session)).today())


class _Reading:
    """One reading of all that waits; families are read once for all the lines that are about them."""

    def __init__(self, desk: Desk, session: Session, who: family_list.Looking) -> None:
        self._desk = desk
        self._session = session
        self._who = who
        self._rows: dict[UUID, FamilyRow] = {}

    def today(self) -> Today:
        session, who, me = self._session, self._who, self._desk.account.id
        terms = read_terms(session)
        silent_days = terms.no_contact_days
        stand = family_list.standing(session, who, most=MOST)
        own = stand.is_own
        due, soon = {*stand.never, *stand.late}, set(stand.soon)
        actions, all_actions = kept.actions_due(session, who, own=own, most=MOST)
        planned, _ = kept.planned(session, who, own=own, days=DAYS_AHEAD, most=MOST)
        silent, all_silent = kept.silent(session, who, own=own, days=silent_days, most=MOST)
        edited = kept.last_edited(session, me, RECENT)
        touched = self._news(own=own, unused=hidden_nouns(terms.off))
        lowest = self._lowest(terms.instrument) if own and stand.families <= MOST_STATES else {}
        about = due | soon | who.drafts | edited.keys() | lowest.keys()
        for lines in (actions, planned, silent, touched):
            about |= kept.ids_of(lines)
        self._rows = {row.id: row for row in family_list.rows_of(session, who, about)}
        rows = tuple(self._rows.values())
        domains, states = self._states(lowest, terms.instrument)
        return Today(
            display_name=self._desk.account.display_name,
            families=stand.families,
            due=tuple(sorted((row for row in rows if row.id in due), key=_waiting)),
            soon=tuple(sorted((row for row in rows if row.id in soon), key=_waiting)),
            drafts=tuple(row for row in rows if row.has_draft),
            actions=tuple(self._action(action) for action in self._seen(actions)),
            appointments=tuple(self._appointment(each) for each in self._seen(planned)),
            silent=tuple(self._silence(each) for each in self._seen(silent)),
            news=self._news_lines(touched),
            edited=tuple(EditedLine(self._rows[id_], at) for id_, at in edited.items() if id_ in self._rows),
            states=states,
            domains=domains,
            silent_days=silent_days,
            more_due=stand.never_count + stand.late_count - len(due),
            more_soon=stand.soon_count - len(soon),
            more_actions=all_actions - len(actions),
            more_silent=all_silent - len(silent),
            requests=waiting_requests(self._desk, session),
        )

    def _seen(self, lines: Iterable[kept.Line]) -> Iterable[kept.Line]:
        return (line for line in lines if line.family_id in self._rows)

    def _action(self, action: kept.DueAction) -> ActionLine:
        days = (self._who.today - action.due_on).days
        return ActionLine(
            action.id, self._rows[action.family_id], action.what, action.owner.label, action.due_on, days
        )

    def _appointment(self, planned: kept.Planned) -> AppointmentLine:
        return AppointmentLine(
            id=planned.id,
            family=self._rows[planned.family_id],
            on=planned.on,
            begins_at=planned.begins_at,
            minutes=planned.minutes,
            kind=planned.kind.label,
            what=planned.what,
            colleague="" if planned.is_mine else planned.whose or "",
            is_past=planned.on < self._who.today,
        )

    def _silence(self, silence: kept.Silence) -> SilentLine:
        days = None if silence.last is None else (self._who.today - silence.last).days
        return SilentLine(self._rows[silence.family_id], silence.last, days)

    def _news(self, *, own: bool, unused: frozenset[Noun]) -> tuple[kept.Touched, ...]:
        if not own:
            return ()
        floor = self._desk.now() - timedelta(days=NEWS_DAYS)
        looked = kept.last_looked(self._session, self._desk.account.id)
        return tuple(
            touched
            for touched in kept.touched_by_others(self._session, self._who, since=floor)
            if touched.at > looked.get(touched.family_id, floor) and touched.noun not in unused
        )

    def _news_lines(self, touched: Iterable[kept.Touched]) -> tuple[NewsLine, ...]:
        told: dict[tuple[UUID, str], list[kept.Touched]] = defaultdict(list)
        for each in self._seen(touched):
            told[each.family_id, each.who].append(each)
        return tuple(
            NewsLine(
                self._rows[family_id], who, tuple(dict.fromkeys(each.noun for each in parts)), parts[0].at
            )
            for (family_id, who), parts in told.items()
        )

    def _lowest(self, instrument: Instrument) -> Mapping[UUID, Mapping[str, int]]:
        items = {key: item.subject for key, item in instrument.items.items()}
        me, day = self._desk.account.id, self._who.today
        return dict(cohort.lowest(self._session, items, own_of=me, today=day))

    def _states(
        self, lowest: Mapping[UUID, Mapping[str, int]], instrument: Instrument
    ) -> tuple[tuple[str, ...], tuple[StateLine, ...]]:
        """A domain of adults and one of children with the same name are one here."""
        items: dict[str, list[str]] = defaultdict(list)
        for domain in instrument.domains:
            items[domain.name] += [item.key for item in domain.items]
        lines = [
            StateLine(
                self._rows[family_id],
                tuple(
                    min((levels[key] for key in keys if key in levels), default=None)
                    for keys in items.values()
                ),
            )
            for family_id, levels in lowest.items()
            if family_id in self._rows and _is_supported(self._rows[family_id])
        ]
        return tuple(items), tuple(sorted(lines, key=_pressure))


def _is_supported(row: FamilyRow) -> bool:
    return row.phase is None or row.phase.is_active


def _pressure(line: StateLine) -> tuple[int, int, str]:
    """Most domains at the lowest level first, then most at the one above."""
    return (-line.lowest.count(1), -line.lowest.count(2), line.family.sort_name)


def _waiting(row: FamilyRow) -> tuple[bool, int]:
    """Never measured first, then by due date."""
    return (row.due.days is not None, row.due.days or 0)
