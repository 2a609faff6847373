"""Families: the list, one family with everything but its scores, and keeping them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Text,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data import member as members
from gezinscoach_desktop.data.tables import (
    AccountRow,
    AssignmentRow,
    MemberRow,
    PhaseRow,
    StayRow,
    table_of,
)
from gezinscoach_desktop.data.tables import FamilyRow as Kept
from gezinscoach_desktop.data.types import Day, Id
from gezinscoach_desktop.domain.family import SEPARATOR, DuplicateSearch, Known
from gezinscoach_desktop.domain.record import (
    AssignmentRecord,
    FamilyHeader,
    FamilyInput,
    FamilyRecord,
    MemberInput,
    members_in_order,
    search_text_of,
    sort_name_of,
)
from gezinscoach_desktop.domain.trajectory import (
    AssignmentKind,
    ClosingReason,
    Phase,
    PhaseStart,
    without_continuations,
)

DETAILS = (
    "name",
    "municipality",
    "neighbourhood",
    "address",
    "household_type",
    "languages",
    "needs_interpreter",
    "is_newcomer",
    "income_source",
    "housing_kind",
    "found_via",
    "started_on",
    "remarks",
    "phone",
    "email",
    "reach_note",
)
"""The columns of a family that bear the same name in FamilyInput."""


_ASSIGNMENT = table_of(AssignmentRow)


def runs_on(day: ColumnElement[date], of: FromClause = _ASSIGNMENT) -> ColumnElement[bool]:
    """True for an assignment that runs on `day`; `of` is another way to see assignments."""
    return and_(of.c.since <= day, or_(of.c.until.is_(None), day < of.c.until))


def is_present(day: ColumnElement[date]) -> ColumnElement[bool]:
    """True for a stay that covers `day`: joined ≤ day < left."""
    return and_(
        or_(StayRow.joined.is_(None), StayRow.joined <= day),
        or_(StayRow.left.is_(None), day < StayRow.left),
    )


_TODAY = bindparam("today", type_=Day())
_ACCOUNT = bindparam("account_id", type_=Id())
_FAMILY = bindparam("family_id", type_=Id())

_OWN = select(
    exists().where(AssignmentRow.family_id == _FAMILY, AssignmentRow.account_id == _ACCOUNT, runs_on(_TODAY))
)


def is_own(session: Session, family_id: UUID, *, account_id: UUID, today: date) -> bool:
    """True when the account has a running assignment to the family."""
    parameters = {"family_id": family_id, "account_id": account_id, "today": today}
    return bool(session.connection().execute(_OWN, parameters).scalar())


def own_families(account_id: UUID, today: date) -> Any:
    """The ids of the families of an account, to filter on."""
    return select(AssignmentRow.family_id).where(
        AssignmentRow.account_id == account_id, runs_on(literal(today, Day()))
    )


# ----------------------------------------------------------------------------------------------------------- one family
_CHANGED_BY = aliased(AccountRow)
_RECORD = (
    select(
        Kept.id,
        Kept.code,
        Kept.version,
        Kept.changed_at,
        _CHANGED_BY.display_name,
        *(getattr(Kept, name) for name in DETAILS),
    )
    .outerjoin(_CHANGED_BY, _CHANGED_BY.id == Kept.changed_by)
    .where(Kept.id == _FAMILY)
)
# Assignments and phases are both words with dates: one query for the two.
_COURSE = union_all(
    select(
        AssignmentRow.kind.cast(Text()).label("word"),
        AssignmentRow.since.label("since"),
        AssignmentRow.until.label("until"),
        AccountRow.display_name.label("text"),
        AssignmentRow.account_id.label("account_id"),
        AssignmentRow.reason.label("why"),
    )
    .join(AccountRow, AccountRow.id == AssignmentRow.account_id)
    .where(AssignmentRow.family_id == _FAMILY),
    select(
        PhaseRow.phase.cast(Text()),
        PhaseRow.since,
        null().cast(Day()),
        PhaseRow.reason,
        null().cast(Id()),
        PhaseRow.closing_reason.cast(Text()),
    ).where(PhaseRow.family_id == _FAMILY),
).order_by("since", "word")


_NEW_CODE = text("SELECT new_family_code(:year)")
_QUEUE = text("SELECT pg_advisory_xact_lock(4702101)")
_LOCK = select(Kept.id).where(Kept.id == _FAMILY).with_for_update()


def header(session: Session, family_id: UUID) -> FamilyHeader | None:
    """The family with its members, assignments and phases; three queries."""
    row = session.connection().execute(_RECORD, {"family_id": family_id}).one_or_none()
    if row is None:
        return None
    id_, code, version, changed_at, changed_by, *details = row
    kept = FamilyInput(code=code, **dict(zip(DETAILS, details, strict=True)))
    assignments, phases = [], []
    for word, since, until, words, account_id, why in session.connection().execute(
        _COURSE, {"family_id": family_id}
    ):
        if account_id is None:
            phases.append(PhaseStart(Phase(word), since, words, ClosingReason(why) if why else None))
        elif until is None or since < until:  # else it was taken back
            assignments.append(AssignmentRecord(account_id, words, AssignmentKind(word), since, until, why))
    return FamilyHeader(
        record=FamilyRecord(id_, code, version, kept, changed_at, changed_by),
        members=members_in_order(members.of_family(session, family_id)),
        assignments=tuple(assignments),
        phases=without_continuations(phases),
    )


def lock(session: Session, family_id: UUID) -> bool:
    """Let no other writer touch this family until the transaction ends; False when there is no such family.

    SQLite lets one writer in at a time anyway and leaves FOR UPDATE out.
    """
    return session.connection().execute(_LOCK, {"family_id": family_id}).one_or_none() is not None


# -------------------------------------------------------------------------------------------------------------- keeping
def is_code_taken(session: Session, code: str, *, besides: UUID | None = None) -> bool:
    """True when another family bears the code."""
    query = select(Kept.id).where(Kept.code == code)
    found = session.execute(query).scalar()
    return found is not None and found != besides


def codes_with(session: Session, start: str) -> tuple[str, ...]:
    """Every family code that begins with `start`."""
    return tuple(session.scalars(select(Kept.code).where(Kept.code.startswith(start, autoescape=True))))


def makes_codes(session: Session) -> bool:
    """Whether the office stands where codes are made for who sees no more than own families (decision 0017)."""
    return audit.is_on_server(session)


def queue_for_code(session: Session) -> None:
    """On a server, wait until whoever is being given a code has it; elsewhere there is one writer at a time."""
    if makes_codes(session):
        session.execute(_QUEUE)


def code_of_server(session: Session, year: int) -> str:
    """A free code that tells nothing of other families."""
    return str(session.execute(_NEW_CODE, {"year": year}).scalar_one())


def family_values(
    family_id: UUID,
    code: str,
    details: FamilyInput,
    family_members: Iterable[MemberInput],
    *,
    at: datetime,
    by: UUID | None,
) -> dict[str, Any]:
    """A new row of `family`, complete."""
    return {
        "id": family_id,
        "code": code,
        **{name: getattr(details, name) for name in DETAILS},
        "search_text": search_text_of(code, details, family_members),
        "sort_name": sort_name_of(code, details),
        "version": 1,
        "created_at": at,
        "created_by": by,
        "changed_at": at,
        "changed_by": by,
    }


def add_families(session: Session, values: list[dict[str, Any]]) -> None:
    """Insert rows made by `family_values`."""
    session.execute(insert(table_of(Kept)), values)


def row(session: Session, family_id: UUID) -> Kept | None:
    """The family's row for changing it inside the running transaction."""
    return session.get(Kept, family_id)


