"""Goals: the level that a family wishes to come to on an item. Never required."""

from __future__ import annotations

from uuid import UUID, uuid4

from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data.request import GOALS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.request import GoalInput, checked_goal
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.plan_record import PlanRecord
from gezinscoach_desktop.services.setting import read_terms

_GOAL = PlanRecord(GOALS, AuditAction.CHANGE_GOAL, Noun.REQUEST, "dit doel")


def add_goal(desk: Desk, family_id: UUID, details: GoalInput) -> Done:
    """Keep a goal for the household or a member. Raises InvalidInput (item, level_wished, set_on, hoped_on)."""
    return _add_goal(desk, family_id, uuid4(), details)


@operation(AuditAction.CHANGE_GOAL)
def _add_goal(work: Work, family_id: UUID, goal_id: UUID, details: GoalInput) -> Done:
    return _GOAL.add(work, family_id, goal_id, _checked(work, family_id, details))


def change_goal(desk: Desk, goal_id: UUID, version: int, details: GoalInput) -> Done:
    """Keep a changed goal; raises ChangedMeanwhile, InvalidInput."""
    return _change_goal(desk, goal_id, version, details)


@operation(AuditAction.CHANGE_GOAL)
def _change_goal(work: Work, goal_id: UUID, version: int, details: GoalInput) -> Done:
    family_id = _GOAL.found(work, goal_id).family_id
    return _GOAL.change(work, goal_id, version, lambda _: _checked(work, family_id, details))


def remove_goal(desk: Desk, goal_id: UUID, version: int) -> Done:
    """Take a goal away; raises ChangedMeanwhile."""
    return _remove_goal(desk, goal_id, version)


@operation(AuditAction.CHANGE_GOAL)
def _remove_goal(work: Work, goal_id: UUID, version: int) -> Done:
    return _GOAL.remove(work, goal_id, version)


def bring_back_goal(desk: Desk, goal_id: UUID, version: int) -> Done:
    """Undo taking it away."""
    return _bring_back_goal(desk, goal_id, version)


@operation(AuditAction.CHANGE_GOAL)
def _bring_back_goal(work: Work, goal_id: UUID, version: int) -> Done:
    return _GOAL.bring_back(work, goal_id, version)


def _checked(work: Work, family_id: UUID | None, details: GoalInput) -> GoalInput:
    """On an item that is measured of this person; only a member of the family can be the person."""
    instrument = read_terms(work.session).instrument
    checked = checked_goal(details, instrument, work.today())
    subject = instrument.items[checked.item].subject
    if checked.member_id is None:
        is_fitting = subject is Subject.HOUSEHOLD
    else:
        everybody = () if family_id is None else members_of.roles(work.session, family_id)
        roles = {person.id: person.role for person in everybody}
        role = roles.get(checked.member_id)
        is_fitting = role is not None and role.subject is subject
    if not is_fitting:
        raise InvalidInput("Dit item hoort niet bij deze persoon; kies een ander item.", field="item")
    return checked
