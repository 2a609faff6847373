"""A contact registered at once with all that goes with it, changed, taken away and read back as one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import action as actions_of
from gezinscoach_desktop.data import appointment as appointments_of
from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data import expense as expenses_of
from gezinscoach_desktop.data.office import KeptOperation
from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.errors import (
    ChangedMeanwhile,
    InvalidInput,
    NeedsConsent,
    NotAllowed,
    NotFound,
)
from gezinscoach_desktop.domain.intensity import Intensity
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.domain.timeline import LineKind, TimelineLine
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.services import contact as contact_service
from gezinscoach_desktop.services import directory
from gezinscoach_desktop.services.action import close_action
from gezinscoach_desktop.services.contact import (
    ContactEntry,
    ContactExpense,
    ContactKind,
    FamilyContact,
    bring_back_contacts,
    change_contact,
    contacts_page,
    read_contact,
    register,
    remove_contacts,
)
from gezinscoach_desktop.services.contact_form import (
    draft_to_drop,
    draft_to_keep,
    open_form,
    people_of,
    register_draft,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import (
    FamilyHeader,
    FamilyInput,
    MemberInput,
    add_family,
    change_phase,
)
from gezinscoach_desktop.services.office import lock, unlock
from gezinscoach_desktop.services.operation import kind_of
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, finish
from tests.data.office_factory import TODAY, add_colleague, add_home, at_desk
from tests.offices import ON_FILE, PASSWORD, NewDesk

EVERYTHING = {
    "note": "De huur is betaald.",
    "minutes": 75,
    "begins_at": 14 * 60,
    "domains": (LifeDomain.HOUSING, LifeDomain.FINANCES),
    "appointment": AppointmentInput(TODAY + timedelta(days=7), 10 * 60, what="thuis"),
    "actions": (ActionInput("Attest vragen", due_on=TODAY), ActionInput("Bellen", ActionOwner.FAMILY)),
    "expense": ContactExpense(350, "IJsje"),
}


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def home(desk: Desk) -> FamilyHeader:
    return add_home(desk, MemberInput(given_name="Éva"))


def entry(*families: FamilyContact, **given: object) -> ContactEntry:
    made = ContactEntry(uuid4(), ContactKind.HOME_VISIT, TODAY, families)
    return replace(made, **given)  # type: ignore[arg-type]


def with_family(header: FamilyHeader, note: str = "") -> FamilyContact:
    return FamilyContact(header.record.id, tuple(member.id for member in header.members), note)


def contact_lines(desk: Desk, family_id: UUID) -> tuple[TimelineLine, ...]:
    lines = contacts_page(desk, family_id).lines
    return tuple(line for line in lines if line.kind is LineKind.CONTACT)


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@ON_FILE
def test_a_contact_is_kept_with_what_was_agreed_and_spent(desk: Desk, home: FamilyHeader) -> None:
    done = register(desk, entry(with_family(home), **EVERYTHING))

    assert done.change.nouns >= {Noun.CONTACT, Noun.APPOINTMENT, Noun.ACTION, Noun.EXPENSE}
    assert done.change.family_id == home.record.id
    (line,) = contact_lines(desk, home.record.id)
    assert line.contact is not None
    kept = line.contact.details
    assert (line.contact.id, kept.kind, kept.on) == (done.id, ContactKind.HOME_VISIT, TODAY)
    assert (kept.begins_at, kept.minutes, kept.note) == (14 * 60, 75, "De huur is betaald.")
    assert kept.domains == (LifeDomain.FINANCES, LifeDomain.HOUSING)
    assert kept.members == tuple(member.id for member in home.members)
    assert {action.details.what: action.details.owner for action in line.actions} == {
        "Attest vragen": ActionOwner.COACH,
        "Bellen": ActionOwner.FAMILY,
    }
    (appointment,) = line.appointments
    assert (appointment.details.on, appointment.details.account_id) == (
        TODAY + timedelta(days=7),
        desk.account.id,
    )
    assert [(each.details.cents, each.details.what) for each in line.expenses] == [(350, "IJsje")]


@ON_FILE
def test_registering_twice_keeps_one(desk: Desk, home: FamilyHeader) -> None:
    wanted = entry(with_family(home), **EVERYTHING)

    assert register(desk, wanted) == register(desk, wanted)
    (line,) = contact_lines(desk, home.record.id)
    assert (len(line.expenses), len(line.actions), len(line.appointments)) == (1, 2, 1)


@ON_FILE
def test_a_group_is_one_contact_per_family_with_the_expense_shared(desk: Desk, home: FamilyHeader) -> None:
    other = add_home(desk, MemberInput(given_name="Bo"), name="Claes")
    group = entry(
        with_family(home, "Éva zwom mee."),
        with_family(other),
        kind=ContactKind.GROUP,
        note="Zwemmen.",
        expense=ContactExpense(501, "Inkom"),
    )
    done = register(desk, group)

    assert done.change.family_id is None
    (first,), (second,) = contact_lines(desk, home.record.id), contact_lines(desk, other.record.id)
    assert first.contact is not None
    assert second.contact is not None
    assert first.contact.details.note == "Zwemmen.\n\nÉva zwom mee."
    assert second.contact.details.note == "Zwemmen."
    assert first.contact.details.group_id == second.contact.details.group_id == group.id
    assert [line.expenses[0].details.cents for line in (first, second)] == [251, 250]
    noted = [each for each in desk.office.read(audit.entries) if each.action == "register_contact"]
    assert {each.family_id for each in noted} == {home.record.id, other.record.id}


@ON_FILE
def test_nothing_of_a_group_is_kept_when_one_family_did_not_consent(desk: Desk, home: FamilyHeader) -> None:
    without = add_family(desk, FamilyInput(name="Zonder")).id
    assert without is not None

    with pytest.raises(NeedsConsent):
        register(desk, entry(with_family(home), FamilyContact(without), **EVERYTHING))

    assert contact_lines(desk, home.record.id) == ()
    assert not contacts_page(desk, without).may_register


@ON_FILE
def test_somebody_of_another_family_cannot_have_been_there(desk: Desk, home: FamilyHeader) -> None:
    other = add_home(desk, MemberInput(given_name="Bo"), name="Claes")
    mixed = FamilyContact(home.record.id, (other.members[0].id,))

    with pytest.raises(InvalidInput) as caught:
        register(desk, entry(mixed))

    assert caught.value.field == "members"


def test_a_coach_registers_for_own_families_only(desk: Desk, home: FamilyHeader) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)

    with pytest.raises(NotAllowed):
        register(bo, entry(with_family(home)))
    with pytest.raises(NotAllowed):
        contacts_page(bo, home.record.id)
    assert open_form(bo).choices == ()


def test_a_changed_contact_stays_in_its_group_and_the_second_writer_hears_of_the_first(
    desk: Desk, home: FamilyHeader
) -> None:
    other = add_home(desk, name="Claes")
    group = entry(with_family(home), with_family(other), kind=ContactKind.GROUP)
    contact_id = register(desk, group).id
    assert contact_id is not None
    changed = replace(group.contact_of(group.families[0]), note="Anders", group_id=None)

    change_contact(desk, contact_id, 1, changed)

    (line,) = contact_lines(desk, home.record.id)
    assert line.contact is not None
    assert (line.contact.details.note, line.contact.details.group_id) == ("Anders", group.id)
    with pytest.raises(ChangedMeanwhile):
        change_contact(desk, contact_id, 1, changed)
    with pytest.raises(InvalidInput):
        change_contact(desk, contact_id, 2, replace(changed, on=TODAY + timedelta(days=1)))


def test_taking_a_contact_away_takes_along_what_nobody_changed_since_and_undo_brings_all_of_it_back(
    desk: Desk, home: FamilyHeader
) -> None:
    contact_id = register(desk, entry(with_family(home), **EVERYTHING)).id
    assert contact_id is not None

    remove_contacts(desk, ((contact_id, 1),))
    assert contact_lines(desk, home.record.id) == ()
    with pytest.raises(ChangedMeanwhile):
        remove_contacts(desk, ((contact_id, 1),))

    bring_back_contacts(desk, ((contact_id, 2),))
    (line,) = contact_lines(desk, home.record.id)
    assert (len(line.expenses), len(line.actions), len(line.appointments)) == (1, 2, 1)


def test_the_timeline_holds_phases_and_the_snapshot_begun_from_a_contact(
    desk: Desk, home: FamilyHeader
) -> None:
    contact_id = register(desk, entry(with_family(home))).id
    change_phase(desk, home.record.id, PhaseStart(Phase.INTENSIVE, TODAY))
    scores: dict[Place, DraftEntry] = {(None, "income"): DraftEntry(2, has_level=True)}
    linked = finish(desk, Draft(uuid4(), home.record.id, TODAY, scores, contact_id=contact_id))
    other_day = TODAY - timedelta(days=3)
    loose = finish(desk, Draft(uuid4(), home.record.id, other_day, scores, contact_id=uuid4()))

    lines = contacts_page(desk, home.record.id).lines

    assert [line.kind for line in lines] == [LineKind.CONTACT, LineKind.PHASE, LineKind.SNAPSHOT]
    assert [each.id for each in lines[0].snapshots] == [linked.snapshot.id]
    assert lines[2].snapshot is not None
    assert (lines[2].snapshot.id, lines[2].snapshot.contact_id) == (loose.snapshot.id, None)


@ON_FILE
def test_intensity_is_counted_from_the_contacts_beside_the_coachs_own_phase(desk: Desk) -> None:
    at_start = at_desk(desk, date(2026, 10, 1))
    home = add_home(at_start, name="Maes")
    change_phase(at_start, home.record.id, PhaseStart(Phase.LESS_INTENSIVE, date(2026, 10, 1)))
    for day in (2, 9, 16, 23):
        register(desk, entry(with_family(home), on=date(2026, 10, day)))

    october = contacts_page(desk, home.record.id).months[0]

    assert (october.met, october.intensity, october.phase) == (4, Intensity.INTENSIVE, Phase.LESS_INTENSIVE)
    assert october.differs


@ON_FILE
def test_the_timeline_costs_the_same_however_long_it_is(desk: Desk, home: FamilyHeader) -> None:
    register(desk, entry(with_family(home), **EVERYTHING))
    with counted_queries() as few:
        contacts_page(desk, home.record.id)
    for _ in range(5):
        register(desk, entry(with_family(home), **EVERYTHING))
    with counted_queries() as many:
        contacts_page(desk, home.record.id)

    assert len(many) == len(few)


@ON_FILE
def test_what_was_typed_is_offered_again_until_it_is_registered(desk: Desk, home: FamilyHeader) -> None:
    form = open_form(desk, home.record.id)
    assert (form.is_resumed, form.draft.on, form.draft.kind) == (False, "22/11/2026", None)
    assert [member.display_name for member in form.members[home.record.id]] == ["Éva"]
    typed = replace(form.draft, kind=ContactKind.PHONE, note="Bel", length="nog niet leesbaar")
    saved_at = draft_to_keep(desk, typed)()

    again = open_form(desk, home.record.id)
    assert (again.is_resumed, again.draft) == (True, replace(typed, saved_at=saved_at))
    without_family = open_form(desk)
    assert (without_family.is_resumed, without_family.other) == (False, again.draft)
    assert home.record.id in without_family.members
    with pytest.raises(InvalidInput):
        register_draft(desk, again.draft)
    assert open_form(desk, home.record.id).is_resumed

    register_draft(desk, replace(again.draft, length="10"))
    assert not open_form(desk, home.record.id).is_resumed
    assert len(contact_lines(desk, home.record.id)) == 1


def test_a_draft_of_what_was_registered_already_is_not_offered_again(desk: Desk, home: FamilyHeader) -> None:
    typed = replace(open_form(desk, home.record.id).draft, kind=ContactKind.PHONE)
    register_draft(desk, typed)
    draft_to_keep(desk, typed)()  # killed in between

    assert not open_form(desk, home.record.id).is_resumed


@ON_FILE
def test_a_draft_can_be_thrown_away_and_another_familys_stays(desk: Desk, home: FamilyHeader) -> None:
    other = add_home(desk, name="Claes")
    one = replace(open_form(desk, home.record.id).draft, note="een")
    two = replace(open_form(desk, other.record.id).draft, note="twee")
    for typed in (one, two):
        draft_to_keep(desk, typed)()

    draft_to_drop(desk, one.id)()

    assert not open_form(desk, home.record.id).is_resumed
    assert open_form(desk, other.record.id).draft.note == "twee"


@ON_FILE
def test_likely_families_are_offered_first(desk: Desk, home: FamilyHeader) -> None:
    other = add_home(desk, name="Aerts")
    assert [choice.name for choice in open_form(desk).choices] == ["Aerts", "Peeters"]
    register(desk, entry(with_family(home)))
    assert [choice.name for choice in open_form(desk).choices] == ["Peeters", "Aerts"]
    assert open_form(desk).choices[1].id == other.record.id


@ON_FILE
def test_what_was_typed_is_kept_also_when_the_office_is_locked_meanwhile(
    desk: Desk, home: FamilyHeader
) -> None:
    typed = replace(open_form(desk, home.record.id).draft, kind=ContactKind.PHONE, note="Bel")
    save = draft_to_keep(desk, typed)
    lock(desk)
    save()
    unlock(desk, PASSWORD)

    assert open_form(desk, home.record.id).draft.note == "Bel"
    assert contacts_page(desk, home.record.id).has_draft


@ON_FILE
def test_an_entry_can_wait_on_this_pc_until_the_office_is_back(home: FamilyHeader) -> None:
    wanted = entry(with_family(home), **EVERYTHING)
    kind = contact_service._register
    written = msgspec.json.encode((wanted,))
    waiting = KeptOperation(uuid4(), "contact.register", None, datetime.now(UTC), written)

    assert kind_of(waiting) is kind
    assert kind.arguments_of(waiting) == (wanted,)


def test_an_appointment_that_took_place_is_closed_by_its_contact(desk: Desk, home: FamilyHeader) -> None:
    register(desk, entry(with_family(home), appointment=AppointmentInput(TODAY, 600, 45, ContactKind.OFFICE)))
    (line,) = contact_lines(desk, home.record.id)
    planned = line.appointments[0]
    form = open_form(desk, home.record.id, planned.id)
    assert (form.draft.kind, form.draft.begins_at, form.draft.length) == (
        ContactKind.OFFICE,
        "10:00",
        "45 min",
    )

    contact_id = register_draft(desk, form.draft).id
    assert contact_id is not None

    def states() -> list[AppointmentState]:
        lines = contact_lines(desk, home.record.id)
        return [each.details.state for line in lines for each in line.appointments]

    assert states() == [AppointmentState.KEPT]
    remove_contacts(desk, ((contact_id, 1),), planned.id)
    assert states() == [AppointmentState.PLANNED]


@ON_FILE
def test_somebody_elses_appointment_says_nothing_of_this_family(desk: Desk, home: FamilyHeader) -> None:
    other = add_home(desk, name="Claes")
    register(desk, entry(with_family(other), appointment=AppointmentInput(TODAY, 600)))
    (line,) = contact_lines(desk, other.record.id)
    planned = line.appointments[0].id

    assert open_form(desk, home.record.id, planned).draft.appointment_id is None
    register(desk, entry(with_family(home), kept_appointment_id=planned))
    (line,) = contact_lines(desk, other.record.id)
    assert line.appointments[0].details.state is AppointmentState.PLANNED


@ON_FILE
def test_a_form_for_a_family_is_not_filled_with_what_was_begun_for_another(
    desk: Desk, home: FamilyHeader
) -> None:
    other = add_home(desk, name="Claes")
    draft_to_keep(desk, replace(open_form(desk, other.record.id).draft, note="twee"))()

    form = open_form(desk, home.record.id)
    assert (form.is_resumed, form.other, form.draft.note) == (False, None, "")


@ON_FILE
def test_whoever_opens_the_form_for_a_family_is_seen(desk: Desk, home: FamilyHeader) -> None:
    def openings() -> int:
        return sum(each.action == "open_family" for each in desk.office.read(audit.entries))

    before = openings()
    open_form(desk)
    assert openings() == before
    open_form(desk, home.record.id)
    people_of(desk, home.record.id)
    assert openings() == before + 2


@ON_FILE
def test_one_contact_is_read_until_somebody_takes_it_away(desk: Desk, home: FamilyHeader) -> None:
    contact_id = register(desk, entry(with_family(home), note="Bel")).id
    assert contact_id is not None
    other = add_home(desk, name="Claes")

    assert read_contact(desk, home.record.id, contact_id).details.note == "Bel"
    with pytest.raises(NotFound):
        read_contact(desk, other.record.id, contact_id)
    remove_contacts(desk, ((contact_id, 1),))
    with pytest.raises(NotFound):
        read_contact(desk, home.record.id, contact_id)


@ON_FILE
def test_what_was_spent_at_a_contact_moves_with_its_day(desk: Desk, home: FamilyHeader) -> None:
    wanted = entry(with_family(home), **EVERYTHING)
    contact_id = register(desk, wanted).id
    assert contact_id is not None
    earlier = replace(wanted.contact_of(wanted.families[0]), on=TODAY - timedelta(days=400))

    assert change_contact(desk, contact_id, 1, earlier).change.touches(Noun.EXPENSE)

    (line,) = contact_lines(desk, home.record.id)
    assert [each.details.on for each in line.expenses] == [TODAY - timedelta(days=400)]
    assert not change_contact(desk, contact_id, 2, earlier).change.touches(Noun.EXPENSE)


def test_a_draft_that_waits_to_be_sent_is_not_offered_a_second_time(
    desk: Desk, home: FamilyHeader, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = replace(open_form(desk, home.record.id).draft, kind=ContactKind.PHONE)
    draft_to_keep(desk, typed)()
    assert open_form(desk, home.record.id).is_resumed
    waiting = replace(desk.office.health(), waiting_ids=frozenset({typed.id}))
    monkeypatch.setattr(type(desk.office), "health", lambda office: waiting)

    assert not open_form(desk, home.record.id).is_resumed
    assert not contacts_page(desk, home.record.id).has_draft


def test_a_service_that_is_no_longer_used_is_named_and_not_offered(desk: Desk, home: FamilyHeader) -> None:
    used, retired = (
        directory.add_service(desk, ServiceInput(name)).id for name in ("Woonloket", "Oud loket")
    )
    assert used is not None
    assert retired is not None
    register(desk, entry(with_family(home), kind=ContactKind.TO_SERVICE, service_id=retired))
    directory.change_service(desk, retired, 1, ServiceInput("Oud loket", retired_on=TODAY))

    page = contacts_page(desk, home.record.id)
    assert page.services.names[retired] == "Oud loket"
    assert set(page.services.offered()) == {used}
    assert set(page.services.offered(retired)) == {used, retired}
    assert set(open_form(desk, home.record.id).services) == {used}


def test_an_action_that_was_gone_on_with_stays_when_its_contact_is_taken_away(
    desk: Desk, home: FamilyHeader
) -> None:
    wanted = entry(with_family(home), **EVERYTHING)
    contact_id = register(desk, wanted).id
    assert contact_id is not None
    (line,) = contact_lines(desk, home.record.id)
    bell = next(each for each in line.actions if each.details.what == "Bellen")
    close_action(desk, bell.id, bell.version, ActionState.DONE, "Gebeld")
    moved = replace(wanted.contact_of(wanted.families[0]), on=TODAY - timedelta(days=1))
    change_contact(desk, contact_id, 1, moved)

    remove_contacts(desk, ((contact_id, 2),))

    def left(session: Session) -> tuple[list[str], int, int]:
        family_id = home.record.id
        return (
            [each.details.what for each in actions_of.of_family(session, family_id)],
            len(appointments_of.of_family(session, family_id)),
            len(expenses_of.of_family(session, family_id)),
        )

    assert desk.office.read(left) == (["Bellen"], 0, 0)
    bring_back_contacts(desk, ((contact_id, 3),))
    (line,) = contact_lines(desk, home.record.id)
    assert (len(line.expenses), len(line.actions), len(line.appointments)) == (1, 2, 1)
