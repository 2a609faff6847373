"""A family's evolution and the cohort's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import cohort as cohorts
from gezinscoach_desktop.data import consent as consents_of
from gezinscoach_desktop.data import request as requests_of
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.domain.balance import Balance, balances_of
from gezinscoach_desktop.domain.consent import ConsentRecord, may_be_coached
from gezinscoach_desktop.domain.due import Due, due_of
from gezinscoach_desktop.domain.evolution import (
    Cohort,
    Direction,
    DomainMove,
    FollowUp,
    LevelChange,
    baseline_of,
    changes_of,
    cohort_of,
    count_directions,
    domain_moves,
    follow_up_of,
)
from gezinscoach_desktop.domain.household import Person
from gezinscoach_desktop.domain.index import IndexResult, Profile, index_of
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.request import GoalRecord
from gezinscoach_desktop.domain.snapshot import Snapshot, in_order
from gezinscoach_desktop.domain.trajectory import RESTING
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.draft import families_with_draft
from gezinscoach_desktop.services.family import FamilyHeader, header_of, note_opening
from gezinscoach_desktop.services.guard import reaches_own_only, require_family
from gezinscoach_desktop.services.setting import Terms, read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

FOLLOW_UP_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Evolution:
    """Everything measured of one family. Without snapshots `baseline`, `now` and the index are None and lists empty.

    Changes and counts are those of the household and of who belongs to it on the date of the last snapshot,
    on the items with which each is measured now.
    """

    instrument: Instrument
    profile: Profile
    persons: tuple[Person, ...]
    snapshots: tuple[Snapshot, ...]
    baseline: Snapshot | None
    balance_baseline: Balance | None
    balance_previous: Balance | None
    """The balance as the snapshot before the last one left it; None with one snapshot."""
    balance_now: Balance | None
    """The balance on the date of the last snapshot."""
    since_baseline: tuple[LevelChange, ...]
    since_previous: tuple[LevelChange, ...]
    counts: Mapping[Direction, int]
    indexes: tuple[IndexResult, ...]
    """The index at every snapshot date, from old to new (one per date)."""
    index_baseline: IndexResult | None
    index_now: IndexResult | None
    moves: tuple[DomainMove, ...]
    follow_up: FollowUp | None
    due: Due


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """The family page's data, fetched in one read session."""

    header: FamilyHeader
    evolution: Evolution
    has_draft: bool
    has_consent: bool = True
    """Whether the family consents to being coached now: without it nothing can be registered."""
    consent_to_confirm: ConsentRecord | None = None
    """The consent that was taken over and nobody confirmed with the family yet."""
    goals: tuple[GoalRecord, ...] = ()
    """Where the family wants to go, also what was reached or let go."""


def family_page(desk: Desk, family_id: UUID) -> FamilyPage:
    """Everything the family page shows; noted in the audit trail as an opening. Raises NotFound or NotAllowed."""

    def query(
        session: Session,
    ) -> tuple[FamilyHeader, tuple[Snapshot, ...], Terms, tuple[ConsentRecord, ...], tuple[GoalRecord, ...]]:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        header = header_of(session, family_id)
        snapshots = snapshots_of.of_family(session, family_id)
        consents = consents_of.of_family(session, family_id)
        terms = read_terms(session)
        goals = () if Part.GOALS in terms.off else requests_of.goals_of_family(session, family_id)
        return header, snapshots, terms, consents, goals

    header, snapshots, terms, consents, goals = desk.office.read(query)
    note_opening(desk, family_id)
    return FamilyPage(
        header=header,
        evolution=evolution_of(desk, header, snapshots, terms),
        has_draft=family_id in families_with_draft(desk),
        has_consent=may_be_coached((each.details for each in consents), desk.today()),
        consent_to_confirm=next((each for each in consents if each.details.is_to_confirm), None),
        goals=goals,
    )


def evolution_of(desk: Desk, header: FamilyHeader, snapshots: Sequence[Snapshot], terms: Terms) -> Evolution:
    """Work out the evolution from what was read; knows no store."""
    persons = header.persons
    ordered = in_order(snapshots)
    balances = balances_of(ordered)
    indexes = tuple(index_of(terms.profile, balance, persons) for balance in balances)
    baseline = baseline_of(ordered)
    by_date = {balance.date: balance for balance in balances}
    index_by_date = {index.date: index for index in indexes}
    at_baseline = None if baseline is None else by_date[baseline.date]
    index_baseline = None if baseline is None else index_by_date[baseline.date]
    now = balances[-1] if balances else None
    index_now = indexes[-1] if indexes else None
    previous = _before_last(ordered, by_date)
    since_baseline = _changes(at_baseline, now, terms.instrument, persons)
    return Evolution(
        instrument=terms.instrument,
        profile=terms.profile,
        persons=persons,
        snapshots=ordered,
        baseline=baseline,
        balance_baseline=at_baseline,
        balance_previous=previous,
        balance_now=now,
        since_baseline=since_baseline,
        since_previous=_changes(previous, now, terms.instrument, persons),
        counts=count_directions(since_baseline),
        indexes=indexes,
        index_baseline=index_baseline,
        index_now=index_now,
        moves=() if index_baseline is None or index_now is None else domain_moves(index_baseline, index_now),
        follow_up=follow_up_of(ordered, FOLLOW_UP_MONTHS),
        due=due_of(
            ordered[-1].date if ordered else None,
            today=desk.today(),
            interval_months=terms.interval_months,
            is_closed=header.phase in RESTING,
        ),
    )


def _before_last(ordered: Sequence[Snapshot], by_date: Mapping[date, Balance]) -> Balance | None:
    if len(ordered) < 2:
        return None
    before, last = ordered[-2], ordered[-1]
    # Two on one date: what stood there before the second one.
    return balances_of(ordered[:-1])[-1] if before.date == last.date else by_date[before.date]


def _changes(
    before: Balance | None, after: Balance | None, instrument: Instrument, persons: Sequence[Person]
) -> tuple[LevelChange, ...]:
    if before is None or after is None:
        return ()
    return changes_of(before, after, instrument, persons)


def cohort(
    desk: Desk, *, months: int = FOLLOW_UP_MONTHS, profile_id: str | None = None
) -> tuple[Cohort, Profile]:
    """Pre/post over every family the account may see, by one set-based query."""
    only = reaches_own_only(desk, Action.READ_FIGURES)

    def query(session: Session) -> tuple[Cohort, Profile]:
        profile = read_terms(session, profile_id).profile
        families = cohorts.pre_post(
            session,
            profile,
            months=months,
            own_of=desk.account.id if only else None,
            today=desk.today(),
        )
        return cohort_of(families, profile), profile

    return desk.office.read(query)


@dataclass(frozen=True, slots=True)
class FamilyIndex:
    """The index of one family at a date, by code."""

    code: str
    result: IndexResult


def office_index(
    desk: Desk, *, on: date | None = None, profile_id: str | None = None
) -> tuple[FamilyIndex, ...]:
    """The index of every family with a snapshot (on or before `on`), at `on` or else at its latest snapshot, by code."""
    only = reaches_own_only(desk, Action.READ_FIGURES)

    def query(session: Session) -> tuple[FamilyIndex, ...]:
        profile = read_terms(session, profile_id).profile
        found = cohorts.indexes(
            session, profile, on=on, own_of=desk.account.id if only else None, today=desk.today()
        )
        return tuple(FamilyIndex(code, result) for code, result in sorted(found, key=lambda pair: pair[0]))

    return desk.office.read(query)
