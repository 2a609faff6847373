"""What the caseload is worked out from: a fixed number of set-based readings, however many families there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import (
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from gezinscoach_desktop.data.family import runs_on
from gezinscoach_desktop.data.tables import (
    AbsenceRow,
    AccountRow,
    ActionRow,
    AssignmentRow,
    ContactRow,
    FamilyRow,
    OrganisationRow,
    PhaseRow,
    ServiceReferralRow,
    SnapshotRow,
    StaffRow,
    table_of,
)
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.action import ActionState
from gezinscoach_desktop.domain.caseload import Away, ContactCount, FamilyFacts, Person
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.network import ReferralOutcome
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.stand_in import Supporter
from gezinscoach_desktop.domain.trajectory import Phase

_TODAY = bindparam("today", type_=Day())
_ASSIGNMENT = table_of(AssignmentRow)
_ANY_EARLIER_DAY = date(1900, 1, 1)


def people(session: Session, day: date) -> tuple[Person, ...]:
    """Every coach, and whoever has a family on `day`; three queries."""
    gone = away(session, day)
    busy = set(
        session.connection()
        .execute(select(_ASSIGNMENT.c.account_id).where(runs_on(_TODAY)).distinct(), {"today": day})
        .scalars()
    )
    found = []
    for id_, name, roles, deactivated_at, is_noted, *noted, organisation in session.connection().execute(
        _people()
    ):
        is_open = deactivated_at is None and OfficeRole.COACH in roles
        if not is_open and id_ not in busy:
            continue
        details: dict[str, Any] = {}
        if is_noted is not None:
            organisation_id, volunteer, percent, most, places, languages, since, until = noted
            details = {
                "organisation_id": organisation_id,
                "organisation": organisation or "",
                "is_volunteer": volunteer,
                "percent": percent,
                "most_weight": most,
                "municipalities": tuple(places),
                "languages": tuple(languages),
                "since": since,
                "until": until,
                "is_noted": True,
            }
        found.append(Person(id_, name, is_open=is_open, away=gone.get(id_), **details))
    return tuple(found)


@cache
def _people() -> Any:
    staff = and_(StaffRow.account_id == AccountRow.id, StaffRow.removed_at.is_(None))
    return (
        select(
            AccountRow.id,
            AccountRow.display_name,
            AccountRow.roles,
            AccountRow.deactivated_at,
            StaffRow.id,
            StaffRow.organisation_id,
            StaffRow.is_volunteer,
            StaffRow.percent,
            StaffRow.most_weight,
            StaffRow.municipalities,
            StaffRow.languages,
            StaffRow.since,
            StaffRow.until,
            OrganisationRow.name,
        )
        .outerjoin(StaffRow, staff)
        .outerjoin(OrganisationRow, OrganisationRow.id == StaffRow.organisation_id)
    )


def away(session: Session, day: date) -> Mapping[UUID, Away]:
    """Who is away on `day`, by account; the absence that lasts longest counts."""
    query = (
        select(AbsenceRow.account_id, AbsenceRow.since, AbsenceRow.until)
        .where(
            AbsenceRow.removed_at.is_(None),
            AbsenceRow.since <= literal(day, Day()),
            or_(AbsenceRow.until.is_(None), AbsenceRow.until > literal(day, Day())),
        )
        .order_by(AbsenceRow.until.is_(None), AbsenceRow.until, AbsenceRow.since)
    )
    return {id_: Away(since, until) for id_, since, until in session.connection().execute(query)}


def supporters(session: Session, day: date) -> tuple[Supporter, ...]:
    """Every assignment that runs on `day`; one query."""
    columns = _ASSIGNMENT.c
    query = select(columns.family_id, columns.account_id, columns.kind, columns.since, columns.reason).where(
        runs_on(_TODAY)
    )
    return tuple(Supporter(*row) for row in session.connection().execute(query, {"today": day}))


def families(session: Session, today: date) -> tuple[FamilyFacts, ...]:
    """Every family that is not closed with all that counts about it; one query."""
    month = add_months(today.replace(day=1), -1)
    parameters = {
        "today": today,
        "month": month,
        "after": today.replace(day=1),
        "open": ActionState.OPEN,
        "closed": Phase.CLOSED,
    }
    return tuple(
        FamilyFacts(
            id_,
            phase,
            since,
            last,
            overdue or 0,
            referrals or 0,
            met or 0,
            _ANY_EARLIER_DAY if earlier else first,
        )
        for id_, phase, since, last, overdue, referrals, met, first, earlier in session.connection().execute(
            _families(), parameters
        )
    )


@cache
def _families() -> Any:
    begins = (
        select(PhaseRow.family_id, func.max(PhaseRow.since).label("since"))
        .where(PhaseRow.since <= _TODAY)
        .group_by(PhaseRow.family_id)
        .subquery("latest")
    )
    measured = (
        select(SnapshotRow.family_id, func.max(SnapshotRow.date, type_=Day()).label("last"))
        .group_by(SnapshotRow.family_id)
        .subquery("measured")
    )
    overdue = (
        select(ActionRow.family_id, func.count().label("number"))
        .where(
            ActionRow.state == ActionState.OPEN,
            ActionRow.removed_at.is_(None),
            ActionRow.due_on < _TODAY,
        )
        .group_by(ActionRow.family_id)
        .subquery("overdue")
    )
    waiting = [outcome for outcome in ReferralOutcome if outcome.is_waiting]
    referred = (
        select(ServiceReferralRow.family_id, func.count().label("number"))
        .where(ServiceReferralRow.outcome.in_(waiting), ServiceReferralRow.removed_at.is_(None))
        .group_by(ServiceReferralRow.family_id)
        .subquery("referred")
    )
    month, after = bindparam("month", type_=Day()), bindparam("after", type_=Day())
    met = (
        select(
            ContactRow.family_id,
            func.count(ContactRow.on.distinct()).label("days"),
            func.min(ContactRow.on, type_=Day()).label("first"),
        )
        .where(
            # The index on family and day finds these few; without the families it would go through every contact.
            ContactRow.family_id.in_(select(FamilyRow.id)),
            ContactRow.on >= month,
            ContactRow.on < after,
            ContactRow.removed_at.is_(None),
        )
        .group_by(ContactRow.family_id)
        .subquery("met")
    )
    before = aliased(ContactRow)
    earlier = exists().where(before.family_id == FamilyRow.id, before.on < month, before.removed_at.is_(None))
    return (
        select(
            FamilyRow.id,
            PhaseRow.phase,
            PhaseRow.since,
            measured.c.last,
            overdue.c.number,
            referred.c.number,
            met.c.days,
            met.c.first,
            earlier,
        )
        .outerjoin(begins, begins.c.family_id == FamilyRow.id)
        .outerjoin(PhaseRow, and_(PhaseRow.family_id == FamilyRow.id, PhaseRow.since == begins.c.since))
        .outerjoin(measured, measured.c.family_id == FamilyRow.id)
        .outerjoin(overdue, overdue.c.family_id == FamilyRow.id)
        .outerjoin(referred, referred.c.family_id == FamilyRow.id)
        .outerjoin(met, met.c.family_id == FamilyRow.id)
        .where(or_(PhaseRow.phase.is_(None), PhaseRow.phase != Phase.CLOSED))
    )


def contacts(session: Session, months: Sequence[date]) -> tuple[ContactCount, ...]:
    """How many contacts who registered with which family in each of `months`, which follow each other; one query."""
    query, firsts = _contacts(len(months)), sorted(months)
    parameters = {f"month{place}": first for place, first in enumerate(firsts)}
    parameters[f"month{len(firsts)}"] = add_months(firsts[-1], 1)
    return tuple(
        ContactCount(who, family_id, first, number)
        for who, family_id, *numbers in session.connection().execute(query, parameters)
        for first, number in zip(firsts, numbers, strict=True)
        if number
    )


@cache
def _contacts(months: int) -> Any:
    """One line for each who registered and family: fewer lines than one for each month."""
    begins = [bindparam(f"month{place}", type_=Day()) for place in range(months + 1)]
    on = ContactRow.on
    return (
        select(
            ContactRow.created_by,
            ContactRow.family_id,
            *(func.count(case((and_(on >= first, on < after), 1))) for first, after in pairwise(begins)),
        )
        .where(
            ContactRow.family_id.in_(select(FamilyRow.id)),
            on >= begins[0],
            on < begins[-1],
            ContactRow.removed_at.is_(None),
            ContactRow.created_by.is_not(None),
        )
        .group_by(ContactRow.created_by, ContactRow.family_id)
    )
