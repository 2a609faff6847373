"""Old files in the practice office: past their term, put off, waiting for approval and let go; a question and an own view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import family as families_of
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data.consent import CONSENTS
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.file_term import FileTerms
from gezinscoach_desktop.domain.household import Role, Stay
from gezinscoach_desktop.domain.letting_go import OwnViewInput, PersonRequestInput, PersonRequestKind, due_on
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.letting_go import (
    Candidate,
    approve,
    change_file_terms,
    propose,
    put_off,
    read_letting_go,
)
from gezinscoach_desktop.services.operation import Work, write_at_once
from gezinscoach_desktop.services.own_view import add_own_view
from gezinscoach_desktop.services.person_request import add_person_request
from gezinscoach_desktop.services.practice_clock import desk_on

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_AT = time(11, 30, tzinfo=UTC)
_TERMS = FileTerms(file=60, documents=24, notes=24, referral=12)
_NOURY = "Noury"
_GUEST = "Peeters – Yilmaz"


@dataclass(frozen=True, slots=True)
class _Old:
    """A file that was closed so many months ago, after so many months of coaching."""

    name: str
    municipality: str
    people: tuple[tuple[str, Role, int], ...]
    """Given names, with how old they were at the start."""
    months: int
    closed_months_ago: int
    reason: ClosingReason
    note: str


_OLD = (
    _Old(
        "Verlinden", "Geel", (("Greet", Role.ADULT, 36), ("Bas", Role.CHILD, 7)), 26, 92,
        ClosingReason.GOALS_REACHED, "Laatste bezoek: alles loopt, Greet heeft vast werk.",
    ),
    _Old(
        _NOURY, "Mol", (("Samira", Role.ADULT, 29), ("Ilias", Role.CHILD, 3), ("Nora", Role.CHILD, 1)), 18, 81,
        ClosingReason.MOVED, "Verhuisd naar Antwerpen, dossier daar aangemeld.",
    ),
    _Old(
        "Lauwers", "Balen", (("Kristof", Role.ADULT, 41), ("Fien", Role.CHILD, 12)), 22, 74,
        ClosingReason.FAMILY_WISH, "Kristof wil het zelf proberen.",
    ),
    _Old(
        "Wouters – Bah", "Herentals", (("Mia", Role.ADULT, 33), ("Alpha", Role.ADULT, 35)), 15, 63,
        ClosingReason.GOALS_REACHED, "Afronding met taart; budget blijft bij het OCMW.",
    ),
    _Old(
        "Celik", "Lille", (("Derya", Role.ADULT, 38), ("Can", Role.CHILD, 9)), 12, 27,
        ClosingReason.NO_CONTACT, "Drie keer aangebeld, geen antwoord meer.",
    ),
)  # fmt: skip


def choose_terms(desk: Desk) -> None:
    """What this office chose; an office of one's own chooses for itself."""
    change_file_terms(desk, _TERMS)


def keep_old_files(desk: Desk, families: Mapping[str, UUID], coaches: Sequence[UUID]) -> None:
    """After everything else: what the families of today asked stands in their dossiers."""
    for place, old in enumerate(_OLD):
        _lay(desk, old, coaches[place % len(coaches)])
    past = {each.name: each for each in read_letting_go(desk).candidates}
    _decide(desk, past)
    _ask(desk, families)


def _lay(desk: Desk, old: _Old, coach: UUID) -> None:
    """As taken over from before: nobody worked on it here."""
    closed = add_months(desk.today(), -old.closed_months_ago)
    begun = add_months(closed, -old.months)
    then = desk_on(desk, closed, _AT)

    def run(work: Work) -> Done:
        require(work, Action.IMPORT)
        session, at, by = work.session, work.now(), work.account.id
        family_id = uuid4()
        people = [
            MemberInput(given, old.name, role, date(begun.year - age, 5, 3))
            for given, role, age in old.people
        ]
        details = FamilyInput(old.name, municipality=old.municipality, started_on=begun)
        code = f"G-{begun.year}-9{old.closed_months_ago}"
        families_of.add_families(
            session, [families_of.family_values(family_id, code, details, people, at=at, by=by)]
        )
        _add_people(session, family_id, people, at, by)
        consent = ConsentInput(ConsentKind.COACHING, begun)
        CONSENTS.add(session, uuid4(), consent, family_id=family_id, at=at, by=by)
        families_of.assign(session, family_id, coach, AssignmentKind.RESPONSIBLE, begun, until=closed)
        families_of.begin_phase(session, family_id, PhaseStart(Phase.INTENSIVE, begun))
        last = PhaseStart(Phase.CLOSED, closed, None, old.reason)
        families_of.begin_phase(session, family_id, last)
        contact = ContactInput(ContactKind.HOME_VISIT, closed - timedelta(days=9), minutes=60, note=old.note)
        CONTACTS.add(session, uuid4(), contact, family_id=family_id, at=at, by=by)
        work.note(AuditAction.IMPORT)
        return Done(Change(frozenset({Noun.FAMILY})))

    write_at_once(then, AuditAction.IMPORT, run)


def _add_people(
    session: Session, family_id: UUID, people: Sequence[MemberInput], at: datetime, by: UUID
) -> None:
    ids = [uuid4() for _ in people]
    rows = [
        members_of.member_values(id_, family_id, f"P{place}", member, at=at, by=by)
        for place, (id_, member) in enumerate(zip(ids, people, strict=True), start=1)
    ]
    members_of.add_members(session, rows, [members_of.stay_values(family_id, id_, Stay()) for id_ in ids])


def _decide(desk: Desk, past: Mapping[str, Candidate]) -> None:
    """One is let go, one waits for approval, one stays longer; the others are still to be looked at."""
    earlier = desk_on(desk, desk.today() - timedelta(days=40), _AT)
    if not {"Verlinden", _NOURY, "Lauwers"} <= past.keys():
        return  # without terms there is nothing past them
    propose(earlier, (past["Verlinden"],))
    (waiting,) = read_letting_go(desk).proposals
    approve(earlier, waiting.record.id, waiting.record.version, waiting.record.details.code)
    lately = desk_on(desk, desk.today() - timedelta(days=3), _AT)
    propose(lately, (past[_NOURY],))
    until = add_months(desk.today(), 6)
    put_off(lately, past["Lauwers"], until, "Er loopt een klacht bij de ombudsdienst.")


def _ask(desk: Desk, families: Mapping[str, UUID]) -> None:
    if _GUEST not in families:
        return
    asked = desk.today() - timedelta(days=5)
    then = desk_on(desk, asked, _AT)
    question = PersonRequestInput(
        PersonRequestKind.ACCESS,
        asked,
        due_on(asked),
        who="de moeder",
        what="Ze wil lezen wat er over haar in het dossier staat, ook van vóór de verhuis.",
    )
    add_person_request(then, families[_GUEST], question)
    view = OwnViewInput(
        on=asked,
        text="Ik heb in die maanden wel naar werk gezocht, maar de crèche had geen plaats. Dat stond er niet bij.",
        about="de momentopname van het voorjaar",
    )
    add_own_view(then, families[_GUEST], view)
