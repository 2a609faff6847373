"""Where rights stand for a family (rechtenverkenning): read, step by step, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.data.right import RIGHT_STEPS, steps_of_family, steps_of_right
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.household import present
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.domain.right import RightState as RightState
from gezinscoach_desktop.domain.right import RightStepInput as RightStepInput
from gezinscoach_desktop.domain.right import RightsTotal as RightsTotal
from gezinscoach_desktop.domain.right import Standing as Standing
from gezinscoach_desktop.domain.right import check_step, standings, total_of
from gezinscoach_desktop.domain.right_hint import Hint as Hint
from gezinscoach_desktop.domain.right_hint import hints_for, still_open
from gezinscoach_desktop.domain.right_list import Right as Right
from gezinscoach_desktop.domain.right_rule import Situation
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of
from gezinscoach_desktop.services.guard import require_coached, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.right_list import rights_in

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze stap"


@dataclass(frozen=True, slots=True)
class RightsPage:
    """The rights of a family, fetched in one read session."""

    header: FamilyHeader
    rights: tuple[Right, ...]
    """The list of the office, by first life domain; also what is no longer proposed."""
    standings: tuple[Standing, ...]
    """Where each right stands that was ever looked at, per person."""
    hints: tuple[Hint, ...]
    """Rights worth a look, about which nothing was decided."""
    total: RightsTotal

    @property
    def by_id(self) -> Mapping[UUID, Right]:
        return {right.id: right for right in self.rights}

    def right_name(self, right_id: UUID) -> str:
        """Its name; words for a right of another list, which a copied file may speak of."""
        found = self.by_id.get(right_id)
        return "Recht dat niet (meer) in de lijst staat" if found is None else found.details.name


def rights_page(desk: Desk, family_id: UUID) -> RightsPage:
    """Everything the Rechten tab, the walk and the papers show; raises NotFound or NotAllowed."""

    def query(session: Session) -> RightsPage:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return rights_of(session, header_of(session, family_id), desk)

    return desk.office.read(query)


def rights_of(session: Session, header: FamilyHeader, desk: Desk) -> RightsPage:
    """The same within a running query of whoever asked already whether the account may."""
    today = desk.today()
    found = standings(steps_of_family(session, header.record.id))
    snapshots = snapshots_of.of_family(session, header.record.id)
    held = frozenset(each.place[0] for each in found if each.state.is_held)
    situation = Situation(
        today,
        header.record.details,
        present(header.persons, today),
        balance_at(snapshots, today) if snapshots else None,
        held,
    )
    listed = rights_in(session)
    proposed = {right.id for right in listed if not right.is_retired(today)}
    decided = {each.place[0] for each in found if each.state is not RightState.TO_EXPLORE}
    hints = tuple(hint for hint in still_open(hints_for(situation), decided) if hint.right_id in proposed)
    return RightsPage(header, listed, found, hints, total_of(found))


def register_steps(desk: Desk, family_id: UUID, steps: tuple[RightStepInput, ...]) -> Done:
    """Keep where rights came to stand, all of it or nothing; raises InvalidInput with the field of a step it is about.

    `Done.id` is the id of the step when there is one.
    """
    if not steps:
        raise InvalidInput("Kies eerst hoe het met het recht staat.", field="state")
    checked = tuple(check_step(step, desk.today()) for step in steps)
    return _register_steps(desk, family_id, tuple(uuid4() for _ in checked), checked)


@operation(AuditAction.REGISTER_RIGHT)
def _register_steps(
    work: Work, family_id: UUID, ids: tuple[UUID, ...], steps: tuple[RightStepInput, ...]
) -> Done:
    require_coached(work, work.session, Action.REGISTER_RIGHTS, family_id)
    members = {member.id for member in members_of.of_family(work.session, family_id)}
    known = {right.id for right in rights_in(work.session)}
    for step in steps:
        if step.member_id is not None and step.member_id not in members:
            raise missing("dit gezinslid")
        if step.right_id not in known:
            raise missing("dit recht")
    rows = [
        RIGHT_STEPS.new_row(step_id, step, family_id=family_id, at=work.now(), by=work.account.id)
        for step_id, step in zip(ids, steps, strict=True)
    ]
    RIGHT_STEPS.add_all(work.session, rows)
    work.note(AuditAction.REGISTER_RIGHT, family_id=family_id, details={"steps": len(steps)})
    return Done(Change(frozenset({Noun.RIGHT}), family_id), ids[0] if len(ids) == 1 else None)


def take_back_step(desk: Desk, step_id: UUID, version: int) -> Done:
    """Take away the last step of a right and person; raises InvalidInput when there is a later one, ChangedMeanwhile."""
    return _take_back_step(desk, step_id, version)


@operation(AuditAction.REGISTER_RIGHT)
def _take_back_step(work: Work, step_id: UUID, version: int) -> Done:
    kept = found_of_family(work, RIGHT_STEPS, step_id, Action.REGISTER_RIGHTS, _WHAT)
    family_id, details = kept.family_id, kept.details
    if family_id is None or kept.removed_at is not None:
        raise missing(_WHAT)
    (found,) = standings(steps_of_right(work.session, family_id, details.right_id, details.member_id))
    if found.last.id != step_id:
        raise InvalidInput("Alleen de laatste stap van een recht kan ongedaan gemaakt worden.")
    if not RIGHT_STEPS.remove(work.session, step_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    work.note(AuditAction.REGISTER_RIGHT, family_id=family_id, details={"steps": 1, "undone": True})
    return Done(Change(frozenset({Noun.RIGHT}), family_id), step_id)


def bring_back_step(desk: Desk, step_id: UUID, version: int) -> Done:
    """Undo taking a step back; raises ChangedMeanwhile when `version` is no longer the kept one."""
    return _bring_back_step(desk, step_id, version)


@operation(AuditAction.REGISTER_RIGHT)
def _bring_back_step(work: Work, step_id: UUID, version: int) -> Done:
    kept = found_of_family(work, RIGHT_STEPS, step_id, Action.REGISTER_RIGHTS, _WHAT)
    if not RIGHT_STEPS.bring_back(work.session, step_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    work.note(AuditAction.REGISTER_RIGHT, family_id=kept.family_id, details={"steps": 1})
    return Done(Change(frozenset({Noun.RIGHT}), kept.family_id), step_id)