def change(
    kept: Kept,
    code: str,
    details: FamilyInput,
    family_members: Iterable[MemberInput],
    *,
    at: datetime,
    by: UUID,
) -> None:
    """Put changed details in the row; the session writes them with a new version."""
    for name in DETAILS:
        setattr(kept, name, getattr(details, name))
    kept.code = code
    kept.search_text = search_text_of(code, details, family_members)
    kept.sort_name = sort_name_of(code, details)
    kept.changed_at = at
    kept.changed_by = by


def refresh_search(session: Session, family_id: UUID) -> None:
    """Work out what search looks in again, after its members changed; the family itself keeps its version."""
    found = header(session, family_id)
    if found is None:
        return
    everybody = [member.details for member in found.members]
    session.execute(
        table_of(Kept)
        .update()
        .where(Kept.id == family_id)
        .values(search_text=search_text_of(found.record.code, found.record.details, everybody))
    )


def assign(
    session: Session,
    family_id: UUID,
    account_id: UUID,
    kind: AssignmentKind,
    since: date,
    *,
    until: date | None = None,
    reason: str = "",
) -> None:
    """Begin an assignment."""
    session.add(
        AssignmentRow(
            id=uuid4(),
            family_id=family_id,
            account_id=account_id,
            kind=kind,
            since=since,
            until=until,
            reason=reason,
        )
    )
    session.flush()


