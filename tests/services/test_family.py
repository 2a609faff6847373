"""Families as a coach and a coordinator find, add and change them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.data.tables import MemberRow
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.due import DueState
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed, NotFound
from gezinscoach_desktop.domain.household import Role, Stay
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import (
    FamilyInput,
    MemberInput,
    add_family,
    add_member,
    change_family,
    change_member,
    change_phase,
    known_municipalities,
    likely_duplicates,
    list_families,
    proposed_code,
    read_family,
)
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, draft_to_keep, open_form
from gezinscoach_desktop.services.start import today
from tests.data.office_factory import TODAY, add_colleague, add_home, assign, at_desk, register
from tests.offices import ON_FILE, NewDesk

ADULT = MemberInput(given_name="Éva", family_name="Nagy", birth_date=date(1990, 5, 4))
CHILD = MemberInput(given_name="Kim", role=Role.CHILD, birth_date=date(2019, 1, 2))
BABY = MemberInput(given_name="Bo", role=Role.CHILD, birth_date=TODAY + timedelta(days=60))


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Every statement that any office runs meanwhile, without those that begin and end a transaction."""
    seen: list[str] = []

    def note(*arguments: object) -> None:
        statement = str(arguments[2])
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_new_family_is_found_with_its_coach_phase_and_members(desk: Desk) -> None:
    done = add_family(desk, FamilyInput(name="Nagy – Peeters", municipality="Genk"), (ADULT, CHILD, BABY))
    (row,) = list_families(desk)
    assert (row.id, row.code, row.name, row.municipality) == (done.id, "G-2026-001", "Nagy – Peeters", "Genk")
    assert (row.responsible, row.second, row.is_mine, row.phase) == ("An", None, True, Phase.GETTING_TO_KNOW)
    assert (row.adults, row.children, row.snapshots, row.last_snapshot) == (1, 2, 0, None)
    assert row.due.state is DueState.NEVER_MEASURED
    assert row.search_text == "nagy - peeters g-2026-001 genk eva nagy kim bo"
    assert done.change.touches(Noun.FAMILY)
    assert done.change.concerns(row.id)


@ON_FILE
def test_a_family_is_read_back_as_it_was_filled_in(desk: Desk) -> None:
    details = FamilyInput(
        name="Nagy", code="GC7", address="Dorp 1", languages="Hongaars", needs_interpreter=True,
        started_on=date(2025, 2, 3), remarks="Belt liever niet",
    )  # fmt: skip
    done = add_family(desk, details, (CHILD, ADULT))
    assert done.id is not None
    found = read_family(desk, done.id)
    assert found.record.details == details
    assert [(member.code, member.details) for member in found.members] == [("V1", ADULT), ("K1", CHILD)]
    assert found.phases == (PhaseStart(Phase.GETTING_TO_KNOW, date(2025, 2, 3)),)
    assert [(each.coach, each.kind, each.since, each.until) for each in found.assignments] == [
        ("An", AssignmentKind.RESPONSIBLE, TODAY, None)
    ]
    assert (found.record.changed_by, found.title) == ("An", "Gezin Nagy")


def test_codes_go_on_and_a_taken_one_is_refused(desk: Desk) -> None:
    add_home(desk, code="G-2026-007")
    assert proposed_code(desk) == "G-2026-008"
    with pytest.raises(InvalidInput, match="al van een ander gezin") as caught:
        add_family(desk, FamilyInput(name="x", code="G-2026-007"))
    assert caught.value.field == "code"


