"""The caseload of a whole office: every coach with every number, and what is free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from benchmarks.generated import TODAY, family_id, office_of, own_copy
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.practice import add_coaches
from gezinscoach_desktop.data.tables import AssignmentRow, table_of
from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.services import caseload as caseload_service
from gezinscoach_desktop.services.desk import Desk

COACHES, CONTACTS_EACH, ACTIONS_EACH = 40, 12, 2
_BATCH = 20_000


def run(families: int) -> list[Line]:
    """Every contact of half a year stands behind it."""
    with own_copy(office_of(families)) as office:
        desk = office.desk()
        _fill(desk, families)
        found = caseload_service.read_caseload(desk)
        assert (found.total.families.number, len(found.coaches)) == (families, COACHES + 1)
        assert found.total.actions.number > 0
        read = milliseconds(lambda: caseload_service.read_caseload(desk))
        desk.office.close()
    what = f"caseload of {COACHES} coaches, {families} families and {families * CONTACTS_EACH} contacts"
    return [Line("caseload", what, read, 1500)]


def _fill(desk: Desk, families: int) -> None:
    at = datetime.combine(TODAY, datetime.min.time(), UTC)
    coaches: list[UUID] = []

    def hire(session: Session) -> Done:
        coaches[:] = add_coaches(session, [f"Coach {number}" for number in range(COACHES)], at=at)
        assignment = table_of(AssignmentRow)
        for place, coach in enumerate(coaches):
            ids = [family_id(number) for number in range(place, families, COACHES)]
            for begin in range(0, len(ids), 500):
                some = assignment.c.family_id.in_(ids[begin : begin + 500])
                session.connection().execute(update(assignment).where(some).values(account_id=coach))
        return Done(Change(frozenset()))

    desk.office.write(Operation("bench", hire, account_id=desk.account.id))
    for first in range(0, families, _BATCH // CONTACTS_EACH):
        numbers = range(first, min(families, first + _BATCH // CONTACTS_EACH))

        def fill(session: Session, numbers: range = numbers) -> Done:
            CONTACTS.add_all(session, _contacts(numbers, coaches, at))
            ACTIONS.add_all(session, _actions(numbers, at, desk.account.id))
            return Done(Change(frozenset()))

        desk.office.write(Operation("bench", fill, account_id=desk.account.id))


def _contacts(numbers: range, coaches: list[UUID], at: datetime) -> Iterator[dict[str, object]]:
    for number in numbers:
        for back in range(CONTACTS_EACH):
            day = TODAY - timedelta(days=number % 14 + 15 * back)
            contact = ContactInput(ContactKind.HOME_VISIT, day, 600, 60)
            yield CONTACTS.new_row(
                uuid4(), contact, family_id=family_id(number), at=at, by=coaches[number % COACHES]
            )


def _actions(numbers: range, at: datetime, by: UUID) -> Iterator[dict[str, object]]:
    for number in numbers:
        for place in range(ACTIONS_EACH):
            action = ActionInput(f"Actie {place}", due_on=TODAY + timedelta(days=number % 9 - 4 + place))
            yield ACTIONS.new_row(uuid4(), action, family_id=family_id(number), at=at, by=by)
