"""Families and their members: list, page, add, change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import family_list
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data.consent import CONSENTS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.consent import ConsentInput as ConsentInput
from gezinscoach_desktop.domain.consent import checked_consent
from gezinscoach_desktop.domain.dates import EARLIEST, format_date
from gezinscoach_desktop.domain.errors import InvalidInput, NotFound
from gezinscoach_desktop.domain.family import (
    DuplicateSearch,
    Likeness,
    is_server_code,
    next_code,
    next_member_code,
)
from gezinscoach_desktop.domain.household import Role, check_stays
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.domain.record import AssignmentRecord as AssignmentRecord
from gezinscoach_desktop.domain.record import FamilyHeader as FamilyHeader
from gezinscoach_desktop.domain.record import FamilyInput as FamilyInput
from gezinscoach_desktop.domain.record import FamilyRecord as FamilyRecord
from gezinscoach_desktop.domain.record import FamilyRow as FamilyRow
from gezinscoach_desktop.domain.record import FamilyWanted as FamilyWanted
from gezinscoach_desktop.domain.record import MemberInput as MemberInput
from gezinscoach_desktop.domain.record import MemberRecord as MemberRecord
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.draft import families_with_draft
from gezinscoach_desktop.services.guard import reaches_own_only, require, require_family
from gezinscoach_desktop.services.kept import meanwhile
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

WHOLE_LIST = 10_000
"""Up to so many families the list is fetched whole and looked through on this PC, at every letter (0.03 s)."""
FOUND_AT_MOST = 500
"""Of a longer list no more than this is shown at once: who has more than that before them types another letter."""
_LATEST_BIRTH_DAYS = 300
"""An unborn child is a member; a birth further ahead than a pregnancy lasts is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the list of families, or all of it."""

    rows: tuple[FamilyRow, ...]
    matching: int
    """How many families are as wanted, also those beyond `rows`; with the whole list: all of them."""
    families: int
    """How many families the account may see."""
    is_whole: bool
    """True when `rows` is the whole list, whatever was wanted."""


def list_families(desk: Desk) -> tuple[FamilyRow, ...]:
    """Every family the account may see, sorted by family name; one set-based query."""
    look = looking(desk)
    return desk.office.read(lambda session: family_list.rows(session, look(session)))


def find_families(desk: Desk, wanted: FamilyWanted) -> Found:
    """The whole list while that is short enough to look through here; else what is wanted of it, worked out by the store."""
    look = looking(desk)

    def query(session: Session) -> Found:
        who = look(session)
        families_in_all = family_list.count(session, who)
        if families_in_all <= WHOLE_LIST:
            return Found(family_list.rows(session, who), families_in_all, families_in_all, is_whole=True)
        ids, matching = family_list.find(session, who, wanted, FOUND_AT_MOST)
        return Found(family_list.rows_of(session, who, ids), matching, families_in_all, is_whole=False)

    return desk.office.read(query)


def looking(desk: Desk) -> Callable[[Session], family_list.Looking]:
    """How the account looks at the list of families, to be completed within a query; raises NotAllowed."""
    only = reaches_own_only(desk, Action.LIST_FAMILIES)
    drafts = families_with_draft(desk)

    def complete(session: Session) -> family_list.Looking:
        months = read_terms(session).interval_months
        return family_list.Looking(desk.account.id, only, desk.today(), months, drafts)

    return complete


def read_family(desk: Desk, family_id: UUID) -> FamilyHeader:
    """The family's record, members, assignments and phases; raises NotFound or NotAllowed."""

    def query(session: Session) -> FamilyHeader:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return header_of(session, family_id)

    return desk.office.read(query)


def header_of(session: Session, family_id: UUID) -> FamilyHeader:
    """The family's header within a running query; raises NotFound."""
    found = families.header(session, family_id)
    if found is None:
        raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
    return found


def note_opening(desk: Desk, family_id: UUID) -> None:
    """Note in the audit trail that the family's file was opened: whoever looks is seen."""
    _note_opening(desk, family_id)


@operation(AuditAction.OPEN_FAMILY, is_urgent=False)
def _note_opening(work: Work, family_id: UUID) -> Done:
    work.note(AuditAction.OPEN_FAMILY, family_id=family_id)
    return Done(Change(frozenset(), family_id))


def proposed_code(desk: Desk) -> str:
    """The next free family code of this year."""
    require(desk, Action.ADD_FAMILY)
    only = reaches_own_only(desk, Action.LIST_FAMILIES)
    return desk.office.read(lambda session: _next_code(session, desk.today().year, own_only=only))


def known_municipalities(desk: Desk) -> tuple[str, ...]:
    """Municipalities already used, for completion."""
    only = reaches_own_only(desk, Action.LIST_FAMILIES)
    return desk.office.read(
        lambda session: families.municipalities(
            session, account_id=desk.account.id, own_only=only, today=desk.today()
        )
    )