@ON_FILE
def test_a_family_needs_a_name_or_a_member(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_family(desk, FamilyInput(municipality="Mol"))
    assert caught.value.field == "name"
    add_family(desk, FamilyInput(), (ADULT,))


@ON_FILE
@pytest.mark.parametrize("born", [date(1823, 1, 1), TODAY + timedelta(days=400)])
def test_a_birth_date_that_cannot_be_is_refused(desk: Desk, born: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_family(desk, FamilyInput(name="x"), (replace(ADULT, birth_date=born),))
    assert caught.value.field == "birth_date"


@ON_FILE
def test_a_member_without_a_name_or_a_birth_date_is_not_added(desk: Desk) -> None:
    home = add_home(desk, ADULT)
    for nobody in (MemberInput(role=Role.CHILD), MemberInput(given_name="  ", relation="zoon")):
        with pytest.raises(InvalidInput) as caught:
            add_member(desk, home.record.id, nobody)
        assert caught.value.field == "given_name"
    add_member(desk, home.record.id, MemberInput(role=Role.CHILD, birth_date=TODAY + timedelta(days=90)))
    assert len(read_family(desk, home.record.id).members) == 2


def test_a_name_cannot_be_emptied_but_whoever_came_without_one_can_be_changed(desk: Desk) -> None:
    home = add_home(desk, ADULT)
    (member,) = home.members
    with pytest.raises(InvalidInput):
        change_member(desk, member.id, member.version, MemberInput(role=Role.ADULT))
    _take_name_away(desk, member.id)
    (member,) = read_family(desk, home.record.id).members
    change_member(desk, member.id, member.version, MemberInput(role=Role.ADULT, school="avondschool"))
    assert read_family(desk, home.record.id).members[0].details.school == "avondschool"


def _take_name_away(desk: Desk, member_id: UUID) -> None:
    """As an exchange file without names brings members in."""

    def run(session: Session) -> Done:
        kept = session.get_one(MemberRow, member_id)
        kept.given_name, kept.family_name, kept.birth_date = "", "", None
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run))


def test_the_second_writer_hears_who_was_first(desk: Desk) -> None:
    home = add_home(desk)
    bert = add_colleague(desk, "Bert", OfficeRole.COORDINATOR)
    change_family(bert, home.record.id, home.record.version, FamilyInput(name="Janssens"))
    with pytest.raises(ChangedMeanwhile, match=r"Bert wijzigde dit gezin intussen, .*om \d\d:\d\d"):
        change_family(desk, home.record.id, home.record.version, FamilyInput(name="Peters"))
    kept = read_family(desk, home.record.id).record
    assert (kept.details.name, kept.details.code, kept.changed_by) == ("Janssens", home.record.code, "Bert")
    change_family(desk, home.record.id, kept.version, FamilyInput(name="Peters"))


def test_a_member_is_added_changed_and_found_under_the_new_name(desk: Desk) -> None:
    home = add_home(desk, ADULT)
    done = add_member(desk, home.record.id, CHILD)
    member = next(each for each in read_family(desk, home.record.id).members if each.id == done.id)
    assert member.code == "K1"
    stays = (Stay(None, date(2026, 3, 1)), Stay(date(2026, 9, 1), None))
    changed = replace(CHILD, given_name="Zoë", stays=stays)
    change_member(desk, member.id, member.version, changed)
    with pytest.raises(ChangedMeanwhile, match="An wijzigde dit gezinslid"):
        change_member(desk, member.id, member.version, CHILD)
    again = next(each for each in read_family(desk, home.record.id).members if each.id == done.id)
    assert again.details == changed
    assert "zoe" in list_families(desk)[0].search_text
    assert [row.children for row in list_families(at_desk(desk, date(2026, 5, 1)))] == [0]


@ON_FILE
def test_overlapping_stays_are_refused(desk: Desk) -> None:
    home = add_home(desk)
    with pytest.raises(InvalidInput):
        add_member(desk, home.record.id, replace(CHILD, stays=(Stay(), Stay(date(2026, 1, 1)))))


def test_a_phase_on_a_used_date_replaces_and_one_ahead_is_refused(desk: Desk) -> None:
    home = add_home(desk)
    change_phase(desk, home.record.id, PhaseStart(Phase.INTENSIVE, TODAY, "start"))
    change_phase(desk, home.record.id, PhaseStart(Phase.CLOSED, TODAY, "verhuisd"))
    assert read_family(desk, home.record.id).phases == (PhaseStart(Phase.CLOSED, TODAY, "verhuisd"),)
    assert list_families(desk)[0].due.state is DueState.NOT_EXPECTED
    with pytest.raises(InvalidInput):
        change_phase(desk, home.record.id, PhaseStart(Phase.INTENSIVE, TODAY + timedelta(days=1)))


