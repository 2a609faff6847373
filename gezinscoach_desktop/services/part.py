"""The parts of the program that the office does without."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.part import Part as Part
from gezinscoach_desktop.domain.part import parts_of
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


def switched_off(desk: Desk) -> frozenset[Part]:
    """What is shown nowhere; everybody may know."""
    return desk.office.read(off_in)


def off_in(session: Session) -> frozenset[Part]:
    """The same within a running query."""
    return parts_of(kept.settings(session).get(kept.SWITCHED_OFF, ()))


def switch_off(desk: Desk, parts: Iterable[Part]) -> Done:
    """Do without exactly these from now on; whatever was kept of them stays."""
    return _switch_off(desk, tuple(sorted(parts)))


@operation(AuditAction.CHANGE_SETTINGS)
def _switch_off(work: Work, parts: tuple[Part, ...]) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    names = [part.value for part in parts]
    if off_in(work.session) != frozenset(parts):
        kept.put(work.session, kept.SWITCHED_OFF, names)
        work.note(AuditAction.CHANGE_SETTINGS, details={kept.SWITCHED_OFF: names})
    return Done(Change(frozenset({Noun.SETTING})))
