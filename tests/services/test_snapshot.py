"""From an empty form to a finished snapshot, kept once whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.evolution import Direction
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.since import Since, since
from gezinscoach_desktop.domain.snapshot import Place, Reason, Score, Setback
from gezinscoach_desktop.services import draft as drafts
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import cohort, family_page, office_index
from gezinscoach_desktop.services.family import FamilyHeader, MemberInput, list_families
from gezinscoach_desktop.services.snapshot import (
    Draft,
    DraftEntry,
    draft_to_drop,
    draft_to_keep,
    families_with_draft,
    finish,
    open_form,
)
from tests.data.office_factory import TODAY, add_home, at_desk, register
from tests.offices import ON_FILE, NewDesk

INCOME = (None, "income")
DEBTS = (None, "debts")
EARLIER = TODAY - timedelta(days=120)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def home(desk: Desk) -> FamilyHeader:
    return add_home(
        desk,
        MemberInput(given_name="Éva"),
        MemberInput(given_name="Kim", role=Role.CHILD, birth_date=date(2019, 1, 1)),
    )


@ON_FILE
def test_a_draft_is_found_again_and_can_be_thrown_away_and_brought_back(
    desk: Desk, home: FamilyHeader
) -> None:
    form = open_form(desk, home.record.id)
    assert (form.is_resumed, form.draft.date, form.draft.entries) == (False, TODAY, {})
    draft = replace(form.draft, entries={INCOME: DraftEntry(2, True, "nota")}, resume_at=DEBTS)
    saved_at = draft_to_keep(desk, draft)()
    again = open_form(desk, home.record.id)
    assert again.is_resumed
    assert again.draft == replace(draft, saved_at=saved_at)
    assert families_with_draft(desk) == {home.record.id}
    draft_to_drop(desk, home.record.id)()
    assert families_with_draft(desk) == frozenset()
    draft_to_keep(desk, again.draft)()
    assert open_form(desk, home.record.id).draft.entries == draft.entries


@ON_FILE
def test_a_draft_remembers_what_was_known_when_it_was_begun(desk: Desk, home: FamilyHeader) -> None:
    form = open_form(desk, home.record.id)
    draft_to_keep(desk, replace(form.draft, entries={INCOME: DraftEntry(2, True)}))()
    register_at_once = Draft(uuid4(), home.record.id, TODAY, {DEBTS: DraftEntry(4, True)})
    finish(desk, register_at_once)
    draft_to_keep(desk, replace(form.draft, entries={INCOME: DraftEntry(2, True)}))()
    again = open_form(desk, home.record.id)
    newer = since(again.draft, again.header, again.snapshots, me="iemand anders")
    assert newer.places == (DEBTS,)
    assert since(form.draft, form.header, form.snapshots, me="iemand anders") == Since()


@ON_FILE
def test_finishing_shows_what_got_better_first(desk: Desk, home: FamilyHeader) -> None:
    person = home.persons[0].id
    register(desk, home.record.id, EARLIER, {INCOME: 1, DEBTS: 3, (person, "adult_stress"): 4})
    done = register(desk, home.record.id, TODAY, {INCOME: 3, DEBTS: 2, (person, "adult_stress"): 4})
    assert [(each.place, each.before, each.after) for each in done.since_baseline] == [
        (INCOME, 1, 3),
        ((person, "adult_stress"), 4, 4),
        (DEBTS, 3, 2),
    ]
    assert done.since_previous == done.since_baseline
    assert done.counts == {Direction.UP: 1, Direction.SAME: 1, Direction.DOWN: 1}
    assert (done.baseline.date, done.snapshot.date, done.snapshot.number) == (EARLIER, TODAY, 2)
    assert done.index_before is not None
    assert (done.index_before.date, done.index_now.date) == (EARLIER, TODAY)
    assert done.snapshot.author == "An"


@ON_FILE
def test_reasons_stand_where_a_level_differs_and_a_setback_where_it_drops(
    desk: Desk, home: FamilyHeader
) -> None:
    register(
        desk,
        home.record.id,
        EARLIER,
        {INCOME: 3, DEBTS: 3, (None, "residence"): 3, (None, "nutrition"): None},
    )
    entries: dict[Place, DraftEntry] = {
        INCOME: DraftEntry(2, True, setback=Setback.INCOME),
        DEBTS: DraftEntry(4, True, " beter zicht ", Reason.INSIGHT, Setback.INCOME),
        (None, "residence"): DraftEntry(3, True, reason=Reason.CORRECTION),
        (None, "nutrition"): DraftEntry(4, True),
        (None, "home_upkeep"): DraftEntry(5, True, reason=Reason.INSIGHT),
    }
    done = finish(desk, Draft(uuid4(), home.record.id, TODAY, entries))
    assert set(done.snapshot.scores) == {
        Score(None, "income", 2, None, Reason.CHANGED, Setback.INCOME),
        Score(None, "debts", 4, "beter zicht", Reason.INSIGHT),
        Score(None, "residence", 3),  # confirmed
        Score(None, "nutrition", 4, None, Reason.CHANGED),
        Score(None, "home_upkeep", 5),
    }


@ON_FILE
def test_finishing_twice_keeps_one_snapshot(desk: Desk, home: FamilyHeader) -> None:
    draft = Draft(uuid4(), home.record.id, TODAY, {INCOME: DraftEntry(3, True)})
    draft_to_keep(desk, draft)()
    first = finish(desk, draft)
    assert finish(desk, draft) == first
    assert len(family_page(desk, home.record.id).evolution.snapshots) == 1
    assert families_with_draft(desk) == frozenset()


@ON_FILE
def test_killed_between_keeping_and_throwing_the_draft_away(desk: Desk, home: FamilyHeader) -> None:
    draft = Draft(uuid4(), home.record.id, TODAY, {INCOME: DraftEntry(3, True)})
    finish(desk, draft)
    drafts.store_of(desk).save(draft)
    form = open_form(desk, home.record.id)
    assert (form.is_resumed, form.draft.entries) == (False, {})
    assert form.draft.id != draft.id


@ON_FILE
def test_what_was_registered_is_not_said_to_have_failed_because_its_draft_is_held(
    desk: Desk, home: FamilyHeader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner has the file for a moment: the next opening of the form throws it away."""
    draft = replace(open_form(desk, home.record.id).draft, entries={INCOME: DraftEntry(2, True)})
    draft_to_keep(desk, draft)()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("held")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        result = finish(desk, draft)
        assert result.snapshot.id == draft.id
        assert not open_form(desk, home.record.id).is_resumed
    assert home.record.id in families_with_draft(desk)
    assert not open_form(desk, home.record.id).is_resumed
    assert families_with_draft(desk) == frozenset()


