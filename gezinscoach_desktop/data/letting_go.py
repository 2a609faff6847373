"""Requests of people, their own views, and files that are let go: which ones are past their term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, or_, select, true
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import (
    ConsentRow,
    ContactRow,
    DisposalRow,
    DocumentContentRow,
    ExpenseRow,
    FamilyRow,
    OwnViewRow,
    PersonRequestRow,
    PhaseRow,
    ReferralRow,
)
from gezinscoach_desktop.domain.consent import AfterWithdrawal, ConsentKind
from gezinscoach_desktop.domain.file_term import TermKind
from gezinscoach_desktop.domain.letting_go import (
    ANONYMOUS_CODE,
    DisposalInput,
    DisposalRecord,
    OwnViewInput,
    OwnViewRecord,
    PersonRequestInput,
    PersonRequestKind,
    PersonRequestRecord,
    PersonRequestState,
)
from gezinscoach_desktop.domain.trajectory import ClosingReason, Decision, Phase

PERSON_REQUESTS: Final = KeptTable(PersonRequestRow, PersonRequestInput)
OWN_VIEWS: Final = KeptTable(OwnViewRow, OwnViewInput)
DISPOSALS: Final = KeptTable(DisposalRow, DisposalInput)
_NO_START = (Decision.REFERRED_ON, Decision.NOT_TARGET_GROUP, Decision.DECLINED)


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A file of which the coaching ended."""

    family_id: UUID
    code: str
    name: str
    municipality: str
    closed_on: date
    closing_reason: ClosingReason | None


@dataclass(frozen=True, slots=True)
class OldReferral:
    """A referral that never became a family."""

    referral_id: UUID
    name: str
    municipality: str
    decided_on: date
    decision: Decision


@dataclass(frozen=True, slots=True)
class Wished:
    """A family that wants its file gone."""

    family_id: UUID
    since: date
    after: AfterWithdrawal | None
    """What it chose when it took its consent back; None when a person asked it as a request."""


def closed_files(session: Session, today: date) -> tuple[ClosedFile, ...]:
    """Every closed file that is not anonymous yet, the longest closed first; one query."""
    last = (
        select(PhaseRow.family_id, func.max(PhaseRow.since).label("since"))
        .where(PhaseRow.since <= today)
        .group_by(PhaseRow.family_id)
        .subquery()
    )
    query = (
        select(
            FamilyRow.id,
            FamilyRow.code,
            FamilyRow.name,
            FamilyRow.municipality,
            PhaseRow.since,
            PhaseRow.closing_reason,
        )
        .join(last, last.c.family_id == FamilyRow.id)
        .join(PhaseRow, (PhaseRow.family_id == FamilyRow.id) & (PhaseRow.since == last.c.since))
        .where(PhaseRow.phase == Phase.CLOSED, FamilyRow.code.not_like(f"{ANONYMOUS_CODE}%"))
        .order_by(PhaseRow.since, FamilyRow.code)
    )
    return tuple(ClosedFile(*row) for row in session.execute(query))


def with_parts(session: Session) -> Mapping[TermKind, frozenset[UUID]]:
    """The families of whom something of that kind is kept; a query each."""
    queries: dict[TermKind, Select[Any]] = {
        TermKind.DOCUMENTS: select(DocumentContentRow.family_id),
        TermKind.NOTES: select(ContactRow.family_id).where(
            or_(ContactRow.note != "", ContactRow.others != "")
        ),
        TermKind.EXPENSES: select(ExpenseRow.family_id).where(ExpenseRow.what != ""),
    }
    return {kind: frozenset(session.scalars(query.distinct())) for kind, query in queries.items()}


def old_referrals(session: Session) -> tuple[OldReferral, ...]:
    """Referrals that were decided without a start, the oldest decision first."""
    query = (
        select(
            ReferralRow.id,
            ReferralRow.name,
            ReferralRow.municipality,
            ReferralRow.decided_on,
            ReferralRow.decision,
        )
        .where(
            ReferralRow.family_id.is_(None),
            ReferralRow.decision.in_(_NO_START),
            ReferralRow.decided_on.is_not(None),
        )
        .order_by(ReferralRow.decided_on, ReferralRow.id)
    )
    return tuple(OldReferral(*row) for row in session.execute(query))  # type: ignore[arg-type]


