"""Families and their members: list, page, add, change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import EARLIEST, format_date
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from gezinscoach_desktop.domain.family import DuplicateSearch, Likeness, next_code, next_member_code
from gezinscoach_desktop.domain.household import Role, check_stays
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.domain.record import AssignmentRecord as AssignmentRecord
from gezinscoach_desktop.domain.record import FamilyHeader as FamilyHeader
from gezinscoach_desktop.domain.record import FamilyInput as FamilyInput
from gezinscoach_desktop.domain.record import FamilyRecord as FamilyRecord
from gezinscoach_desktop.domain.record import FamilyRow as FamilyRow
from gezinscoach_desktop.domain.record import MemberInput as MemberInput
from gezinscoach_desktop.domain.record import MemberRecord as MemberRecord
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.draft import families_with_draft
from gezinscoach_desktop.services.guard import reaches_own_only, require, require_family
from gezinscoach_desktop.services.operation import note, write
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_LATEST_BIRTH_DAYS = 300
"""An unborn child is a member; a birth further ahead than a pregnancy lasts is a slip of the keyboard."""


def list_families(desk: Desk) -> tuple[FamilyRow, ...]:
    """Every family the account may see, sorted by family name; one set-based query."""
    only = reaches_own_only(desk, Action.LIST_FAMILIES)
    drafts = families_with_draft(desk)

    def query(session: Session) -> tuple[FamilyRow, ...]:
        return families.rows(
            session,
            account_id=desk.account.id,
            own_only=only,
            today=desk.today(),
            interval_months=read_terms(session).interval_months,
            drafts=drafts,
        )

    return desk.office.read(query)


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

    def run(session: Session, operation_id: UUID) -> Done:
        note(session, desk, AuditAction.OPEN_FAMILY, operation_id, family_id=family_id)
        return Done(Change(frozenset(), family_id))

    write(desk, AuditAction.OPEN_FAMILY, run)


def proposed_code(desk: Desk) -> str:
    """The next free family code of this year."""
    return desk.office.read(lambda session: _next_code(session, desk.today().year))


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


def add_family(desk: Desk, details: FamilyInput, members: tuple[MemberInput, ...] = ()) -> Done:
    """Add a family with the account as responsible coach if it is one; an empty code is filled in.

    Raises InvalidInput (field code when taken, name when there is neither name nor member …).
    """
    if not details.name.strip() and not members:
        raise InvalidInput("Vul een naam in of voeg een gezinslid toe.", field="name")
    checked = tuple(_checked(_told_apart(member), desk.today()) for member in members)
    family_id = uuid4()

    def run(session: Session, operation_id: UUID) -> Done:
        require(desk, Action.ADD_FAMILY)
        code = details.code.strip() or _next_code(session, desk.today().year)
        _refuse_taken(session, code)
        at, by = desk.now(), desk.account.id
        families.add_families(
            session, [families.family_values(family_id, code, details, checked, at=at, by=by)]
        )
        _add_members(desk, session, family_id, checked)
        if OfficeRole.COACH in desk.account.roles:
            families.assign(session, family_id, by, AssignmentKind.RESPONSIBLE, desk.today())
        since = min(details.started_on or desk.today(), desk.today())
        families.begin_phase(session, family_id, PhaseStart(Phase.GETTING_TO_KNOW, since))
        note(session, desk, AuditAction.ADD_FAMILY, operation_id, family_id=family_id)
        nouns = frozenset({Noun.FAMILY, Noun.MEMBER, Noun.ASSIGNMENT, Noun.PHASE})
        return Done(Change(nouns, family_id), family_id)

    return write(desk, AuditAction.ADD_FAMILY, run)


def change_family(desk: Desk, family_id: UUID, version: int, details: FamilyInput) -> Done:
    """Keep changed details; raises ChangedMeanwhile when `version` is no longer the kept one."""

    def run(session: Session, operation_id: UUID) -> Done:
        require_family(desk, session, Action.CHANGE_FAMILY, family_id)
        kept = families.row(session, family_id)
        if kept is None:
            raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
        if kept.version != version:
            raise _changed_meanwhile(desk, session, "dit gezin", kept.changed_at, kept.changed_by)
        everybody = [member.details for member in members_of.of_family(session, family_id)]
        if not details.name.strip() and not everybody:
            raise InvalidInput("Vul een naam in of voeg een gezinslid toe.", field="name")
        code = details.code.strip() or kept.code
        _refuse_taken(session, code, besides=family_id)
        families.change(kept, code, details, everybody, at=desk.now(), by=desk.account.id)
        note(session, desk, AuditAction.CHANGE_FAMILY, operation_id, family_id=family_id)
        return Done(Change(frozenset({Noun.FAMILY}), family_id), family_id)

    return write(desk, AuditAction.CHANGE_FAMILY, run)


def add_member(desk: Desk, family_id: UUID, details: MemberInput) -> Done:
    """Add a member; its code (V1, K2 …) is made by the program."""
    checked = _checked(_told_apart(details), desk.today())
    member_id = uuid4()

    def run(session: Session, operation_id: UUID) -> Done:
        require_family(desk, session, Action.CHANGE_FAMILY, family_id)
        if not families.lock(session, family_id):
            raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
        _add_members(desk, session, family_id, (checked,), ids=(member_id,))
        families.refresh_search(session, family_id)
        note(session, desk, AuditAction.ADD_MEMBER, operation_id, family_id=family_id)
        return Done(Change(frozenset({Noun.FAMILY, Noun.MEMBER}), family_id), member_id)

    return write(desk, AuditAction.ADD_MEMBER, run)


def change_member(desk: Desk, member_id: UUID, version: int, details: MemberInput) -> Done:
    """Keep changed details and stays; raises ChangedMeanwhile. A member with scores keeps its role's scores readable."""
    checked = _checked(details, desk.today())

    def run(session: Session, operation_id: UUID) -> Done:
        kept = members_of.row(session, member_id)
        if kept is None:
            require(desk, Action.CHANGE_FAMILY)
            raise NotFound("Dit gezinslid bestaat niet (meer) in dit kantoor.")
        require_family(desk, session, Action.CHANGE_FAMILY, kept.family_id)
        if kept.version != version:
            raise _changed_meanwhile(desk, session, "dit gezinslid", kept.changed_at, kept.changed_by)
        if kept.given_name or kept.family_name or kept.birth_date is not None:
            _told_apart(checked)
        members_of.change(session, kept, checked, at=desk.now(), by=desk.account.id)
        families.refresh_search(session, kept.family_id)
        note(session, desk, AuditAction.CHANGE_MEMBER, operation_id, family_id=kept.family_id)
        return Done(Change(frozenset({Noun.FAMILY, Noun.MEMBER}), kept.family_id), member_id)

    return write(desk, AuditAction.CHANGE_MEMBER, run)