@ON_FILE
@pytest.mark.parametrize(
    ("entries", "days", "message", "field"),
    [
        ({}, 0, "nog niets ingevuld", None),
        ({INCOME: DraftEntry()}, 0, "nog niets ingevuld", None),
        ({INCOME: DraftEntry(3, True)}, 1, "toekomst", "date"),
        ({INCOME: DraftEntry(note="x")}, 0, "Bij “.*” staat een toelichting zonder niveau", "note"),
        ({(None, "weg"): DraftEntry(3, True)}, 0, "bestaat niet", None),
        ({(None, "education"): DraftEntry(3, True)}, 0, "past niet", None),
        ({INCOME: DraftEntry(6, True)}, 0, "Niveau 6", None),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_draft_stays(
    desk: Desk,
    home: FamilyHeader,
    entries: dict[Place, DraftEntry],
    days: int,
    message: str,
    field: str,
) -> None:
    draft = Draft(uuid4(), home.record.id, TODAY + timedelta(days=days), entries)
    draft_to_keep(desk, draft)()
    with pytest.raises(InvalidInput, match=message) as caught:
        finish(desk, draft)
    assert caught.value.field == field
    assert families_with_draft(desk) == {home.record.id}
    assert family_page(desk, home.record.id).evolution.snapshots == ()


@ON_FILE
def test_a_note_without_level_names_item_and_person(desk: Desk, home: FamilyHeader) -> None:
    draft = Draft(uuid4(), home.record.id, TODAY, {(home.persons[0].id, "education"): DraftEntry(note="x")})
    with pytest.raises(InvalidInput, match=r"Bij “.+” van Éva staat een toelichting"):
        finish(desk, draft)


@ON_FILE
def test_two_snapshots_of_one_day_both_stand_and_the_later_counts(desk: Desk, home: FamilyHeader) -> None:
    register(desk, home.record.id, TODAY, {INCOME: 2, DEBTS: 2})
    register(desk, home.record.id, TODAY, {INCOME: 4})
    evolution = family_page(desk, home.record.id).evolution
    assert [each.number for each in evolution.snapshots] == [1, 2]
    assert evolution.balance_now is not None
    assert (evolution.balance_now.level(INCOME), evolution.balance_now.level(DEBTS)) == (4, 2)
    assert [(each.place, each.steps) for each in evolution.since_previous] == [(INCOME, 2), (DEBTS, 0)]
    assert len(evolution.indexes) == 1


@ON_FILE
def test_a_snapshot_of_an_earlier_date_changes_only_what_came_after(desk: Desk, home: FamilyHeader) -> None:
    register(desk, home.record.id, TODAY, {INCOME: 4})
    late = register(desk, home.record.id, EARLIER, {INCOME: 1, DEBTS: 1})
    assert late.snapshot.scores == (Score(None, "debts", 1), Score(None, "income", 1))
    assert late.baseline.date == EARLIER
    assert late.now.level(INCOME) == 4
    assert late.now.level(DEBTS) == 1


@ON_FILE
def test_a_revised_baseline_stands_beside_the_first(desk: Desk, home: FamilyHeader) -> None:
    register(desk, home.record.id, EARLIER, {INCOME: 1})
    middle = EARLIER + timedelta(days=20)
    register(desk, home.record.id, middle, {INCOME: 3}, is_revised_baseline=True)
    done = register(desk, home.record.id, TODAY, {INCOME: 4})
    assert done.baseline.date == middle
    assert [(each.before, each.after) for each in done.since_baseline] == [(3, 4)]


@ON_FILE
def test_a_family_without_snapshots_has_an_empty_evolution(desk: Desk, home: FamilyHeader) -> None:
    evolution = family_page(desk, home.record.id).evolution
    assert (evolution.baseline, evolution.balance_now, evolution.index_now, evolution.follow_up) == (
        None,
    ) * 4
    assert (evolution.snapshots, evolution.since_baseline, evolution.indexes, evolution.moves) == ((),) * 4


def test_figures_count_only_what_one_may_see(desk: Desk, home: FamilyHeader) -> None:
    from gezinscoach_desktop.domain.permission import OfficeRole
    from gezinscoach_desktop.domain.trajectory import AssignmentKind
    from tests.data.office_factory import add_colleague, assign

    other = add_home(desk, name="Ander")
    for each in (home, other):
        register(desk, each.record.id, EARLIER, {INCOME: 1})
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    assign(desk, other.record.id, bert, AssignmentKind.SECOND, EARLIER)
    assert (cohort(desk)[0].families, cohort(bert)[0].families) == (2, 1)
    assert [each.code for each in office_index(bert)] == [other.record.code]
    assert len(office_index(desk, on=EARLIER - timedelta(days=1))) == 0


@ON_FILE
def test_an_unknown_profile_is_said(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="indexprofiel “weg” bestaat niet"):
        cohort(desk, profile_id="weg")


@ON_FILE
def test_the_list_counts_snapshots(desk: Desk, home: FamilyHeader) -> None:
    register(desk, home.record.id, EARLIER, {INCOME: 1})
    register(desk, home.record.id, TODAY, {INCOME: 1})
    (row,) = list_families(desk)
    assert (row.snapshots, row.last_snapshot) == (2, TODAY)
