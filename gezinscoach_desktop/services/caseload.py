"""The caseload: what every coach carries against what fits, and the families behind each number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import caseload as kept
from gezinscoach_desktop.data import family_list
from gezinscoach_desktop.data import setting as settings_of
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.caseload import (
    Capacity,
    Caseload,
    Weights,
    caseload_of,
    whole_months,
)
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.weight import WEIGHED, checked_weights
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow, looking
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.setting import read_terms, weights_of

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_AT_ONCE = 5000
"""So many ids are asked for in one statement: a store takes no more than some tens of thousands."""


# ------------------------------------------------------------------------------------------------------------- reading
def read_caseload(desk: Desk) -> Caseload:
    """Everybody today, in a fixed number of queries; for coordinators."""
    require(desk, Action.READ_CASELOAD)
    return desk.office.read(lambda session: caseload_on(session, desk.today()))


def free_capacity(desk: Desk, on: date | None = None) -> tuple[Capacity, ...]:
    """How much fits with each coach on a day (today), by name; who is away or left has nothing free."""
    require(desk, Action.READ_CASELOAD)
    day = on or desk.today()
    return desk.office.read(lambda session: capacities_on(session, day))


def capacities_on(session: Session, day: date) -> tuple[Capacity, ...]:
    """The same within a running query of who may: a coordinator."""
    found = caseload_on(session, day)
    return tuple(
        sorted((coach.capacity for coach in found.coaches), key=lambda each: each.person.name.casefold())
    )


def caseload_on(session: Session, day: date) -> Caseload:
    """The caseload as it stands on a day, within a running query of who may."""
    return caseload_of(
        kept.people(session, day),
        kept.families(session, day),
        kept.supporters(session, day),
        kept.contacts(session, whole_months(day)),
        weights=weights_of(session),
        interval_months=read_terms(session).interval_months,
        today=day,
    )


def families_behind(desk: Desk, ids: Iterable[UUID]) -> tuple[FamilyRow, ...]:
    """The lines of the families behind a number, by name."""
    require(desk, Action.READ_CASELOAD)
    look = looking(desk)
    wanted = sorted(ids)

    def query(session: Session) -> tuple[FamilyRow, ...]:
        who = look(session)
        parts = (wanted[place : place + _AT_ONCE] for place in range(0, len(wanted), _AT_ONCE))
        rows = [row for part in parts for row in family_list.rows_of(session, who, part)]
        return tuple(sorted(rows, key=lambda row: (row.sort_name, row.code)))

    return desk.office.read(query)


def read_weights(desk: Desk) -> Weights:
    """What a family weighs by its phase, and what fits; everybody may know."""
    return desk.office.read(weights_of)


def change_weights(desk: Desk, weights: Weights) -> Done:
    """Keep what a family weighs by its phase, and what fits with a full-time coach; raises InvalidInput."""
    checked = checked_weights(weights)
    by_phase = {phase.value: checked.of(phase) for phase in WEIGHED}
    return _change_weights(desk, by_phase, checked.full_time)


@operation(AuditAction.CHANGE_SETTINGS)
def _change_weights(work: Work, by_phase: dict[str, int], full_time: int) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    settings_of.put(work.session, settings_of.PHASE_WEIGHTS, by_phase)
    settings_of.put(work.session, settings_of.FULL_TIME_WEIGHT, full_time)
    work.note(AuditAction.CHANGE_SETTINGS, details={"full_time": full_time, **by_phase})
    return Done(Change(frozenset({Noun.SETTING})))
