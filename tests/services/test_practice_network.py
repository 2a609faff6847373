"""The invented service directory and networks of the practice office."""

from __future__ import annotations

from datetime import date

import pytest

from gezinscoach_desktop.domain.household import Living, Role
from gezinscoach_desktop.domain.network import ReferralOutcome
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import read_directory
from gezinscoach_desktop.services.family import MemberInput
from gezinscoach_desktop.services.network import network_page
from gezinscoach_desktop.services.practice_network import keep_network
from tests.data.office_factory import add_home, at_desk
from tests.offices import ON_FILE, NewDesk

HANNE = MemberInput(given_name="Hanne", relation="moeder", birth_date=date(1995, 3, 4))
JEF = MemberInput(given_name="Jef", role=Role.CHILD, living=Living.PARTLY, relation="zoon")
MILA = MemberInput(given_name="Mila", role=Role.CHILD, living=Living.PARTLY, relation="dochter")


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def test_the_directory_has_something_of_everything(desk: Desk) -> None:
    keep_network(desk, {})
    directory = read_directory(desk)
    assert len(directory.entries) >= 18
    assert len(directory.doubles) == 1
    assert any(entry.is_retired for entry in directory.entries)
    assert any(entry.persons for entry in directory.entries)
    assert any(entry.details.waiting_noted_on for entry in directory.entries)
    assert all(entry.details.email.endswith(".example") for entry in directory.entries if entry.details.email)


@ON_FILE
def test_a_family_of_the_script_gets_its_network_in_the_order_written_down(desk: Desk) -> None:
    home = add_home(desk, HANNE, JEF, MILA, name="Claes")
    keep_network(desk, {"Claes": home.record.id, "Niet in het script": home.record.id})
    page = network_page(desk, home.record.id)
    by_age = sorted(page.ties, key=lambda tie: tie.created_at)
    assert [page.name_of(tie.details) for tie in by_age][:3] == ["Wim Nijs", "Greet", "Opa Staf"]
    assert by_age[1].details.member_id == home.members[0].id
    assert {kept.details.outcome for kept in page.referrals} >= {
        ReferralOutcome.WAITING,
        ReferralOutcome.STARTED,
    }
    assert page.bonds == ()  # they are to be proposed
