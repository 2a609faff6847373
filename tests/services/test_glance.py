"""What runs for one family, at a glance before a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.request import REQUESTS
from gezinscoach_desktop.domain.action import ActionInput, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.request import RequestInput, RequestState
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.glance import glance
from tests.data.office_factory import TODAY, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.test_start import NOW, days_ago, home, keep


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return replace(at_desk(new_desk()), now=lambda: NOW)


@ON_FILE
def test_of_a_family_with_nothing_nothing_is_said(desk: Desk) -> None:
    found = glance(desk, home(desk, "Peeters"))
    assert (found.last_contact, found.appointment, found.actions, found.requests) == (None, None, (), ())
    assert (found.open_actions, found.overdue) == (0, 0)


def test_the_newest_contact_and_the_next_appointment_that_stands(desk: Desk) -> None:
    family_id = home(desk, "Peeters")
    keep(desk, CONTACTS, family_id, *(ContactInput(ContactKind.PHONE, days_ago(days)) for days in (9, 2, 30)))
    keep(
        desk,
        APPOINTMENTS,
        family_id,
        AppointmentInput(days_ago(1), what="voorbij"),
        AppointmentInput(TODAY + timedelta(days=1), what="afgezegd", state=AppointmentState.CANCELLED),
        AppointmentInput(TODAY + timedelta(days=5), 9 * 60, what="later die dag"),
        AppointmentInput(TODAY + timedelta(days=5), 8 * 60, what="eerst"),
    )
    found = glance(desk, family_id)
    assert found.last_contact is not None
    assert found.last_contact.details.on == days_ago(2)
    assert found.appointment is not None
    assert found.appointment.details.what == "eerst"


def test_the_three_most_pressing_actions_and_how_many_there_are(desk: Desk) -> None:
    family_id, other = home(desk, "Peeters"), home(desk, "Maes")
    keep(
        desk,
        ACTIONS,
        family_id,
        ActionInput("ooit"),
        ActionInput("later", due_on=TODAY + timedelta(days=9)),
        ActionInput("te laat", due_on=days_ago(2)),
        ActionInput("vandaag", due_on=TODAY),
        ActionInput("gedaan", due_on=days_ago(9), state=ActionState.DONE),
    )
    keep(desk, ACTIONS, other, ActionInput("elders", due_on=days_ago(90)))
    found = glance(desk, family_id)
    assert [action.details.what for action in found.actions] == ["te laat", "vandaag", "later"]
    assert (found.open_actions, found.overdue) == (4, 1)


def test_requests_stand_in_the_order_of_the_family(desk: Desk) -> None:
    family_id = home(desk, "Peeters")
    keep(
        desk,
        REQUESTS,
        family_id,
        RequestInput("zonder plaats"),
        RequestInput("tweede", priority=2),
        RequestInput("bereikt", priority=1, state=RequestState.REACHED),
        RequestInput("eerste", priority=1),
    )
    asked = [request.details.text for request in glance(desk, family_id).requests]
    assert asked == ["eerste", "tweede", "zonder plaats"]
