"""The service directory as coaches keep it up together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.services.action import add_action
from gezinscoach_desktop.services.agenda import open_actions
from gezinscoach_desktop.services.contact import contacts_page
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import (
    ContactPersonInput,
    Directory,
    add_contact_person,
    add_service,
    change_contact_person,
    change_service,
    merge_services,
    read_directory,
    separate_services,
)
from gezinscoach_desktop.services.plan import plan
from tests.data.office_factory import TODAY, add_home, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.test_family import counted_queries

ONTHAAL = ServiceInput(
    "Onthaal", "CAW De Beemd", "Wie vastloopt", (LifeDomain.HOUSING, LifeDomain.FINANCES), "Mol", "Dorp 1",
    "+32 14 11 22 33", "onthaal@beemd.example", "beemd.example", "drie weken", date(2026, 9, 1),
)  # fmt: skip


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def names(directory: Directory) -> list[str]:
    return [entry.details.name for entry in directory.entries]


@ON_FILE
def test_a_service_is_read_back_as_it_was_filled_in(desk: Desk) -> None:
    done = add_service(desk, ONTHAAL)
    (entry,) = read_directory(desk).entries
    assert entry.id == done.id
    in_order = replace(ONTHAAL, domains=(LifeDomain.FINANCES, LifeDomain.HOUSING))
    assert entry.details == in_order


@ON_FILE
def test_a_waiting_time_is_of_today_when_nothing_else_is_said(desk: Desk) -> None:
    add_service(desk, ServiceInput("Onthaal", waiting="zes weken"))
    assert read_directory(desk).entries[0].details.waiting_noted_on == TODAY
    with pytest.raises(InvalidInput) as caught:
        add_service(desk, ServiceInput("Onthaal", waiting="kort", waiting_noted_on=TODAY + timedelta(days=1)))
    assert caught.value.field == "waiting_noted_on"


@ON_FILE
@pytest.mark.parametrize(
    ("details", "field"),
    [(ServiceInput("  "), "name"), (ServiceInput("Onthaal", email="onthaal.example"), "email")],
)
def test_what_cannot_be_kept_says_where(desk: Desk, details: ServiceInput, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_service(desk, details)
    assert caught.value.field == field


def test_who_changes_a_service_second_hears_who_was_first(desk: Desk) -> None:
    add_service(desk, ONTHAAL)
    (entry,) = read_directory(desk).entries
    change_service(desk, entry.id, 1, replace(ONTHAAL, retired_on=TODAY))
    assert read_directory(desk).entries[0].is_retired
    with pytest.raises(ChangedMeanwhile, match="An wijzigde deze dienst"):
        change_service(desk, entry.id, 1, ONTHAAL)


def test_people_work_at_a_service_until_they_leave(desk: Desk) -> None:
    service = add_service(desk, ONTHAAL).id
    assert service is not None
    person = ContactPersonInput(service, "Inge Cools", "onthaal", "0470 00 11 22")
    added = add_contact_person(desk, person).id
    assert added is not None
    assert [each.details for each in read_directory(desk).entries[0].persons] == [person]
    change_contact_person(desk, added, 1, replace(person, retired_on=TODAY))
    assert read_directory(desk).entries[0].persons[0].details.retired_on == TODAY
    with pytest.raises(NotFound):
        add_contact_person(desk, replace(person, service_id=added))


@ON_FILE
def test_a_double_is_merged_with_its_people_and_what_only_it_knew_and_can_be_taken_apart(desk: Desk) -> None:
    kept_id = add_service(desk, ServiceInput("Sociale kruidenier", municipality="Mol")).id
    double_id = add_service(desk, ServiceInput("De sociale kruidenier", phone="014 55 66 77")).id
    assert kept_id is not None
    assert double_id is not None
    add_contact_person(desk, ContactPersonInput(double_id, "Omar"))
    before = read_directory(desk)
    assert {frozenset(pair) for pair in before.doubles} == {frozenset({kept_id, double_id})}
    kept, double = (before.entry(each) for each in (kept_id, double_id))
    assert kept is not None
    assert double is not None
    merge_services(desk, kept.record, double.record)
    merged = read_directory(desk)
    assert names(merged) == ["Sociale kruidenier"]
    assert merged.doubles == ()
    (entry,) = merged.entries
    assert (entry.details.phone, [person.details.name for person in entry.persons]) == (
        "014 55 66 77",
        ["Omar"],
    )
    assert merged.name_of(double_id) == "Sociale kruidenier"
    with pytest.raises(InvalidInput, match="al met een andere"):
        merge_services(desk, replace(double.record, version=2), entry.record)
    separate_services(desk, kept.record, double.record)
    apart = read_directory(desk)
    assert sorted(names(apart)) == ["De sociale kruidenier", "Sociale kruidenier"]
    restored = apart.entry(kept_id)
    assert restored is not None
    assert (restored.details, restored.persons) == (kept.details, ())


@ON_FILE
def test_a_service_is_not_merged_with_itself(desk: Desk) -> None:
    add_service(desk, ONTHAAL)
    record = read_directory(desk).entries[0].record
    with pytest.raises(InvalidInput, match="twee verschillende"):
        merge_services(desk, record, record)


@ON_FILE
def test_the_directory_costs_the_same_however_large_it_is(desk: Desk) -> None:
    add_home(desk)
    with counted_queries() as few:
        read_directory(desk)
    for number in range(5):
        add_service(desk, ServiceInput(f"Dienst {number}"))
    with counted_queries() as many:
        read_directory(desk)
    assert len(many) == len(few)


@ON_FILE
def test_whatever_names_a_double_means_the_service_that_was_kept(desk: Desk) -> None:
    home = add_home(desk)
    family_id = home.record.id
    ids = [add_service(desk, ServiceInput(name)).id for name in ("Onthaal CAW", "C.A.W. onthaal")]
    assert None not in ids
    action = ActionInput("Afspraak vragen", ActionOwner.SERVICE, service_id=ids[1], due_on=TODAY)
    add_action(desk, family_id, action)
    kept, double = (read_directory(desk).entry(each) for each in ids)
    assert kept is not None
    assert double is not None
    merge_services(desk, kept.record, double.record)
    assert plan(desk, family_id).services[double.id] == "Onthaal CAW"
    assert contacts_page(desk, family_id).services.names[double.id] == "Onthaal CAW"
    assert [line.service for line in open_actions(desk).actions] == ["Onthaal CAW"]