def likely_duplicates(
    desk: Desk, details: FamilyInput, birth_dates: tuple[date, ...] = ()
) -> tuple[Likeness, ...]:
    """Families that may be the same one, among those the account may see; hints only, nothing is refused."""
    only = reaches_own_only(desk, Action.LIST_FAMILIES)
    search = DuplicateSearch(name=details.name, address=details.address, birth_dates=birth_dates)
    return search.among(
        desk.office.read(
            lambda session: families.known_like(
                session, search, account_id=desk.account.id, own_only=only, today=desk.today()
            )
        )
    )


def add_family(
    desk: Desk,
    details: FamilyInput,
    members: tuple[MemberInput, ...] = (),
    *consents: ConsentInput,
    family_id: UUID | None = None,
) -> Done:
    """Add a family with the account as responsible coach if it is one; an empty code is filled in.

    Under `family_id`, when the caller made one: asking twice then adds it once.
    Without the consent to be coached nothing can be registered for it until that is recorded.
    Raises InvalidInput (field code when taken, name when there is neither name nor member, given_on …).
    """
    if not details.name.strip() and not members:
        raise InvalidInput("Vul een naam in of voeg een gezinslid toe.", field="name")
    checked = tuple(checked_member(_told_apart(member), desk.today()) for member in members)
    given = tuple(checked_consent(each, desk.today()) for each in consents)
    id_ = family_id or uuid4()
    return _add_family.under(id_)(desk, id_, details, checked, given)


@operation(AuditAction.ADD_FAMILY)
def _add_family(
    work: Work,
    family_id: UUID,
    details: FamilyInput,
    members: tuple[MemberInput, ...],
    consents: tuple[ConsentInput, ...],
) -> Done:
    require(work, Action.ADD_FAMILY)
    is_mine = OfficeRole.COACH in work.account.roles
    mine = ((work.account.id, AssignmentKind.RESPONSIBLE, work.today()),) if is_mine else ()
    keep_new(work, family_id, details, members, consents, mine)
    nouns = frozenset({Noun.FAMILY, Noun.MEMBER, Noun.ASSIGNMENT, Noun.PHASE, Noun.CONSENT})
    return Done(Change(nouns, family_id), family_id)


def keep_new(
    work: Work,
    family_id: UUID,
    details: FamilyInput,
    members: tuple[MemberInput, ...],
    consents: tuple[ConsentInput, ...],
    supports: tuple[tuple[UUID, AssignmentKind, date], ...],
) -> None:
    """Within an operation that asked for permission: a new family with who supports it, and that in the trail."""
    session = work.session
    own_only = reaches_own_only(work, Action.LIST_FAMILIES)
    if code := details.code.strip():
        _refuse_taken(session, code, own_only=own_only)
    else:
        families.queue_for_code(session)
        code = _next_code(session, work.today().year, own_only=own_only)
    families.add_families(
        session,
        [families.family_values(family_id, code, details, members, at=work.now(), by=work.account.id)],
    )
    for account_id, kind, since in supports:  # first: on a server it is what makes the family one's own
        families.assign(session, family_id, account_id, kind, since)
    _add_members(work, family_id, members)
    since = min(details.started_on or work.today(), work.today())
    families.begin_phase(session, family_id, PhaseStart(Phase.GETTING_TO_KNOW, since))
    for consent in consents:
        CONSENTS.add(session, uuid4(), consent, family_id=family_id, at=work.now(), by=work.account.id)
    work.note(AuditAction.ADD_FAMILY, family_id=family_id)


def change_family(desk: Desk, family_id: UUID, version: int, details: FamilyInput) -> Done:
    """Keep changed details; raises ChangedMeanwhile when `version` is no longer the kept one."""
    return _change_family(desk, family_id, version, details)


@operation(AuditAction.CHANGE_FAMILY)
def _change_family(work: Work, family_id: UUID, version: int, details: FamilyInput) -> Done:
    session = work.session
    require_family(work, session, Action.CHANGE_FAMILY, family_id)
    kept = families.row(session, family_id)
    if kept is None:
        raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
    if kept.version != version:
        raise meanwhile(work, "dit gezin", kept.changed_at, kept.changed_by)
    everybody = [member.details for member in members_of.of_family(session, family_id)]
    if not details.name.strip() and not everybody:
        raise InvalidInput("Vul een naam in of voeg een gezinslid toe.", field="name")
    code = details.code.strip() or kept.code
    if code != kept.code:
        own_only = reaches_own_only(work, Action.LIST_FAMILIES)
        _refuse_taken(session, code, own_only=own_only, besides=family_id)
    families.change(kept, code, details, everybody, at=work.now(), by=work.account.id)
    work.note(AuditAction.CHANGE_FAMILY, family_id=family_id)
    return Done(Change(frozenset({Noun.FAMILY}), family_id), family_id)


def add_member(desk: Desk, family_id: UUID, details: MemberInput) -> Done:
    """Add a member; its code (V1, K2 …) is made by the program."""
    return _add_member(desk, family_id, uuid4(), checked_member(_told_apart(details), desk.today()))


