"""The start screen of a coach with two hundred families: its data, and how long until it stands there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from benchmarks.generated import TODAY, family_id, office_of, own_copy
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.services import start as start_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.application import make_application
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.start.page import StartPage
from gezinscoach_desktop.views.tasks import InlineTasks

T = TypeVar("T")
FAMILIES, CONTACTS_EACH, ACTIONS_EACH = 200, 25, 3


def run(families: int) -> list[Line]:  # noqa: ARG001 - of one coach, however large the office
    """Data and screen apart: what the promise counts begins when the data is there."""
    application = make_application(["benchmarks"])
    with own_copy(office_of(FAMILIES)) as office:
        desk = office.desk()
        _fill(desk)
        today = start_service.today(desk)
        assert (today.families, len(today.actions), len(today.states)) == (FAMILIES, 200, FAMILIES)
        data = milliseconds(lambda: start_service.today(desk))
        answers = cycle([today])
        page = StartPage(InlineTasks(), desk, Pulse(InlineTasks(), desk))
        page.resize(1298, 900)
        page.show()
        application.processEvents()

        def show() -> None:
            page._show_today(next(answers))
            page.grab()  # offscreen, repaint() paints nothing

        shown = milliseconds(show)
        page.close()
        desk.office.close()
    what = f"start of a coach with {FAMILIES} families and {FAMILIES * CONTACTS_EACH} contacts"
    return [
        Line("start", f"{what}: its data", data, 300),
        Line("start", f"{what}: standing there, painted, once its data is there", shown, 150),
    ]


def _fill(desk: Desk) -> None:
    """A contact every two weeks, three open actions and an appointment for each family."""
    at, me = datetime.combine(TODAY, datetime.min.time(), UTC), desk.account.id
    families = [family_id(number) for number in range(FAMILIES)]

    def fill(session: Session, table: KeptTable[T], records_of: Callable[[UUID], list[T]]) -> None:
        rows = [
            table.new_row(uuid4(), record, family_id=family, at=at, by=me)
            for family in families
            for record in records_of(family)
        ]
        table.add_all(session, rows)

    def run(session: Session) -> Done:
        fill(session, CONTACTS, _contacts)
        fill(session, ACTIONS, _actions)
        fill(session, APPOINTMENTS, _appointments)
        return Done(Change(frozenset()))

    desk.office.write(Operation("bench", run, account_id=me))


def _contacts(family: UUID) -> list[ContactInput]:
    first = family.int % 40
    return [
        ContactInput(
            ContactKind.HOME_VISIT,
            TODAY - timedelta(days=first + 14 * back),
            600,
            60,
            note="Gesproken. " * 20,
        )
        for back in range(CONTACTS_EACH)
    ]


def _actions(family: UUID) -> list[ActionInput]:
    due = TODAY - timedelta(days=family.int % 9)
    return [
        ActionInput(f"Actie {place}", due_on=due + timedelta(days=10 * place))
        for place in range(ACTIONS_EACH)
    ]


def _appointments(family: UUID) -> list[AppointmentInput]:
    return [AppointmentInput(TODAY + timedelta(days=family.int % 7), 9 * 60, 60)]