@ON_FILE
def test_the_list_is_sorted_by_name_whatever_its_case_and_accents(desk: Desk) -> None:
    for name in ("Özdemir", "de Smet", "Zoltan", "Abels", "Éva"):
        add_home(desk, name=name)
    assert [row.name for row in list_families(desk)] == ["Abels", "de Smet", "Éva", "Özdemir", "Zoltan"]


def test_the_due_list_follows_the_last_snapshot(desk: Desk) -> None:
    days = {"op tijd": 10, "binnenkort": 85, "te laat": 100, "veel te laat": 300}
    for name, ago in days.items():
        register(
            desk, add_home(desk, name=name).record.id, TODAY - timedelta(days=ago), {(None, "income"): 3}
        )
    add_home(desk, name="nooit")
    closed = add_home(desk, name="afgesloten")
    change_phase(desk, closed.record.id, PhaseStart(Phase.CLOSED, TODAY))
    page = today(desk)
    assert [row.name for row in page.due] == ["nooit", "veel te laat", "te laat"]
    assert [row.name for row in page.soon] == ["binnenkort"]
    assert page.families == 6


def test_a_draft_is_shown_in_the_list_and_at_the_start(desk: Desk) -> None:
    home = add_home(desk)
    draft_to_keep(desk, Draft(uuid4(), home.record.id, TODAY, {(None, "income"): DraftEntry(3, True)}))()
    assert [row.has_draft for row in list_families(desk)] == [True]
    assert [row.id for row in today(desk).drafts] == [home.record.id]


def test_a_coach_sees_own_families_only(desk: Desk) -> None:
    mine, second, ended, foreign = (add_home(desk, name=name) for name in ("a", "b", "c", "d"))
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    for home, kind, until in (
        (mine, AssignmentKind.SECOND, None),
        (second, AssignmentKind.SECOND, TODAY + timedelta(days=1)),
        (ended, AssignmentKind.SECOND, TODAY),
    ):
        assign(desk, home.record.id, bert, kind, date(2026, 1, 1), until)
    for home in (mine, second, ended, foreign):
        register(desk, home.record.id, TODAY, {(None, "income"): 1})
    assert [row.name for row in list_families(bert)] == ["a", "b"]
    assert [(row.responsible, row.second) for row in list_families(bert)] == [("An", "Bert")] * 2
    read_family(bert, mine.record.id)
    for stranger in (ended.record.id, foreign.record.id, uuid4()):
        for ask in (read_family, family_page, open_form):
            with pytest.raises(NotAllowed):
                ask(bert, stranger)
        with pytest.raises(NotAllowed):
            register(bert, stranger, TODAY, {(None, "income"): 2})
        with pytest.raises(NotAllowed):
            add_member(bert, stranger, CHILD)
    with pytest.raises(NotAllowed):
        change_family(bert, foreign.record.id, 1, FamilyInput(name="x"))


def test_hints_come_from_families_one_may_see(desk: Desk) -> None:
    add_family(desk, FamilyInput(name="Nagy", municipality="Genk", address="Dorp 1"))
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    assert known_municipalities(desk) == ("Genk",)
    assert known_municipalities(bert) == ()
    assert [each.family.name for each in likely_duplicates(desk, FamilyInput(name="nagy"))] == ["Nagy"]
    assert likely_duplicates(bert, FamilyInput(name="Nagy")) == ()