@operation(AuditAction.ADD_MEMBER)
def _add_member(work: Work, family_id: UUID, member_id: UUID, details: MemberInput) -> Done:
    require_family(work, work.session, Action.CHANGE_FAMILY, family_id)
    if not families.lock(work.session, family_id):
        raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
    _add_members(work, family_id, (details,), ids=(member_id,))
    families.refresh_search(work.session, family_id)
    work.note(AuditAction.ADD_MEMBER, family_id=family_id)
    return Done(Change(frozenset({Noun.FAMILY, Noun.MEMBER}), family_id), member_id)


def change_member(desk: Desk, member_id: UUID, version: int, details: MemberInput) -> Done:
    """Keep changed details and stays; raises ChangedMeanwhile. A member with scores keeps its role's scores readable."""
    return _change_member(desk, member_id, version, checked_member(details, desk.today()))


@operation(AuditAction.CHANGE_MEMBER)
def _change_member(work: Work, member_id: UUID, version: int, details: MemberInput) -> Done:
    session = work.session
    kept = members_of.row(session, member_id)
    # Who reaches only own families hears the same of a member elsewhere and of one that is not there.
    require_family(work, session, Action.CHANGE_FAMILY, member_id if kept is None else kept.family_id)
    if kept is None:
        raise NotFound("Dit gezinslid bestaat niet (meer) in dit kantoor.")
    if kept.version != version:
        raise meanwhile(work, "dit gezinslid", kept.changed_at, kept.changed_by)
    if kept.given_name or kept.family_name or kept.birth_date is not None:
        _told_apart(details)
    members_of.change(session, kept, details, at=work.now(), by=work.account.id)
    families.refresh_search(session, kept.family_id)
    work.note(AuditAction.CHANGE_MEMBER, family_id=kept.family_id)
    return Done(Change(frozenset({Noun.FAMILY, Noun.MEMBER}), kept.family_id), member_id)


def change_phase(desk: Desk, family_id: UUID, start: PhaseStart) -> Done:
    """Begin a phase on a date, today at the latest; a phase that begins on a date already used replaces that one."""
    if start.since > desk.today():
        raise InvalidInput("Een fase begint vandaag of vroeger.", field="since")
    return _change_phase(desk, family_id, start)


@operation(AuditAction.CHANGE_PHASE)
def _change_phase(work: Work, family_id: UUID, start: PhaseStart) -> Done:
    require_family(work, work.session, Action.CHANGE_FAMILY, family_id)
    if not families.lock(work.session, family_id):
        raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
    families.begin_phase(work.session, family_id, start)
    is_closing = start.phase is Phase.CLOSED
    noted = AuditAction.CLOSE_FAMILY if is_closing else AuditAction.CHANGE_PHASE
    work.note(noted, family_id=family_id, details={"phase": start.phase.value})
    return Done(Change(frozenset({Noun.FAMILY, Noun.PHASE}), family_id), family_id)


def _next_code(session: Session, year: int, *, own_only: bool) -> str:
    """In a row; not on a server for who may not see every family: the number would tell how many there are."""
    if own_only and families.makes_codes(session):
        return families.code_of_server(session, year)
    return next_code(families.codes_with(session, f"G-{year}-"), year)


def _refuse_taken(session: Session, code: str, *, own_only: bool, besides: UUID | None = None) -> None:
    if own_only and families.makes_codes(session) and (besides is not None or not is_server_code(code)):
        raise InvalidInput(
            "Een coördinator kan een andere code geven; voor jou maakt de server ze, want ze mag niet verklappen "
            "welke gezinnen er nog zijn.",
            field="code",
        )
    if families.is_code_taken(session, code, besides=besides):
        raise InvalidInput(f"De code “{code}” is al van een ander gezin.", field="code")


def _told_apart(details: MemberInput) -> MemberInput:
    """Whoever is added by hand has a name or a birth date; who came from a file without either may stay so."""
    if not (details.given_name.strip() or details.family_name.strip() or details.birth_date is not None):
        raise InvalidInput("Vul een naam in, of de (verwachte) geboortedatum.", field="given_name")
    return details


def checked_member(details: MemberInput, today: date) -> MemberInput:
    """The same with its stays from old to new; raises InvalidInput (birth_date, joined, left)."""
    born = details.birth_date
    if born is not None and not EARLIEST <= born <= today + timedelta(days=_LATEST_BIRTH_DAYS):
        raise InvalidInput(f"De geboortedatum {format_date(born)} kan niet kloppen.", field="birth_date")
    return replace(details, stays=check_stays(details.stays))


def _add_members(
    work: Work, family_id: UUID, added: tuple[MemberInput, ...], *, ids: tuple[UUID, ...] | None = None
) -> None:
    taken = list(members_of.codes(work.session, family_id))
    rows, stays = [], []
    for member, member_id in zip(added, ids or tuple(uuid4() for _ in added), strict=True):
        code = next_member_code(taken, "V" if member.role is Role.ADULT else "K")
        taken.append(code)
        rows.append(
            members_of.member_values(member_id, family_id, code, member, at=work.now(), by=work.account.id)
        )
        stays += [members_of.stay_values(family_id, member_id, stay) for stay in member.stays]
    members_of.add_members(work.session, rows, stays)
