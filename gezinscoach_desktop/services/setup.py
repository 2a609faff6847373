"""Setting an office up: where it may stand before it is there, and what remains to be done once it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.data.office_file import PlaceFindings as PlaceFindings
from gezinscoach_desktop.data.office_file import Proposal as Proposal
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.organisation import MunicipalityInput
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.setup import (
    SetupFacts,
    checked_reason,
    file_name_of,
    setup_state_of,
    skipped_in,
)
from gezinscoach_desktop.domain.setup import SetupState as SetupState
from gezinscoach_desktop.domain.setup import SetupStep as SetupStep
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from collections.abc import Iterable


# ------------------------------------------------------------------------------------------------ before there is one
def propose_place(office_name: str) -> Proposal:
    """Where the file of a new office on this PC comes unless somebody wants it elsewhere; makes nothing yet."""
    from gezinscoach_desktop.data.office_file import propose

    return propose(file_name_of(office_name))


def examine_file(place: str) -> PlaceFindings:
    """Whether the file of an office can stand there, on this PC; leaves nothing behind."""
    from gezinscoach_desktop.data.office_file import examine
    from gezinscoach_desktop.services.place import canonical

    return examine(Path(canonical(place)))


# ------------------------------------------------------------------------------------------------- once it is there
def setup_state(desk: Desk) -> SetupState:
    """How far this office is set up; one read, which waits for no disk. Raises NotAllowed."""
    require(desk, Action.CHANGE_SETTINGS)
    from gezinscoach_desktop.data.setup import counts

    found = desk.office.read(lambda session: counts(session, desk.today()))
    return setup_state_of(
        SetupFacts(
            municipalities=found.municipalities,
            has_recovery=desk.office.keys.has_recovery,
            accounts=found.accounts,
            has_second_place=found.has_second_place,
            backed_up_at=found.backed_up_at,
            families=found.families,
            is_kept_by_others=desk.office.is_partial,
            can_add_family=reach(desk.account.roles, Action.ADD_FAMILY) is not Reach.NONE,
            skipped=found.skipped,
        )
    )


def skip_step(desk: Desk, step: SetupStep, reason: str = "") -> Done:
    """This office does without that step; noted, and can be brought back. Raises InvalidInput (field reason)."""
    return _skip_step(desk, step.value, checked_reason(step, reason))


def bring_back_step(desk: Desk, step: SetupStep) -> Done:
    """The step is to be done after all."""
    return _bring_back_step(desk, step.value)


@operation(AuditAction.CHANGE_SETTINGS)
def _skip_step(work: Work, step: str, reason: str) -> Done:
    return _keep_skipped(work, {SetupStep(step): reason}, left_out=None)


@operation(AuditAction.CHANGE_SETTINGS)
def _bring_back_step(work: Work, step: str) -> Done:
    return _keep_skipped(work, {}, left_out=SetupStep(step))


def _keep_skipped(work: Work, added: dict[SetupStep, str], *, left_out: SetupStep | None) -> Done:
    from gezinscoach_desktop.data.setup import SETUP_SKIPPED

    require(work, Action.CHANGE_SETTINGS)
    before = skipped_in(kept.settings(work.session).get(SETUP_SKIPPED))
    after = {step: reason for step, reason in (before | added).items() if step is not left_out}
    if after != before:
        kept.put(work.session, SETUP_SKIPPED, {step.value: reason for step, reason in after.items()})
        # Which steps, and not why: a reason is free text.
        work.note(AuditAction.CHANGE_SETTINGS, details={SETUP_SKIPPED: sorted(step.value for step in after)})
    return Done(Change(frozenset({Noun.SETTING})))


def name_municipalities(desk: Desk, names: Iterable[str]) -> None:
    """Add the municipalities that the list does not have yet; doing it again adds nothing."""
    from gezinscoach_desktop.services.organisation import add_municipality, municipality_names

    require(desk, Action.CHANGE_ORGANISATION)
    known = {fold(name) for name in municipality_names(desk)}
    for name in names:
        if fold(name) not in known:
            known.add(fold(name))
            add_municipality(desk, MunicipalityInput(name))


def is_second_place_apart(desk: Desk, folder: Path) -> bool:
    """Whether a second place for backups is on another disk than the first; takes as long as that disk answers."""
    require(desk, Action.CHANGE_SETTINGS)
    from gezinscoach_desktop.data.office_file import is_same_disk
    from gezinscoach_desktop.services.backup_list import main_place

    return not is_same_disk(main_place(desk), folder)