def change_phase(desk: Desk, family_id: UUID, start: PhaseStart) -> Done:
    """Begin a phase on a date, today at the latest; a phase that begins on a date already used replaces that one."""
    if start.since > desk.today():
        raise InvalidInput("Een fase begint vandaag of vroeger.", field="since")

    def run(session: Session, operation_id: UUID) -> Done:
        require_family(desk, session, Action.CHANGE_FAMILY, family_id)
        if not families.lock(session, family_id):
            raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
        families.begin_phase(session, family_id, start)
        note(
            session,
            desk,
            AuditAction.CHANGE_PHASE,
            operation_id,
            family_id=family_id,
            details={"phase": start.phase.value},
        )
        return Done(Change(frozenset({Noun.FAMILY, Noun.PHASE}), family_id), family_id)

    return write(desk, AuditAction.CHANGE_PHASE, run)


def _next_code(session: Session, year: int) -> str:
    return next_code(families.codes_with(session, f"G-{year}-"), year)


def _refuse_taken(session: Session, code: str, *, besides: UUID | None = None) -> None:
    if families.is_code_taken(session, code, besides=besides):
        raise InvalidInput(f"De code “{code}” is al van een ander gezin.", field="code")


def _told_apart(details: MemberInput) -> MemberInput:
    """Whoever is added by hand has a name or a birth date; who came from a file without either may stay so."""
    if not (details.given_name.strip() or details.family_name.strip() or details.birth_date is not None):
        raise InvalidInput("Vul een naam in, of de (verwachte) geboortedatum.", field="given_name")
    return details


def _checked(details: MemberInput, today: date) -> MemberInput:
    born = details.birth_date
    if born is not None and not EARLIEST <= born <= today + timedelta(days=_LATEST_BIRTH_DAYS):
        raise InvalidInput(f"De geboortedatum {format_date(born)} kan niet kloppen.", field="birth_date")
    return replace(details, stays=check_stays(details.stays))


def _add_members(
    desk: Desk,
    session: Session,
    family_id: UUID,
    added: tuple[MemberInput, ...],
    *,
    ids: tuple[UUID, ...] | None = None,
) -> None:
    taken = list(members_of.codes(session, family_id))
    rows, stays = [], []
    for member, member_id in zip(added, ids or tuple(uuid4() for _ in added), strict=True):
        code = next_member_code(taken, "V" if member.role is Role.ADULT else "K")
        taken.append(code)
        rows.append(
            members_of.member_values(member_id, family_id, code, member, at=desk.now(), by=desk.account.id)
        )
        stays += [members_of.stay_values(family_id, member_id, stay) for stay in member.stays]
    members_of.add_members(session, rows, stays)


def _changed_meanwhile(
    desk: Desk, session: Session, what: str, at: datetime, by: UUID | None
) -> ChangedMeanwhile:
    name = accounts.display_names(session).get(by, "iemand") if by else "iemand"
    local = at.astimezone()
    day = "" if local.date() == desk.today() else f"op {format_date(local.date())} "
    return ChangedMeanwhile(f"{name} wijzigde {what} intussen, {day}om {local:%H:%M}.")