def begin_phase(session: Session, family_id: UUID, start: PhaseStart) -> None:
    """Begin a phase; one that began on the same date is replaced."""
    query = select(PhaseRow).where(PhaseRow.family_id == family_id, PhaseRow.since == start.since)
    found = session.scalars(query).one_or_none()
    if found is None:
        session.add(
            PhaseRow(
                id=uuid4(),
                family_id=family_id,
                phase=start.phase,
                since=start.since,
                reason=start.reason,
                closing_reason=start.closing_reason,
            )
        )
    else:
        found.phase, found.reason, found.closing_reason = start.phase, start.reason, start.closing_reason
    session.flush()


# -------------------------------------------------------------------------------------------------------------- hints
def municipalities(session: Session, *, account_id: UUID, own_only: bool, today: date) -> tuple[str, ...]:
    """Municipalities in use among the families that may be seen."""
    seen = Kept.id.in_(own_families(account_id, today)) if own_only else true()
    query = select(Kept.municipality).where(Kept.municipality != "", seen).distinct()
    return tuple(sorted(session.scalars(query)))


def known_like(
    session: Session, search: DuplicateSearch, *, account_id: UUID, own_only: bool, today: date
) -> tuple[Known, ...]:
    """The families among which `search` may find something by code, with the birth dates that it asks about.

    Every family passes by for each letter that is typed: their names come as one text, and rows only of those that count.
    """
    connection = session.connection()
    seen = Kept.id.in_(own_families(account_id, today)) if own_only else true()
    births: dict[UUID, set[date]] = {}
    if search.birth_dates:
        born: Any = select(MemberRow.family_id, MemberRow.birth_date).where(
            MemberRow.birth_date.in_(search.birth_dates)
        )
        for family_id, birth_date in connection.execute(born):
            births.setdefault(family_id, set()).add(birth_date)
    texts: Any = select(
        func.aggregate_strings(Kept.name, SEPARATOR), func.aggregate_strings(Kept.address, SEPARATOR)
    )
    names, addresses = connection.execute(texts.where(seen)).one()
    found: dict[UUID, Known] = {}
    for column, wanted in (
        (Kept.name, search.names_alike(names or "")),
        (Kept.address, search.addresses_alike(addresses or "")),
        (Kept.id, births),
    ):
        for some in _chunks(wanted):
            query: Any = select(Kept.id, Kept.code, Kept.name, Kept.address).where(column.in_(some), seen)
            for id_, code, name, address in connection.execute(query):
                found[id_] = Known(id_, code, name, address, frozenset(births.get(id_, ())))
    return tuple(sorted(found.values(), key=lambda family: family.code))


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(values)
    while chunk := list(islice(iterator, 500)):  # well under the number of parameters a statement may have
        yield chunk
