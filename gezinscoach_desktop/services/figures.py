"""Figures of a period: counted from what was read once, for the screen, the yearly report and who else asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import figures as kept
from gezinscoach_desktop.domain.errors import InvalidInput, NotFound
from gezinscoach_desktop.domain.figures import FigureBlock as FigureBlock
from gezinscoach_desktop.domain.figures import FigureFilter as FigureFilter
from gezinscoach_desktop.domain.figures import Figures as Figures
from gezinscoach_desktop.domain.figures import FiguresPerMunicipality as FiguresPerMunicipality
from gezinscoach_desktop.domain.figures.compute import EVERYTHING, Counting
from gezinscoach_desktop.domain.figures.compute import Behind as FamilyLine
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches_own_only
from gezinscoach_desktop.services.right_list import rights_in
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


def figures(desk: Desk, wanted: FigureFilter, blocks: Iterable[FigureBlock] = EVERYTHING) -> Figures:
    """The tables of `blocks` over the families that the account may see; raises InvalidInput (field until).

    Small numbers are not hidden here: that is for what leaves the office.
    """
    return _counting(desk, wanted).figures(wanted, tuple(blocks))


def per_municipality(
    desk: Desk, wanted: FigureFilter, blocks: Iterable[FigureBlock] = EVERYTHING
) -> FiguresPerMunicipality:
    """The same over all and per municipality ('' where it is not known); raises InvalidInput (field until)."""
    return _counting(desk, wanted).per_municipality(wanted, tuple(blocks))


def families_behind(
    desk: Desk, wanted: FigureFilter, table_key: str, row_key: str, column_key: str
) -> tuple[FamilyLine, ...]:
    """The families that one figure is about, by code; raises NotFound when there is no such table."""
    try:
        return _counting(desk, wanted).behind(wanted, table_key, row_key, column_key)
    except KeyError:
        raise NotFound("Dit cijfer bestaat niet (meer).") from None


def _counting(desk: Desk, wanted: FigureFilter) -> Counting:
    if wanted.until <= wanted.since:
        raise InvalidInput("De periode eindigt vóór ze begint; kies een latere einddatum.", field="until")
    own_of = desk.account.id if reaches_own_only(desk, Action.READ_FIGURES) else None
    today = desk.today()

    def query(session: Session) -> Counting:
        terms = read_terms(session, wanted.profile_id)
        items = {
            subject: {
                key: number
                for number, (key, item) in enumerate(terms.instrument.items.items())
                if item.subject is subject
            }
            for subject in Subject
        }
        rights = {right.id: right.details.name for right in rights_in(session)}
        return Counting(
            kept.families(session, items, kept.whose(own_of, today)),
            kept.surroundings(session, own_of=own_of, today=today, rights=rights),
            instrument=terms.instrument,
            profile=terms.profile,
            interval_months=terms.interval_months,
            today=today,
        )

    return desk.office.read(query)