def test_a_family_is_recognised_by_name_address_and_birth_date(desk: Desk) -> None:
    born = date(2019, 5, 4)
    add_family(desk, FamilyInput(name="Nagy", address="Dorp 1"), (MemberInput(birth_date=born),))
    add_family(desk, FamilyInput(name="Claes", address="dorp  1"))
    add_family(desk, FamilyInput(name="Janssens", address="Dorp 2"), (MemberInput(birth_date=born),))
    found = likely_duplicates(desk, FamilyInput(name="nagi", address="Dorp 1"), (born, date(2020, 1, 1)))
    assert [(each.family.name, each.reasons) for each in found] == [
        ("Nagy", ("hetzelfde adres", "een gezinslid met dezelfde geboortedatum")),
        ("Claes", ("hetzelfde adres",)),
    ]
    assert found[0].family.birth_dates == {born}


@ON_FILE
def test_an_administrator_sees_no_family(desk: Desk) -> None:
    home = add_home(desk)
    admin = add_colleague(desk, "Cis", OfficeRole.ADMINISTRATOR)
    for ask in (list_families, known_municipalities, today):
        with pytest.raises(NotAllowed):
            ask(admin)
    with pytest.raises(NotAllowed):
        read_family(admin, home.record.id)


def test_a_coordinator_hears_that_a_family_is_not_there(desk: Desk) -> None:
    for ask in (read_family, family_page, open_form):
        with pytest.raises(NotFound):
            ask(desk, uuid4())
    with pytest.raises(NotFound):
        change_member(desk, uuid4(), 1, ADULT)


def test_everything_is_noted_and_nothing_of_its_content(desk: Desk) -> None:
    home = add_home(desk, ADULT)
    family_page(desk, home.record.id)
    change_family(desk, home.record.id, 1, FamilyInput(name="Geheim"))
    register(desk, home.record.id, TODAY, {(None, "income"): 3})
    signed_in, *entries = desk.office.read(audit.entries)
    assert signed_in.action == "sign_in"
    assert [entry.action for entry in entries] == [
        "add_family",
        "open_family",
        "change_family",
        "register_snapshot",
    ]
    assert {entry.family_id for entry in entries} == {home.record.id}
    assert {entry.account_id for entry in entries} == {desk.account.id}
    assert not any("Geheim" in repr(entry) or "Nagy" in repr(entry) for entry in entries)


def test_what_was_refused_is_not_noted_as_done(desk: Desk) -> None:
    home = add_home(desk)
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    with pytest.raises(NotAllowed):
        family_page(bert, home.record.id)
    actions = [entry.action for entry in desk.office.read(audit.entries)]
    # The colleague came past the services, which a server notes by itself.
    assert [each for each in actions if each != "outside_program"] == ["sign_in", "add_family"]


def test_lists_and_pages_ask_few_questions(desk: Desk) -> None:
    homes = [add_home(desk, ADULT, CHILD, name=f"Gezin {number}") for number in range(5)]
    for home in homes:
        for ago in range(4):
            register(desk, home.record.id, TODAY - timedelta(days=90 * ago), {(None, "income"): 3})
    list_families(desk)  # the definition of the instrument is read once per program
    with counted_queries() as seen:
        assert len(list_families(desk)) == 5
    assert len(seen) == 3, seen  # the account as it is now, settings and the list
    with counted_queries() as seen:
        family_page(desk, homes[0].record.id)
    page = [statement for statement in seen if statement.startswith("SELECT")]
    # The account and seven for the page, one of them for consents; of the note: whether it was made before, the
    # account, the newest line of the trail, and on a server the lock on that.
    assert len(page) <= 12, page
    assert len(seen) - len(page) == 2, seen  # the audit entry and its operation


@pytest.mark.postgres
@pytest.mark.parametrize("office_kind", [OfficeKind.POSTGRESQL], indirect=True)
def test_a_code_that_a_colleague_took_a_moment_before_is_made_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add_home(desk)
    codes = iter((first.record.details.code, "G-2026-777"))
    monkeypatch.setattr(family_service, "_next_code", lambda *_, **__: next(codes))
    assert add_home(desk).record.details.code == "G-2026-777"
