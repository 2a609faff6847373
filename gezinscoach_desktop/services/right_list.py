"""The list of rights of the office: the one that travels with the program, with what was changed and added here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data.right import OFFICE_RIGHTS, kept_rights
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, NotFound
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.right import RightInput as RightInput
from gezinscoach_desktop.domain.right_file import RightsFile as RightsFile
from gezinscoach_desktop.domain.right_file import read_rights, shipped_of, write_rights
from gezinscoach_desktop.domain.right_list import Right as Right
from gezinscoach_desktop.domain.right_list import check_right, merged
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import write_file

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "dit recht"
_CHANGED = Change(frozenset({Noun.RIGHT}))


@dataclass(frozen=True, slots=True)
class WantedRight:
    """A right as it is to be kept; `version` is the kept one, 0 when nothing of it is kept yet."""

    id: UUID
    version: int
    details: RightInput


@cache
def shipped_rights() -> tuple[Right, ...]:
    """The rights that travel with the program."""
    return shipped_of(resource_path("rights", "rechten.csv").read_bytes())


def rights(desk: Desk) -> tuple[Right, ...]:
    """The list of the office, also what is no longer proposed: by first life domain, in the list's order."""
    require(desk, Action.READ_RIGHTS_LIST)
    return desk.office.read(rights_in)


def rights_in(session: Session) -> tuple[Right, ...]:
    """The list within a running query."""
    return merged(shipped_rights(), kept_rights(session))


def add_right(desk: Desk, details: RightInput) -> Done:
    """Add a right of the office's own; raises InvalidInput (field name when the list has one of that name)."""
    return _keep_rights(desk, (WantedRight(uuid4(), 0, check_right(details, desk.today())),))


def change_right(desk: Desk, right_id: UUID, version: int, details: RightInput) -> Done:
    """Keep changed details, of a shipped right too; raises ChangedMeanwhile when `version` is no longer the kept one."""
    return _keep_rights(desk, (WantedRight(right_id, version, check_right(details, desk.today())),))


def note_checked(desk: Desk, found: tuple[Right, ...]) -> Done:
    """Note of these rights that somebody looked up today whether they are still right."""
    today = desk.today()
    wanted = tuple(
        WantedRight(right.id, right.version, replace(right.details, checked_on=today)) for right in found
    )
    return _keep_rights(desk, wanted)


@operation(AuditAction.CHANGE_RIGHTS_LIST)
def _keep_rights(work: Work, wanted: tuple[WantedRight, ...]) -> Done:
    require(work, Action.CHANGE_RIGHTS_LIST)
    _refuse_same_name({right.id: right.details.name for right in rights_in(work.session)}, wanted)
    for each in wanted:
        _keep(work, each)
    work.note(AuditAction.CHANGE_RIGHTS_LIST, details={"rights": len(wanted)})
    return Done(_CHANGED, wanted[0].id if len(wanted) == 1 else None, {"rights": len(wanted)})


def _refuse_same_name(before: Mapping[UUID, str], wanted: tuple[WantedRight, ...]) -> None:
    """Only of names that change: what stands double already may still be checked or taken out."""
    after = {right_id: fold(name) for right_id, name in before.items()}
    after |= {each.id: fold(each.details.name) for each in wanted}
    counts = Counter(after.values())
    for each in wanted:
        if each.details.name != before.get(each.id) and counts[after[each.id]] > 1:
            raise InvalidInput(
                f"Er staat al een recht “{each.details.name}” in de lijst; geef een andere naam.",
                field="name",
            )


def _keep(work: Work, wanted: WantedRight) -> None:
    session, by = work.session, work.account.id
    kept = OFFICE_RIGHTS.one(session, wanted.id)
    if kept is None:
        if wanted.version:
            raise missing(_WHAT)
        OFFICE_RIGHTS.add(session, wanted.id, wanted.details, at=work.now(), by=by)
        return
    version = kept.version
    if kept.removed_at is not None and not wanted.version:  # changed before, and taken back since
        OFFICE_RIGHTS.bring_back(session, wanted.id, version, at=work.now(), by=by)
        version += 1
    elif wanted.version != version or kept.removed_at is not None:
        raise changed_meanwhile(work, _WHAT, kept)
    if not OFFICE_RIGHTS.change(session, wanted.id, version, wanted.details, at=work.now(), by=by):
        raise changed_meanwhile(work, _WHAT, kept)


def reset_right(desk: Desk, right_id: UUID, version: int) -> Done:
    """Show a shipped right again as it was shipped; raises ChangedMeanwhile, and NotFound for one of the office's own."""
    return _reset_right(desk, right_id, version)


@operation(AuditAction.CHANGE_RIGHTS_LIST)
def _reset_right(work: Work, right_id: UUID, version: int) -> Done:
    require(work, Action.CHANGE_RIGHTS_LIST)
    kept = OFFICE_RIGHTS.one(work.session, right_id)
    if kept is None or right_id not in {right.id for right in shipped_rights()}:
        raise NotFound("Dit recht is niet meegeleverd; zet het uit de lijst als het niet meer bestaat.")
    if not OFFICE_RIGHTS.remove(work.session, right_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    work.note(AuditAction.CHANGE_RIGHTS_LIST, details={"rights": 1})
    return Done(_CHANGED, right_id)


def preview_rights(desk: Desk, path: Path) -> RightsFile:
    """What reading this file would change; raises InvalidInput (field path) or RightsFileError. Nothing is kept yet."""
    require(desk, Action.CHANGE_RIGHTS_LIST)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidInput(
            f"“{path.name}” kan niet gelezen worden; kijk na of het bestand er nog staat.", field="path"
        ) from error
    return read_rights(content, desk.office.read(rights_in), today=desk.today())


def import_rights(desk: Desk, file: RightsFile) -> Done:
    """Keep all of what a file without problems wants, or nothing; raises InvalidInput and ChangedMeanwhile."""
    if file.problems:
        raise InvalidInput("Verbeter eerst de regels waar iets mis mee is; er is niets ingelezen.")
    wanted = tuple(WantedRight(each.id or uuid4(), each.version, each.details) for each in file.wanted)
    return _keep_rights(desk, wanted)


def export_rights(desk: Desk, path: Path) -> int:
    """Write the whole list for a spreadsheet; returns how many rights. Raises InvalidInput (field path)."""
    found = rights(desk)
    write_file(path, write_rights(found))
    return len(found)
