"""The access file (inzagedossier) of one person: what it is made from, who looked, and that it left the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import trail as trails
from gezinscoach_desktop.data.letting_go import PERSON_REQUESTS
from gezinscoach_desktop.data.trail import NumberedEntry, Wanted
from gezinscoach_desktop.data.transfer import EXPORT_RECORDS
from gezinscoach_desktop.domain.access_file import AccessFile
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import NotFound
from gezinscoach_desktop.domain.letting_go import PersonRequestKind
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.domain.record import AssignmentRecord, MemberRecord
from gezinscoach_desktop.domain.third_party import Decisions
from gezinscoach_desktop.reports.content import FamilyContent
from gezinscoach_desktop.reports.papers.access_sections import (
    Beside,
    Look,
    access_sections,
    withheld,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import Outlet, content_of, file_name
from gezinscoach_desktop.services.family import note_opening
from gezinscoach_desktop.services.guard import reaches, require_family
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

KIND = "access"
_MOST_LOOKS = 5_000
_OF_THE_OFFICE = "medewerker"
_PRINTS = frozenset({AuditAction.PRINT.value, AuditAction.EXPORT.value})
_ROLES = (OfficeRole.COORDINATOR, OfficeRole.COACH, OfficeRole.ADMINISTRATOR)


def access_file(desk: Desk, family_id: UUID, member_id: UUID) -> AccessFile:
    """Everything of this member, for review; noted as an opening. Raises NotAllowed or NotFound."""

    def query(session: Session) -> AccessFile:
        require_family(desk, session, Action.HANDLE_PERSON_REQUEST, family_id)
        content = content_of(desk, session, family_id)
        member = next((each for each in content.life.members if each.id == member_id), None)
        if member is None:
            raise NotFound("Dit gezinslid bestaat niet (meer) in dit gezin.")
        return _file(content, member, _beside(desk, session, family_id, member_id, content))

    found = desk.office.read(query)
    note_opening(desk, family_id)
    return found


def make_access_paper(file: AccessFile, decisions: Decisions) -> bytes:
    """The PDF; nothing is noted yet."""
    from gezinscoach_desktop.reports.papers.access import access_paper

    return access_paper(file, decisions)


def note_access(desk: Desk, family_id: UUID, outlet: Outlet, left_out: int) -> Done:
    """Note that an access file leaves the program, with how many passages were kept back; ask this before letting it go."""
    return _note_access(desk, family_id, outlet.value, left_out)


@operation(AuditAction.PRINT, is_urgent=False)
def _note_access(work: Work, family_id: UUID, outlet: str, left_out: int) -> Done:
    require_family(work, work.session, Action.HANDLE_PERSON_REQUEST, family_id)
    require_family(work, work.session, Action.PRINT_DOSSIER, family_id)
    details = {"kind": KIND, "outlet": outlet, "names": True, "notes": True, "left_out": left_out}
    work.note(AuditAction.PRINT, family_id=family_id, details=details)
    return Done(Change(frozenset(), family_id))


def access_file_name(code: str, day: str) -> str:
    """`GC0012-inzagedossier-2026-11-22.pdf`."""
    return file_name(code, "inzagedossier", day)


def _file(content: FamilyContent, member: MemberRecord, beside: Beside) -> AccessFile:
    asked = [
        each.details.asked_on for each in beside.requests if each.details.kind is PersonRequestKind.ACCESS
    ]
    return AccessFile(
        code=content.code,
        office=content.office,
        author=content.author,
        made_on=content.made_on,
        person=member.display_name,
        sections=access_sections(content, member, beside),
        withheld=withheld(content, member, beside),
        asked_on=max(asked, default=None),
    )


def _beside(desk: Desk, session: Session, family_id: UUID, member_id: UUID, content: FamilyContent) -> Beside:
    requests = PERSON_REQUESTS.read(session, PERSON_REQUESTS.of_family(family_id))
    looks, prints, exports = None, None, None
    if reaches(desk, session, Action.READ_FAMILY_AUDIT):
        entries = trails.newest_first(session, Wanted(family_id=family_id), before=None, size=_MOST_LOOKS)
        roles = _Roles({each.id: each for each in accounts.everybody(session)}, content.life.assignments)
        looks = _looks((each for each in entries if each.entry.action not in _PRINTS), roles)
        prints = _looks((each for each in entries if each.entry.action in _PRINTS), roles)
        log = (each.details for each in EXPORT_RECORDS.read(session, EXPORT_RECORDS.kept()))
        exports = tuple(
            sorted((each for each in log if each.on >= content.period_from), key=lambda each: each.on)
        )
    return Beside(
        requests=tuple(each for each in requests if each.details.member_id == member_id),
        looks=looks,
        prints=prints,
        exports=exports,
    )


@dataclass(frozen=True, slots=True)
class _Roles:
    """As what somebody was in the file: who coached the family that day was there as its coach, whatever else they are."""

    known: Mapping[UUID, Account]
    assignments: Sequence[AssignmentRecord]

    def label_of(self, account_id: UUID | None, on: date) -> str:
        if any(each.account_id == account_id and each.runs_on(on) for each in self.assignments):
            return OfficeRole.COACH.label
        account = None if account_id is None else self.known.get(account_id)
        roles = () if account is None else account.roles
        return next((role.label for role in _ROLES if role in roles), _OF_THE_OFFICE)


def _looks(entries: Iterable[NumberedEntry], roles: _Roles) -> tuple[Look, ...]:
    """By day, role and what was done, from new to old: who it was is nobody's but the office's."""
    counted: Counter[tuple[date, str, str]] = Counter()
    for each in entries:
        on = each.entry.at.astimezone().date()
        counted[on, roles.label_of(each.entry.account_id, on), _what(each)] += 1
    return tuple(Look(on, role, what, times) for (on, role, what), times in counted.items())


def _what(numbered: NumberedEntry) -> str:
    try:
        return AuditAction(numbered.entry.action).label
    except ValueError:
        return "Gewijzigd"  # by a newer program
