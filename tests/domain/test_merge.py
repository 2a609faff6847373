"""Two people change one record: nothing that either of them wrote disappears without somebody seeing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.domain.family import IncomeSource
from gezinscoach_desktop.domain.household import Living, Stay
from gezinscoach_desktop.domain.merge import Merge, Side, merge, merge_texts
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput

BASE = FamilyInput(name="Peeters", municipality="Mol", remarks="Belt liever niet.")
_WORDS = st.lists(st.sampled_from(("een", "twee", "drie", "vier", "vijf", "zes", "\n")), max_size=8).map(
    " ".join
)
_FAMILIES = st.builds(
    FamilyInput,
    name=st.sampled_from(("", "Peeters", "Yilmaz")),
    municipality=st.sampled_from(("Mol", "Geel", "Balen")),
    needs_interpreter=st.booleans(),
    income_source=st.sampled_from((None, *IncomeSource)),
    started_on=st.sampled_from((None, date(2026, 1, 5), date(2026, 2, 5))),
    remarks=_WORDS,
)
_TOGETHER = (frozenset({"municipality", "name"}),)


def sides(found: Merge[Any]) -> dict[str, Side]:
    return {one.name: one.side for one in found.fields}


def test_what_only_one_of_both_changed_merges_by_itself() -> None:
    mine = replace(BASE, municipality="Geel")
    theirs = replace(BASE, remarks="Belt graag.")
    found = merge(BASE, mine, theirs)
    assert sides(found) == {"municipality": Side.MINE, "remarks": Side.THEIRS}
    assert found.result({}) == replace(BASE, municipality="Geel", remarks="Belt graag.")


def test_what_both_changed_alike_is_no_conflict() -> None:
    both = replace(BASE, municipality="Geel")
    found = merge(BASE, both, both)
    assert sides(found) == {"municipality": Side.ALIKE}
    assert found.result({}) == both


def test_a_choice_from_a_list_is_no_text_though_it_is_kept_as_one() -> None:
    mine, theirs = (replace(BASE, income_source=each) for each in (IncomeSource.WORK, IncomeSource.PENSION))
    found = merge(BASE, replace(mine, remarks="Hond."), replace(theirs, remarks="Kat."))
    assert {one.name: one.is_text for one in found.conflicts} == {"income_source": False, "remarks": True}


def test_what_both_changed_differently_is_chosen_by_somebody() -> None:
    found = merge(BASE, replace(BASE, municipality="Geel"), replace(BASE, municipality="Balen"))
    [conflict] = found.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == ("Mol", "Geel", "Balen")
    with pytest.raises(ValueError, match="choose"):
        found.result({})
    assert found.result({"municipality": "Balen"}).municipality == "Balen"


def test_nobody_can_choose_over_a_field_that_is_no_conflict() -> None:
    found = merge(BASE, BASE, replace(BASE, municipality="Geel"))
    with pytest.raises(ValueError, match="choose"):
        found.result({"municipality": "Mol"})


def test_fields_that_belong_together_are_chosen_together() -> None:
    base = MemberInput(living=Living.PARTLY, lives_with="papa in Geel")
    found = merge(
        base,
        replace(base, lives_with="oma in Geel"),
        replace(base, living=Living.ELSEWHERE),
        together=(frozenset({"living", "lives_with"}),),
    )
    assert {one.name for one in found.conflicts} == {"living", "lives_with"}
    one_side = merge(base, replace(base, living=Living.HERE, lives_with=""), base, together=_TOGETHER)
    assert one_side.conflicts == ()


def test_stays_are_merged_as_one_value() -> None:
    base = MemberInput()
    mine, theirs = (replace(base, stays=(Stay(day, None),)) for day in (date(2025, 1, 1), date(2026, 1, 1)))
    assert [one.name for one in merge(base, mine, theirs).conflicts] == ["stays"]


@given(base=_FAMILIES, mine=_FAMILIES, theirs=_FAMILIES, together=st.sampled_from(((), _TOGETHER)))
def test_every_value_of_either_side_is_in_the_result_or_was_shown(
    base: FamilyInput, mine: FamilyInput, theirs: FamilyInput, together: tuple[frozenset[str], ...]
) -> None:
    found = merge(base, mine, theirs, together=together)
    merged = found.result({one.name: one.mine for one in found.conflicts})
    shown = {one.name: one for one in found.fields}
    for each in fields(base):
        was, one, other, now = (getattr(record, each.name) for record in (base, mine, theirs, merged))
        for value in (one, other):
            if value not in (was, now):
                assert value in (shown[each.name].mine, shown[each.name].theirs)
        if one == other == was:
            assert now == was
            assert each.name not in shown
        if one != was and other != was and one != other:
            assert shown[each.name].is_conflict


@given(base=_FAMILIES, mine=_FAMILIES, theirs=_FAMILIES)
def test_it_does_not_matter_who_was_first(base: FamilyInput, mine: FamilyInput, theirs: FamilyInput) -> None:
    one_way, other_way = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {one.name for one in one_way.conflicts} == {one.name for one in other_way.conflicts}
    chosen: dict[str, object] = {one.name: one.mine for one in one_way.conflicts}
    assert one_way.result(chosen) == other_way.result(chosen)


# ------------------------------------------------------------------------------------------------------------- texts
@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("Belt graag.", "Belt graag. Hond in huis.", "Belt graag. Tolk Turks.", "Belt graag. Tolk Turks. Hond in huis."),
        ("Eerste regel\nTweede", "Eerste lijn\nTweede", "Eerste regel\nTweede keer", "Eerste lijn\nTweede keer"),
        ("", "Geel", "Mol", "Mol Geel"),
        ("Bel na 16 uur.", "Hond in huis, dus bel.", "Tolk is Ali.", "Tolk is Ali. Hond in huis, dus bel."),
        ("Mol", "Mol", "Geel", "Geel"),
        ("Mol", "Geel", "Mol", "Geel"),
        ("Dorp 1", "Dorp 1", "Dorp 1", "Dorp 1"),
        ("een twee drie", "twee drie", "een twee", "twee"),
    ],
)  # fmt: skip
def test_texts_of_two_people_become_one(base: str, mine: str, theirs: str, merged: str) -> None:
    assert merge_texts(base, mine, theirs) == merged


@given(base=_WORDS, mine=_WORDS, theirs=_WORDS)
def test_no_word_that_either_added_is_lost_in_one_text(base: str, mine: str, theirs: str) -> None:
    merged = Counter(merge_texts(base, mine, theirs).split())
    before = Counter(base.split())
    for version in (mine, theirs):
        assert not (Counter(version.split()) - before) - merged


# ----------------------------------------------------------------------------------------- many people, one record (T9)
Combine = Callable[[FamilyInput, FamilyInput, FamilyInput], tuple[FamilyInput, frozenset[str]]]
"""What is saved out of base, mine and theirs, and for which fields their version was seen first."""


def merging(base: FamilyInput, mine: FamilyInput, theirs: FamilyInput) -> tuple[FamilyInput, frozenset[str]]:
    found = merge(base, mine, theirs)
    return found.result({one.name: one.mine for one in found.conflicts}), frozenset(
        one.name for one in found.fields
    )


def last_one_wins(
    base: FamilyInput, mine: FamilyInput, theirs: FamilyInput
) -> tuple[FamilyInput, frozenset[str]]:
    return mine, frozenset()


@dataclass
class Record:
    """The record as a store keeps it, with the proof of what was overwritten unseen."""

    combine: Combine
    kept: FamilyInput = BASE
    version: int = 1
    unseen: list[str] = field(default_factory=list)

    def save(self, base: FamilyInput, version: int, mine: FamilyInput) -> None:
        """As the form saves: refused by the version, merged with what is kept, saved again."""
        made, seen = mine, frozenset[str]()
        if version != self.version:
            made, seen = self.combine(base, mine, self.kept)
        self.unseen += [
            each.name
            for each in fields(BASE)
            if getattr(made, each.name) != getattr(self.kept, each.name) != getattr(base, each.name)
            and each.name not in seen
        ]
        self.kept, self.version = made, self.version + 1


_EDITS = st.lists(
    st.tuples(st.integers(0, 2), st.booleans(), st.sampled_from(("name", "municipality", "remarks")), _WORDS),
    min_size=4,
    max_size=30,
)


def play(record: Record, edits: list[tuple[int, bool, str, str]]) -> None:
    """Three people open, type and save in any order."""
    open_forms: dict[int, tuple[FamilyInput, int, FamilyInput]] = {}
    for who, is_saving, name, text in edits:
        base, version, typed = open_forms.pop(who, (record.kept, record.version, record.kept))
        change: dict[str, Any] = {name: text}
        typed = replace(typed, **change)
        if is_saving:
            record.save(base, version, typed)
        else:
            open_forms[who] = (base, version, typed)


@settings(max_examples=300, deadline=None)
@given(edits=_EDITS)
def test_however_edits_interleave_nothing_is_overwritten_unseen(
    edits: list[tuple[int, bool, str, str]],
) -> None:
    record = Record(merging)
    play(record, edits)
    assert record.unseen == []


def test_the_same_trial_notices_a_form_where_the_last_one_wins() -> None:
    record = Record(last_one_wins)
    play(record, [(0, False, "name", "een"), (1, True, "name", "twee"), (0, True, "remarks", "drie")])
    assert record.unseen == ["name"]
