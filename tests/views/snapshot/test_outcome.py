"""What the finishing screen tells, and in which order."""

from __future__ import annotations

from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry
from gezinscoach_desktop.views.snapshot.outcome import dropped, improved, index_interval, index_verdict
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
