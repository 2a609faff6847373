"""Referrals, the people named in them, what is done while a family waits, and who may have been here before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import directory
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import (
    AccountRow,
    FamilyRow,
    MemberRow,
    OrganisationRow,
    PhaseRow,
    ReferralRow,
    ReferredPersonRow,
    WaitingContactRow,
)
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.duplicate import Suspect, SuspectKind, Wanted, name_sound
from gezinscoach_desktop.domain.family import SEPARATOR, DuplicateSearch, family_title
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.referral import (
    ReferralInput,
    ReferralLine,
    ReferralRecord,
    ReferredPersonInput,
    ReferredPersonRecord,
    WaitingContactInput,
    WaitingContactRecord,
    referral_title,
)
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import Decision

REFERRALS: Final = KeptTable(ReferralRow, ReferralInput)
REFERRED_PERSONS: Final = KeptTable(ReferredPersonRow, ReferredPersonInput)
WAITING_CONTACTS: Final = KeptTable(WaitingContactRow, WaitingContactInput)
_AT_A_TIME = 500
_FEWEST_LETTERS = 4


# ----------------------------------------------------------------------------------------------------------- reading
def lines(session: Session) -> tuple[ReferralLine, ...]:
    """Every referral, the newest first, with the names that go with it; five queries."""
    query = REFERRALS.kept().order_by(ReferralRow.received_on.desc(), ReferralRow.created_at.desc())
    return _lines(session, REFERRALS.read(session, query))


def line(session: Session, record: ReferralRecord) -> ReferralLine:
    """One referral as lists show it."""
    return _lines(session, (record,))[0]


def waiting(session: Session) -> tuple[ReferralRecord, ...]:
    """Those who wait, in no order."""
    return REFERRALS.read(session, REFERRALS.kept().where(ReferralRow.decision == Decision.WAITING))


def waiting_lines(session: Session) -> tuple[ReferralLine, ...]:
    """The same as lists show them."""
    return _lines(session, waiting(session))


def persons(session: Session, referral_id: UUID) -> tuple[ReferredPersonRecord, ...]:
    """Who was named in a referral, adults first, in the order in which they were typed."""
    query = (
        REFERRED_PERSONS.kept()
        .where(ReferredPersonRow.referral_id == referral_id)
        .order_by(ReferredPersonRow.role, ReferredPersonRow.created_at, ReferredPersonRow.id)
    )
    return REFERRED_PERSONS.read(session, query)


def waiting_contacts(session: Session, referral_id: UUID) -> tuple[WaitingContactRecord, ...]:
    """What was done while the family waits, the newest first."""
    query = (
        WAITING_CONTACTS.kept()
        .where(WaitingContactRow.referral_id == referral_id)
        .order_by(WaitingContactRow.on.desc(), WaitingContactRow.created_at.desc())
    )
    return WAITING_CONTACTS.read(session, query)


def related(session: Session, record: ReferralRecord) -> tuple[ReferralLine, ...]:
    """Other referrals of the same family: earlier and later ones, and those about the same file."""
    ties: list[Any] = [ReferralRow.earlier_id == record.id]
    if record.details.earlier_id is not None:
        ties += [
            ReferralRow.id == record.details.earlier_id,
            ReferralRow.earlier_id == record.details.earlier_id,
        ]
    if record.family_id is not None:
        ties.append(ReferralRow.family_id == record.family_id)
    query = (
        REFERRALS.kept()
        .where(or_(*ties), ReferralRow.id != record.id)
        .order_by(ReferralRow.received_on.desc(), ReferralRow.id)
    )
    return _lines(session, REFERRALS.read(session, query))


def _lines(session: Session, records: tuple[ReferralRecord, ...]) -> tuple[ReferralLine, ...]:
    if not records:
        return ()
    connection = session.connection()
    services = directory.service_names(session)
    organisations: dict[UUID, str] = dict(
        connection.execute(select(OrganisationRow.id, OrganisationRow.name)).all()
    )
    names: dict[UUID, str] = dict(connection.execute(select(AccountRow.id, AccountRow.display_name)).all())
    people = _people(session)
    contacts = _contacts(session)
    made = []
    for record in records:
        details = record.details
        adults, children = people.get(record.id, (0, 0))
        last, number, is_bridged = contacts.get(record.id, (None, 0, False))
        made.append(
            ReferralLine(
                record,
                services.get(details.service_id, "") if details.service_id else details.referrer_organisation,
                organisations.get(details.wanted_organisation_id, "")
                if details.wanted_organisation_id
                else "",
                names.get(details.decided_by, "") if details.decided_by else "",
                adults,
                children,
                last,
                number,
                is_bridged,
            )
        )
    return tuple(made)


def _people(session: Session) -> Mapping[UUID, tuple[int, int]]:
    query: Any = (
        select(ReferredPersonRow.referral_id, ReferredPersonRow.role, func.count())
        .where(ReferredPersonRow.removed_at.is_(None))
        .group_by(ReferredPersonRow.referral_id, ReferredPersonRow.role)
    )
    found: dict[UUID, tuple[int, int]] = {}
    for referral_id, role, number in session.connection().execute(query):
        adults, children = found.get(referral_id, (0, 0))
        found[referral_id] = (number, children) if role is Role.ADULT else (adults, number)
    return found


def _contacts(session: Session) -> Mapping[UUID, tuple[date, int, bool]]:
    query: Any = (
        select(
            WaitingContactRow.referral_id,
            WaitingContactRow.is_bridging,
            func.max(WaitingContactRow.on),
            func.count(),
        )
        .where(WaitingContactRow.removed_at.is_(None))
        .group_by(WaitingContactRow.referral_id, WaitingContactRow.is_bridging)
    )
    found: dict[UUID, tuple[date, int, bool]] = {}
    for referral_id, is_bridging, last, number in session.connection().execute(query):
        before = found.get(referral_id, (last, 0, False))
        found[referral_id] = (max(before[0], last), before[1] + number, before[2] or bool(is_bridging))
    return found


# ----------------------------------------------------------------------------------------------------------- keeping
def link(
    session: Session, record: ReferralRecord, family_id: UUID | None, *, at: datetime, by: UUID | None
) -> bool:
    """Say which family a referral is about; False when it was changed since `record` was read."""
    statement = (
        update(REFERRALS.table)
        .where(ReferralRow.id == record.id, ReferralRow.version == record.version)
        .values(family_id=family_id, version=record.version + 1, changed_at=at, changed_by=by)
    )
    return bool(session.connection().execute(statement).rowcount)


# -------------------------------------------------------------------------------------------- who was here before
def suspects(session: Session, wanted: Wanted, *, besides: UUID | None = None) -> tuple[Suspect, ...]:
    """Families, open and closed, and earlier referrals among which `domain.duplicate.matches` may find the same one.

    All referrals pass by, and of the families only those whose name, number, address or birth date may be it.
    """
    return (*_families(session, _likely_families(session, wanted)), *_referrals(session, besides))


def _likely_families(session: Session, wanted: Wanted) -> set[UUID]:
    connection = session.connection()
    search = DuplicateSearch(name=wanted.name, address=wanted.address, birth_dates=wanted.birth_dates)
    names = connection.execute(select(func.aggregate_strings(FamilyRow.name, SEPARATOR))).scalar() or ""
    called = search.names_alike(names) | _sounding(names).get(name_sound(wanted.name) or SEPARATOR, set())
    found: set[UUID] = set()
    for some in _chunks(called):
        found.update(connection.execute(select(FamilyRow.id).where(FamilyRow.name.in_(some))).scalars())
    words = [word for word in fold(wanted.name).replace("-", " ").split() if len(word) >= _FEWEST_LETTERS]
    anywhere: list[Any] = [FamilyRow.search_text.contains(digits) for digits in wanted.numbers]
    if words:
        anywhere.append(and_(*(FamilyRow.search_text.contains(word, autoescape=True) for word in words)))
    # An address is compared without its signs and shortenings: what it has in any spelling is its number.
    number = next((part for part in fold(wanted.address).replace(",", " ").split() if part[0].isdigit()), "")
    street = fold(wanted.address).strip()[:_FEWEST_LETTERS]
    if number and len(street) == _FEWEST_LETTERS:
        anywhere.append(
            and_(
                FamilyRow.search_text.contains(street, autoescape=True),
                FamilyRow.search_text.contains(number, autoescape=True),
            )
        )
    if anywhere:
        query: Select[Any] = select(FamilyRow.id).where(or_(*anywhere)).limit(_AT_A_TIME)
        found.update(connection.execute(query).scalars())
    if wanted.birth_dates:
        born = select(MemberRow.family_id).where(MemberRow.birth_date.in_(set(wanted.birth_dates)))
        found.update(connection.execute(born).scalars())
    return found


def _families(session: Session, ids: Iterable[UUID]) -> Iterator[Suspect]:
    connection = session.connection()
    for some in _chunks(ids):
        people: defaultdict[UUID, list[Any]] = defaultdict(list)
        members = select(
            MemberRow.family_id,
            MemberRow.given_name,
            MemberRow.family_name,
            MemberRow.phone,
            MemberRow.birth_date,
        ).where(MemberRow.family_id.in_(some))
        for family_id, *person in connection.execute(members):
            people[family_id].append(person)
        phases: dict[UUID, str] = {}
        course = select(PhaseRow.family_id, PhaseRow.phase).where(PhaseRow.family_id.in_(some))
        for family_id, phase in connection.execute(course.order_by(PhaseRow.since)):
            phases[family_id] = phase.label
        rows = select(
            FamilyRow.id,
            FamilyRow.code,
            FamilyRow.name,
            FamilyRow.address,
            FamilyRow.municipality,
            FamilyRow.phone,
        ).where(FamilyRow.id.in_(some))
        for id_, code, name, address, municipality, phone in connection.execute(rows):
            everybody = people[id_]
            yield Suspect(
                SuspectKind.FAMILY,
                id_,
                family_title(name, code),
                " · ".join(part for part in (code, phases.get(id_, ""), municipality) if part),
                name,
                tuple(f"{given} {family}".strip() for given, family, _, _ in everybody),
                (phone, *(number for _, _, number, _ in everybody)),
                address,
                municipality,
                frozenset(born for _, _, _, born in everybody if born is not None),
                id_,
            )


def _referrals(session: Session, besides: UUID | None) -> Iterator[Suspect]:
    people: defaultdict[UUID, list[ReferredPersonInput]] = defaultdict(list)
    for person in REFERRED_PERSONS.read(session, REFERRED_PERSONS.kept()):
        people[person.details.referral_id].append(person.details)
    for record in REFERRALS.read(session, REFERRALS.kept().order_by(ReferralRow.received_on.desc())):
        if record.id == besides:
            continue
        details, everybody = record.details, people[record.id]
        decision = "nog te beslissen" if details.decision is None else details.decision.label
        told = ("Aangemeld op " + format_date(details.received_on), decision, details.municipality)
        yield Suspect(
            SuspectKind.REFERRAL,
            record.id,
            referral_title(details),
            " · ".join(part for part in told if part),
            details.name,
            tuple(f"{each.given_name} {each.family_name}".strip() for each in everybody),
            (details.phone,),
            details.address,
            details.municipality,
            frozenset(each.birth_date for each in everybody if each.birth_date is not None),
            record.family_id,
        )


# Kept for the next letter that is typed.
@lru_cache(1)
def _sounding(names: str) -> Mapping[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in dict.fromkeys(names.split(SEPARATOR)):
        if sound := name_sound(name):
            found[sound].add(name)
    return dict(found)


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(values)
    while chunk := list(
        islice(iterator, _AT_A_TIME)
    ):  # well under the number of parameters a statement may have
        yield chunk