def wished(session: Session) -> tuple[Wished, ...]:
    """Who took back the consent to be coached and wants the file anonymous or gone, and who asks to be erased."""
    consents = select(ConsentRow.family_id, ConsentRow.withdrawn_on, ConsentRow.after_withdrawal).where(
        ConsentRow.removed_at.is_(None),
        ConsentRow.kind == ConsentKind.COACHING,
        ConsentRow.withdrawn_on.is_not(None),
        ConsentRow.after_withdrawal.in_([AfterWithdrawal.ANONYMISE, AfterWithdrawal.ERASE]),
    )
    requests = select(PersonRequestRow.family_id, PersonRequestRow.asked_on).where(
        PersonRequestRow.removed_at.is_(None),
        PersonRequestRow.kind == PersonRequestKind.ERASURE,
        PersonRequestRow.state.in_([PersonRequestState.OPEN, PersonRequestState.GRANTED]),
    )
    asked = [Wished(family_id, day, None) for family_id, day in session.execute(requests)]
    withdrawn = [Wished(*row) for row in session.execute(consents).all()]  # type: ignore[arg-type]
    return (*withdrawn, *asked)


def running(session: Session, families: frozenset[UUID], today: date) -> frozenset[UUID]:
    """Of these families, those with a consent to be coached that holds: nothing of them is proposed."""
    if not families:
        return frozenset()
    query = select(ConsentRow.family_id).where(
        ConsentRow.family_id.in_(families),
        ConsentRow.removed_at.is_(None),
        ConsentRow.kind == ConsentKind.COACHING,
        ConsentRow.given_on <= today,
        or_(ConsentRow.withdrawn_on.is_(None), ConsentRow.withdrawn_on > today),
        or_(ConsentRow.until.is_(None), ConsentRow.until > today),
    )
    return frozenset(session.scalars(query))


def names(session: Session, families: frozenset[UUID]) -> Mapping[UUID, tuple[str, str, str]]:
    """Code, name and municipality of the families that are still there."""
    if not families:
        return {}
    query = select(FamilyRow.id, FamilyRow.code, FamilyRow.name, FamilyRow.municipality).where(
        FamilyRow.id.in_(families)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}


def disposals(session: Session) -> tuple[DisposalRecord, ...]:
    """Every proposal and what came of it, the newest first; without what importing again undid."""
    table = DISPOSALS.table.c
    query = DISPOSALS.kept().where(table.reason != "import_undone").order_by(table.asked_on.desc(), table.id)
    return DISPOSALS.read(session, query)


def requests_of(session: Session, family_id: UUID) -> tuple[PersonRequestRecord, ...]:
    """What people of a family asked about their own data, the newest first."""
    table = PERSON_REQUESTS.table.c
    query = PERSON_REQUESTS.of_family(family_id).order_by(table.asked_on.desc(), table.id)
    return PERSON_REQUESTS.read(session, query)


def open_requests(
    session: Session, today: date, *, own_of: UUID | None = None
) -> tuple[PersonRequestRecord, ...]:
    """What still has to be answered, in every family or in those of an account, the first due first."""
    table = PERSON_REQUESTS.table.c
    seen = true() if own_of is None else table.family_id.in_(own_families(own_of, today))
    query = (
        PERSON_REQUESTS.kept()
        .where(table.state == PersonRequestState.OPEN, seen)
        .order_by(table.due_on, table.id)
    )
    return PERSON_REQUESTS.read(session, query)


def views_of(session: Session, family_id: UUID) -> tuple[OwnViewRecord, ...]:
    """How people of a family see it themselves, the newest first."""
    table = OWN_VIEWS.table.c
    return OWN_VIEWS.read(session, OWN_VIEWS.of_family(family_id).order_by(table.on.desc(), table.id))
