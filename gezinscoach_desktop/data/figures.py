"""Reading what figures are counted from: a fixed number of statements, however many families there are.

What is many (scores, contacts) comes as one text per family or person: a row for each costs more to fetch than to find.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gezinscoach_desktop.data.calendar import day_number
from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.tables import (
    AccountRow,
    AssignmentRow,
    ConsentRow,
    ContactRow,
    ExpenseRow,
    FamilyRow,
    MemberRow,
    OrganisationRow,
    PhaseRow,
    ReferralRow,
    RightStepRow,
    ScoreRow,
    ServiceReferralRow,
    ServiceRow,
    SignalRow,
    SnapshotRow,
    StaffRow,
    StayRow,
    TieRow,
)
from gezinscoach_desktop.domain.consent import ConsentForm
from gezinscoach_desktop.domain.figures.facts import (
    ALWAYS,
    ITEMS_AT_MOST,
    KINDS,
    NOT_APPLICABLE,
    ContactFacts,
    FamilyFact,
    OutFact,
    PersonFact,
    PhaseFact,
    ReferralFact,
    ScoreFacts,
    SignalFact,
    StepFact,
    SupportFact,
    Surroundings,
    TieFact,
)
from gezinscoach_desktop.domain.household import Stay
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.network import TieKind

T = TypeVar("T")
Items = Mapping[Subject, Mapping[str, int]]
"""Per part of the instrument which number each item has: what a member is not measured with now is history."""
Whose = Select[Any] | Collection[UUID] | None
"""The families that are read; None is every family."""
_NUMBERS = 1 << 20
_CODES = 1 << 3
_PLACES = 1 << 16
_AT_ONCE = 5_000
_KIND_PLACES = {kind: place for place, kind in enumerate(KINDS)}


def whose(own_of: UUID | None, today: date) -> Whose:
    """The families of one account, or every family."""
    return None if own_of is None else own_families(own_of, today)


def families(session: Session, items: Items, only: Whose) -> tuple[FamilyFact, ...]:
    """Every family with what is counted of it, by code."""
    persons, ranks = _persons(session, only)
    phases = _by_family(
        session,
        only,
        PhaseRow.family_id,
        (PhaseRow.since, PhaseRow.phase, PhaseRow.closing_reason),
        PhaseFact,
    )
    supports = _by_family(
        session,
        only,
        AssignmentRow.family_id,
        (AssignmentRow.account_id, AssignmentRow.kind, AssignmentRow.since, AssignmentRow.until),
        SupportFact,
    )
    snapshots = _by_family(
        session,
        only,
        SnapshotRow.family_id,
        (SnapshotRow.date, SnapshotRow.is_revised_baseline),
        _pair,
        order=(SnapshotRow.date, SnapshotRow.number),
    )
    scores = _scores(session, only, items, ranks)
    setbacks = _by_family(
        session,
        only,
        ScoreRow.family_id,
        (ScoreRow.date, ScoreRow.setback),
        _pair,
        where=(ScoreRow.setback.is_not(None),),
    )
    contacts = _contacts(session, only)
    expenses = _by_family(
        session,
        only,
        ExpenseRow.family_id,
        (ExpenseRow.on, ExpenseRow.cents),
        _pair,
        where=(ExpenseRow.removed_at.is_(None),),
    )
    steps = _steps(session, only)
    ties = _by_family(
        session,
        only,
        TieRow.family_id,
        (TieRow.service_id, TieRow.since, TieRow.until),
        TieFact,
        where=(TieRow.removed_at.is_(None), TieRow.kind == TieKind.SERVICE),
    )
    referred_out = _by_family(
        session,
        only,
        ServiceReferralRow.family_id,
        (
            ServiceReferralRow.asked_on,
            ServiceReferralRow.outcome,
            ServiceReferralRow.answered_on,
            ServiceReferralRow.domain,
        ),
        OutFact,
        where=(ServiceReferralRow.removed_at.is_(None),),
    )
    to_confirm = _to_confirm(session, only)
    return tuple(
        replace(
            family,
            phases=tuple(sorted(phases.get(family.id, ()), key=lambda phase: phase.since)),
            supports=supports.get(family.id, ()),
            persons=persons.get(family.id, ()),
            comes_and_goes=not all(person.is_always_present for person in persons.get(family.id, ())),
            snapshots=snapshots.get(family.id, ()),
            scores=scores.get(family.id, _NO_SCORES),
            setbacks=setbacks.get(family.id, ()),
            contacts=contacts.get(family.id, _NO_CONTACTS),
            expenses=expenses.get(family.id, ()),
            steps=steps.get(family.id, ()),
            ties=ties.get(family.id, ()),
            referred_out=referred_out.get(family.id, ()),
            has_consent_to_confirm=family.id in to_confirm,
        )
        for family in _family_rows(session, only)
    )


_NO_SCORES = ScoreFacts()
_NO_CONTACTS = ContactFacts()


def surroundings(
    session: Session, *, own_of: UUID | None, today: date, rights: Mapping[UUID, str]
) -> Surroundings:
    """What is not of one family. Colleagues and referrals are read for who may see the whole only."""
    connection = session.connection()
    is_whole = own_of is None

    def pairs(query: Any) -> dict[UUID, Any]:
        return {row[0]: row[1] for row in connection.execute(query)}

    coaches: dict[UUID, str] = {}
    organisations: dict[UUID, str] = {}
    organisation_of: dict[UUID, UUID] = {}
    if is_whole:
        coaches = pairs(select(AccountRow.id, AccountRow.display_name))
        organisations = pairs(
            select(OrganisationRow.id, OrganisationRow.name).where(OrganisationRow.removed_at.is_(None))
        )
        organisation_of = pairs(
            select(StaffRow.account_id, StaffRow.organisation_id).where(
                StaffRow.removed_at.is_(None), StaffRow.organisation_id.is_not(None)
            )
        )
    return Surroundings(
        coaches=coaches,
        organisations=organisations,
        organisation_of=organisation_of,
        services=pairs(select(ServiceRow.id, ServiceRow.name)),
        merged=pairs(
            select(ServiceRow.id, ServiceRow.merged_into).where(ServiceRow.merged_into.is_not(None))
        ),
        rights=rights,
        referrals=_referrals(session) if is_whole else (),
        signals=_signals(session, own_of, today),
        is_whole=is_whole,
    )


# ---------------------------------------------------------------------------------------------------------- per family
def _pair(first: Any, second: Any) -> tuple[Any, Any]:
    return first, second


def _of(column: InstrumentedAttribute[Any], only: Whose) -> tuple[ColumnElement[bool], ...]:
    return () if only is None else (column.in_(only),)


def _by_family(
    session: Session,
    only: Whose,
    family: InstrumentedAttribute[UUID],
    columns: Sequence[Any],
    make: Any,
    *,
    where: Iterable[ColumnElement[bool]] = (),
    order: Sequence[Any] = (),
) -> dict[UUID, tuple[Any, ...]]:
    query = select(family, *columns).where(*_of(family, only), *where)
    if order:
        query = query.order_by(family, *order)
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for family_id, *values in session.connection().execute(query):
        found[family_id].append(make(*values))
    return {family_id: tuple(values) for family_id, values in found.items()}


def _family_rows(session: Session, only: Whose) -> Iterator[FamilyFact]:
    query = (
        select(
            FamilyRow.id,
            FamilyRow.code,
            FamilyRow.name,
            FamilyRow.municipality,
            FamilyRow.household_type,
            FamilyRow.languages,
            FamilyRow.needs_interpreter,
            FamilyRow.is_newcomer,
            FamilyRow.income_source,
            FamilyRow.housing_kind,
            FamilyRow.started_on,
        )
        .where(*_of(FamilyRow.id, only))
        .order_by(FamilyRow.code, FamilyRow.id)
    )
    for row in session.connection().execute(query):
        yield FamilyFact(*row)


def _persons(
    session: Session, only: Whose
) -> tuple[dict[UUID, tuple[PersonFact, ...]], dict[UUID, tuple[int, Subject]]]:
    """The members of each family, and of each at which place it is among those with its role."""
    stays: defaultdict[UUID, list[Stay]] = defaultdict(list)
    query = select(StayRow.member_id, StayRow.joined, StayRow.left).where(*_of(StayRow.family_id, only))
    for member_id, joined, left in session.connection().execute(query):
        stays[member_id].append(ALWAYS if joined is None and left is None else Stay(joined, left))
    members = (
        select(MemberRow.family_id, MemberRow.id, MemberRow.role, MemberRow.birth_date, MemberRow.diploma)
        .where(*_of(MemberRow.family_id, only))
        .order_by(MemberRow.family_id, MemberRow.code)
    )
    found: defaultdict[UUID, list[PersonFact]] = defaultdict(list)
    ranks: dict[UUID, tuple[int, Subject]] = {}
    for family_id, member_id, role, born, diploma in session.connection().execute(members):
        ranks[member_id] = (sum(person.role is role for person in found[family_id]), role.subject)
        found[family_id].append(PersonFact(role, born, diploma, tuple(stays.get(member_id, ()))))
    return {family_id: tuple(persons) for family_id, persons in found.items()}, ranks


def _scores(
    session: Session, only: Whose, items: Items, ranks: Mapping[UUID, tuple[int, Subject]]
) -> dict[UUID, ScoreFacts]:
    """The scores of each family by day, of items with which each is measured now."""
    rank = (day_number(ScoreRow.date) * _NUMBERS + ScoreRow.number) * _CODES + func.coalesce(
        ScoreRow.level, NOT_APPLICABLE
    )
    told = func.aggregate_strings(ScoreRow.item + ":" + rank.cast(Text()), ",")
    query = (
        select(ScoreRow.family_id, ScoreRow.subject_id, told)
        .where(*_of(ScoreRow.family_id, only))
        .group_by(ScoreRow.family_id, ScoreRow.subject_id)
    )
    found: defaultdict[UUID, list[int]] = defaultdict(list)
    for rows in session.connection().execute(query).partitions(_AT_ONCE):
        for family_id, subject_id, text in rows:
            person, subject = ranks.get(subject_id, (0, Subject.HOUSEHOLD))
            first, numbers = person * ITEMS_AT_MOST, items[subject]
            events = found[family_id]
            for score in text.split(","):
                item, _, number = score.partition(":")
                place = numbers.get(item)
                if place is not None:
                    events.append(int(number) * _PLACES + first + place)
    return {family_id: _score_facts(events) for family_id, events in found.items()}


def _score_facts(events: list[int]) -> ScoreFacts:
    events.sort()
    return ScoreFacts(
        array("i", [event // (_PLACES * _CODES * _NUMBERS) for event in events]),
        array("H", [event % _PLACES for event in events]),
        bytes([event // _PLACES % _CODES for event in events]),
    )


def _contacts(session: Session, only: Whose) -> dict[UUID, ContactFacts]:
    number = (
        day_number(ContactRow.on) * 16 + case(_KIND_PLACES, value=ContactRow.kind, else_=0)
    ) * 10_000 + func.coalesce(ContactRow.minutes, 0)
    query = (
        select(ContactRow.family_id, func.aggregate_strings(number.cast(Text()), ","))
        .where(ContactRow.removed_at.is_(None), *_of(ContactRow.family_id, only))
        .group_by(ContactRow.family_id)
    )
    found: dict[UUID, ContactFacts] = {}
    for rows in session.connection().execute(query).partitions(_AT_ONCE):
        for family_id, text in rows:
            events = sorted(map(int, text.split(",")))
            found[family_id] = ContactFacts(
                array("i", [event // 160_000 for event in events]),
                bytes([event // 10_000 % 16 for event in events]),
                array("H", [event % 10_000 for event in events]),
            )
    return found


def _steps(session: Session, only: Whose) -> dict[UUID, tuple[StepFact, ...]]:
    return _by_family(
        session,
        only,
        RightStepRow.family_id,
        (
            RightStepRow.right_id,
            RightStepRow.member_id,
            RightStepRow.state,
            RightStepRow.on,
            func.coalesce(RightStepRow.monthly_cents, 0),
            func.coalesce(RightStepRow.once_cents, 0),
        ),
        StepFact,
        where=(RightStepRow.removed_at.is_(None),),
        order=(RightStepRow.on, RightStepRow.created_at, RightStepRow.id),
    )


def _to_confirm(session: Session, only: Whose) -> frozenset[UUID]:
    query = select(ConsentRow.family_id).where(
        ConsentRow.removed_at.is_(None),
        ConsentRow.form == ConsentForm.IMPORT,
        ConsentRow.confirmed_on.is_(None),
        ConsentRow.withdrawn_on.is_(None),
        *_of(ConsentRow.family_id, only),
    )
    return frozenset(session.scalars(query))


# ------------------------------------------------------------------------------------------------------- surroundings
def _referrals(session: Session) -> tuple[ReferralFact, ...]:
    query = (
        select(
            ReferralRow.id,
            ReferralRow.family_id,
            ReferralRow.earlier_id,
            ReferralRow.name,
            ReferralRow.received_on,
            ReferralRow.channel,
            ReferralRow.municipality,
            ReferralRow.decision,
            ReferralRow.decided_on,
            ReferralRow.first_contact_on,
        )
        .where(ReferralRow.removed_at.is_(None))
        .order_by(ReferralRow.received_on, ReferralRow.id)
    )
    rows: list[Any] = list(session.connection().execute(query))
    earlier = {row[0]: row[2] for row in rows if row[2] is not None}
    families_of = {row[0]: row[1] for row in rows if row[1] is not None}
    return tuple(
        ReferralFact(id_, family_id, _root(id_, earlier, families_of), *rest)
        for id_, family_id, _, *rest in rows
    )


def _root(referral: UUID, earlier: Mapping[UUID, UUID], families_of: Mapping[UUID, UUID]) -> UUID:
    """The family it is about, or the first of the referrals that were said to be of one family."""
    seen = {referral}
    while (
        referral not in families_of and (before := earlier.get(referral)) is not None and before not in seen
    ):
        seen.add(before)
        referral = before
    return families_of.get(referral, referral)


def _signals(session: Session, own_of: UUID | None, today: date) -> tuple[SignalFact, ...]:
    """Of an account what it told without a family, and what came up with its families."""
    seen: tuple[ColumnElement[bool], ...] = ()
    if own_of is not None:
        told = and_(SignalRow.family_id.is_(None), SignalRow.created_by == own_of)
        seen = (or_(told, SignalRow.family_id.in_(own_families(own_of, today))),)
    query = (
        select(SignalRow.id, SignalRow.family_id, SignalRow.theme, SignalRow.on, SignalRow.how_often)
        .where(SignalRow.removed_at.is_(None), *seen)
        .order_by(SignalRow.on, SignalRow.id)
    )
    return tuple(SignalFact(*row) for row in session.connection().execute(query))
