"""Stories and moments of pride: kept with the family, and what of them may go out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.errors import (
    ChangedMeanwhile,
    InvalidInput,
    NeedsConsent,
    NotAllowed,
    NotFound,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, read_family
from gezinscoach_desktop.services.story import (
    StoryInput,
    StoryKind,
    add_story,
    bring_back_story,
    change_story,
    list_stories,
    remove_story,
)
from tests.data.office_factory import TODAY, add_colleague, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.test_expense import home, noted

PRIDE = StoryInput(StoryKind.PRIDE, "Alle rekeningen zijn betaald.", TODAY)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def tell(desk: Desk, family_id: UUID, details: StoryInput = PRIDE) -> UUID:
    story_id = add_story(desk, family_id, details).id
    assert story_id is not None
    return story_id


@ON_FILE
def test_a_moment_of_pride_is_one_sentence(desk: Desk) -> None:
    family_id = home(desk)
    done = add_story(desk, family_id, PRIDE)
    (kept,) = list_stories(desk, family_id)
    assert (kept.id, kept.details, kept.created_by) == (done.id, PRIDE, "An")
    assert done.change.touches(Noun.STORY)
    assert done.change.concerns(family_id)
    assert noted(desk)[0] == AuditAction.CHANGE_STORY.label


@ON_FILE
def test_a_story_of_a_person_that_may_go_out_is_kept_whole(desk: Desk) -> None:
    consent = ConsentInput(ConsentKind.COACHING, TODAY)
    family_id = add_family(desk, FamilyInput(name="Maes"), (MemberInput(given_name="Sofie"),), consent).id
    assert family_id is not None
    (sofie,) = read_family(desk, family_id).members
    whole = StoryInput(
        StoryKind.STORY, "Sofie vond werk.", TODAY - timedelta(days=3), title="Werk", member_id=sofie.id,
        is_released=True, released_on=TODAY, public_text="Een moeder vond werk.",
    )  # fmt: skip
    tell(desk, family_id, whole)
    tell(desk, family_id)
    assert [each.details for each in list_stories(desk, family_id)] == [PRIDE, whole]


@ON_FILE
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (StoryInput(StoryKind.STORY, " ", TODAY), "text"),
        (StoryInput(StoryKind.STORY, "x", TODAY + timedelta(days=1)), "on"),
        (StoryInput(StoryKind.STORY, "x", TODAY, is_released=True), "released_on"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, wrong: StoryInput, field: str) -> None:
    family_id = home(desk)
    story_id = tell(desk, family_id)
    with pytest.raises(InvalidInput) as refusal:
        add_story(desk, family_id, wrong)
    assert refusal.value.field == field
    with pytest.raises(InvalidInput) as refusal:
        change_story(desk, story_id, 1, wrong)
    assert refusal.value.field == field
    assert [each.details for each in list_stories(desk, family_id)] == [PRIDE]


@ON_FILE
def test_nothing_is_kept_without_consent(desk: Desk) -> None:
    with pytest.raises(NeedsConsent):
        add_story(desk, home(desk, consents=False), PRIDE)


def test_changed_taken_away_and_brought_back(desk: Desk) -> None:
    family_id = home(desk)
    story_id = tell(desk, family_id)
    changed = StoryInput(StoryKind.STORY, "Het hele verhaal", TODAY)
    change_story(desk, story_id, 1, changed)
    with pytest.raises(ChangedMeanwhile):
        change_story(desk, story_id, 1, PRIDE)
    remove_story(desk, story_id, 2)
    with pytest.raises(ChangedMeanwhile):
        remove_story(desk, story_id, 2)
    assert list_stories(desk, family_id) == ()
    bring_back_story(desk, story_id, 3)
    with pytest.raises(ChangedMeanwhile):
        bring_back_story(desk, story_id, 3)
    assert [each.details for each in list_stories(desk, family_id)] == [changed]
    with pytest.raises(NotFound):
        remove_story(desk, uuid4(), 1)
    assert AuditAction.OUTSIDE_PROGRAM.label not in noted(desk)


@ON_FILE
def test_a_coach_reaches_no_story_of_another_family(desk: Desk) -> None:
    family_id = home(desk)
    story_id = tell(desk, family_id)
    coach = add_colleague(desk, "Bea", OfficeRole.COACH)
    for refused in (
        lambda: list_stories(coach, family_id),
        lambda: add_story(coach, family_id, PRIDE),
        lambda: change_story(coach, story_id, 1, PRIDE),
        lambda: remove_story(coach, story_id, 1),
        lambda: bring_back_story(coach, story_id, 1),
        lambda: remove_story(coach, uuid4(), 1),
    ):
        with pytest.raises(NotAllowed):
            refused()
