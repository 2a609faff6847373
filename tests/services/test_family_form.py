"""A family that is being typed in waits on this PC, for its own account only, and is added once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data.family_draft import FamilyDraftStore
from gezinscoach_desktop.domain.consent import ConsentForm
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.family import HouseholdType
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.draft import forget_family
from gezinscoach_desktop.services.family import list_families, read_family
from gezinscoach_desktop.services.family_form import (
    DraftConsent,
    DraftPerson,
    FamilyDraft,
    add_begun,
    begun_before,
    draft_to_drop,
    draft_to_keep,
)
from tests.data.office_factory import at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.colleague import signed_in

FILLED_IN = FamilyDraft(
    UUID(int=7),
    FamilyInput(
        name="Peeters – “Yilmaz”", household_type=HouseholdType.SINGLE_PARENT, needs_interpreter=True
    ),
    started_on="ooit",
    members=(DraftPerson(given_name="Sofie"), DraftPerson(Role.CHILD, "Lina", "", "31/02/2018")),
    consent=DraftConsent("Sofie", ConsentForm.PAPER, "gisteren?", has_privacy=True),
)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def keep(desk: Desk, draft: FamilyDraft = FILLED_IN) -> FamilyDraft:
    return replace(draft, saved_at=draft_to_keep(desk, draft)())


@ON_FILE
def test_what_was_begun_is_there_as_it_was_typed_until_it_is_thrown_away(desk: Desk) -> None:
    assert begun_before(desk) is None
    kept = keep(desk)
    assert begun_before(desk) == kept
    draft_to_drop(desk, kept.id)()
    assert begun_before(desk) is None


def test_it_is_added_under_its_own_id_and_gone(desk: Desk) -> None:
    keep(desk)
    done = add_begun(desk, FILLED_IN.id, FILLED_IN.details, (MemberInput("Sofie"),))
    assert done.id == FILLED_IN.id
    assert read_family(desk, FILLED_IN.id).record.details.name == FILLED_IN.details.name
    assert begun_before(desk) is None


def test_adding_it_twice_keeps_one(desk: Desk) -> None:
    for _ in range(2):
        assert add_begun(desk, FILLED_IN.id, FILLED_IN.details).id == FILLED_IN.id
    assert [row.id for row in list_families(desk)] == [FILLED_IN.id]


def test_killed_after_adding_and_before_throwing_away_it_is_not_offered_again(desk: Desk) -> None:
    add_begun(desk, FILLED_IN.id, FILLED_IN.details)
    keep(desk)
    older = keep(desk, replace(FILLED_IN, id=uuid4()))
    assert begun_before(desk) == older
    store = FamilyDraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)
    assert store.names() == {older.id}


@ON_FILE
def test_what_could_not_be_added_stays(desk: Desk) -> None:
    kept = keep(desk)
    with pytest.raises(InvalidInput):
        add_begun(desk, kept.id, FamilyInput())
    assert begun_before(desk) == kept


@ON_FILE
def test_a_family_that_was_added_and_let_go_since_is_not_offered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_begun(desk, FILLED_IN.id, FILLED_IN.details)
    keep(desk)
    monkeypatch.setattr(families, "row", lambda session, family_id: None)
    assert begun_before(desk) is None
    keep(desk)
    forget_family(desk, FILLED_IN.id)
    store = FamilyDraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)
    assert store.names() == frozenset()


@ON_FILE
def test_what_waits_to_be_sent_is_not_offered_a_second_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep(desk)
    waiting = replace(desk.office.health(), waiting_ids=frozenset({kept.id}))
    monkeypatch.setattr(type(desk.office), "health", lambda office: waiting)
    assert begun_before(desk) is None


@ON_FILE
def test_a_colleague_on_the_same_pc_is_offered_nothing(desk: Desk) -> None:
    keep(desk)
    with signed_in(desk, "Bo", OfficeRole.COACH) as bo:
        assert begun_before(bo) is None
    assert begun_before(desk) is not None


@pytest.mark.parametrize(
    "draft",
    [
        FamilyDraft(UUID(int=7), FamilyInput(name="P")),
        FamilyDraft(UUID(int=7), started_on="3"),
        FamilyDraft(UUID(int=7), members=(DraftPerson(given_name="S"),)),
        FamilyDraft(UUID(int=7), consent=DraftConsent(given_on=str(date(2026, 11, 22)))),
    ],
)
def test_one_letter_or_tick_is_enough_to_keep_it(draft: FamilyDraft) -> None:
    assert draft.has_content
    assert not FamilyDraft(draft.id).has_content
