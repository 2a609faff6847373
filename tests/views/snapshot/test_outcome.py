"""What the finishing screen tells, and in which order."""

from __future__ import annotations

from dataclasses import replace

from gezinscoach_desktop.domain.evolution import Direction
from gezinscoach_desktop.domain.index import Tally
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry
from gezinscoach_desktop.views.snapshot.outcome import (
    dropped,
    improved,
    index_headline,
    index_interval,
    index_verdict,
    kind_words,
)
from tests.views.snapshot.samples import DEBTS, FAMILY, INCOME, SOFIE, TODAY, make_finished, make_form


def test_what_improved_this_time_comes_first() -> None:
    form = make_form()
    entries = {INCOME: DraftEntry(3, True, reason=Reason.CHANGED), (SOFIE, "dutch"): DraftEntry(3, True)}
    groups = improved(make_finished(form, Draft(form.draft.id, FAMILY, TODAY, entries)))
    assert [group.who for group in groups] == ["Huishouden", "Sofie Peeters"]
    household = groups[0].items
    assert [(moved.item, moved.before, moved.after, moved.is_new) for moved in household[:2]] == [
        ("Inkomen", 1, 3, True),
        ("Eigen onderhoud woning", 3, 4, False),
    ]


def test_a_person_who_improved_this_time_stands_before_one_who_did_before() -> None:
    form = make_form()
    entries: dict[Place, DraftEntry] = {(SOFIE, "dutch"): DraftEntry(3, True)}
    groups = improved(make_finished(form, Draft(form.draft.id, FAMILY, TODAY, entries)))
    assert [group.who for group in groups] == ["Sofie Peeters", "Huishouden"]


def test_what_dropped_tells_why() -> None:
    form = make_form()
    entries = {
        INCOME: DraftEntry(1, True, reason=Reason.INSIGHT),
        DEBTS: DraftEntry(1, True, reason=Reason.CHANGED, setback=Setback.INCOME),
    }
    (household,) = dropped(make_finished(form, Draft(form.draft.id, FAMILY, TODAY, entries)))
    assert [(moved.item, moved.before, moved.after, moved.why) for moved in household.items] == [
        ("Inkomen", 2, 1, "Nu beter zicht"),
        ("Schulden", 2, 1, "Inkomen veranderde"),
    ]


def test_the_index_is_told_as_an_interval_with_its_verdict() -> None:
    form = make_form(snapshots=())
    entries = {INCOME: DraftEntry(1, True)}
    result = make_finished(form, Draft(form.draft.id, FAMILY, TODAY, entries))
    assert " tot " in index_interval(result.index_now)
    assert index_verdict(result.index_now) == "nog niet te bepalen"
    assert index_headline(result.index_now) == "Nog niet te bepalen: 1 zwak, 5 onbekend"


def test_an_index_that_is_certain_is_told_in_domains() -> None:
    result = make_finished(make_form(), Draft(make_form().draft.id, FAMILY, TODAY, {}))
    assert index_headline(replace(result.index_now, tally=Tally(3, 0, is_deprived=True))) == (
        "3 van 6 domeinen zwak"
    )


def test_where_nothing_is_better_than_at_first_something_kind_and_true_is_said() -> None:
    form = make_form()
    result = make_finished(form, Draft(form.draft.id, FAMILY, TODAY, {INCOME: DraftEntry(3, True)}))
    assert kind_words(result) == "Tegenover de vorige momentopname ging 1 item vooruit."
    steady = replace(result, since_previous=(), counts={Direction.SAME: 12, Direction.DOWN: 1})
    assert kind_words(steady).startswith("12 items bleven op peil sinds de nulmeting.")
    worse = replace(result, since_previous=(), counts={Direction.DOWN: 1})
    assert kind_words(worse).startswith("Je keek samen met het gezin")
